using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;

namespace DataverseEmulator.Query;

/// <summary>
/// A query as one statement of SQLite over the tables of <see cref="ColumnStorage"/>. <see cref="QueryRows"/> reads what it
/// returns.
/// </summary>
/// <param name="Sql">The statement; it returns one row more than a page holds, which tells whether there are more.</param>
/// <param name="CountSql">Counts the rows without page or top, up to one more than 5000; null when nobody asked.</param>
/// <param name="Parameters">Values of the parameters by place; both statements use the same.</param>
/// <param name="Outputs">What the columns of the result are.</param>
/// <param name="Orders">The orders with the places of their keys, for the paging cookie; empty where it gives none.</param>
internal sealed record BuiltQuery(string Sql, string? CountSql, object?[] Parameters,
    TenantQuery Query, TableDefinition Table, IReadOnlyList<QueryOutput> Outputs, IReadOnlyList<OrderKey> Orders)
{
    /// <summary>Place of the primary key, -1 in distinct queries.</summary>
    public int KeyOrdinal { get; init; } = -1;
    /// <summary>Place of versionnumber, -1 where the table has none and in distinct queries.</summary>
    public int VersionOrdinal { get; init; } = -1;
    /// <summary>Rows that the caller gets at most.</summary>
    public int Rows { get; init; }
}

/// <summary>One value of the result: where it stands (-1 for what it lacks) and what it is.</summary>
internal sealed record QueryOutput(string Name, ColumnDefinition Column, TableDefinition Table, bool Aliased, int Value, int Type, int Label, int Symbol);

/// <summary>An order: its SQL, and the place of its value in the result.</summary>
internal sealed record OrderKey(string Name, string Sql, bool Descending, bool Numeric, int Ordinal);

/// <summary>Turns a <see cref="TenantQuery"/> into SQL.</summary>
internal sealed partial class QuerySql
{
    // Sources: org-service/queryexpression/join-tables#limitations and filter-rows#condition-limits.
    private const int MaximumLinks = 15;
    private const int MaximumConditions = 500;
    private const int MaximumTotalCount = 5000;
    // Source: org-service/queryexpression/page-results#simple-paging
    private const int MaximumRowsWithoutCookie = 50_000;

    // What tables give for the columns that were asked for, by metadata: it outlives tenants.
    private static readonly ConditionalWeakTable<TenantMetadata, ConcurrentDictionary<string, (OwnOutputs Outputs, string[] Selected)>> Known = [];

    private readonly TenantQuery query;
    private readonly TenantMetadata metadata;
    private readonly QueryCaller caller;
    private readonly SqlParameters parameters = new();
    private readonly ConditionSql conditions;
    private readonly QuerySources sources = new();
    private readonly List<string> selected = [];
    private readonly List<string> joins = [];

    private QuerySql(TenantQuery query, TenantMetadata metadata, QueryCaller caller)
    {
        this.query = query;
        this.metadata = metadata;
        this.caller = caller;
        conditions = new ConditionSql(caller, parameters);
    }

    /// <summary>The statement for the query, as the caller may run it.</summary>
    /// <exception cref="System.ServiceModel.FaultException">Dataverse would refuse the query.</exception>
    /// <exception cref="NotSupportedException">Dataverse could answer it, the local tenant can't.</exception>
    public static BuiltQuery Build(TenantQuery query, TenantMetadata metadata, QueryCaller caller) =>
        new QuerySql(query, metadata, caller).Build();

