using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>One price row: a single open rate, or several by <see cref="Rates"/>.</summary>
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

    /// <summary>What the quantity counts.</summary>
    public string UnitOfMeasurement { get; init; } = "Each";

    /// <summary>Rates by ranges of quantity, lowest first; empty for the one open rate of the row itself.</summary>
    public IReadOnlyList<Pax8Rate> Rates { get; init; } = [];

    internal IReadOnlyList<Pax8Rate> AllRates => Rates.Count > 0 ? Rates : [new Pax8Rate(PartnerBuyRate, SuggestedRetailPrice)];

    /// <summary>The same row with each of its amounts changed.</summary>
    public Pax8Price With(Func<decimal, decimal> partnerBuyRate, Func<decimal, decimal> suggestedRetailPrice) => this with
    {
        PartnerBuyRate = partnerBuyRate(PartnerBuyRate),
        SuggestedRetailPrice = suggestedRetailPrice(SuggestedRetailPrice),
        Rates = Rates.Select(rate => rate with { PartnerBuyRate = partnerBuyRate(rate.PartnerBuyRate), SuggestedRetailPrice = suggestedRetailPrice(rate.SuggestedRetailPrice) }).ToList(),
    };

    /// <summary>
    /// What one licence costs where so many are bought: Volume prices all by the range that the quantity lies in, Tiered each by its own
    /// range. That a subscription then shows the average, and a flat rate its share, is assumed.
    /// </summary>
    internal Pax8Rate For(decimal quantity) => new(Average(quantity, rate => rate.PartnerBuyRate), Average(quantity, rate => rate.SuggestedRetailPrice));

    private decimal Average(decimal quantity, Func<Pax8Rate, decimal> amount)
    {
        if (Type == "Tiered")
            return Math.Round(AllRates.Sum(range => (range.ChargeType == "Flat Rate" ? Math.Min(1, range.Share(quantity)) : range.Share(quantity)) * amount(range)) / quantity, 3);
        var rate = AllRates.FirstOrDefault(one => one.Holds(quantity)) ?? AllRates[^1];
        return rate.ChargeType == "Flat Rate" ? Math.Round(amount(rate) / quantity, 3) : amount(rate);
    }
}

/// <summary>What a unit costs within a range of quantity.</summary>
/// <param name="PartnerBuyRate">What the partner pays.</param>
/// <param name="SuggestedRetailPrice">What the customer should pay.</param>
/// <param name="StartQuantity">First quantity of the range; null leaves it out, which means 0.</param>
/// <param name="EndQuantity">Last quantity of the range; null where it is open.</param>
/// <param name="ChargeType">Per Unit or Flat Rate.</param>
public sealed record Pax8Rate(
    decimal PartnerBuyRate, decimal SuggestedRetailPrice, decimal? StartQuantity = null, decimal? EndQuantity = null, string ChargeType = "Per Unit")
{
    internal bool Holds(decimal quantity) => quantity >= (StartQuantity ?? 0) && quantity <= (EndQuantity ?? decimal.MaxValue);

    /// <summary>How many of so many licences lie in the range, which counts from 1.</summary>
    internal decimal Share(decimal quantity) => Math.Max(0, Math.Min(quantity, EndQuantity ?? quantity) - Math.Max(StartQuantity ?? 1, 1) + 1);
}
