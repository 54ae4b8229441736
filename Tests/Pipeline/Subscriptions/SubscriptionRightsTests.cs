using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>What billing staff do with subscriptions and their licence change logs, and what they cannot.</summary>
public sealed class SubscriptionRightsTests
{
    private const string Administrator = "Pax8 Administrator", Billing = "Pax8 Billing";
    private const int Awaiting = 0, Provisioned = 1, FailedProvisioning = 2, NotApplicable = 3;

    [Fact]
    public void A_change_of_billing_staff_reaches_Pax8_and_its_log_says_who_and_why()
    {
        var (tenant, _) = SyncedTenant();
        var user = tenant.Dataverse.AddUser("Billing clerk", Billing);
        var subscription = tenant.ActiveSubscription();
        var row = tenant.Subscription(subscription.Id);

        tenant.Dataverse.ServiceFor(user).Update(Row("pax8_subscription", row.Id, ("pax8_quantity", (int)subscription.Quantity + 3), ("pax8_changereason", "Three new colleagues")));
        tenant.Settle();

        Assert.Equal(subscription.Quantity + 3, tenant.Pax8!.State.FindSubscription(subscription.Id)!.Quantity);
        var log = LastLog(tenant, row.Id);
        Assert.Equal((3, Provisioned, user, "Three new colleagues"),
            (log.GetAttributeValue<int>("pax8_quantity"), log.Number("pax8_provisioningstatus"), log.GetAttributeValue<EntityReference>("pax8_requestedbyid").Id, log.Text("pax8_reason")));
        tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Billing_staff_withdraw_a_change_that_waits()
    {
        var (tenant, connector) = SyncedTenant();
        var person = tenant.Person(Billing);
        var subscription = tenant.ActiveSubscription();
        var row = tenant.Subscription(subscription.Id);
        tenant.ChangeConnector(connector, ("pax8_writeback", false));
        person.Update(Row("pax8_subscription", row.Id, ("pax8_quantity", (int)subscription.Quantity + 3)));
        tenant.Settle();
        Assert.Equal(Awaiting, LastLog(tenant, row.Id).Number("pax8_provisioningstatus"));

        Press(person, "pax8_WithdrawLicenseChange", LastLog(tenant, row.Id).ToEntityReference());
        tenant.Settle();

        Assert.Equal((int)subscription.Quantity, tenant.Subscription(subscription.Id).GetAttributeValue<int>("pax8_quantity"));
        Assert.Equal(subscription.Quantity, tenant.Pax8!.State.FindSubscription(subscription.Id)!.Quantity);
        Assert.Equal((-3, NotApplicable), (LastLog(tenant, row.Id).GetAttributeValue<int>("pax8_quantity"), LastLog(tenant, row.Id).Number("pax8_provisioningstatus")));
        tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Billing_staff_send_a_failed_change_again()
    {
        var (tenant, connector) = SyncedTenant();
        var person = tenant.Person(Billing);
        var subscription = tenant.ActiveSubscription();
        var row = tenant.Subscription(subscription.Id);
        tenant.Pax8!.Faults = new LocalTenant.Pax8.ScriptedFaults().Always("PUT /subscriptions/{subscriptionId}", LocalTenant.Pax8.Fault.ServerError());
        person.Update(Row("pax8_subscription", row.Id, ("pax8_quantity", (int)subscription.Quantity + 3)));
        tenant.Settle();
        Assert.Equal(FailedProvisioning, LastLog(tenant, row.Id).Number("pax8_provisioningstatus"));
        tenant.Pax8.Faults = null;

        person.Update(Row("pax8_licensechangelog", LastLog(tenant, row.Id).Id, ("pax8_provisioningstatus", Option(Awaiting))));
        tenant.Settle();

        Assert.Equal(Provisioned, LastLog(tenant, row.Id).Number("pax8_provisioningstatus"));
        Assert.Equal(subscription.Quantity + 3, tenant.Pax8.State.FindSubscription(subscription.Id)!.Quantity);
        tenant.SyncSubscriptions(connector);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData("pax8_KeepPax8", 4)]
    [InlineData("pax8_KeepWork365", 3)]
    public void Billing_staff_settle_a_conflict(string api, int more)
    {
        var (tenant, connector) = SyncedTenant();
        var person = tenant.Person(Billing);
        var subscription = tenant.ActiveSubscription();
        var row = tenant.Subscription(subscription.Id);
        tenant.ChangeConnector(connector, ("pax8_writeback", false));
        person.Update(Row("pax8_subscription", row.Id, ("pax8_quantity", (int)subscription.Quantity + 3)));
        tenant.Pax8!.State.ChangeQuantity(subscription.Id, subscription.Quantity + 4);
        tenant.ChangeConnector(connector, ("pax8_writeback", true));
        tenant.SyncSubscriptions(connector);
        Assert.Equal(2, tenant.Subscription(subscription.Id).Number("pax8_syncstate"));

        Press(person, api, row.ToEntityReference());
        tenant.Settle();

        Assert.Equal(subscription.Quantity + more, tenant.Pax8.State.FindSubscription(subscription.Id)!.Quantity);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Billing_staff_start_no_sync_and_no_comparison_and_make_and_delete_nothing()
    {
        var (tenant, connector) = SyncedTenant();
        var person = tenant.Person(Billing);
        var row = tenant.Subscription(tenant.ActiveSubscription().Id);
        var calls = tenant.Pax8!.Log.Count;

        AssertDenied(() => Press(person, "pax8_SyncSubscriptions", new EntityReference("pax8_connector", connector)));
        AssertDenied(() => Press(person, "pax8_CompareSubscriptions", new EntityReference("pax8_connector", connector)));
        AssertDenied(() => person.Create(Row("pax8_subscription", Guid.NewGuid(), ("pax8_name", "Mine"))));
        AssertDenied(() => person.Create(Row("pax8_licensechangelog", Guid.NewGuid(), ("pax8_name", "Mine"))));
        AssertDenied(() => person.Delete("pax8_subscription", row.Id));
        AssertDenied(() => person.Delete("pax8_licensechangelog", LastLog(tenant, row.Id).Id));
        AssertDenied(() => person.Update(Row("pax8_product", Visible(person, "pax8_product").Id, ("pax8_name", "Mine"))));
        Assert.Equal(calls, tenant.Pax8.Log.Count);
    }

    [Fact]
    public void Not_even_the_system_administrator_deletes_a_subscription_or_a_log()
    {
        var (tenant, _) = SyncedTenant();
        var row = tenant.Subscription(tenant.ActiveSubscription().Id);

        Assert.StartsWith("Subscriptions cannot be deleted:", Refusal(() => tenant.Administrator.Delete("pax8_subscription", row.Id)), StringComparison.Ordinal);
        Assert.StartsWith("Licence change logs cannot be deleted:", Refusal(() => tenant.Administrator.Delete("pax8_licensechangelog", LastLog(tenant, row.Id).Id)), StringComparison.Ordinal);
        tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData("pax8_SyncSubscriptions", false)]
    [InlineData("pax8_CompareSubscriptions", false)]
    [InlineData("pax8_KeepPax8", true)]
    [InlineData("pax8_KeepWork365", true)]
    [InlineData("pax8_WithdrawLicenseChange", true)]
    public void The_right_that_a_custom_api_asks_for_is_in_the_roles_that_should_have_it(string api, bool ofBillingToo)
    {
        var tenant = Given.Tenant();

        var privilege = tenant.Dataverse.Metadata.CustomApis[api].ExecutePrivilege!;

        Assert.True(tenant.Dataverse.HasPrivilege(tenant.Dataverse.AddUser("A", Administrator), privilege));
        Assert.Equal(ofBillingToo, tenant.Dataverse.HasPrivilege(tenant.Dataverse.AddUser("B", Billing), privilege));
    }

    private static (Tenant Tenant, Guid Connector) SyncedTenant()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        tenant.SyncSubscriptions(connector);
        return (tenant, connector);
    }

    private static Entity LastLog(Tenant tenant, Guid subscription) => tenant
        .Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_number", "pax8_quantity", "pax8_provisioningstatus", "pax8_requestedbyid", "pax8_reason")
        .Where(log => log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id == subscription).MaxBy(log => log.GetAttributeValue<int>("pax8_number"))!;

    private static Entity Visible(IOrganizationService person, string table) => person.RetrieveMultiple(new QueryExpression(table)).Entities[0];

    private static void Press(IOrganizationService person, string api, EntityReference target) => person.Execute(new OrganizationRequest(api) { ["Target"] = target });
}
