using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>Values of conditions: how many an operator takes, of what type, and their stored form.</summary>
internal static class ConditionValues
{
    // Source: org-service/queryexpression/filter-rows#condition-limits: In takes texts of up to 850 characters.
    private const int LongestTextInList = 850;

    /// <summary>The values that aren't null, exactly <paramref name="count"/> of them.</summary>
    public static IReadOnlyList<object> Exactly(int count, QueryCondition condition)
    {
        var values = condition.Values.OfType<object>().ToArray();
        return values.Length == count
            ? values
            : throw QueryFault.Invalid($"The ConditonOperator.{condition.Operator} requires {count} value/s, "
                + $"not {values.Length}. Parameter Name: {condition.Column}");
    }

    /// <summary>The values of In and NotIn: at least one.</summary>
    public static IReadOnlyList<object> List(QueryCondition condition)
    {
        var values = condition.Values.OfType<object>().ToArray();
        if (values.Length == 0)
            throw QueryFault.Invalid($"The ConditonOperator.{condition.Operator} requires at least 1 value/s, not 0. Parameter Name: {condition.Column}");
        if (values.OfType<string>().Any(v => v.Length > LongestTextInList))
            throw QueryFault.Invalid($"The ConditonOperator.{condition.Operator} takes texts of up to {LongestTextInList} characters. Parameter Name: {condition.Column}");
        return values;
    }

    /// <summary>
    /// The value as SQLite holds it. Texts are read as the column's type, as FetchXML sends them; other CLR types must be
    /// the column's own (not OptionSetValue, Money or EntityReference, which Dataverse refuses in conditions).
    /// </summary>
    public static object Stored(TableDefinition table, ColumnDefinition column, object value)
    {
        object? stored = column.Type switch
        {
            ColumnType.PrimaryKey or ColumnType.UniqueIdentifier or ColumnType.Lookup or ColumnType.Owner => OfGuid(value),
            ColumnType.Text or ColumnType.Memo => value as string,
            ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status or ColumnType.BigInt => OfInteger(value),
            ColumnType.Boolean => OfBoolean(value),
            ColumnType.Decimal or ColumnType.Money => OfDecimal(column, value),
            ColumnType.DateTime => OfDate(value) is { } date ? ColumnStorage.StoredDate(column, date) : null,
            _ => throw QueryFault.Unsupported($"conditions on columns of type {column.Type} ({column.LogicalName})"),
        };
        return stored ?? throw QueryFault.Invalid($"Condition for attribute '{table.LogicalName}.{column.LogicalName}': "
            + $"expected argument(s) of type '{ExpectedType(column.Type)}' but received '{value.GetType()}'.");
    }

    /// <summary>A date given as DateTime or text; null when it is neither.</summary>
    public static DateTime? OfDate(object value) => value switch
    {
        DateTime date => date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : date,
        string text when DateTime.TryParse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) => date,
        _ => null,
    };

    /// <summary>A whole number given as int or text; null when it is neither.</summary>
    public static long? OfInteger(object value) => value switch
    {
        int number => number,
        long number => number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static string? OfGuid(object value) => value switch
    {
        Guid id => ColumnStorage.StoredGuid(id),
        string text when Guid.TryParse(text, out var id) => ColumnStorage.StoredGuid(id),
        _ => null,
    };

    private static long? OfBoolean(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        "1" => 1,
        "0" => 0,
        string text when bool.TryParse(text, out var flag) => flag ? 1 : 0,
        _ => null,
    };

    private static string? OfDecimal(ColumnDefinition column, object value) => value switch
    {
        decimal number => ColumnStorage.StoredDecimal(column, number),
        int number => ColumnStorage.StoredDecimal(column, number),
        string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) =>
            ColumnStorage.StoredDecimal(column, number),
        _ => null,
    };

    private static string ExpectedType(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Memo => "System.String",
        ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status => "System.Int32",
        ColumnType.BigInt => "System.Int64",
        ColumnType.Boolean => "System.Boolean",
        ColumnType.Decimal or ColumnType.Money => "System.Decimal",
        ColumnType.DateTime => "System.DateTime",
        _ => "System.Guid",
    };
}
