using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>
/// The main job, told step by step: create the connector, Verify Connectivity, Sync Provider Accounts, map, enable, Sync
/// Subscriptions, change a quantity on each side, sync again, compare both sides. Works as a client would, through the
/// organization service of an administrator.
/// </summary>
internal sealed class DemoRun(Tenant tenant, IDemoVoice voice)
{
    private const string AccountsApi = "pax8_SyncProviderAccounts";
    private const int OtherPartner = 476500002;

    private readonly DemoStage _stage = new(tenant, voice);

    public async Task<DemoReport> RunAsync()
    {
        var start = tenant.Time.GetTimestamp();
        var connector = CreateConnector();
        Verify(connector);
        var first = new Tally();
        var second = new Tally();
        var subscriptions = new DemoSubscriptions(_stage, connector);

        var accounts = await SyncAccountsAsync(connector, "Sync Provider Accounts");
        first.Add(_stage);
        MapAndEnable(connector);
        await SyncAccountsAsync(connector, "Sync Provider Accounts again: nothing has changed in Pax8");
        second.Add(_stage);

        subscriptions.EnableAll();
        var pulled = await subscriptions.SyncAsync("Sync Subscriptions");
        first.Add(_stage);
        await subscriptions.SyncAsync("Sync Subscriptions again: nothing has changed in Pax8");
        second.Add(_stage);
        if (second.DataWrites != 0) _stage.Doubt($"The second syncs wrote {second.DataWrites} rows of data although nothing had changed.");

        await subscriptions.ChangeOneOnEachSideAsync();
        await ChangeCompaniesAsync(connector);
        await HearTheTruthAsync(connector, subscriptions);
        var comparison = CompareAccounts(connector);
        var check = CompareSubscriptions(connector);
        return new DemoReport
        {
            Ok = _stage.Problems.Count == 0,
            Problems = _stage.Problems,
            Accounts = new RecordCounts(comparison.Remote, comparison.Local, accounts.Created, accounts.Updated, accounts.Unchanged, accounts.Failed),
            Subscriptions = new RecordCounts(check.Remote, check.Local, pulled.Created, pulled.Updated, pulled.Unchanged, pulled.Failed),
            Pax8Requests = first.Requests,
            DataverseWrites = first.DataWrites,
            BookkeepingWrites = first.BookkeepingWrites,
            SecondSync = new SyncTraffic(second.Requests, second.DataWrites),
            LongestExecutionSeconds = Math.Round(tenant.LongestExecution.TotalSeconds, 3),
            Seconds = Math.Round(tenant.Time.GetElapsedTime(start).TotalSeconds, 3),
        };
    }

    private Guid CreateConnector()
    {
        voice.Step("Create the provider integration");
        var id = tenant.CreateConnector("Pax8");
        var row = _stage.Administrator.Retrieve("pax8_connector", id, new ColumnSet("pax8_name", "pax8_endpointurl", "pax8_environment", "pax8_secretstored"));
        voice.Fact($"{row["pax8_name"]}, {row.FormattedValues["pax8_environment"]}, {row["pax8_endpointurl"]}; the secret is stored and shown to nobody");
        return id;
    }

    private void Verify(Guid connector)
    {
        voice.Step("Verify Connectivity");
        // A fault profile may hit this one call; a person would press the button again.
        for (var attempt = 1; ; attempt++)
        {
            var answer = _stage.Administrator.Execute(DemoStage.Bound("pax8_VerifyConnectivity", "pax8_connector", connector));
            voice.Fact((string)answer["Message"]);
            if ((bool)answer["Success"]) return;
            if (attempt < DemoStage.MaxTries) continue;
            _stage.Doubt($"Verify Connectivity failed {attempt} times, at last with: {answer["Message"]}");
            return;
        }
    }

    private async Task<JobOutcome> SyncAccountsAsync(Guid connector, string title)
    {
        voice.Step(title);
        tenant.ResetCounts();
        var outcome = await _stage.SyncUntilGoodAsync(AccountsApi, connector);
        voice.Fact($"Pax8 was called {DemoStage.Calls(tenant.Pax8Requests)}; {_stage.Writes(isData: true)} provider account rows were written");
        return outcome;
    }

