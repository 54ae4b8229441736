using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>What Pax8 asks of the partner now, shown on subscriptions beside what it bills, where the two differ.</summary>
public sealed class BuyRateTests
{
    [Fact]
    public void Subscriptions_whose_price_is_as_it_was_are_not_written()
    {
        var (tenant, connector) = Partner(out var product);
        tenant.Pax8!.State.SetBuyRate(product, 7.77m);
        tenant.Advance(TimeSpan.FromDays(1));
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(2, tenant.Writes("pax8_subscription"));
        Assert.Equal(0, tenant.Writes("pax8_licensechangelog"));
        Assert.Equal(2, tenant.Rows("pax8_subscription", "pax8_currentbuyrate").Count(row => row.Contains("pax8_currentbuyrate")));
    }

    [Fact]
    public void Another_price_is_shown_beside_the_cost_with_the_one_before_and_since_when_and_goes_once_it_is_billed()
    {
        var (tenant, connector) = Partner(out var product);
        tenant.Pax8!.State.SetBuyRate(product, 7.77m);
        tenant.Advance(TimeSpan.FromDays(1));

        tenant.SyncProducts(connector);

        var row = Row(tenant, product);
        Assert.Equal((5m, 7.77m, 5m), (row["pax8_partnercost"], row["pax8_currentbuyrate"], row["pax8_previousbuyrate"]));
        Assert.Equal(tenant.Time.GetUtcNow().UtcDateTime.Date, row.GetAttributeValue<DateTime>("pax8_buyratechangedon").Date);
        tenant.ResetCounts();
        tenant.SyncProducts(connector);
        tenant.SyncSubscriptions(connector);
        Assert.Equal(0, tenant.Writes("pax8_subscription"));

        foreach (var one in tenant.Pax8.State.Subscriptions.Where(one => one.ProductId == product)) tenant.Pax8.State.ChangeSubscription(one.Id, before => before with { PartnerCost = 7.77m });
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.Advance(TimeSpan.FromDays(1));
        tenant.SyncProducts(connector);
        row = Row(tenant, product);
        Assert.Equal((7.77m, false, false, false), (row["pax8_partnercost"], row.Contains("pax8_currentbuyrate"), row.Contains("pax8_previousbuyrate"), row.Contains("pax8_buyratechangedon")));
    }

    [Theory]
    [InlineData("1-Year", "Annual", true)]
    [InlineData("1-Year", "1-Year", true)]
    [InlineData("1-Year", "3-Year", false)]
    [InlineData("1-Year", null, false)]
    [InlineData(null, "1-Year", false)]
    [InlineData(null, null, true)]
    public void A_price_is_that_of_the_commitment_of_a_subscription_or_it_is_not_known(string? ofPrice, string? ofSubscription, bool isKnown)
    {
        var (tenant, connector) = Partner(out var product, price => price with { CommitmentTerm = ofPrice, CommitmentMonths = ofPrice is null ? null : 12 },
            one => one with { Commitment = ofSubscription is null ? null : new Pax8Commitment(Guid.NewGuid().ToString(), ofSubscription, "2027-01-01T00:00:00.000Z") });
        tenant.Pax8!.State.SetBuyRate(product, 7.77m);
        tenant.Advance(TimeSpan.FromDays(1));

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(isKnown, Row(tenant, product).Contains("pax8_currentbuyrate"));
    }

    [Theory]
    [InlineData("Volume", 3, null, true)]
    [InlineData("Volume", 5, null, false)]
    [InlineData("Volume", null, 3, true)]
    [InlineData("Volume", null, 2, false)]
    [InlineData("Tiered", null, null, false)]
    [InlineData("Mark-Up", null, null, false)]
    public void A_price_is_that_of_the_quantity_of_a_subscription_where_one_rate_is_what_a_unit_costs(string type, int? from, int? to, bool isKnown)
    {
        var (tenant, connector) = Partner(out var product, price => price with { Type = type, Rates = [new(6m, price.SuggestedRetailPrice, from, to)] });

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(isKnown, Row(tenant, product).Contains("pax8_currentbuyrate"));
    }

