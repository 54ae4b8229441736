using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>
/// The main job, told step by step: create the connector, Verify Connectivity, Sync Provider Accounts, map, enable, sync again,
/// compare both sides. Works as a client would, through the organization service of an administrator.
/// </summary>
internal sealed class DemoRun(Tenant tenant, IDemoVoice voice)
{
    private const int MaxSyncs = 5;

    private static readonly string[] DataTables = ["pax8_provideraccount"];

    private readonly List<string> _problems = [];
    private readonly IOrganizationService _administrator = tenant.Administrator;

    public async Task<DemoReport> RunAsync()
    {
        var start = tenant.Time.GetTimestamp();
        var connector = CreateConnector();
        Verify(connector);

        voice.Step("Sync Provider Accounts");
        tenant.ResetCounts();
        var first = await SyncUntilGoodAsync(connector);
        var firstRequests = tenant.Pax8Requests;
        var firstWrites = Writes(isData: true);
        var bookkeeping = Writes(isData: false);
        voice.Fact($"Pax8 was called {Calls(firstRequests)}; {firstWrites} provider account rows were written");

        MapAndEnable(connector);

        voice.Step("Sync Provider Accounts again: nothing has changed in Pax8");
        tenant.ResetCounts();
        await SyncUntilGoodAsync(connector);
        var second = new SyncTraffic(tenant.Pax8Requests, Writes(isData: true));
        voice.Fact($"Pax8 was called {Calls(second.Pax8Requests)}; {second.DataverseWrites} provider account rows were written");
        if (second.DataverseWrites != 0) Problem($"The second sync wrote {second.DataverseWrites} provider account rows although nothing had changed.");

        await ChangeInPax8Async(connector);
        var comparison = Compare(connector);
        return new DemoReport
        {
            Ok = _problems.Count == 0,
            Problems = _problems,
            Accounts = new RecordCounts(comparison.Remote, comparison.Local, first.Created, first.Updated, first.Unchanged, first.Failed),
            Pax8Requests = firstRequests,
            DataverseWrites = firstWrites,
            BookkeepingWrites = bookkeeping,
            SecondSync = second,
            LongestExecutionSeconds = Math.Round(tenant.LongestExecution.TotalSeconds, 3),
            Seconds = Math.Round(tenant.Time.GetElapsedTime(start).TotalSeconds, 3),
        };
    }

    private Guid CreateConnector()
    {
        voice.Step("Create the provider integration");
        var id = tenant.CreateConnector("Pax8");
        var row = _administrator.Retrieve("pax8_connector", id, new ColumnSet("pax8_name", "pax8_endpointurl", "pax8_environment", "pax8_secretstored"));
        voice.Fact($"{row["pax8_name"]}, {row.FormattedValues["pax8_environment"]}, {row["pax8_endpointurl"]}; the secret is stored and shown to nobody");
        return id;
    }

    private void Verify(Guid connector)
    {
        voice.Step("Verify Connectivity");
        // A fault profile may hit this one call; a person would press the button again.
        for (var attempt = 1; ; attempt++)
        {
            var answer = _administrator.Execute(Bound("pax8_VerifyConnectivity", "pax8_connector", connector));
            voice.Fact((string)answer["Message"]);
            if ((bool)answer["Success"]) return;
            if (attempt < MaxSyncs) continue;
            Problem($"Verify Connectivity failed {MaxSyncs} times, at last with: {answer["Message"]}");
            return;
        }
    }

    private async Task<JobOutcome> SyncUntilGoodAsync(Guid connector)
    {
        var sum = new JobOutcome(0, 0, 0, 0, 0);
        for (var attempt = 1; attempt <= MaxSyncs; attempt++)
        {
            var answer = _administrator.Execute(Bound("pax8_SyncProviderAccounts", "pax8_connector", connector));
            await tenant.SettleAsync();
            var job = _administrator.Retrieve("pax8_syncjob", (Guid)answer["SyncJobId"], new ColumnSet(
                "pax8_jobstatus", "pax8_message", "pax8_createdcount", "pax8_updatedcount", "pax8_unchangedcount", "pax8_failedcount"));
            voice.Fact($"{job.FormattedValues["pax8_jobstatus"]}: {job.GetAttributeValue<string>("pax8_message")}");
            sum = sum.Plus(new JobOutcome(
                Number(job, "pax8_createdcount"), Number(job, "pax8_updatedcount"), Number(job, "pax8_unchangedcount"), Number(job, "pax8_failedcount"), Status(job)));
            if (sum.Status is JobOutcome.Succeeded or JobOutcome.CompletedWithIssues) return sum;
        }
        Problem($"After {MaxSyncs} tries the sync had still not succeeded.");
        return sum;
    }

