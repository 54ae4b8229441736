using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using DataverseEmulator.Storage;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;

namespace Pax8Dataverse.Tests.Pipeline.Upgrade;

/// <summary>A small database that the version before stored, and the Pax8 beside it; how both are made stands in Tests/README.md.</summary>
internal sealed class VersionBefore : IDisposable
{
    private static readonly Lazy<TenantDatabase> Stored = new(Restore);
    private static readonly Lazy<Told> Beside = new(() => JsonSerializer.Deserialize<Told>(Resource("version-before.json"))!);

    public VersionBefore(Func<TenantOptions, TenantOptions>? change = null)
    {
        Time = new VirtualTime(Beside.Value.Now);
        Pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 0, TimeProvider = Time });
        foreach (var product in Beside.Value.Products) Pax8.State.SetProduct(product);
        foreach (var company in Beside.Value.Companies) Pax8.State.AddCompany(company.Name, _ => company);
        foreach (var subscription in Beside.Value.Subscriptions) Pax8.State.AddSubscription(subscription.CompanyId, subscription.ProductId, subscription.Quantity, _ => subscription);
        Tenant = Given.Tenant(options => (change ?? (same => same))(options with { Database = Rows, Pax8 = Pax8, Time = Time, Seed = 7 }));
        Connector = Tenant.Rows("pax8_connector").Single().Id;
    }

    /// <summary>Captions that choices had, by table, column and value: <c>pax8_syncjob.pax8_kind.476500000</c>.</summary>
    public static IReadOnlyDictionary<string, string> Captions => Beside.Value.Captions;

    /// <summary>What was stored, opened by nobody since.</summary>
    public static TenantDatabase Before => Stored.Value;

    /// <summary>The copy that today's code has opened.</summary>
    public TenantDatabase Rows { get; } = TenantDatabase.CopyOf(Stored.Value);

    public VirtualTime Time { get; }

    public Pax8Simulator Pax8 { get; }

    public Tenant Tenant { get; }

    public Guid Connector { get; }

    public void Dispose()
    {
        Tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Rows.Dispose();
    }

    private static TenantDatabase Restore()
    {
        var database = TenantDatabase.InMemory();
        using var command = database.BeginWriting().Sqlite.CreateCommand();
#pragma warning disable CA2100 // The statements lie in the repository.
        command.CommandText = Resource("version-before.sql");
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        database.EndWriting(commit: true);
        return database;
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(VersionBefore).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed record Told(
        DateTimeOffset Now, IReadOnlyDictionary<string, string> Captions, IReadOnlyList<Pax8Product> Products, IReadOnlyList<Pax8Subscription> Subscriptions,
        IReadOnlyList<Pax8Company> Companies);
}
