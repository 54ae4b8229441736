using System;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>
/// The span of time an operator on dates means: from its start (null: ever since) to before its end (null: for ever).
/// Days begin at midnight UTC; hours and minutes are whole ones, so LastXHours reaches back to the beginning of an hour.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/fetchxml/reference/operators
/// </summary>
internal static class ConditionDates
{
    /// <summary>Whether the operator asks for a span of time.</summary>
    public static bool Covers(ConditionOperator @operator) => @operator is ConditionOperator.On or ConditionOperator.OnOrAfter
        or ConditionOperator.OnOrBefore or ConditionOperator.Today or ConditionOperator.Yesterday or ConditionOperator.Tomorrow
        or ConditionOperator.Last7Days or ConditionOperator.LastXDays or ConditionOperator.LastXHours
        or ConditionOperator.NextXDays or ConditionOperator.NextXHours or ConditionOperator.OlderThanXDays
        or ConditionOperator.OlderThanXHours or ConditionOperator.OlderThanXMinutes;

    /// <summary>Whether the operator looks at the time of day, which date-only columns don't have.</summary>
    public static bool NeedsTime(ConditionOperator @operator) => @operator is ConditionOperator.LastXHours
        or ConditionOperator.NextXHours or ConditionOperator.OlderThanXHours or ConditionOperator.OlderThanXMinutes;

    public static (DateTime? Start, DateTime? End) Span(QueryCondition condition, DateTime utcNow)
    {
        var today = utcNow.Date;
        var hour = today.AddHours(utcNow.Hour);
        var afterNow = utcNow.AddMilliseconds(1);
        switch (condition.Operator)
        {
            case ConditionOperator.On:
                return (Day(condition), Day(condition).AddDays(1));
            case ConditionOperator.OnOrAfter:
                return (Day(condition), null);
            case ConditionOperator.OnOrBefore:
                return (null, Day(condition).AddDays(1));
            case ConditionOperator.OlderThanXDays:
                return (null, today.AddDays(-Count(condition)));
            case ConditionOperator.OlderThanXHours:
                return (null, hour.AddHours(-Count(condition)));
            case ConditionOperator.OlderThanXMinutes:
                return (null, hour.AddMinutes(utcNow.Minute - Count(condition)));
            case ConditionOperator.LastXDays:
                return (today.AddDays(-Count(condition)), afterNow);
            case ConditionOperator.LastXHours:
                return (hour.AddHours(-Count(condition)), afterNow);
            case ConditionOperator.NextXDays:
                return (utcNow, today.AddDays(Count(condition) + 1));
            case ConditionOperator.NextXHours:
                return (utcNow, hour.AddHours(Count(condition) + 1));
        }
        ConditionValues.Exactly(0, condition);
        return condition.Operator switch
        {
            ConditionOperator.Today => (today, today.AddDays(1)),
            ConditionOperator.Yesterday => (today.AddDays(-1), today),
            ConditionOperator.Tomorrow => (today.AddDays(1), today.AddDays(2)),
            ConditionOperator.Last7Days => (today.AddDays(-7), afterNow),
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
    }

    private static DateTime Day(QueryCondition condition)
    {
        var value = ConditionValues.Exactly(1, condition)[0];
        return ConditionValues.OfDate(value)?.Date ?? throw QueryFault.Invalid(
            $"The ConditonOperator.{condition.Operator} requires a date, not '{value.GetType()}'. Parameter Name: {condition.Column}");
    }

    private static int Count(QueryCondition condition)
    {
        var value = ConditionValues.Exactly(1, condition)[0];
        return ConditionValues.OfInteger(value) is > 0 and <= int.MaxValue and var count ? (int)count : throw QueryFault.Invalid(
            $"The ConditonOperator.{condition.Operator} requires a positive whole number. Parameter Name: {condition.Column}");
    }
}
