using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>Each line of the table in <c>Plugins/docs/subscription-statuses.md</c>, done.</summary>
public sealed partial class SubscriptionStatusTests
{
    private const int Licences = 5;
    private const string Unknown = "a word this version does not know";
    private const string Gone = "none: asked for by id, it is not there";
    private const string UnknownWord = "Hibernating";

    /// <summary>The lines of the first table: status in Pax8, caption here, what becomes of the row, quantity here.</summary>
    public static TheoryData<string, string, string, string> Lines()
    {
        var lines = new TheoryData<string, string, string, string>();
        foreach (var cells in File.ReadAllLines(Path.Combine(SolutionFolder.Find(), "..", "..", "Plugins", "docs", "subscription-statuses.md"))
            .SkipWhile(line => !line.StartsWith("| ", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)))
            lines.Add(cells[0].Trim('`'), cells[1], cells[2], cells[3]);
        return lines;
    }

    public static IEnumerable<object[]> LinesThatCanBeListed() => Lines().Where(line => !Gone.Equals(line[0]));

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_subscription_that_comes_to_the_status_ends_as_the_table_says(string inPax8, string here, string row, string quantity)
    {
        var (tenant, connector, subscription) = TenantWithSubscription("Active");
        tenant.SyncSubscriptions(connector);

        if (inPax8 == Gone) tenant.Pax8!.State.VanishSubscription(subscription.Id);
        else tenant.Pax8!.State.ChangeSubscription(subscription.Id, old => old with { Status = WordFor(inPax8) });
        tenant.SyncSubscriptions(connector);

        AssertLine(tenant, here, row, quantity);
        Assert.Equal(inPax8 == Gone, TheRow(tenant).GetAttributeValue<bool>("pax8_goneinpax8"));
    }

    [Theory]
    [MemberData(nameof(LinesThatCanBeListed))]
    public void A_subscription_first_seen_with_the_status_ends_as_the_table_says(string inPax8, string here, string row, string quantity)
    {
        var (tenant, connector, _) = TenantWithSubscription(WordFor(inPax8));

        tenant.SyncSubscriptions(connector);

        AssertLine(tenant, here, row, quantity);
    }

    [Fact]
    public void A_start_in_the_future_leaves_the_row_active_with_its_licences()
    {
        var (tenant, connector, _) = TenantWithSubscription("Active", subscription => subscription with { StartDate = "2099-01-01" });

        tenant.SyncSubscriptions(connector);

        AssertLine(tenant, "Active", "active", "as in Pax8");
    }

    [Theory]
    [InlineData("Cancelled")]
    [InlineData("Converted")]
    public void An_ended_subscription_that_Pax8_has_as_active_again_is_activated_with_its_licences(string ended)
    {
        var (tenant, connector, subscription) = TenantWithSubscription(ended);
        tenant.SyncSubscriptions(connector);

        tenant.Pax8!.State.ChangeSubscription(subscription.Id, old => old with { Status = "Active" });
        tenant.SyncSubscriptions(connector);

        AssertLine(tenant, "Active", "active", "as in Pax8");
    }

    [Fact]
    public void An_ended_subscription_whose_status_becomes_an_unknown_word_stays_ended_without_licences()
    {
        var (tenant, connector, subscription) = TenantWithSubscription("Cancelled");
        tenant.SyncSubscriptions(connector);

        tenant.Pax8!.State.ChangeSubscription(subscription.Id, old => old with { Status = UnknownWord });
        tenant.SyncSubscriptions(connector);

        AssertLine(tenant, "Other", "inactive", "0");
    }

    [Theory]
    [InlineData("Canceled")]
    [InlineData("CANCELLED")]
    [InlineData(" cancelled ")]
    [InlineData("canceled")]
    public void A_known_word_is_known_however_it_is_written(string word)
    {
        var (tenant, connector, subscription) = TenantWithSubscription("Active");
        tenant.SyncSubscriptions(connector);

        tenant.Pax8!.State.ChangeSubscription(subscription.Id, old => old with { Status = word });
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        AssertLine(tenant, "Cancelled", "inactive", "0");
        Assert.Empty(tenant.OpenIssues());
        Assert.Equal(0, tenant.CompareSubscriptions(connector).GetAttributeValue<int>("pax8_differencecount"));
    }

