using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>
/// Any history of orders, edits, approvals, cancellations, settlements, syncs, faults, crashes, orders that Pax8 shows late and orders of
/// others: what is bought is what was wanted, once; what a row does not know is in review, and nothing that could be found is; each line
/// follows its subscription. A failing history is shrunk and printed with its seed.
/// </summary>
/// <remarks>
/// Environment variable PAX8_ORDER_HISTORIES: how many histories; 200 if not set, 800 in a run of the long tests. PAX8_HISTORY_SEED: the two
/// numbers of a printed seed, as in <c>123,457</c>, to run the same histories again.
/// </remarks>
public sealed partial class OrderHistoryTests(ITestOutputHelper output)
{
    private const int MinLength = 8, MaxLength = 36;

    private static readonly (int Weight, OrderHappening What)[] Weights =
    [
        (20, OrderHappening.New), (10, OrderHappening.NewEqual), (16, OrderHappening.Submit), (12, OrderHappening.SubmitAll), (2, OrderHappening.CheckHere),
        (3, OrderHappening.Edit), (2, OrderHappening.AddLine), (2, OrderHappening.RemoveLine), (2, OrderHappening.Retarget), (6, OrderHappening.Approve), (2, OrderHappening.Reject),
        (3, OrderHappening.CancelHere), (2, OrderHappening.Delete), (5, OrderHappening.TellTruth), (3, OrderHappening.PressAnything),
        (5, OrderHappening.Sync), (2, OrderHappening.Verify), (14, OrderHappening.Work), (8, OrderHappening.Settle), (10, OrderHappening.Crash),
        (10, OrderHappening.Faulty), (8, OrderHappening.FaultyWrites), (10, OrderHappening.LoseNext), (6, OrderHappening.RefuseNext), (10, OrderHappening.SubmitLate), (8, OrderHappening.Overtaken), (8, OrderHappening.Often), (2, OrderHappening.Outage), (3, OrderHappening.Calm), (3, OrderHappening.Wait), (5, OrderHappening.Hours), (1, OrderHappening.NextDay),
        (3, OrderHappening.OrderThere), (2, OrderHappening.OtherOrderThere), (4, OrderHappening.OrdersLate), (3, OrderHappening.SubscriptionsLate), (3, OrderHappening.IdsLate), (1, OrderHappening.Punctual),
        (1, OrderHappening.PriceThere), (2, OrderHappening.EndThere), (3, OrderHappening.ApprovalOn), (1, OrderHappening.ApprovalOff), (1, OrderHappening.ReadOnly), (2, OrderHappening.WriteBack), (1, OrderHappening.TurnOff), (2, OrderHappening.TurnOn),
        (3, OrderHappening.LoseJobs), (4, OrderHappening.WorkDuringCall), (3, OrderHappening.CancelDuringCall), (2, OrderHappening.OrderThereDuringCall),
        (4, OrderHappening.WorkBetween), (4, OrderHappening.CancelBetween), (3, OrderHappening.EditBetween),
    ];

    /// <summary>What is drawn whatever else is: without them nothing comes of the rest.</summary>
    private static readonly OrderHappening[] Always = [OrderHappening.New, OrderHappening.SubmitAll, OrderHappening.Work, OrderHappening.Settle];

    /// <summary>A history draws from some kinds of happenings only, each time from others, so that those that have to meet do.</summary>
    private static readonly Gen<History> Histories =
        from length in Gen.Choose(MinLength, MaxLength)
        from seed in Gen.Choose(0, 9999)
        from kinds in Gen.Choose(0, int.MaxValue - 1)
        from steps in Gen.Frequency(SomeOf(kinds).Select(one => (one.Weight, Gen.Choose(0, 255).Select(which => new Step(one.What, (byte)which))))).ArrayOf(length)
        select new History(seed, steps);

