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
