using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using Xunit;
using Xunit.Abstractions;

namespace Pax8Dataverse.Tests.Pipeline.Scale;

/// <summary>The same scenario on a tenant and on one ten times as large.</summary>
public sealed class ScaleRuns
{
    private const int Companies = 100, Subscriptions = 100;

    internal QueryLedger Small { get; } = ScaleScenario.Run(Companies, Subscriptions);

    internal QueryLedger Large { get; } = ScaleScenario.Run(10 * Companies, 10 * Subscriptions);
}

/// <summary>
/// No query walks a table: where as many rows come back, the database takes as many steps, however many rows there are beside them.
/// And no execution reads more rows in a large tenant than in a small one. What an EXPLAIN calls a search says nothing of this: an
/// index on the connector leads to every row of the connector.
/// </summary>
public sealed class QueriesTests(ScaleRuns runs, ITestOutputHelper output) : IClassFixture<ScaleRuns>
{
    private const string Plan = "SyncJobPlanPlugin", Work = "SyncBatchWorkPlugin";
    private const string WaitingForParents = "pax8_subscription: pax8_connectorid Equal, pax8_parentsubscriptionid Null, pax8_parentspecificid NotNull";

    private const string AllBatches = "pax8_syncbatch: pax8_syncjobid Equal; by pax8_firstpage";

    /// <summary>What the larger tenant may take for one of the smaller: rows differ in how many of their lookups are filled.</summary>
    private const double Tolerance = 1.2;

    /// <summary>Steps of a row or two more or less; who walks a table takes hundreds.</summary>
    private const int ARowMore = 30;

    /// <summary>Rows of a page more or less: batches differ in how many companies the records of their pages belong to.</summary>
    private const int APageMore = 7;

    /// <summary>What walks and may, with the reason: once per job, or by a person's click.</summary>
    private static readonly Dictionary<Asked, string> MayWalk = new()
    {
        [new(Plan, "pax8_provideraccount: pax8_connectorid Equal; account on pax8_accountid: statecode Equal, masterid NotNull")] =
            "once per job: which customers were merged without a step of this package hearing of it",
        [new(Plan, "pax8_licensechangelog: pax8_connectorid Equal, pax8_accountid Null; pax8_provideraccount on pax8_provideraccountid: pax8_accountid NotNull; "
            + "pax8_subscription on pax8_subscriptionid: pax8_accountid NotNull")] =
            "once per job: which logs were left without their customer",
        [new(Plan, WaitingForParents)] = "once per job: which add-ons wait for their parents",
        [new(Work, WaitingForParents)] = "once per job: which add-ons wait for their parents",
        [new(Work, "pax8_subscription: pax8_connectorid Equal, statecode Equal, pax8_productid NotNull; by pax8_productid")] = "once per job: which products are in use",
        [new(Work, "pax8_syncbatch: pax8_syncjobid Equal")] = "once per job: what all batches have seen, and what they have left for the end",
        [new(Work, "pax8_syncbatch: pax8_syncjobid Equal, pax8_leftrows NotNull; first")] = "once per job: whether a batch has left something for the end",
    };

    /// <summary>Still reads more in a larger tenant and is to be mended. An entry goes with what it names.</summary>
    private static readonly (string Chapter, Asked Asked)[] ToBeReadLess = [];

    private static readonly string[] ChaptersOfNothingNew = [ScaleScenario.AccountsAgain, ScaleScenario.SubscriptionsAgain, ScaleScenario.ComparedAgain, ScaleScenario.ProductsAgain];

    [Fact]
    public void A_query_takes_no_more_steps_for_as_many_rows_in_a_tenant_ten_times_as_large()
    {
        var small = runs.Small.Lines.ToLookup(line => Asked.Of(line.Cost), line => line.Cost);
        var walking = runs.Large.Lines.Select(line => line.Cost).GroupBy(Asked.Of)
            .Select(group => (group.Key, Found: group.Select(cost => Growth(cost, small[group.Key])).MaxBy(growth => growth.Factor)))
            .Where(one => one.Found.Factor > Tolerance)
            .ToDictionary(one => one.Key, one => one.Found.Sentence);

        AssertJust(walking, [.. MayWalk.Keys], "walks");
    }

