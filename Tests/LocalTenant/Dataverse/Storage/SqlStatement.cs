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
public sealed unsafe class SqlStatement : IDisposable
{
    // As long as Microsoft.Data.Sqlite waits for a file that another process holds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt owned;
    private readonly nint statement;
    private readonly int[] places;
    private bool bound;

    internal SqlStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Demand(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out owned));
        statement = owned.DangerousGetHandle();
        places = new int[raw.sqlite3_bind_parameter_count(owned)];
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = Place(raw.sqlite3_bind_parameter_name(owned, index + 1).utf8_to_string());
        }
    }

    /// <summary>Whether somebody reads its rows.</summary>
    internal bool IsRunning { get; private set; }

    public bool IsDBNull(int column) => NativeSqlite.ColumnType(statement, column) == NativeSqlite.Null;

    public string GetString(int column)
    {
        var text = NativeSqlite.ColumnText(statement, column);
        return text is null ? throw new InvalidOperationException($"Column {column} has no value.") : Encoding.UTF8.GetString(text, NativeSqlite.ColumnBytes(statement, column));
    }

    public long GetInt64(int column) => IsDBNull(column) ? throw new InvalidOperationException($"Column {column} has no value.") : NativeSqlite.ColumnInteger(statement, column);

    public int GetInt32(int column) => checked((int)GetInt64(column));

    public bool GetBoolean(int column) => GetInt64(column) != 0;

    /// <summary>The value as long, double or string; null for SQL NULL.</summary>
    public object? GetValue(int column) => NativeSqlite.ColumnType(statement, column) switch
    {
        NativeSqlite.Null => null,
        NativeSqlite.Integer => NativeSqlite.ColumnInteger(statement, column),
        NativeSqlite.Float => NativeSqlite.ColumnFloat(statement, column),
        NativeSqlite.Text => GetString(column),
        _ => throw new NotSupportedException("The local tenant stores no blobs."),
    };

    public void Dispose() => owned.Dispose();

    /// <summary>Begins a run with these values; null becomes SQL NULL. What the statement does not name is left out.</summary>
    internal void Begin(ReadOnlySpan<object?> values)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("The rows of a statement are read to the end before it runs again.");
        }

        if (bound)
        {
            _ = NativeSqlite.ClearBindings(statement);
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
        var result = NativeSqlite.Step(statement);
        if (result is NativeSqlite.Row or NativeSqlite.Done)
        {
            return result == NativeSqlite.Row;
        }

        var since = Stopwatch.GetTimestamp();
        while ((result & 0xFF) is NativeSqlite.Busy or NativeSqlite.Locked && Stopwatch.GetElapsedTime(since) < Patience)
        {
            _ = NativeSqlite.Reset(statement);
            Thread.Sleep(Pause);
            result = NativeSqlite.Step(statement);
        }

        if (result is not (NativeSqlite.Row or NativeSqlite.Done))
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }

        return result == NativeSqlite.Row;
    }

    /// <summary>Ends the run, read to the end or not.</summary>
    internal void End()
    {
        IsRunning = false;
        _ = NativeSqlite.Reset(statement);
    }

    /// <summary>Steps of SQLite's machine since it was last asked.</summary>
    internal long TakeSteps() => raw.sqlite3_stmt_status(owned, raw.SQLITE_STMTSTATUS_VM_STEP, resetFlg: 1);

    private int Bind(int place, object value) => value switch
    {
        string text => BindText(place, text),
        long number => NativeSqlite.BindInteger(statement, place, number),
        int number => NativeSqlite.BindInteger(statement, place, number),
        bool flag => NativeSqlite.BindInteger(statement, place, flag ? 1 : 0),
        double number => NativeSqlite.BindFloat(statement, place, number),
        DBNull => NativeSqlite.Ok,
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
            fixed (byte* first = bytes)
            {
                return NativeSqlite.BindText(statement, place, first, length, NativeSqlite.Transient);
            }
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
        if (result != NativeSqlite.Ok)
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
