using System;
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
    private readonly string[] stored;
    private readonly Dictionary<string, int> positions;
    private readonly string exists;
    private readonly string delete;

    public RowStore(TableDefinition table)
    {
        Table = table;
        name = ColumnStorage.Quote(table.LogicalName);
        stored = [.. table.Columns.Values.SelectMany(StoredNames)];
        positions = stored.Select((column, index) => (column, index)).ToDictionary(at => at.column, at => at.index, StringComparer.Ordinal);
        insert = $"INSERT INTO {name} ({string.Join(", ", stored.Select(ColumnStorage.Quote))}) "
            + $"VALUES ({string.Join(", ", stored.Select((_, index) => "$" + index))})";
        var key = ColumnStorage.Quote(table.PrimaryKey);
        exists = $"SELECT 1 FROM {name} WHERE {key} = $0";
        delete = $"DELETE FROM {name} WHERE {key} = $0";
    }

    public TableDefinition Table { get; }

    /// <exception cref="SqliteException">A key is violated.</exception>
    public void Insert(DatabaseConnection connection, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var row = new object?[stored.Length];
        foreach (var (column, value) in values)
        {
            foreach (var part in ColumnStorage.ToStored(Table.Columns[column], value))
            {
                row[positions[part.Key]] = part.Value;
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
            foreach (var part in ColumnStorage.ToStored(Table.Columns[column], value))
            {
                sql.Append(row.Count == 0 ? "" : ", ").Append(ColumnStorage.Quote(part.Key)).Append(" = $").Append(row.Count);
                row.Add(part.Value);
            }
        }

        sql.Append(" WHERE ").Append(ColumnStorage.Quote(Table.PrimaryKey)).Append(" = $").Append(row.Count);
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
        Select(connection, columns, $"{ColumnStorage.Quote(Table.PrimaryKey)} = $0", ColumnStorage.StoredGuid(id)).FirstOrDefault();

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
        var read = columns.Append(Table.PrimaryKey).Distinct(StringComparer.Ordinal).Select(column => Table.Columns[column]).ToArray();
        var sql = $"SELECT {string.Join(", ", read.SelectMany(StoredNames).Select(ColumnStorage.Quote))} FROM {name} WHERE {where} ORDER BY rowid";
        return connection.Query(sql, row => Read(row, read), values);
    }

    /// <summary>Largest row version in the table; 0 for an empty one.</summary>
    public long LastRowVersion(DatabaseConnection connection) =>
        Table.Columns.ContainsKey(RowVersionColumn) ? (long?)connection.Scalar($"SELECT MAX({RowVersionColumn}) FROM {name}") ?? 0 : 0;

    public const string RowVersionColumn = "versionnumber";

    private Entity Read(SqlStatement row, ColumnDefinition[] columns)
    {
        var entity = new Entity(Table.LogicalName);
        var position = 0;
        foreach (var column in columns)
        {
            var raw = row.GetValue(position++);
            var type = ColumnStorage.HasTypeColumn(column) ? row.GetValue(position++) as string : null;
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

    private static IEnumerable<string> StoredNames(ColumnDefinition column) =>
        ColumnStorage.HasTypeColumn(column) ? [column.LogicalName, ColumnStorage.TypeColumn(column.LogicalName)] : [column.LogicalName];
}