    private void MapAndEnable(Guid connector)
    {
        voice.Step("Map a provider account to a customer, and enable its sync");
        var query = new QueryExpression("pax8_provideraccount") { ColumnSet = new ColumnSet("pax8_name"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        query.Criteria.AddCondition("pax8_accountid", ConditionOperator.Null);
        query.Criteria.AddCondition("pax8_companystatus", ConditionOperator.Equal, 476500000);
        var row = _stage.Administrator.RetrieveMultiple(query).Entities.FirstOrDefault();
        if (row is null)
        {
            _stage.Problem("There was no unmapped provider account to map.");
            return;
        }
        var account = _stage.Administrator.Create(new Entity("account") { ["name"] = "Customer of the demo" });
        _stage.Administrator.Update(new Entity("pax8_provideraccount", row.Id)
        {
            ["pax8_accountid"] = new EntityReference("account", account),
            ["pax8_syncstatus"] = new OptionSetValue(476500000),
        });
        voice.Fact($"{DemoStage.Short(row.GetAttributeValue<string>("pax8_name"))} belongs to Customer of the demo; its sync status is Enabled");
    }

    private async Task ChangeCompaniesAsync(Guid connector)
    {
        if (tenant.Pax8 is not { } pax8) return;
        var active = pax8.State.Companies.Where(company => company.Status == "Active" && !string.IsNullOrEmpty(company.Id)).ToList();
        if (active.Count < 2) return;
        var renamed = active[0];
        var removed = active[^1];
        pax8.State.RenameCompany(renamed.Id, renamed.Name + " (renamed)");
        pax8.State.VanishCompany(removed.Id);
        await SyncAccountsAsync(connector, "Rename a company and remove another in Pax8, then sync");
        voice.Fact("the renamed one, and the removed one, which was deactivated after Pax8 had been asked for it by its id");
        if (IsActive(connector, removed.Id)) _stage.Doubt("The provider account of the removed company is still active.");

        pax8.State.ReturnCompany(removed.Id);
        await SyncAccountsAsync(connector, "Bring the company back in Pax8, then sync");
        voice.Fact("the company that came back is active again");
        if (!IsActive(connector, removed.Id)) _stage.Doubt("The provider account of the company that came back is not active.");
    }

    /// <summary>Lies may have been believed where nothing contradicted them. Once Pax8 tells the truth, one sync of each kind puts all of it right.</summary>
    private async Task HearTheTruthAsync(Guid connector, DemoSubscriptions subscriptions)
    {
        if (tenant.Pax8 is not { Faults: LyingPax8 liar } pax8) return;
        voice.Step($"After {liar.Told} lies Pax8 tells the truth: verify and sync");
        pax8.Faults = null;
        AnswerWhosePax8ItIs(connector);
        Verify(connector);
        await SyncAccountsAsync(connector, "Sync Provider Accounts");
        subscriptions.EnableAll();
        await subscriptions.SyncAsync("Sync Subscriptions");
        await subscriptions.SettleAsPersonAsync();
    }

    /// <summary>Where the first list ever read was another partner's, the true one looks like one: people have to say which it is.</summary>
    private void AnswerWhosePax8ItIs(Guid connector)
    {
        _stage.Administrator.Execute(DemoStage.Bound("pax8_VerifyConnectivity", "pax8_connector", connector));
        var row = _stage.Administrator.Retrieve("pax8_connector", connector, new ColumnSet("pax8_partnerstate"));
        if (row.GetAttributeValue<OptionSetValue>("pax8_partnerstate")?.Value != OtherPartner) return;
        var answer = _stage.Administrator.Execute(DemoStage.Bound("pax8_AcceptOtherPartner", "pax8_connector", connector));
        voice.Fact((string)answer["Message"]);
    }

    private bool IsActive(Guid connector, string companyId)
    {
        var query = new QueryExpression("pax8_provideraccount") { ColumnSet = new ColumnSet("statecode"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        query.Criteria.AddCondition("pax8_providerspecificid", ConditionOperator.Equal, companyId);
        return _stage.Administrator.RetrieveMultiple(query).Entities.SingleOrDefault()?.GetAttributeValue<OptionSetValue>("statecode").Value == 0;
    }

    private Comparison CompareAccounts(Guid connector)
    {
        voice.Step("Compare both sides, field by field");
        var comparison = Comparison.Of(tenant.CompaniesOfPax8(), _stage.Administrator, connector);
        Report(comparison.Differences);
        voice.Fact($"{comparison.Remote} companies in Pax8, {comparison.Local} of them here, {comparison.Differences.Count} differences");
        return comparison;
    }

    private SubscriptionCheck CompareSubscriptions(Guid connector)
    {
        var check = SubscriptionCheck.Of(tenant.Pax8, _stage, connector);
        Report(check.Differences);
        voice.Fact($"{check.Remote} subscriptions in Pax8, {check.Local} of them here, {check.Differences.Count} differences; the licence change logs of each add up to its quantity");
        return check;
    }

    private void Report(IReadOnlyList<string> differences)
    {
        foreach (var difference in differences.Take(20)) _stage.Problem(difference);
        if (differences.Count > 20) _stage.Problem($"{differences.Count - 20} more differences.");
    }

    /// <summary>Calls and writes of several syncs together.</summary>
    private sealed class Tally
    {
        private readonly SortedDictionary<string, int> _requests = new(StringComparer.Ordinal);

        public IReadOnlyDictionary<string, int> Requests => _requests;

        public int DataWrites { get; private set; }

        public int BookkeepingWrites { get; private set; }

        public void Add(DemoStage stage)
        {
            foreach (var (call, count) in stage.Tenant.Pax8Requests) _requests[call] = _requests.GetValueOrDefault(call) + count;
            DataWrites += stage.Writes(isData: true);
            BookkeepingWrites += stage.Writes(isData: false);
        }
    }
}
