using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;

namespace DataverseEmulator.Query;

/// <summary>A table in the FROM of a statement: the query's own, or that of a link.</summary>
internal sealed class QuerySource(TenantMetadata metadata, TableDefinition table, string sqlAlias, QueryLink? link, string outputAlias,
    IReadOnlySet<string> hiddenColumns)
{
    public TableDefinition Table { get; } = table;
    /// <summary>The alias in SQL, quoted.</summary>
    public string SqlAlias { get; } = sqlAlias;
    /// <summary>Null for the query's own table.</summary>
    public QueryLink? Link { get; } = link;
    /// <summary>What stands before the dot in the names of a link's columns; empty for the query's own table.</summary>
    public string OutputAlias { get; } = outputAlias;

    /// <summary>The column of that name.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is none.</exception>
    public ColumnDefinition Column(string name)
    {
        if (Table.Columns.TryGetValue(name, out var column))
            return column;
        // Dataverse has a virtual column <lookup>name beside every lookup; the local tenant fills EntityReference.Name only.
        if (name.EndsWith("name", StringComparison.Ordinal) && Table.Columns.TryGetValue(name[..^4], out var owner)
            && owner.Type is not (ColumnType.Text or ColumnType.Memo))
            throw QueryFault.Unsupported($"the virtual column {name}; read {name[..^4]} and its name or label");
        throw QueryFault.UnknownColumn(Table.SchemaName, name);
    }

    /// <summary>Whether the caller can read the column.</summary>
    public bool CanRead(ColumnDefinition column) => column.ValidForRead && !hiddenColumns.Contains(column.LogicalName);

    /// <summary>The stored value of the column as SQL; NULL where the caller can't read it.</summary>
    public string Expression(ColumnDefinition column) => CanRead(column) ? Stored(column.LogicalName) : "NULL";

    /// <summary>A column of SQLite's table as SQL.</summary>
    public string Stored(string column) => SqlAlias + "." + ColumnStorage.Quote(column);

    /// <summary>The primary name of the row that the lookup points to, as SQL; null when no target has one.</summary>
    public string? NameExpression(ColumnDefinition lookup)
    {
        if (!CanRead(lookup))
            return "NULL";
        var targets = lookup.LookupTargets
            .Select(t => metadata.Tables.GetValueOrDefault(t))
            .Where(t => t is not null && t.PrimaryName.Length > 0)
            .Select(t => (Table: t!, Name: NameOf(t!, Stored(lookup.LogicalName))))
            .ToArray();
        if (targets.Length == 0)
            return null;
        if (!ColumnStorage.HasTypeColumn(lookup))
            return targets[0].Name;
        var cases = targets.Select(t => $"WHEN '{t.Table.LogicalName}' THEN {t.Name}");
        return $"CASE {Stored(ColumnStorage.TypeColumn(lookup.LogicalName))} {string.Join(" ", cases)} END";
    }

    private static string NameOf(TableDefinition target, string id) =>
        $"(SELECT n.{ColumnStorage.Quote(target.PrimaryName)} FROM {ColumnStorage.Quote(target.LogicalName)} n "
        + $"WHERE n.{ColumnStorage.Quote(target.PrimaryKey)} = {id})";
}

/// <summary>The tables of a query: its own first, then those of its links as they stand, children after their parent.</summary>
internal sealed class QuerySources
{
    private readonly List<QuerySource> sources = [];

    public QuerySource Root => sources[0];
    public IReadOnlyList<QuerySource> All => sources;

    public QuerySource Add(QuerySource source)
    {
        if (source.Link?.Alias is { } alias && sources.Any(s => s.Link?.Alias == alias))
            throw QueryFault.Of(QueryFault.InvalidAlias, $"The alias {alias} is used by more than one link.");
        sources.Add(source);
        return source;
    }

    /// <summary>
    /// The table that a condition or order names: by alias, by table where a link has no alias, or the query's own table.
    /// </summary>
    public QuerySource Named(string name)
    {
        if (sources.FirstOrDefault(s => s.Link?.Alias == name) is { } aliased)
            return aliased;
        var unnamed = sources.Where(s => s.Link is { Alias: null } link && link.Table == name).ToArray();
        return unnamed.Length switch
        {
            1 => unnamed[0],
            > 1 => throw QueryFault.Of(QueryFault.NoLink, $"There's more than one LinkEntity expressions with name={name}"),
            _ when Root.Table.LogicalName == name => Root,
            _ => throw QueryFault.Of(QueryFault.NoLink, $"LinkEntity with name or alias {name} is not found"),
        };
    }
}