    [Fact]
    public void Amounts_of_different_currencies_are_not_compared()
    {
        var (tenant, connector) = Partner(out var product, price => price with { PartnerBuyRate = 6m }, one => one with { CurrencyCode = "EUR" });

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.False(Row(tenant, product).Contains("pax8_currentbuyrate"));
    }

    [Fact]
    public void Nobody_writes_what_is_shown_and_the_view_lists_it()
    {
        var (tenant, connector) = Partner(out var product, price => price with { PartnerBuyRate = 6m });
        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        var row = Row(tenant, product);

        Refusing.Refusal(() => tenant.Administrator.Update(Refusing.Row("pax8_subscription", row.Id, ("pax8_currentbuyrate", 1m))));

        var view = Given.Metadata.Tables["pax8_subscription"].Views.Single(view => view.Name == "Subscriptions with Other Prices");
        Assert.Equal(2, tenant.Person("Pax8 Billing").RetrieveMultiple(new FetchExpression(view.FetchXml)).Entities.Count);
    }

    [Fact]
    public void Many_subscriptions_of_a_product_are_written_by_several_executions_with_one_call()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 2, subscriptions: 0, options => options with { RowLatency = TimeSpan.FromMilliseconds(400) });
        var product = Add(tenant.Pax8!.State, 300, price => price, one => one);
        tenant.SyncSubscriptions(connector);
        tenant.SyncProducts(connector);
        tenant.Pax8.State.SetBuyRate(product, 7.77m);
        tenant.Advance(TimeSpan.FromDays(1));
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(1, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.All(tenant.Rows("pax8_subscription", "pax8_currentbuyrate"), row => Assert.Equal(7.77m, row["pax8_currentbuyrate"]));
        Assert.Equal(300, tenant.Writes("pax8_subscription"));
        tenant.AssertWithinLimits();
    }

    /// <summary>A synchronised partner, two of whose subscriptions have a product of their own: 3 licences, Monthly, partner cost 5.</summary>
    private static (Tenant Tenant, Guid Connector) Partner(out string product, Func<Pax8Price, Pax8Price>? price = null, Func<Pax8Subscription, Pax8Subscription>? subscription = null)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 20);
        product = Add(tenant.Pax8!.State, 2, price ?? (same => same), subscription ?? (same => same));
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        if (price is null) tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        else if (price(Plain).PartnerBuyRate == Plain.PartnerBuyRate) tenant.SyncProducts(connector);
        return (tenant, connector);
    }

    private static Pax8Price Plain { get; } = new("Monthly", null, null, 5m, 8m);

    private static string Add(Pax8State pax8, int subscriptions, Func<Pax8Price, Pax8Price> price, Func<Pax8Subscription, Pax8Subscription> subscription)
    {
        var product = new Guid(77, 1, 0, new byte[8]).ToString();
        pax8.SetProduct(new Pax8Product { Id = product, Name = "Own product", VendorName = "Vendor", Prices = [price(Plain)] });
        var company = pax8.Companies.First(company => company.Status == "Active").Id;
        for (var number = 0; number < subscriptions; number++)
            pax8.AddSubscription(company, product, 3, one => subscription(one with { PartnerCost = 5m, CurrencyCode = "USD" }));
        return product;
    }

    private static Entity Row(Tenant tenant, string product)
    {
        var id = tenant.Products()[product].Id;
        return tenant.Rows("pax8_subscription", "pax8_productid", "pax8_partnercost", "pax8_currentbuyrate", "pax8_previousbuyrate", "pax8_buyratechangedon")
            .First(row => row.GetAttributeValue<EntityReference>("pax8_productid")?.Id == id);
    }
}
