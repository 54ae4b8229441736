using System;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// A subscription as Pax8 sends it. Null means that Pax8 sent no value: absent, <c>null</c> or an empty text. Dates are UTC,
/// null also where Pax8's text is no date. Source: Pax8 partner API, schema Subscription (devx.pax8.com/openapi).
/// </summary>
/// <param name="Id">A UUID in lower case; a subscription without one is unreadable.</param>
internal sealed record Pax8Subscription(string Id) : Pax8Record(Id)
{
    public string? ParentId { get; init; }

    /// <summary>The customer; a subscription without one is unreadable.</summary>
    public string CompanyId { get; init; } = "";

    public string? ProductId { get; init; }

    /// <summary>Newer answers only.</summary>
    public string? ProductName { get; init; }

    public string? VendorSubscriptionId { get; init; }

    /// <summary>Answers for one subscription only; lists never have it.</summary>
    public string? VendorSku { get; init; }

    /// <summary>Whole number of licences; a fraction or a missing number makes the record unreadable.</summary>
    public int Quantity { get; init; }

    public DateTime? StartsOn { get; init; }

    public DateTime? EndsOn { get; init; }

    public DateTime? CreatedOn { get; init; }

    public DateTime? UpdatedOn { get; init; }

    public DateTime? BillingStartsOn { get; init; }

    /// <summary>Active, Cancelled and so on; other words may come.</summary>
    public string? Status { get; init; }

    /// <summary>The customer's price of one licence in each billing term.</summary>
    public decimal? Price { get; init; }

    public decimal? PartnerCost { get; init; }

    /// <summary>ISO 4217.</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>Monthly, Annual and so on; other words may come.</summary>
    public string? BillingTerm { get; init; }

    /// <summary>The commitment, sent as <c>commitment</c> although the document says <c>commitmentTerm</c>; null without one.</summary>
    public Commitment? Commitment { get; init; }
}

/// <summary>What binds a subscription until a date.</summary>
internal sealed record Commitment(string? Id, string? Term, DateTime? EndsOn);
