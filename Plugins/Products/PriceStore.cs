using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Products;

/// <summary>What a reading of prices came to.</summary>
/// <param name="Prices">Rates that Pax8 has.</param>
/// <param name="Changed">Of them, those that cost something else than before.</param>
/// <param name="Gone">Those that it had before.</param>
internal readonly record struct PricesRead(int Prices, int Changed, int Gone);

/// <summary>Keeps what was read of the prices of a product: writes what differs, and beside it what it was before.</summary>
internal sealed class PriceStore(ProductPriceRows prices, ConnectorRows connectors, IClock clock)
{
    private readonly Dictionary<Guid, string?> _currencies = [];

    /// <summary>
    /// Writes the rates that differ. One that Pax8 has no longer is deactivated, unless something of the list could not be read and may be it.
    /// May be cut off after any write and run again.
    /// </summary>
    /// <param name="productId">The product.</param>
    /// <param name="connector">Whose prices they are.</param>
    /// <param name="providerAccountId">The customer whose they are; null for the partner's.</param>
    /// <param name="list">What Pax8 gave; null where it has no such product, and no price of it.</param>
    /// <param name="isAsked">Whether a person has asked, and is to see that it was read now.</param>
    public PricesRead Save(Guid productId, ConnectorSettings connector, Guid? providerAccountId, PriceList? list, bool isAsked)
    {
        var stored = prices.Of(productId, connector.Id, providerAccountId).ToDictionary(row => row.Text(ProductPrice.Key)!, StringComparer.OrdinalIgnoreCase);
        var found = list is null ? [] : PriceMap.ByKey(list, connector.Id, providerAccountId);
        var changed = 0;
        foreach (var one in found)
        {
            if (stored.TryGetValue(one.Key, out var row)) changed += Update(one.Value, row, connector, isAsked) ? 1 : 0;
            else Create(one.Key, one.Value, productId, connector, providerAccountId);
        }
        var gone = list?.Problem is not null ? [] : stored.Where(row => !found.ContainsKey(row.Key) && row.Value.IsActive()).Select(row => row.Value.Id).ToList();
        foreach (var id in gone) Deactivate(id);
        return new PricesRead(found.Count, changed, gone.Count);
    }

    private void Create(string key, PricedRate priced, Guid productId, ConnectorSettings connector, Guid? providerAccountId)
    {
        List<string>? cut = null;
        var row = new Entity(ProductPrice.Table)
        {
            [ProductPrice.Key] = key,
            [ProductPrice.Name] = PriceMap.NameOf(priced).ForColumn(ProductPrice.Name),
            [ProductPrice.Product] = new EntityReference(Product.Table, productId),
            [ProductPrice.Connector] = new EntityReference(Connector.Table, connector.Id),
            [ProductPrice.ReadOn] = clock.UtcNow,
        };
        if (providerAccountId is { } account) row[ProductPrice.ProviderAccount] = ProductPrice.ProviderAccount.To(account);
        ProductPrice.Columns.PutDifference(priced, row, stored: null, ref cut);
        PutCurrency(priced, row, stored: null, connector);
        if (connector.Owner is not null) row[Common.Owner] = connector.Owner;
        prices.Create(row);
    }

    /// <summary>True where it costs something else than before.</summary>
    private bool Update(PricedRate priced, Entity stored, ConnectorSettings connector, bool isAsked)
    {
        List<string>? cut = null;
        var delta = new Entity(ProductPrice.Table, stored.Id);
        ProductPrice.Columns.PutDifference(priced, delta, stored, ref cut);
        PutCurrency(priced, delta, stored, connector);
        var costsElse = delta.Contains(ProductPrice.PartnerBuyRate) || delta.Contains(ProductPrice.RetailPrice);
        if (costsElse)
        {
            delta[ProductPrice.PreviousBuyRate] = stored.GetAttributeValue<decimal?>(ProductPrice.PartnerBuyRate);
            delta[ProductPrice.PreviousRetailPrice] = stored.GetAttributeValue<decimal?>(ProductPrice.RetailPrice);
            delta[ProductPrice.ChangedOn] = clock.UtcNow;
        }
        if (!stored.IsActive()) delta.SetState(active: true);
        if (delta.Attributes.Count == 0 && !isAsked) return false;
        delta[ProductPrice.ReadOn] = clock.UtcNow;
        prices.Update(delta);
        return costsElse;
    }

    private void Deactivate(Guid id)
    {
        var row = new Entity(ProductPrice.Table, id) { [ProductPrice.ReadOn] = clock.UtcNow };
        row.SetState(active: false);
        prices.Update(row);
    }

    /// <summary>Pax8 documents no currency of prices: they are taken to be in the one in which it bills this connector, and the row says so.</summary>
    private void PutCurrency(PricedRate priced, Entity delta, Entity? stored, ConnectorSettings connector)
    {
        var told = priced.Price.CurrencyCode.ForColumn(ProductPrice.CurrencyCode);
        delta.PutText(ProductPrice.CurrencyCode, told ?? CurrencyOf(connector), stored);
        delta.PutFlag(ProductPrice.CurrencyAssumed, told is null, stored);
    }

    private string? CurrencyOf(ConnectorSettings connector)
    {
        if (!_currencies.TryGetValue(connector.Id, out var known)) _currencies[connector.Id] = known = connectors.CurrencyCodeOf(connector.Id);
        return known;
    }
}
