using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>
/// $select, $expand, $filter and $orderby as a QueryExpression, and the shape of the rows that it gives.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/query/overview
/// </summary>
internal sealed class QueryCompiler
{
    private readonly ODataModel model;
    private readonly LinkTree links;

    private QueryCompiler(ODataModel model, TableDefinition table)
    {
        this.model = model;
        Query = new QueryExpression(table.LogicalName);
        links = new LinkTree(model, table, Query);
    }

    private QueryExpression Query { get; }

    /// <exception cref="ODataRefusal">The local tenant does not support something of it.</exception>
    /// <exception cref="Microsoft.OData.ODataException">An option cannot be read.</exception>
    public static (QueryExpression Query, RowShape Shape) Compile(ODataModel model, TableDefinition table, ODataUriParser parser)
    {
        var compiler = new QueryCompiler(model, table);
        var shape = compiler.Shape(compiler.links.Root, parser.ParseSelectAndExpand());
        compiler.Query.ColumnSet = Columns(shape);
        if (parser.ParseFilter() is { } filter) compiler.Query.Criteria = new FilterCompiler(compiler.links).Compile(filter);
        for (var order = parser.ParseOrderBy(); order is not null; order = order.ThenBy) compiler.Order(order);
        return (compiler.Query, shape);
    }

    private RowShape Shape(LinkedTable source, SelectExpandClause? clause)
    {
        var items = clause?.SelectedItems.ToArray() ?? [];
        var all = clause is null || clause.AllSelected || items.OfType<WildcardSelectItem>().Any();
        var selected = new List<ColumnDefinition>();
        var expanded = new List<ExpandedRow>();
        foreach (var item in items)
        {
            switch (item)
            {
                case WildcardSelectItem:
                    break;
                case ExpandedNavigationSelectItem expand:
                    expanded.Add(Expand(source, expand));
                    break;
                // Every expanded property is selected too, if $select names others.
                case PathSelectItem { SelectedPath.FirstSegment: NavigationPropertySegment along } when items.OfType<ExpandedNavigationSelectItem>().Any(e => e.PathToNavigationProperty.FirstSegment.Identifier == along.Identifier):
                    break;
                case PathSelectItem { SelectedPath.Count: 1, SelectedPath.FirstSegment: PropertySegment property } path when path.SelectAndExpand?.SelectedItems.Any() != true:
                    selected.Add(model.ColumnOf(property.Property));
                    break;
                case PathSelectItem { SelectedPath.FirstSegment: NavigationPropertySegment along }:
                    throw ODataRefusal.NotSupported($"$select of the navigation property {along.Identifier}; select the value of the lookup (_…_value), or expand it");
                default:
                    throw ODataRefusal.NotSupported($"this part of $select and $expand ({item.GetType().Name})");
            }
        }
        return new RowShape(source.Table, all ? null : selected, expanded);
    }

    private ExpandedRow Expand(LinkedTable from, ExpandedNavigationSelectItem item)
    {
        if (item.PathToNavigationProperty.Count != 1 || item.PathToNavigationProperty.FirstSegment is not NavigationPropertySegment along)
            throw ODataRefusal.NotSupported("paths in $expand; nest them: $expand=a($expand=b)");
        var other = item.FilterOption is not null ? "$filter" : item.OrderByOption is not null ? "$orderby" : item.TopOption is not null ? "$top" : item.SkipOption is not null ? "$skip"
            : item.CountOption is not null ? "$count" : item.SearchOption is not null ? "$search" : item.LevelsOption is not null ? "$levels" : item.ComputeOption is not null ? "$compute"
            : item.ApplyOption is not null ? "$apply" : null;
        if (other is not null) throw ODataRefusal.NotSupported($"{other} inside $expand={along.Identifier}: a lookup leads to one row");
        var to = links.Along(from, along.NavigationProperty);
        var shape = Shape(to, item.SelectAndExpand);
        to.Link!.Columns = Columns(shape);
        return new ExpandedRow(along.NavigationProperty.Name, to.Alias!, shape);
    }

    /// <summary>With the id, by which an expanded row is known to be there, and the version for its ETag.</summary>
    private static ColumnSet Columns(RowShape shape) => new([.. shape.Columns.Select(column => column.LogicalName)
        .Concat(shape.Table.Columns.ContainsKey(RowStore.RowVersionColumn) ? [RowStore.RowVersionColumn] : []).Distinct()]);

    private void Order(OrderByClause order)
    {
        var (source, column) = links.Column(order.Expression);
        Query.Orders.Add(new OrderExpression(column.LogicalName, order.Direction == OrderByDirection.Descending ? OrderType.Descending : OrderType.Ascending) { EntityName = source.Alias });
    }
}
