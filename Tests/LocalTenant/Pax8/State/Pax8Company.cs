namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>A company as Pax8 holds it. Null members are left out of answers.</summary>
public sealed record Pax8Company
{
    /// <summary>UUID in lower case. Empty for a row that Pax8 lists without id; such a row can't be asked for.</summary>
    public required string Id { get; init; }
    /// <summary>Unique among companies made through the API.</summary>
    public required string Name { get; init; }
    /// <summary>Null leaves the whole address out.</summary>
    public Pax8Address? Address { get; init; }
    /// <summary>Free text.</summary>
    public string? Phone { get; init; }
    /// <summary>With or without scheme.</summary>
    public string? Website { get; init; }
    /// <summary>The partner's own reference.</summary>
    public string? ExternalId { get; init; }
    /// <summary>True when Pax8 bills the customer.</summary>
    public bool? BillOnBehalfOfEnabled { get; init; }
    /// <summary>Whether the customer may order by himself.</summary>
    public bool? SelfServiceAllowed { get; init; }
    /// <summary>Whether the customer's own orders need approval. Absent in the official list example.</summary>
    public bool? OrderApprovalRequired { get; init; }
    /// <summary>Active, Inactive or Deleted; tests may put in what no document knows.</summary>
    public string Status { get; init; } = "Active";
    /// <summary>As on the wire, in one of several forms.</summary>
    public string? UpdatedDate { get; init; }
}

/// <summary>A postal address; null members are left out.</summary>
public sealed record Pax8Address
{
    /// <summary>First line.</summary>
    public string? Street { get; init; }
    /// <summary>Second line; present on about one of ten.</summary>
    public string? Street2 { get; init; }
    /// <summary>City.</summary>
    public string? City { get; init; }
    /// <summary>Code or full name, both occur.</summary>
    public string? StateOrProvince { get; init; }
    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
}
