using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Products;

/// <summary>A product that has a row.</summary>
internal sealed record KnownProduct(Guid Id, string Name);

/// <summary>A product that a subscription is linked to.</summary>
internal sealed record LinkedProduct(string Pax8Id, string Name);

/// <summary>A product whose prices are read.</summary>
/// <param name="Id">The row.</param>
/// <param name="Pax8Id">Its id in Pax8.</param>
/// <param name="Name">Its name.</param>
/// <param name="ConnectorId">In whose catalogue it stands.</param>
/// <param name="IsGone">Whether Pax8 has it no longer.</param>
/// <param name="Readings">See <see cref="PriceReadings"/>.</param>
internal sealed record PricedProduct(Guid Id, string Pax8Id, string Name, Guid? ConnectorId, bool IsGone, string? Readings);

/// <summary>Rows of <see cref="Product"/>.</summary>
internal sealed class ProductRows(TenantRows rows)
{
    /// <summary>Rows by the product's Pax8 id; one query.</summary>
    public Dictionary<string, KnownProduct> ByPax8Ids(IReadOnlyCollection<string> pax8Ids) =>
        pax8Ids.Count == 0
            ? []
            : rows.Query(From(Product.Table, Product.Pax8ProductId, Product.Name).WhereIn(Product.Pax8ProductId, pax8Ids.Cast<object>().ToArray()))
                .ToDictionary(row => row.Text(Product.Pax8ProductId)!, row => new KnownProduct(row.Id, row.Text(Product.Name) ?? ""), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Compared = [.. Product.Columns.OwnedBy(ColumnOwner.Pax8), Product.Connector, Common.State];

    /// <summary>The whole rows by the product's Pax8 id; one query.</summary>
    public Dictionary<string, Entity> ForCatalogue(IReadOnlyCollection<string> pax8Ids) =>
        pax8Ids.Count == 0
            ? []
            : rows.Query(From(Product.Table, Compared).WhereIn(Product.Pax8ProductId, pax8Ids.Cast<object>().ToArray()))
                .ToDictionary(row => row.Text(Product.Pax8ProductId)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Pax8 ids of the rows that stand in the connector's catalogue, as far as is known.</summary>
    public IEnumerable<string> PresentPax8Ids(Guid connectorId) =>
        rows.Query(From(Product.Table, Product.Pax8ProductId)
                .Where(Product.Connector, connectorId)
                .Where(Product.GoneInPax8, false)
                // In the order of a key: else each of many pages is looked for among all that follow.
                .OrderedBy(Product.Pax8ProductId))
            .Select(row => row.Text(Product.Pax8ProductId)!);

    private static readonly string[] PricedColumns = [Product.Pax8ProductId, Product.Name, Product.Connector, Product.GoneInPax8, Product.PriceReadings];

    public PricedProduct GetPriced(Guid id) => Priced(rows.Get(Product.Table, id, PricedColumns));

    /// <summary>Products whose prices are read, in the order of their ids; a query for every 500.</summary>
    public List<PricedProduct> Priced(List<Guid> ids) =>
        ids.Cast<object>().InParts(500).SelectMany(some => rows.Query(From(Product.Table, PricedColumns).WhereIn(Product.Id, some))).Select(Priced)
            .OrderBy(product => product.Pax8Id, StringComparer.Ordinal).ToList();

    /// <summary>Notes that a connector has read the partner's prices.</summary>
    /// <param name="isShown">Whether they are shown on subscriptions as well.</param>
    public void NotePrices(PricedProduct product, Guid connectorId, DateTime now, bool isShown) => rows.Update(new Entity(Product.Table, product.Id)
    {
        [Product.PricesReadOn] = now,
        [Product.PriceReadings] = PriceReadings.With(product.Readings, connectorId, now, isShown),
    });

    /// <summary>Notes that what a connector has read on this day is shown on subscriptions.</summary>
    public void NoteShown(PricedProduct product, Guid connectorId, DateTime now) => rows.Update(new Entity(Product.Table, product.Id)
    {
        [Product.PriceReadings] = PriceReadings.With(product.Readings, connectorId, now, isShown: true),
    });

    private static PricedProduct Priced(Entity row) => new(
        row.Id, row.Text(Product.Pax8ProductId)!, row.Text(Product.Name) ?? "", row.Lookup(Product.Connector), row.Flag(Product.GoneInPax8), row.Text(Product.PriceReadings));

    /// <summary>Writes the difference, unless somebody wrote the row since it was read.</summary>
    public void Update(Entity difference, string? rowVersion) => rows.UpdateUnchanged(difference, rowVersion);

    /// <summary>The product's id in Pax8.</summary>
    public string? Pax8IdOf(Guid id) => rows.Get(Product.Table, id, Product.Pax8ProductId).Text(Product.Pax8ProductId);

    /// <summary>Products by their rows; one query.</summary>
    public Dictionary<Guid, LinkedProduct> Linked(IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0
            ? []
            : rows.Query(From(Product.Table, Product.Pax8ProductId, Product.Name).WhereIn(Product.Id, ids.Cast<object>().ToArray()))
                .ToDictionary(row => row.Id, row => new LinkedProduct(row.Text(Product.Pax8ProductId) ?? "", row.Text(Product.Name) ?? ""));

    public Guid Create(Entity row) => rows.Create(row);
}
