using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>
/// Conditions as SQL. All operators that say "not" also let rows through that have no value, as Dataverse adds
/// "or … is null" to them (FetchXML's ne, not-in, not-like, not-begin-with, not-end-with and not-between; its own
/// documentation is silent, the behaviour is described at
/// powerobjects.com/blog/2016/08/02/boolean-blitz-when-two-options-are-actually-three and held by SQL 4 CDS).
/// </summary>
internal sealed class ConditionSql(QueryCaller caller, SqlParameters parameters)
{
    /// <summary>The filter as SQL; null when it lets every row through.</summary>
    public string? Of(QueryFilter filter, Func<QueryCondition, QuerySource> sourceOf)
    {
        var parts = new List<string>();
        foreach (var condition in filter.Conditions)
            parts.Add(Of(condition, sourceOf(condition)));
        foreach (var child in filter.Filters)
            if (Of(child, sourceOf) is { } part)
                parts.Add(part);
        return parts.Count == 0 ? null : "(" + string.Join(filter.Or ? " OR " : " AND ", parts) + ")";
    }

    private string Of(QueryCondition condition, QuerySource source)
    {
        var column = source.Column(condition.Column);
        var sql = source.Expression(column);
        if (ConditionDates.Covers(condition.Operator))
            return Dates(condition, column, sql);
        switch (condition.Operator)
        {
            case ConditionOperator.Null:
                ConditionValues.Exactly(0, condition);
                return $"{sql} IS NULL";
            case ConditionOperator.NotNull:
                ConditionValues.Exactly(0, condition);
                return $"{sql} IS NOT NULL";
            case ConditionOperator.Equal:
                return $"{sql} = {Value(condition, source, column)}";
            case ConditionOperator.NotEqual:
                return OrNull(sql, $"{sql} <> {Value(condition, source, column)}");
            case ConditionOperator.In:
                return $"{sql} IN ({Values(condition, source, column)})";
            case ConditionOperator.NotIn:
                return OrNull(sql, $"{sql} NOT IN ({Values(condition, source, column)})");
            case ConditionOperator.GreaterThan:
                return Ordered(condition, source, column, sql, ">");
            case ConditionOperator.GreaterEqual:
                return Ordered(condition, source, column, sql, ">=");
            case ConditionOperator.LessThan:
                return Ordered(condition, source, column, sql, "<");
            case ConditionOperator.LessEqual:
                return Ordered(condition, source, column, sql, "<=");
            case ConditionOperator.Between:
                return Between(condition, source, column, sql);
            case ConditionOperator.NotBetween:
                return OrNull(sql, "NOT " + Between(condition, source, column, sql));
            case ConditionOperator.Like:
            case ConditionOperator.BeginsWith:
            case ConditionOperator.EndsWith:
                return Like(condition, source, column, sql);
            case ConditionOperator.NotLike:
            case ConditionOperator.DoesNotBeginWith:
            case ConditionOperator.DoesNotEndWith:
                return OrNull(sql, "NOT " + Like(condition, source, column, sql));
            case ConditionOperator.EqualUserId:
                return Caller(condition, column, sql, "=", caller.UserId);
            case ConditionOperator.NotEqualUserId:
                return OrNull(sql, Caller(condition, column, sql, "<>", caller.UserId));
            case ConditionOperator.EqualBusinessId:
                return Caller(condition, column, sql, "=", caller.BusinessUnitId);
            case ConditionOperator.NotEqualBusinessId:
                return OrNull(sql, Caller(condition, column, sql, "<>", caller.BusinessUnitId));
            case ConditionOperator.Contains:
            case ConditionOperator.DoesNotContain:
                // Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.conditionoperator
                throw QueryFault.Unsupported($"the condition operator {condition.Operator}: Dataverse answers it only for columns "
                    + "with full-text indexing. Use Like with % on both sides");
            default:
                throw QueryFault.Unsupported($"the condition operator {condition.Operator}");
        }
    }

    private string Value(QueryCondition condition, QuerySource source, ColumnDefinition column) =>
        parameters.Add(ConditionValues.Stored(source.Table, column, ConditionValues.Exactly(1, condition)[0]));

    private string Values(QueryCondition condition, QuerySource source, ColumnDefinition column) => string.Join(", ",
        ConditionValues.List(condition).Select(v => parameters.Add(ConditionValues.Stored(source.Table, column, v))));

    private string Ordered(QueryCondition condition, QuerySource source, ColumnDefinition column, string sql, string comparison)
    {
        RequireOrder(condition, column);
        return Compare(column, sql, comparison, Value(condition, source, column));
    }

