using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>Sync Subscriptions: what a first and a second run read and write.</summary>
public sealed class SubscriptionPullTests
{
    [Fact]
    public void A_first_sync_brings_all_subscriptions_of_enabled_accounts_and_a_second_one_writes_nothing()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 20, subscriptions: 430);
        tenant.ResetCounts();

        var first = tenant.SyncSubscriptions(connector);
        var firstCalls = tenant.Pax8Requests["GET /subscriptions"];
        tenant.ResetCounts();
        var second = tenant.SyncSubscriptions(connector);

        Assert.Equal(Acting.Succeeded, first.Status());
        Assert.Equal((430, 0, 0, 0), first.Counts());
        Assert.Equal(3, firstCalls);
        Assert.Equal((0, 0, 430, 0), second.Counts());
        Assert.Equal(3, tenant.Pax8Requests["GET /subscriptions"]);
        Assert.Single(tenant.Pax8Requests);
        Assert.Equal(0, tenant.SubscriptionWrites());
        tenant.AssertLogsAddUp();
    }
}
