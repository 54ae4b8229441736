using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>
/// Eight executions at most send for a provider integration at a time. Whoever finds no place waits, and everything arrives once, in its
/// order, however many are saved at once and whoever is stopped.
/// </summary>
public sealed class SendingPlacesTests
{
    private const int Places = 8;
    private const string ManyAreSent = "Many changes are sent at present. This one goes out by itself; nothing needs to be done.";

    private static readonly TimeSpan OfAKilledExecution = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(9, 0, 0)]
    [InlineData(16, 25, 20)]
    [InlineData(40, 25, 20)]
    [InlineData(40, 200, 0)]
    [InlineData(40, 1, 300)]
    public void Eight_executions_send_for_a_provider_integration_at_a_time_and_never_more(int workers, int rowLatency, int queryLatency)
    {
        var many = new Many(subscriptions: 60, workers, rowLatency, queryLatency);

        many.SaveAll(more: 1);
        many.Tenant.Settle();

        many.AssertAllArrivedOnce(more: 1);
        Assert.Equal(Places, many.MostAtOnce(many.Tenant.Pax8!));
        many.Tenant.AssertWithinLimits();
    }

    [Fact]
    public void Two_provider_integrations_do_not_take_each_others_places()
    {
        var many = new Many(subscriptions: 40, workers: 60, 25, 20, withOther: true);

        many.SaveAll(more: 1);
        many.Tenant.Settle();

        many.AssertAllArrivedOnce(more: 1);
        Assert.Equal((Places, Places), (many.MostAtOnce(many.Tenant.Pax8!), many.MostAtOnce(many.Other!)));
        Assert.InRange(many.MostAtOnce(many.Tenant.Pax8!, many.Other!), Places + 1, 2 * Places);
    }

    [Fact]
    public void A_provider_integration_without_a_free_place_holds_no_change_of_another_one()
    {
        var many = new Many(subscriptions: 30, workers: 1, 0, 0, withOther: true);
        var taken = many.Rows(many.Tenant.Pax8!).Take(Places).ToList();
        many.Tenant.Claim(taken.Select(row => row.Id), (many.Now + OfAKilledExecution).UtcDateTime);
        var begin = many.Now;

        var change = many.Rows(many.Other!)[0];
        many.Save(change, more: 2);
        many.Tenant.Settle();

        Assert.Equal(2, many.There(change).Quantity - many.Before(change));
        Assert.InRange(many.Now - begin, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Who_waits_looks_again_after_three_to_six_seconds_and_asks_for_another_execution_before_its_time_is_used_up()
    {
        var looks = new Looks();
        var scene = new ChangingScene(options => options with { Probe = looks });
        scene.TakePlaces(OfAKilledExecution);
        scene.Save(("pax8_quantity", scene.Before + 3));
        var begin = scene.Now();
        looks.Clock = scene.Now;
        scene.Tenant.ResetCounts();

        Assert.True(scene.Tenant.Dataverse.Async.RunNext());

        var seen = looks.Seen.ToList();
        Assert.InRange(seen.Count, 75 / 6, 1 + (75 / 3));
        Assert.All(seen.Zip(seen.Skip(1), (one, next) => next - one), pause => Assert.InRange(pause, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)));
        Assert.True(seen.Zip(seen.Skip(1), (one, next) => next - one).Distinct().Count() > 5, "All pauses are the same.");
        Assert.InRange(scene.Now() - begin, TimeSpan.FromSeconds(69), TimeSpan.FromSeconds(76));
        Assert.Empty(scene.Tenant.Pax8Requests);
        Assert.Equal((Awaiting, ManyAreSent, 0), (scene.Status(), scene.Log().Text("pax8_message"), scene.Log().GetAttributeValue<int>("pax8_attempts")));
        Assert.Null(scene.WaitsFor());
        Assert.Equal(1, scene.Tenant.Dataverse.Statistics.WritesOf("Update", "pax8_licensechangelog"));
        Assert.Equal(0, scene.Tenant.Writes("pax8_subscription"));
        var job = scene.Tenant.Dataverse.Async.Jobs.Single(job => job.Table == "pax8_licensechangelog" && job.State != 3);
        Assert.NotNull(job.PostponeUntil);
    }

    [Fact]
    public void The_places_of_killed_executions_are_free_again_when_their_three_minutes_are_over()
    {
        var scene = new ChangingScene();
        var sent = DateTimeOffset.MinValue;
        scene.Tenant.Pax8!.BeforeCall = call => sent = call.Endpoint == Put ? scene.Now() : sent;
        scene.TakePlaces(OfAKilledExecution);
        var begin = scene.Now();

        scene.Order(+3);

        Assert.Equal((Provisioned, InSync, scene.Before + 3, 1), (scene.Status(), scene.State, (int)scene.There.Quantity, scene.Calls(Put)));
        Assert.InRange(sent - begin, OfAKilledExecution - TimeSpan.FromSeconds(1), OfAKilledExecution + TimeSpan.FromSeconds(7));
        Assert.Equal((null, 0), (scene.Log().Text("pax8_message"), scene.Log().GetAttributeValue<int>("pax8_attempts")));
        Assert.Null(scene.SendingUntil());
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
    }

    [Fact]
    public void One_place_that_becomes_free_is_enough()
    {
        var looks = new Looks();
        var scene = new ChangingScene(options => options with { Probe = looks });
        var taken = scene.TakePlaces(TimeSpan.FromMinutes(30));
        looks.Clock = scene.Now;
        looks.Act = number =>
        {
            if (number == 4) scene.Tenant.Claim([taken[5]], null);
        };
        var begin = scene.Now();

        scene.Order(+3);

        Assert.Equal((Provisioned, 1), (scene.Status(), scene.Calls(Put)));
        Assert.InRange(scene.Now() - begin, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(26));
    }

    [Fact]
    public void Seven_places_that_are_taken_let_a_change_go_at_once()
    {
        var scene = new ChangingScene();
        scene.TakePlaces(OfAKilledExecution, places: Places - 1);
        var begin = scene.Now();

        scene.Order(+3);

        Assert.Equal((Provisioned, 1), (scene.Status(), scene.Calls(Put)));
        Assert.InRange(scene.Now() - begin, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(400)]
    [InlineData(1)]
    public void Who_steps_back_from_a_claim_leaves_the_row_as_it_was(int? secondsAgo)
    {
        var others = new AfterClaim();
        var scene = new ChangingScene(options => options with { Probe = others });
        scene.TakePlaces(TimeSpan.FromMinutes(20), places: Places - 2);
        var before = secondsAgo is { } seconds ? scene.Now().UtcDateTime.AddSeconds(-seconds) : (DateTime?)null;
        scene.Tenant.Claim([scene.Here.Id], before);
        scene.Save(("pax8_quantity", scene.Before + 3));
        // Between this one's look for a free place and its second look, others have claimed the last ones.
        others.Act = () => scene.TakePlaces(TimeSpan.FromMinutes(20));
        scene.Tenant.ResetCounts();

        scene.Tenant.Dataverse.Async.RunNext();

        Assert.Null(others.Act);
        Assert.Equal(before, scene.SendingUntil());
        Assert.Empty(scene.Tenant.Pax8Requests);
        Assert.Equal((Awaiting, WaitingToBeSent, ManyAreSent), (scene.Status(), scene.State, scene.Log().Text("pax8_message")));

        scene.Tenant.Settle();
        Assert.Equal((Provisioned, InSync, scene.Before + 3, 1, 1), (scene.Status(), scene.State, (int)scene.There.Quantity, scene.Calls(Put), scene.ChangesThere));
        Assert.Null(scene.SendingUntil());
    }

    [Fact]
    public void Who_steps_back_has_eight_others_beside_it_and_not_seven()
    {
        var others = new AfterClaim();
        var scene = new ChangingScene(options => options with { Probe = others });
        scene.TakePlaces(TimeSpan.FromMinutes(20), places: Places - 2);
        scene.Save(("pax8_quantity", scene.Before + 3));
        others.Act = () => scene.TakePlaces(TimeSpan.FromMinutes(20), places: Places - 1);
        var begin = scene.Now();

        scene.Tenant.Settle();

        Assert.Equal((Provisioned, 1), (scene.Status(), scene.Calls(Put)));
        Assert.InRange(scene.Now() - begin, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_change_that_Pax8_took_from_a_killed_execution_is_not_sent_again_by_one_that_stepped_back_before()
    {
        using var database = TenantDatabase.InMemory();
        var stop = new StopAfter("PUT");
        var scene = new ChangingScene(options => options with { Database = database, Probe = stop });
        scene.Save(("pax8_quantity", scene.Before + 3));
        stop.IsArmed = true;
        Assert.Throws<ProcessStoppedException>(() => scene.Tenant.Settle());
        Assert.Equal(scene.Before + 3, (int)scene.There.Quantity);

        var others = new AfterClaim();
        var again = scene.Reopen(options => options with { Database = database, Probe = others });
        var claimed = again.SendingUntil();
        Assert.NotNull(claimed);
        again.Tenant.Advance(TimeSpan.FromMinutes(4));
        again.TakePlaces(TimeSpan.FromMinutes(5), places: Places - 2);
        others.Act = () => again.TakePlaces(TimeSpan.FromMinutes(5));
        again.Tenant.Dataverse.Async.RunNext();
        Assert.Null(others.Act);
        Assert.Equal(claimed, again.SendingUntil());
        Assert.StartsWith("Sending this change was interrupted", Refusing.Refusal(() => again.Withdraw(again.Log())), StringComparison.Ordinal);
        again.Tenant.Settle();

        Assert.Equal((Provisioned, InSync, 1, 1), (again.Status(), again.State, again.Calls(Put), again.ChangesThere));
    }

    [Fact]
    public void A_change_withdrawn_while_it_waits_for_a_place_is_not_sent()
    {
        var looks = new Looks();
        var scene = new ChangingScene(options => options with { Probe = looks });
        scene.TakePlaces(TimeSpan.FromMinutes(4));
        looks.Clock = scene.Now;
        looks.Act = number =>
        {
            if (number == 5) scene.Withdraw(scene.Log());
        };

        scene.Order(+3);

        Assert.True(scene.Log().GetAttributeValue<bool>("pax8_withdrawn") || scene.Log(butLast: 1).GetAttributeValue<bool>("pax8_withdrawn"));
        Assert.Equal((scene.Before, scene.Before, InSync, 0), (scene.Quantity, (int)scene.There.Quantity, scene.State, scene.Calls(Put)));
        Assert.All(Enumerable.Range(0, 2), number => Assert.NotEqual(ManyAreSent, scene.Log(number).Text("pax8_message")));
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Write_back_that_is_switched_off_while_a_change_waits_for_a_place_holds_it()
    {
        var looks = new Looks();
        var scene = new ChangingScene(options => options with { Probe = looks });
        scene.TakePlaces(TimeSpan.FromMinutes(4));
        looks.Clock = scene.Now;
        looks.Act = number =>
        {
            if (number == 5) scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        };

        scene.Order(+3);

        Assert.Equal((Awaiting, WriteBack, 0), (scene.Status(), scene.WaitsFor(), scene.Calls(Put)));
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((Provisioned, InSync, 1), (scene.Status(), scene.State, scene.Calls(Put)));
    }

    [Theory]
    [InlineData(1, 1, 6)]
    [InlineData(3, 1, 6)]
    [InlineData(10, 1, 6)]
    [InlineData(25, 1, 6)]
    [InlineData(1, 6, 6)]
    [InlineData(3, 6, 6)]
    [InlineData(3, 6, 2)]
    [InlineData(6, 6, 2)]
    [InlineData(6, 6, 3)]
    [InlineData(10, 6, 2)]
    [InlineData(10, 6, 6)]
    [InlineData(25, 6, 2)]
    [InlineData(25, 6, 6)]
    [InlineData(30, 6, 1)]
    public void Several_changes_of_one_subscription_that_wait_so_many_minutes_for_a_place_arrive_in_their_order(int minutes, int workers, int changes)
    {
        var scene = new ChangingScene(options => options with { SimulatedWorkers = workers });
        scene.TakePlaces(TimeSpan.FromMinutes(minutes));
        int[] all = [.. new[] { 1, 4, 2, 6, 3, 5 }.Take(changes)];
        foreach (var more in all) scene.Save(("pax8_quantity", scene.Before + more));

        scene.Tenant.Settle();

        Assert.Equal(all.Select(more => scene.Before + more), scene.QuantitiesThere);
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
        Assert.Equal([NotApplicable, .. all.Select(_ => Provisioned)], scene.Tenant.Logs(scene.Here.Id).Select(log => log.Status));
        Assert.All(Enumerable.Range(0, all.Length), number => Assert.Equal((null, 0), (scene.Log(number).Text("pax8_message"), scene.Log(number).GetAttributeValue<int>("pax8_attempts"))));
        scene.Tenant.AssertSubscriptionsEqualPax8();
        Assert.True(scene.Tenant.Dataverse.Traces.Max(trace => trace.Depth) <= 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void Several_changes_of_one_subscription_stay_in_their_order_among_many_of_others(int workers)
    {
        var many = new Many(subscriptions: 30, workers, 25, 20);
        var several = many.All.Where((_, number) => number % 5 == 0).ToList();
        int[] all = [2, 5, 7, 8];
        foreach (var more in all)
        {
            foreach (var one in several) many.Save(one, more);
            foreach (var one in many.All.Except(several)) many.Save(one, 1);
        }
        many.Tenant.Settle();

        Assert.All(several, one => Assert.Equal(all.Select(more => many.Before(one) + more), many.QuantitiesThere(one)));
        Assert.All(many.All.Except(several), one => Assert.Equal([many.Before(one) + 1], many.QuantitiesThere(one)));
        Assert.InRange(many.MostAtOnce(many.Tenant.Pax8!), 1, Places);
        Assert.DoesNotContain(many.Tenant.Rows("pax8_licensechangelog", "pax8_provisioningstatus"), log => log.Number("pax8_provisioningstatus") == Awaiting);
        many.Tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData(60, 400)]
    [InlineData(80, 100)]
    public void All_that_step_back_at_the_same_moment_get_their_turn_one_after_the_other(int workers, int rowLatency)
    {
        // Each claim is written before any other is seen.
        var many = new Many(subscriptions: workers, workers, rowLatency, queryLatency: 20);

        many.SaveAll(more: 1);
        var begin = many.Now;
        many.Tenant.Settle();

        many.AssertAllArrivedOnce(more: 1);
        // Three calls of half a second each, some writes and queries, and the pause of the next one, by eight.
        var ofOne = TimeSpan.FromSeconds(1.5) + TimeSpan.FromMilliseconds((5 * rowLatency) + (10 * 20)) + TimeSpan.FromSeconds(3);
        Assert.InRange(many.Now - begin, TimeSpan.Zero, (ofOne * workers / Places) + TimeSpan.FromSeconds(75));
        many.Tenant.AssertWithinLimits();
    }

    [Fact]
    public void Who_has_a_place_and_whose_row_is_edited_meanwhile_needs_no_other_place()
    {
        var scene = new ChangingScene();
        var taken = scene.TakePlaces(TimeSpan.FromMinutes(20), places: Places - 1);
        var hasSaved = false;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint != Put || hasSaved) return;
            hasSaved = true;
            scene.Save(("pax8_price", 71.5m));
        };
        var begin = scene.Now();

        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Tenant.Dataverse.Async.RunNext();

        Assert.Equal((true, Places - 1, scene.Before + 3), (hasSaved, taken.Count, (int)scene.There.Quantity));
        Assert.InRange(scene.Now() - begin, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal((71.5m, Provisioned, InSync), (scene.There.Price, scene.Status(), scene.State));
    }

    [Fact]
    public void Rows_that_are_all_edited_while_they_are_sent_do_not_wait_for_each_other()
    {
        var many = new Many(subscriptions: 24, workers: 24, 25, 20);
        var edited = new HashSet<string>();
        many.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint != Put || !edited.Add(call.Path)) return;
            var row = many.All.Single(one => call.Path.EndsWith(one.Text("pax8_providerspecificid")!, StringComparison.OrdinalIgnoreCase));
            many.Save(row, more: 2);
        };
        var begin = many.Now;

        many.SaveAll(more: 1);
        many.Tenant.Settle();

        Assert.All(many.All, one => Assert.Equal([many.Before(one) + 1, many.Before(one) + 2], many.QuantitiesThere(one)));
        var sent = many.Tenant.Pax8.Log.Where(call => call.Method == "PUT").ToList();
        Assert.All(sent, one => Assert.InRange(sent.Count(other => other.At <= one.At && one.At < other.At + many.Tenant.Pax8.Options.Latency), 1, Places));
        // The jobs of the second changes leave them to who sends, and look again a minute later.
        Assert.InRange(many.Now - begin, TimeSpan.Zero, TimeSpan.FromSeconds(90));
        many.Tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(400)]
    public void Who_steps_back_from_a_row_that_somebody_edits_at_that_moment_leaves_no_claim_either(int? secondsAgo)
    {
        var others = new AfterClaim { IsAtItsSecondLook = true };
        var scene = new ChangingScene(options => options with { Probe = others });
        scene.TakePlaces(TimeSpan.FromMinutes(20), places: Places - 2);
        var before = secondsAgo is { } seconds ? scene.Now().UtcDateTime.AddSeconds(-seconds) : (DateTime?)null;
        scene.Tenant.Claim([scene.Here.Id], before);
        scene.Save(("pax8_quantity", scene.Before + 3));
        others.Act = () =>
        {
            scene.TakePlaces(TimeSpan.FromMinutes(20));
            scene.Save(("pax8_price", 71.5m));
        };

        scene.Tenant.Dataverse.Async.RunNext();

        Assert.Null(others.Act);
        Assert.Empty(scene.Tenant.Pax8Requests);
        Assert.Equal(before, scene.SendingUntil());
    }

    [Fact]
    public void An_execution_that_asks_for_another_one_keeps_no_place_meanwhile()
    {
        var scene = new ChangingScene();
        scene.TakePlaces(TimeSpan.FromMinutes(20), places: Places - 1);
        var hasSaved = false;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint != Put || hasSaved) return;
            hasSaved = true;
            scene.Save(("pax8_price", 71.5m));
        };
        scene.Save(("pax8_quantity", scene.Before + 3));

        scene.Tenant.Dataverse.Async.RunNext();

        Assert.True(hasSaved);
        Assert.False(scene.SendingUntil() > scene.Now().UtcDateTime, $"It is {scene.Now()}, and the claim stands until {scene.SendingUntil()}.");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(14)]
    [InlineData(19)]
    public void However_slowly_Pax8_answers_an_execution_that_has_waited_for_its_place_ends_within_its_two_minutes(int secondsOfACall)
    {
        for (var wait = 63; wait <= 76; wait += 3)
        {
            var scene = new ChangingScene(options => options with { Latency = TimeSpan.FromSeconds(secondsOfACall) });
            scene.Tenant.Advance(TimeSpan.FromMinutes(2));
            scene.Tenant.ResetCounts();
            scene.TakePlaces(TimeSpan.FromSeconds(wait));

            scene.Order(+3);

            Assert.True(Provisioned == scene.Status(), $"Free after {wait} s: status {scene.Status()}, {scene.Log().Text("pax8_message")}, {string.Join(" | ", scene.Tenant.Dataverse.Async.Jobs.Where(job => job.Failed).Select(job => job.Message))}");
            Assert.Equal((scene.Before + 3, 1), ((int)scene.There.Quantity, scene.ChangesThere));
            Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
        }
    }

    [Fact]
    public void Executions_that_the_platform_runs_twice_send_nothing_twice()
    {
        var many = new Many(subscriptions: 40, workers: 30, 25, 20, duplicateRuns: 0.6);

        many.SaveAll(more: 1);
        many.Tenant.Settle();

        many.AssertAllArrivedOnce(more: 1);
        Assert.Equal(Places, many.MostAtOnce(many.Tenant.Pax8!));
    }

    [Fact]
    public void Changes_that_are_saved_one_after_the_other_while_all_places_are_taken_leave_none_waiting_for_good()
    {
        var many = new Many(subscriptions: 60, workers: 30, 25, 20);
        var left = new Queue<Entity>(many.All.Skip(20));
        many.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint == Put && left.TryDequeue(out var next)) many.Save(next, more: 1);
        };

        foreach (var row in many.All.Take(20)) many.Save(row, more: 1);
        many.Tenant.Settle();

        many.AssertAllArrivedOnce(more: 1);
        Assert.InRange(many.MostAtOnce(many.Tenant.Pax8), 1, Places);
        many.Tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(9, true)]
    [InlineData(14, false)]
    [InlineData(20, true)]
    [InlineData(26, true)]
    [InlineData(33, false)]
    [InlineData(50, true)]
    public void Executions_that_were_killed_while_they_sent_leave_nothing_unsent_and_nothing_sent_twice(int call, bool after)
    {
        using var database = TenantDatabase.InMemory();
        var stop = new StopAfter(null) { Left = call, IsAfter = after };
        var many = new Many(subscriptions: 24, workers: 12, 25, 20, database: database, probe: stop);
        many.SaveAll(more: 1);
        stop.IsArmed = true;
        Assert.Throws<ProcessStoppedException>(() => many.Tenant.Settle());

        var again = many.Reopen();
        again.Tenant.Settle();

        again.AssertAllArrivedOnce(more: 1);
        Assert.All(again.All, row => Assert.Null(again.Tenant.SendingUntil(row.Id)));
        again.Tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_change_that_had_no_turn_in_all_its_executions_says_so_and_goes_out_with_the_next_sync()
    {
        var scene = new ChangingScene();
        scene.TakePlaces(TimeSpan.FromMinutes(50));

        scene.Order(+3);

        Assert.Equal((Awaiting, 0, 0), (scene.Status(), scene.Log().GetAttributeValue<int>("pax8_attempts"), scene.Calls(Put)));
        Assert.Contains("had no turn", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Observing.AssertSentences(scene.Log().Text("pax8_message"));
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
        scene.Tenant.Advance(TimeSpan.FromMinutes(30));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((Provisioned, InSync, 1), (scene.Status(), scene.State, scene.Calls(Put)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_change_that_finds_a_place_costs_three_calls_two_writes_of_its_row_and_one_of_its_log(int others)
    {
        var scene = new ChangingScene();
        if (others > 0) scene.TakePlaces(OfAKilledExecution, places: Places - 1);
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Tenant.ResetCounts();

        scene.Tenant.Settle();

        Assert.Equal(new Dictionary<string, int> { [SubscriptionScene.OneSubscription] = 2, [Put] = 1 }, scene.Tenant.Pax8Requests.ToDictionary());
        var statistics = scene.Tenant.Dataverse.Statistics;
        Assert.Equal((2, 1, 3), (statistics.WritesOf("Update", "pax8_subscription"), statistics.WritesOf("Update", "pax8_licensechangelog"), statistics.TotalWrites));
    }

    /// <summary>Many subscriptions with one change each, of one provider integration or of two.</summary>
    private sealed class Many
    {
        private readonly Dictionary<Guid, int> _before;
        private readonly Func<TenantOptions, TenantOptions> _options;

        public Many(int subscriptions, int workers, int rowLatency, int queryLatency, bool withOther = false, TenantDatabase? database = null, ITenantProbe? probe = null, double duplicateRuns = 0)
        {
            var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
            var pax8 = Simulator(1);
            Other = withOther ? Simulator(2) : null;
            _options = options => options with
            {
                Time = time,
                Pax8 = pax8,
                OtherHosts = Other is null ? options.OtherHosts : new Dictionary<string, Pax8Simulator> { ["other.pax8.com"] = Other },
                Database = database,
                SimulatedWorkers = workers,
                DuplicateRuns = duplicateRuns,
                RowLatency = TimeSpan.FromMilliseconds(rowLatency),
                QueryLatency = TimeSpan.FromMilliseconds(queryLatency),
            };
            Tenant = Given.Tenant(options => _options(options) with { Probe = probe });
            SyncAll(pax8, LocalTenant.Tenant.Pax8Host);
            if (Other is not null) SyncAll(Other, "other.pax8.com");
            Tenant.Advance(TimeSpan.FromMinutes(2));
            Tenant.ResetCounts();
            Other?.ClearLog();
            All = [.. Rows(pax8).Take(subscriptions), .. Other is null ? [] : Rows(Other).Take(subscriptions)];
            _before = All.ToDictionary(row => row.Id, row => row.GetAttributeValue<int>("pax8_quantity"));

            Pax8Simulator Simulator(int seed) => new(new Pax8SimulatorOptions
            {
                Seed = seed,
                Companies = 5,
                Subscriptions = 2 * subscriptions,
                TimeProvider = time,
                ApplicationId = $"application-{seed}",
                ApplicationSecret = Guid.NewGuid().ToString("N"),
                Latency = TimeSpan.FromMilliseconds(500),
            });

            void SyncAll(Pax8Simulator of, string host)
            {
                var connector = Tenant.CreateConnector(host, row =>
                {
                    row["pax8_newaccountsare"] = Refusing.Option(1);
                    row["pax8_endpointurl"] = "https://" + host;
                    row["pax8_applicationid"] = of.Options.ApplicationId;
                    row["pax8_applicationsecret"] = of.Options.ApplicationSecret;
                });
                Tenant.Sync(connector).AssertEnded(Acting.Succeeded);
                Tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
            }
        }

        private Many(Many before)
        {
            (_before, _options, All, Other) = (before._before, before._options, before.All, before.Other);
            Tenant = Given.Tenant(_options);
        }

        public Tenant Tenant { get; }

        public Pax8Simulator? Other { get; }

        /// <summary>Rows of the subscriptions as they were in the beginning.</summary>
        public IReadOnlyList<Entity> All { get; }

        public DateTimeOffset Now => Tenant.Time.GetUtcNow();

        /// <summary>The same in a new process.</summary>
        public Many Reopen() => new(this);

        public List<Entity> Rows(Pax8Simulator of) => Tenant.Rows("pax8_subscription", "pax8_quantity", "pax8_providerspecificid", "pax8_subscriptionstatus")
            .Where(row => row.Number("pax8_subscriptionstatus") == 0 && of.State.FindSubscription(row.Text("pax8_providerspecificid")!) is not null)
            .OrderBy(row => row.Text("pax8_providerspecificid"), StringComparer.Ordinal).ToList();

        public int Before(Entity row) => _before.TryGetValue(row.Id, out var quantity) ? quantity : row.GetAttributeValue<int>("pax8_quantity");

        public Pax8Subscription There(Entity row) => Of(row).State.FindSubscription(row.Text("pax8_providerspecificid")!)!;

        public List<int> QuantitiesThere(Entity row) => Of(row).State.HistoryOf(row.Text("pax8_providerspecificid")!).Reverse().Skip(1).Select(one => (int)one.Quantity).ToList();

        public void Save(Entity row, int more) => Tenant.Administrator.Update(new Entity("pax8_subscription", row.Id) { ["pax8_quantity"] = Before(row) + more });

        public void SaveAll(int more)
        {
            foreach (var row in All) Save(row, more);
        }

        /// <summary>Each change is in Pax8 once, and its log says so without a word of waiting.</summary>
        public void AssertAllArrivedOnce(int more)
        {
            Assert.All(All, row => Assert.Equal([Before(row) + more], QuantitiesThere(row)));
            var logs = Tenant.Rows("pax8_licensechangelog", "pax8_provisioningstatus", "pax8_message", "pax8_attempts").Where(log => log.Number("pax8_provisioningstatus") != NotApplicable).ToList();
            Assert.Equal(All.Count, logs.Count);
            Assert.All(logs, log => Assert.Equal((Provisioned, null, 0), (log.Number("pax8_provisioningstatus"), log.Text("pax8_message"), log.GetAttributeValue<int>("pax8_attempts"))));
            Tenant.AssertLogsAddUp();
        }

        /// <summary>Most subscriptions that are between their first call and the answer of their last one at the same moment.</summary>
        public int MostAtOnce(params Pax8Simulator[] of)
        {
            var sendings = of.SelectMany(one => one.Log.Where(call => call.Path.Contains("/subscriptions/", StringComparison.Ordinal))
                .GroupBy(call => call.Path)
                .SelectMany(calls => SendingsOf([.. calls], one.Options.Latency))).ToList();
            return sendings.Max(sending => sendings.Count(other => other.From <= sending.From && sending.From < other.To));
        }

        /// <summary>One sending reads, writes and reads.</summary>
        private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> SendingsOf(List<Pax8LogEntry> calls, TimeSpan latency)
        {
            for (var (from, number) = (0, 0); number < calls.Count; number++)
            {
                var isLast = number == calls.Count - 1 || (number > from && calls[number].Method == "GET" && calls[number - 1].Method == "PUT");
                if (!isLast) continue;
                yield return (calls[from].At, calls[number].At + latency);
                from = number + 1;
            }
        }

        private Pax8Simulator Of(Entity row) => Other?.State.FindSubscription(row.Text("pax8_providerspecificid")!) is null ? Tenant.Pax8! : Other;
    }

    /// <summary>Notes the moments at which a system job looks for rows of subscriptions since it has a clock, and lets somebody act at one.</summary>
    private sealed class Looks : ITenantProbe
    {
        private bool _inJob;
        private bool _isActing;

        public Func<DateTimeOffset>? Clock { get; set; }

        public Action<int>? Act { get; set; }

        public List<DateTimeOffset> Seen { get; } = [];

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
            if (table == "asyncoperation") _inJob = operation == "Start";
        }

        public void Between(string operation, string table)
        {
            if (!_inJob || _isActing || Clock is null || operation != "RetrieveMultiple" || table != "pax8_subscription" || Seen.LastOrDefault() == Clock()) return;
            Seen.Add(Clock());
            _isActing = true;
            Act?.Invoke(Seen.Count);
            _isActing = false;
        }
    }

    /// <summary>Acts once, right after a system job has claimed a row, or when it looks for the others' claims then.</summary>
    private sealed class AfterClaim : ITenantProbe
    {
        private bool _inJob;
        private bool _hasClaimed;

        public bool IsAtItsSecondLook { get; init; }

        public Action? Act { get; set; }

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
            if (table == "asyncoperation") _inJob = operation == "Start";
            if (!_inJob || operation != "Update" || table != "pax8_subscription" || Act is null) return;
            _hasClaimed = true;
            if (!IsAtItsSecondLook) ActOnce();
        }

        public void Between(string operation, string table)
        {
            if (_hasClaimed && operation == "RetrieveMultiple" && table == "pax8_subscription") ActOnce();
        }

        private void ActOnce()
        {
            if (Act is not { } act) return;
            Act = null;
            act();
        }
    }

    /// <summary>Stops the process at a call, and everything that overlaps with it.</summary>
    private sealed class StopAfter(string? method) : ITenantProbe
    {
        private bool _isStopped;

        public bool IsArmed { get; set; }

        /// <summary>Calls that are let pass and the one that is not.</summary>
        public int Left { get; set; } = 1;

        public bool IsAfter { get; init; } = true;

        public void Before(string operation, string table) => Pass(operation, table, isAfter: false);

        public void After(string operation, string table) => Pass(operation, table, isAfter: true);

        private void Pass(string operation, string table, bool isAfter)
        {
            if (IsArmed && operation == "Call" && isAfter == IsAfter && (method is null || table.StartsWith(method, StringComparison.Ordinal))) _isStopped |= --Left <= 0;
            if (_isStopped) throw new ProcessStoppedException();
        }
    }
}

/// <summary>Claims of rows as tests of sending places write and read them.</summary>
internal static class SendingClaims
{
    /// <summary>Claims so many rows beside the scene's own until a moment from now, as executions do. Returns them.</summary>
    public static List<Guid> TakePlaces(this ChangingScene scene, TimeSpan until, int places = 8)
    {
        var rows = scene.Tenant.Subscriptions().Where(row => row.Key != scene.Pax8Id).Take(places).Select(row => row.Value.Id).ToList();
        scene.Tenant.Claim(rows, (scene.Now() + until).UtcDateTime);
        return rows;
    }

    public static void Claim(this Tenant tenant, IEnumerable<Guid> rows, DateTime? until)
    {
        foreach (var row in rows)
        {
            tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId).Execute(new UpdateRequest
            {
                Target = Refusing.Row("pax8_subscription", row, ("pax8_sendinguntil", until)),
                Parameters = { ["tag"] = "pax8-own-write" },
            });
        }
    }

    public static DateTime? SendingUntil(this ChangingScene scene) => scene.Tenant.SendingUntil(scene.Here.Id);

    public static DateTime? SendingUntil(this Tenant tenant, Guid row) =>
        tenant.Administrator.Retrieve("pax8_subscription", row, new ColumnSet("pax8_sendinguntil")).GetAttributeValue<DateTime?>("pax8_sendinguntil");

    public static DateTimeOffset Now(this ChangingScene scene) => scene.Tenant.Time.GetUtcNow();
}
