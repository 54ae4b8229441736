using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Products;

/// <summary>Rows of <see cref="ProductPrice"/>.</summary>
internal sealed class ProductPriceRows(TenantRows rows)
{
    private static readonly string[] Compared =
        [.. ProductPrice.Columns.OwnedBy(ColumnOwner.Pax8), ProductPrice.Key, ProductPrice.CurrencyCode, ProductPrice.CurrencyAssumed, ProductPrice.PreviousBuyRate, ProductPrice.ChangedOn, Common.State];

    /// <summary>The prices of a product that a connector has read, the partner's or those of one customer; the key leads to those of the product.</summary>
    public List<Entity> Of(Guid productId, Guid connectorId, Guid? providerAccountId)
    {
        var query = From(ProductPrice.Table, Compared).Where(ProductPrice.Product, productId).Where(ProductPrice.Connector, connectorId);
        if (providerAccountId is { } account) query.Where(ProductPrice.ProviderAccount, account);
        else query.WhereNull(ProductPrice.ProviderAccount);
        return rows.Query(query).ToList();
    }

    public void Create(Entity row) => rows.Create(row);

    public void Update(Entity difference) => rows.Update(difference);
}
