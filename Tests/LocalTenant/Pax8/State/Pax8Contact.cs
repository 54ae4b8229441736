using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>A contact of a company.</summary>
public sealed record Pax8Contact
{
    /// <summary>UUID.</summary>
    public required string Id { get; init; }
    /// <summary>First name.</summary>
    public required string FirstName { get; init; }
    /// <summary>Last name.</summary>
    public required string LastName { get; init; }
    /// <summary>E-mail address.</summary>
    public required string Email { get; init; }
    /// <summary>Phone.</summary>
    public required string Phone { get; init; }
    /// <summary>yyyy-MM-dd.</summary>
    public required string CreatedDate { get; init; }
    /// <summary>What the contact is for.</summary>
    public IReadOnlyList<Pax8ContactType> Types { get; init; } = [];
}

/// <summary>One role of a contact: Admin, Billing or Technical, and whether it is the company's primary one.</summary>
public sealed record Pax8ContactType(string Type, bool Primary);
