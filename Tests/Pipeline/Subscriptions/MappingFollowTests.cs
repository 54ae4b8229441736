using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>Customer, owner and sync status of a provider account reach its subscriptions at once, without a sync.</summary>
public sealed class MappingFollowTests
{
    [Fact]
    public void Mapped_to_another_customer_the_licences_go_to_him_with_who_and_why_and_past_logs_stay()
    {
        var scene = new MoveScene();
        var customer = scene.NewCustomer("Contoso");

        scene.Map(scene.Home, customer);
        scene.Tenant.Settle();

        Assert.Equal(customer, Link(scene.Here, "pax8_accountid"));
        var logs = scene.LogRows();
        Assert.Equal([(scene.Before, scene.CustomerOf(scene.Home)), (-scene.Before, scene.CustomerOf(scene.Home)), (scene.Before, customer)], logs.Select(log => ((int)log["pax8_quantity"], Link(log, "pax8_accountid"))));
        Assert.All(logs.Skip(1), log =>
        {
            Assert.Equal(NotApplicable, log.Number("pax8_provisioningstatus"));
            Assert.Equal($"{scene.NameOf(scene.Home)}: mapped to another customer", log.Text("pax8_reason"));
            Assert.Equal(scene.Administrator, Link(log, "pax8_requestedbyid"));
        });
        scene.Tenant.AssertLogsAddUp();
        Assert.Empty(scene.Tenant.Pax8Requests);
        scene.AssertNothingIsDoneAgain();
    }

    [Fact]
    public void Only_its_own_subscriptions_follow_a_provider_account()
    {
        var scene = new MoveScene();
        var others = scene.Tenant.Subscriptions().Values.Where(row => Link(row, "pax8_provideraccountid") != scene.AccountOf(scene.Home)).ToDictionary(row => row.Id, row => Link(row, "pax8_accountid"));

        scene.Map(scene.Home, scene.NewCustomer("Contoso"));
        scene.Tenant.Settle();

        Assert.NotEmpty(others);
        Assert.All(scene.Tenant.Subscriptions().Values.Where(row => others.ContainsKey(row.Id)), row => Assert.Equal(others[row.Id], Link(row, "pax8_accountid")));
    }

