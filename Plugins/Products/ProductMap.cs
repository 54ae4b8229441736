using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Products;

/// <summary>A Pax8 product as the columns of a row. Pure; the same for one that a subscription showed first and for one of the catalogue.</summary>
internal static class ProductMap
{
    /// <summary>What differs from the stored row; of a product without row all that it has. Captions of texts that had to be cut are added to <paramref name="cut"/>.</summary>
    /// <param name="product">As Pax8 sends it.</param>
    /// <param name="stored">The row; null where there is none.</param>
    /// <param name="nameElsewhere">What a subscription calls it, for a new row; null where none does.</param>
    /// <param name="cut">Made where there is one.</param>
    public static Entity Delta(Pax8Product product, Entity? stored, string? nameElsewhere, ref List<string>? cut)
    {
        var row = stored is null ? new Entity(Product.Table) { [Product.Pax8ProductId] = product.Id } : new Entity(Product.Table, stored.Id);
        // A row keeps the name it has where Pax8 sends none: it may be a subscription's.
        var name = product.Name.ForColumn(int.MaxValue) ?? (stored is null ? nameElsewhere.ForColumn(int.MaxValue) ?? $"(no name) {product.Id}" : null);
        if (name is not null)
        {
            row.PutText(Product.Name, name.ForColumn(Product.Name), stored);
            if (name.Length > Product.Name.Length) (cut ??= []).Add(Product.Name.Cut(name));
        }
        Product.Columns.PutDifference(product, row, stored, ref cut);
        return row;
    }
}
