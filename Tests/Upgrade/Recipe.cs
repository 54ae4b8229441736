using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Upgrade;

/// <summary>
/// What a tenant has lived through when its solution is upgraded: customers mapped and not, changes sent, refused, waiting for their date
/// and for each other, a conflict, a cancellation, an issue, and two syncs that were stopped, one in the middle of its first batch.
/// </summary>
/// <remarks>It uses nothing of the local tenant that an earlier revision lacks.</remarks>
internal sealed class Recipe
{
    private const string Put = "PUT /subscriptions/{subscriptionId}";
    private const int FirstChoice = 476500000;

    /// <summary>So many that the companies' list takes two batches of five pages.</summary>
    private const int LaterCompanies = 1000;

    /// <summary>The second page of the first batch.</summary>
    private const int StoppedAfter = 205;

    private static readonly string[] Tables =
    [
        "pax8_connector", "pax8_provideraccount", "pax8_product", "pax8_subscription", "pax8_licensechangelog", "pax8_syncjob", "pax8_syncbatch", "pax8_syncissue",
        "pax8_subscriptiondifference",
    ];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly VirtualTime _time = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
    private readonly Pax8Simulator _pax8;

    private readonly string _revision;

    private Recipe(string revision)
    {
        _revision = revision;
        _pax8 = new(new Pax8SimulatorOptions { Companies = 6, Subscriptions = 30, TimeProvider = _time });
    }

    private Pax8State There => _pax8.State;

    /// <summary>Writes both files into the folder.</summary>
    public static void Run(string folder, string revision) => new Recipe(revision).Store(Directory.CreateDirectory(folder).FullName);

    private void Store(string folder)
    {
        var file = Path.Combine(Path.GetTempPath(), $"version-before-{Guid.NewGuid():N}.sqlite");
        try
        {
            Guid connector;
            using (var rows = TenantDatabase.File(file))
            {
                var tenant = Open(rows, 1, null);
                connector = Live(tenant);
                Close(tenant);
            }
            using (var rows = TenantDatabase.File(file)) Interrupt(rows, connector);
            // A tenant that opens puts back what a stopped one left in progress: that is for the version that comes.
            using (var rows = TenantDatabase.File(file))
            using (var copy = TenantDatabase.CopyOf(rows))
            {
                var tenant = Open(copy, 3, null);
                File.WriteAllText(Path.Combine(folder, "version-before.json"), Told(tenant));
                Close(tenant);
            }
            Dump.Write(file, Path.Combine(folder, "version-before.sql"));
        }
        finally
        {
            foreach (var rest in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*")) File.Delete(rest);
        }
    }

    private Guid Live(Tenant tenant)
    {
        var names = There.Companies.Select(company => company.Name).ToList();
        foreach (var name in names.Take(2)) tenant.Administrator.Create(new Entity("account") { ["name"] = name });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = Choice(1));
        Press(tenant, "pax8_VerifyConnectivity", "pax8_connector", connector);
        Press(tenant, "pax8_SyncProviderAccounts", "pax8_connector", connector);
        foreach (var (account, company) in Rows(tenant, "account", "name").Join(
            Rows(tenant, "pax8_provideraccount", "pax8_name"), row => row["name"], row => row["pax8_name"], (account, company) => (account, company)))
            Save(tenant, company, ("pax8_accountid", account.ToEntityReference()));
        Press(tenant, "pax8_SyncSubscriptions", "pax8_connector", connector);
        Save(tenant, Rows(tenant, "pax8_provideraccount", "pax8_name").Single(row => (string)row["pax8_name"] == names[2]), ("pax8_syncstatus", Choice(1)));

        var quiet = Rows(tenant, "pax8_provideraccount", "pax8_providerspecificid", "pax8_syncstatus")
            .Where(row => row.GetAttributeValue<OptionSetValue>("pax8_syncstatus").Value == FirstChoice).Select(row => (string)row["pax8_providerspecificid"]).ToHashSet();
        var mine = There.Subscriptions.Where(one => one is { Status: "Active", Commitment: null } && quiet.Contains(one.CompanyId)).ToList();
        var (takenOver, sent, refused, later, both, ending, unreadable) = (mine[0], mine[1], mine[2], mine[3], mine[4], mine[5], mine[6]);

        There.ChangeQuantity(takenOver.Id, takenOver.Quantity + 4);
        Order(tenant, sent, +2);
        _pax8.Forbidden.Add(Put);
        Order(tenant, refused, +3);
        Order(tenant, refused, +5);
        _pax8.Forbidden.Remove(Put);
        Order(tenant, later, +6, ("pax8_changeeffectiveon", _time.GetUtcNow().UtcDateTime.AddDays(10)), ("pax8_changereason", "A project begins"));
        Save(tenant, connector, ("pax8_writeback", false));
        Order(tenant, both, +1);
        Save(tenant, connector, ("pax8_writeback", true));
        There.ChangeQuantity(both.Id, both.Quantity + 7);
        There.CancelSubscription(ending.Id);
        There.ChangeQuantity(unreadable.Id, 2.5m);
        _time.Advance(TimeSpan.FromHours(1));
        Press(tenant, "pax8_SyncProviderAccounts", "pax8_connector", connector);
        Press(tenant, "pax8_SyncSubscriptions", "pax8_connector", connector);
        Press(tenant, "pax8_CompareSubscriptions", "pax8_connector", connector);
        There.ChangeQuantity(unreadable.Id, unreadable.Quantity + 1);
        return connector;
    }

