using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>
/// QueryExpression and QueryByAttribute in the tenant's terms.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/queryexpression/overview
/// </summary>
internal static class QueryExpressionReader
{
    public static TenantQuery Read(QueryExpression query)
    {
        QueryFault.RefuseIfSet(query, "SubQueryExpression");
        QueryFault.RefuseIfSet(query, "DataSource");
        return Paged(query.PageInfo, query.TopCount) with
        {
            Table = query.EntityName,
            Columns = QueryColumns.From(query.ColumnSet),
            Filter = Filter(query.Criteria),
            Links = query.LinkEntities.Select(Link).ToArray(),
            Orders = query.Orders.Select(Order).ToArray(),
            Distinct = query.Distinct,
        };
    }

    public static TenantQuery Read(QueryByAttribute query)
    {
        if (query.Attributes.Count != query.Values.Count)
            throw QueryFault.Of(QueryFault.ByAttributeMismatch, "The number of attributes and of values of a QueryByAttribute must be equal.");
        if (query.Attributes.Count == 0)
            throw QueryFault.Of(QueryFault.ByAttributeEmpty, "A QueryByAttribute needs at least one attribute.");
        var byValues = TenantQuery.ByValues(query.EntityName,
            query.Attributes.Zip(query.Values, (a, v) => new KeyValuePair<string, object?>(a, v)), query.ColumnSet);
        return Paged(query.PageInfo, query.TopCount) with
        {
            Table = byValues.Table,
            Columns = byValues.Columns,
            Filter = byValues.Filter,
            Orders = query.Orders.Select(Order).ToArray(),
        };
    }

    private static TenantQuery Paged(PagingInfo? page, int? top) => new()
    {
        Table = "",
        Top = top,
        PageSize = page is { Count: > 0 } ? System.Math.Min(page.Count, TenantQuery.MaximumPageSize) : TenantQuery.MaximumPageSize,
        PageNumber = page is null or { PageNumber: 0 } ? 1 : page.PageNumber,
        PagingCookie = string.IsNullOrEmpty(page?.PagingCookie) ? null : page.PagingCookie,
        ReturnTotalCount = page?.ReturnTotalRecordCount ?? false,
    };

    private static QueryFilter Filter(FilterExpression? filter)
    {
        if (filter is null)
            return QueryFilter.Everything;
        QueryFault.RefuseIfSet(filter, "AnyAllFilterLinkEntity");
        if (filter.IsQuickFindFilter)
            throw QueryFault.Unsupported("FilterExpression.IsQuickFindFilter");
        return new QueryFilter(filter.FilterOperator == LogicalOperator.Or,
            filter.Conditions.Select(Condition).ToArray(), filter.Filters.Select(Filter).ToArray());
    }

    private static QueryCondition Condition(ConditionExpression condition)
    {
        if (condition.CompareColumns)
            throw QueryFault.Unsupported("conditions that compare two columns (ConditionExpression.CompareColumns)");
        return new QueryCondition(string.IsNullOrEmpty(condition.EntityName) ? null : condition.EntityName,
            condition.AttributeName, condition.Operator, condition.Values.ToArray());
    }

    private static QueryLink Link(LinkEntity link)
    {
        if (link.JoinOperator is not (JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.Natural))
            throw QueryFault.Unsupported($"JoinOperator.{link.JoinOperator}");
        return new QueryLink(link.LinkToEntityName, link.LinkFromAttributeName, link.LinkToAttributeName, link.JoinOperator == JoinOperator.LeftOuter)
        {
            Alias = string.IsNullOrEmpty(link.EntityAlias) ? null : link.EntityAlias,
            Columns = QueryColumns.From(link.Columns),
            Filter = Filter(link.LinkCriteria),
            Links = link.LinkEntities.Select(Link).ToArray(),
            Orders = link.Orders.Select(Order).ToArray(),
        };
    }

    private static QueryOrder Order(OrderExpression order) =>
        new(string.IsNullOrEmpty(order.EntityName) ? null : order.EntityName, order.AttributeName, order.OrderType == OrderType.Descending);
}
