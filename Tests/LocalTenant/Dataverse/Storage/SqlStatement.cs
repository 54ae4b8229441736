using System;
using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataverseEmulator.Storage;

/// <summary>
/// A prepared statement of one connection, and while it runs the row that it stands on. Values go in by place: that of
/// <c>?1</c>, <c>?2</c>…, or of <c>$0</c>, <c>$1</c>….
/// </summary>
public sealed class SqlStatement : IDisposable
{
    // As long as Microsoft.Data.Sqlite waits for a file that another process holds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;
    private readonly int[] places;
    private bool bound;

    internal SqlStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Demand(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        places = new int[raw.sqlite3_bind_parameter_count(statement)];
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = Place(raw.sqlite3_bind_parameter_name(statement, index + 1).utf8_to_string());
        }
    }

    /// <summary>Whether somebody reads its rows.</summary>
    internal bool IsRunning { get; private set; }

    public bool IsDBNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string GetString(int column)
    {
        return IsDBNull(column) ? throw new InvalidOperationException($"Column {column} has no value.") : raw.sqlite3_column_text(statement, column).utf8_to_string();
    }

    public long GetInt64(int column) => IsDBNull(column) ? throw new InvalidOperationException($"Column {column} has no value.") : raw.sqlite3_column_int64(statement, column);

    public int GetInt32(int column) => checked((int)GetInt64(column));

    public bool GetBoolean(int column) => GetInt64(column) != 0;

    /// <summary>The value as long, double or string; null for SQL NULL.</summary>
    public object? GetValue(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => GetString(column),
        _ => throw new NotSupportedException("The local tenant stores no blobs."),
    };

    public void Dispose() => statement.Dispose();

    /// <summary>Begins a run with these values; null becomes SQL NULL. What the statement does not name is left out.</summary>
    internal void Begin(ReadOnlySpan<object?> values)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("The rows of a statement are read to the end before it runs again.");
        }

        if (bound)
        {
            _ = raw.sqlite3_clear_bindings(statement);
        }

        for (var index = 0; index < places.Length; index++)
        {
            if (places[index] >= 0 && values[places[index]] is { } value)
            {
                Demand(Bind(index + 1, value));
            }
        }

        bound = places.Length > 0;
        IsRunning = true;
    }

    /// <summary>Goes to the next row; false behind the last.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    internal bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        var since = Stopwatch.GetTimestamp();
        while ((result & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && Stopwatch.GetElapsedTime(since) < Patience)
        {
            _ = raw.sqlite3_reset(statement);
            Thread.Sleep(Pause);
            result = raw.sqlite3_step(statement);
        }

        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Ends the run, read to the end or not.</summary>
    internal void End()
    {
        IsRunning = false;
        _ = raw.sqlite3_reset(statement);
    }

    /// <summary>Steps of SQLite's machine since it was last asked.</summary>
    internal long TakeSteps() => raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, resetFlg: 1);

    private int Bind(int place, object value) => value switch
    {
        string text => BindText(place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, place, number),
        DBNull => raw.SQLITE_OK,
        _ => throw new ArgumentException($"SQLite has no place for a value of type {value.GetType()}."),
    };

    private int BindText(int place, string text)
    {
        const int OnStack = 512;
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = longest > OnStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            return raw.sqlite3_bind_text(statement, place, bytes[..length]);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private void Demand(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }

    /// <summary>-1 for a number that the text leaves out.</summary>
    private static int Place(string? name)
    {
        if (name is null)
        {
            return -1;
        }

        var number = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
        return name[0] == '?' ? number - 1 : number;
    }
}
