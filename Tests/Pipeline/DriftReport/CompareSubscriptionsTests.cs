using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.DriftReport;

/// <summary>The report of what differs between the subscriptions here and in Pax8: what it finds, and that it changes neither side.</summary>
public sealed class CompareSubscriptionsTests
{
    [Fact]
    public void Equal_sides_have_an_empty_report()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 20, subscriptions: 410);
        tenant.SyncSubscriptions(connector);
        tenant.ResetCounts();

        var job = tenant.CompareSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal("410 subscriptions were compared; neither side was changed. All are the same on both sides.", job.Message());
        Assert.Equal(0, job["pax8_differencecount"]);
        Assert.Empty(Report(tenant, job));
        Assert.Equal(3, tenant.Pax8!.Count(SubscriptionScene.Listing));
        Assert.Equal(0, tenant.SubscriptionWrites());
    }

    [Fact]
    public void Before_the_first_sync_everything_is_missing_here_and_nothing_is_brought_in()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 30);
        tenant.ResetCounts();

        var job = tenant.CompareSubscriptions(connector);

        Assert.Equal(30, job["pax8_differencecount"]);
        Assert.All(Report(tenant, job), row => Assert.Equal((0, null), (row.Number("pax8_kind"), row.Text("pax8_here"))));
        Assert.Equal(0, tenant.SubscriptionWrites());
        Assert.Empty(tenant.Subscriptions());
    }

    [Fact]
    public void Each_thing_that_differs_is_a_row_with_both_values_and_the_amount_a_month()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 60);
        var ids = tenant.Pax8!.State.Subscriptions.Take(6).Select(subscription => subscription.Id).ToArray();
        foreach (var id in ids)
            tenant.Pax8.State.ChangeSubscription(id, one => one with { Quantity = 10, Price = 12, BillingTerm = "Monthly", Status = "Active", CurrencyCode = "EUR", Commitment = null });
        tenant.SyncSubscriptions(connector);
        tenant.Pax8.State.ChangeQuantity(ids[0], 13);
        tenant.Pax8.State.ChangePrice(ids[1], 14.5m);
        tenant.Pax8.State.ChangeSubscription(ids[2], one => one with { BillingTerm = "Annual" });
        tenant.Pax8.State.ChangeSubscription(ids[3], one => one with { Status = "PendingManual" });
        tenant.Pax8.State.CancelSubscription(ids[4]);
        tenant.Pax8.State.VanishSubscription(ids[5]);
        var added = tenant.Pax8.State.AddSubscription(tenant.Pax8.State.Subscriptions[0].CompanyId, tenant.Pax8.State.Subscriptions[0].ProductId, 4, one => one with { Price = 120, BillingTerm = "Annual", CurrencyCode = "EUR" });
        var before = tenant.SubscriptionPicture();
        tenant.ResetCounts();

        var job = tenant.CompareSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(
            [
                (ids[0], 2, "10", "13", "36"),
                (ids[1], 3, "12.00", "14.50", "25"),
                (ids[2], 4, "Monthly", "Annual", "110"),
                (ids[3], 5, "Active", "PendingManual", "0"),
                (ids[4], 2, "10", "0", "120"),
                (ids[4], 5, "Active", "Cancelled", "0"),
                (ids[5], 1, "10 at 12.00, Active", "", "120"),
                (added.Id, 0, "", "4 at 120.00, Active", "40"),
            ],
            Report(tenant, job).Select(Line).OrderBy(line => Array.IndexOf([.. ids, added.Id], line.Id)).ThenBy(line => line.Kind));
        Assert.Equal(8, job["pax8_differencecount"]);
        Assert.Equal(
            "61 subscriptions were compared; neither side was changed. 7 differ: missing here 1, missing in Pax8 1, quantities 2, prices 1, billing terms 1, statuses 2. At stake per month: 451.00 EUR.",
            job.Message());
        Assert.Equal(0, tenant.SubscriptionWrites());
        Assert.Equal(before, tenant.SubscriptionPicture());
        Assert.Equal(1, tenant.Pax8.Count(SubscriptionScene.OneSubscription));
        Assert.DoesNotContain(tenant.Pax8Requests.Keys, call => !call.StartsWith("GET ", StringComparison.Ordinal) && call != Observing.TokenCall);
    }

    [Fact]
    public void A_change_that_waits_to_be_sent_says_so()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        tenant.Pax8!.Forbidden.Add("PUT /subscriptions/{subscriptionId}");
        var row = tenant.Subscription(subscription.Id);
        tenant.Administrator.Update(new Entity("pax8_subscription", row.Id) { ["pax8_quantity"] = (int)subscription.Quantity + 2 });

        tenant.Settle();
        var job = tenant.CompareSubscriptions(connector);

        var line = Line(Assert.Single(Report(tenant, job)));
        Assert.Equal($"{subscription.Quantity + 2} (change failed)", line.Here);
    }

    [Fact]
    public void Logs_that_do_not_add_up_are_found()
    {
        using var database = TenantDatabase.InMemory();
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20, options => options with { Database = database });
        tenant.SyncSubscriptions(connector);
        var row = tenant.Subscription(tenant.ActiveSubscription().Id);
        var quantity = (int)row["pax8_quantity"];
        var withoutSteps = Given.Tenant(options => options with { Database = database, Pax8 = tenant.Pax8, Metadata = options.Metadata! with { Steps = [] } });
        withoutSteps.Administrator.Update(new Entity("pax8_subscription", row.Id) { ["pax8_quantity"] = quantity + 5 });

        var job = tenant.CompareSubscriptions(connector);

        Assert.Equal(
            [(2, $"{quantity + 5}", $"{quantity}"), (6, $"{quantity + 5}, by its change logs {quantity}", "")],
            Report(tenant, job).Select(Line).OrderBy(line => line.Kind).Select(line => (line.Kind, line.Here, line.There)));
    }

    [Fact]
    public void Accounts_that_are_not_enabled_are_passed_over()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 40);
        tenant.SyncSubscriptions(connector);
        var company = tenant.Pax8!.State.Subscriptions[0].CompanyId;
        var theirs = tenant.Pax8.State.Subscriptions.Count(subscription => subscription.CompanyId == company);
        foreach (var subscription in tenant.Pax8.State.Subscriptions) tenant.Pax8.State.ChangeQuantity(subscription.Id, subscription.Quantity + 1);
        tenant.SetSync(company, enabled: false);

        var job = tenant.CompareSubscriptions(connector);

        Assert.Equal(theirs, job["pax8_skippedcount"]);
        Assert.Contains($"{theirs} were passed over because their provider account is not enabled.", job.Message(), StringComparison.Ordinal);
        Assert.DoesNotContain(Report(tenant, job), row => row.GetAttributeValue<EntityReference>("pax8_provideraccountid").Id == tenant.ProviderAccounts()[company].Id);
        Assert.NotEmpty(Report(tenant, job));
    }

    [Fact]
    public void Each_comparison_has_a_report_of_its_own_that_goes_with_its_job()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        tenant.SyncSubscriptions(connector);
        tenant.Pax8!.State.ChangePrice(tenant.ActiveSubscription().Id, 99.5m);
        var first = tenant.CompareSubscriptions(connector);

        var second = tenant.CompareSubscriptions(connector);
        tenant.Administrator.Delete("pax8_syncjob", first.Id);

        Assert.Empty(Report(tenant, first));
        Assert.Single(Report(tenant, second));
    }

    [Fact]
    public void A_subscription_that_Pax8_gives_no_answer_about_is_an_issue_and_the_others_are_compared()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 20);
        tenant.SyncSubscriptions(connector);
        var silent = tenant.Pax8!.State.Subscriptions[0].Id;
        var gone = tenant.Pax8.State.Subscriptions[1].Id;
        tenant.Pax8.State.VanishSubscription(silent);
        tenant.Pax8.State.VanishSubscription(gone);
        tenant.Pax8.Faults = new ScriptedFaults().When(call => call.Path.EndsWith(silent, StringComparison.Ordinal), Fault.ServerError());

        var job = tenant.CompareSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((gone, 1), Report(tenant, job).Select(Line).Select(line => (line.Id, line.Kind)).Single());
        Assert.Equal(silent, tenant.SingleIssue()["pax8_recordid"]);
    }

    private static List<Entity> Report(Tenant tenant, Entity job) => tenant
        .Rows("pax8_subscriptiondifference", "pax8_name", "pax8_syncjobid", "pax8_provideraccountid", "pax8_providerspecificid", "pax8_kind", "pax8_here", "pax8_there", "pax8_amountpermonth", "pax8_currencycode")
        .Where(row => row.GetAttributeValue<EntityReference>("pax8_syncjobid").Id == job.Id).ToList();

    private static (string Id, int Kind, string Here, string There, string Amount) Line(Entity row) => (
        (string)row["pax8_providerspecificid"], row.Number("pax8_kind"), row.Text("pax8_here") ?? "", row.Text("pax8_there") ?? "",
        row.GetAttributeValue<decimal?>("pax8_amountpermonth")?.ToString("0.####", CultureInfo.InvariantCulture) ?? "");
}
