using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>A product of the marketplace with all that its four endpoints show.</summary>
public sealed record Pax8Product
{
    /// <summary>UUID.</summary>
    public required string Id { get; init; }
    /// <summary>Name.</summary>
    public required string Name { get; init; }
    /// <summary>Vendor.</summary>
    public required string VendorName { get; init; }
    /// <summary>One sentence.</summary>
    public string? ShortDescription { get; init; }
    /// <summary>Shown by id only.</summary>
    public string? Description { get; init; }
    /// <summary>Pax8's own number.</summary>
    public string? Sku { get; init; }
    /// <summary>The vendor's number: a GUID, <c>productId:skuId</c> or a JSON text.</summary>
    public string? VendorSku { get; init; }
    /// <summary>Null leaves it out, as the official example does.</summary>
    public bool? RequiresCommitment { get; init; }
    /// <summary>Whether a new subscription waits for a person (PendingManual) or a machine (PendingAutomated).</summary>
    public bool ProvisionedByHand { get; init; }
    /// <summary>How long a new subscription of it stays pending; null for as long as <see cref="Pax8SimulatorOptions.ProvisioningTime"/> says.</summary>
    public TimeSpan? ProvisioningTime { get; init; }
    /// <summary>Its subscriptions stay pending until somebody calls <see cref="Pax8State.Provision"/>.</summary>
    public bool NeverProvisioned { get; init; }
    /// <summary>Price rows, one per billing term and commitment.</summary>
    public IReadOnlyList<Pax8Price> Prices { get; init; } = [];
    /// <summary>Commitments to choose from.</summary>
    public IReadOnlyList<Pax8CommitmentTerm> Commitments { get; init; } = [];
    /// <summary>What an order has to tell.</summary>
    public IReadOnlyList<Pax8ProvisioningField> ProvisioningFields { get; init; } = [];
    /// <summary>Ids of products of which one must exist.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];
}

/// <summary>A commitment that a product offers.</summary>
/// <param name="Id">UUID; goes into an order line's commitmentTermId.</param>
/// <param name="Term">Monthly, 1-Year, 3-Year.</param>
/// <param name="Months">1, 12 or 36.</param>
/// <param name="AllowForQuantityDecrease">Whether the quantity may fall within the term.</param>
public sealed record Pax8CommitmentTerm(string Id, string Term, int Months, bool AllowForQuantityDecrease)
{
    /// <summary>Whether it goes on by itself at its end.</summary>
    public bool AutoRenew { get; init; } = true;
    /// <summary>Days before its end from which on it can be renewed.</summary>
    public int RenewalWindowDaysBeforeTermEnd { get; init; }
    /// <summary>Days after its end up to which it can be renewed.</summary>
    public int RenewalWindowDaysAfterTermEnd { get; init; } = 7;
    /// <summary>Whether the quantity may rise within the term.</summary>
    public bool AllowForQuantityIncrease { get; init; } = true;
    /// <summary>Whether it can be cancelled within the term.</summary>
    public bool AllowForEarlyCancellation { get; init; } = true;
    /// <summary>Whether such a cancellation costs a fee.</summary>
    public bool CancellationFeeApplied { get; init; }
    /// <summary>Whether it can go to another company.</summary>
    public bool IsTransferable { get; init; }
}

/// <summary>One question that an order of the product answers.</summary>
/// <param name="Label">Shown to people, and named in refusals instead of the key.</param>
/// <param name="Key">Goes into provisioningDetails.</param>
/// <param name="Required">Not told by the API: learned from the refusal only.</param>
/// <param name="PossibleValues">Null for a free input, else the choices.</param>
/// <param name="Description">Null leaves it out.</param>
/// <param name="SeveralValues">With choices: whether more than one may be taken (Multi-Value).</param>
public sealed record Pax8ProvisioningField(
    string Label, string Key, bool Required, IReadOnlyList<string>? PossibleValues = null, string? Description = null, bool SeveralValues = false)
{
    /// <summary>Input, Single-Value or Multi-Value.</summary>
    internal string ValueType => PossibleValues is null ? "Input" : SeveralValues ? "Multi-Value" : "Single-Value";
}
