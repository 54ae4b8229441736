using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>What tests of prices do to Pax8 and look at here.</summary>
internal static class PriceScene
{
    public const string Pricing = "GET /products/{productId}/pricing";

    private static readonly string[] Columns =
    [
        "pax8_name", "pax8_productid", "pax8_connectorid", "pax8_provideraccountid", "pax8_billingterm", "pax8_commitmentterm", "pax8_commitmentmonths", "pax8_pricetype", "pax8_unit",
        "pax8_chargetype", "pax8_fromquantity", "pax8_toquantity", "pax8_partnerbuyrate", "pax8_suggestedretailprice", "pax8_currencycode", "pax8_currencyassumed", "pax8_previousbuyrate",
        "pax8_previousretailprice", "pax8_changedon", "pax8_readon", "statecode",
    ];

    /// <summary>A partner whose subscriptions and catalogue are synchronised, with the prices of what is in use.</summary>
    public static (Tenant Tenant, Guid Connector) Priced(Func<TenantOptions, TenantOptions>? change = null)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40, change);
        tenant.SyncSubscriptions(connector);
        tenant.SyncProducts(connector);
        return (tenant, connector);
    }

    /// <summary>Rows of prices of a product, of all products without one.</summary>
    public static List<Entity> Prices(this Tenant tenant, string? product = null)
    {
        var id = product is null ? (Guid?)null : tenant.Products()[product].Id;
        return tenant.Rows("pax8_productprice", Columns).Where(row => id is null || row.GetAttributeValue<EntityReference>("pax8_productid").Id == id).ToList();
    }

    /// <summary>The one active price of a product with these terms.</summary>
    public static Entity Price(this Tenant tenant, string product, string billingTerm, string? commitment) => tenant.Prices(product)
        .Single(row => row.IsActive() && row.Text("pax8_billingterm") == billingTerm && row.Text("pax8_commitmentterm") == commitment && !row.Contains("pax8_provideraccountid"));

    /// <summary>Ids of the products that active subscriptions have.</summary>
    public static List<string> Used(this Pax8State pax8) =>
        [.. pax8.Subscriptions.Where(one => one.Status is not ("Cancelled" or "Converted")).Select(one => one.ProductId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Gives the first price of a product another rate.</summary>
    public static void SetBuyRate(this Pax8State pax8, string product, decimal buyRate) =>
        pax8.ChangeProduct(product, one => one with { Prices = [one.Prices[0] with { PartnerBuyRate = buyRate }, .. one.Prices.Skip(1)] });

    /// <summary>The partner's prices of the products in use, as lines; <see cref="ShownPrices(Tenant)"/> gives the same of rows.</summary>
    public static IEnumerable<string> ShownPrices(this Pax8State pax8) => pax8.Used().SelectMany(id => pax8.FindProduct(id)!.Prices.SelectMany(price => RatesOf(price).Select(rate => Line(
        id, price.BillingTerm, price.CommitmentTerm, price.CommitmentMonths, rate.ChargeType, (int?)rate.StartQuantity, (int?)rate.EndQuantity, Math.Round(rate.PartnerBuyRate, 3),
        rate.SuggestedRetailPrice)))).Order(StringComparer.Ordinal);

    private static IEnumerable<Pax8Rate> RatesOf(Pax8Price price) => price.Rates.Count > 0 ? price.Rates : [new Pax8Rate(price.PartnerBuyRate, price.SuggestedRetailPrice)];

    /// <summary>The active rows.</summary>
    public static IEnumerable<string> ShownPrices(this Tenant tenant)
    {
        var products = tenant.Products().ToDictionary(row => row.Value.Id, row => row.Key);
        return tenant.Prices().Where(row => row.IsActive() && !row.Contains("pax8_provideraccountid")).Select(row => Line(
            products[row.GetAttributeValue<EntityReference>("pax8_productid").Id], row.Text("pax8_billingterm"), row.Text("pax8_commitmentterm"), row.GetAttributeValue<int?>("pax8_commitmentmonths"),
            row.Text("pax8_chargetype"), row.GetAttributeValue<int?>("pax8_fromquantity"), row.GetAttributeValue<int?>("pax8_toquantity"), (decimal)row["pax8_partnerbuyrate"],
            (decimal)row["pax8_suggestedretailprice"])).Order(StringComparer.Ordinal);
    }

    public static OrganizationResponse ReadPrices(this IOrganizationService person, Guid product, Guid? providerAccount = null)
    {
        var request = new OrganizationRequest("pax8_ReadProductPrices") { ["Target"] = new EntityReference("pax8_product", product) };
        if (providerAccount is { } id) request["ProviderAccountId"] = id;
        return person.Execute(request);
    }

    private static string Line(string product, string? billing, string? commitment, int? months, string? charge, int? from, int? to, decimal buy, decimal retail) =>
        string.Create(CultureInfo.InvariantCulture, $"{product} {billing} {commitment} {months} {charge} {from}-{to}: {buy:0.####} {retail:0.####}");
}
