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

        PrintTraffic(runs, $"Traffic of a sync, {Figures.Number(companies)} companies, whole local tenant");
    }

    /// <summary>The same for subscriptions, those of a hundred enabled companies.</summary>
    public static async Task PrintSubscriptionCountsAsync(int subscriptions)
    {
        const string Api = "pax8_SyncSubscriptions";
        await using var tenant = await OpenWithSubscriptions(subscriptions);
        var connector = await Enabled(tenant);
        var runs = new List<Run> { await SyncAsync(tenant, connector, "first", Api) };
        runs.Add(await SyncAsync(tenant, connector, "second, unchanged", Api));
        foreach (var subscription in tenant.Pax8!.State.Subscriptions.Where(one => one.Status == "Active").Where((_, index) => index % 100 == 0).ToList())
            tenant.Pax8.State.ChangeQuantity(subscription.Id, subscription.Quantity + 1);
        runs.Add(await SyncAsync(tenant, connector, "1 % changed", Api));
        PrintTraffic(runs, $"Traffic of a sync, {Figures.Number(subscriptions)} subscriptions, whole local tenant");
    }

    /// <summary>What one change of a quantity costs on its way to Pax8: from the save to the provisioned licence change log.</summary>
    public static async Task PrintPushAsync()
    {
        await using var tenant = await OpenWithSubscriptions(200);
        var connector = await Enabled(tenant);
        await SyncAsync(tenant, connector, "first", "pax8_SyncSubscriptions");
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_quantity"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_subscriptionstatus", ConditionOperator.Equal, 476500000);
        var row = tenant.Administrator.RetrieveMultiple(query).Entities.Single();
        tenant.ResetCounts();
        tenant.Administrator.Update(new Entity("pax8_subscription", row.Id) { ["pax8_quantity"] = row.GetAttributeValue<int>("pax8_quantity") + 1 });
        var saved = Writes(tenant);
        await tenant.SettleAsync();
        var table = new TextTable("", "in the user's transaction", "with the system job that sends it");
        foreach (var call in tenant.Pax8Requests.OrderBy(call => call.Key, StringComparer.Ordinal)) table.Add("Pax8: " + call.Key, "0", Figures.Number(call.Value));
        var all = Writes(tenant);
        foreach (var write in all.OrderBy(write => write.Key, StringComparer.Ordinal)) table.Add("writes: " + write.Key, Figures.Number(saved.GetValueOrDefault(write.Key)), Figures.Number(write.Value));
        table.Print("One change of a quantity, until Pax8 has it");
    }

    private static void PrintTraffic(List<Run> runs, string title)
    {
        var table = new TextTable(["", .. runs.Select(run => run.Name)]);
        foreach (var call in Keys(runs, run => run.Requests.Keys)) Row(table, runs, "Pax8: " + call, run => run.Requests.GetValueOrDefault(call));
        foreach (var name in Keys(runs, run => run.Writes.Keys)) Row(table, runs, "writes: " + name, run => run.Writes.GetValueOrDefault(name));
        Row(table, runs, "writes, all", run => run.Writes.Values.Sum());
        foreach (var name in Keys(runs, run => run.Reads.Keys)) Row(table, runs, "reads: " + name, run => run.Reads.GetValueOrDefault(name));
        Row(table, runs, "reads, all", run => run.Reads.Values.Sum());
        table.Print(title);
    }

    private static Task<Tenant> OpenWithSubscriptions(int subscriptions) =>
        Tenant.StartAsync(new TenantOptions { Simulated = true, Companies = 100, Subscriptions = subscriptions });

    /// <summary>A connector whose new provider accounts are enabled, and all of them.</summary>
    private static async Task<Guid> Enabled(Tenant tenant)
    {
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        await SyncAsync(tenant, connector, "accounts");
        return connector;
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

    private static async Task<Run> SyncAsync(Tenant tenant, Guid connector, string name, string api = "pax8_SyncProviderAccounts")
    {
        tenant.ResetCounts();
        var begin = Stopwatch.GetTimestamp();
        var answer = tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", connector) });
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
