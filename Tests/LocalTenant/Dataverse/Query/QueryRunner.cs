using System;
using DataverseEmulator.Metadata;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using SQLitePCL;

namespace DataverseEmulator.Query;

/// <summary>
/// Answers queries from SQLite. Holds no state but the metadata: safe for concurrent use with different connections.
/// Connections must have gone through <see cref="Storage.ColumnStorage.Prepare"/>.
/// </summary>
public sealed class QueryRunner(TenantMetadata metadata)
{
    // Source: org-service/queryexpression/count-rows
    private const int MaximumTotalCount = 5000;

    /// <summary>A query of any of the three kinds in the tenant's terms.</summary>
    /// <exception cref="System.ServiceModel.FaultException">Dataverse would refuse it.</exception>
    /// <exception cref="NotSupportedException">Dataverse could answer it, the local tenant can't.</exception>
    public static TenantQuery Read(QueryBase query) => query switch
    {
        QueryExpression expression => QueryExpressionReader.Read(expression),
        QueryByAttribute byAttribute => QueryExpressionReader.Read(byAttribute),
        FetchExpression fetch => FetchXmlReader.Read(fetch.Query),
        null => throw QueryFault.Invalid("Required field 'Query' is missing"),
        _ => throw QueryFault.Unsupported($"queries of type {query.GetType().Name}"),
    };

    /// <summary>
    /// A page of rows. Absent are columns without value and those the caller can't read; lookups have their names,
    /// FormattedValues their texts, RowVersion is set. TotalRecordCount is -1 unless asked for.
    /// </summary>
    /// <exception cref="System.ServiceModel.FaultException">Dataverse would refuse the query: unknown table or column, wrong type of value, too many conditions or links.</exception>
    /// <exception cref="NotSupportedException">Dataverse could answer it, the local tenant can't.</exception>
    public EntityCollection Run(SqliteConnection connection, SqliteTransaction? transaction, TenantQuery query, QueryCaller caller)
    {
        var built = QuerySql.Build(query, metadata, caller);
        using var command = Command(connection, transaction, built, built.Sql);
        EntityCollection page;
        long steps;
        using (var reader = command.ExecuteReader())
        {
            page = QueryRows.Read(reader, built);
            steps = Steps(reader, caller);
        }
        if (built.CountSql is not null)
            steps += Count(connection, transaction, built, caller, page);
        caller.Cost?.Invoke(query, page.Entities.Count, steps);
        return page;
    }

    /// <inheritdoc cref="Run(SqliteConnection, SqliteTransaction?, TenantQuery, QueryCaller)"/>
    public EntityCollection Run(SqliteConnection connection, SqliteTransaction? transaction, QueryBase query, QueryCaller caller) =>
        Run(connection, transaction, Read(query), caller);

    /// <summary>The row of that id with those columns, or null when there is none that the caller may read.</summary>
    public Entity? Find(SqliteConnection connection, SqliteTransaction? transaction, string table, Guid id, ColumnSet columns, QueryCaller caller)
    {
        if (!metadata.Tables.TryGetValue(table, out var definition))
            throw QueryFault.UnknownTable(table);
        var rows = Run(connection, transaction, TenantQuery.ById(table, definition.PrimaryKey, id, columns), caller).Entities;
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Refuses what a run would refuse, without running it: views and forms are checked so.</summary>
    public void Check(TenantQuery query) =>
        QuerySql.Build(query, metadata, new QueryCaller { UserId = Guid.Empty, BusinessUnitId = Guid.Empty, UtcNow = DateTime.UnixEpoch });

    private static long Count(SqliteConnection connection, SqliteTransaction? transaction, BuiltQuery built, QueryCaller caller, EntityCollection page)
    {
        using var command = Command(connection, transaction, built, built.CountSql!);
        using var reader = command.ExecuteReader();
        reader.Read();
        var total = reader.GetInt32(0);
        page.TotalRecordCount = Math.Min(total, MaximumTotalCount);
        page.TotalRecordCountLimitExceeded = total > MaximumTotalCount;
        return Steps(reader, caller);
    }

    /// <summary>What the statement did so far; nothing is asked where nobody wants to know.</summary>
    private static long Steps(SqliteDataReader reader, QueryCaller caller) =>
        caller.Cost is null ? 0 : raw.sqlite3_stmt_status(reader.Handle, raw.SQLITE_STMTSTATUS_VM_STEP, resetFlg: 1);

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, BuiltQuery built, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text is made of names out of the metadata; every value is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in built.Parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
