using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>A company that is to be made in Pax8, as far as it is known; null where a value is missing. Source: schema Company of the partner endpoints, <c>POST /companies</c>.</summary>
internal sealed record NewCompany
{
    public string? Name { get; init; }

    public Address Address { get; init; } = new();

    public string? Phone { get; init; }

    public string? Website { get; init; }

    /// <summary>By which the company is found again after an unclear end; Pax8 takes what it is given.</summary>
    public string? ExternalId { get; init; }

    public bool SelfServiceAllowed { get; init; }

    public bool BillOnBehalfOfEnabled { get; init; }

    public bool OrderApprovalRequired { get; init; }

    public IReadOnlyList<NewContact> Contacts { get; init; } = [];
}

/// <summary>A person of a <see cref="NewCompany"/>; null where a value is missing.</summary>
internal sealed record NewContact
{
    /// <summary>What the person is the primary contact for, out of <see cref="ContactTypes.All"/>.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }
}

/// <summary>Words of Pax8 for what a contact is for. A company is active once it has a primary one of each. Source: devx.pax8.com/docs/ordering-details.</summary>
internal static class ContactTypes
{
    public static readonly string[] All = ["Admin", "Billing", "Technical"];
}
