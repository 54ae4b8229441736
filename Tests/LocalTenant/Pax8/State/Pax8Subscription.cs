namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>A subscription. Dates are texts as on the wire; null members are left out.</summary>
public sealed record Pax8Subscription
{
    /// <summary>UUID.</summary>
    public required string Id { get; init; }
    /// <summary>For add-ons.</summary>
    public string? ParentSubscriptionId { get; init; }
    /// <summary>The customer.</summary>
    public required string CompanyId { get; init; }
    /// <summary>The product; never changes.</summary>
    public required string ProductId { get; init; }
    /// <summary>Name of the product.</summary>
    public string? ProductName { get; init; }
    /// <summary>The vendor's id of it.</summary>
    public string? VendorSubscriptionId { get; init; }
    /// <summary>The vendor's sku; shown by id only, never in lists.</summary>
    public string? VendorSkuId { get; init; }
    /// <summary>Whole number of licences.</summary>
    public required decimal Quantity { get; init; }
    /// <summary>Start of the service.</summary>
    public required string StartDate { get; init; }
    /// <summary>End of the service, set when it is cancelled or a trial.</summary>
    public string? EndDate { get; init; }
    /// <summary>When it was made.</summary>
    public required string CreatedDate { get; init; }
    /// <summary>Last change; absent until there was one.</summary>
    public string? UpdatedDate { get; init; }
    /// <summary>yyyy-MM-dd.</summary>
    public string? BillingStart { get; init; }
    /// <summary>One of the ten documented ones.</summary>
    public required string Status { get; init; }
    /// <summary>Customer's price a unit, up to three decimals.</summary>
    public required decimal Price { get; init; }
    /// <summary>ISO 4217.</summary>
    public string CurrencyCode { get; init; } = "USD";
    /// <summary>Partner's price a unit.</summary>
    public decimal? PartnerCost { get; init; }
    /// <summary>Monthly, Annual …</summary>
    public required string BillingTerm { get; init; }
    /// <summary>Null without commitment.</summary>
    public Pax8Commitment? Commitment { get; init; }
}

/// <summary>The commitment of a subscription, sent as <c>commitment</c> although the document says commitmentTerm.</summary>
/// <param name="Id">Id of the product's commitment.</param>
/// <param name="Term">Monthly, 1-Year, 3-Year.</param>
/// <param name="EndDate">Null when open.</param>
public sealed record Pax8Commitment(string Id, string Term, string? EndDate);
