using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// A company as Pax8 sends it. Null means that Pax8 sent no value: absent, <c>null</c> or an empty text. Texts are as sent,
/// neither trimmed nor shortened. Source: Pax8 partner API, schema Company (devx.pax8.com/openapi).
/// </summary>
/// <param name="Id">A UUID in lower case; a company without one is unreadable.</param>
internal sealed record Company(string Id)
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

/// <summary>One page of <c>GET /companies</c>.</summary>
/// <param name="Companies">In Pax8's order.</param>
/// <param name="Unreadable">Entries of the page that are no company; they count in <paramref name="TotalElements"/> too.</param>
/// <param name="TotalElements">Companies in all pages together.</param>
/// <param name="TotalPages">0 where there is no company.</param>
/// <param name="Number">This page, from 0.</param>
/// <param name="Size">Companies per page that Pax8 worked with.</param>
internal sealed record CompanyPage(
    IReadOnlyList<Company> Companies,
    IReadOnlyList<UnreadableRecord> Unreadable,
    int TotalElements,
    int TotalPages,
    int Number,
    int Size);

/// <summary>One entry of a list that could not be read; the others of its page were.</summary>
/// <param name="Id">Its id where one could be made out.</param>
/// <param name="Excerpt">The beginning of its JSON, at most 200 characters.</param>
/// <param name="Reason">A clause for a sentence, such as <c>name is not a text</c>.</param>
internal sealed record UnreadableRecord(string? Id, string Excerpt, string Reason);
