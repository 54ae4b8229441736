using System;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>One rate of one price.</summary>
internal sealed record PricedRate : Pax8Record
{
    public PricedRate(Pax8Price price, Pax8Rate rate) : base(price.Id)
    {
        Price = price;
        Rate = rate;
        Unreadable = [.. price.Unreadable, .. rate.Unreadable];
    }

    public Pax8Price Price { get; }

    public Pax8Rate Rate { get; }
}

/// <summary>
/// What a product costs with a billing term, a commitment and a quantity, for the partner or for one of its customers: as it was read last, and
/// what it was before. For people to look at; whoever orders asks Pax8 anew.
/// </summary>
internal static class ProductPrice
{
    public const string Table = "pax8_productprice";

    /// <summary>Digits behind the point that the columns hold.</summary>
    private const int Digits = 4;

    public static readonly PulledColumns<PricedRate> Columns = new();

    public static readonly Column Id = Columns.Key("pax8_productpriceid", "Product Price");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300, isRequired: true);
    public static readonly Column Key = Columns.Text("pax8_pricekey", "Price key", 100, isRequired: true);
    public static readonly Column Product = Columns.Lookup("pax8_productid", "Product", ColumnOwner.Belonging, isRequired: true);
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider", ColumnOwner.Belonging);
    public static readonly Column ProviderAccount = Columns.Lookup("pax8_provideraccountid", "Provider Account", ColumnOwner.Belonging, target: "pax8_provideraccount");
    public static readonly Column BillingTerm = Columns.Text("billingTerm", "pax8_billingterm", "Billing Term", 100, priced => priced.Price.BillingTerm);
    public static readonly Column CommitmentTerm = Columns.Text("commitmentTerm", "pax8_commitmentterm", "Commitment Term", 100, priced => priced.Price.CommitmentTerm);
    public static readonly Column CommitmentMonths = Columns.WholeNumber("commitmentTermInMonths", "pax8_commitmentmonths", "Commitment in Months", priced => priced.Price.CommitmentMonths);
    public static readonly Column PriceType = Columns.Text("type", "pax8_pricetype", "Price Type", 100, priced => priced.Price.Type);
    public static readonly Column Unit = Columns.Text("unitOfMeasurement", "pax8_unit", "Unit", 100, priced => priced.Price.Unit);
    public static readonly Column ChargeType = Columns.Text("chargeType", "pax8_chargetype", "Charge Type", 100, priced => priced.Rate.ChargeType);
    public static readonly Column FromQuantity = Columns.WholeNumber("startQuantityRange", "pax8_fromquantity", "From Quantity", priced => priced.Rate.From);
    public static readonly Column ToQuantity = Columns.WholeNumber("endQuantityRange", "pax8_toquantity", "To Quantity", priced => priced.Rate.To);
    public static readonly Column PartnerBuyRate = Columns.Decimal("partnerBuyRate", "pax8_partnerbuyrate", "Partner Buy Rate", priced => Amount(priced.Rate.PartnerBuyRate));
    public static readonly Column RetailPrice = Columns.Decimal("suggestedRetailPrice", "pax8_suggestedretailprice", "Suggested Retail Price", priced => Amount(priced.Rate.SuggestedRetailPrice));
    public static readonly Column CurrencyCode = Columns.Text("pax8_currencycode", "Currency Code", ColumnLimits.LongestCurrencyCode);

    /// <summary>Pax8 names no currency with its prices; then it is the connector's.</summary>
    public static readonly Column CurrencyAssumed = Columns.YesNo("pax8_currencyassumed", "Currency of the Provider");
    public static readonly Column PreviousBuyRate = Columns.Decimal("pax8_previousbuyrate", "Previous Partner Buy Rate");
    public static readonly Column PreviousRetailPrice = Columns.Decimal("pax8_previousretailprice", "Previous Retail Price");

    /// <summary>When the price was first read that differs from the previous one.</summary>
    public static readonly Column ChangedOn = Columns.DateAndTime("pax8_changedon", "Changed On");

    /// <summary>
    /// When the row was read last, as far as it was written: a daily reading that finds nothing else writes nothing, and is told by
    /// <see cref="Products.Product.PricesReadOn"/>.
    /// </summary>
    public static readonly Column ReadOn = Columns.DateAndTime("pax8_readon", "Read On");

    /// <summary>As the columns hold it, so that what Pax8 sends finer does not differ for ever.</summary>
    private static decimal? Amount(decimal? amount) => amount is { } value ? Math.Round(value, Digits, MidpointRounding.AwayFromZero) : null;
}
