using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// Any history of edits here and in Pax8, syncs, faults, lies, crashes, system jobs that run twice, are lost and run in any order:
/// the logs add up at every commit, no licence is taken off unless Pax8 said so of that record, a job that says Succeeded has read
/// and kept everything, Pax8 is told each intended change once and nothing else, and at rest both sides agree or the row shows why
/// not. A failing history is shrunk and printed with its seed.
/// </summary>
/// <remarks>
/// Environment variable PAX8_HISTORIES: how many histories; 150 if not set, 800 in a run of the long tests. PAX8_HISTORY_SEED: the two numbers of a printed
/// seed, as in <c>123,457</c>, to run the same histories again.
/// </remarks>
public sealed partial class SubscriptionHistoryTests
{
    private const int MaxLength = 16;

    internal static readonly (int Weight, Happening What)[] Weights =
    [
        (9, Happening.QuantityHere), (4, Happening.QuantityHereVersioned), (3, Happening.QuantityHereLater), (3, Happening.QuantityHereBack), (5, Happening.PriceHere),
        (2, Happening.TermHere), (3, Happening.SeveralHere), (2, Happening.CancelHere), (2, Happening.CancelOnHere), (2, Happening.ForbiddenHere),
        (1, Happening.CancelOnByHand), (2, Happening.AskAlways), (1, Happening.AskNever), (3, Happening.Confirm),
        (8, Happening.QuantityThere), (5, Happening.PriceThere), (2, Happening.TermThere), (3, Happening.SameThere), (2, Happening.CancelThere), (2, Happening.CancelLaterThere), (1, Happening.WithdrawCancelThere),
        (1, Happening.VanishThere), (2, Happening.ReturnThere), (2, Happening.DetailThere), (1, Happening.NewThere),
        (8, Happening.Sync), (2, Happening.SyncOne), (9, Happening.Work), (8, Happening.Settle), (5, Happening.Crash), (3, Happening.Hostile), (6, Happening.Lies), (6, Happening.OneLie), (3, Happening.ShownLate), (2, Happening.Outage), (3, Happening.Calm),
        (3, Happening.Wait), (2, Happening.NextDay), (3, Happening.Withdraw), (2, Happening.Retry), (2, Happening.KeepPax8), (2, Happening.KeepWork365), (3, Happening.Policy),
        (1, Happening.DisableAccount), (2, Happening.EnableAccount), (1, Happening.ReadOnly), (2, Happening.WriteBack), (1, Happening.TurnOff), (2, Happening.TurnOn),
        (4, Happening.EditDuringCall), (4, Happening.EditAfterCommit), (4, Happening.WorkDuringCall), (2, Happening.LoseJobs),
        (5, Happening.EditBetween), (3, Happening.WorkBetween), (1, Happening.WithdrawBetween),
        (6, Happening.MoveThere), (3, Happening.ProductThere), (3, Happening.ParentThere), (2, Happening.ReviveThere), (4, Happening.MapHere), (1, Happening.CustomerOff), (1, Happening.CustomerOn),
        (1, Happening.MergeCustomers), (1, Happening.SyncAccounts), (3, Happening.SendBefore), (2, Happening.Forge), (1, Happening.RotateSecret), (2, Happening.EnterSecret), (1, Happening.Forbid), (2, Happening.Allow),
        (1, Happening.Verify), (2, Happening.Replace), (3, Happening.TakeOver), (2, Happening.Copy), (4, Happening.InCopy), (3, Happening.Backup), (3, Happening.Restore), (1, Happening.DeclareRestored),
        (4, Happening.MassErrorThere), (4, Happening.ShrinkThere), (3, Happening.ApplyHeld), (3, Happening.DiscardHeld), (3, Happening.ApplyHeldOne), (3, Happening.DiscardHeldOne), (1, Happening.AlwaysAsked), (1, Happening.NeverAsked),
    ];

    /// <summary>What is drawn whatever else is: without them nothing comes of the rest.</summary>
    private static readonly Happening[] Always = [Happening.QuantityHere, Happening.Sync, Happening.Work, Happening.Settle];

    /// <summary>
    /// A history draws from some kinds of happenings only, each time from others: of so many, those that have to meet would hardly ever
    /// be close enough to each other.
    /// </summary>
    private static readonly Gen<History> Histories =
        from length in Gen.Choose(1, MaxLength)
        from seed in Gen.Choose(0, 9999)
        from kinds in Gen.Choose(0, int.MaxValue - 1)
        from steps in Gen.Frequency(SomeOf(kinds).Select(one => (one.Weight, Gen.Choose(0, 255).Select(which => new Step(one.What, (byte)which))))).ArrayOf(length)
        select new History(seed, steps);

