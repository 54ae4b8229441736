using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Subscriptions;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Subscriptions;

/// <summary>
/// Every combination of a few quantities, prices, ends and dates to end on: what both sides agreed on, up to two changes that wait, what
/// Pax8 has.
/// </summary>
public sealed class SubscriptionMergeTests
{
    private static readonly ConflictPolicy[] Policies = [ConflictPolicy.Ask, ConflictPolicy.Pax8Wins, ConflictPolicy.Work365Wins];

    private static readonly Cancellation Sooner = new(new DateTime(2027, 1, 5)), Later = new(new DateTime(2027, 9, 1));

    private static readonly SubscriptionValues[] States =
    [
        .. from quantity in new[] { 0, 5, 6, 7 } from price in new[] { 10m, 12m } from cancels in new[] { Cancellation.None, Sooner }
           select new SubscriptionValues(quantity, price, 1, false, cancels),
        new(0, 10m, 1, true), new(0, 12m, 1, true), new(5, 10m, 1, false, Later),
    ];

    private static readonly SubscriptionValues[] Steps =
        [new(6, null, null, null), new(7, null, null, null), new(5, null, null, null), new(null, 12m, null, null), new(7, 12m, null, null), new(0, null, null, true), Cancel(Sooner), Cancel(Later)];

    [Fact]
    public void Nothing_here_and_something_there_is_taken_whatever_the_policy()
    {
        foreach (var (agreed, there, policy) in from agreed in States from there in States from policy in Policies select (agreed, there, policy))
            Assert.Equal(new MergeResult(there.Or(agreed), there.Or(agreed), false, null, PendingFate.Wait), SubscriptionMerge.Of(agreed, agreed, there, [], policy));
    }

    [Fact]
    public void Values_are_among_others_where_they_add_nothing_to_them()
    {
        SubscriptionValues[] all = [.. States, .. Steps, new(null, null, 2, null), new(null, null, 1, false), SubscriptionValues.Nothing];
        foreach (var (one, other) in from one in all from other in all select (one, other)) Assert.Equal(one.Or(other) == other, one.AreAmong(other));
    }

    [Fact]
    public void Something_here_and_nothing_there_waits_whatever_the_policy()
    {
        foreach (var (agreed, pending, policy) in Cases())
        {
            if (SubscriptionMerge.HasArrived(pending[0].To, agreed, agreed)) continue;
            var here = Here(agreed, pending);

            Assert.Equal(new MergeResult(here, agreed, false, null, PendingFate.Wait), SubscriptionMerge.Of(agreed, here, agreed, pending, policy));
        }
    }

    [Fact]
    public void An_end_that_waits_is_a_change_of_the_quantity_too_also_where_there_was_no_licence_to_take_off()
    {
        var agreed = new SubscriptionValues(0, 10m, 1, false);

        var merge = SubscriptionMerge.Of(agreed, agreed with { Ended = true }, agreed with { Quantity = 3 }, [new PendingChange(2, new SubscriptionValues(null, null, null, true))], ConflictPolicy.Ask);

        Assert.True(merge.IsConflict);
    }

    [Fact]
    public void No_value_of_Pax8_is_left_out_of_the_agreement_but_in_a_conflict()
    {
        foreach (var (agreed, pending, there, policy, result) in Merges())
        {
            if (result.IsConflict) Assert.Equal(ConflictPolicy.Ask, policy);
            else Assert.Equal(there with { Cancels = there.Cancels ?? result.Here.Cancels }, result.Agreed);
        }
    }

    [Fact]
    public void In_a_conflict_the_row_stays_as_it_is_and_changes_wait()
    {
        foreach (var (agreed, pending, there, _, result) in Merges().Where(one => one.Result.IsConflict))
        {
            Assert.Equal(Here(agreed, pending), result.Here);
            Assert.Equal(PendingFate.Wait, result.Fate);
        }
    }

