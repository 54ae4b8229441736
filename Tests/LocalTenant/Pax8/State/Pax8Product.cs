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
    /// <summary>Price rows, one per billing term and commitment.</summary>
    public IReadOnlyList<Pax8Price> Prices { get; init; } = [];
    /// <summary>Commitments to choose from.</summary>
    public IReadOnlyList<Pax8CommitmentTerm> Commitments { get; init; } = [];
    /// <summary>What an order has to tell.</summary>
    public IReadOnlyList<Pax8ProvisioningField> ProvisioningFields { get; init; } = [];
    /// <summary>Ids of products of which one must exist.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];
}

/// <summary>One rate of a price row; those of the same terms are shown as one row.</summary>
/// <param name="BillingTerm">Monthly, Annual …</param>
/// <param name="CommitmentTerm">Monthly, 1-Year, 3-Year; null without commitment.</param>
/// <param name="CommitmentMonths">Its length; null without commitment.</param>
/// <param name="PartnerBuyRate">What the partner pays a unit.</param>
/// <param name="SuggestedRetailPrice">What the customer should pay a unit.</param>
public sealed record Pax8Price(
    string BillingTerm, string? CommitmentTerm, int? CommitmentMonths, decimal PartnerBuyRate, decimal SuggestedRetailPrice)
{
    /// <summary>Flat, Volume, Tiered or Mark-Up.</summary>
    public string Type { get; init; } = "Flat";
    /// <summary>Per Unit or Flat Rate.</summary>
    public string ChargeType { get; init; } = "Per Unit";
    /// <summary>The least quantity; null leaves it out.</summary>
    public int? From { get; init; }
    /// <summary>The largest quantity; null where it is open.</summary>
    public int? To { get; init; }
}

/// <summary>A commitment that a product offers.</summary>
/// <param name="Id">UUID; goes into an order line's commitmentTermId.</param>
/// <param name="Term">Monthly, 1-Year, 3-Year.</param>
/// <param name="Months">1, 12 or 36.</param>
/// <param name="AllowForQuantityDecrease">Whether the quantity may fall within the term.</param>
public sealed record Pax8CommitmentTerm(string Id, string Term, int Months, bool AllowForQuantityDecrease);

/// <summary>One question that an order of the product answers.</summary>
/// <param name="Label">Shown to people, and named in refusals instead of the key.</param>
/// <param name="Key">Goes into provisioningDetails.</param>
/// <param name="Required">Not told by the API: learned from the refusal only.</param>
/// <param name="PossibleValues">Null for a free input, else a single choice.</param>
/// <param name="Description">Null leaves it out.</param>
public sealed record Pax8ProvisioningField(
    string Label, string Key, bool Required, IReadOnlyList<string>? PossibleValues = null, string? Description = null);