    private BuiltQuery Build()
    {
        CheckLimits();
        var root = AddSource(query.Table, null);
        foreach (var link in query.Links)
            AddLink(root, link, insideOuter: false);

        var (key, version, own) = OwnColumns(root);
        QueryOutput[] outputs = sources.All.Count == 1 ? own : [.. own, .. sources.All.Skip(1).SelectMany(Outputs)];
        if (selected.Count == 0)
            throw QueryFault.Unsupported("distinct queries without columns");
        var orders = Orders(outputs);

        var where = Where(root);
        var from = $" FROM {ColumnStorage.Quote(root.Table.LogicalName)} AS {root.SqlAlias}{string.Concat(joins)}";
        var count = query.ReturnTotalCount ? CountSql(from, where) : null;
        // Only after the count: it counts all pages.
        var after = PagingCookie.Continuation(query, orders, parameters);
        var sql = (query.Distinct ? "SELECT DISTINCT " : "SELECT ") + string.Join(", ", selected) + from
            + WhereClause([.. where, after]) + OrderBy(orders) + Limit(after is not null);
        return new BuiltQuery(sql, count, parameters.Values, query, root.Table, outputs, SupportsCookie ? orders : [])
        {
            KeyOrdinal = key,
            VersionOrdinal = version,
            Rows = query.Top ?? query.PageSize,
        };
    }

    // Queries sorted by a link's column give no cookie, nor do distinct ones (page-results#queries-that-dont-support-paging-cookies).
    private bool SupportsCookie => !query.Distinct && query.Orders.All(o => o.Link is null) && sources.All.All(s => s.Link is not { Orders.Count: > 0 });

    /// <summary>What the query's own table gives: the same for the same columns, unless some are hidden from the caller.</summary>
    private OwnOutputs OwnColumns(QuerySource root)
    {
        if (caller.HiddenColumns is not null)
            return ReadOwn(root);
        var known = Known.GetOrCreateValue(metadata);
        var name = $"{root.Table.LogicalName} {query.Distinct} {query.Columns.All} {string.Join(',', query.Columns.Named.Select(c => c.Alias is null ? c.Name : $"{c.Name} {c.Alias}"))}";
        if (!known.TryGetValue(name, out var own))
        {
            own = (ReadOwn(root), [.. selected]);
            known.TryAdd(name, own);
        }
        else
        {
            selected.AddRange(own.Selected);
        }
        return own.Outputs;
    }

    private OwnOutputs ReadOwn(QuerySource root)
    {
        var key = query.Distinct ? -1 : Select(root.Stored(root.Table.PrimaryKey));
        var version = !query.Distinct && root.Table.Columns.ContainsKey("versionnumber") ? Select(root.Stored("versionnumber")) : -1;
        return new OwnOutputs(key, version, [.. Outputs(root)]);
    }

    private sealed record OwnOutputs(int Key, int Version, QueryOutput[] Outputs);

    private void CheckLimits()
    {
        var links = query.Links.SelectMany(WithChildren).ToArray();
        if (links.Length > MaximumLinks)
            throw QueryFault.Of(QueryFault.TooManyLinks, "Number of link entities in query exceeded maximum limit.");
        if (links.Length + Count(query.Filter) + links.Sum(l => Count(l.Filter)) > MaximumConditions)
            throw QueryFault.Of(QueryFault.TooManyConditions, "Number of conditions in query exceeded maximum limit.");
        if (query.Top is { } top && (top < 1 || top > TenantQuery.MaximumPageSize))
            throw QueryFault.Invalid($"The top count must be from 1 to {TenantQuery.MaximumPageSize}, not {top}.");
        if (query.PageSize < 1 || query.PageNumber < 1)
            throw QueryFault.Invalid("The page number and the page size must be greater than zero.");
        if (query.Top is not null && (query.PageNumber != 1 || query.PageSize != TenantQuery.MaximumPageSize || query.PagingCookie is not null))
            throw QueryFault.Invalid("The top count can't be combined with paging.");
        if (query.Top is not null && query.ReturnTotalCount)
            throw QueryFault.Invalid("The top count can't be combined with the total record count.");
    }

    private QuerySource AddSource(string tableName, QueryLink? link)
    {
        if (!metadata.Tables.TryGetValue(tableName, out var table))
            throw QueryFault.UnknownTable(tableName);
        if (link?.Alias is { } alias && !AliasPattern().IsMatch(alias))
            throw QueryFault.Of(QueryFault.InvalidAlias, $"Invalid character specified for alias: {alias}. Only characters within the ranges "
                + "[A-Z], [a-z] or [0-9] or _ are allowed.  The first character may only be in the ranges [A-Z], [a-z] or _.");
        var number = sources.All.Count;
        var hidden = caller.HiddenColumns?.Invoke(tableName) ?? new HashSet<string>();
        // A link without alias is named by table and number: fetchxml/reference/link-entity.
        var output = link is null ? "" : link.Alias ?? tableName + number.ToString(CultureInfo.InvariantCulture);
        return sources.Add(new QuerySource(metadata, table, ColumnStorage.Quote($"t{number}"), link, output, hidden));
    }

