using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.Dataverse;

/// <summary>Short forms for the queries of this folder; columns are always named.</summary>
internal static class QueryBuilding
{
    public static QueryExpression From(string table, params string[] columns) => new(table) { ColumnSet = new ColumnSet(columns) };

    public static QueryExpression Where(this QueryExpression query, string column, object value)
    {
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return query;
    }

    public static QueryExpression WhereNot(this QueryExpression query, string column, object value)
    {
        query.Criteria.AddCondition(column, ConditionOperator.NotEqual, value);
        return query;
    }

    public static QueryExpression WhereIn(this QueryExpression query, string column, params object[] values)
    {
        query.Criteria.AddCondition(column, ConditionOperator.In, values);
        return query;
    }

    /// <summary>Values for <see cref="WhereIn"/>, at most so many at once.</summary>
    public static IEnumerable<object[]> InParts(this IEnumerable<object> values, int size)
    {
        var part = new List<object>();
        foreach (var value in values)
        {
            part.Add(value);
            if (part.Count < size) continue;
            yield return part.ToArray();
            part.Clear();
        }
        if (part.Count > 0) yield return part.ToArray();
    }

    public static QueryExpression WhereNull(this QueryExpression query, string column)
    {
        query.Criteria.AddCondition(column, ConditionOperator.Null);
        return query;
    }

    public static QueryExpression WhereNotNull(this QueryExpression query, string column)
    {
        query.Criteria.AddCondition(column, ConditionOperator.NotNull);
        return query;
    }

    public static QueryExpression OrderedBy(this QueryExpression query, string column)
    {
        query.AddOrder(column, OrderType.Ascending);
        return query;
    }
}