    [Theory]
    [InlineData("Terminated")]
    [InlineData("Deleted")]
    [InlineData("Inactive")]
    [InlineData("Cancel")]
    public void Any_other_word_is_Other_keeps_the_licences_and_is_warned_of_until_a_known_one_comes(string word)
    {
        var (tenant, connector, subscription) = TenantWithSubscription("Active");
        tenant.SyncSubscriptions(connector);
        tenant.Pax8!.State.ChangeSubscription(subscription.Id, old => old with { Status = word });

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal((Licences, 0, word), (TheRow(tenant)["pax8_quantity"], TheRow(tenant).Choice("statecode"), TheRow(tenant)["pax8_subscriptionstatustext"]));
        var issue = tenant.SingleIssue();
        Assert.Equal(($"The subscription {subscription.Id} has a status that is not known here: {word}.", 1), ((string)issue["pax8_name"], issue.Number("pax8_severity")));
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector);
        Assert.Equal((0L, 0L), (tenant.SubscriptionWrites(), tenant.Writes("pax8_syncissue")));
        tenant.Pax8.State.ChangeSubscription(subscription.Id, old => old with { Status = "Trial" });
        tenant.SyncSubscriptions(connector);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void An_Active_one_whose_end_date_has_passed_keeps_its_licences_and_is_warned_of()
    {
        var (tenant, connector, subscription) = TenantWithSubscription("Active", one => one with { EndDate = "2026-01-04" });

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        AssertLine(tenant, "Active", "active", "as in Pax8");
        Assert.Equal($"The subscription {subscription.Id} is Active in Pax8, and its end date has passed.", tenant.SingleIssue()["pax8_name"]);
        Assert.Contains("2026-01-04", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
        tenant.Pax8!.State.ChangeSubscription(subscription.Id, old => old with { EndDate = "2026-01-05" });
        tenant.SyncSubscriptions(connector);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_new_one_without_status_is_Other_and_one_that_loses_its_status_keeps_it()
    {
        var (tenant, connector, subscription) = TenantWithSubscription("Active");
        tenant.Pax8!.Faults = new ScriptedFaults().Always(SubscriptionScene.Listing, Rewriting.Record(subscription.Id, record => record["status"] = null));

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        var first = TheRow(tenant).FormattedValues["pax8_subscriptionstatus"];
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector);
        var writes = tenant.SubscriptionWrites();
        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector);
        tenant.Pax8.Faults = new ScriptedFaults().Always(SubscriptionScene.Listing, Rewriting.Record(subscription.Id, record => record["status"] = null));
        tenant.SyncSubscriptions(connector);

        Assert.Equal(("Other", 0L, "Active"), (first, writes, TheRow(tenant).FormattedValues["pax8_subscriptionstatus"]));
        AssertLine(tenant, "Active", "active", "as in Pax8");
    }

    [Fact]
    public void The_table_has_every_documented_status_once()
    {
        string[] documented =
        [
            "Activated", "Active", "Cancelled", "Converted", "PendingActivation", "PendingAutomated", "PendingCancel", "PendingManual", "Trial", "WaitingForDetails",
        ];

        Assert.Equal([.. documented, Unknown, Gone], Lines().Select(line => (string)line[0]).OrderBy(word => word is Unknown or Gone).ThenBy(word => word, StringComparer.Ordinal));
    }

    private static (Tenant Tenant, Guid Connector, Pax8Subscription Subscription) TenantWithSubscription(string status, Func<Pax8Subscription, Pax8Subscription>? change = null)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1);
        var state = tenant.Pax8!.State;
        var subscription = state.AddSubscription(state.Companies[0].Id, state.Products[0].Id, Licences, one => (change ?? (same => same))(one with { Status = status }));
        tenant.Sync(connector);
        tenant.SetSync(state.Companies[0].Id, enabled: true);
        return (tenant, connector, subscription);
    }

    private static string WordFor(string inPax8) => inPax8 == Unknown ? UnknownWord : inPax8;

    private static Entity TheRow(Tenant tenant) =>
        Assert.Single(tenant.Rows("pax8_subscription", "pax8_subscriptionstatus", "pax8_subscriptionstatustext", "pax8_quantity", "pax8_goneinpax8", "statecode"));

    private static void AssertLine(Tenant tenant, string here, string row, string quantity)
    {
        var found = TheRow(tenant);
        if (here != "as it was, Gone in Pax8 is Yes") Assert.Equal(FirstWord().Match(here).Value, found.FormattedValues["pax8_subscriptionstatus"]);
        if (here.StartsWith("Other", StringComparison.Ordinal)) Assert.Equal(UnknownWord, found.GetAttributeValue<string>("pax8_subscriptionstatustext"));
        Assert.Equal(row == "inactive" ? 1 : 0, found.GetAttributeValue<OptionSetValue>("statecode").Value);
        Assert.Equal(quantity == "0" ? 0 : Licences, found.GetAttributeValue<int>("pax8_quantity"));
        Assert.Equal(found.GetAttributeValue<int>("pax8_quantity"), tenant.Rows("pax8_licensechangelog", "pax8_quantity").Sum(log => log.GetAttributeValue<int>("pax8_quantity")));
    }

    [GeneratedRegex("^[^,]+")]
    private static partial Regex FirstWord();
}
