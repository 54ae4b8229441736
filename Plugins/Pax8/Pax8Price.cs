using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// A price of a product for a billing term and a commitment, as Pax8 sends it; null as in <see cref="Company"/>. Source: Pax8 partner API,
/// schema Pricing (devx.pax8.com/openapi), which has no currency; one was seen in a client's test data, so it is taken where it comes.
/// </summary>
/// <param name="Id">The product's where Pax8 names it, else empty: a price has no id of its own.</param>
internal sealed record Pax8Price(string Id) : Pax8Record(Id)
{
    public string BillingTerm { get; init; } = "";

    /// <summary>Such as <c>1-Year</c>.</summary>
    public string? CommitmentTerm { get; init; }

    public int? CommitmentMonths { get; init; }

    /// <summary>Documented: Flat, Volume, Tiered, Mark-Up.</summary>
    public string? Type { get; init; }

    public string? Unit { get; init; }

    public string? CurrencyCode { get; init; }

    public IReadOnlyList<Pax8Rate> Rates { get; init; } = [];
}

/// <summary>What a unit costs within a range of quantities.</summary>
internal sealed record Pax8Rate
{
    /// <summary>What the partner pays.</summary>
    public decimal? PartnerBuyRate { get; init; }

    /// <summary>What the customer should pay.</summary>
    public decimal? SuggestedRetailPrice { get; init; }

    /// <summary>The least quantity; null for 0.</summary>
    public int? From { get; init; }

    /// <summary>The largest quantity; null for none.</summary>
    public int? To { get; init; }

    /// <summary>Documented: Per Unit, Flat Rate.</summary>
    public string? ChargeType { get; init; }

    /// <summary>As in <see cref="Pax8Record.Unreadable"/>.</summary>
    public IReadOnlyList<UnreadableValue> Unreadable { get; init; } = [];
}

/// <summary>All prices of a product.</summary>
/// <param name="Prices">In Pax8's order.</param>
/// <param name="Unreadable">Entries that cannot be used.</param>
internal sealed record PriceList(IReadOnlyList<Pax8Price> Prices, IReadOnlyList<UnreadableRecord> Unreadable)
{
    /// <summary>What could not be read of it, the first as a clause for a sentence; null where everything could.</summary>
    public string? Problem =>
        Unreadable.Select(entry => $"{entry.Reason} ({entry.Excerpt})")
            .Concat(Prices.SelectMany(price => price.Unreadable.Concat(price.Rates.SelectMany(rate => rate.Unreadable))).Select(value => value.ToString())).FirstOrDefault();
}
