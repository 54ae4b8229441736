using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>Pax8 does not answer a pull of subscriptions, or not with what was asked for: the faults that differ from those of companies.</summary>
public sealed class SubscriptionFaultsTests
{
    /// <summary>Attempts of one request within an execution, and executions of a system job.</summary>
    private const int Attempts = 4, Executions = 4;

    private static readonly Dictionary<string, Fault> Passing = new()
    {
        ["429 with seconds"] = Fault.TooManyRequests(TimeSpan.FromSeconds(3)),
        ["500"] = Fault.ServerError(),
        ["reset"] = Fault.Reset(),
        ["time-out"] = Fault.NeverAnswers(),
        ["truncated"] = Fault.Truncated(),
        ["cut JSON"] = Fault.CutJson(),
        ["web page 200"] = Fault.HtmlPage(),
    };

    public static TheoryData<string> PassingNames => [.. Passing.Keys];

    /// <summary>Without Pax8's limit, which is waited for and never a failure.</summary>
    public static TheoryData<string> FailingNames => [.. Passing.Keys.Where(name => !name.StartsWith("429", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(PassingNames))]
    public void A_fault_met_twice_costs_two_calls_and_nothing_else(string fault)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 401);
        tenant.Pax8!.Faults = new ScriptedFaults().When(SubscriptionScene.Page(1), Passing[fault], times: 2);

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((401, 0, 0, 0), job.Counts());
        Assert.Equal(3 + 2, tenant.Pax8.Count(SubscriptionScene.Listing));
        Assert.Equal(0, tenant.IssuesEver());
        tenant.AssertSubscriptionsEqualPax8();
        tenant.AssertWithinLimits();
    }

    [Theory]
    [MemberData(nameof(FailingNames))]
    public void A_page_that_never_comes_is_an_issue_while_the_others_are_read_and_the_next_sync_repairs_it(string fault)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 401);
        tenant.SyncSubscriptions(connector);
        foreach (var position in new[] { 0, 200, 400 }) tenant.Pax8!.State.ChangePrice(tenant.Pax8.State.Subscriptions[position].Id, 99.5m);
        tenant.Pax8!.State.VanishSubscription(tenant.Pax8.State.Subscriptions[210].Id);
        tenant.Pax8!.Faults = new ScriptedFaults().When(SubscriptionScene.Page(1), Passing[fault]);
        tenant.ResetCounts();

        var failed = tenant.SyncSubscriptions(connector);

        failed.AssertEnded(Acting.Failed);
        Assert.StartsWith("1 of 2 pages could not be read; the sync issues say why. ", failed.Message(), StringComparison.Ordinal);
        Assert.Equal(1 + (Attempts * Executions), tenant.Pax8.Count(SubscriptionScene.Listing));
        Assert.Equal("Page 2 of the subscriptions in Pax8 could not be read.", tenant.SingleIssue()["pax8_name"]);
        Assert.All(tenant.Subscriptions().Values, row => Assert.False(row.GetAttributeValue<bool>("pax8_goneinpax8")));
        tenant.AssertLogsAddUp();
        tenant.AssertWithinLimits();

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.DoesNotContain(tenant.OpenIssues(), issue => ((string)issue["pax8_name"]).StartsWith("Page", StringComparison.Ordinal));
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [MemberData(nameof(PassingNames))]
    public void Details_that_cannot_be_had_do_not_hold_up_the_change(string fault)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 30);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        tenant.Pax8!.State.ChangeQuantity(subscription.Id, 77);
        tenant.Pax8.Faults = new ScriptedFaults().Always(SubscriptionScene.OneSubscription, Passing[fault]);

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(77, tenant.Subscription(subscription.Id)["pax8_quantity"]);
        tenant.AssertSubscriptionsEqualPax8();
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void One_that_Pax8_gives_no_answer_about_is_an_issue_and_left_as_it_is()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 30);
        tenant.SyncSubscriptions(connector);
        var silent = tenant.ActiveSubscription(0).Id;
        var gone = tenant.ActiveSubscription(1).Id;
        var before = tenant.Subscription(silent);
        tenant.Pax8!.State.VanishSubscription(silent);
        tenant.Pax8.State.VanishSubscription(gone);
        tenant.Pax8.Faults = new ScriptedFaults().When(call => call.Path.EndsWith(silent, StringComparison.Ordinal), Fault.ServerError());

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal(before["pax8_quantity"], tenant.Subscription(silent)["pax8_quantity"]);
        Assert.True((bool)tenant.Subscription(gone)["pax8_goneinpax8"]);
        Assert.Contains(tenant.OpenIssues(), issue => (string)issue["pax8_recordid"] == silent && (bool)issue["pax8_retryable"]);

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.True((bool)tenant.Subscription(silent)["pax8_goneinpax8"]);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_missing_right_to_read_subscriptions_fails_the_job_with_one_call()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 30);
        tenant.Pax8!.Forbidden.Add(SubscriptionScene.Listing);

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Failed);
        Assert.Equal(1, tenant.Pax8.Count(SubscriptionScene.Listing));
        Assert.StartsWith("Pax8 does not allow these credentials to read page 1 of the subscriptions", job.Message(), StringComparison.Ordinal);
        tenant.SingleIssue();
    }

    [Fact]
    public void Slow_writes_are_handed_over_and_every_subscription_is_written_once()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 500, options => options with { RowLatency = TimeSpan.FromSeconds(0.2) });

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((500, 0, 0, 0), job.Counts());
        Assert.Equal(500, tenant.Dataverse.Statistics.WritesOf("Create", "pax8_subscription"));
        Assert.True(tenant.Rows("pax8_syncbatch", "pax8_hop").Max(batch => batch.GetAttributeValue<int>("pax8_hop")) >= 1);
        tenant.AssertSubscriptionsEqualPax8();
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void Jobs_that_run_twice_do_no_harm()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 300, options => options with { DuplicateRuns = 0.5 });

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        foreach (var subscription in tenant.Pax8!.State.Subscriptions.Take(40)) tenant.Pax8.State.ChangeQuantity(subscription.Id, subscription.Quantity + 2);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        tenant.AssertSubscriptionsEqualPax8();
        Assert.Equal(300, tenant.Dataverse.Statistics.WritesOf("Create", "pax8_subscription"));
    }

    [Theory]
    [InlineData("flaky")]
    [InlineData("ratelimited")]
    [InlineData("hostile")]
    public void Every_profile_of_faults_ends_with_both_sides_equal(string profile)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 900);
            tenant.Pax8!.Faults = FaultProfiles.Named(profile, seed);

            tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
            foreach (var subscription in tenant.Pax8.State.Subscriptions.Take(30)) tenant.Pax8.State.ChangeQuantity(subscription.Id, subscription.Quantity + 2);
            tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
            tenant.Pax8.Faults = null;
            tenant.ResetCounts();
            tenant.SyncSubscriptions(connector);

            Assert.Equal(0, tenant.SubscriptionWrites());
            tenant.AssertSubscriptionsEqualPax8();
            tenant.AssertWithinLimits();
        }
    }

    [Fact]
    public async Task Over_real_sockets_and_several_workers_both_sides_end_equal()
    {
        await using var tenant = Given.Tenant(options => options with { Simulated = false, Companies = 10, Subscriptions = 1500 });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        tenant.PressSync(connector);
        await tenant.SettleAsync();
        var request = new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", connector) };

        var id = (Guid)tenant.Administrator.Execute(request)["SyncJobId"];
        await tenant.SettleAsync();

        tenant.Job(id).AssertEnded(Acting.Succeeded);
        Assert.Equal((1500, 0, 0, 0), tenant.Job(id).Counts());
        Assert.Equal(8, tenant.Pax8!.Count(SubscriptionScene.Listing));
        tenant.AssertSubscriptionsEqualPax8();
    }
}
