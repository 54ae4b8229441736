using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// Two at once: whatever one is doing, another one acts between any two of his reads, and between any read and the write that rests
/// on it. The logs add up at every commit, each intended change is sent once, and at rest both sides agree or the row shows why not.
/// </summary>
public sealed class TwoAtOnceTests
{
    /// <summary>What is under way, with what happened before.</summary>
    private static readonly Dictionary<string, Step[]> First = new()
    {
        ["a save"] = [new(Happening.QuantityHere, 0)],
        ["a save of what was read"] = [new(Happening.QuantityHereVersioned, 4)],
        ["a cancellation"] = [new(Happening.CancelHere, 0)],
        ["sending a change"] = [new(Happening.QuantityHere, 0), new(Happening.Settle, 0)],
        ["sending two changes"] = [new(Happening.QuantityHere, 0), new(Happening.PriceHere, 0), new(Happening.Settle, 0)],
        ["a sync that finds a change"] = [new(Happening.QuantityThere, 0), new(Happening.Sync, 0), new(Happening.Settle, 0)],
        ["a sync that finds a conflict"] = [new(Happening.ReadOnly, 0), new(Happening.QuantityHere, 0), new(Happening.Settle, 0), new(Happening.QuantityThere, 0), new(Happening.Sync, 0), new(Happening.Settle, 0)],
        ["a sync that finds a cancellation"] = [new(Happening.CancelThere, 0), new(Happening.Sync, 0), new(Happening.Settle, 0)],
        ["a withdrawal"] = [new(Happening.ReadOnly, 0), new(Happening.QuantityHere, 0), new(Happening.Settle, 0), new(Happening.Withdraw, 0)],
        ["a retry"] = [new(Happening.Outage, 0), new(Happening.QuantityHere, 0), new(Happening.Settle, 0), new(Happening.Calm, 0), new(Happening.Retry, 0)],
        ["a confirmation"] = [new(Happening.AskAlways, 0), new(Happening.QuantityHere, 0), new(Happening.Settle, 0), new(Happening.Confirm, 0)],
        ["sending before another"] = [new(Happening.QuantityHereLater, 0), new(Happening.PriceHere, 0), new(Happening.Settle, 0), new(Happening.SendBefore, 0)],
        ["keeping Pax8"] = [.. InConflict(), new(Happening.KeepPax8, 0)],
        ["keeping Work 365"] = [.. InConflict(), new(Happening.KeepWork365, 0)],
    };

    /// <summary>What another one does meanwhile, to the same subscription.</summary>
    private static readonly Dictionary<string, Step> Second = new()
    {
        ["another saves a quantity"] = new(Happening.QuantityHere, 4),
        ["another saves a price"] = new(Happening.PriceHere, 8),
        ["another cancels"] = new(Happening.CancelHere, 4),
        ["another withdraws the last change"] = new(Happening.Withdraw, 1),
        ["another system job runs"] = new(Happening.Work, 0),
        ["Pax8 changes too"] = new(Happening.QuantityThere, 0),
    };

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var first in First.Keys)
            foreach (var second in Second.Keys) pairs.Add(first, second);
        return pairs;
    }

    /// <summary>Saves and commands of people have fewer.</summary>
    private const int PointsOfASave = 8;

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Whoever_acts_in_the_middle_of_anything_loses_nothing_and_doubles_nothing(string first, string second)
    {
        var steps = First[first];
        var other = Second[second];
        // All points of what a person waits for; of the rest every third in a run of the long tests, else every ninth, other ones for each pair.
        var stride = LongTests.Of(all: 3, share: 9);
        for (var point = 0; ; point += point < PointsOfASave ? 1 : point == PointsOfASave ? 1 + ((first.Length + second.Length) % stride) : stride)
        {
            using var world = new SubscriptionWorld(seed: 1);
            foreach (var step in steps.SkipLast(1)) world.Let(step.What, WhichOf(step, world));
            if (steps[^1].What is Happening.KeepPax8 or Happening.KeepWork365) Assert.True(world.IsInConflict, "There is nothing to settle.");
            world.LetBetween(point, other.What, WhichOf(other, world));
            var isOver = false;
            try
            {
                world.Let(steps[^1].What, WhichOf(steps[^1], world));
                isOver = !world.IsNothingLeftBetween;
                world.ComeToRest();
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"During {first}, at point {point}, {second}: {wrong.Message}", wrong);
            }
            if (isOver) return;
            Assert.True(point < 2000, "There is no end of points.");
        }
    }

    /// <summary>Pax8 has its subscriptions in another order; all that happens here happens to the same one.</summary>
    private static byte WhichOf(Step step, SubscriptionWorld world) => step.What is Happening.QuantityThere or Happening.CancelThere ? world.ThereOf(step.Which) : step.Which;

    private static IEnumerable<Step> InConflict() =>
        [new(Happening.ReadOnly, 0), new(Happening.QuantityHere, 0), new(Happening.Settle, 0), new(Happening.QuantityThere, 0), new(Happening.Sync, 0), new(Happening.Settle, 0)];

    private sealed record Step(Happening What, byte Which);
}
