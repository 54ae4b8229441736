using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;

namespace Pax8Dataverse.Benchmarks.Measures;

/// <summary>Whole syncs in the simulated local tenant: what crosses to Pax8 and to Dataverse, counted there.</summary>
internal static class WholeTenant
{
    public static async Task PrintCountsAsync(int companies)
    {
        await using var tenant = await Open(companies);
        var connector = tenant.CreateConnector("Pax8");
        var runs = new List<Run> { await SyncAsync(tenant, connector, "first") };
        runs.Add(await SyncAsync(tenant, connector, "second, unchanged"));
        foreach (var company in tenant.Pax8!.State.Companies.Where((_, index) => index % 100 == 0).ToList())
            tenant.Pax8.State.RenameCompany(company.Id, company.Name + " II");
        runs.Add(await SyncAsync(tenant, connector, "1 % changed"));

        var table = new TextTable(["", .. runs.Select(run => run.Name)]);
        Row(table, runs, "Pax8: GET /companies", run => run.Requests.GetValueOrDefault("GET /companies"));
        Row(table, runs, "Pax8: tokens", run => run.Requests.GetValueOrDefault("POST /token"));
        Row(table, runs, "Pax8: anything else", run => run.Requests.Where(pair => pair.Key is not ("GET /companies" or "POST /token")).Sum(pair => pair.Value));
        foreach (var name in Keys(runs, run => run.Writes.Keys)) Row(table, runs, "writes: " + name, run => run.Writes.GetValueOrDefault(name));
        Row(table, runs, "writes, all", run => run.Writes.Values.Sum());
        foreach (var name in Keys(runs, run => run.Reads.Keys)) Row(table, runs, "reads: " + name, run => run.Reads.GetValueOrDefault(name));
        Row(table, runs, "reads, all", run => run.Reads.Values.Sum());
        table.Print($"Traffic of a sync, {Figures.Number(companies)} companies, whole local tenant");
    }

    public static async Task PrintTimesAsync(IReadOnlyList<int> sizes)
    {
        var table = new TextTable("Companies", "first sync, µs/row", "second, µs/row", "first sync, s", "second, s");
        foreach (var companies in sizes)
        {
            await using var tenant = await Open(companies);
            var connector = tenant.CreateConnector("Pax8");
            var first = (await SyncAsync(tenant, connector, "first")).Wall;
            var second = (await SyncAsync(tenant, connector, "second")).Wall;
            table.Add(Figures.Number(companies),
                Figures.Number(first.TotalMicroseconds / companies), Figures.Number(second.TotalMicroseconds / companies),
                Figures.Number(first.TotalSeconds, 1), Figures.Number(second.TotalSeconds, 1));
        }
        table.Print("Wall time in the whole local tenant, simulated", "For orientation: mostly SQLite and the tenant's pipeline, and whatever else the machine does.");
    }

    private static Task<Tenant> Open(int companies) => Tenant.StartAsync(new TenantOptions { Simulated = true, Companies = companies });

    private static async Task<Run> SyncAsync(Tenant tenant, Guid connector, string name)
    {
        tenant.ResetCounts();
        var begin = Stopwatch.GetTimestamp();
        var answer = tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncProviderAccounts") { ["Target"] = new EntityReference("pax8_connector", connector) });
        await tenant.SettleAsync();
        var wall = Stopwatch.GetElapsedTime(begin);
        var run = new Run(name, wall, tenant.Pax8Requests, Writes(tenant), tenant.Dataverse.Statistics.Reads.Where(read => read.Value > 0).ToDictionary(StringComparer.Ordinal));
        var job = tenant.Administrator.Retrieve("pax8_syncjob", (Guid)answer["SyncJobId"], new ColumnSet("pax8_jobstatus", "pax8_message"));
        return job.GetAttributeValue<OptionSetValue>("pax8_jobstatus").Value == 476500003
            ? run
            : throw new InvalidOperationException("The sync did not succeed: " + job.GetAttributeValue<string>("pax8_message"));
    }

    private static Dictionary<string, long> Writes(Tenant tenant) => tenant.Dataverse.Statistics.Writes
        .Where(write => write.Value > 0)
        .ToDictionary(write => $"{write.Key.Message} {write.Key.Table}", write => write.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Keys(List<Run> runs, Func<Run, IEnumerable<string>> keys) =>
        runs.SelectMany(keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

    private static void Row(TextTable table, List<Run> runs, string name, Func<Run, long> value) =>
        table.Add([name, .. runs.Select(run => value(run).ToString("N0", CultureInfo.InvariantCulture))]);

    private sealed record Run(string Name, TimeSpan Wall, IReadOnlyDictionary<string, int> Requests, Dictionary<string, long> Writes, Dictionary<string, long> Reads);
}
