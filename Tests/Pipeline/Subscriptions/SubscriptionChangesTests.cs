using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>What becomes of subscriptions that change, go and come back, also while the list is read.</summary>
public sealed class SubscriptionChangesTests
{
    private const int Update = 0, Deactivate = 1, Activate = 2, NotApplicable = 3;

    [Fact]
    public void Every_difference_of_the_quantity_is_a_log_with_the_delta_that_is_not_sent()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 10);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.State.ChangeQuantity(id, 10);
        tenant.SyncSubscriptions(connector);

        foreach (var quantity in new[] { 15, 15, 4 })
        {
            tenant.Pax8.State.ChangeQuantity(id, quantity);
            tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        }

        Assert.Equal([(10, Update, NotApplicable), (5, Update, NotApplicable), (-11, Update, NotApplicable)], tenant.Logs(tenant.Subscription(id).Id));
        tenant.AssertSubscriptionsEqualPax8();
        Assert.Equal(0, tenant.Pax8.Count("PUT /subscriptions/{subscriptionId}"));
    }

    [Fact]
    public void A_change_of_price_or_term_is_a_log_without_a_quantity()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 10);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        tenant.Pax8!.State.ChangeSubscription(subscription.Id, one => one with { Price = 77.125m, BillingTerm = "3-Year" });

        tenant.SyncSubscriptions(connector);

        Assert.Equal([((int)subscription.Quantity, Update, NotApplicable), (0, Update, NotApplicable)], tenant.Logs(tenant.Subscription(subscription.Id).Id));
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void One_cancelled_and_active_again_ends_and_comes_back_with_its_licences()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 10);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.State.ChangeQuantity(id, 8);
        tenant.SyncSubscriptions(connector);

        tenant.Pax8.State.CancelSubscription(id);
        tenant.SyncSubscriptions(connector);
        tenant.AssertSubscriptionsEqualPax8();
        tenant.Pax8.State.ChangeSubscription(id, one => one with { Status = "Active", EndDate = null });
        tenant.SyncSubscriptions(connector);

        Assert.Equal([(8, Update, NotApplicable), (-8, Deactivate, NotApplicable), (8, Activate, NotApplicable)], tenant.Logs(tenant.Subscription(id).Id));
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData("pax8_syncstate")]
    [InlineData("pax8_sendinguntil")]
    public void A_row_that_an_interrupted_execution_left_as_not_at_rest_is_put_right_by_the_next_sync(string column)
    {
        var scene = new ChangingScene();
        object left = column == "pax8_syncstate" ? Refusing.Option(ChangingScene.WaitingToBeSent) : scene.Tenant.Time.GetUtcNow().UtcDateTime.AddHours(-1);
        scene.Tenant.Dataverse.ServiceInside(scene.Tenant.Dataverse.SystemUserId).Execute(new Microsoft.Xrm.Sdk.Messages.UpdateRequest
        {
            Target = Refusing.Row("pax8_subscription", scene.Here.Id, (column, left)),
            Parameters = { ["tag"] = "pax8-own-write" },
        });

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal(ChangingScene.InSync, scene.State);
        Assert.Null(scene.Tenant.Administrator.Retrieve("pax8_subscription", scene.Here.Id, new Microsoft.Xrm.Sdk.Query.ColumnSet("pax8_sendinguntil")).GetAttributeValue<DateTime?>("pax8_sendinguntil"));
    }

    [Fact]
    public void Gone_is_believed_only_after_asking_for_the_subscription_by_its_id()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 450);
        tenant.SyncSubscriptions(connector);
        string[] vanished = [tenant.ActiveSubscription(1).Id, tenant.ActiveSubscription(60).Id];
        foreach (var id in vanished) tenant.Pax8!.State.VanishSubscription(id);
        tenant.ResetCounts();

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(2, tenant.Pax8!.Count(SubscriptionScene.OneSubscription));
        Assert.All(vanished, id => AssertGone(tenant.Subscription(id)));
        Assert.Equal(2, tenant.OpenIssues().Count);
        Assert.All(tenant.OpenIssues(), issue => Assert.EndsWith(" no longer exists in Pax8.", (string)issue["pax8_name"], StringComparison.Ordinal));
        Assert.Equal(450, tenant.Subscriptions().Count);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_vanished_subscription_is_asked_for_once_and_comes_back_with_its_issue_resolved()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        tenant.SyncSubscriptions(connector);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.State.VanishSubscription(id);
        tenant.SyncSubscriptions(connector);
        tenant.ResetCounts();

        tenant.SyncSubscriptions(connector);
        var asked = tenant.Pax8.Count(SubscriptionScene.OneSubscription);
        var written = tenant.SubscriptionWrites();
        tenant.Pax8.State.ReturnSubscription(id);
        tenant.SyncSubscriptions(connector);

        Assert.Equal((0, 0L), (asked, written));
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void With_the_only_enabled_company_gone_its_subscriptions_are_asked_for_by_id()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40);
        tenant.SyncSubscriptions(connector);
        var company = tenant.ActiveSubscription().CompanyId;
        var theirs = tenant.Pax8!.State.Subscriptions.Where(subscription => subscription.CompanyId == company).ToList();
        foreach (var other in tenant.ProviderAccounts().Keys.Where(id => id != company)) tenant.SetSync(other, enabled: false);
        foreach (var subscription in theirs) tenant.Pax8.State.VanishSubscription(subscription.Id);
        tenant.Pax8.State.VanishCompany(company);
        tenant.AskAboutNothing(connector);

        var report = tenant.CompareSubscriptions(connector);
        var job = tenant.SyncSubscriptions(connector);

        report.AssertEnded(Acting.Succeeded);
        Assert.Equal(theirs.Count, report["pax8_differencecount"]);
        job.AssertEnded(Acting.Succeeded);
        Assert.All(theirs, subscription => AssertGone(tenant.Subscription(subscription.Id)));
        tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Disabling_an_account_stops_its_sync_and_touches_nothing()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 6, subscriptions: 60);
        tenant.SyncSubscriptions(connector);
        var company = tenant.Pax8!.State.Subscriptions[0].CompanyId;
        var account = tenant.ProviderAccounts()[company].Id;
        var theirs = tenant.Pax8.State.Subscriptions.Where(subscription => subscription.CompanyId == company).ToList();
        tenant.SetSync(company, enabled: false);
        var before = Rows(tenant, account);
        foreach (var subscription in theirs.Skip(1)) tenant.Pax8.State.ChangeQuantity(subscription.Id, subscription.Quantity + 1);
        tenant.Pax8.State.VanishSubscription(theirs[0].Id);
        tenant.ResetCounts();

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((0, 0, 60 - theirs.Count, 0), job.Counts());
        Assert.Equal(theirs.Count - 1, job["pax8_skippedcount"]);
        Assert.EndsWith($"{theirs.Count - 1} skipped because their provider account is not enabled.", job.Message(), StringComparison.Ordinal);
        Assert.Equal(before, Rows(tenant, account));
        Assert.Equal(0, tenant.SubscriptionWrites());
        Assert.Equal(0, tenant.Pax8.Count(SubscriptionScene.OneSubscription));

        tenant.SetSync(company, enabled: true);
        tenant.SyncSubscriptions(connector);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void With_no_account_enabled_the_sync_says_so_and_reads_nothing()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        foreach (var company in tenant.ProviderAccounts().Keys) tenant.SetSync(company, enabled: false);
        tenant.ResetCounts();

        var refusal = Refusing.Refusal(() => tenant.SyncSubscriptions(connector));

        Assert.Contains("Enable the sync", refusal, StringComparison.Ordinal);
        Assert.Empty(tenant.Pax8Requests);
    }

    [Fact]
    public void An_account_disabled_while_the_job_waits_is_left_alone()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        var request = new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", connector) };
        var id = (Guid)tenant.Administrator.Execute(request)["SyncJobId"];
        foreach (var company in tenant.ProviderAccounts().Keys) tenant.SetSync(company, enabled: false);
        tenant.ResetCounts();

        tenant.Settle();

        tenant.Job(id).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.Subscriptions());
        Assert.Equal(0, tenant.Pax8!.Count(SubscriptionScene.Listing));
    }

    [Fact]
    public void The_account_follows_the_mapping_of_the_provider_account()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.Pax8!.State.Subscriptions[0];
        var account = tenant.Administrator.Create(new Entity("account") { ["name"] = "Contoso" });
        tenant.Administrator.Update(new Entity("pax8_provideraccount", tenant.ProviderAccounts()[subscription.CompanyId].Id) { ["pax8_accountid"] = new EntityReference("account", account) });
        tenant.ResetCounts();

        tenant.SyncSubscriptions(connector);

        Assert.All(tenant.Pax8.State.Subscriptions, one => Assert.Equal(
            one.CompanyId == subscription.CompanyId ? account : (Guid?)null,
            tenant.Subscription(one.Id).GetAttributeValue<EntityReference>("pax8_accountid")?.Id));
        // The row and the log of the licences it began with.
        Assert.Equal(2 * tenant.Pax8.State.Subscriptions.Count(one => one.CompanyId == subscription.CompanyId), tenant.SubscriptionWrites());
        Assert.Equal(["GET /subscriptions"], tenant.Pax8Requests.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Add_ons_are_linked_to_their_parents_in_the_first_run_whatever_the_order(int seed)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 1300, options => options with { Seed = seed });
        GiveParents(tenant.Pax8!.State, seed);
        tenant.ResetCounts();

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertSubscriptionsEqualPax8();
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector);

        Assert.Equal(0, tenant.SubscriptionWrites());
    }

    [Fact]
    public void Two_batches_that_meet_the_same_new_product_make_one_row()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 1001);
        var met = 0;
        tenant.Pax8!.BeforeCall = call =>
        {
            // The first batch has found no row of the product and asks Pax8 about it; meanwhile the second batch does all of its work.
            if (call.Endpoint == SubscriptionScene.OneProduct && ++met == 1) Assert.True(tenant.Dataverse.Async.RunNext());
        };

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.True(met > tenant.Rows("pax8_product").Count, "No product was asked for twice.");
        var ids = tenant.Rows("pax8_product", "pax8_pax8productid").Select(row => (string)row["pax8_pax8productid"]).ToList();
        Assert.Equal(ids.Distinct(), ids);
        tenant.AssertSubscriptionsEqualPax8();
        Assert.Empty(tenant.OpenIssues());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Pages_that_shift_while_they_are_read_do_no_harm(int seed)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 900, options => options with { Seed = seed });
        tenant.SyncSubscriptions(connector);
        var random = new Random(seed);
        var pax8 = tenant.Pax8!;
        var calls = 0;
        pax8.BeforeCall = call =>
        {
            if (call.Endpoint != SubscriptionScene.Listing || ++calls > 6) return;
            var all = pax8.State.Subscriptions;
            pax8.State.VanishSubscription(all[random.Next(200)].Id);
            pax8.State.AddSubscription(all[0].CompanyId, all[0].ProductId, random.Next(1, 50));
            pax8.State.ChangeQuantity(all[random.Next(300, 800)].Id, random.Next(1, 50));
        };

        var first = tenant.SyncSubscriptions(connector);
        pax8.BeforeCall = null;
        var second = tenant.SyncSubscriptions(connector);

        first.AssertEnded(Acting.Succeeded);
        second.AssertEnded(Acting.Succeeded);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_subscription_missed_because_a_page_shifted_is_found_by_a_second_reading()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 500);
        var pax8 = tenant.Pax8!;
        var first = pax8.State.Subscriptions[0].Id;
        var calls = 0;
        pax8.BeforeCall = call =>
        {
            // The plan and the first page have been read; with one row less before them the others move up a place.
            if (call.Endpoint != SubscriptionScene.Listing) return;
            if (++calls == 3) pax8.State.VanishSubscription(first);
            if (calls == 4) pax8.State.ReturnSubscription(first);
        };

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((500, 0, 0, 0), job.Counts());
        Assert.Equal(2, job["pax8_round"]);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData(SubscriptionScene.Listing)]
    [InlineData(SubscriptionScene.OneSubscription)]
    public void A_row_that_a_person_edits_while_the_pull_runs_keeps_the_edit(string meanwhile)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        var id = tenant.Subscription(subscription.Id).Id;
        tenant.Pax8!.State.ChangePrice(subscription.Id, 55.5m);
        var edited = false;
        tenant.Pax8.BeforeCall = call =>
        {
            if (edited || call.Endpoint != meanwhile) return;
            edited = true;
            tenant.Administrator.Update(new Entity("pax8_subscription", id) { ["pax8_quantity"] = (int)subscription.Quantity + 6 });
        };

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.True(edited);
        var there = tenant.Pax8.State.FindSubscription(subscription.Id)!;
        Assert.Equal((subscription.Quantity + 6, 55.5m), (there.Quantity, there.Price));
        tenant.SyncSubscriptions(connector);
        tenant.AssertSubscriptionsEqualPax8();
    }

    /// <summary>A quarter of the subscriptions are add-ons of another one of the same company, anywhere in the list.</summary>
    private static void GiveParents(Pax8State pax8, int seed)
    {
        var random = new Random(seed);
        foreach (var company in pax8.Subscriptions.GroupBy(subscription => subscription.CompanyId).ToList())
        {
            var all = company.ToList();
            foreach (var child in all.Where(_ => random.Next(4) == 0))
                if (all[random.Next(all.Count)] is { } parent && parent.Id != child.Id) pax8.ChangeSubscription(child.Id, one => one with { ParentSubscriptionId = parent.Id });
        }
    }

    private static void AssertGone(Entity row) => Assert.Equal(
        (0, 1, true), (row.GetAttributeValue<int>("pax8_quantity"), row.GetAttributeValue<OptionSetValue>("statecode").Value, row.GetAttributeValue<bool>("pax8_goneinpax8")));

    private static List<string> Rows(Tenant tenant, Guid account) =>
        tenant.SubscriptionPicture().Where(line => line.Contains("pax8_provideraccount:" + account, StringComparison.Ordinal)).ToList();
}
