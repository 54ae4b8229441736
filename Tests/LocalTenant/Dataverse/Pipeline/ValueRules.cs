using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// What a column takes: type, length, range, options. Gives back the value as Dataverse would store it.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/entity-attribute-metadata
/// </summary>
internal static class ValueRules
{
    private static readonly DateTime EarliestDate = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The value in the form in which it is stored.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The column does not take it.</exception>
    public static object? Check(TableDefinition table, ColumnDefinition column, object? value) => (column.Type, value) switch
    {
        (_, null) => null,
        (ColumnType.Text or ColumnType.Memo, string text) => Text(table, column, text),
        (ColumnType.Integer, int number) => InRange(table, column, number, ErrorCodes.IntegerValueOutOfRange, number),
        (ColumnType.BigInt, long number) => InRange(table, column, number, ErrorCodes.IntegerValueOutOfRange, number),
        (ColumnType.Decimal, decimal number) => InRange(table, column, number, ErrorCodes.DecimalValueOutOfRange, Rounded(column, number)),
        (ColumnType.Money, Money money) => InRange(table, column, money.Value, ErrorCodes.DecimalValueOutOfRange, new Money(Rounded(column, money.Value))),
        (ColumnType.DateTime, DateTime date) => Date(column, date),
        (ColumnType.Boolean, bool) or (ColumnType.PrimaryKey or ColumnType.UniqueIdentifier, Guid) => value,
        (ColumnType.Choice or ColumnType.State or ColumnType.Status, OptionSetValue option) => Option(table, column, option),
        (ColumnType.Lookup or ColumnType.Owner, EntityReference reference) => Target(column, reference),
        (ColumnType.MultiChoice, _) => throw Faults.NotSupported($"multi-select choices ({column.LogicalName})"),
        _ => throw Faults.InvalidArgument($"Incorrect attribute value type {value.GetType()} for attribute '{column.LogicalName}' of entity '{table.LogicalName}'."),
    };

    private static string? Text(TableDefinition table, ColumnDefinition column, string text)
    {
        if (column.MaxLength > 0 && text.Length > column.MaxLength)
        {
            throw Faults.Of(ErrorCodes.StringLengthTooLong,
                $"A validation error occurred. The length of the '{column.LogicalName}' attribute of the '{table.LogicalName}' entity exceeded the maximum allowed length of '{column.MaxLength}'.");
        }

        // Dataverse keeps no empty text.
        return text.Length == 0 ? null : text;
    }

    private static object InRange(TableDefinition table, ColumnDefinition column, decimal number, int code, object stored)
    {
        if (number < column.MinValue || number > column.MaxValue)
        {
            throw OutOfRange(code, table, column, number,
                $"{column.MinValue?.ToString(CultureInfo.InvariantCulture)} to {column.MaxValue?.ToString(CultureInfo.InvariantCulture)}");
        }

        return stored;
    }

    private static decimal Rounded(ColumnDefinition column, decimal number) =>
        Math.Round(number, column.Accuracy, MidpointRounding.AwayFromZero);

    /// <summary>Dates are kept to the second; date-only columns keep the day.</summary>
    private static DateTime Date(ColumnDefinition column, DateTime date)
    {
        var utc = date.Kind == DateTimeKind.Local && column.DateBehavior == DateBehavior.UserLocal
            ? date.ToUniversalTime()
            : DateTime.SpecifyKind(date, DateTimeKind.Utc);
        if (utc < EarliestDate)
        {
            throw Faults.Of(ErrorCodes.InvalidDateTime,
                $"DateTime is less than minimum value supported by CrmDateTime. Actual value: {utc:MM/dd/yyyy HH:mm:ss}, Minimum value supported: 01/01/1753 00:00:00");
        }

        return column.DateBehavior == DateBehavior.DateOnly ? utc.Date : ToTheSecond(utc);
    }

    public static DateTime ToTheSecond(DateTime date) => new(date.Ticks - (date.Ticks % TimeSpan.TicksPerSecond), date.Kind);

    private static OptionSetValue Option(TableDefinition table, ColumnDefinition column, OptionSetValue option)
    {
        if (column.Choice is { } choice && choice.Options.All(known => known.Value != option.Value))
        {
            throw OutOfRange(ErrorCodes.PicklistValueOutOfRange, table, column, option.Value,
                string.Join(",", choice.Options.Select(known => known.Value)));
        }

        return option;
    }

    private static EntityReference Target(ColumnDefinition column, EntityReference reference)
    {
        if (!column.LookupTargets.Contains(reference.LogicalName))
        {
            throw column.Type == ColumnType.Owner && reference.LogicalName == "team"
                ? Faults.NotSupported("teams as owners")
                : Faults.InvalidArgument($"The lookup '{column.LogicalName}' does not take a '{reference.LogicalName}'; it takes {string.Join(", ", column.LookupTargets)}.");
        }

        return reference;
    }

    private static FaultException<OrganizationServiceFault> OutOfRange(int code, TableDefinition table, ColumnDefinition column, object value, string accepted) => Faults.Of(code,
        string.Create(CultureInfo.InvariantCulture,
            $"A validation error occurred. The value {value} of '{column.LogicalName}' on record of type '{table.LogicalName}' is outside the valid range. Accepted Values: {accepted}"));
}
