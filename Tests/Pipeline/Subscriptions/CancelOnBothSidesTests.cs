using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>The date on which a subscription ends has two sides, as its quantity has: what was asked for here, and what Pax8 shows.</summary>
public sealed class CancelOnBothSidesTests
{
    private const int Ask = 0, Pax8Wins = 1, Work365Wins = 2;

    private readonly ChangingScene _scene = new();
    private readonly DateTime _sooner, _later;

    /// <summary>Both as the page asks for a day: its noon.</summary>
    public CancelOnBothSidesTests()
    {
        _sooner = DateTime.SpecifyKind(_scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20).AddHours(12), DateTimeKind.Utc);
        _later = _sooner.AddDays(270);
    }

    [Theory]
    [InlineData(Ask, true)]
    [InlineData(Ask, false)]
    [InlineData(Pax8Wins, true)]
    [InlineData(Pax8Wins, false)]
    [InlineData(Work365Wins, true)]
    [InlineData(Work365Wins, false)]
    public void Asked_for_here_while_Pax8_has_another_date_it_is_settled_as_the_integration_says_whoever_meets_it(int policy, bool metByPull)
    {
        AskForBoth(policy, metByPull);

        var (here, there, state, log, sent) = policy switch
        {
            Pax8Wins => (_later, _later, InSync, NotApplicable, 0),
            Work365Wins => (_sooner, _sooner, InSync, Provisioned, 1),
            _ => (_sooner, _later, InConflict, Awaiting, 0),
        };
        Assert.Equal((here, there, state, log, sent), (CancelOn, EndsThere, _scene.State, _scene.Status(), _scene.Calls(Delete)));
        Assert.Equal(("PendingCancel", _scene.Before), (_scene.There.Status, _scene.Quantity));
        AssertAtRest();
    }

    [Fact]
    public void A_conflict_of_dates_tells_both_and_takes_no_edit()
    {
        AskForBoth(Ask, metByPull: true);

        var why = _scene.Here.Text("pax8_lasterror")!;
        Observing.AssertSentences(why);
        Assert.Contains("Keep Pax8 or Keep Work 365", why, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"on {_sooner:yyyy-MM-dd}"), why, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"on {_later:yyyy-MM-dd}"), why, StringComparison.Ordinal);
        Assert.Contains("Sync State is Conflict", Refusal(() => _scene.Order(+9)), StringComparison.Ordinal);
        AssertAtRest();
    }

    [Theory]
    [InlineData("pax8_KeepPax8")]
    [InlineData("pax8_KeepWork365")]
    public void People_settle_a_conflict_of_dates_either_way(string api)
    {
        AskForBoth(Ask, metByPull: true);

        _scene.Press(api);
        _scene.Tenant.Settle();

        var isPax8s = api == "pax8_KeepPax8";
        Assert.Equal(
            (isPax8s ? _later : _sooner, isPax8s ? _later : _sooner, InSync, isPax8s ? NotApplicable : Provisioned, isPax8s ? 0 : 1),
            (CancelOn, EndsThere, _scene.State, _scene.Status(), _scene.Calls(Delete)));
        Assert.Null(_scene.Here.Text("pax8_lasterror"));
        AssertAtRest();
    }

    [Fact]
    public void A_conflict_of_dates_ends_by_itself_once_the_cancellation_is_withdrawn_in_Pax8_and_the_one_here_goes_out()
    {
        AskForBoth(Ask, metByPull: true);

        WithdrawThere();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_sooner, _sooner, InSync, Provisioned, 1), (CancelOn, EndsThere, _scene.State, _scene.Status(), _scene.Calls(Delete)));
    }

    [Theory]
    [InlineData(Ask)]
    [InlineData(Pax8Wins)]
    [InlineData(Work365Wins)]
    public void Cancelled_at_once_here_while_Pax8_has_a_date_it_is_a_conflict_too(int policy)
    {
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_conflictpolicy", Option(policy)));
        CancelThere(_later);

        _scene.Cancel();
        _scene.Tenant.Settle();

        var (there, state, log, quantity) = policy switch
        {
            Pax8Wins => ("PendingCancel", InSync, NotApplicable, _scene.Before),
            Work365Wins => ("Cancelled", InSync, Provisioned, 0),
            _ => ("PendingCancel", InConflict, Awaiting, 0),
        };
        Assert.Equal((there, state, log, quantity), (_scene.There.Status, _scene.State, StatusOf(-_scene.Before), _scene.Quantity));
        if (policy == Pax8Wins) Assert.Equal(_later, CancelOn);
        AssertAtRest();
    }

    [Fact]
    public void Cancelled_on_both_sides_on_the_same_day_it_is_agreed_with_one_log_and_nothing_is_sent()
    {
        var logs = Logs;
        Hold();
        _scene.Cancel(_sooner);
        // Pax8 tells the day in another hour.
        CancelThere(_sooner.Date.AddHours(23));
        Free();

        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_sooner, InSync, Provisioned, logs + 1, 0), (CancelOn, _scene.State, _scene.Status(), Logs, _scene.Calls(Delete)));
        AssertAtRest();
    }

    [Fact]
    public void Cancelled_in_Pax8_the_date_is_shown_here_and_no_log_is_written()
    {
        var logs = Logs;
        CancelThere(_later);

        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_later, InSync, logs, _scene.Before), (CancelOn, _scene.State, Logs, _scene.Quantity));
        AssertAtRest();
    }

    [Fact]
    public void Moved_in_Pax8_to_another_date_the_date_here_follows()
    {
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        var logs = Logs;

        CancelThere(_later);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_later, InSync, logs, 1, Provisioned), (CancelOn, _scene.State, Logs, _scene.Calls(Delete), _scene.Status()));
        AssertAtRest();
    }

    [Fact]
    public void Withdrawn_in_Pax8_it_is_no_longer_shown_here_and_the_same_date_can_be_asked_for_again()
    {
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        var logs = Logs;

        WithdrawThere();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((null, InSync, logs, 1), (CancelOn, _scene.State, Logs, _scene.Calls(Delete)));
        AssertAtRest();
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        Assert.Equal((_sooner, _sooner, "PendingCancel", Provisioned, 1), (CancelOn, EndsThere, _scene.There.Status, _scene.Status(), _scene.Calls(Delete)));
    }

    [Fact]
    public void Asked_for_once_more_on_the_date_that_is_shown_it_is_refused_with_the_way_to_find_out()
    {
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        WithdrawThere();

        var refusal = Refusal(() => _scene.Cancel(_sooner));

        Observing.AssertSentences(refusal);
        Assert.Contains("Press Sync Subscriptions", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Withdrawn_here_before_it_was_sent_the_date_is_what_both_sides_agree_on()
    {
        Hold();
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        _scene.Withdraw(_scene.Log());
        Assert.Equal((null, InSync), (CancelOn, _scene.State));

        _scene.Cancel(_sooner);
        CancelThere(_later);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        _scene.Press("pax8_KeepWork365");
        _scene.Tenant.Settle();
        _scene.Withdraw(_scene.Log());

        Assert.Equal((_later, _later, InSync, 0), (CancelOn, EndsThere, _scene.State, _scene.Calls(Delete)));
        AssertAtRest();
    }

    [Fact]
    public void Withdrawn_here_after_it_was_sent_it_is_refused_with_the_way_out()
    {
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();

        var refusal = Refusal(() => _scene.Withdraw(_scene.Log()));
        Observing.AssertSentences(refusal);
        Assert.Contains("withdrawn in Pax8", refusal, StringComparison.Ordinal);

        refusal = Refusal(() => _scene.Save(("pax8_cancelon", null)));
        Observing.AssertSentences(refusal);
        Assert.Contains("withdrawn in Pax8", refusal, StringComparison.Ordinal);
        Assert.NotNull(CancelOn);
    }

    [Fact]
    public void Withdrawn_in_Pax8_while_another_change_waits_that_one_goes_on_waiting_and_goes_out()
    {
        Hold();
        _scene.Order(+3);
        CancelThere(_later);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        Assert.Equal((_later, _scene.Before + 3, Awaiting), (CancelOn, _scene.Quantity, _scene.Status()));

        WithdrawThere();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        Assert.Equal((null, _scene.Before + 3, Awaiting), (CancelOn, _scene.Quantity, _scene.Status()));
        Free();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_scene.Before + 3, Provisioned, InSync, 0), ((int)_scene.There.Quantity, _scene.Status(), _scene.State, _scene.Calls(Delete)));
        _scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Behind_a_change_that_waits_the_date_that_Pax8_comes_to_as_well_is_not_sent()
    {
        Hold();
        _scene.Order(+3);
        _scene.Cancel(_sooner);
        CancelThere(_sooner);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        Free();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_scene.Before + 3, Provisioned, Provisioned, InSync, 0), ((int)_scene.There.Quantity, _scene.Status(), _scene.Status(butLast: 1), _scene.State, _scene.Calls(Delete)));
        AssertAtRest();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Asked_for_here_while_it_has_ended_there_it_ends_here_and_nothing_is_sent(bool metByPull)
    {
        if (metByPull) Hold();
        else _scene.Tenant.Pax8!.State.CancelSubscription(_scene.Pax8Id);
        _scene.Cancel(_sooner);
        if (metByPull)
        {
            _scene.Tenant.Pax8!.State.CancelSubscription(_scene.Pax8Id);
            _scene.Tenant.SyncSubscriptions(_scene.Connector);
            Assert.Equal((0, InSync), (_scene.Quantity, _scene.State));
            Free();
        }
        _scene.Tenant.Settle();

        Assert.Equal((0, InSync, 0, Provisioned), (_scene.Quantity, _scene.State, _scene.Calls(Delete), _scene.Log(butLast: 1).Number("pax8_provisioningstatus")));
        _scene.Tenant.AssertSubscriptionsEqualPax8();
        AssertAtRest();
    }

    [Fact]
    public void Held_until_its_date_has_passed_it_asks_and_once_confirmed_cancels_at_once()
    {
        HoldUntilItHasPassed();
        Free();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((0, Awaiting, (int?)Confirmation, NotSynced), (_scene.Calls(Delete), _scene.Status(), _scene.WaitsFor(), _scene.State));
        Assert.Equal(_scene.Here.Text("pax8_lasterror"), _scene.Log().Text("pax8_message"));
        Observing.AssertSentences(_scene.Log().Text("pax8_message")!);
        Assert.Contains("at once", _scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Confirm();

        Assert.Equal((1, "Cancelled", 0, InSync), (_scene.Calls(Delete), _scene.There.Status, _scene.Quantity, _scene.State));
        Assert.Equal(Provisioned, _scene.Log(butLast: 1).Number("pax8_provisioningstatus"));
        _scene.Tenant.AssertSubscriptionsEqualPax8();
        AssertAtRest();
    }

    [Fact]
    public void Failed_until_its_date_has_passed_Retry_asks_as_well()
    {
        _scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Delete, Fault.ServerError(422));
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        Assert.Equal(FailedProvisioning, _scene.Status());
        _scene.Tenant.Pax8.Faults = null;
        _scene.Tenant.Advance(TimeSpan.FromDays(30));
        _scene.Tenant.ResetCounts();

        _scene.Tenant.Administrator.Update(Row("pax8_licensechangelog", _scene.Log().Id, ("pax8_provisioningstatus", Option(Awaiting))));
        _scene.Tenant.Settle();
        Assert.Equal((0, (int?)Confirmation, NotSynced), (_scene.Calls(Delete), _scene.WaitsFor(), _scene.State));
        Confirm();

        Assert.Equal((1, "Cancelled"), (_scene.Calls(Delete), _scene.There.Status));
    }

    [Fact]
    public void Confirmed_after_its_date_has_passed_by_somebody_who_read_of_the_date_it_asks_once_more()
    {
        _scene.Save(("pax8_cancelon", _sooner));
        _scene.Tenant.Settle();
        _scene.Tenant.Advance(TimeSpan.FromDays(30));

        var answer = Confirm();

        Observing.AssertSentences(answer);
        Assert.Contains("at once", answer, StringComparison.Ordinal);
        Assert.Equal((0, Awaiting, (int?)Confirmation, NotSynced), (_scene.Calls(Delete), _scene.Status(), _scene.WaitsFor(), _scene.State));
        Assert.Equal(_scene.Here.Text("pax8_lasterror"), _scene.Log().Text("pax8_message"));
        Confirm();
        Assert.Equal((1, "Cancelled"), (_scene.Calls(Delete), _scene.There.Status));
    }

    [Fact]
    public void Restored_from_a_backup_it_asks_for_that_first_and_then_for_the_date_that_has_passed()
    {
        HoldUntilItHasPassed();
        _scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_DeclareRestored") { ["Target"] = new EntityReference("pax8_connector", _scene.Connector) });
        _scene.Tenant.Advance(TimeSpan.FromMinutes(1));
        Free();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        Assert.Contains("may have been sent before", _scene.Log().Text("pax8_message"), StringComparison.Ordinal);

        Assert.Contains("at once", Confirm(), StringComparison.Ordinal);
        Assert.Equal((0, (int?)Confirmation), (_scene.Calls(Delete), _scene.WaitsFor()));
        Confirm();

        Assert.Equal((1, "Cancelled"), (_scene.Calls(Delete), _scene.There.Status));
    }

    [Fact]
    public void Passed_and_withdrawn_it_leaves_the_subscription_as_it_is()
    {
        HoldUntilItHasPassed();
        Free();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        _scene.Withdraw(_scene.Log());

        Assert.Equal((null, InSync, _scene.Before, 0, "Active"), (CancelOn, _scene.State, _scene.Quantity, _scene.Calls(Delete), _scene.There.Status));
        AssertAtRest();
    }

    [Fact]
    public void Pending_Cancel_without_a_date_says_nothing_of_it_so_the_date_is_sent_once()
    {
        _scene.Tenant.Pax8!.State.ChangeSubscription(_scene.Pax8Id, one => one with { Status = "PendingCancel" });
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        Assert.Equal((1, _sooner, Provisioned), (_scene.Calls(Delete), EndsThere, _scene.Status()));

        _scene.Tenant.Pax8.State.ChangeSubscription(_scene.Pax8Id, one => one with { EndDate = null });
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_sooner, InSync, 1), (CancelOn, _scene.State, _scene.Calls(Delete)));
        AssertAtRest();
    }

    [Fact]
    public void First_seen_with_a_cancellation_its_date_is_shown_here()
    {
        var state = _scene.Tenant.Pax8!.State;
        var born = state.AddSubscription(_scene.There.CompanyId, _scene.There.ProductId, 5);
        state.CancelSubscription(born.Id, _later);

        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((_later, InSync), (_scene.Tenant.Subscription(born.Id).GetAttributeValue<DateTime?>("pax8_cancelon"), _scene.Tenant.Subscription(born.Id).Number("pax8_syncstate")));
        AssertAtRest();
    }

    [Fact]
    public void Shown_here_as_Pax8_has_it_another_date_can_be_asked_for_or_the_end_at_once()
    {
        CancelThere(_later);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Contains("on that day already", Refusal(() => _scene.Save(("pax8_cancelon", _later.AddHours(3)))), StringComparison.Ordinal);
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        Assert.Equal((_sooner, _sooner, Provisioned, InSync), (CancelOn, EndsThere, _scene.Status(), _scene.State));
        AssertAtRest();
        _scene.Cancel();
        _scene.Tenant.Settle();

        Assert.Equal(("Cancelled", 0, Provisioned, InSync), (_scene.There.Status, _scene.Quantity, _scene.Status(), _scene.State));
        AssertAtRest();
    }

    [Fact]
    public void An_end_at_once_that_Pax8_shows_as_pending_for_a_while_is_no_conflict_and_is_sent_once()
    {
        // Until it has taken the licences away, Pax8 may show the end as one to come.
        var today = Pax8Dates.Seconds(_scene.Tenant.Time.GetUtcNow());
        _scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(SubscriptionScene.OneSubscription, Rewriting.Record(_scene.Pax8Id, Pending)).Always(SubscriptionScene.Listing, Rewriting.Record(_scene.Pax8Id, Pending));
        _scene.Cancel();
        _scene.Tenant.Settle();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        Assert.Equal((0, (int?)NotShownYet, WaitingToBeSent, 1), (_scene.Quantity, _scene.WaitsFor(), _scene.State, _scene.Calls(Delete)));

        _scene.Tenant.Pax8.Faults = null;
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        Assert.Equal((0, Provisioned, InSync, 1), (_scene.Quantity, _scene.Status(), _scene.State, _scene.Calls(Delete)));
        AssertAtRest();

        void Pending(System.Text.Json.Nodes.JsonObject record)
        {
            if ((string?)record["status"] == "Cancelled") (record["status"], record["endDate"]) = ("PendingCancel", today);
        }
    }

    [Theory]
    [InlineData("cancelled here")]
    [InlineData("cancelled in Pax8")]
    [InlineData("cancelled here and withdrawn in Pax8")]
    [InlineData("cancelled here and moved in Pax8")]
    [InlineData("asked for here and held")]
    [InlineData("ended on its date")]
    public void A_row_of_the_version_before_has_no_agreed_date_and_the_first_sync_fills_it_in(string what)
    {
        if (what == "asked for here and held") Hold();
        if (what == "cancelled in Pax8") CancelThere(_later);
        else _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        if (what == "cancelled here and withdrawn in Pax8") WithdrawThere();
        if (what == "cancelled here and moved in Pax8") CancelThere(_later);
        if (what == "ended on its date")
        {
            _scene.Tenant.Advance(TimeSpan.FromDays(30));
            _scene.Tenant.SyncSubscriptions(_scene.Connector);
        }
        // The version before filled in Cancel On only where somebody here had asked for it.
        WriteAsTheSystem(("pax8_basecancelon", null), ("pax8_cancelon", what == "cancelled in Pax8" ? null : _sooner));
        var (logs, quantity) = (Logs, _scene.Quantity);
        _scene.Tenant.ResetCounts();

        _scene.Tenant.SyncSubscriptions(_scene.Connector);

        DateTime? here = what switch { "cancelled in Pax8" or "cancelled here and moved in Pax8" => _later, "cancelled here and withdrawn in Pax8" => null, _ => _sooner };
        var isHeld = what == "asked for here and held";
        Assert.Equal((here, isHeld ? null : here), (CancelOn, _scene.Here.GetAttributeValue<DateTime?>("pax8_basecancelon")));
        Assert.Equal((logs, quantity, isHeld ? NotSynced : InSync, 0), (Logs, _scene.Quantity, _scene.State, _scene.Calls(Delete)));
        AssertAtRest();
        if (!isHeld) return;
        Free();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        Assert.Equal((_sooner, Provisioned, InSync), (EndsThere, _scene.Status(), _scene.State));
    }

    [Fact]
    public void Compare_Subscriptions_says_where_the_dates_differ()
    {
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        Assert.Equal(0, _scene.Tenant.CompareSubscriptions(_scene.Connector).GetAttributeValue<int>("pax8_differencecount"));
        CancelThere(_later);

        var job = _scene.Tenant.CompareSubscriptions(_scene.Connector);

        var found = Assert.Single(_scene.Tenant.Rows("pax8_subscriptiondifference", "pax8_name", "pax8_kind", "pax8_here", "pax8_there", "pax8_amountpermonth"));
        Assert.Equal(("Cancellation differs", "2026-01-25", "2026-10-22"), (found.FormattedValues["pax8_kind"], found.Text("pax8_here"), found.Text("pax8_there")));
        Assert.True(found.GetAttributeValue<decimal>("pax8_amountpermonth") > 0);
        Assert.Contains("cancellations 1", job.Text("pax8_message"), StringComparison.Ordinal);
        WithdrawThere();
        _scene.Tenant.CompareSubscriptions(_scene.Connector);
        Assert.Contains(_scene.Tenant.Rows("pax8_subscriptiondifference", "pax8_name", "pax8_there", "pax8_kind"), row => (row.FormattedValues["pax8_kind"], row.Text("pax8_there")) == ("Cancellation differs", "none"));
    }

    private DateTime? CancelOn => _scene.Here.GetAttributeValue<DateTime?>("pax8_cancelon");

    private DateTime? EndsThere => Pax8Dates.TryRead(_scene.There.EndDate, out var end) ? end.UtcDateTime : null;

    private int Logs => _scene.Tenant.Logs(_scene.Here.Id).Count;

    private int StatusOf(int delta) => _scene.Tenant.Logs(_scene.Here.Id).Last(log => log.Quantity == delta).Status;

    private void AskForBoth(int policy, bool metByPull)
    {
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_conflictpolicy", Option(policy)));
        if (metByPull) Hold();
        else CancelThere(_later);
        _scene.Cancel(_sooner);
        if (metByPull)
        {
            Free();
            CancelThere(_later);
            _scene.Tenant.SyncSubscriptions(_scene.Connector);
        }
        _scene.Tenant.Settle();
    }

    private void WriteAsTheSystem(params (string Column, object? Value)[] values) => _scene.Tenant.Dataverse.ServiceInside(_scene.Tenant.Dataverse.SystemUserId)
        .Execute(new UpdateRequest { Target = Row("pax8_subscription", _scene.Here.Id, values), Parameters = { ["tag"] = "pax8-own-write" } });

    private void HoldUntilItHasPassed()
    {
        Hold();
        _scene.Cancel(_sooner);
        _scene.Tenant.Settle();
        _scene.Tenant.Advance(TimeSpan.FromDays(30));
    }

    private string Confirm()
    {
        var answer = (string)_scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = _scene.Log().ToEntityReference() })["Message"];
        _scene.Tenant.Settle();
        return answer;
    }

    private void CancelThere(DateTime on) => _scene.Tenant.Pax8!.State.CancelSubscription(_scene.Pax8Id, new DateTimeOffset(on, TimeSpan.Zero));

    private void WithdrawThere() => _scene.Tenant.Pax8!.State.ChangeSubscription(_scene.Pax8Id, one => one with { Status = "Active", EndDate = null });

    private void Hold() => _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", false));

    private void Free() => _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", true));

    /// <summary>Another sync writes nothing and sends nothing, and the logs add up.</summary>
    private void AssertAtRest()
    {
        _scene.Tenant.AssertLogsAddUp();
        _scene.Tenant.ResetCounts();
        _scene.Tenant.SyncSubscriptions(_scene.Connector);
        Assert.Equal((0L, 0, 0), (_scene.Tenant.SubscriptionWrites(), _scene.Calls(Put), _scene.Calls(Delete)));
    }
}