    [Fact]
    public void Without_a_conflict_the_row_is_the_agreement_with_the_changes_that_still_wait_on_top()
    {
        foreach (var (_, pending, _, _, result) in Merges().Where(one => !one.Result.IsConflict))
        {
            var waiting = result.Fate == PendingFate.Wait ? pending.Where(change => change.Number != result.ArrivedNumber) : [];
            var expected = waiting.Aggregate(result.Agreed, (values, change) => change.To.Or(values));
            if (expected is { Ended: true, Quantity: > 0 }) expected = expected with { Ended = false };
            Assert.Equal(expected, result.Here);
        }
    }

    [Fact]
    public void What_has_ended_holds_no_licence()
    {
        foreach (var (_, _, _, _, result) in Merges()) Assert.False(result.Here is { Ended: true, Quantity: > 0 });
    }

    [Fact]
    public void Changes_are_taken_back_only_where_Pax8_wins_and_both_sides_differ()
    {
        foreach (var (agreed, pending, there, policy, result) in Merges().Where(one => one.Result.Fate == PendingFate.Withdrawn))
        {
            Assert.Equal(ConflictPolicy.Pax8Wins, policy);
            Assert.True(SubscriptionMerge.Of(agreed, Here(agreed, pending), there, pending, ConflictPolicy.Ask).IsConflict);
        }
    }

    [Fact]
    public void An_order_to_cancel_on_a_date_passes_for_sent_where_Pax8_shows_that_day_or_the_end_and_nowhere_else()
    {
        foreach (var (agreed, pending, there, _, result) in Merges().Where(one => one.Pending is [{ To.Cancels: not null }] && one.Result.Fate != PendingFate.Withdrawn))
            Assert.Equal(
                there.Ended == true || there.Cancels == pending[0].To.Cancels || agreed.Cancels == pending[0].To.Cancels,
                result.Fate == PendingFate.Arrived || result.ArrivedNumber == pending[0].Number);
    }

    [Theory]
    [InlineData(0, 23, true)]
    [InlineData(12, 0, true)]
    [InlineData(12, 24, false)]
    public void Two_moments_of_one_day_are_the_same_date_to_end_on(int here, int there, bool same) =>
        Assert.Equal(same, Cancel(new(Sooner.On!.Value.AddHours(here))) == Cancel(new(Sooner.On!.Value.AddHours(there))));

    [Fact]
    public void The_date_that_Pax8_shows_after_it_took_an_order_to_end_at_once_is_no_other_one()
    {
        var agreed = new SubscriptionValues(5, 10m, 1, false, Cancellation.None);
        var end = new PendingChange(2, new(0, null, null, true));

        Assert.True(SubscriptionMerge.Of(agreed, end.To.Or(agreed), agreed with { Cancels = Sooner }, [end], ConflictPolicy.Ask).IsConflict);
        Assert.False(SubscriptionMerge.Of(agreed, end.To.Or(agreed), agreed with { Cancels = Sooner }, [end with { IsEnding = true }], ConflictPolicy.Ask).IsConflict);
    }

    [Fact]
    public void What_both_sides_changed_to_the_same_value_is_no_conflict_though_no_single_change_leads_to_all_of_it()
    {
        var agreed = new SubscriptionValues(5, 10m, 1, false, Cancellation.None);
        PendingChange two = new(2, new(6, null, null, null)), three = new(3, new(7, null, null, null)), both = new(2, new(7, 12m, null, null));

        Assert.Equal(
            new MergeResult(agreed with { Quantity = 7 }, agreed with { Quantity = 7 }, false, null, PendingFate.Arrived),
            SubscriptionMerge.Of(agreed, agreed with { Quantity = 7 }, agreed with { Quantity = 7 }, [two, three], ConflictPolicy.Ask));
        Assert.Equal(
            new MergeResult(agreed with { Quantity = 7, Price = 12m }, agreed with { Quantity = 7 }, false, null, PendingFate.Wait),
            SubscriptionMerge.Of(agreed, agreed with { Quantity = 7, Price = 12m }, agreed with { Quantity = 7 }, [both], ConflictPolicy.Ask));
    }

