using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Products;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Shows on subscriptions what Pax8 asks of the partner now, beside what it bills: only where the two differ, so that subscriptions whose price
/// is as it was are not written. What is shown is looked at by people and changes nothing.
/// </summary>
internal sealed class BuyRates(SubscriptionRows subscriptions, ProductPriceRows prices) : IProductUse
{
    public List<Guid> ProductsOfActive(Guid connectorId) => subscriptions.ProductsOfActive(connectorId);

    public bool ShowPrices(Guid connectorId, Guid productId, SyncRun run)
    {
        var current = prices.Of(productId, connectorId, providerAccountId: null).Where(price => price.IsActive()).ToList();
        foreach (var row in subscriptions.ActiveWith(connectorId, productId))
        {
            var difference = BuyRateMap.Shown(row, BuyRateMap.Find(row, current)).DifferenceFrom(row);
            if (difference.Attributes.Count == 0) continue;
            if (run.Deadline.LeavesNoRecord) return false;
            subscriptions.UpdateShown(difference);
        }
        return true;
    }
}

/// <summary>Which price of a product a subscription has. Pure.</summary>
internal static class BuyRateMap
{
    /// <summary>What is looked at of a subscription.</summary>
    public static readonly string[] Columns =
    [
        Subscription.Quantity, Subscription.BillingTerm, Subscription.BillingTermText, Subscription.CommitmentTerm, Subscription.PartnerCost, Subscription.CurrencyCode,
        Subscription.CurrentBuyRate, Subscription.PreviousBuyRate, Subscription.BuyRateChangedOn,
    ];

    // Documented types and charge types of which one rate is what one unit costs.
    private static readonly string[] RateOfUnit = ["Flat", "Volume"];
    private const string PerUnit = "Per Unit";

    /// <summary>
    /// The one price with the subscription's billing term, commitment, quantity and currency; null where none or several have them, or where no
    /// single rate is what a unit costs: then it is not known.
    /// </summary>
    public static Entity? Find(Entity subscription, IEnumerable<Entity> prices)
    {
        var fitting = prices.Where(price => Fits(subscription, price)).Take(2).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    /// <summary>What the row is to show of it: nothing where it is what is billed, or is not known.</summary>
    public static Entity Shown(Entity subscription, Entity? price)
    {
        var billed = subscription.GetAttributeValue<decimal?>(Subscription.PartnerCost);
        var now = price?.GetAttributeValue<decimal?>(ProductPrice.PartnerBuyRate);
        var differs = billed is not null && now is not null && billed != now;
        return new Entity(Subscription.Table)
        {
            [Subscription.CurrentBuyRate] = differs ? now : null,
            [Subscription.PreviousBuyRate] = differs ? price!.GetAttributeValue<decimal?>(ProductPrice.PreviousBuyRate) : null,
            [Subscription.BuyRateChangedOn] = differs ? price!.Date(ProductPrice.ChangedOn) : null,
        };
    }

    private static bool Fits(Entity subscription, Entity price)
    {
        var quantity = subscription.Number(Subscription.Quantity);
        return Same(TermOf(subscription), price.Text(ProductPrice.BillingTerm))
            && Same(Years(subscription.Text(Subscription.CommitmentTerm)), Years(price.Text(ProductPrice.CommitmentTerm)))
            && quantity >= (price.GetAttributeValue<int?>(ProductPrice.FromQuantity) ?? 0) && quantity <= (price.GetAttributeValue<int?>(ProductPrice.ToQuantity) ?? int.MaxValue)
            && RateOfUnit.Any(type => Same(type, price.Text(ProductPrice.PriceType))) && Same(PerUnit, price.Text(ProductPrice.ChargeType))
            && Same(subscription.Text(Subscription.CurrencyCode), price.Text(ProductPrice.CurrencyCode));
    }

    private static string? TermOf(Entity subscription) => subscription.Choice(Subscription.BillingTerm) is { } term ? SubscriptionMap.WordOfTerm(term) ?? subscription.Text(Subscription.BillingTermText) : null;

    /// <summary>Subscriptions and prices write a year of commitment either way; seen in clients.</summary>
    private static string? Years(string? commitment) => Same(commitment, "Annual") ? "1-Year" : commitment;

    private static bool Same(string? one, string? other) => string.Equals(one?.Trim() ?? "", other?.Trim() ?? "", StringComparison.OrdinalIgnoreCase);
}
