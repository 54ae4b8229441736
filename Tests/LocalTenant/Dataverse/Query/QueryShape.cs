using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>
/// A query without its values, as one line: <c>account: statecode Equal, (name Like or name Null); contact on primarycontactid: fullname
/// Equal; by name; first</c>. Two queries of one shape differ in values, columns and page alone.
/// </summary>
internal static class QueryShape
{
    public static string Of(TenantQuery query) =>
        Of(query.Table, query.Filter)
        + string.Concat(query.Links.Select(Of))
        + string.Concat(query.Orders.Select((order, at) => (at == 0 ? "; by " : ", ") + order.Column))
        + (query.Top is null ? "" : "; first");

    /// <summary>How many values its lists name: each may be looked for by itself.</summary>
    public static int Values(TenantQuery query) => Values(query.Filter) + query.Links.Sum(Values);

    private static string Of(QueryLink link) => $"; {Of($"{link.Table} on {link.From}", link.Filter)}{string.Concat(link.Links.Select(Of))}";

    private static string Of(string table, QueryFilter filter) => Parts(filter).Count == 0 ? table : $"{table}: {string.Join(filter.Or ? " or " : ", ", Parts(filter))}";

    private static List<string> Parts(QueryFilter filter) =>
    [
        .. filter.Conditions.Select(condition => $"{(condition.Link is null ? "" : condition.Link + ".")}{condition.Column} {condition.Operator}"),
        .. filter.Filters.Where(child => Parts(child).Count > 0).Select(child => $"({string.Join(child.Or ? " or " : ", ", Parts(child))})"),
    ];

    private static int Values(QueryLink link) => Values(link.Filter) + link.Links.Sum(Values);

    private static int Values(QueryFilter filter) => filter.Conditions.Sum(condition => condition.Operator is ConditionOperator.In or ConditionOperator.NotIn ? condition.Values.Count : 0) + filter.Filters.Sum(Values);
}
