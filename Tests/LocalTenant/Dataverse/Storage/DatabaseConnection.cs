using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Async;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataverseEmulator.Storage;

/// <summary>
/// One SQLite connection with its prepared statements. Used by one thread at a time; <see cref="TenantDatabase"/> sees to it.
/// A statement's rows are read to the end before the same text is run again.
/// </summary>
public sealed class DatabaseConnection : IDisposable
{
    // Lists of values make ever new texts, so not all can be kept.
    private const int Kept = 1000;
    private readonly Dictionary<string, SqlStatement> prepared = new(StringComparer.Ordinal);

    // Without counting what it allocates SQLite allocates faster. Too late where somebody used SQLite before, which then counts on.
    static DatabaseConnection()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    internal DatabaseConnection(string connectionString, IEnumerable<string> settings)
    {
        Sqlite = new SqliteConnection(connectionString);
        Sqlite.Open();
        ColumnStorage.Prepare(Sqlite);
        foreach (var setting in settings)
        {
            Run($"PRAGMA {setting}");
        }
    }

    /// <summary>The connection itself, for statements that are built elsewhere.</summary>
    public SqliteConnection Sqlite { get; }

    /// <summary>The waiting jobs where they are kept beside the rows.</summary>
    internal WaitingJobs? Waiting { get; private set; }

    /// <summary>
    /// Runs a statement with these values for its parameters <c>$0</c>, <c>$1</c>… in that order; the number of rows it changed.
    /// Null values become SQL NULL.
    /// </summary>
    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Begin(sql, values);
        try
        {
            while (statement.Step())
            {
            }
        }
        finally
        {
            statement.End();
        }

        return raw.sqlite3_changes(Sqlite.Handle);
    }

    /// <summary>The first column of the first row; null for no row and for SQL NULL.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Begin(sql, values);
        try
        {
            return statement.Step() ? statement.GetValue(0) : null;
        }
        finally
        {
            statement.End();
        }
    }

    /// <summary>All rows of a query, each made by <paramref name="read"/>.</summary>
    public List<T> Query<T>(string sql, Func<SqlStatement, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        var statement = Begin(sql, values);
        try
        {
            while (statement.Step())
            {
                rows.Add(read(statement));
            }
        }
        finally
        {
            statement.End();
        }

        return rows;
    }

    public void Dispose()
    {
        Forget();
        Sqlite.Dispose();
    }

    /// <summary>From now on tells of each change to a job. Once for a connection, which everybody who writes uses.</summary>
    internal void Keep(WaitingJobs waiting)
    {
        Waiting = waiting;
        raw.sqlite3_update_hook(
            Sqlite.Handle,
            (_, _, _, table, row) =>
            {
                if (table.utf8_to_string() == AsyncOperationTable.Name)
                {
                    waiting.Changed(row);
                }
            },
            null);
    }

    /// <summary>The prepared statement of this text, begun with these values. Who begins it ends it.</summary>
    internal SqlStatement Begin(string sql, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            if (prepared.Count >= Kept)
            {
                Forget();
            }

            statement = new SqlStatement(Sqlite, sql);
            prepared.Add(sql, statement);
        }

        statement.Begin(values);
        return statement;
    }

    private void Forget()
    {
        foreach (var (sql, statement) in prepared.Where(known => !known.Value.IsRunning).ToList())
        {
            statement.Dispose();
            prepared.Remove(sql);
        }
    }
}
