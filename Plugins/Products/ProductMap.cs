using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Products;

/// <summary>A Pax8 product as the columns of a row. Pure.</summary>
internal static class ProductMap
{
    public static Entity Columns(Pax8Product product, string? nameElsewhere)
    {
        var row = new Entity(Product.Table)
        {
            [Product.Name] = product.Name.ForColumn(300) ?? nameElsewhere.ForColumn(300) ?? $"(no name) {product.Id}",
            [Product.Pax8ProductId] = product.Id,
            [Product.RequiresCommitment] = product.RequiresCommitment ?? false,
        };
        Text(row, Product.VendorName, product.VendorName, 200);
        Text(row, Product.Sku, product.Sku, 200);
        Text(row, Product.VendorSku, product.VendorSku, 200);
        Text(row, Product.ShortDescription, product.ShortDescription, 2000);
        return row;
    }

    private static void Text(Entity row, string column, string? text, int length)
    {
        if (text.ForColumn(length) is { } value) row[column] = value;
    }
}
