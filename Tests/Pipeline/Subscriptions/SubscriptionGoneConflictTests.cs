using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>A subscription that was changed here and is gone, or cancelled, in Pax8: a conflict like any other.</summary>
public sealed class SubscriptionGoneConflictTests
{
    private const int Conflict = 476500002;
    private const int InSync = 476500000;
    private const int Failed = 476500003;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keeping_Pax8_ends_the_row_and_the_next_sync_finds_nothing_to_do(bool gone)
    {
        var (tenant, connector) = TenantInConflict(gone);
        Assert.Equal(Conflict, State(tenant));

        Press(tenant, "pax8_KeepPax8", TheRow(tenant).ToEntityReference());

        AssertEnded(tenant);
        tenant.SyncSubscriptions(connector);
        AssertEnded(tenant);
    }

    [Fact]
    public void Keeping_Work_365_of_a_subscription_that_is_gone_fails_with_a_sentence()
    {
        var (tenant, _) = TenantInConflict(gone: true);

        Press(tenant, "pax8_KeepWork365", TheRow(tenant).ToEntityReference());

        Assert.Equal(Failed, State(tenant));
        Assert.StartsWith("Pax8 no longer has this subscription", TheRow(tenant).GetAttributeValue<string>("pax8_lasterror"), StringComparison.Ordinal);
    }

    /// <summary>Five licences agreed, seven here and not sent, ended there.</summary>
    private static (Tenant Tenant, Guid Connector) TenantInConflict(bool gone)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1);
        var state = tenant.Pax8!.State;
        var subscription = state.AddSubscription(state.Companies[0].Id, state.Products[0].Id, 5);
        tenant.Sync(connector);
        tenant.SetSync(state.Companies[0].Id, enabled: true);
        tenant.SyncSubscriptions(connector);
        tenant.ChangeConnector(connector, ("pax8_writeback", false));
        tenant.Administrator.Update(new Entity("pax8_subscription", TheRow(tenant).Id) { ["pax8_quantity"] = 7 });
        tenant.Settle();
        tenant.ChangeConnector(connector, ("pax8_writeback", true));
        if (gone) state.VanishSubscription(subscription.Id);
        else state.CancelSubscription(subscription.Id);
        tenant.SyncSubscriptions(connector);
        return (tenant, connector);
    }

    private static void AssertEnded(Tenant tenant)
    {
        var row = TheRow(tenant);
        Assert.Equal((1, 0, InSync), (row.GetAttributeValue<OptionSetValue>("statecode").Value, row.GetAttributeValue<int>("pax8_quantity"), State(tenant)));
        Assert.Equal(0, tenant.Rows("pax8_licensechangelog", "pax8_quantity").Sum(log => log.GetAttributeValue<int>("pax8_quantity")));
    }

    private static Entity TheRow(Tenant tenant) =>
        Assert.Single(tenant.Rows("pax8_subscription", "pax8_quantity", "pax8_syncstate", "pax8_lasterror", "statecode", "pax8_conflictstatus"));

    private static int State(Tenant tenant) => TheRow(tenant).GetAttributeValue<OptionSetValue>("pax8_syncstate").Value;

    private static void Press(Tenant tenant, string api, EntityReference target)
    {
        tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = target });
        tenant.Settle();
    }
}
