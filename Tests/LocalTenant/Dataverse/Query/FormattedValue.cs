using System;
using System.Globalization;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Query;

/// <summary>
/// Values as users in en-US at UTC see them: labels of choices, names of lookups, numbers with thousands separators, money
/// with its currency's symbol, dates as 11/24/2026 2:05 PM.
/// Source: org-service/queryexpression/select-columns#formatted-values
/// </summary>
public static class FormattedValue
{
    /// <summary>The text for a value of the column, or null for types that have none (text, guid).</summary>
    /// <param name="column">The column the value is of.</param>
    /// <param name="value">The value as the SDK carries it, not null.</param>
    /// <param name="currencySymbol">Symbol of the row's currency, for money.</param>
    public static string? Of(ColumnDefinition column, object value, string? currencySymbol = null) => value switch
    {
        EntityReference reference => reference.Name,
        OptionSetValue option => Label(column, option.Value),
        bool flag => Label(column, flag ? 1 : 0) ?? (flag ? "Yes" : "No"),
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        decimal number => Number(number, column.Accuracy),
        Money money => money.Value < 0
            ? $"({currencySymbol}{Number(-money.Value, column.Accuracy)})"
            : currencySymbol + Number(money.Value, column.Accuracy),
        DateTime date when column.DateBehavior == DateBehavior.DateOnly || column.Format == "date" => date.ToString("M/d/yyyy", CultureInfo.InvariantCulture),
        DateTime date => string.Create(CultureInfo.InvariantCulture, $"{date.Month}/{date.Day}/{date.Year:D4} {(date.Hour + 11) % 12 + 1}:{date.Minute:D2} {(date.Hour < 12 ? "AM" : "PM")}"),
        _ => null,
    };

    private static string? Label(ColumnDefinition column, int value)
    {
        for (var at = 0; at < column.Choice?.Options.Count; at++)
            if (column.Choice.Options[at] is { } option && option.Value == value)
                return option.Label;
        return null;
    }

    private static string Number(decimal value, int digits) => value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
