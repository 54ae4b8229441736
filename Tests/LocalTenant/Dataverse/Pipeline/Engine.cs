using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;

namespace DataverseEmulator.Pipeline;

/// <summary>The parts that the execution of a message needs, made once when the tenant opens.</summary>
internal sealed class Engine
{
    private readonly ILookup<string, RelationshipDefinition> relationships;

    public Engine(TenantMetadata metadata)
    {
        Metadata = metadata;
        relationships = metadata.Relationships.ToLookup(relationship => relationship.ReferencedTable);
    }

    public TenantMetadata Metadata { get; }
    public required TenantDatabase Database { get; init; }
    public required IReadOnlyDictionary<string, RowStore> Rows { get; init; }
    public required TimeProvider Time { get; init; }
    public required IdSource Ids { get; init; }
    public required AccessRules Access { get; init; }
    public required StepRegistry Steps { get; init; }
    public required PluginHost Plugins { get; init; }
    public required CommitGate Commits { get; init; }
    public required RowLatency Latency { get; init; }
    public required TenantStatistics Statistics { get; init; }
    public required IJobQueue Jobs { get; init; }
    public required Func<Type, object?> PlatformServices { get; init; }
    public required Guid SystemUserId { get; init; }
    public required Guid BusinessUnitId { get; init; }
    public required Guid OrganizationId { get; init; }
    public required string EnvironmentId { get; init; }
    public MergedLinks MergedLinks { get; init; }

    /// <summary>Whether the message SendAppNotification exists.</summary>
    public bool HasAppNotifications { get; init; }
    public IQueryObserver? QueryObserver { get; init; }
    public TraceLog Traces { get; } = new();

    /// <summary>Now, to the second: what the platform writes into its own date columns.</summary>
    public DateTime Now => ValueRules.ToTheSecond(Time.GetUtcNow().UtcDateTime);

    /// <exception cref="System.ServiceModel.FaultException">There is no such table.</exception>
    public TableDefinition Table(string? logicalName) =>
        logicalName is not null && Metadata.Tables.TryGetValue(logicalName, out var table) ? table : throw Faults.NoSuchTable(logicalName ?? "");

    /// <summary>The relationships in which rows of the table are the one that many others point to.</summary>
    public IEnumerable<RelationshipDefinition> PointingTo(string table) => relationships[table];
}

/// <summary>Takes asynchronous steps on, in the transaction of the operation that caused them.</summary>
internal interface IJobQueue
{
    void Enqueue(OperationTransaction transaction, StepDefinition step, PluginContext context);

    /// <summary>Called after the commit of a transaction that enqueued something.</summary>
    void Committed();
}