    /// <summary>
    /// The same histories each time, so that a change is judged by itself; <c>PAX8_ORDER_HISTORIES</c> asks for so many others, drawn anew,
    /// and <c>PAX8_HISTORY_SEED</c> for those of a seed that a failure printed.
    /// </summary>
    [Fact]
    public void Any_history_buys_what_was_wanted_once_and_leaves_to_people_only_what_nobody_can_know()
    {
        var others = Environment.GetEnvironmentVariable("PAX8_ORDER_HISTORIES");
        var config = Config.QuickThrowOnFailure.WithMaxTest(others is null ? 200 : int.Parse(others, CultureInfo.InvariantCulture));
        if (others is null) config = config.WithReplay(20261128, 1);
        if (Environment.GetEnvironmentVariable("PAX8_HISTORY_SEED") is { } seed)
        {
            var numbers = seed.Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)).ToList();
            config = config.WithReplay(numbers[0], numbers[1]);
        }
        var tally = new Tally();

        Check.One(config, Prop.ForAll(Arb.From(Histories, Shorter), history => Run(history, tally)));

        output.WriteLine(tally.ToString());
        Assert.True(tally.Bought > tally.Histories && tally.Lost > 0 && tally.Reviews > 0, $"Too little happens in these histories: {tally}");
    }

    /// <summary>
    /// Faults at a tenth of all calls, orders that Pax8 lists up to an hour late, a sync each hour: whatever arrived is found, and in review
    /// is only what did not arrive and could not be told so.
    /// </summary>
    [Fact]
    public void With_a_tenth_of_all_calls_failing_whatever_arrived_is_found_without_people()
    {
        var tally = new Tally();
        var worlds = LongTests.Of(all: 200, share: 40);
        for (var seed = 1; seed <= worlds; seed++)
        {
            using var world = new OrderWorld(seed);
            var random = new Random(seed);
            byte Any() => (byte)random.Next(256);
            world.Let(OrderHappening.Faulty, Any());
            if (seed % 2 == 0) world.Let(OrderHappening.OrdersLate, Any());
            if (seed % 3 == 0) world.Let(OrderHappening.IdsLate, Any());
            for (var order = 0; order < 10; order++)
            {
                world.Let(order % 4 == 3 ? OrderHappening.NewEqual : OrderHappening.New, Any());
                world.Let(OrderHappening.SubmitAll, Any());
                world.Let(OrderHappening.Hours, 0);
            }
            world.Let(OrderHappening.Hours, 2);
            world.ComeToTheEndByItself();
            tally.Add(world);
        }
        output.WriteLine(tally.ToString());
        Assert.True(tally.Released > worlds * 8 && tally.Lost > 0, $"Too little happens: {tally}");
    }

    /// <summary>As a failing history is printed.</summary>
    [Theory]
    [InlineData("seed 1: New(0), Faulty(0), Submit(0), Settle(0)")]
    [InlineData("seed 1: New(0), OrderThere(0), LoseNext(0), SubmitAll(0), Settle(0)")]
    [InlineData("seed 1: New(0), OrdersLate(44), LoseNext(11), SubmitAll(0), Settle(0), Often(0)")]
    [InlineData("seed 1: New(0), LoseNext(11), OrderThereDuringCall(0), SubmitAll(0), Settle(0)")]
    [InlineData("seed 1: New(0), Overtaken(11), SubmitAll(0), Settle(0)")]
    [InlineData("seed 307: New(76), ApprovalOn(234), Submit(194), Reject(249), ApprovalOn(113), Submit(189)")]
    [InlineData("seed 1: New(0), RefuseNext(0), SubmitAll(0), Settle(0), Hours(2), RefuseNext(3), SubmitAll(0), Settle(0)")]
    [InlineData("seed 3446: FaultyWrites(82), New(240), SubmitAll(108), FaultyWrites(165), Work(31)")]
    [InlineData("seed 9123: New(87), SubmitAll(61), FaultyWrites(21), New(45), New(37), New(90), New(142), Work(227), OrderThereDuringCall(175), Sync(61), Work(99)")]
    [InlineData("seed 8503: New(20), OrderThere(83), Faulty(218), New(169), New(232), SubmitAll(142), SubmitAll(62), Settle(9)")]
    public void A_history_that_once_went_wrong_goes_right(string printed) => Run(History.Parse(printed));

    private static IEnumerable<(int Weight, OrderHappening What)> SomeOf(int draw)
    {
        var random = new Random(draw);
        return Weights.Where(one => random.Next(3) == 0 || Always.Contains(one.What)).ToList();
    }

    private static void Run(History history, Tally? tally = null)
    {
        using var world = new OrderWorld(history.Seed);
        foreach (var step in history.Steps) world.Let(step.What, step.Which);
        world.ComeToRest();
        tally?.Add(world);
    }

    /// <summary>Halves first, then each step left out: what stays is what it takes.</summary>
    private static IEnumerable<History> Shorter(History history)
    {
        var steps = history.Steps;
        if (steps.Length > 3)
        {
            yield return history with { Steps = steps[..(steps.Length / 2)] };
            yield return history with { Steps = steps[(steps.Length / 2)..] };
        }
        for (var left = 0; left < steps.Length; left++) yield return history with { Steps = [.. steps[..left], .. steps[(left + 1)..]] };
    }

    /// <summary>What the histories came to.</summary>
    private sealed class Tally
    {
        public int Histories { get; private set; }

        public int Released { get; private set; }

        public int Bought { get; private set; }

        public int Reviews { get; private set; }

        /// <summary>Of them those whose order is in Pax8, and is one of several that are alike.</summary>
        public int OfSeveral { get; private set; }

        /// <summary>Rows that took an order of others that was like theirs.</summary>
        public int Taken { get; private set; }

        /// <summary>Orders whose last request or attempt ended so that nobody here can know its end.</summary>
        public int Lost { get; private set; }

        public void Add(OrderWorld world)
        {
            Histories++;
            Released += world.Intents.Count(intent => intent.WasReleased);
            Bought += world.Intents.Count(intent => intent.Bought.Count > 0);
            Reviews += world.Intents.Count(intent => intent.WasInReview);
            OfSeveral += world.Intents.Count(intent => intent.IsOneOfSeveral);
            Taken += world.Intents.Count(intent => intent.TookAnothers);
            Lost += world.Intents.Count(intent => intent.IsUnclear && intent.LastEnd is not null);
        }

        public override string ToString() => FormattableString.Invariant(
            $"{Histories} histories, {Released} orders released, {Bought} bought, {Lost} with an unclear end, {Reviews} in review ({100.0 * Reviews / Math.Max(1, Released):0.0} %), of which {OfSeveral} had arrived and were one of several alike; {Taken} took an order of others.");
    }

    private sealed partial record History(int Seed, Step[] Steps)
    {
        public static History Parse(string printed) => new(
            int.Parse(Printed().Match(printed).Groups["number"].Value, CultureInfo.InvariantCulture),
            [.. Printed().Matches(printed).Skip(1).Select(one => new Step(Enum.Parse<OrderHappening>(one.Groups["what"].Value), byte.Parse(one.Groups["number"].Value, CultureInfo.InvariantCulture)))]);

        [GeneratedRegex(@"(?<what>\w+)[ (](?<number>\d+)")]
        private static partial Regex Printed();

        public override string ToString() => $"seed {Seed}: {string.Join(", ", Steps.Select(step => step.ToString()))}";
    }

    private sealed record Step(OrderHappening What, byte Which)
    {
        public override string ToString() => $"{What}({Which})";
    }
}