    private void AddLink(QuerySource parent, QueryLink link, bool insideOuter)
    {
        if (insideOuter && !link.Outer)
            throw QueryFault.Unsupported("an inner link inside an outer one");
        var source = AddSource(link.Table, link);
        ColumnDefinition from = parent.Column(link.From), to = source.Column(link.To);
        if (Family(from) != Family(to))
            throw QueryFault.Invalid($"The columns {parent.Table.LogicalName}.{from.LogicalName} and {link.Table}.{to.LogicalName} of a link have different types.");
        var on = new List<string?>
        {
            $"{source.Expression(to)} = {parent.Expression(from)}",
            TypeMatches(parent, from, link.Table),
            TypeMatches(source, to, parent.Table.LogicalName),
            conditions.Of(link.Filter, c => c.Link is null || c.Link == link.Alias || (link.Alias is null && c.Link == link.Table)
                ? source
                : throw QueryFault.Unsupported($"a condition on link {c.Link} inside the filter of another link")),
            caller.Rows?.Invoke(source.Table, source.SqlAlias, parameters.Add),
        };
        joins.Add($" {(link.Outer ? "LEFT JOIN" : "JOIN")} {ColumnStorage.Quote(link.Table)} AS {source.SqlAlias} ON {string.Join(" AND ", on.Where(o => o is not null))}");
        foreach (var child in link.Links)
            AddLink(source, child, insideOuter || link.Outer);
    }

    private static string? TypeMatches(QuerySource source, ColumnDefinition lookup, string target) => ColumnStorage.HasTypeColumn(lookup)
        ? $"{source.Stored(ColumnStorage.TypeColumn(lookup.LogicalName))} = '{target}'"
        : null;

    private IEnumerable<QueryOutput> Outputs(QuerySource source)
    {
        var columns = source.Link?.Columns ?? query.Columns;
        var named = columns.All ? source.Table.Columns.Keys.Select(n => new QueryColumn(n)).ToArray() : columns.Named;
        // Every row brings its id, unless it stands for several: org-service/queryexpression/select-columns and overview.
        if (source.Link is null && !query.Distinct && named.All(c => c.Name != source.Table.PrimaryKey || c.Alias is not null))
            named = [new QueryColumn(source.Table.PrimaryKey), .. named];
        return named.Select(c => Output(source, c)).OfType<QueryOutput>().ToArray();
    }

    private QueryOutput? Output(QuerySource source, QueryColumn wanted)
    {
        var column = source.Column(wanted.Name);
        if (!source.CanRead(column))
            return null;
        var name = wanted.Alias ?? (source.Link is null ? wanted.Name : source.OutputAlias + "." + wanted.Name);
        var value = Select(source.Stored(column.LogicalName));
        var type = ColumnStorage.HasTypeColumn(column) ? Select(source.Stored(ColumnStorage.TypeColumn(column.LogicalName))) : -1;
        var label = column.Type is ColumnType.Lookup or ColumnType.Owner && source.NameExpression(column) is { } nameSql ? Select(nameSql) : -1;
        return new QueryOutput(name, column, source.Table, wanted.Alias is not null || source.Link is not null, value, type, label, Symbol(source, column));
    }

    private int Symbol(QuerySource source, ColumnDefinition column) =>
        column.Type == ColumnType.Money && source.Table.Columns.ContainsKey("transactioncurrencyid")
            ? Select($"(SELECT n.currencysymbol FROM transactioncurrency n WHERE n.transactioncurrencyid = {source.Stored("transactioncurrencyid")})")
            : -1;

    private int Select(string sql)
    {
        selected.Add(sql);
        return selected.Count - 1;
    }

