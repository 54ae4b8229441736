using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
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

    public static async Task PrintAsync(int subscriptions, bool saysRetryAfter)
    {
        var time = new VirtualTime(Begin);
        var companies = Math.Max(1, subscriptions / CompaniesAre);
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
        });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        var table = new TextTable("Sync", "ended as", "simulated time", "executions", "longest, s", "GETs of lists", "of the least", "429s", "rows written", "CPU, s");
        foreach (var (name, api, records) in new[]
        {
            ("companies, first", "pax8_SyncProviderAccounts", companies),
            ("companies, second", "pax8_SyncProviderAccounts", companies),
            ("subscriptions, first", "pax8_SyncSubscriptions", subscriptions),
            ("subscriptions, second", "pax8_SyncSubscriptions", subscriptions),
        }) table.Add([name, .. await SyncAsync(tenant, connector, api, records)]);
        table.Print($"{Figures.Number(subscriptions)} subscriptions of {Figures.Number(companies)} companies, simulated, {Workers} workers, Retry-After {(saysRetryAfter ? "said" : "not said")}");
    }

    private static async Task<string[]> SyncAsync(Tenant tenant, Guid connector, string api, int records)
    {
        tenant.ResetCounts();
        var (begin, cpu) = (tenant.Time.GetUtcNow(), Process.GetCurrentProcess().TotalProcessorTime);
        var answer = tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", connector) });
        await tenant.SettleAsync();
        var job = tenant.Administrator.Retrieve("pax8_syncjob", (Guid)answer["SyncJobId"], new ColumnSet("pax8_jobstatus", "pax8_message"));
        var status = job.FormattedValues["pax8_jobstatus"];
        if (status != "Succeeded") Console.WriteLine($"{api}: {job.GetAttributeValue<string>("pax8_message")}");
        var refused = tenant.Pax8!.Log.Count(entry => entry.Status == 429);
        var lists = tenant.Pax8Requests.Where(call => call.Key is "GET /companies" or "GET /subscriptions").Sum(call => call.Value);
        return
        [
            status,
            Span(tenant.Time.GetUtcNow() - begin),
            Figures.Number(tenant.Dataverse.Statistics.WritesOf("Create", "pax8_syncbatch") + 1),
            Figures.Number(tenant.Dataverse.Statistics.LongestExecution.TotalSeconds, 1),
            Figures.Number(lists),
            Figures.Ratio(lists, ((records + 199) / 200) + 1),
            Figures.Number(refused),
            Figures.Number(tenant.Dataverse.Statistics.TotalWrites),
            Figures.Number((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds),
        ];
    }

    private static string Span(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min {span.Seconds} s");
}
