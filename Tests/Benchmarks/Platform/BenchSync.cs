using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>
/// Whole syncs of the shipped plug-in types through Execute, one execution after the other, against rows in memory and pages
/// that lie ready. What the platform's side uses is taken off, so what remains is the package's own work, HttpClient included.
/// </summary>
internal sealed class BenchSync : IDisposable
{
    private static readonly SyncJobStartPlugin Start = new();
    private static readonly SyncJobPlanPlugin Plan = new();
    private static readonly SyncBatchWorkPlugin Work = new();

    public const int ProviderAccounts = 476500000;
    public const int Subscriptions = 476500001;

    private readonly PlatformMeter _meter = new();
    private readonly int _kind;
    private readonly BenchNetwork _network;
    private readonly Queue<Entity> _batches = new();
    private readonly Guid _connector = Guid.NewGuid();
    private int _accounts;

    /// <param name="kind">What is synchronised, a value of the sync job's Kind.</param>
    /// <param name="copies">See <see cref="BenchRows"/>.</param>
    public BenchSync(int kind = BenchSync.ProviderAccounts, bool copies = false)
    {
        _kind = kind;
        Rows = new BenchRows(_meter, copies) { Created = row => { if (row.LogicalName == "pax8_syncbatch") _batches.Enqueue(row); } };
        _network = new BenchNetwork(_meter);
        Empty();
    }

    public BenchRows Rows { get; }

    /// <summary>Called before and after each execution, with its number from 0 (the plan).</summary>
    public Action<int>? Before { get; set; }

    public Action<int>? After { get; set; }

    public int Gets => _network.Gets;

    public int Tokens => _network.Tokens;

    /// <summary>What the platform's side of the last sync used.</summary>
    public ThreadWork OfPlatform => _meter.Used;

    /// <summary>Leaves nothing but the connector and the accounts.</summary>
    public void Empty()
    {
        Rows.Clear();
        Rows.Create(new Entity("pax8_connector", _connector)
        {
            ["pax8_name"] = "Pax8",
            ["pax8_environment"] = new OptionSetValue(476500000),
            ["pax8_endpointurl"] = "https://api.pax8.com",
            ["pax8_applicationid"] = "measures",
            ["pax8_applicationsecret"] = _connector.ToString("N"),
            ["pax8_newaccountsare"] = new OptionSetValue(476500000),
            ["pax8_automatch"] = true,
            ["ownerid"] = new EntityReference("systemuser", Guid.NewGuid()),
        });
        AddAccounts(_accounts);
    }

    /// <summary>Customers that match no company.</summary>
    public void AddAccounts(int count)
    {
        _accounts = count;
        for (var number = 0; number < count; number++)
            Rows.Create(new Entity("account")
            {
                ["name"] = string.Create(CultureInfo.InvariantCulture, $"Customer number {number} of nobody"),
                ["accountnumber"] = string.Create(CultureInfo.InvariantCulture, $"C-{number}"),
                ["websiteurl"] = string.Create(CultureInfo.InvariantCulture, $"https://www.customer{number}.example"),
                ["address1_country"] = "United States",
            });
    }

    /// <summary>A customer for each company on these pages, found by its domain or its name.</summary>
    public void AddAccountsOf(RecordPages companies)
    {
        foreach (var company in companies.Bodies.SelectMany(body => JsonDocument.Parse(body).RootElement.GetProperty("content").EnumerateArray()))
            Rows.Create(new Entity("account")
            {
                ["name"] = company.GetProperty("name").GetString(),
                ["accountnumber"] = company.GetProperty("id").GetString()![..18],
                ["websiteurl"] = company.TryGetProperty("website", out var website) ? website.GetString() : null,
                ["address1_country"] = company.TryGetProperty("address", out var address) && address.TryGetProperty("country", out var country) ? country.GetString() : null,
            });
    }

    /// <summary>Enabled provider accounts of all companies on these pages.</summary>
    public void AddProviderAccounts(RecordPages companies)
    {
        foreach (var company in companies.Bodies.SelectMany(body => JsonDocument.Parse(body).RootElement.GetProperty("content").EnumerateArray()))
            Rows.Create(new Entity("pax8_provideraccount")
            {
                ["pax8_name"] = company.GetProperty("name").GetString(),
                ["pax8_providerspecificid"] = company.GetProperty("id").GetString(),
                ["pax8_connectorid"] = new EntityReference("pax8_connector", _connector),
                ["pax8_syncstatus"] = new OptionSetValue(476500000),
            });
    }

    /// <summary>Maps every provider account to some account, as after the set-up.</summary>
    public void MapAll()
    {
        foreach (var row in Rows.Table("pax8_provideraccount").Values)
        {
            row["pax8_accountid"] = new EntityReference("account", Guid.NewGuid());
            row["pax8_matchstatus"] = new OptionSetValue(476500001);
        }
    }

    /// <summary>One sync of all pages. Returns what the package used, the platform's side taken off.</summary>
    public ThreadWork Run(RecordPages pages)
    {
        _network.Pages = pages;
        _network.ResetCounts();
        Rows.Table("pax8_syncjob").Clear();
        Rows.Table("pax8_syncbatch").Clear();
        _batches.Clear();
        Rows.ResetCounts();
        _meter.Reset();
        var begin = ThreadWork.Now;
        var job = new Entity("pax8_syncjob", Guid.NewGuid())
        {
            ["pax8_connectorid"] = new EntityReference("pax8_connector", _connector),
            ["pax8_kind"] = new OptionSetValue(_kind),
        };
        Execute(Start, job, stage: 20, asynchronous: false);
        Rows.Create(job);
        var number = 0;
        Watched(number, Plan, job);
        while (_batches.TryDequeue(out var batch)) Watched(++number, Work, batch);
        var used = ThreadWork.Now - begin - _meter.Used;
        Check(job.Id, pages);
        return used;
    }

    public void Dispose() => _network.Dispose();

    private void Watched(int number, IPlugin plugin, Entity row)
    {
        Before?.Invoke(number);
        Execute(plugin, row, stage: 40, asynchronous: true);
        After?.Invoke(number);
    }

    private void Execute(IPlugin plugin, Entity row, int stage, bool asynchronous) =>
        plugin.Execute(new BenchExecution(row, stage, asynchronous, Rows, _network));

    /// <summary>A measure of a sync that did not do its work would say nothing.</summary>
    private void Check(Guid jobId, RecordPages pages)
    {
        var job = Rows.Table("pax8_syncjob")[jobId];
        var done = (int)job["pax8_createdcount"] + (int)job["pax8_updatedcount"] + (int)job["pax8_unchangedcount"];
        if (((OptionSetValue)job["pax8_jobstatus"]).Value != 476500003 || done != pages.Records)
            throw new InvalidOperationException($"The sync did not succeed: {done} of {pages.Records} records, {job.GetAttributeValue<string>("pax8_message")}");
    }
}
