using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>Prices that a person asks for: of one product, for the partner or for one customer.</summary>
public sealed class ReadPricesTests
{
    [Fact]
    public void The_prices_of_one_customer_stand_beside_the_partners_and_take_one_call()
    {
        var (tenant, _) = PriceScene.Priced();
        var product = tenant.Pax8!.State.FindProduct(tenant.Pax8.State.Used()[0])!;
        var account = tenant.ProviderAccounts().Values.First().Id;
        tenant.ResetCounts();

        var answer = tenant.Person("Pax8 Billing").ReadPrices(tenant.Products()[product.Id].Id, account);

        Assert.Equal([PriceScene.Pricing], tenant.Pax8Requests.Keys);
        Assert.Equal(1, tenant.Pax8.Count(PriceScene.Pricing));
        Assert.StartsWith($"{product.Prices.Count} prices of {product.Name} for ", (string)answer["Message"], StringComparison.Ordinal);
        var own = tenant.Prices(product.Id).Where(price => price.Contains("pax8_provideraccountid")).ToList();
        Assert.Equal(product.Prices.Select(price => Math.Round(price.PartnerBuyRate * 0.95m, 3)).Order(), own.Select(price => (decimal)price["pax8_partnerbuyrate"]).Order());
        Assert.All(own, price => Assert.Equal(account, price.GetAttributeValue<EntityReference>("pax8_provideraccountid").Id));
        Assert.Equal(tenant.Pax8.State.ShownPrices(), tenant.ShownPrices());
    }

    [Fact]
    public void The_daily_reading_leaves_the_prices_of_customers_as_they_are()
    {
        var (tenant, connector) = PriceScene.Priced();
        var product = tenant.Pax8!.State.Used()[0];
        tenant.Administrator.ReadPrices(tenant.Products()[product].Id, tenant.ProviderAccounts().Values.First().Id);
        tenant.Advance(TimeSpan.FromDays(1));
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(0, tenant.Writes("pax8_productprice"));
        Assert.All(tenant.Prices(product), price => Assert.True(price.IsActive()));
    }

    [Fact]
    public void The_partners_prices_are_read_anew_at_any_time_and_count_as_the_days_reading()
    {
        var (tenant, connector) = PriceScene.Priced();
        tenant.Advance(TimeSpan.FromDays(1));
        var product = tenant.Pax8!.State.Used()[0];
        tenant.Pax8.State.SetBuyRate(product, 7.77m);

        var answer = tenant.Administrator.ReadPrices(tenant.Products()[product].Id);

        Assert.EndsWith("1 changed, 0 no longer offered.", (string)answer["Message"], StringComparison.Ordinal);
        var now = tenant.Time.GetUtcNow().UtcDateTime;
        Assert.All(tenant.Prices(product), price => Assert.Equal(now, price.GetAttributeValue<DateTime>("pax8_readon"), TimeSpan.FromMinutes(1)));
        tenant.ResetCounts();
        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(tenant.Pax8.State.Used().Count - 1, tenant.Pax8.Count(PriceScene.Pricing));
    }

    [Fact]
    public void A_product_that_Pax8_has_no_longer_has_no_prices()
    {
        var (tenant, _) = PriceScene.Priced();
        var product = tenant.Pax8!.State.FindProduct(tenant.Pax8.State.Used()[0])!;
        tenant.Pax8.State.VanishProduct(product.Id);

        var answer = tenant.Administrator.ReadPrices(tenant.Products()[product.Id].Id);

        Assert.Equal($"Pax8 has no {product.Name} any more, and so no prices.", answer["Message"]);
        Assert.DoesNotContain(tenant.Prices(product.Id), price => price.IsActive());
    }

    [Fact]
    public void Who_may_only_look_asks_for_no_prices()
    {
        var (tenant, _) = PriceScene.Priced();
        tenant.ResetCounts();

        AssertDenied(() => tenant.Person().ReadPrices(tenant.Products().Values.First().Id));

        Assert.Empty(tenant.Pax8Requests);
    }

    [Fact]
    public void An_answer_that_does_not_come_in_time_is_told_and_nothing_is_kept()
    {
        var (tenant, _) = PriceScene.Priced();
        var product = tenant.Products()[tenant.Pax8!.State.Used()[0]].Id;
        tenant.Pax8.Faults = new ScriptedFaults().Always(PriceScene.Pricing, Fault.Latency(TimeSpan.FromSeconds(60)));
        tenant.ResetCounts();

        var refusal = Refusal(() => tenant.Administrator.ReadPrices(product));

        Assert.Contains("did not answer in time", refusal, StringComparison.Ordinal);
        Assert.Equal((0L, 0L, 1), (tenant.Writes("pax8_productprice"), tenant.Writes("pax8_product"), tenant.Pax8.Count(PriceScene.Pricing)));
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_company_that_Pax8_does_not_know_is_told()
    {
        var (tenant, _) = PriceScene.Priced();
        var account = tenant.ProviderAccounts().First();
        tenant.Pax8!.State.VanishCompany(account.Key);

        var refusal = Refusal(() => tenant.Administrator.ReadPrices(tenant.Products()[tenant.Pax8.State.Used()[0]].Id, account.Value.Id));

        Assert.Contains("Company Not Found", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Prices(), price => price.Contains("pax8_provideraccountid"));
    }

    [Fact]
    public void Nobody_is_asked_where_it_is_not_known_whose_prices_are_meant_or_the_integration_is_inactive()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40);
        tenant.SyncSubscriptions(connector);
        var product = tenant.Products().Values.First().Id;
        tenant.ResetCounts();

        Assert.Contains("stands in no catalogue that was read, so it is not known whose prices to ask for.", Refusal(() => tenant.Administrator.ReadPrices(product)), StringComparison.Ordinal);
        Assert.Equal("The provider account no longer exists. Refresh, and choose another.", Refusal(() => tenant.Administrator.ReadPrices(product, Guid.NewGuid())));
        tenant.Deactivate(connector);
        Assert.Equal("Pax8 is inactive, so Pax8 is not asked for prices. Activate the provider integration and try again.",
            Refusal(() => tenant.Administrator.ReadPrices(product, tenant.ProviderAccounts().Values.First().Id)));
        Assert.Empty(tenant.Pax8Requests);
    }
}
