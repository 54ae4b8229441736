using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>Subscriptions that are not as the documents promise: each is taken as far as it can be, and never stops the others.</summary>
public sealed class SubscriptionOddDataTests
{
    [Fact]
    public void Null_is_the_same_as_absent_and_every_form_of_a_date_the_same_moment()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 250);
        tenant.SyncSubscriptions(connector);
        tenant.ResetCounts();

        foreach (var fault in new[] { Fault.NullInsteadOfAbsent(), Fault.OddDates() })
        {
            tenant.Pax8!.Faults = new ScriptedFaults().Always(SubscriptionScene.Listing, fault);
            tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        }

        Assert.Equal(0, tenant.SubscriptionWrites());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData("2020-12-03", "2020-12-03T00:00:00Z")]
    [InlineData("2021-01-01T08:30:00Z", "2021-01-01T08:30:00Z")]
    [InlineData("2023-08-11T11:33:12.314-0600", "2023-08-11T17:33:12Z")]
    [InlineData("2000-10-31T01:30:00.000-05:00", "2000-10-31T06:30:00Z")]
    [InlineData("2025-12-03T14:01:22.123456Z", "2025-12-03T14:01:22Z")]
    [InlineData("next week", null)]
    public void A_date_is_kept_to_the_second_and_what_is_none_is_left_out(string sent, string? kept)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 1);
        tenant.Pax8!.State.ChangeSubscription(tenant.Pax8.State.Subscriptions[0].Id, one => one with
        {
            StartDate = sent,
            EndDate = sent,
            CreatedDate = sent,
            UpdatedDate = sent,
            BillingStart = sent,
            Commitment = new Pax8Commitment("c", "1-Year", sent),
        });

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        var row = tenant.Subscriptions().Values.Single();
        var moment = kept is null ? (DateTime?)null : DateTime.Parse(kept, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        foreach (var column in new[] { "pax8_startson", "pax8_endson", "pax8_pax8createdon", "pax8_pax8updatedon", "pax8_billingstartson", "pax8_commitmentendson" })
            Assert.Equal(moment, row.GetAttributeValue<DateTime?>(column));
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector);
        Assert.Equal(0, tenant.SubscriptionWrites());
    }

    [Fact]
    public void An_unknown_status_and_term_are_kept_as_texts_until_known_ones_come()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 3);
        var first = tenant.Pax8!.State.Subscriptions[0];
        tenant.Pax8.State.ChangeSubscription(first.Id, one => one with { Status = "Active" });
        tenant.Pax8.Faults = new ScriptedFaults().Always(SubscriptionScene.Listing, Fault.UnknownEnumValues());

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        var odd = tenant.Subscription(first.Id);
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        var writes = tenant.SubscriptionWrites();
        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal((10, "Suspended", 7, "Fortnightly"), (odd.Number("pax8_subscriptionstatus"), odd["pax8_subscriptionstatustext"], odd.Number("pax8_billingterm"), odd["pax8_billingtermtext"]));
        Assert.Equal(((int)first.Quantity, 0), (odd["pax8_quantity"], odd.GetAttributeValue<OptionSetValue>("statecode").Value));
        Assert.Equal(0, writes);
        Assert.False(tenant.Subscription(first.Id).Contains("pax8_subscriptionstatustext"));
        Assert.False(tenant.Subscription(first.Id).Contains("pax8_billingtermtext"));
        tenant.AssertSubscriptionsEqualPax8();
        Assert.Empty(tenant.OpenIssues());
    }

    [Theory]
    [InlineData("2.5")]
    [InlineData("-1")]
    [InlineData("1000000001")]
    public void A_quantity_that_is_no_number_of_licences_is_an_issue_and_the_row_stays_as_it_was(string quantity)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 2, subscriptions: 12);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        var before = tenant.Subscription(subscription.Id)["pax8_quantity"];
        tenant.Pax8!.State.ChangeQuantity(subscription.Id, decimal.Parse(quantity, CultureInfo.InvariantCulture));

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((0, 0, 11, 1), job.Counts());
        var issue = tenant.SingleIssue();
        Assert.Equal(subscription.Id, issue["pax8_recordid"]);
        Assert.Contains("quantity is not a whole number of licences", (string)issue["pax8_reason"], StringComparison.Ordinal);
        Assert.Equal(before, tenant.Subscription(subscription.Id)["pax8_quantity"]);
        Assert.Equal(0, tenant.Pax8.Count(SubscriptionScene.OneSubscription));

        tenant.Pax8.State.ChangeQuantity(subscription.Id, 7);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_subscription_without_quantity_or_id_is_an_issue_and_the_others_are_taken_over()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 250);
        tenant.Pax8!.Faults = new ScriptedFaults()
            .When(SubscriptionScene.Page(0), Fault.RowWithoutId())
            .When(SubscriptionScene.Page(1), Fault.MissingRequired());

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((249, 0, 0, 2), job.Counts());
        Assert.Equal(2, tenant.OpenIssues().Count);
        Assert.All(tenant.OpenIssues(), issue => issue.AssertAnswersFourQuestions());
        tenant.ResetCounts();
        Assert.Equal((0, 0, 249, 2), tenant.SyncSubscriptions(connector).Counts());
        Assert.Equal((0L, 0L), (tenant.SubscriptionWrites(), tenant.Writes("pax8_syncissue")));

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_product_that_Pax8_does_not_know_is_a_warning_and_comes_in_when_it_does()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 2, subscriptions: 12);
        var product = tenant.Pax8!.State.Subscriptions[0].ProductId;
        tenant.Pax8.Faults = new ScriptedFaults().When(call => call.Path.EndsWith(product, StringComparison.Ordinal), Fault.ServerError());

        var job = tenant.SyncSubscriptions(connector);

        Assert.Equal((12, 0, 0, 0), job.Counts());
        var issue = tenant.SingleIssue();
        Assert.Equal((product, 1), ((string)issue["pax8_recordid"], issue.Number("pax8_severity")));
        Assert.All(tenant.Pax8.State.Subscriptions, one => Assert.Equal(one.ProductId == product, !tenant.Subscription(one.Id).Contains("pax8_productid")));
        Assert.All(tenant.Subscriptions().Values, row => Assert.Contains(" – ", (string)row["pax8_name"], StringComparison.Ordinal));

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertSubscriptionsEqualPax8();
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_product_name_of_a_million_characters_is_cut()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 3);
        tenant.Pax8!.Faults = new ScriptedFaults().Always(SubscriptionScene.Listing, Fault.HugeName());

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(new string('x', 300), tenant.Subscription(tenant.Pax8.State.Subscriptions[0].Id)["pax8_name"]);
        Assert.Equal(0, tenant.SubscriptionWrites());
    }

    [Fact]
    public void Texts_too_long_for_their_columns_are_cut_with_a_warning_that_ends_when_they_are_mended()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 3);
        var id = tenant.Pax8!.State.Subscriptions[0].Id;
        tenant.Pax8.State.ChangeSubscription(id, one => one with { VendorSubscriptionId = new string('v', 250) });

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        var issue = tenant.SingleIssue();
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector);
        var written = (tenant.SubscriptionWrites(), tenant.Writes("pax8_syncissue"));
        tenant.Pax8.State.ChangeSubscription(id, one => one with { VendorSubscriptionId = "short" });
        tenant.SyncSubscriptions(connector);

        Assert.Equal("Pax8 sent more than the column holds: Vendor Subscription Id (250 characters, 200 kept).", issue["pax8_reason"]);
        Assert.Equal((0L, 0L), written);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Money_finer_than_the_column_does_not_differ_for_ever()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 3);
        var id = tenant.Pax8!.State.Subscriptions[0].Id;
        tenant.Pax8.State.ChangeSubscription(id, one => one with { Price = 1.23456789m, PartnerCost = 0.99995m });

        tenant.SyncSubscriptions(connector);
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector);

        Assert.Equal((1.2346m, 1m), (tenant.Subscription(id)["pax8_price"], tenant.Subscription(id)["pax8_partnercost"]));
        Assert.Equal(0, tenant.SubscriptionWrites());
    }

    [Fact]
    public void A_price_that_no_column_holds_is_left_as_it_was_with_a_warning_and_everything_else_is_written()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 5);
        var id = tenant.Pax8!.State.Subscriptions[0].Id;
        tenant.Pax8.State.ChangePrice(id, 100_000_000_001m);

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((5, 0, 0, 0), job.Counts());
        Assert.Equal((1, id), (tenant.SingleIssue().Number("pax8_severity"), (string)tenant.SingleIssue()["pax8_recordid"]));
        Assert.Contains("price is more than can be kept (100000000001)", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
        Assert.False(tenant.Subscription(id).Contains("pax8_price"));
        tenant.Pax8.State.ChangePrice(id, 10);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_subscription_that_is_its_own_parent_is_not_linked_to_itself()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 3);
        var id = tenant.Pax8!.State.Subscriptions[0].Id;
        tenant.Pax8.State.ChangeSubscription(id, one => one with { ParentSubscriptionId = id });

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.False(tenant.Subscription(id).Contains("pax8_parentsubscriptionid"));
    }

    [Fact]
    public void What_another_solutions_plug_in_refuses_is_an_issue_with_its_words_and_no_log_is_left_behind()
    {
        var refuses = true;
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 2, subscriptions: 12, options => options.Behind("Update", "pax8_subscription", target =>
        {
            if (refuses && target.Contains("pax8_quantity")) throw new InvalidPluginExecutionException("Quantities are locked until the invoice is out.");
        }));
        foreach (var one in tenant.Pax8!.State.Subscriptions) tenant.Pax8.State.ChangeSubscription(one.Id, same => same with { Status = "Active" });
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        tenant.Pax8.State.ChangeQuantity(subscription.Id, subscription.Quantity + 5);

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((0, 0, 11, 1), job.Counts());
        Assert.Contains("Quantities are locked", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
        Assert.Single(tenant.Logs(tenant.Subscription(subscription.Id).Id));
        tenant.AssertLogsAddUp();

        refuses = false;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_changed_subscription_writes_its_changed_columns_and_no_other_row()
    {
        var updates = new List<Entity>();
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 5, subscriptions: 100, options => options.Noting("pax8_subscription", updates));
        tenant.SyncSubscriptions(connector);
        updates.Clear();
        var subscription = tenant.ActiveSubscription();

        tenant.Pax8!.State.ChangeSubscription(subscription.Id, one => one with { PartnerCost = 3.5m, EndDate = "2027-01-01", UpdatedDate = "2026-01-05" });
        Assert.Equal((0, 1, 99, 0), tenant.SyncSubscriptions(connector).Counts());

        Assert.Equal(
            ["pax8_endson", "pax8_partnercost", "pax8_pax8updatedon", "pax8_vendorsku"],
            Assert.Single(updates).Attributes.Keys.Where(column => column != "pax8_subscriptionid").Order(StringComparer.Ordinal));
        tenant.AssertSubscriptionsEqualPax8();
    }
}
