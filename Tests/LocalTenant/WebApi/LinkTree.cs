using System.Collections.Generic;
using System.Globalization;
using DataverseEmulator.Metadata;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>
/// The links of a query: one for each navigation property that $expand, $filter or $orderby goes along, whichever of them and
/// however often. All are outer ones, so that they take no row away.
/// </summary>
internal sealed class LinkTree(ODataModel model, TableDefinition table, QueryExpression query)
{
    private readonly Dictionary<(string? Parent, string Name), LinkedTable> links = [];

    public LinkedTable Root { get; } = new(table, null, null);

    /// <summary>The table at the end of the navigation property.</summary>
    public LinkedTable Along(LinkedTable from, IEdmNavigationProperty navigation)
    {
        if (links.TryGetValue((from.Alias, navigation.Name), out var known)) return known;
        if (model.LookupOf(navigation) is not { } lookup) throw ODataRefusal.NotSupported($"collections of rows in queries ({navigation.Name}); query {navigation.ToEntityType().Name} by its lookup instead");
        if (lookup.Target is not { } target) throw ODataRefusal.NotSupported($"queries along {navigation.Name}, which leads to users and teams; take owninguser or owningteam");
        var alias = "l" + links.Count.ToString(CultureInfo.InvariantCulture);
        var link = new LinkEntity(from.Table.LogicalName, target.LogicalName, lookup.Column.LogicalName, target.PrimaryKey, JoinOperator.LeftOuter) { EntityAlias = alias };
        (from.Link?.LinkEntities ?? query.LinkEntities).Add(link);
        return links[(from.Alias, navigation.Name)] = new LinkedTable(target, alias, link);
    }

    /// <summary>The column that an expression of $filter or $orderby reads, and where it is.</summary>
    /// <exception cref="ODataRefusal">It is no column of the row or of one that its lookups lead to.</exception>
    public (LinkedTable Source, ColumnDefinition Column) Column(QueryNode node) => Unwrapped(node) is SingleValuePropertyAccessNode access
        ? (Source(access.Source), model.ColumnOf(access.Property))
        : throw ODataRefusal.NotSupported($"{node.Kind} where $filter and $orderby have a column");

    /// <summary>Without the conversions that the parser puts around numbers of different types.</summary>
    public static QueryNode Unwrapped(QueryNode node) => node is ConvertNode convert ? Unwrapped(convert.Source) : node;

    private LinkedTable Source(QueryNode node) => node switch
    {
        ResourceRangeVariableReferenceNode => Root,
        SingleNavigationNode navigation => Along(Source(navigation.Source), navigation.NavigationProperty),
        _ => throw ODataRefusal.NotSupported($"{node.Kind} in $filter and $orderby"),
    };
}

/// <summary>A table of the query; without alias and link it is the query's own.</summary>
internal sealed record LinkedTable(TableDefinition Table, string? Alias, LinkEntity? Link);
