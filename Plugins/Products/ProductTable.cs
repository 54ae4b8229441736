namespace Pax8Dataverse.Products;

/// <summary>A product of Pax8's catalogue, one row for all connectors, made on first sight of its id.</summary>
internal static class Product
{
    public const string Table = "pax8_product";
    public const string Id = "pax8_productid";
    public const string Name = "pax8_name";
    public const string Pax8ProductId = "pax8_pax8productid";
    public const string VendorName = "pax8_vendorname";
    public const string Sku = "pax8_sku";
    public const string VendorSku = "pax8_vendorsku";
    public const string ShortDescription = "pax8_shortdescription";
    public const string RequiresCommitment = "pax8_requirescommitment";
}
