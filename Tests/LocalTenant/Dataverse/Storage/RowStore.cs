using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using DataverseEmulator.Metadata;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Storage;

/// <summary>
/// Single rows of one table by id: the statements behind create, update, delete and images. Knows nothing of rights,
/// rules or steps.
/// </summary>
internal sealed class RowStore
{
    private readonly string name;
    private readonly string insert;
    private readonly string key;
    private readonly int width;
    private readonly Dictionary<string, Place> places;
    private readonly ConcurrentDictionary<string, Reading> readings = new(StringComparer.Ordinal);
    private readonly string exists;
    private readonly string delete;
    private readonly string exact;

    public RowStore(TableDefinition table)
    {
        Table = table;
        name = ColumnStorage.Quote(table.LogicalName);
        string[] stored = [.. table.Columns.Values.SelectMany(StoredNames)];
        width = stored.Length;
        places = table.Columns.Values.ToDictionary(
            column => column.LogicalName,
            column => new Place(column, Array.IndexOf(stored, column.LogicalName), ColumnStorage.HasTypeColumn(column), ColumnStorage.Quote(column.LogicalName)),
            StringComparer.Ordinal);
        insert = $"INSERT INTO {name} ({string.Join(", ", stored.Select(ColumnStorage.Quote))}) "
            + $"VALUES ({string.Join(", ", stored.Select((_, index) => "$" + index))})";
        key = ColumnStorage.Quote(table.PrimaryKey);
        exact = $"{key} = $0";
        exists = $"SELECT 1 FROM {name} WHERE {key} = $0";
        delete = $"DELETE FROM {name} WHERE {key} = $0";
    }

    public TableDefinition Table { get; }

    /// <exception cref="SqliteException">A key is violated.</exception>
    public void Insert(DatabaseConnection connection, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var row = new object?[width];
        foreach (var (column, value) in values)
        {
            var place = places[column];
            row[place.At] = ColumnStorage.StoredValue(place.Column, value);
            if (place.HasType)
            {
                row[place.At + 1] = (value as EntityReference)?.LogicalName;
            }
        }

        connection.Run(insert, row);
    }

    /// <exception cref="SqliteException">A key is violated.</exception>
    public void Update(DatabaseConnection connection, Guid id, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var sql = new StringBuilder("UPDATE ").Append(name).Append(" SET ");
        var row = new List<object?>();
        foreach (var (column, value) in values)
        {
            var place = places[column];
            sql.Append(row.Count == 0 ? "" : ", ").Append(place.Quoted).Append(" = $").Append(row.Count);
            row.Add(ColumnStorage.StoredValue(place.Column, value));
            if (place.HasType)
            {
                sql.Append(", ").Append(ColumnStorage.Quote(ColumnStorage.TypeColumn(column))).Append(" = $").Append(row.Count);
                row.Add((value as EntityReference)?.LogicalName);
            }
        }

        sql.Append(" WHERE ").Append(key).Append(" = $").Append(row.Count);
        row.Add(ColumnStorage.StoredGuid(id));
        connection.Run(sql.ToString(), [.. row]);
    }

    public void Delete(DatabaseConnection connection, Guid id) => connection.Run(delete, ColumnStorage.StoredGuid(id));

    public bool Exists(DatabaseConnection connection, Guid id) =>
        connection.Scalar(exists, ColumnStorage.StoredGuid(id)) is not null;

    /// <summary>
    /// The row with those of the columns that have a value, without names of lookups or labels; null when there is none.
    /// </summary>
    public Entity? Read(DatabaseConnection connection, Guid id, IReadOnlyCollection<string> columns) =>
        Select(connection, columns, exact, ColumnStorage.StoredGuid(id)).FirstOrDefault();

    /// <summary>Ids of the rows whose columns have these values. A value of null is met by no value.</summary>
    public List<Guid> Find(DatabaseConnection connection, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var where = new StringBuilder();
        var parameters = new List<object?>();
        foreach (var (column, value) in values)
        {
            foreach (var part in ColumnStorage.ToStored(Table.Columns[column], value))
            {
                where.Append(where.Length == 0 ? "" : " AND ").Append(ColumnStorage.Quote(part.Key));
                where.Append(part.Value is null ? " IS NULL" : " = $" + parameters.Count);
                if (part.Value is not null)
                {
                    parameters.Add(part.Value);
                }
            }
        }

        return connection.Query(
            $"SELECT {ColumnStorage.Quote(Table.PrimaryKey)} FROM {name} WHERE {where} ORDER BY rowid",
            row => Guid.Parse(row.GetString(0)), [.. parameters]);
    }

    /// <summary>Rows by a condition in SQL whose values are <c>$0</c>, <c>$1</c>…, oldest first.</summary>
    public List<Entity> Select(DatabaseConnection connection, IReadOnlyCollection<string> columns, string where, params ReadOnlySpan<object?> values)
    {
        var reading = readings.GetOrAdd($"{string.Join(',', columns)} {where}", (_, the) => the.store.ReadingOf(the.columns, the.where), (store: this, columns, where));
        return connection.Query(reading.Sql, reading.Read, values);
    }

    /// <summary>Largest row version in the table; 0 for an empty one.</summary>
    public long LastRowVersion(DatabaseConnection connection) =>
        Table.Columns.ContainsKey(RowVersionColumn) ? (long?)connection.Scalar($"SELECT MAX({RowVersionColumn}) FROM {name}") ?? 0 : 0;

    public const string RowVersionColumn = "versionnumber";

    private Reading ReadingOf(IReadOnlyCollection<string> columns, string where)
    {
        var read = columns.Append(Table.PrimaryKey).Distinct(StringComparer.Ordinal).Select(column => places[column]).ToArray();
        var sql = $"SELECT {string.Join(", ", read.SelectMany(place => StoredNames(place.Column)).Select(ColumnStorage.Quote))} FROM {name} WHERE {where} ORDER BY rowid";
        return new Reading(sql, row => Read(row, read));
    }

    private Entity Read(SqlStatement row, Place[] columns)
    {
        var entity = new Entity(Table.LogicalName);
        var position = 0;
        foreach (var (column, _, hasType, _) in columns)
        {
            var raw = row.GetValue(position++);
            var type = hasType ? row.GetValue(position++) as string : null;
            if (ColumnStorage.FromStored(column, raw, type) is not { } value)
            {
                continue;
            }

            entity[column.LogicalName] = value;
            if (column.LogicalName == Table.PrimaryKey)
            {
                entity.Id = (Guid)value;
            }
            else if (column.LogicalName == RowVersionColumn)
            {
                entity.RowVersion = value.ToString();
            }
        }

        return entity;
    }

    /// <summary>Where a column stands among the stored ones; the table of its lookup, where it has one, stands behind it.</summary>
    private sealed record Place(ColumnDefinition Column, int At, bool HasType, string Quoted);

    /// <summary>A selection and how its rows become entities.</summary>
    private sealed record Reading(string Sql, Func<SqlStatement, Entity> Read);

    private static IEnumerable<string> StoredNames(ColumnDefinition column) =>
        ColumnStorage.HasTypeColumn(column) ? [column.LogicalName, ColumnStorage.TypeColumn(column.LogicalName)] : [column.LogicalName];
}
