using System;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// A company as Pax8 sends it. Null means that Pax8 sent no value: absent, <c>null</c> or an empty text. Texts are as sent,
/// neither trimmed nor shortened. Source: Pax8 partner API, schema Company (devx.pax8.com/openapi).
/// </summary>
/// <param name="Id">A UUID in lower case; a company without one is unreadable.</param>
internal sealed record Company(string Id) : Pax8Record(Id)
{
    public string? Name { get; init; }

    public Address? Address { get; init; }

    public string? Phone { get; init; }

    public string? Website { get; init; }

    public string? ExternalId { get; init; }

    public bool? SelfServiceAllowed { get; init; }

    public bool? BillOnBehalfOfEnabled { get; init; }

    public bool? OrderApprovalRequired { get; init; }

    /// <summary>Active, Inactive or Deleted so far; other words may come.</summary>
    public string? Status { get; init; }

    /// <summary>Last change in Pax8, in UTC; null also where Pax8's text is no date.</summary>
    public DateTime? Updated { get; init; }
}

/// <summary>A company's address; null and empty as in <see cref="Company"/>. Country is ISO 3166-1 alpha-2, in older records perhaps a name.</summary>
internal sealed record Address
{
    public string? Street { get; init; }

    public string? Street2 { get; init; }

    public string? City { get; init; }

    public string? StateOrProvince { get; init; }

    public string? PostalCode { get; init; }

    public string? Country { get; init; }
}
