using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.ConnectorCommands;

/// <summary>A connector is deactivated and a new one made for the same Pax8: each subscription stays one row, whoever's it is.</summary>
public sealed class TakeOverTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_connector_for_the_same_Pax8_makes_no_doubles_and_its_sync_names_the_command(bool oldIsInactive)
    {
        var (tenant, old, fresh) = Replaced(oldIsInactive);
        var before = (tenant.Rows("pax8_provideraccount", "pax8_name").Count, tenant.Rows("pax8_subscription", "pax8_name").Count, Licences(tenant));

        var job = tenant.Sync(fresh);

        job.AssertEnded(Acting.Failed);
        Assert.Contains("Pax8 lists records that belong to the provider integration Pax8 already (4 of the first 4), so nothing was synchronised: they would be here twice. Deactivate that one and choose Take over on New", job.Message(), StringComparison.Ordinal);
        tenant.SingleIssue().AssertAnswersFourQuestions();
        Assert.Equal(before, (tenant.Rows("pax8_provideraccount", "pax8_name").Count, tenant.Rows("pax8_subscription", "pax8_name").Count, Licences(tenant)));
        Assert.NotEqual(Guid.Empty, old);
    }

    [Fact]
    public void Take_over_moves_rows_logs_and_mapping_and_the_new_connector_goes_on_with_them()
    {
        var (tenant, old, fresh) = Replaced(oldIsInactive: true);
        var account = tenant.Account("Contoso");
        tenant.Administrator.Update(Row("pax8_provideraccount", tenant.ProviderAccounts().Values.First().Id, [("pax8_accountid", new EntityReference("account", account))]));
        var (subscriptions, logs, licences) = (tenant.Rows("pax8_subscription", "pax8_name").Count, tenant.Rows("pax8_licensechangelog", "pax8_name").Count, Licences(tenant));
        tenant.Sync(fresh).AssertEnded(Acting.Failed);

        var preview = Press(tenant, fresh, "pax8_PreviewTakeOver");
        Assert.Equal(("Pax8", 4, subscriptions, licences, 0), (preview["From"], preview["ProviderAccounts"], preview["Subscriptions"], preview["Licences"], preview["Left"]));
        Assert.Equal(4, Owned(tenant, "pax8_provideraccount", old));
        var answer = Press(tenant, fresh, "pax8_TakeOver");

        Assert.Equal((4, subscriptions, 0, false), (answer["ProviderAccounts"], answer["Subscriptions"], answer["Left"], answer["HasMore"]));
        Assert.Equal((0, 0, 0), (Owned(tenant, "pax8_provideraccount", old), Owned(tenant, "pax8_subscription", old), Owned(tenant, "pax8_licensechangelog", old)));
        tenant.Sync(fresh).AssertEnded(Acting.Succeeded);
        tenant.SyncSubscriptions(fresh).AssertEnded(Acting.Succeeded);
        Assert.Equal((subscriptions, logs, licences), (tenant.Rows("pax8_subscription", "pax8_name").Count, tenant.Rows("pax8_licensechangelog", "pax8_name").Count, Licences(tenant)));
        Assert.Contains(tenant.Rows("pax8_provideraccount", "pax8_accountid"), row => row.GetAttributeValue<EntityReference>("pax8_accountid")?.Id == account);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_call_that_is_used_up_goes_on_with_the_next_and_no_sync_runs_in_between()
    {
        var (tenant, old, fresh) = Replaced(oldIsInactive: true, options => options with { RowLatency = TimeSpan.FromSeconds(1) }, subscriptions: 60);
        var all = tenant.Rows("pax8_subscription", "pax8_name").Count;

        Assert.Equal(true, Press(tenant, fresh, "pax8_TakeOver")["HasMore"]);
        Assert.InRange(Owned(tenant, "pax8_subscription", old), 1, all - 1);
        var job = tenant.Sync(fresh);
        job.AssertEnded(Acting.Failed);
        Assert.Contains("Rows of Pax8 are being taken over, and not all have been moved", job.Message(), StringComparison.Ordinal);
        while ((bool)Press(tenant, fresh, "pax8_TakeOver")["HasMore"]) { }

        Assert.Equal((0, all), (Owned(tenant, "pax8_subscription", old), Owned(tenant, "pax8_subscription", fresh)));
        tenant.AssertLogsAddUp();
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_company_that_both_have_keeps_the_new_row_with_what_people_decided_on_the_old_one()
    {
        var (tenant, old, fresh) = Replaced(oldIsInactive: true);
        var before = tenant.Rows("pax8_provideraccount", "pax8_providerspecificid", "pax8_name").First();
        var account = tenant.Account("Contoso");
        tenant.Administrator.Update(Row("pax8_provideraccount", before.Id, ("pax8_accountid", new EntityReference("account", account)), ("pax8_syncstatus", Option(0))));
        tenant.Settle();
        var subscriptions = Under(before.Id);
        var own = ((CreateResponse)tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId).Execute(new CreateRequest
        {
            Target = Row("pax8_provideraccount", Guid.NewGuid(), ("pax8_name", before.Text("pax8_name")), ("pax8_providerspecificid", before.Text("pax8_providerspecificid")),
                ("pax8_connectorid", new EntityReference("pax8_connector", fresh)), ("pax8_syncstatus", Option(1))),
            Parameters = { ["tag"] = "pax8-own-write" },
        })).id;

        Press(tenant, fresh, "pax8_TakeOver");
        tenant.Settle();

        var kept = tenant.Administrator.Retrieve("pax8_provideraccount", own, new Microsoft.Xrm.Sdk.Query.ColumnSet("pax8_accountid", "pax8_syncstatus"));
        Assert.Equal((account, 0), (kept.GetAttributeValue<EntityReference>("pax8_accountid")?.Id, kept.Number("pax8_syncstatus")));
        Assert.NotEqual(0, subscriptions);
        Assert.Equal((0, subscriptions), (Under(before.Id), Under(own)));
        Assert.Equal(1, Owned(tenant, "pax8_provideraccount", old));
        tenant.AssertLogsAddUp();

        int Under(Guid providerAccount) => tenant.Rows("pax8_subscription", "pax8_provideraccountid").Count(row => row.GetAttributeValue<EntityReference>("pax8_provideraccountid")?.Id == providerAccount);
    }

    [Fact]
    public void A_subscription_far_down_the_list_that_another_live_connector_has_is_not_made_a_second_time()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 230);
        var other = tenant.CreateConnector("Other", row => row["pax8_applicationid"] = "another-application");
        var held = tenant.Pax8!.State.Subscriptions[^1];
        tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId).Execute(new CreateRequest
        {
            Target = Row("pax8_subscription", Guid.NewGuid(),
                ("pax8_name", "Held"), ("pax8_providerspecificid", held.Id), ("pax8_connectorid", new EntityReference("pax8_connector", other)), ("pax8_quantity", 1)),
            Parameters = { ["tag"] = "pax8-own-write" },
        });

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Contains("belongs to another provider integration already", tenant.SingleIssue().Text("pax8_name"), StringComparison.Ordinal);
        Assert.Equal((1, 0), (Owned(tenant, "pax8_subscription", other), tenant.Rows("pax8_subscription", "pax8_providerspecificid", "pax8_connectorid")
            .Count(row => row.Text("pax8_providerspecificid") == held.Id && row.GetAttributeValue<EntityReference>("pax8_connectorid").Id == connector)));
    }

    [Fact]
    public void What_waited_is_sent_once_by_the_new_connector()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.Deactivate(scene.Connector);
        var fresh = scene.Tenant.CreateConnector("New");

        Press(scene.Tenant, fresh, "pax8_TakeOver");
        scene.Tenant.SyncSubscriptions(fresh).AssertEnded(Acting.Succeeded);

        Assert.Equal((scene.Before + 3, 1, ChangingScene.Provisioned), ((int)scene.There.Quantity, scene.ChangesThere, scene.Status()));
    }

    [Fact]
    public void What_waited_in_a_copy_asks_before_another_integration_made_there_sends_it()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        var copy = scene.Copied();
        copy.Tenant.Deactivate(copy.Connector);
        var fresh = copy.Tenant.CreateConnector("New");

        Press(copy.Tenant, fresh, "pax8_TakeOver");
        copy.Tenant.Settle();
        copy.Tenant.SyncSubscriptions(fresh).AssertEnded(Acting.Succeeded);

        Assert.Equal((0, ChangingScene.Awaiting, ChangingScene.Confirmation), (scene.ChangesThere, copy.Status(), copy.WaitsFor()));
        copy.Tenant.Advance(TimeSpan.FromMinutes(1));
        copy.Save(("pax8_price", 71.5m));
        copy.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = copy.Log(butLast: 1).ToEntityReference() });
        copy.Tenant.Settle();
        Assert.Equal((scene.Before + 3, 71.5m), ((int)scene.There.Quantity, scene.There.Price));
    }

    [Fact]
    public void What_waited_when_an_environment_was_said_to_be_restored_asks_the_new_one_as_it_asked_the_old()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(3)));
        scene.Tenant.Advance(TimeSpan.FromMinutes(10));
        Press(scene.Tenant, scene.Connector, "pax8_DeclareRestored");
        scene.Tenant.Deactivate(scene.Connector);
        var fresh = scene.Tenant.CreateConnector("New");

        Press(scene.Tenant, fresh, "pax8_TakeOver");
        scene.Tenant.Advance(TimeSpan.FromDays(4));
        scene.Tenant.SyncSubscriptions(fresh).AssertEnded(Acting.Succeeded);

        Assert.Equal((0, ChangingScene.Confirmation), (scene.ChangesThere, scene.WaitsFor()));
    }

    [Fact]
    public void Rows_of_an_active_connector_stay_with_it_and_strangers_have_nothing_to_take_over()
    {
        var (tenant, _, fresh) = Replaced(oldIsInactive: false);
        var (stranger, alone) = Given.TenantWithCompanies(3);

        Assert.Equal("Pax8 is active, so its rows stay with it. Deactivate that provider integration and choose Take over again.", Refusal(() => Press(tenant, fresh, "pax8_TakeOver")));
        tenant.Deactivate(fresh);
        Assert.Equal("New is inactive, so it takes nothing over. Activate the provider integration and try again.", Refusal(() => Press(tenant, fresh, "pax8_PreviewTakeOver")));
        Assert.Equal("No other provider integration has companies that Pax8 lists with these credentials, so there is nothing to take over. Start Sync Provider Accounts instead.",
            Refusal(() => Press(stranger, alone, "pax8_TakeOver")));
    }

    [Fact]
    public void What_a_version_before_made_twice_stays_and_is_counted()
    {
        var (tenant, old, fresh) = Replaced(oldIsInactive: true);
        var twice = tenant.Subscriptions().First().Value;
        var system = tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId);
        system.Execute(new CreateRequest
        {
            Target = Row("pax8_subscription", Guid.Empty, [("pax8_name", "Twice"), ("pax8_providerspecificid", twice["pax8_providerspecificid"]), ("pax8_connectorid", new EntityReference("pax8_connector", fresh)), ("pax8_quantity", 0)]),
            ["tag"] = "pax8-own-write",
        });

        Assert.Equal(1, Press(tenant, fresh, "pax8_PreviewTakeOver")["Left"]);
        Assert.Equal(1, Press(tenant, fresh, "pax8_TakeOver")["Left"]);
        Assert.Equal(1, Owned(tenant, "pax8_subscription", old));
    }

    [Fact]
    public void Only_who_may_write_the_integration_takes_over()
    {
        var (tenant, _, fresh) = Replaced(oldIsInactive: true);
        var billing = tenant.Dataverse.ServiceFor(tenant.Dataverse.AddUser("Clerk", "Pax8 Billing"));

        foreach (var api in new[] { "pax8_PreviewTakeOver", "pax8_TakeOver" })
            AssertDenied(() => billing.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", fresh) }));
    }

    private static (Tenant Tenant, Guid Old, Guid Fresh) Replaced(bool oldIsInactive, Func<TenantOptions, TenantOptions>? change = null, int subscriptions = 30)
    {
        var (tenant, old) = Given.TenantWithSubscriptions(4, subscriptions, change);
        tenant.SyncSubscriptions(old);
        if (oldIsInactive) tenant.Deactivate(old);
        else
        {
            // Another Application ID of the same partner; the simulator knows one, so the old one is left with a wrong one.
            tenant.ChangeConnector(old, ("pax8_applicationid", "before"), ("pax8_applicationsecret", "before"));
        }
        return (tenant, old, tenant.CreateConnector("New", row => row["pax8_newaccountsare"] = Option(1)));
    }

    private static OrganizationResponse Press(Tenant tenant, Guid connector, string api) =>
        tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", connector) });

    private static int Owned(Tenant tenant, string table, Guid connector) =>
        tenant.Rows(table, "pax8_connectorid").Count(row => row.GetAttributeValue<EntityReference>("pax8_connectorid")?.Id == connector);

    private static int Licences(Tenant tenant) => tenant.Rows("pax8_subscription", "pax8_quantity").Sum(row => row.GetAttributeValue<int>("pax8_quantity"));
}