    private void MapAndEnable(Guid connector)
    {
        voice.Step("Map a provider account to a customer, and enable its sync");
        var query = new QueryExpression("pax8_provideraccount") { ColumnSet = new ColumnSet("pax8_name"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        query.Criteria.AddCondition("pax8_accountid", ConditionOperator.Null);
        query.Criteria.AddCondition("pax8_companystatus", ConditionOperator.Equal, 476500000);
        var row = _administrator.RetrieveMultiple(query).Entities.FirstOrDefault();
        if (row is null)
        {
            Problem("There was no unmapped provider account to map.");
            return;
        }
        var name = row.GetAttributeValue<string>("pax8_name");
        var account = _administrator.Create(new Entity("account") { ["name"] = "Customer of the demo" });
        _administrator.Update(new Entity("pax8_provideraccount", row.Id)
        {
            ["pax8_accountid"] = new EntityReference("account", account),
            ["pax8_syncstatus"] = new OptionSetValue(476500000),
        });
        voice.Fact($"{(name.Length > 60 ? name[..60] + "…" : name)} belongs to Customer of the demo; its sync status is Enabled");
    }

    private async Task ChangeInPax8Async(Guid connector)
    {
        if (tenant.Pax8 is not { } pax8) return;
        voice.Step("Rename a company and remove another in Pax8, then sync");
        var active = pax8.State.Companies.Where(company => company.Status == "Active" && !string.IsNullOrEmpty(company.Id)).ToList();
        if (active.Count < 2) return;
        var renamed = active[0];
        var removed = active[^1];
        pax8.State.RenameCompany(renamed.Id, renamed.Name + " (renamed)");
        pax8.State.VanishCompany(removed.Id);
        tenant.ResetCounts();
        await SyncUntilGoodAsync(connector);
        voice.Fact($"{Writes(isData: true)} provider account rows were written: the renamed one, and the removed one, which was deactivated after Pax8 had been asked for it by its id");
        if (IsActive(connector, removed.Id)) Problem("The provider account of the removed company is still active.");

        voice.Step("Bring the company back in Pax8, then sync");
        pax8.State.ReturnCompany(removed.Id);
        tenant.ResetCounts();
        await SyncUntilGoodAsync(connector);
        voice.Fact($"{Writes(isData: true)} provider account row was written: the company that came back is active again");
        if (!IsActive(connector, removed.Id)) Problem("The provider account of the company that came back is not active.");
    }

    private bool IsActive(Guid connector, string companyId)
    {
        var query = new QueryExpression("pax8_provideraccount") { ColumnSet = new ColumnSet("statecode"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        query.Criteria.AddCondition("pax8_providerspecificid", ConditionOperator.Equal, companyId);
        return _administrator.RetrieveMultiple(query).Entities.Single().GetAttributeValue<OptionSetValue>("statecode").Value == 0;
    }

    private Comparison Compare(Guid connector)
    {
        voice.Step("Compare both sides, field by field");
        var comparison = Comparison.Of(tenant.CompaniesOfPax8(), _administrator, connector);
        foreach (var difference in comparison.Differences.Take(20)) Problem(difference);
        if (comparison.Differences.Count > 20) Problem($"{comparison.Differences.Count - 20} more differences.");
        voice.Fact($"{comparison.Remote} companies in Pax8, {comparison.Local} of them here, {comparison.Differences.Count} differences");
        return comparison;
    }

    private int Writes(bool isData) => (int)tenant.Dataverse.Statistics.Writes
        .Where(write => DataTables.Contains(write.Key.Table) == isData && write.Key.Table.StartsWith("pax8_", StringComparison.Ordinal))
        .Sum(write => write.Value);

    private void Problem(string sentence)
    {
        _problems.Add(sentence);
        voice.Problem(sentence);
    }

    private static OrganizationRequest Bound(string api, string table, Guid id) => new(api) { ["Target"] = new EntityReference(table, id) };

    private static int Number(Entity row, string column) => row.GetAttributeValue<int>(column);

    private static int Status(Entity job) => job.GetAttributeValue<OptionSetValue>("pax8_jobstatus").Value;

    private static string Calls(IReadOnlyDictionary<string, int> requests) =>
        requests.Count == 0 ? "not at all" : string.Join(", ", requests.Select(call => string.Create(CultureInfo.InvariantCulture, $"{call.Value} × {call.Key}")));

    private sealed record JobOutcome(int Created, int Updated, int Unchanged, int Failed, int Status)
    {
        public const int Succeeded = 476500003;
        public const int CompletedWithIssues = 476500004;

        public JobOutcome Plus(JobOutcome next) =>
            new(Created + next.Created, Updated + next.Updated, Unchanged + next.Unchanged, Failed + next.Failed, next.Status);
    }
}