    /// <summary>A sync of both, stopped in its midst as the end of a process stops it. By this seed three batches are open then: one begun, one of each sync not.</summary>
    private void Interrupt(TenantDatabase rows, Guid connector)
    {
        for (var number = 0; number < LaterCompanies; number++)
        {
            There.AddCompany(FormattableString.Invariant($"Company {number:0000}"), company => new Pax8Company
            {
                Id = FormattableString.Invariant($"00000000-0000-4000-8000-{number:000000000000}"),
                Name = company.Name,
                UpdatedDate = company.UpdatedDate,
            });
        }
        _time.Advance(TimeSpan.FromHours(1));
        var tenant = Open(rows, seed: 5, new StopAfter("Create", "pax8_provideraccount", StoppedAfter));
        try
        {
            tenant.Administrator.Execute(Bound("pax8_SyncProviderAccounts", "pax8_connector", connector));
            tenant.Administrator.Execute(Bound("pax8_SyncSubscriptions", "pax8_connector", connector));
            tenant.SettleAsync().GetAwaiter().GetResult();
            throw new InvalidOperationException("The sync was over before it was stopped.");
        }
        catch (ProcessStoppedException)
        {
            // What it had committed is stored.
        }
        Close(tenant);
    }

    /// <summary>What is not in the database: the moment, what Pax8 has, and how choices were shown to people.</summary>
    private string Told(Tenant tenant)
    {
        var captions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, row) in Tables.SelectMany(table => Rows(tenant, table).Select(row => (table, row))))
            foreach (var (column, value) in row.Attributes)
                if (value is OptionSetValue choice) captions[FormattableString.Invariant($"{table}.{column}.{choice.Value}")] = row.FormattedValues[column];
        return JsonSerializer.Serialize(
            new
            {
                Revision = _revision,
                Now = _time.GetUtcNow(),
                Captions = captions,
                There.Products,
                There.Subscriptions,
                There.Companies,
            },
            Json) + "\n";
    }

    private void Order(Tenant tenant, Pax8Subscription subscription, int more, params (string Column, object? Value)[] values)
    {
        var row = Rows(tenant, "pax8_subscription", "pax8_providerspecificid").Single(row => (string)row["pax8_providerspecificid"] == subscription.Id);
        Save(tenant, row, [("pax8_quantity", (int)subscription.Quantity + more), .. values]);
    }

    private static void Save(Tenant tenant, Guid connector, params (string Column, object? Value)[] values) => Save(tenant, new Entity("pax8_connector", connector), values);

    private static void Save(Tenant tenant, Entity row, params (string Column, object? Value)[] values)
    {
        var change = new Entity(row.LogicalName, row.Id);
        foreach (var (column, value) in values) change[column] = value;
        tenant.Administrator.Update(change);
        tenant.SettleAsync().GetAwaiter().GetResult();
    }

    private static void Press(Tenant tenant, string api, string table, Guid id)
    {
        tenant.Administrator.Execute(Bound(api, table, id));
        tenant.SettleAsync().GetAwaiter().GetResult();
    }

    private static OrganizationRequest Bound(string api, string table, Guid id) => new(api) { ["Target"] = new EntityReference(table, id) };

    private static OptionSetValue Choice(int number) => new(FirstChoice + number);

    /// <summary>The rows of a table, in these columns; all columns where none is named.</summary>
    private static List<Entity> Rows(Tenant tenant, string table, params string[] columns) =>
        [.. tenant.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = columns.Length == 0 ? new ColumnSet(true) : new ColumnSet(columns) }).Entities];

    private Tenant Open(TenantDatabase rows, int seed, ITenantProbe? probe) => Tenant
        .StartAsync(new TenantOptions { Simulated = true, Database = rows, Pax8 = _pax8, Time = _time, Seed = seed, Probe = probe }).GetAwaiter().GetResult();

    private static void Close(Tenant tenant) => tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Ends the process after so many commits of an operation.</summary>
    private sealed class StopAfter(string operation, string table, int commits) : ITenantProbe
    {
        private int _commits;

        public void Before(string done, string of)
        {
        }

        public void After(string done, string of)
        {
            if (done == operation && of == table && ++_commits == commits) throw new ProcessStoppedException();
        }
    }
}
