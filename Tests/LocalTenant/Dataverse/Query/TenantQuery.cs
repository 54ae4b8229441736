using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>
/// A query in the tenant's own terms: what QueryExpression, QueryByAttribute and FetchXML are turned into, and the only
/// thing <see cref="QuerySql"/> reads. Names are logical names; nothing is checked against the metadata before
/// <see cref="QuerySql"/> does.
/// </summary>
public sealed record TenantQuery
{
    /// <summary>Rows of a page at most, and by default. Source: org-service/queryexpression/page-results</summary>
    public const int MaximumPageSize = 5000;

    public required string Table { get; init; }
    public QueryColumns Columns { get; init; } = QueryColumns.None;
    public QueryFilter Filter { get; init; } = QueryFilter.Everything;
    public IReadOnlyList<QueryLink> Links { get; init; } = [];
    public IReadOnlyList<QueryOrder> Orders { get; init; } = [];
    /// <summary>Rows to return at most, without paging; null for pages.</summary>
    public int? Top { get; init; }
    /// <summary>1 to 5000.</summary>
    public int PageSize { get; init; } = MaximumPageSize;
    /// <summary>From 1.</summary>
    public int PageNumber { get; init; } = 1;
    public string? PagingCookie { get; init; }
    public bool Distinct { get; init; }
    public bool ReturnTotalCount { get; init; }
    /// <summary>Order choices by their numbers instead of their labels (fetch attribute useraworderby).</summary>
    public bool RawChoiceOrder { get; init; }

    /// <summary>The query of one row by its id.</summary>
    public static TenantQuery ById(string table, string primaryKey, Guid id, ColumnSet columns) => new()
    {
        Table = table,
        Columns = QueryColumns.From(columns),
        Filter = QueryFilter.Of(new QueryCondition(null, primaryKey, ConditionOperator.Equal, [id])),
        Top = 1,
    };

    /// <summary>The query of the rows whose columns have the given values; null stands for no value.</summary>
    public static TenantQuery ByValues(string table, IEnumerable<KeyValuePair<string, object?>> values, ColumnSet columns) => new()
    {
        Table = table,
        Columns = QueryColumns.From(columns),
        Filter = QueryFilter.Of(values.Select(v => v.Value is null
            ? new QueryCondition(null, v.Key, ConditionOperator.Null, [])
            : new QueryCondition(null, v.Key, ConditionOperator.Equal, [v.Value])).ToArray()),
    };
}

/// <summary>A column to return. With an alias (FetchXML only) its value comes back as AliasedValue under that name.</summary>
public sealed record QueryColumn(string Name, string? Alias = null);

/// <summary>Columns to return: all readable ones, or those named.</summary>
public sealed record QueryColumns(bool All, IReadOnlyList<QueryColumn> Named)
{
    public static QueryColumns None { get; } = new(false, []);
    public static QueryColumns Every { get; } = new(true, []);

    public static QueryColumns From(ColumnSet? columns)
    {
        if (columns is null)
            return None;
        QueryFault.RefuseIfSet(columns, "AttributeExpressions");
        return columns.AllColumns ? Every : new(false, columns.Columns.Distinct().Select(c => new QueryColumn(c)).ToArray());
    }
}

/// <summary>Conditions and filters joined by and, or by or. An empty one lets every row through.</summary>
public sealed record QueryFilter(bool Or, IReadOnlyList<QueryCondition> Conditions, IReadOnlyList<QueryFilter> Filters)
{
    public static QueryFilter Everything { get; } = new(false, [], []);

    public static QueryFilter Of(params QueryCondition[] conditions) => new(false, conditions, []);
}

/// <summary>
/// A condition. <paramref name="Link"/> is the alias (or, where it has none, the table) of the link whose column is
/// tested; null for the table that the filter belongs to.
/// </summary>
public sealed record QueryCondition(string? Link, string Column, ConditionOperator Operator, IReadOnlyList<object?> Values);

/// <summary>A join: <paramref name="To"/> is the linked table's column, <paramref name="From"/> that of the table linked from.</summary>
public sealed record QueryLink(string Table, string From, string To, bool Outer)
{
    /// <summary>Null where the query gives none; the rows then name its columns by table and number.</summary>
    public string? Alias { get; init; }
    public QueryColumns Columns { get; init; } = QueryColumns.None;
    public QueryFilter Filter { get; init; } = QueryFilter.Everything;
    public IReadOnlyList<QueryLink> Links { get; init; } = [];
    /// <summary>Orders of a link come after those of the query.</summary>
    public IReadOnlyList<QueryOrder> Orders { get; init; } = [];
}

/// <summary>An order; <paramref name="Link"/> as in <see cref="QueryCondition"/>.</summary>
public sealed record QueryOrder(string? Link, string Column, bool Descending);
