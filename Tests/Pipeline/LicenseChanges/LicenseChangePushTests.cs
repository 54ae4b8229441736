using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>A change made here on its way to Pax8: what is called, what is written, and what people read where it does not arrive.</summary>
public sealed partial class LicenseChangePushTests
{
    [Fact]
    public void A_change_reads_sends_and_reads_back_and_both_sides_agree()
    {
        var scene = new ChangingScene();

        scene.Order(+3);

        Assert.Equal(scene.Before + 3, scene.There.Quantity);
        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, scene.Here.GetAttributeValue<int>("pax8_basequantity")));
        Assert.Equal((2, 1), (scene.Calls(SubscriptionScene.OneSubscription), scene.Calls(Put)));
        Assert.Equal(1, scene.ChangesThere);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_web_page_in_answer_to_a_change_is_not_taken_for_Pax8_having_taken_it(bool cancel)
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().At(cancel ? Delete : Put, 1, Fault.HtmlPage(200));

        if (cancel) scene.Cancel();
        else scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Tenant.Settle();

        Assert.Equal((cancel ? "Cancelled" : "Active", cancel ? scene.Before : scene.Before + 3), (scene.There.Status, (int)scene.There.Quantity));
        Assert.Equal((2, Provisioned, InSync), (scene.Calls(cancel ? Delete : Put), scene.Status(), scene.State));
    }

    [Fact]
    public void Quantity_price_and_billing_term_saved_together_go_out_in_one_call()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.State.ChangeSubscription(scene.Pax8Id, one => one with { BillingTerm = "Monthly" });
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.ResetCounts();

        scene.Save(("pax8_quantity", scene.Before + 1), ("pax8_price", 12.5m));
        scene.Tenant.Settle();

        Assert.Equal((scene.Before + 1, 12.5m), (scene.There.Quantity, scene.There.Price));
        Assert.Equal((1, Provisioned), (scene.Calls(Put), scene.Status()));
    }

    [Fact]
    public void Cancelling_cancels_in_Pax8_at_once_and_the_log_takes_off_all_licences()
    {
        var scene = new ChangingScene();

        scene.Cancel();
        Assert.Equal((0, -scene.Before), (scene.Quantity, scene.Log().GetAttributeValue<int>("pax8_quantity")));
        scene.Tenant.Settle();

        Assert.Equal(("Cancelled", Provisioned, InSync), (scene.There.Status, scene.Status(), scene.State));
        Assert.Equal(1, scene.Calls(Delete));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Cancel_On_tells_Pax8_the_date_and_keeps_the_licences_until_then()
    {
        var scene = new ChangingScene();
        var date = scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20);

        scene.Cancel(date);
        scene.Tenant.Settle();

        Assert.Equal(("PendingCancel", Provisioned, scene.Before), (scene.There.Status, scene.Status(), scene.Quantity));
        Assert.Equal(0, scene.Log().GetAttributeValue<int>("pax8_quantity"));
        Assert.Equal(1, scene.Calls(Delete));
        Assert.Contains("Pending Cancel", Refusing.Refusal(() => scene.Save(("pax8_quantity", scene.Before + 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_with_an_effective_date_waits_and_a_sync_on_that_day_sends_it()
    {
        var scene = new ChangingScene();
        var due = scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(3);

        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", due), ("pax8_changereason", "A project begins"));
        scene.Tenant.Settle();
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((scene.Before, Awaiting, WaitingToBeSent), ((int)scene.There.Quantity, scene.Status(), scene.State));
        Assert.Equal("A project begins", scene.Log().Text("pax8_reason"));
        Assert.False(scene.Here.Contains("pax8_changereason"));

        scene.Tenant.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((scene.Before + 3, Provisioned, InSync), ((int)scene.There.Quantity, scene.Status(), scene.State));
        Assert.Equal(1, scene.ChangesThere);
    }

    [Fact]
    public void Changes_of_one_subscription_arrive_in_their_order_whatever_order_their_jobs_run_in()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var scene = new ChangingScene(options => options with { Seed = seed, DuplicateRuns = 0.5 });
            foreach (var more in new[] { 1, 4, 2 }) scene.Save(("pax8_quantity", scene.Before + more));

            scene.Tenant.Settle();

            Assert.Equal([scene.Before + 1, scene.Before + 4, scene.Before + 2], scene.QuantitiesThere);
            scene.Tenant.AssertSubscriptionsEqualPax8();
        }
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public void A_fault_that_passes_ends_with_one_change_in_Pax8(string fault)
    {
        foreach (var endpoint in new[] { Put, SubscriptionScene.OneSubscription })
        {
            var scene = new ChangingScene();
            scene.Tenant.Pax8!.Faults = new ScriptedFaults().At(endpoint, 1, Faults[fault], times: 2);

            scene.Order(+3);

            Assert.Equal((scene.Before + 3, Provisioned, InSync), ((int)scene.There.Quantity, scene.Status(), scene.State));
            Assert.All(scene.QuantitiesThere, quantity => Assert.Equal(scene.Before + 3, quantity));
        }
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public void A_fault_of_a_cancellation_that_passes_ends_with_one_cancellation(string fault)
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().At(Delete, 1, Faults[fault], times: 2);

        scene.Cancel();
        scene.Tenant.Settle();

        Assert.Equal(("Cancelled", Provisioned, InSync), (scene.There.Status, scene.Status(), scene.State));
        Assert.Equal(1, scene.ChangesThere);
    }

    [Fact]
    public void A_fault_that_stays_fails_the_change_with_a_sentence_and_the_subscription_shows_it()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError());

        scene.Order(+3);

        Assert.Equal((FailedProvisioning, Failed), (scene.Status(), scene.State));
        Assert.Equal(scene.Log().Text("pax8_message"), scene.Here.Text("pax8_lasterror"));
        Observing.AssertSentences(scene.Log().Text("pax8_message")!);
        Assert.Equal(4, scene.Log().GetAttributeValue<int>("pax8_attempts"));
        Assert.Equal(scene.Before, scene.There.Quantity);
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_decrease_inside_a_commitment_fails_with_words_that_name_the_way_out()
    {
        var scene = new ChangingScene();
        var committed = scene.Tenant.Pax8!.State.Subscriptions.First(one => one is { Status: "Active", Commitment: not null, Quantity: > 5 }
            && !scene.Tenant.Pax8.State.FindProduct(one.ProductId)!.Commitments.First(term => term.Id == one.Commitment.Id).AllowForQuantityDecrease);
        var row = scene.Tenant.Subscription(committed.Id);

        scene.Tenant.Administrator.Update(Refusing.Row("pax8_subscription", row.Id, ("pax8_quantity", (int)committed.Quantity - 2)));
        scene.Tenant.Settle();

        var shown = scene.Tenant.Subscription(committed.Id);
        Assert.Equal(Failed, shown.Number("pax8_syncstate"));
        Assert.StartsWith("Pax8 takes fewer licences only outside of the commitment", shown.Text("pax8_lasterror"), StringComparison.Ordinal);
        Assert.Contains("Withdraw the change", shown.Text("pax8_lasterror"), StringComparison.Ordinal);
        Assert.Equal(committed.Quantity, scene.Tenant.Pax8.State.FindSubscription(committed.Id)!.Quantity);
    }

    [Fact]
    public void A_failed_change_holds_back_the_later_ones_of_its_subscription_only_and_goes_out_when_set_back()
    {
        var scene = new ChangingScene();
        var other = scene.Tenant.ActiveSubscription(1);
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().When(call => call.Endpoint == Put && call.Path.EndsWith(scene.Pax8Id, StringComparison.Ordinal), Fault.ServerError());
        scene.Order(+3);
        scene.Order(+5);
        scene.Tenant.Administrator.Update(Refusing.Row("pax8_subscription", scene.Tenant.Subscription(other.Id).Id, ("pax8_quantity", (int)other.Quantity + 1)));
        scene.Tenant.Settle();

        Assert.Equal((FailedProvisioning, Awaiting), (scene.Status(butLast: 1), scene.Status()));
        Assert.Equal(other.Quantity + 1, scene.Tenant.Pax8.State.FindSubscription(other.Id)!.Quantity);

        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.Administrator.Update(Refusing.Row("pax8_licensechangelog", scene.Log(butLast: 1).Id, ("pax8_provisioningstatus", Refusing.Option(Awaiting))));
        scene.Tenant.Settle();

        Assert.Equal([scene.Before + 3, scene.Before + 5], scene.QuantitiesThere);
        Assert.Equal((Provisioned, Provisioned, InSync), (scene.Status(butLast: 1), scene.Status(), scene.State));
    }

    [Fact]
    public void Sandbox_changes_nothing_in_Pax8_and_says_so_on_the_log()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_environment", Refusing.Option(1)));

        scene.Order(+3);

        Assert.Equal((FailedProvisioning, Failed), (scene.Status(), scene.State));
        Assert.Contains("Sandbox", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Assert.Equal(0, scene.Calls(Put));
    }

    [Fact]
    public void Without_write_back_a_change_waits_and_the_next_sync_with_it_sends_it()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));

        scene.Order(+3);
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Awaiting, NotSynced, 0), (scene.Status(), scene.State, scene.Calls(Put)));
        Assert.Contains("Write-back", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);

        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, (int)scene.There.Quantity));
    }

    [Fact]
    public void A_revoked_token_on_the_way_costs_one_new_token()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().At(Put, 1, Fault.TokenExpired());

        scene.Order(+3);

        Assert.Equal((1, Provisioned), (scene.Calls(Observing.TokenCall), scene.Status()));
        Assert.Equal(1, scene.ChangesThere);
    }

    [Fact]
    public void A_push_stopped_at_any_step_ends_like_one_that_was_not()
    {
        foreach (var act in new Action<Tenant, Entity>[] { SaveQuantity, CancelAtOnce })
        {
            using var scene = new CrashScene(3, 8, tenant =>
            {
                var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
                tenant.Sync(connector);
                tenant.SyncSubscriptions(connector);
                return connector;
            })
            {
                Act = (tenant, connector) =>
                {
                    tenant.AssertLogsAddUp();
                    var row = tenant.Subscription(tenant.Pax8!.State.Subscriptions.Where(one => one.Commitment is null && one.Status is "Active" or "Cancelled").Select(one => one.Id).Order(StringComparer.Ordinal).First());
                    if (tenant.Logs(row.Id).All(log => log.Status == NotApplicable)) act(tenant, row);
                    else tenant.SyncSubscriptions(connector);
                    tenant.AssertLogsAddUp();
                },
                // When Pax8 was told is later where somebody had to wait for the claim of the one that was stopped.
                Ending = tenant => [.. tenant.SubscriptionPicture().Select(line => DatesOfTheChange().Replace(line, "")), .. tenant.Pax8!.State.Subscriptions.Select(one => $"{one.Id} {one.Status} {one.Quantity} changed {tenant.Pax8.State.HistoryOf(one.Id).Count}")],
            };

            var steps = scene.StopAtEveryStep();

            Assert.True(steps > 15, $"Only {steps} steps were stopped at; a push has more.");
        }
    }

    [GeneratedRegex(@"pax8_(pax8updatedon|endson)=\S*")]
    private static partial Regex DatesOfTheChange();

    private static void SaveQuantity(Tenant tenant, Entity row) =>
        tenant.Administrator.Update(Refusing.Row("pax8_subscription", row.Id, ("pax8_quantity", row.GetAttributeValue<int>("pax8_quantity") + 2)));

    private static void CancelAtOnce(Tenant tenant, Entity row) =>
        tenant.Administrator.Execute(new OrganizationRequest("pax8_CancelSubscription") { ["Target"] = row.ToEntityReference() });

    public static TheoryData<string> PassingFaults() => [.. Faults.Keys];

    private static readonly Dictionary<string, Fault> Faults = new(StringComparer.Ordinal)
    {
        ["429"] = Fault.TooManyRequests(),
        ["429 with Retry-After"] = Fault.TooManyRequests(TimeSpan.FromSeconds(3)),
        ["500"] = Fault.ServerError(),
        ["500 after it was done"] = Fault.ServerError(executed: true),
        ["reset"] = Fault.Reset(),
        ["reset after it was done"] = Fault.Reset(executed: true),
        ["no answer"] = Fault.NeverAnswers(),
        ["no answer after it was done"] = Fault.NeverAnswers(executed: true),
        ["truncated"] = Fault.Truncated(),
        ["web page"] = Fault.HtmlPage(502),
    };
}
