using System;
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
        var row = new Entity(Product.Table)
        {
            [Product.Pax8ProductId] = product.Id,
            [Product.RequiresCommitment] = product.RequiresCommitment ?? false,
        };
        Text(row, Product.Name, "Name", product.Name.ForColumn(int.MaxValue) ?? nameElsewhere.ForColumn(int.MaxValue) ?? $"(no name) {product.Id}", 300, cut);
        Text(row, Product.VendorName, "Vendor Name", product.VendorName, 200, cut);
        Text(row, Product.Sku, "SKU", product.Sku, 200, cut);
        Text(row, Product.VendorSku, "Vendor SKU", product.VendorSku, 200, cut);
        Text(row, Product.ShortDescription, "Short Description", product.ShortDescription, 2000, cut);
        return row;
    }

    private static void Text(Entity row, string column, string caption, string? text, int length, ICollection<string> cut)
    {
        if (text.ForColumn(length) is { } value) row[column] = value;
        if (text is not null && text.Trim().Length > length) cut.Add(FormattableString.Invariant($"{caption} ({text.Length:N0} characters, {length} kept)"));
    }
}