    [Fact]
    public void An_execution_of_a_sync_that_finds_nothing_changed_reads_no_more_rows_of_anything_in_a_tenant_ten_times_as_large()
    {
        var growing =
            from chapter in ChaptersOfNothingNew
            let small = MostRows(runs.Small, chapter)
            from large in MostRows(runs.Large, chapter)
            let before = small.GetValueOrDefault(large.Key)
            where large.Value > (Tolerance * before) + APageMore
            select (Key: (chapter, large.Key), Sentence: $"{before} rows became {large.Value}");

        AssertJust(growing.ToDictionary(one => one.Key, one => one.Sentence), [.. ToBeReadLess], "reads more");
    }

    [Fact]
    public void An_execution_of_a_sync_that_finds_nothing_changed_asks_no_more_often_in_a_tenant_ten_times_as_large()
    {
        foreach (var chapter in ChaptersOfNothingNew)
        {
            var (small, large) = (MostQueries(runs.Small, chapter), MostQueries(runs.Large, chapter));
            Assert.Equal(small.Keys.Order(StringComparer.Ordinal), large.Keys.Order(StringComparer.Ordinal));
            foreach (var (operation, queries) in large) Assert.True(queries <= Tolerance * small[operation], $"{chapter}: {operation} asks {queries} times and in the smaller tenant {small[operation]} times.");
        }
    }

    /// <summary>
    /// All but planning and closing, which look at a whole job. Who finds that all batches are over asks for them: one execution, and another
    /// one to which it leaves the end.
    /// </summary>
    private static List<IGrouping<object, QueryCost>> Executions(QueryLedger ledger, string chapter)
    {
        var all = ledger.ExecutionsOf(chapter).ToList();
        var closing = all.Where(execution => execution.Any(cost => Asked.Of(cost) == new Asked(Work, AllBatches))).ToList();
        Assert.InRange(closing.Count, 1, 2);
        return all.Except(closing).Where(execution => execution.First().Operation != Plan).ToList();
    }

    /// <summary>The most rows that one execution reads by a query.</summary>
    private static Dictionary<Asked, int> MostRows(QueryLedger ledger, string chapter) => Executions(ledger, chapter)
        .SelectMany(execution => execution.GroupBy(Asked.Of).Select(group => (group.Key, Rows: group.Sum(cost => cost.Rows))))
        .GroupBy(one => one.Key, one => one.Rows)
        .ToDictionary(group => group.Key, group => group.Max());

    private static Dictionary<string, int> MostQueries(QueryLedger ledger, string chapter) => Executions(ledger, chapter)
        .GroupBy(execution => execution.First().Operation)
        .ToDictionary(group => group.Key, group => group.Max(execution => execution.Count()));

    /// <summary>
    /// Against the smaller tenant's query for as many values with as many rows, or where there is none against the most that one there
    /// took for each value and row.
    /// </summary>
    private static (double Factor, string Sentence) Growth(QueryCost cost, IEnumerable<QueryCost> before)
    {
        var all = before.ToList();
        if (all.Count == 0) return (double.PositiveInfinity, $"{cost.Steps} steps for {cost.Rows} rows, and the smaller tenant does not ask it");
        var alike = all.Where(one => (one.Values, one.Rows) == (cost.Values, cost.Rows)).ToList();
        var expected = alike.Count > 0 ? alike.Max(one => one.Steps) : all.Max(one => (double)one.Steps / Units(one)) * Units(cost);
        return ((cost.Steps - ARowMore) / expected, $"{cost.Steps} steps for {cost.Rows} rows of {cost.Values} listed values, and the smaller tenant {(alike.Count > 0 ? "" : "at most ")}{expected:N0}");
    }

    private static int Units(QueryCost cost) => Math.Max(1, cost.Rows + cost.Values);

    private void AssertJust<T>(Dictionary<T, string> found, HashSet<T> listed, string does) where T : notnull
    {
        foreach (var (asked, sentence) in found) output.WriteLine($"{asked}\n    {sentence}");
        var unlisted = found.Keys.Except(listed).Select(asked => $"{asked} {does}: {found[asked]}.");
        var stale = listed.Except(found.Keys).Select(asked => $"{asked} no longer {does}: take it off the list.");
        Assert.True(!unlisted.Concat(stale).Any(), string.Join("\n", unlisted.Concat(stale)));
    }
}
