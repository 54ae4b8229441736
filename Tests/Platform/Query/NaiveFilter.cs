using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.Tests.Platform.Query;

public sealed record QueryCase(IReadOnlyList<ItemRow> Rows, FilterCase Filter, IReadOnlyList<(string Column, OrderType Type)> Orders);

/// <summary>An item as plain values.</summary>
public sealed record ItemRow(string? Name, int? Number, decimal? Amount, DateTime? Moment, bool? Flag, int? Color, Guid? Box)
{
    public IEnumerable<(string, object?)> Stored() =>
    [
        ("t_name", Name), ("t_number", Number), ("t_amount", Amount), ("t_moment", Moment), ("t_flag", Flag),
        ("t_color", Color is { } color ? new OptionSetValue(color) : null), ("t_boxid", Box is { } box ? new EntityReference("t_box", box) : null),
    ];

    /// <summary>The value that conditions see; an empty text is none.</summary>
    public object? Value(string column) => column switch
    {
        "t_name" => Name is "" ? null : Name,
        "t_number" => Number,
        "t_amount" => Amount,
        "t_moment" => Moment,
        "t_flag" => Flag,
        "t_color" => Color,
        "t_boxid" => Box,
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };
}

public sealed record FilterCase(bool Or, IReadOnlyList<ConditionCase> Conditions, IReadOnlyList<FilterCase> Filters)
{
    public FilterExpression ToExpression()
    {
        var filter = new FilterExpression(Or ? LogicalOperator.Or : LogicalOperator.And);
        foreach (var condition in Conditions)
            filter.AddCondition(condition.Column, condition.Operator, [.. condition.Values]);
        foreach (var child in Filters)
            filter.AddFilter(child.ToExpression());
        return filter;
    }

    public override string ToString() =>
        "(" + string.Join(Or ? " or " : " and ", Conditions.Cast<object>().Concat(Filters)) + ")";
}

public sealed record ConditionCase(string Column, ConditionOperator Operator, IReadOnlyList<object> Values)
{
    public override string ToString() => $"{Column} {Operator} [{string.Join(", ", Values)}]";
}

/// <summary>
/// The meaning of filters written down a second time, as plainly as can be: over values in memory, one condition after the
/// other, texts compared as SQL Server's _CI_AI collations compare those of the pools.
/// </summary>
public static class NaiveFilter
{
    public static bool Matches(FilterCase filter, ItemRow row)
    {
        var parts = filter.Conditions.Select(c => Matches(c, row)).Concat(filter.Filters.Where(HasConditions).Select(f => Matches(f, row))).ToArray();
        if (parts.Length == 0)
            return true;
        return filter.Or ? parts.Any(p => p) : parts.All(p => p);
    }

    private static bool HasConditions(FilterCase filter) => filter.Conditions.Count > 0 || filter.Filters.Any(HasConditions);

    private static bool Matches(ConditionCase condition, ItemRow row)
    {
        var value = row.Value(condition.Column);
        var values = condition.Values;
        return condition.Operator switch
        {
            ConditionOperator.Null => value is null,
            ConditionOperator.NotNull => value is not null,
            ConditionOperator.NotEqual => value is null || Compare(value, values[0]) != 0,
            ConditionOperator.NotIn => value is null || values.All(v => Compare(value, v) != 0),
            ConditionOperator.NotLike => value is null || !Like(value, values[0]),
            ConditionOperator.DoesNotBeginWith => value is null || !Like(value, values[0] + "%"),
            ConditionOperator.DoesNotEndWith => value is null || !Like(value, "%" + values[0]),
            ConditionOperator.NotBetween => value is null || Compare(value, values[0]) < 0 || Compare(value, values[1]) > 0,
            _ when value is null => false,
            ConditionOperator.Equal => Compare(value, values[0]) == 0,
            ConditionOperator.In => values.Any(v => Compare(value, v) == 0),
            ConditionOperator.GreaterThan => Compare(value, values[0]) > 0,
            ConditionOperator.GreaterEqual => Compare(value, values[0]) >= 0,
            ConditionOperator.LessThan => Compare(value, values[0]) < 0,
            ConditionOperator.LessEqual => Compare(value, values[0]) <= 0,
            ConditionOperator.Between => Compare(value, values[0]) >= 0 && Compare(value, values[1]) <= 0,
            ConditionOperator.Like => Like(value, values[0]),
            ConditionOperator.BeginsWith => Like(value, values[0] + "%"),
            ConditionOperator.EndsWith => Like(value, "%" + values[0]),
            ConditionOperator.On => ((DateTime)value).Date == ((DateTime)values[0]).Date,
            ConditionOperator.OnOrAfter => ((DateTime)value).Date >= ((DateTime)values[0]).Date,
            ConditionOperator.OnOrBefore => ((DateTime)value).Date <= ((DateTime)values[0]).Date,
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
    }

    private static int Compare(object left, object right) => left is string text
        ? string.CompareOrdinal(Plain(text), Plain((string)right))
        : ((IComparable)left).CompareTo(right);

    private static string Plain(string text) => text.TrimEnd(' ').ToUpperInvariant().Replace('Ä', 'A').Replace('É', 'E');

    private static bool Like(object value, object pattern)
    {
        var expression = string.Concat(Regex.Matches(Plain0((string)pattern), @"\[[^]]*\]|.").Select(m => m.Value switch
        {
            "%" => ".*",
            "_" => ".",
            ['[', .. var set, ']'] => "[" + set + "]",
            var literal => Regex.Escape(literal),
        }));
        return Regex.IsMatch(Plain0((string)value), $"^(?:{expression})$", RegexOptions.Singleline);
    }

    // Trailing spaces count with LIKE.
    private static string Plain0(string text) => text.ToUpperInvariant().Replace('Ä', 'A').Replace('É', 'E');
}
