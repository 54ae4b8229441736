using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Query;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;

namespace DataverseEmulator;

/// <summary>Puts a tenant together: metadata, database, engine.</summary>
internal sealed class TenantOpening(LocalDataverseOptions options)
{
    // Metadata is handed in again and again by simulated runs; its package is looked into once.
    private static readonly ConditionalWeakTable<TenantMetadata, PluginPackageDefinition> Checked = [];

    public LocalDataverse Open()
    {
        var metadata = options.Metadata ?? SolutionReader.Read(options.SolutionFolder, PluginAssembly());
        if (options.PackageFolder is { } folder && !Checked.TryGetValue(metadata, out _))
        {
            PluginPackageReader.Check(metadata.Package, folder, PluginAssembly());
            Checked.AddOrUpdate(metadata, metadata.Package);
        }

        var database = options.Database ?? TenantDatabase.InMemory();
        try
        {
            return Open(metadata, database);
        }
        catch
        {
            if (options.Database is null)
            {
                database.Dispose();
            }

            throw;
        }
    }

    private LocalDataverse Open(TenantMetadata metadata, TenantDatabase database)
    {
        var rows = metadata.Tables.Values.ToDictionary(table => table.LogicalName, table => new RowStore(table), StringComparer.Ordinal);
        var (ids, known) = Prepare(metadata, database, rows);
        var organization = options.OrganizationId ?? known.Organization;
        var environment = options.EnvironmentId ?? organization.ToString();
        var jobs = new JobStore(metadata, rows[AsyncOperationTable.Name], options.Time, ids) { OrganizationId = organization, EnvironmentId = environment };
        var async = new AsyncService(jobs, database, options.Time, options.SimulatedWorkers);
        var users = new UserDirectory(metadata, database, known.System);
        var statistics = new TenantStatistics();
        var latency = new RowLatency(options.Time, options.WriteLatency, options.QueryLatency, options.RowLatency);
        var engine = new Engine(metadata)
        {
            Database = database,
            Rows = rows,
            Time = options.Time,
            Ids = ids,
            Access = new AccessRules(users),
            Steps = new StepRegistry(metadata.Steps),
            Plugins = new PluginHost(CreatePlugin()),
            Commits = new CommitGate(options.Probe, statistics, latency),
            Latency = latency,
            Statistics = statistics,
            Jobs = async,
            PlatformServices = options.PlatformServices ?? (_ => null),
            SystemUserId = known.System,
            BusinessUnitId = known.Unit,
            OrganizationId = organization,
            EnvironmentId = environment,
            MergedLinks = options.MergedLinks,
            HasAppNotifications = options.HasAppNotifications,
            QueryObserver = options.QueryObserver,
        };
        var runner = new PluginRunner(engine);
        var dispatcher = new RequestDispatcher(engine, runner, new QueryRunner(metadata));
        runner.Dispatcher = dispatcher;
        async.Use(new JobRunner(engine, runner, jobs, options));
        AfterRestart(database, jobs, users, known.Administrator);
        return LocalDataverse.Of(engine, dispatcher, users, async, known.Administrator, options.Database is null ? database : null);
    }

    private (IdSource Ids, KnownRows Known) Prepare(TenantMetadata metadata, TenantDatabase database, Dictionary<string, RowStore> rows)
    {
        var connection = database.BeginWriting();
        var done = false;
        try
        {
            TenantTables.Fit(connection, metadata);
            var opening = (int)(long)connection.Scalar("SELECT user_version FROM pragma_user_version")! + 1;
            using (var count = connection.Sqlite.CreateCommand())
            {
                count.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {opening}");
                count.ExecuteNonQuery();
            }

            var ids = new IdSource(options.Seed, opening, rows.Values.Max(table => table.LastRowVersion(connection)));
            if (connection.Scalar("SELECT 1 FROM systemuser LIMIT 1") is null)
            {
                new Seeds(metadata, rows, ids, ValueRules.ToTheSecond(options.Time.GetUtcNow().UtcDateTime)).Write(connection);
            }

            var known = KnownRows.In(connection);
            done = true;
            return (ids, known);
        }
        finally
        {
            database.EndWriting(commit: done);
        }
    }

    private static void AfterRestart(TenantDatabase database, JobStore jobs, UserDirectory users, Guid administrator)
    {
        var connection = database.BeginWriting();
        var done = false;
        try
        {
            jobs.ReleaseAll(connection);
            users.AddRole(connection, administrator, UserDirectory.AdministratorRole);
            done = true;
        }
        finally
        {
            database.EndWriting(commit: done);
        }
    }

    private Func<string, object> CreatePlugin() => options.CreatePlugin ?? (name => PluginHost.From(PluginAssembly())(name));

    private Assembly PluginAssembly() => options.PluginAssembly
        ?? throw new InvalidOperationException("No plug-in assembly was given to the tenant.");

    /// <summary>Ids of the seeded rows.</summary>
    private sealed record KnownRows(Guid System, Guid Administrator, Guid Unit, Guid Organization)
    {
        public static KnownRows In(DatabaseConnection connection) => new(
            Id(connection, "SELECT systemuserid FROM systemuser WHERE fullname = $0 ORDER BY rowid LIMIT 1", Seeds.SystemName),
            Id(connection, "SELECT systemuserid FROM systemuser WHERE fullname = $0 ORDER BY rowid LIMIT 1", Seeds.AdministratorName),
            Id(connection, "SELECT businessunitid FROM businessunit ORDER BY rowid LIMIT 1"),
            Id(connection, "SELECT organizationid FROM organization ORDER BY rowid LIMIT 1"));

        private static Guid Id(DatabaseConnection connection, string sql, params ReadOnlySpan<object?> values) =>
            Guid.Parse((string)connection.Scalar(sql, values)!);
    }
}
