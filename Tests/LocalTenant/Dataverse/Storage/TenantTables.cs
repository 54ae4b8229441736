using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;

namespace DataverseEmulator.Storage;

/// <summary>
/// Makes the tables of a database fit the metadata: what is missing is added, with rows kept, as an import does. The
/// tables whose name begins with <c>tenant_</c> are the local tenant's own and no part of Dataverse's surface.
/// </summary>
internal static class TenantTables
{
    private static readonly string[] Own =
    [
        "CREATE TABLE IF NOT EXISTS tenant_user_role (userid TEXT NOT NULL, roleid TEXT NOT NULL, PRIMARY KEY (userid, roleid)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS tenant_user_profile (userid TEXT NOT NULL, profileid TEXT NOT NULL, PRIMARY KEY (userid, profileid)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS tenant_job (jobid TEXT NOT NULL PRIMARY KEY, stepid TEXT NOT NULL, executions INTEGER NOT NULL, doubled INTEGER NOT NULL, context TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS tenant_shape (name TEXT NOT NULL PRIMARY KEY, statement TEXT NOT NULL) WITHOUT ROWID",
    ];

    /// <summary>Creates or completes the tables; does nothing when the database was made from the same metadata.</summary>
    public static void Fit(DatabaseConnection connection, TenantMetadata metadata)
    {
        var statements = metadata.Tables.Values.SelectMany(ColumnStorage.CreateStatements).ToList();
        var shape = string.Join(";\n", statements);
        var known = connection.Scalar("SELECT 1 FROM sqlite_master WHERE name = 'tenant_shape'") is not null;
        if (known && connection.Scalar("SELECT statement FROM tenant_shape WHERE name = 'all'") as string == shape)
        {
            return;
        }

        connection.Waiting?.Forget();
        foreach (var statement in Own)
        {
            Execute(connection, statement);
        }

        foreach (var table in metadata.Tables.Values)
        {
            Fit(connection, table);
        }

        // For the queue alone: queries of the tenant's users name the column as it is, and SQLite takes this index only for the expression.
        Execute(connection, "CREATE INDEX IF NOT EXISTS tenant_job_state ON asyncoperation (statecode + 0)");
        connection.Run("INSERT OR REPLACE INTO tenant_shape (name, statement) VALUES ('all', $0)", shape);
    }

    private static void Fit(DatabaseConnection connection, TableDefinition table)
    {
        var before = ColumnsOf(connection, table.LogicalName);
        if (before.Count == 0)
        {
            Create(connection, table);
            return;
        }

        // SQLite can't change a table's columns in place in all respects, so the rows move into a new one.
        Execute(connection, $"ALTER TABLE {ColumnStorage.Quote(table.LogicalName)} RENAME TO tenant_previous");
        foreach (var index in connection.Query("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'tenant_previous' AND sql IS NOT NULL", row => row.GetString(0)))
        {
            Execute(connection, $"DROP INDEX {ColumnStorage.Quote(index)}");
        }

        Create(connection, table);
        var kept = string.Join(", ", ColumnsOf(connection, table.LogicalName).Intersect(before).Select(ColumnStorage.Quote));
        Execute(connection, $"INSERT INTO {ColumnStorage.Quote(table.LogicalName)} ({kept}) SELECT {kept} FROM tenant_previous ORDER BY rowid");
        Execute(connection, "DROP TABLE tenant_previous");
    }

    private static void Create(DatabaseConnection connection, TableDefinition table)
    {
        foreach (var statement in ColumnStorage.CreateStatements(table))
        {
            Execute(connection, statement);
        }
    }

    private static List<string> ColumnsOf(DatabaseConnection connection, string table) =>
        connection.Query("SELECT name FROM pragma_table_info($0)", row => row.GetString(0), table);

    /// <summary>Once-only statements stay out of the connection's prepared ones.</summary>
    private static void Execute(DatabaseConnection connection, string statement)
    {
        using var command = connection.Sqlite.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
