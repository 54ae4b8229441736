using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Storage;

/// <summary>
/// How rows lie in SQLite. A table is a table of its logical name, a column one of its logical name; a lookup that can
/// point to several tables (owner, customer, regarding) has a second column <c>&lt;name&gt;_type</c> with the table it
/// points to.
/// <list type="table">
/// <item><term>guid, lookup</term><description>TEXT, 36 lower-case characters with hyphens</description></item>
/// <item><term>text, memo</term><description>TEXT under <see cref="TextCollation"/></description></item>
/// <item><term>integer, choice, state, status, yes/no, bigint</term><description>INTEGER</description></item>
/// <item><term>decimal, money</term><description>TEXT without trailing zeros (REAL would lose digits)</description></item>
/// <item><term>date and time</term><description>TEXT yyyy-MM-ddTHH:mm:ss.fffZ in UTC; date only yyyy-MM-dd</description></item>
/// </list>
/// </summary>
public static class ColumnStorage
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string DateFormat = "yyyy-MM-dd";
    private const int InstantLength = 24;

    /// <summary>Teaches a connection the collation and the LIKE of Dataverse. Call it once for each opened connection.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        TextCollation.Register(connection);
        connection.CreateFunction(TextCollation.LikeFunction, (string? value, string pattern) =>
            value is null ? (bool?)null : TextCollation.Like(value, pattern), isDeterministic: true);
    }

    /// <summary>A name as SQLite takes it whatever it holds.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>Name of the column that holds the table of a lookup with several targets.</summary>
    public static string TypeColumn(string column) => column + "_type";

    /// <summary>Whether the column keeps its target's table beside it.</summary>
    public static bool HasTypeColumn(ColumnDefinition column) =>
        column.Type == ColumnType.Owner || (column.Type == ColumnType.Lookup && column.LookupTargets.Count > 1);

    /// <summary>
    /// The statements that make the table: the table with its primary key, a unique index for each alternate key (rows with a null
    /// in a key column aren't checked, as in Dataverse: define-alternate-keys-entity) and an index for each lookup. Each may be
    /// run again on a database that has them. Documented: an alternate key has an index; in which order of its columns is not, and is
    /// assumed to be that of the key. Assumed: lookups have one, since no page promises it; those that every table has (owner,
    /// created by…) have none, nor have state, dates, texts or columns to find by: a query that needs one walks the table.
    /// </summary>
    public static IReadOnlyList<string> CreateStatements(TableDefinition table)
    {
        var statements = new List<string> { CreateTable(table) };
        foreach (var key in table.Keys)
            statements.Add($"CREATE UNIQUE INDEX IF NOT EXISTS {Quote("key_" + key.LogicalName)} ON {Quote(table.LogicalName)} "
                + $"({string.Join(", ", key.Columns.Select(Quote))})");
        foreach (var column in table.Columns.Values.Where(c => c.Type == ColumnType.Lookup && SystemColumns.TargetsOf(c.LogicalName) is null))
            statements.Add($"CREATE INDEX IF NOT EXISTS {Quote($"lookup_{table.LogicalName}_{column.LogicalName}")} "
                + $"ON {Quote(table.LogicalName)} ({Quote(column.LogicalName)})");
        return statements;
    }

    /// <summary>
    /// The stored form of a value as the SDK carries it (string, int, long, bool, decimal, Money, DateTime, Guid,
    /// OptionSetValue, EntityReference, null): one pair of column name and SQLite value, two for lookups with several
    /// targets. Decimals are rounded to the column's digits, half away from zero. An empty text is stored as null.
    /// </summary>
    /// <exception cref="ArgumentException">The value's CLR type isn't that of the column.</exception>
    public static IReadOnlyList<KeyValuePair<string, object?>> ToStored(ColumnDefinition column, object? value)
    {
        var stored = new List<KeyValuePair<string, object?>>(1) { new(column.LogicalName, StoredValue(column, value)) };
        if (HasTypeColumn(column))
            stored.Add(new(TypeColumn(column.LogicalName), (value as EntityReference)?.LogicalName));
        return stored;
    }

    /// <summary>
    /// The value as the SDK carries it, from the stored one and, for lookups with several targets, the stored table.
    /// Date columns come back as UTC. Null for null and DBNull.
    /// </summary>
    public static object? FromStored(ColumnDefinition column, object? stored, string? storedTable = null)
    {
        if (stored is null or DBNull)
            return null;
        return column.Type switch
        {
            ColumnType.PrimaryKey or ColumnType.UniqueIdentifier => Guid.Parse((string)stored),
            ColumnType.Text or ColumnType.Memo => (string)stored,
            ColumnType.Integer => checked((int)(long)stored),
            ColumnType.BigInt => (long)stored,
            ColumnType.Boolean => (long)stored != 0,
            ColumnType.Choice or ColumnType.State or ColumnType.Status => new OptionSetValue(checked((int)(long)stored)),
            ColumnType.Decimal => ParseDecimal((string)stored),
            ColumnType.Money => new Money(ParseDecimal((string)stored)),
            ColumnType.DateTime => ParseInstant((string)stored),
            ColumnType.Lookup or ColumnType.Owner =>
                new EntityReference(storedTable ?? column.LookupTargets[0], Guid.Parse((string)stored)),
            _ => throw Unsupported(column),
        };
    }

    /// <summary>The text of a date as it is stored: to the millisecond in UTC, or the day for date-only columns.</summary>
    public static string StoredDate(ColumnDefinition column, DateTime value)
    {
        if (column.DateBehavior == DateBehavior.DateOnly)
            return value.ToString(DateFormat, CultureInfo.InvariantCulture);
        var utc = value.Kind == DateTimeKind.Local && column.DateBehavior == DateBehavior.UserLocal
            ? value.ToUniversalTime()
            : value;
        return string.Create(InstantLength, utc, static (text, moment) =>
        {
            "0000-00-00T00:00:00.000Z".CopyTo(text);
            Write(text[..4], moment.Year);
            Write(text[5..7], moment.Month);
            Write(text[8..10], moment.Day);
            Write(text[11..13], moment.Hour);
            Write(text[14..16], moment.Minute);
            Write(text[17..19], moment.Second);
            Write(text[20..23], moment.Millisecond);
        });
    }

    /// <summary>The text of a number as it is stored: rounded to the column's digits, without trailing zeros.</summary>
    public static string StoredDecimal(ColumnDefinition column, decimal value) =>
        Math.Round(value, column.Accuracy, MidpointRounding.AwayFromZero)
            .ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>The text of a guid as it is stored.</summary>
    public static string StoredGuid(Guid value) => value.ToString("D");

    private static string CreateTable(TableDefinition table)
    {
        var columns = new List<string>();
        foreach (var column in table.Columns.Values)
        {
            var primary = column.LogicalName == table.PrimaryKey ? " PRIMARY KEY NOT NULL" : "";
            columns.Add(Quote(column.LogicalName) + " " + SqlType(column) + primary);
            if (HasTypeColumn(column))
                columns.Add(Quote(TypeColumn(column.LogicalName)) + " TEXT");
        }
        return $"CREATE TABLE IF NOT EXISTS {Quote(table.LogicalName)} ({string.Join(", ", columns)})";
    }

    private static string SqlType(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Text or ColumnType.Memo => "TEXT COLLATE " + TextCollation.Name,
        ColumnType.PrimaryKey or ColumnType.UniqueIdentifier or ColumnType.Lookup or ColumnType.Owner or ColumnType.DateTime
            or ColumnType.Decimal or ColumnType.Money => "TEXT",
        ColumnType.Integer or ColumnType.BigInt or ColumnType.Boolean or ColumnType.Choice or ColumnType.State
            or ColumnType.Status => "INTEGER",
        _ => throw Unsupported(column),
    };

    /// <summary>The stored form of a value without the table of a lookup, as <see cref="ToStored"/> has it.</summary>
    internal static object? StoredValue(ColumnDefinition column, object? value) => (column.Type, value) switch
    {
        (_, null) => null,
        (ColumnType.PrimaryKey or ColumnType.UniqueIdentifier, Guid id) => StoredGuid(id),
        // Dataverse keeps no empty text: what is written as "" is read as null.
        (ColumnType.Text or ColumnType.Memo, string text) => text.Length == 0 ? null : text,
        (ColumnType.Integer, int number) => (long)number,
        (ColumnType.BigInt, long number) => number,
        (ColumnType.Boolean, bool flag) => flag ? 1L : 0L,
        (ColumnType.Choice or ColumnType.State or ColumnType.Status, OptionSetValue option) => (long)option.Value,
        (ColumnType.Decimal, decimal number) => StoredDecimal(column, number),
        (ColumnType.Money, Money money) => StoredDecimal(column, money.Value),
        (ColumnType.DateTime, DateTime instant) => StoredDate(column, instant),
        (ColumnType.Lookup or ColumnType.Owner, EntityReference reference) => StoredGuid(reference.Id),
        (ColumnType.MultiChoice, _) => throw Unsupported(column),
        _ => throw new ArgumentException($"Incorrect attribute value type {value.GetType().FullName} for column {column.LogicalName}."),
    };

    private static decimal ParseDecimal(string stored) => decimal.Parse(stored, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static DateTime ParseInstant(string stored) => stored.Length == InstantLength
        && Read(stored, 0, 4, out var year) && Read(stored, 5, 2, out var month) && Read(stored, 8, 2, out var day)
        && Read(stored, 11, 2, out var hour) && Read(stored, 14, 2, out var minute) && Read(stored, 17, 2, out var second) && Read(stored, 20, 3, out var millisecond)
        ? new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc)
        : DateTime.ParseExact(stored, [InstantFormat, DateFormat], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static void Write(Span<char> text, int number)
    {
        for (var at = text.Length - 1; at >= 0; at--, number /= 10)
            text[at] = (char)('0' + (number % 10));
    }

    private static bool Read(string text, int from, int digits, out int number)
    {
        number = 0;
        for (var at = from; at < from + digits; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
                return false;
            number = (number * 10) + text[at] - '0';
        }
        return true;
    }

    private static NotSupportedException Unsupported(ColumnDefinition column) =>
        new($"The local tenant does not support columns of type {column.Type} ({column.LogicalName}).");
}