    [Fact]
    public void Unmapped_and_mapped_again_the_sums_hold_for_each_customer()
    {
        var scene = new MoveScene();
        var customer = scene.NewCustomer("Contoso");

        scene.Map(scene.Home, null);
        scene.Tenant.Settle();
        Assert.Equal(Guid.Empty, Link(scene.Here, "pax8_accountid"));
        scene.Tenant.AssertLogsAddUp();

        scene.Map(scene.Home, customer);
        scene.Tenant.Settle();
        Assert.Equal([scene.CustomerOf(scene.Home), scene.CustomerOf(scene.Home), customer], scene.LogRows().Select(log => Link(log, "pax8_accountid")));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void The_first_mapping_names_the_customer_on_the_logs_that_are_there_and_moves_nothing()
    {
        var scene = new ChangingScene();
        var customer = scene.Tenant.Administrator.Create(new Entity("account") { ["name"] = "Contoso" });

        scene.Tenant.Administrator.Update(new Entity("pax8_provideraccount", scene.Tenant.ProviderAccounts()[scene.There.CompanyId].Id) { ["pax8_accountid"] = new EntityReference("account", customer) });
        scene.Tenant.Settle();

        Assert.Equal(customer, Link(scene.Here, "pax8_accountid"));
        Assert.Single(scene.Tenant.Logs(scene.Here.Id));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_change_that_waits_is_still_sent_after_another_mapping()
    {
        var scene = new MoveScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);

        scene.Map(scene.Home, scene.NewCustomer("Contoso"));
        scene.Tenant.Settle();
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Sync();

        Assert.Equal((scene.Before + 3, InSync), ((int)scene.There.Quantity, scene.State));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Another_owner_of_the_provider_account_owns_its_subscriptions_and_no_others()
    {
        var scene = new MoveScene();
        var clerk = scene.Tenant.Dataverse.AddUser("Clerk", "Pax8 Billing");
        var logs = scene.LogRows().Count;

        scene.Tenant.Administrator.Update(new Entity("pax8_provideraccount", scene.AccountOf(scene.Home)) { ["ownerid"] = new EntityReference("systemuser", clerk) });
        scene.Tenant.Settle();

        Assert.All(scene.Tenant.Subscriptions().Values, row => Assert.Equal(Link(row, "pax8_provideraccountid") == scene.AccountOf(scene.Home), Link(row, "ownerid") == clerk));
        Assert.Equal(logs, scene.LogRows().Count);
    }

    [Fact]
    public void Switching_the_sync_off_says_on_what_waits_why_and_switching_it_on_sends_it_without_a_sync()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Tenant.SetSync(scene.There.CompanyId, enabled: false);
        scene.Tenant.Settle();
        Assert.Equal((Awaiting, NotSynced), (scene.Status(), scene.State));

        scene.Tenant.SetSync(scene.There.CompanyId, enabled: true);
        scene.Tenant.Settle();

        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, (int)scene.There.Quantity));
    }

    [Fact]
    public void Many_subscriptions_are_shared_out_among_system_jobs_that_stay_below_the_platforms_limits()
    {
        var many = LongTests.Of(all: 10_000, share: 1_300);
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: many, options => options with { RowLatency = TimeSpan.FromMilliseconds(60) });
        var provider = tenant.ProviderAccounts().Values.Single().Id;
        var first = tenant.Administrator.Create(new Entity("account") { ["name"] = "First" });
        var second = tenant.Administrator.Create(new Entity("account") { ["name"] = "Second" });
        tenant.Administrator.Update(new Entity("pax8_provideraccount", provider) { ["pax8_accountid"] = new EntityReference("account", first) });
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        tenant.Administrator.Update(new Entity("pax8_provideraccount", provider) { ["pax8_accountid"] = new EntityReference("account", second) });
        tenant.Settle();

        Assert.All(tenant.Subscriptions().Values, row => Assert.Equal(second, Link(row, "pax8_accountid")));
        tenant.AssertLogsAddUp();
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_subscription_that_becomes_another_companys_while_the_others_follow_gets_the_customer_of_that_one()
    {
        var probe = new AfterFirst();
        var scene = new MoveScene(options => options with { Probe = probe });
        var contoso = scene.NewCustomer("Contoso");
        var moved = "";
        probe.Act = () =>
        {
            moved = scene.Tenant.Subscriptions().First(row => Link(row.Value, "pax8_provideraccountid") == scene.AccountOf(scene.Home) && Link(row.Value, "pax8_accountid") != contoso).Key;
            scene.Tenant.Pax8!.State.ChangeSubscription(moved, one => one with { CompanyId = scene.Other });
            scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", scene.Connector) });
            while (scene.Tenant.Dataverse.Async.RunNext())
            {
            }
        };

        scene.Map(scene.Home, contoso);
        scene.Tenant.Settle();

        Assert.Null(probe.Act);
        Assert.All(scene.Tenant.Subscriptions(), row => Assert.Equal(row.Key == moved || Link(row.Value, "pax8_provideraccountid") == scene.AccountOf(scene.Other), Link(row.Value, "pax8_accountid") == scene.CustomerOf(scene.Other)));
        scene.Tenant.AssertLogsAddUp();
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
    }

    [Fact]
    public void A_subscription_that_is_written_at_the_same_moment_holds_up_neither_itself_nor_the_others()
    {
        var meanwhile = new Meanwhile("Update", "pax8_subscription");
        var scene = new MoveScene(options => options with { Probe = meanwhile });
        var contoso = scene.NewCustomer("Contoso");
        meanwhile.Let(() =>
        {
            foreach (var one in scene.Tenant.Pax8!.State.Subscriptions.Where(one => one.CompanyId == scene.Home && one.Status == "Active").ToList()) scene.Tenant.Pax8.State.ChangeQuantity(one.Id, one.Quantity + 1);
            scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", scene.Connector) });
            while (scene.Tenant.Dataverse.Async.RunNext())
            {
            }
        });

        scene.Map(scene.Home, contoso);
        scene.Tenant.Settle();

        Assert.True(meanwhile.HasActed);
        Assert.All(scene.Tenant.Subscriptions().Values.Where(row => Link(row, "pax8_provideraccountid") == scene.AccountOf(scene.Home)), row => Assert.Equal(contoso, Link(row, "pax8_accountid")));
        scene.Tenant.AssertSubscriptionsEqualPax8();
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
    }

    [Fact]
    public void What_does_not_fit_into_one_execution_follows_in_the_next()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 30, options => options with { RowLatency = TimeSpan.FromSeconds(2) });
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        var customer = tenant.Administrator.Create(new Entity("account") { ["name"] = "First" });
        var before = tenant.Executions("MappingFollowPlugin");

        tenant.Administrator.Update(new Entity("pax8_provideraccount", tenant.ProviderAccounts().Values.Single().Id) { ["pax8_accountid"] = new EntityReference("account", customer) });
        tenant.Settle();

        Assert.All(tenant.Subscriptions().Values, row => Assert.Equal(customer, Link(row, "pax8_accountid")));
        Assert.InRange(tenant.Executions("MappingFollowPlugin") - before, 2, 4);
        tenant.AssertLogsAddUp();
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void An_account_that_was_merged_gives_its_subscriptions_to_the_surviving_one()
    {
        var scene = new MoveScene();
        var survivor = scene.NewCustomer("Survivor");

        scene.LeaveLikeAMerge(scene.CustomerOf(scene.Home), survivor);
        scene.Tenant.Settle();

        Assert.Equal((survivor, survivor), (Link(scene.Here, "pax8_accountid"), Link(scene.Tenant.ProviderAccounts()[scene.Home], "pax8_accountid")));
        Assert.All(scene.LogRows().Skip(1), log => Assert.Equal(
            ($"{scene.NameOf(scene.Home)}: mapped to another customer (Account was merged)", Guid.Empty), (log.Text("pax8_reason"), Link(log, "pax8_requestedbyid"))));
        Assert.Equal("Account was merged", scene.Tenant.ProviderAccounts()[scene.Home].Text("pax8_matchreason"));
        scene.Tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData(MergedLinks.WithSteps)]
    [InlineData(MergedLinks.WithStepsBackwards)]
    [InlineData(MergedLinks.WithoutSteps)]
    public void A_merge_that_leads_links_itself_leaves_everything_with_the_survivor_and_the_sums_hold_whatever_the_order(MergedLinks links)
    {
        var scene = new MoveScene(options => options with { MergedLinks = links });
        var (survivor, merged) = (scene.NewCustomer("Survivor"), scene.CustomerOf(scene.Home));
        scene.Order(+3);

        scene.Merge(merged, survivor);
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.Settle();
        scene.Tenant.AssertLogsAddUp();

        Assert.Equal((survivor, survivor), (Link(scene.Here, "pax8_accountid"), Link(scene.Tenant.ProviderAccounts()[scene.Home], "pax8_accountid")));
        Assert.All(scene.LogRows(), log => Assert.Equal(survivor, Link(log, "pax8_accountid")));
        Assert.Equal((scene.Before + 3, 0), (scene.LogRows().Sum(log => log.GetAttributeValue<int>("pax8_quantity")), scene.Tenant.OpenIssues().Count));
        if (links != MergedLinks.WithoutSteps) Assert.Equal("Account was merged", scene.Tenant.ProviderAccounts()[scene.Home].Text("pax8_matchreason"));
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
        scene.Tenant.Sync(scene.Connector).AssertEnded(Acting.Succeeded);
        scene.AssertNothingIsDoneAgain();
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_merge_that_no_step_told_of_is_followed_by_the_next_sync_of_provider_accounts()
    {
        var scene = new MoveScene();
        var survivor = scene.NewCustomer("Survivor");
        scene.LeaveLikeAMerge(scene.CustomerOf(scene.Home), survivor);
        scene.Tenant.LoseSystemJobs("account");

        scene.Tenant.Sync(scene.Connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(survivor, Link(scene.Here, "pax8_accountid"));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void An_account_that_is_deactivated_with_active_subscriptions_is_told_until_it_is_active_again()
    {
        var scene = new MoveScene();

        scene.SetActive(scene.CustomerOf(scene.Home), active: false);
        scene.Tenant.Settle();

        var issue = scene.Tenant.SingleIssue();
        Assert.Equal($"The customer of {scene.NameOf(scene.Home)} was deactivated and has active subscriptions.", issue.Text("pax8_name"));
        Assert.Equal(1, issue.Number("pax8_severity"));
        scene.Tenant.Sync(scene.Connector);
        Assert.Single(scene.Tenant.OpenIssues());

        scene.SetActive(scene.CustomerOf(scene.Home), active: true);
        scene.Tenant.Settle();
        Assert.Empty(scene.Tenant.OpenIssues());
    }

    [Fact]
    public void An_account_with_active_subscriptions_cannot_be_deleted_and_one_without_can()
    {
        var scene = new MoveScene();

        var said = Refusing.Refusal(() => scene.Tenant.Administrator.Delete("account", scene.CustomerOf(scene.Home)));

        Assert.StartsWith("This account is the customer of active Pax8 subscriptions, such as ", said, StringComparison.Ordinal);
        Assert.Equal(scene.CustomerOf(scene.Home), Link(scene.Here, "pax8_accountid"));

        var former = scene.CustomerOf(scene.Home);
        scene.Map(scene.Home, scene.NewCustomer("Contoso"));
        scene.Tenant.Settle();
        scene.Tenant.Administrator.Delete("account", former);
        scene.Tenant.Settle();
        scene.Sync().AssertEnded(Acting.Succeeded);
    }

    /// <summary>Acts once, right after a subscription has been written.</summary>
    private sealed class AfterFirst : ITenantProbe
    {
        public Action? Act { get; set; }

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
            if (operation != "Update" || table != "pax8_subscription" || Act is not { } act) return;
            Act = null;
            act();
        }
    }

    private static Guid Link(Entity row, string column) => row.GetAttributeValue<EntityReference>(column)?.Id ?? Guid.Empty;
}
