using System.Linq;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>A query. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.querybase</summary>
public abstract class QueryBase
{
    internal QueryBase()
    {
    }
}

/// <summary>A query in FetchXML. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.fetchexpression</summary>
public sealed class FetchExpression : QueryBase
{
    /// <summary>No query yet.</summary>
    public FetchExpression()
    {
    }

    /// <summary>That query.</summary>
    public FetchExpression(string query) => Query = query;

    /// <summary>The FetchXML.</summary>
    public string Query { get; set; }
}

/// <summary>
/// A query built from objects. Starts with no columns, an empty filter (and) and page information of zeros.
/// https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.queryexpression
/// </summary>
public sealed class QueryExpression : QueryBase
{
    /// <summary>A query of no table yet.</summary>
    public QueryExpression()
        : this(null)
    {
    }

    /// <summary>A query of that table.</summary>
    public QueryExpression(string entityName) => EntityName = entityName;

    /// <summary>Whether equal rows come once.</summary>
    public bool Distinct { get; set; }

    /// <summary>Whether to read without locks; the platform always does.</summary>
    public bool NoLock { get; set; }

    /// <summary>Which page; excludes <see cref="TopCount"/>.</summary>
    public PagingInfo PageInfo { get; set; } = new();

    /// <summary>Linked tables.</summary>
    public DataCollection<LinkEntity> LinkEntities { get; } = new();

    /// <summary>The filter.</summary>
    public FilterExpression Criteria { get; set; } = new();

    /// <summary>The order, first counts most.</summary>
    public DataCollection<OrderExpression> Orders { get; } = new();

    /// <summary>Logical name of the table.</summary>
    public string EntityName { get; set; }

    /// <summary>The columns to read.</summary>
    public ColumnSet ColumnSet { get; set; } = new();

    /// <summary>The first so many rows; excludes <see cref="PageInfo"/>.</summary>
    public int? TopCount { get; set; }

    /// <summary>Adds a column to the order.</summary>
    public void AddOrder(string attributeName, OrderType orderType) => Orders.Add(new OrderExpression(attributeName, orderType));

    /// <summary>Adds an inner join from this table.</summary>
    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName) =>
        AddLink(linkToEntityName, linkFromAttributeName, linkToAttributeName, JoinOperator.Inner);

    /// <summary>Adds a join from this table.</summary>
    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        var link = new LinkEntity(EntityName, linkToEntityName, linkFromAttributeName, linkToAttributeName, joinOperator);
        LinkEntities.Add(link);
        return link;
    }
}

/// <summary>
/// A query by equal values. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.querybyattribute
/// </summary>
public sealed class QueryByAttribute : QueryBase
{
    /// <summary>A query of no table yet, with no columns.</summary>
    public QueryByAttribute()
    {
        ColumnSet = new ColumnSet();
        PageInfo = new PagingInfo();
    }

    /// <summary>A query of that table; <see cref="ColumnSet"/> and <see cref="PageInfo"/> stay null until set.</summary>
    public QueryByAttribute(string entityName) => EntityName = entityName;

    /// <summary>Logical name of the table.</summary>
    public string EntityName { get; set; }

    /// <summary>Columns to compare.</summary>
    public DataCollection<string> Attributes { get; } = new();

    /// <summary>Values that they must have, in the same order.</summary>
    public DataCollection<object> Values { get; } = new();

    /// <summary>Which page; excludes <see cref="TopCount"/>.</summary>
    public PagingInfo PageInfo { get; set; }

    /// <summary>The columns to read.</summary>
    public ColumnSet ColumnSet { get; set; }

    /// <summary>The order, first counts most.</summary>
    public DataCollection<OrderExpression> Orders { get; } = new();

    /// <summary>The first so many rows; excludes <see cref="PageInfo"/>.</summary>
    public int? TopCount { get; set; }

    /// <summary>Adds a column to the order.</summary>
    public void AddOrder(string attributeName, OrderType orderType) => Orders.Add(new OrderExpression(attributeName, orderType));

    /// <summary>Adds a column and the value that it must have.</summary>
    public void AddAttributeValue(string attributeName, object value)
    {
        Attributes.Add(attributeName);
        Values.Add(value);
    }
}

/// <summary>Columns to read. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.columnset</summary>
public sealed class ColumnSet
{
    private DataCollection<string> columns;

    /// <summary>No columns: the platform gives the primary key only.</summary>
    public ColumnSet()
    {
    }

    /// <summary>All columns, or none.</summary>
    public ColumnSet(bool allColumns) => AllColumns = allColumns;

    /// <summary>The named columns.</summary>
    public ColumnSet(params string[] columns) => this.columns = new DataCollection<string>((columns ?? []).ToList());

    /// <summary>Whether all columns are wanted.</summary>
    public bool AllColumns { get; set; }

    /// <summary>Logical names of the wanted columns; never null when read.</summary>
    public DataCollection<string> Columns
    {
        get => columns ??= new DataCollection<string>();
        set => columns = value;
    }

    /// <summary>Adds columns.</summary>
    public void AddColumns(params string[] columns) => Columns.AddRange(columns);

    /// <summary>Adds a column.</summary>
    public void AddColumn(string column) => Columns.Add(column);
}

/// <summary>Which page. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.paginginfo</summary>
public sealed class PagingInfo
{
    /// <summary>Number of the page, from 1; 0 asks for no paging.</summary>
    public int PageNumber { get; set; }

    /// <summary>Rows of a page; 0 leaves it to the platform (5000).</summary>
    public int Count { get; set; }

    /// <summary>Whether to count all rows.</summary>
    public bool ReturnTotalRecordCount { get; set; }

    /// <summary>What the page before handed out.</summary>
    public string PagingCookie { get; set; }
}

/// <summary>A column of an order. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.orderexpression</summary>
public sealed class OrderExpression
{
    /// <summary>Ascending, of no column yet.</summary>
    public OrderExpression()
    {
    }

    /// <summary>That column in that direction.</summary>
    public OrderExpression(string attributeName, OrderType orderType)
    {
        AttributeName = attributeName;
        OrderType = orderType;
    }

    /// <summary>Logical name of the column.</summary>
    public string AttributeName { get; set; }

    /// <summary>The direction.</summary>
    public OrderType OrderType { get; set; }

    /// <summary>Alias of an aggregate column.</summary>
    public string Alias { get; set; }

    /// <summary>Alias of the linked table that the column belongs to.</summary>
    public string EntityName { get; set; }
}
