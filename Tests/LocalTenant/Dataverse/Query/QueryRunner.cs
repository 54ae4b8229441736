using System;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>
/// Answers queries from SQLite. Holds no state but the metadata: safe for concurrent use with different connections.
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
    public EntityCollection Run(DatabaseConnection connection, TenantQuery query, QueryCaller caller)
    {
        var built = QuerySql.Build(query, metadata, caller);
        EntityCollection page;
        long steps;
        var statement = connection.Begin(built.Sql, built.Parameters);
        try
        {
            _ = Steps(statement, caller);
            page = QueryRows.Read(statement, built);
            steps = Steps(statement, caller);
        }
        finally
        {
            statement.End();
        }
        if (built.CountSql is not null)
            steps += Count(connection, built, caller, page);
        caller.Cost?.Invoke(query, page.Entities.Count, steps);
        return page;
    }

    /// <inheritdoc cref="Run(DatabaseConnection, TenantQuery, QueryCaller)"/>
    public EntityCollection Run(DatabaseConnection connection, QueryBase query, QueryCaller caller) =>
        Run(connection, Read(query), caller);

    /// <summary>The row of that id with those columns, or null when there is none that the caller may read.</summary>
    public Entity? Find(DatabaseConnection connection, string table, Guid id, ColumnSet columns, QueryCaller caller)
    {
        if (!metadata.Tables.TryGetValue(table, out var definition))
            throw QueryFault.UnknownTable(table);
        var rows = Run(connection, TenantQuery.ById(table, definition.PrimaryKey, id, columns), caller).Entities;
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Refuses what a run would refuse, without running it: views and forms are checked so.</summary>
    public void Check(TenantQuery query) =>
        QuerySql.Build(query, metadata, new QueryCaller { UserId = Guid.Empty, BusinessUnitId = Guid.Empty, UtcNow = DateTime.UnixEpoch });

    private static long Count(DatabaseConnection connection, BuiltQuery built, QueryCaller caller, EntityCollection page)
    {
        var statement = connection.Begin(built.CountSql!, built.Parameters);
        try
        {
            _ = Steps(statement, caller);
            statement.Step();
            var total = statement.GetInt32(0);
            page.TotalRecordCount = Math.Min(total, MaximumTotalCount);
            page.TotalRecordCountLimitExceeded = total > MaximumTotalCount;
            return Steps(statement, caller);
        }
        finally
        {
            statement.End();
        }
    }

    /// <summary>What the statement did since it was last asked; nothing is asked where nobody wants to know.</summary>
    private static long Steps(SqlStatement statement, QueryCaller caller) => caller.Cost is null ? 0 : statement.TakeSteps();
}