    internal static IEnumerable<(int Weight, Happening What)> SomeOf(int draw)
    {
        var random = new Random(draw);
        return Weights.Where(one => random.Next(4) == 0 || Always.Contains(one.What)).ToList();
    }

    /// <summary>
    /// The same histories each time, so that a change is judged by itself; <c>PAX8_HISTORIES</c> asks for so many others, drawn anew, and
    /// <c>PAX8_HISTORY_SEED</c> for those of a seed that a failure printed.
    /// </summary>
    [Fact]
    public void Any_history_keeps_the_logs_adding_up_sends_each_change_once_and_ends_agreed_or_visibly_open()
    {
        var others = Environment.GetEnvironmentVariable("PAX8_HISTORIES");
        var config = Config.QuickThrowOnFailure.WithMaxTest(others is null ? LongTests.Of(all: 800, share: 150) : int.Parse(others, CultureInfo.InvariantCulture));
        if (others is null) config = config.WithReplay(20261127, 1);
        if (Environment.GetEnvironmentVariable("PAX8_HISTORY_SEED") is { } seed)
        {
            var numbers = seed.Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)).ToList();
            config = config.WithReplay(numbers[0], numbers[1]);
        }

        // Each has a tenant, a Pax8 and a clock of its own.
        config = config.WithParallelRunConfig(new ParallelRunConfig(Environment.ProcessorCount));
        Check.One(config, Prop.ForAll(Arb.From(Histories, Shorter), Run));
    }

    /// <summary>As a failing history is printed.</summary>
    [Theory]
    [InlineData("seed 337: Sync(18), QuantityHere(8), MoveThere(83), MapHere(79), MapHere(180)")]
    [InlineData("seed 1: QuantityHereLater(0), DeclareRestored(0), Wait(5), Replace(0), TakeOver(0), NextDay(0), Sync(0), Settle(0)")]
    [InlineData("seed 6915: Crash(125), Replace(58)")]
    [InlineData("seed 5467: Forbid(91), QuantityHere(212), MoveThere(143), ShownLate(240), PriceHere(43), Work(230)")]
    [InlineData("seed 1: QuantityHere(0), Copy(0), InCopy(13), InCopy(8), InCopy(8), InCopy(0)")]
    [InlineData("seed 1: QuantityHereLater(0), QuantityHere(0), Settle(0), DeclareRestored(0), Wait(3), SendBefore(0), Settle(0)")]
    [InlineData("seed 1: QuantityHere(0), QuantityHere(4), Backup(0), Settle(0), QuantityThere(0), QuantityThere(1), QuantityThere(2), QuantityThere(3), NextDay(0), NextDay(0), Restore(1), Policy(2), LoseJobs(0), SendBefore(0), Settle(0)")]
    [InlineData("seed 1: QuantityHere(0), Backup(0), Settle(0), QuantityThere(0), QuantityThere(1), QuantityThere(2), QuantityThere(3), NextDay(0), NextDay(0), Restore(1), LoseJobs(0), Policy(2), DisableAccount(0), EnableAccount(0), DisableAccount(1), EnableAccount(1), DisableAccount(2), EnableAccount(2), Settle(0)")]
    public void A_history_that_once_went_wrong_goes_right(string printed) => Run(History.Parse(printed));

    private static void Run(History history)
    {
        using var world = new SubscriptionWorld(history.Seed);
        foreach (var step in history.Steps) world.Let(step.What, step.Which);
        world.ComeToRest();
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

    private sealed partial record History(int Seed, Step[] Steps)
    {
        public static History Parse(string printed) => new(
            int.Parse(Printed().Match(printed).Groups["number"].Value, CultureInfo.InvariantCulture),
            [.. Printed().Matches(printed).Skip(1).Select(one => new Step(Enum.Parse<Happening>(one.Groups["what"].Value), byte.Parse(one.Groups["number"].Value, CultureInfo.InvariantCulture)))]);

        [GeneratedRegex(@"(?<what>\w+)[ (](?<number>\d+)")]
        private static partial Regex Printed();

        public override string ToString() => $"seed {Seed}: {string.Join(", ", Steps.Select(step => step.ToString()))}";
    }

    private sealed record Step(Happening What, byte Which)
    {
        public override string ToString() => $"{What}({Which})";
    }
}
