using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>An order as it is answered. Pax8 keeps no status of it.</summary>
public sealed record Pax8Order
{
    /// <summary>UUID; empty for a validation only (isMock).</summary>
    public required string Id { get; init; }
    /// <summary>The customer.</summary>
    public required string CompanyId { get; init; }
    /// <summary>yyyy-MM-dd.</summary>
    public required string CreatedDate { get; init; }
    /// <summary>Pax8Partner, Customer, Pax8 or null.</summary>
    public string? OrderedBy { get; init; }
    /// <summary>UUID of the user.</summary>
    public string? OrderedByUserId { get; init; }
    /// <summary>E-mail address of the user.</summary>
    public string? OrderedByUserEmail { get; init; }
    /// <summary>The lines.</summary>
    public IReadOnlyList<Pax8OrderLine> LineItems { get; init; } = [];
}

/// <summary>A line of an order. Its request-only members (number, provisioning details) are not kept.</summary>
public sealed record Pax8OrderLine
{
    /// <summary>UUID; empty for a validation only.</summary>
    public required string Id { get; init; }
    /// <summary>What was ordered.</summary>
    public required string ProductId { get; init; }
    /// <summary>What came of it; null for a validation only.</summary>
    public string? SubscriptionId { get; init; }
    /// <summary>The chosen commitment.</summary>
    public string? CommitmentTermId { get; init; }
    /// <summary>As sent.</summary>
    public string? ProvisionStartDate { get; init; }
    /// <summary>Monthly, Annual …</summary>
    public required string BillingTerm { get; init; }
    /// <summary>Whole number.</summary>
    public required decimal Quantity { get; init; }
}
