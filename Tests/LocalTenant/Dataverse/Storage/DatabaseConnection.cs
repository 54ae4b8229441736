using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace DataverseEmulator.Storage;

/// <summary>
/// One SQLite connection with its prepared statements. Used by one thread at a time; <see cref="TenantDatabase"/> sees to it.
/// A statement's rows are read to the end before the same text is run again.
/// </summary>
public sealed class DatabaseConnection : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

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

    /// <summary>
    /// The prepared statement of this text with these values for its parameters <c>$0</c>, <c>$1</c>… in that order.
    /// Null values become SQL NULL.
    /// </summary>
    public SqliteCommand Prepare(string sql, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = Sqlite.CreateCommand();
            command.CommandText = sql;
            for (var index = 0; index < values.Length; index++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + index });
            }

            prepared.Add(sql, command);
        }

        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Runs a statement; the number of rows it changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row; null for no row and for SQL NULL.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        var found = Prepare(sql, values).ExecuteScalar();
        return found is DBNull ? null : found;
    }

    /// <summary>All rows of a query, each made by <paramref name="read"/>.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        Sqlite.Dispose();
    }
}