    private string Between(QueryCondition condition, QuerySource source, ColumnDefinition column, string sql)
    {
        RequireOrder(condition, column);
        var values = ConditionValues.Exactly(2, condition);
        var low = parameters.Add(ConditionValues.Stored(source.Table, column, values[0]));
        var high = parameters.Add(ConditionValues.Stored(source.Table, column, values[1]));
        return $"({Compare(column, sql, ">=", low)} AND {Compare(column, sql, "<=", high)})";
    }

    private string Like(QueryCondition condition, QuerySource source, ColumnDefinition column, string sql)
    {
        if (column.Type is not (ColumnType.Text or ColumnType.Memo))
            throw QueryFault.Unsupported($"the condition operator {condition.Operator} on columns of type {column.Type} ({column.LogicalName})");
        var text = (string)ConditionValues.Stored(source.Table, column, ConditionValues.Exactly(1, condition)[0]);
        // Wildcards in the value stay wildcards with all of these operators (wildcard-characters).
        var pattern = condition.Operator switch
        {
            ConditionOperator.BeginsWith or ConditionOperator.DoesNotBeginWith => text + "%",
            ConditionOperator.EndsWith or ConditionOperator.DoesNotEndWith => "%" + text,
            _ => text,
        };
        return $"{TextCollation.LikeFunction}({sql}, {parameters.Add(pattern)})";
    }

    private string Dates(QueryCondition condition, ColumnDefinition column, string sql)
    {
        if (column.Type != ColumnType.DateTime)
            throw QueryFault.Invalid($"The operator {condition.Operator} is not valid for column {column.LogicalName}, which is no date.");
        if (column.DateBehavior == DateBehavior.DateOnly && ConditionDates.NeedsTime(condition.Operator))
            throw QueryFault.Invalid($"The operator {condition.Operator} is not valid for column {column.LogicalName}, which has no time of day.");
        var (start, end) = ConditionDates.Span(condition, caller.UtcNow);
        var parts = new List<string>();
        if (start is { } from)
            parts.Add($"{sql} >= {parameters.Add(ColumnStorage.StoredDate(column, from))}");
        if (end is { } until)
            parts.Add($"{sql} < {parameters.Add(ColumnStorage.StoredDate(column, RoundedUp(column, until)))}");
        return "(" + string.Join(" AND ", parts) + ")";
    }

    // A day that has begun counts as a whole where the column knows only days.
    private static DateTime RoundedUp(ColumnDefinition column, DateTime until) =>
        column.DateBehavior == DateBehavior.DateOnly && until.TimeOfDay > TimeSpan.Zero ? until.Date.AddDays(1) : until;

    private string Caller(QueryCondition condition, ColumnDefinition column, string sql, string comparison, Guid id)
    {
        ConditionValues.Exactly(0, condition);
        if (column.Type is not (ColumnType.PrimaryKey or ColumnType.UniqueIdentifier or ColumnType.Lookup or ColumnType.Owner))
            throw QueryFault.Invalid($"The operator {condition.Operator} is not valid for column {column.LogicalName}, which holds no id.");
        return $"{sql} {comparison} {parameters.Add(ColumnStorage.StoredGuid(id))}";
    }

    // Source: fetchxml/reference/operators: gt, ge, lt, le and between are for numbers, dates and texts.
    private static void RequireOrder(QueryCondition condition, ColumnDefinition column)
    {
        if (column.Type is not (ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Money
            or ColumnType.DateTime or ColumnType.Text or ColumnType.Memo))
            throw QueryFault.Unsupported($"the condition operator {condition.Operator} on columns of type {column.Type} ({column.LogicalName})");
    }

    private static string Compare(ColumnDefinition column, string sql, string comparison, string value) =>
        column.Type is ColumnType.Decimal or ColumnType.Money
            ? $"CAST({sql} AS REAL) {comparison} CAST({value} AS REAL)"
            : $"{sql} {comparison} {value}";

    private static string OrNull(string sql, string condition) => $"({condition} OR {sql} IS NULL)";
}

/// <summary>The parameters of one statement, in the order in which they were added.</summary>
internal sealed class SqlParameters
{
    private readonly List<object?> values = [];

    public object?[] Values => [.. values];

    /// <summary>Keeps the value and returns its placeholder.</summary>
    public string Add(object? value)
    {
        values.Add(value);
        return "?" + values.Count.ToString(CultureInfo.InvariantCulture);
    }
}
