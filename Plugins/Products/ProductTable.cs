using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>
/// A product of Pax8, one row for all connectors: made when a subscription first shows its id, or by a sync of the catalogue, which also
/// keeps it up to date.
/// </summary>
internal static class Product
{
    public const string Table = "pax8_product";

    public static readonly PulledColumns<Pax8Product> Columns = new();

    public static readonly Column Id = Columns.Key("pax8_productid", "Product");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300, ColumnOwner.Pax8, isRequired: true);
    public static readonly Column Pax8ProductId = Columns.Text("pax8_pax8productid", "Pax8 Product Id", 100, ColumnOwner.Pax8, isRequired: true);
    public static readonly Column VendorName = Columns.Text("vendorName", "pax8_vendorname", "Vendor", 200, product => product.VendorName);
    public static readonly Column Sku = Columns.Text("sku", "pax8_sku", "SKU", 200, product => product.Sku);
    public static readonly Column VendorSku = Columns.Text("vendorSku", "pax8_vendorsku", "Vendor SKU", 200, product => product.VendorSku);
    public static readonly Column ShortDescription = Columns.Memo("shortDescription", "pax8_shortdescription", "Description", 2000, product => product.ShortDescription);
    public static readonly Column RequiresCommitment = Columns.YesNo("requiresCommitment", "pax8_requirescommitment", "Requires Commitment", product => product.RequiresCommitment);

    /// <summary>The connector in whose catalogue it stands, which alone says that it is gone. Null for one that only subscriptions have shown.</summary>
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider", ColumnOwner.Belonging);
    /// <summary>When the partner's prices were read last, by whichever connector.</summary>
    public static readonly Column PricesReadOn = Columns.DateAndTime("pax8_pricesreadon", "Prices Read On");

    /// <summary>See <see cref="Products.PriceReadings"/>.</summary>
    public static readonly Column PriceReadings = Columns.Text("pax8_pricereadings", "Price Readings", 1000);
    public static readonly Column GoneInPax8 = Columns.YesNo("pax8_goneinpax8", "Gone in Pax8", ColumnOwner.Pax8);
}
