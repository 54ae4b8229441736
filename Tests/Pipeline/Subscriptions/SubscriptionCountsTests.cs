using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>What a sync of subscriptions costs: calls of Pax8 and writes here.</summary>
public sealed class SubscriptionCountsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(1001)]
    public void N_subscriptions_take_a_call_per_200_and_one_more_only_where_the_last_page_is_full_and_both_sides_are_equal(int subscriptions)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 20, subscriptions);
        tenant.ResetCounts();

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((subscriptions, 0, 0, 0), job.Counts());
        Assert.Equal(Observing.CallsOf(subscriptions), tenant.Pax8!.Count(SubscriptionScene.Listing));
        Assert.Equal(0, tenant.Pax8.Count(SubscriptionScene.OneSubscription));
        tenant.AssertSubscriptionsEqualPax8();
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void Each_product_is_asked_for_once()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 20, subscriptions: 390);

        tenant.SyncSubscriptions(connector);
        var asked = tenant.Pax8!.Count(SubscriptionScene.OneProduct);
        tenant.Pax8.State.AddSubscription(tenant.Pax8.State.Subscriptions[0].CompanyId, tenant.Pax8.State.Subscriptions[0].ProductId, 3);
        tenant.SyncSubscriptions(connector);

        var products = tenant.Pax8.State.Subscriptions.Select(subscription => subscription.ProductId).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(products, tenant.Rows("pax8_product", "pax8_pax8productid").Select(row => (string)row["pax8_pax8productid"]).Order(StringComparer.Ordinal));
        Assert.Equal(products.Count, asked);
        Assert.Equal(asked, tenant.Pax8.Count(SubscriptionScene.OneProduct));
    }

    [Fact]
    public void A_second_sync_makes_the_same_calls_and_writes_no_row_and_no_issue()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 20, subscriptions: 1200);
        tenant.SyncSubscriptions(connector);
        tenant.ResetCounts();

        var job = tenant.SyncSubscriptions(connector);

        Assert.Equal((0, 0, 1200, 0), job.Counts());
        Assert.Equal(["GET /subscriptions"], tenant.Pax8Requests.Keys);
        Assert.Equal(7, tenant.Pax8!.Count(SubscriptionScene.Listing));
        Assert.Equal(["pax8_syncbatch", "pax8_syncjob"], Written(tenant));
    }

    [Fact]
    public void Only_the_row_that_differs_is_written_and_read_by_id()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 20, subscriptions: 250);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        tenant.Pax8!.State.ChangeQuantity(subscription.Id, subscription.Quantity + 3);
        tenant.ResetCounts();

        var job = tenant.SyncSubscriptions(connector);

        Assert.Equal((0, 1, 249, 0), job.Counts());
        Assert.Equal(1, tenant.Writes("pax8_subscription"));
        Assert.Equal(1, tenant.Writes("pax8_licensechangelog"));
        Assert.Equal(1, tenant.Pax8.Count(SubscriptionScene.OneSubscription));
        Assert.Equal(subscription.VendorSkuId, tenant.Subscription(subscription.Id)["pax8_vendorsku"]);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_pull_after_a_push_after_a_pull_makes_no_call_but_GETs_and_no_write()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 40);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        tenant.Administrator.Update(new Entity("pax8_subscription", tenant.Subscription(subscription.Id).Id) { ["pax8_quantity"] = (int)subscription.Quantity + 4 });
        tenant.Settle();
        Assert.Equal(subscription.Quantity + 4, tenant.Pax8!.State.FindSubscription(subscription.Id)!.Quantity);
        tenant.ResetCounts();

        var job = tenant.SyncSubscriptions(connector);

        Assert.Equal((0, 0, 40, 0), job.Counts());
        Assert.Equal(["GET /subscriptions"], tenant.Pax8Requests.Keys);
        Assert.Equal(["pax8_syncbatch", "pax8_syncjob"], Written(tenant));
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void The_only_enabled_account_is_listed_by_its_company()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 300);
        var company = tenant.Pax8!.State.Subscriptions[0].CompanyId;
        var theirs = tenant.Pax8.State.Subscriptions.Count(subscription => subscription.CompanyId == company);
        foreach (var other in tenant.ProviderAccounts().Keys.Where(id => id != company)) tenant.SetSync(other, enabled: false);

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((theirs, 0, 0, 0), job.Counts());
        Assert.Equal(0, job["pax8_skippedcount"]);
        Assert.All(Listings(tenant), query => Assert.Contains("companyId=" + company, query, StringComparison.Ordinal));
        tenant.AssertSubscriptionsEqualPax8(company);
    }

    [Fact]
    public void One_account_of_many_can_be_synchronised_alone()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 100);
        tenant.SyncSubscriptions(connector);
        foreach (var subscription in tenant.Pax8!.State.Subscriptions) tenant.Pax8.State.ChangePrice(subscription.Id, 17.25m);
        var company = tenant.Pax8.State.Subscriptions[0].CompanyId;
        var account = tenant.ProviderAccounts()[company].Id;
        tenant.Pax8.ClearLog();

        var job = tenant.SyncSubscriptions(connector, account);

        job.AssertEnded(Acting.Succeeded);
        Assert.All(Listings(tenant), query => Assert.Contains("companyId=" + company, query, StringComparison.Ordinal));
        Assert.All(tenant.Subscriptions().Values, row =>
            Assert.Equal(row.GetAttributeValue<EntityReference>("pax8_provideraccountid").Id == account, row.GetAttributeValue<decimal>("pax8_price") == 17.25m));
    }

    private static IEnumerable<string> Written(Tenant tenant) =>
        tenant.Dataverse.Statistics.Writes.Keys.Select(write => write.Table).Where(table => table.StartsWith("pax8_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Listings(Tenant tenant) =>
        tenant.Pax8!.Log.Where(call => call.Template == "/subscriptions").Select(call => call.Query);
}
