using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;

namespace Pax8Dataverse.Benchmarks.Measures;

/// <summary>
/// A first and a second sync of a large partner in simulated time, where everything takes time: half a second a call to Pax8, 25 ms a
/// written row, 20 ms a query and 20 µs each row it returns, with fifty executions at once and Pax8's limit of 1,000 calls a minute.
/// </summary>
internal static class SimulatedSync
{
    private const int Workers = 50, CompaniesAre = 10;

    private static readonly DateTimeOffset Begin = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>The syncs of a partner of this size: how they ended, and what they took.</summary>
    public static async Task PrintAsync(int subscriptions, bool saysRetryAfter)
    {
        var table = new TextTable("Sync", "ended as", "simulated time", "executions", "longest, s", "GETs of lists", "of the least", "429s", "rows written", "CPU, s");
        foreach (var run in await RunAsync(subscriptions, saysRetryAfter))
        {
            table.Add(run.Name, run.Status, Span(run.Took), Figures.Number(run.Executions), Figures.Number(run.Longest.TotalSeconds, 1), Figures.Number(run.Lists),
                Figures.Ratio(run.Lists, ((run.Records + 199) / 200) + 1), Figures.Number(run.Refused), Figures.Number(run.Writes), Figures.Number(run.Cpu.TotalSeconds));
        }
        table.Print($"{Figures.Number(subscriptions)} subscriptions of {Figures.Number(CompaniesOf(subscriptions))} companies, simulated, {Workers} workers, Retry-After {(saysRetryAfter ? "said" : "not said")}");
    }

    /// <summary>What a thousand records take, the more there are: nothing of it may grow.</summary>
    public static async Task PrintWorkAsync(IReadOnlyList<int> sizes)
    {
        var sizesOfRuns = new List<(int Size, List<Run> Runs)>();
        foreach (var size in sizes) sizesOfRuns.Add((size, await RunAsync(size, saysRetryAfter: true)));
        for (var at = 0; at < sizesOfRuns[0].Runs.Count; at++)
        {
            var table = new TextTable("Records", "calls of Pax8", "rows written", "queries", "rows read", "SQLite steps of queries", "of the first line");
            foreach (var run in sizesOfRuns.Select(size => size.Runs[at]))
            {
                double PerThousand(double value) => value * 1000 / run.Records;
                table.Add(Figures.Number(run.Records), Figures.Number(PerThousand(run.Calls), 1), Figures.Number(PerThousand(run.Writes)), Figures.Number(PerThousand(run.Queries)),
                    Figures.Number(PerThousand(run.RowsRead)), Figures.Number(PerThousand(run.Steps)),
                    Figures.Ratio(PerThousand(run.Steps), sizesOfRuns[0].Runs[at].Steps * 1000.0 / sizesOfRuns[0].Runs[at].Records));
            }
            table.Print($"Work for 1,000 records: {sizesOfRuns[0].Runs[at].Name}");
        }
    }

    private static int CompaniesOf(int subscriptions) => Math.Max(1, subscriptions / CompaniesAre);

    private static async Task<List<Run>> RunAsync(int subscriptions, bool saysRetryAfter)
    {
        var time = new VirtualTime(Begin);
        var companies = CompaniesOf(subscriptions);
        var work = new QueryWork();
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions
        {
            Companies = companies,
            Subscriptions = subscriptions,
            TimeProvider = time,
            Latency = TimeSpan.FromMilliseconds(500),
            ApplicationSecret = Guid.NewGuid().ToString("N"),
            SendRetryAfter = saysRetryAfter,
        });
        await using var tenant = await Tenant.StartAsync(new TenantOptions
        {
            Simulated = true,
            Time = time,
            Pax8 = pax8,
            SimulatedWorkers = Workers,
            RowLatency = TimeSpan.FromMilliseconds(25),
            QueryLatency = TimeSpan.FromMilliseconds(20),
            ReadLatency = TimeSpan.FromMicroseconds(20),
            QueryObserver = work,
        });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        var runs = new List<Run>();
        foreach (var (name, api, records) in new[]
        {
            ("companies, first", "pax8_SyncProviderAccounts", companies),
            ("companies, second", "pax8_SyncProviderAccounts", companies),
            ("subscriptions, first", "pax8_SyncSubscriptions", subscriptions),
            ("subscriptions, second", "pax8_SyncSubscriptions", subscriptions),
        }) runs.Add(await SyncAsync(tenant, connector, name, api, records, work));
        return runs;
    }

    private static async Task<Run> SyncAsync(Tenant tenant, Guid connector, string name, string api, int records, QueryWork work)
    {
        tenant.ResetCounts();
        work.Reset();
        var (begin, cpu) = (tenant.Time.GetUtcNow(), Process.GetCurrentProcess().TotalProcessorTime);
        var answer = tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", connector) });
        await tenant.SettleAsync();
        var took = tenant.Time.GetUtcNow() - begin;
        var (queries, rows, steps) = (work.Queries, work.Rows, work.Steps);
        var job = tenant.Administrator.Retrieve("pax8_syncjob", (Guid)answer["SyncJobId"], new ColumnSet("pax8_jobstatus", "pax8_message"));
        var status = job.FormattedValues["pax8_jobstatus"];
        if (status != "Succeeded") Console.WriteLine($"{name}: {job.GetAttributeValue<string>("pax8_message")}");
        return new Run(name, records, status, took)
        {
            Executions = tenant.Dataverse.Statistics.WritesOf("Create", "pax8_syncbatch") + 1,
            Longest = tenant.Dataverse.Statistics.LongestExecution,
            Lists = tenant.Pax8Requests.Where(call => call.Key is "GET /companies" or "GET /subscriptions").Sum(call => call.Value),
            Calls = tenant.Pax8Requests.Sum(call => call.Value),
            Refused = tenant.Pax8!.Log.Count(entry => entry.Status == 429),
            Writes = tenant.Dataverse.Statistics.TotalWrites,
            Cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu,
            Queries = queries,
            RowsRead = rows,
            Steps = steps,
        };
    }

    private static string Span(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min {span.Seconds} s");

    private sealed record Run(string Name, int Records, string Status, TimeSpan Took)
    {
        public long Executions { get; init; }
        public TimeSpan Longest { get; init; }
        public long Lists { get; init; }
        public long Calls { get; init; }
        public long Refused { get; init; }
        public long Writes { get; init; }
        public TimeSpan Cpu { get; init; }
        public long Queries { get; init; }
        public long RowsRead { get; init; }
        public long Steps { get; init; }
    }

    /// <summary>Sums of what the database did for queries.</summary>
    private sealed class QueryWork : IQueryObserver
    {
        public long Queries { get; private set; }
        public long Rows { get; private set; }
        public long Steps { get; private set; }

        public void Queried(QueryCost cost) => (Queries, Rows, Steps) = (Queries + 1, Rows + cost.Rows, Steps + cost.Steps);

        public void Reset() => (Queries, Rows, Steps) = (0, 0, 0);
    }
}
