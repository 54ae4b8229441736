using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Products;

/// <summary>A Pax8 product as the columns of a row. Pure.</summary>
internal static class ProductMap
{
    /// <summary>A new row; captions of texts that had to be cut are added to <paramref name="cut"/>.</summary>
    public static Entity Columns(Pax8Product product, string? nameElsewhere, ICollection<string> cut)
    {
        var row = new Entity(Product.Table) { [Product.Pax8ProductId] = product.Id };
        List<string>? taken = null;
        Product.Columns.PutDifference(product, row, stored: null, ref taken);
        var name = product.Name.ForColumn(int.MaxValue) ?? nameElsewhere.ForColumn(int.MaxValue) ?? $"(no name) {product.Id}";
        row[Product.Name] = name.ForColumn(Product.Name);
        if (name.Length > Product.Name.Length) cut.Add(Product.Name.Cut(name));
        foreach (var text in taken ?? []) cut.Add(text);
        return row;
    }
}