    private OrderKey[] Orders(IReadOnlyList<QueryOutput> outputs)
    {
        var root = sources.Root;
        var keys = query.Orders.Select(o => Order(o.Link is null ? root : sources.Named(o.Link), o, outputs)).ToList();
        foreach (var source in sources.All.Where(s => s.Link is not null))
            keys.AddRange(source.Link!.Orders.Select(o => Order(o.Link is null ? source : sources.Named(o.Link), o, outputs)));
        // Without an order Dataverse takes the primary key (page-results#ordering-and-paging); behind other orders it settles ties.
        if (!query.Distinct)
            keys.Add(new OrderKey(root.Table.PrimaryKey, root.Stored(root.Table.PrimaryKey), false, false, 0));
        return [.. keys];
    }

    private OrderKey Order(QuerySource source, QueryOrder order, IReadOnlyList<QueryOutput> outputs)
    {
        var column = source.Column(order.Column);
        if (query.Distinct && outputs.All(o => o.Column != column || o.Table != source.Table))
            throw QueryFault.Unsupported($"distinct queries ordered by a column they don't return ({order.Column})");
        var (sql, numeric) = OrderSql.Of(source, column, query.RawChoiceOrder);
        return new OrderKey(column.LogicalName, sql, order.Descending, numeric, query.Distinct ? -1 : Select(sql));
    }

    private List<string?> Where(QuerySource root) =>
    [
        conditions.Of(query.Filter, c => c.Link is null ? root : sources.Named(c.Link)),
        caller.Rows?.Invoke(root.Table, root.SqlAlias, parameters.Add),
    ];

    private string CountSql(string from, IEnumerable<string?> where)
    {
        var columns = query.Distinct ? "DISTINCT " + string.Join(", ", selected.Select((s, i) => $"{s} AS c{i.ToString(CultureInfo.InvariantCulture)}")) : "1";
        return $"SELECT COUNT(*) FROM (SELECT {columns}{from}{WhereClause(where)} LIMIT {(MaximumTotalCount + 1).ToString(CultureInfo.InvariantCulture)})";
    }

    private static string WhereClause(IEnumerable<string?> conditions)
    {
        var parts = conditions.OfType<string>().ToArray();
        return parts.Length == 0 ? "" : " WHERE " + string.Join(" AND ", parts.Select(p => $"({p})"));
    }

    private static string OrderBy(OrderKey[] orders) => orders.Length == 0
        ? ""
        : " ORDER BY " + string.Join(", ", orders.Select(o => o.Sql + (o.Descending ? " DESC" : " ASC")));

    // The number stands in the text: SQLite plans by it, and would compile the statement anew each time a parameter there gets its value.
    private string Limit(bool continued)
    {
        if (query.Top is { } top)
            return string.Create(CultureInfo.InvariantCulture, $" LIMIT {top}");
        var skipped = continued ? 0 : (query.PageNumber - 1L) * query.PageSize;
        if (!continued && query.PageNumber > 1 && skipped + query.PageSize > MaximumRowsWithoutCookie)
            throw QueryFault.Invalid($"Paging without a paging cookie can't reach beyond {MaximumRowsWithoutCookie} rows.");
        return string.Create(CultureInfo.InvariantCulture, $" LIMIT {query.PageSize + 1} OFFSET {parameters.Add(skipped)}");
    }

    private static IEnumerable<QueryLink> WithChildren(QueryLink link) => link.Links.SelectMany(WithChildren).Prepend(link);

    private static int Count(QueryFilter filter) => filter.Conditions.Count + filter.Filters.Sum(Count);

    private static string Family(ColumnDefinition column) => column.Type switch
    {
        ColumnType.PrimaryKey or ColumnType.UniqueIdentifier or ColumnType.Lookup or ColumnType.Owner => "id",
        ColumnType.Text or ColumnType.Memo => "text",
        _ => column.Type.ToString(),
    };

    [GeneratedRegex(@"^[A-Za-z_][\w.]*$", RegexOptions.ECMAScript)]
    private static partial Regex AliasPattern();
}
