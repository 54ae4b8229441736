using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Orders;

/// <summary>What a line costs the partner by a price list. Pure. Source: API reference, products, pricing.</summary>
internal static class OrderPrices
{
    private const int Digits = 4;

    /// <summary>Cost of the whole line for one billing term; null where the list does not tell it.</summary>
    /// <param name="prices">Of the line's product, for its company.</param>
    /// <param name="billingTerm">The word of the term.</param>
    /// <param name="commitmentTerm">Of the chosen commitment; null for none.</param>
    /// <param name="quantity">Licences.</param>
    public static decimal? CostOf(IReadOnlyList<Pax8Price> prices, string billingTerm, string? commitmentTerm, int quantity)
    {
        var ofTerm = prices.Where(price => Is(price.BillingTerm, billingTerm)).ToList();
        var ofCommitment = ofTerm.Where(price => commitmentTerm is null ? price.CommitmentTerm is null : Is(price.CommitmentTerm, commitmentTerm)).ToList();
        // A list with one price of the term leaves no doubt, whatever it calls the commitment.
        var price = ofCommitment.Count == 1 ? ofCommitment[0] : ofCommitment.Count == 0 && ofTerm.Count == 1 ? ofTerm[0] : null;
        if (price is null) return null;
        return Is(price.Type, "Tiered") ? Tiered(price.Rates, quantity) : Whole(price.Rates, quantity);
    }

    /// <summary>Cost of one licence, as it is kept.</summary>
    public static decimal UnitCost(decimal cost, int quantity) => Math.Round(cost / quantity, Digits, MidpointRounding.AwayFromZero);

    /// <summary>All licences at the rate of the range that the quantity lies in.</summary>
    private static decimal? Whole(IReadOnlyList<Pax8Rate> rates, int quantity)
    {
        var rate = rates.LastOrDefault(one => quantity >= (one.From ?? 0) && (one.To is not { } to || quantity <= to));
        return rate?.PartnerBuyRate is { } cost ? IsFlat(rate) ? cost : cost * quantity : null;
    }

    /// <summary>The licences of each range at its rate.</summary>
    private static decimal? Tiered(IReadOnlyList<Pax8Rate> rates, int quantity)
    {
        decimal sum = 0, covered = 0;
        foreach (var rate in rates.OrderBy(rate => rate.From ?? 0))
        {
            var upTo = Math.Min(quantity, rate.To ?? quantity);
            var part = upTo - covered;
            if (part <= 0) continue;
            if (rate.PartnerBuyRate is not { } cost) return null;
            sum += IsFlat(rate) ? cost : cost * part;
            covered = upTo;
        }
        return covered < quantity ? null : sum;
    }

    /// <summary>Whether the rate is paid once, whatever the quantity.</summary>
    private static bool IsFlat(Pax8Rate rate) => Is(rate.ChargeType, "Flat Rate");

    private static bool Is(string? word, string? other) => string.Equals(word?.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);
}
