using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Upgrade;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>The partner's prices of the products in use, which the end of Sync Products reads: one call for a product and day.</summary>
public sealed class PriceTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Prices_of_the_products_in_use_are_read_with_a_call_each_and_no_others()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40);
        tenant.Pax8!.State.AddProducts(20);
        tenant.SyncSubscriptions(connector);

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        var used = tenant.Pax8.State.Used();
        Assert.True(used.Count > 3);
        Assert.Equal(used.Count, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
        Assert.All(tenant.Prices(), price => Assert.Equal(("USD", true, connector), (price["pax8_currencycode"], price["pax8_currencyassumed"], price.GetAttributeValue<EntityReference>("pax8_connectorid").Id)));
        Assert.All(tenant.Prices(), price => Assert.False(price.Contains("pax8_changedon"), "Nothing was known before."));
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_second_sync_on_the_same_day_asks_for_no_price_and_writes_nothing()
    {
        var (tenant, connector) = PriceScene.Priced();
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(0, tenant.Pax8!.Count(PriceScene.Pricing));
        Assert.Equal((0L, 0L), (tenant.Writes("pax8_productprice"), tenant.Writes("pax8_product")));
    }

    [Fact]
    public void The_next_day_asks_again_and_writes_no_price_that_is_as_it_was()
    {
        var (tenant, connector) = PriceScene.Priced();
        var used = tenant.Pax8!.State.Used().Count;
        tenant.Advance(Day);
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(used, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.Equal((0L, used), (tenant.Writes("pax8_productprice"), (int)tenant.Writes("pax8_product")));
        Assert.Equal(tenant.Time.GetUtcNow().UtcDateTime.Date, ReadOn(tenant, tenant.Pax8.State.Used()[0]));
    }

    [Fact]
    public void A_price_that_changed_shows_the_one_before_and_since_when_and_no_other_row_is_written()
    {
        var (tenant, connector) = PriceScene.Priced();
        var product = tenant.Pax8!.State.FindProduct(tenant.Pax8.State.Used()[0])!;
        var before = product.Prices[0];
        tenant.Pax8.State.SetBuyRate(product.Id, 7.77m);
        tenant.Advance(Day);
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        var row = tenant.Price(product.Id, before.BillingTerm, before.CommitmentTerm);
        Assert.Equal((7.77m, Math.Round(before.PartnerBuyRate, 3), before.SuggestedRetailPrice), (row["pax8_partnerbuyrate"], row["pax8_previousbuyrate"], row["pax8_previousretailprice"]));
        Assert.Equal(tenant.Time.GetUtcNow().UtcDateTime.Date, row.GetAttributeValue<DateTime>("pax8_changedon").Date);
        Assert.Equal(1, tenant.Writes("pax8_productprice"));
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
    }

    [Fact]
    public void A_price_that_Pax8_has_no_longer_is_deactivated_and_comes_back()
    {
        var (tenant, connector) = PriceScene.Priced();
        var product = tenant.Pax8!.State.FindProduct(tenant.Pax8.State.Used()[0])!;
        tenant.Pax8.State.ChangeProduct(product.Id, one => one with { Prices = [.. one.Prices.Skip(1)] });
        tenant.Advance(Day);

        tenant.SyncProducts(connector);
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
        Assert.Single(tenant.Prices(product.Id), price => !price.IsActive());

        tenant.Pax8.State.SetProduct(product);
        tenant.Advance(Day);
        tenant.SyncProducts(connector);
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
        Assert.DoesNotContain(tenant.Prices(product.Id), price => !price.IsActive() || price.Contains("pax8_changedon"));
    }

    [Fact]
    public void Rates_by_quantity_are_a_row_each()
    {
        var (tenant, connector) = PriceScene.Priced();
        var product = tenant.Pax8!.State.Used()[0];
        tenant.Pax8.State.ChangeProduct(product, one => one with
        {
            Prices =
            [
                new Pax8Price("Monthly", null, null, 5m, 8m) { Type = "Volume", Rates = [new(5m, 8m, null, 9), new(4m, 7m, 10, 1499), new(3m, 6m, 1500), new(100m, 120m, null, null, "Flat Rate")] },
            ],
        });
        tenant.Advance(Day);

        tenant.SyncProducts(connector);

        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
        Assert.Equal(["Monthly", "Monthly, 0 to 9", "Monthly, 1,500 or more", "Monthly, 10 to 1,499"],
            tenant.Prices(product).Where(price => price.IsActive()).Select(price => price.Text("pax8_name")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"rates\":[", "\"rates\":17,\"other\":[")]
    [InlineData("\"partnerBuyRate\":", "\"partnerBuyRate\":\"much\",\"other\":")]
    [InlineData("\"chargeType\":", "\"chargeType\":{},\"other\":")]
    [InlineData("\"billingTerm\":", "\"other\":")]
    public void What_cannot_be_read_of_prices_is_told_and_none_is_taken_for_gone_or_for_another(string readable, string unreadable)
    {
        var (tenant, connector) = PriceScene.Priced();
        var product = tenant.Pax8!.State.Used()[0];
        tenant.Pax8.Faults = new ScriptedFaults().When(call => call.Endpoint == PriceScene.Pricing && call.Path.Contains(product, StringComparison.Ordinal),
            Fault.Rewritten(answer => answer with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer.Body.Span).Replace(readable, unreadable, StringComparison.Ordinal)) }));
        tenant.Advance(Day);
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.StartsWith("Some prices of the product ", tenant.SingleIssue().Text("pax8_name"), StringComparison.Ordinal);
        Assert.Equal(0, tenant.Writes("pax8_productprice"));
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
        tenant.Pax8.Faults = null;
        tenant.Advance(Day);
        tenant.SyncProducts(connector);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_product_whose_last_active_subscription_ended_is_asked_about_no_more()
    {
        var (tenant, connector) = PriceScene.Priced();
        tenant.AskAboutNothing(connector);
        var product = tenant.Pax8!.State.Used()[0];
        foreach (var one in tenant.Pax8.State.Subscriptions.Where(one => one.ProductId == product)) tenant.Pax8.State.CancelSubscription(one.Id);
        tenant.SyncSubscriptions(connector);
        tenant.Advance(Day);
        tenant.ResetCounts();

        tenant.SyncProducts(connector);

        Assert.Equal(tenant.Pax8.State.Used().Count, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.DoesNotContain(product, tenant.Pax8.State.Used());
    }

    [Fact]
    public void Each_of_two_integrations_reads_its_own_prices_once_a_day()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var other = new Pax8Simulator(new Pax8SimulatorOptions { Seed = 2, Companies = 4, Subscriptions = 20, ApplicationId = "other", ApplicationSecret = "another-secret-of-a-test", TimeProvider = time });
        var (tenant, first) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40, options => options with { Time = time, OtherHosts = new Dictionary<string, Pax8Simulator> { ["other.pax8.com"] = other } });
        foreach (var product in tenant.Pax8!.State.Products) other.State.SetProduct(product with { Prices = [.. product.Prices.Select(price => price with { PartnerBuyRate = price.PartnerBuyRate + 1 })] });
        other.State.AddSubscription(other.State.Companies[0].Id, tenant.Pax8.State.Used()[0], 3);
        var second = tenant.CreateConnector("Second", row =>
        {
            row["pax8_newaccountsare"] = Refusing.Option(1);
            row["pax8_endpointurl"] = "https://other.pax8.com";
            row["pax8_applicationid"] = "other";
            row["pax8_applicationsecret"] = "another-secret-of-a-test";
        });
        tenant.Sync(second);
        foreach (var connector in new[] { first, second }) tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        for (var round = 0; round < 2; round++)
            foreach (var connector in new[] { first, second, first }) tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(tenant.Pax8.State.Used().Count, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.Equal(other.State.Used().Count, other.Count(PriceScene.Pricing));
        var shared = tenant.Prices(tenant.Pax8.State.Used()[0]).GroupBy(price => price.GetAttributeValue<EntityReference>("pax8_connectorid").Id).ToDictionary(group => group.Key, group => group.Sum(price => (decimal)price["pax8_partnerbuyrate"]));
        Assert.True(shared[second] > shared[first]);
    }

    [Fact]
    public void Many_products_are_read_by_several_executions_within_the_platforms_limits()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 2, subscriptions: 0, options => options with { Latency = TimeSpan.FromSeconds(4) });
        tenant.Pax8!.State.AddProducts(40);
        foreach (var product in tenant.Pax8.State.Products.Where(product => product.Id.StartsWith("0000", StringComparison.Ordinal)))
        {
            tenant.Pax8.State.ChangeProduct(product.Id, one => one with { Prices = [new Pax8Price("Monthly", null, null, 5m, 8m)] });
            tenant.Pax8.State.AddSubscription(tenant.Pax8.State.Companies.First(company => company.Status == "Active").Id, product.Id, 3);
        }
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(40, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void Pax8s_limit_of_calls_pauses_the_reading_and_Resume_goes_on_with_the_rest()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40);
        tenant.SyncSubscriptions(connector);
        var asked = 0;
        tenant.Pax8!.Faults = new ScriptedFaults().When(call => call.Endpoint == PriceScene.Pricing && ++asked > 2, Fault.TooManyRequests());

        var job = tenant.SyncProducts(connector);

        Assert.Equal(Acting.Paused, job.Status());
        Assert.Equal(2, Read(tenant));
        Assert.Empty(tenant.OpenIssues());
        tenant.Pax8.Faults = null;
        tenant.ResetCounts();
        tenant.PressResume(job.Id);
        tenant.Settle();

        tenant.Job(job.Id).AssertEnded(Acting.Succeeded);
        Assert.Equal(tenant.Pax8.State.Used().Count - 2, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void One_product_without_an_answer_is_told_and_keeps_nothing_of_the_others_back()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40);
        tenant.SyncSubscriptions(connector);
        var silent = tenant.Pax8!.State.Used()[1];
        tenant.Pax8.Faults = new ScriptedFaults().When(call => call.Endpoint == PriceScene.Pricing && call.Path.Contains(silent, StringComparison.Ordinal), Fault.ServerError(500));

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.EndsWith("could not be read.", tenant.SingleIssue().Text("pax8_name"), StringComparison.Ordinal);
        Assert.Equal(tenant.Pax8.State.Used().Count - 1, Read(tenant));
        tenant.Pax8.Faults = null;
        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
    }

    [Fact]
    public void Credentials_that_may_not_read_prices_are_told_once_and_asked_with_once()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40);
        tenant.SyncSubscriptions(connector);
        tenant.Pax8!.Faults = new ScriptedFaults().Always(PriceScene.Pricing, Fault.Rewritten(answer => answer with { Status = 403, Body = "{\"type\":\"FORBIDDEN\",\"message\":\"Not permitted\"}"u8.ToArray() }));

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal("The prices of the products in use could not be read.", tenant.SingleIssue().Text("pax8_name"));
        Assert.Equal(1, tenant.Pax8.Count(PriceScene.Pricing));
        tenant.Pax8.Faults = null;
        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void Prices_are_read_for_what_the_version_before_has_stored()
    {
        using var scene = new VersionBefore();
        scene.Tenant.Settle();
        scene.Tenant.SyncSubscriptions(scene.Connector);

        scene.Tenant.SyncProducts(scene.Connector).AssertEnded(Acting.Succeeded);

        Assert.NotEmpty(scene.Tenant.Prices());
        scene.Tenant.ResetCounts();
        scene.Tenant.SyncProducts(scene.Connector);
        Assert.Equal((0, 0L, 0L), (scene.Pax8.Count(PriceScene.Pricing), scene.Tenant.Writes("pax8_product"), scene.Tenant.Writes("pax8_productprice")));
    }

    private static int Read(Tenant tenant) => tenant.Prices().Select(price => price.GetAttributeValue<EntityReference>("pax8_productid").Id).Distinct().Count();

    private static DateTime? ReadOn(Tenant tenant, string product) =>
        tenant.Rows("pax8_product", "pax8_pax8productid", "pax8_pricesreadon").Single(row => row.Text("pax8_pax8productid") == product).GetAttributeValue<DateTime?>("pax8_pricesreadon")?.Date;
}
