using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Query;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Retrieve and RetrieveMultiple as the caller may see it: rows within the depth of his read privilege, without the
/// secured columns that are hidden from him.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-retrieve
/// </summary>
internal sealed class Retrieval(Engine engine, QueryRunner queries, KeyResolver keys)
{
    public Entity Retrieve(Caller caller, EntityReference target, ColumnSet columns)
    {
        var table = engine.Table(target.LogicalName);
        engine.Statistics.AddRead(table.LogicalName);
        LetOthersIn(caller, "Retrieve", table.LogicalName);
        Demand(caller, table);
        var id = keys.Find(table, target.Id, target.KeyAttributes, work => Read(caller, work))
            ?? throw (target.Id == Guid.Empty ? KeyResolver.NotFound(table.LogicalName) : Faults.RowNotFound(table.LogicalName, target.Id));
        var asking = Asking(caller) with { Rows = null };
        var owner = RowValues.OwnerColumn(table);
        var found = Read(caller, connection =>
        {
            if (engine.Access.OnlyOwn(caller.UserId, Access.Read, table)
                && engine.Rows[table.LogicalName].Read(connection, id, owner) is { } row)
            {
                engine.Access.Demand(caller.UserId, Access.Read, table, row);
            }

            return queries.Find(connection, table.LogicalName, id, columns, asking);
        }) ?? throw Faults.RowNotFound(table.LogicalName, id);
        engine.Latency.Queried(caller.Transaction, rows: 1);
        return found;
    }

    public EntityCollection RetrieveMultiple(Caller caller, QueryBase query)
    {
        var read = QueryRunner.Read(query);
        foreach (var table in Tables(read))
        {
            Demand(caller, engine.Table(table));
        }

        engine.Statistics.AddRead(read.Table);
        LetOthersIn(caller, "RetrieveMultiple", read.Table);
        var asking = Asking(caller);
        var found = Read(caller, connection => queries.Run(connection, read, asking));
        engine.Latency.Queried(caller.Transaction, found.Entities.Count);
        return found;
    }

    private void Demand(Caller caller, TableDefinition table)
    {
        foreach (var user in caller.Privileged)
        {
            engine.Access.Demand(user, Access.Read, table);
        }
    }

    private void LetOthersIn(Caller caller, string operation, string table)
    {
        if (caller.Transaction is not { HasWritten: true })
        {
            engine.Commits.Between(operation, table);
        }
    }

    private T Read<T>(Caller caller, Func<DatabaseConnection, T> work) =>
        caller.Transaction is { } transaction ? transaction.Read(work) : engine.Database.Read(work);

    private QueryCaller Asking(Caller caller)
    {
        var rights = engine.Access.RightsOf(caller.UserId);
        return new QueryCaller
        {
            UserId = caller.UserId,
            BusinessUnitId = engine.BusinessUnitId,
            UtcNow = engine.Time.GetUtcNow().UtcDateTime,
            Rows = rights.Everything ? null : (table, alias, parameter) => engine.Access.OnlyOwn(caller.UserId, Access.Read, table)
                ? $"{alias}.ownerid = {parameter(ColumnStorage.StoredGuid(caller.UserId))}"
                : null,
            HiddenColumns = rights.EveryColumn ? null : table => Hidden(rights, engine.Table(table)),
            Cost = engine.QueryObserver is { } observer ? Telling(observer, caller.Limit) : null,
        };
    }

    private static Action<TenantQuery, int, long> Telling(IQueryObserver observer, ExecutionLimit execution) => (query, rows, steps) =>
        observer.Queried(new QueryCost(execution, execution.Operation, QueryShape.Of(query), QueryShape.Values(query), rows, steps, query.Columns.Named.Count));

    private static FrozenSet<string> Hidden(UserRights rights, TableDefinition table) => table.Columns.Values
        .Where(column => !rights.CanRead(table.LogicalName, column))
        .Select(column => column.LogicalName)
        .ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string> Tables(TenantQuery query) => query.Links.SelectMany(Tables).Prepend(query.Table);

    private static IEnumerable<string> Tables(QueryLink link) => link.Links.SelectMany(Tables).Prepend(link.Table);
}
