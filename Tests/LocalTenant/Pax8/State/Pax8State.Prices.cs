using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

public sealed partial class Pax8State
{
    /// <summary>What a company pays less than the price list says, where nothing else was agreed: so that a client that forgets the company shows.</summary>
    private const decimal CompanyShare = 0.95m;

    private readonly Dictionary<(string Company, string Product), IReadOnlyList<Pax8Price>> companyPrices = [];

    /// <summary>The prices of a product; with a company those of that company, which are 5 % below the list where nothing else was agreed.</summary>
    public IReadOnlyList<Pax8Price> PricesOf(string productId, string? companyId = null)
    {
        lock (Gate)
        {
            var product = products.Get(productId);
            if (companyId is null)
                return product.Prices;
            return companyPrices.TryGetValue(Key(companyId, productId), out var agreed)
                ? agreed
                : product.Prices.Select(price => price.With(buys => Math.Round(buys * CompanyShare, 3), retail => retail)).ToList();
        }
    }

    /// <summary>Agrees a company's own prices of a product; null goes back to the list.</summary>
    public void AgreePrices(string companyId, string productId, IReadOnlyList<Pax8Price>? prices)
    {
        lock (Gate)
        {
            if (prices is null)
                companyPrices.Remove(Key(companyId, productId));
            else
                companyPrices[Key(companyId, productId)] = prices;
        }
    }

    /// <summary>Changes the price list of a product. What was bought before keeps its price; to have it happen on a day see <see cref="Later"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such product.</exception>
    public void ChangePrices(string productId, Func<Pax8Price, Pax8Price> change)
    {
        lock (Gate)
        {
            var product = products.Get(productId);
            products.Replace(product with { Prices = product.Prices.Select(change).ToList() });
        }
    }

    private static (string Company, string Product) Key(string companyId, string productId) => (companyId.ToLowerInvariant(), productId.ToLowerInvariant());
}