    [Fact]
    public void What_Pax8_shows_already_is_settled_and_never_found_unchanged_so_that_nobody_orders_it_once_more()
    {
        foreach (var (agreed, pending, there, _, result) in Merges().Where(one => one.Pending[0].To.Or(one.There) == one.There || (one.Pending[0].To.Cancels is not null && one.There.Ended == true)))
            Assert.NotEqual(new MergeResult(Here(agreed, pending), agreed, false, null, PendingFate.Wait), result);
    }

    [Fact]
    public void Merging_what_was_merged_changes_nothing_more()
    {
        foreach (var (_, pending, there, policy, result) in Merges().Where(one => !one.Result.IsConflict))
        {
            var waiting = result.Fate == PendingFate.Wait ? pending.Where(change => change.Number != result.ArrivedNumber).ToList() : [];
            if (waiting.Count > 0 && SubscriptionMerge.HasArrived(waiting[0].To, result.Agreed, there.Or(result.Here))) continue;

            Assert.Equal(new MergeResult(result.Here, result.Agreed, false, null, PendingFate.Wait), SubscriptionMerge.Of(result.Agreed, result.Here, there, waiting, policy));
        }
    }

    [Theory]
    [InlineData("quantity", true)]
    [InlineData("price", true)]
    [InlineData("term", true)]
    [InlineData("ended", true)]
    [InlineData("cancels", true)]
    [InlineData("cancels at once", true)]
    [InlineData("other", false)]
    public void Different_values_on_both_sides_clash_value_by_value(string value, bool clashes)
    {
        var agreed = new SubscriptionValues(5, 10m, 1, false, Cancellation.None);
        var (to, there) = value switch
        {
            "quantity" => (new SubscriptionValues(7, null, null, null), agreed with { Quantity = 9 }),
            "price" => (new SubscriptionValues(null, 12m, null, null), agreed with { Price = 11m }),
            "term" => (new SubscriptionValues(null, null, 2, null), agreed with { BillingTerm = 3 }),
            "ended" => (new SubscriptionValues(0, null, null, true), agreed with { Quantity = 9 }),
            "cancels" => (Cancel(Sooner), agreed with { Cancels = Later }),
            "cancels at once" => (new SubscriptionValues(0, null, null, true), agreed with { Cancels = Later }),
            _ => (new SubscriptionValues(7, null, null, null), agreed with { Price = 11m, Cancels = Later }),
        };

        Assert.Equal(clashes, SubscriptionMerge.Of(agreed, to.Or(agreed), there, [new PendingChange(2, to)], ConflictPolicy.Ask).IsConflict);
    }

    private static SubscriptionValues Cancel(Cancellation on) => SubscriptionValues.Nothing with { Cancels = on };

    private static SubscriptionValues Here(SubscriptionValues agreed, IReadOnlyList<PendingChange> pending) => pending.Aggregate(agreed, (values, change) => change.To.Or(values));

    private static IEnumerable<(SubscriptionValues Agreed, List<PendingChange> Pending, ConflictPolicy Policy)> Cases() =>
        from agreed in States.Where(one => one.Ended == false)
        from first in Steps
        from second in Steps.Append(null)
        where first.Ended != true || second is null
        from policy in Policies
        select (agreed, Pending(first, second), policy);

    private static List<PendingChange> Pending(SubscriptionValues first, SubscriptionValues? second) =>
        second is null ? [new PendingChange(2, first)] : [new PendingChange(2, first), new PendingChange(3, second)];

    private static IEnumerable<(SubscriptionValues Agreed, List<PendingChange> Pending, SubscriptionValues There, ConflictPolicy Policy, MergeResult Result)> Merges() =>
        from one in Cases()
        from there in States
        select (one.Agreed, one.Pending, there, one.Policy, SubscriptionMerge.Of(one.Agreed, Here(one.Agreed, one.Pending), there, one.Pending, one.Policy));
}
