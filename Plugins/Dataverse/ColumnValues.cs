using System;
using System.Text;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Dataverse;

/// <summary>How values come to rest in columns, and whether two of them are the same to Dataverse.</summary>
internal static class ColumnValues
{
    /// <summary>
    /// Text as Dataverse keeps it: no blanks around it, no control characters (it refuses them), nothing instead of empty,
    /// at most so many characters, never half a surrogate pair.
    /// </summary>
    public static string? ForColumn(this string? text, int length)
    {
        if (text is null) return null;
        var clean = (HasControls(text) ? WithoutControls(text) : text).Trim();
        return clean.Length == 0 ? null : clean.CutTo(length);
    }

    public static string CutTo(this string text, int length)
    {
        if (text.Length <= length) return text;
        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text.Substring(0, end).TrimEnd();
    }

    /// <inheritdoc cref="ForColumn(string, int)"/>
    public static string? ForColumn(this string? text, Column column) => text.ForColumn(column.Length);

    /// <summary>At most as many characters as the column holds.</summary>
    public static string CutTo(this string text, Column column) => text.CutTo(column.Length);

    /// <summary>Dataverse keeps no fractions of a second.</summary>
    public static DateTime? ForColumn(this DateTime? date) => date?.ForColumn();

    /// <inheritdoc cref="ForColumn(DateTime?)"/>
    public static DateTime ForColumn(this DateTime date) => new(date.Ticks - date.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);

    /// <summary>The columns whose value differs from the stored row's; the rest need no write.</summary>
    public static Entity DifferenceFrom(this Entity wanted, Entity stored)
    {
        var difference = new Entity(wanted.LogicalName, stored.Id);
        foreach (var value in wanted.Attributes)
            if (!Same(value.Value, stored.Attributes.TryGetValue(value.Key, out var kept) ? kept : null)) difference[value.Key] = value.Value;
        return difference;
    }

    /// <summary>Takes the value into the row where it differs from the stored row's, or where there is none and it is a value.</summary>
    public static void PutText(this Entity row, string column, string? value, Entity? stored)
    {
        if (!string.Equals(value, stored?.Text(column), StringComparison.Ordinal)) row[column] = value;
    }

    /// <inheritdoc cref="PutText"/>
    public static void PutFlag(this Entity row, string column, bool value, Entity? stored)
    {
        // A yes/no column that was never set reads as absent, which is no.
        if (stored is null || value != stored.Flag(column)) row[column] = value;
    }

    /// <inheritdoc cref="PutText"/>
    public static void PutChoice(this Entity row, string column, int value, Entity? stored)
    {
        if (value != stored?.Choice(column)) row[column] = new OptionSetValue(value);
    }

    /// <inheritdoc cref="PutText"/>
    public static void PutDate(this Entity row, string column, DateTime utc, Entity? stored)
    {
        if (utc != stored?.Date(column)?.ToUniversalTime()) row[column] = utc;
    }

    private static bool Same(object? wanted, object? stored)
    {
        switch (wanted)
        {
            case null: return stored is null;
            // A yes/no column that was never set reads as absent.
            case false when stored is null: return true;
            case OptionSetValue choice: return (stored as OptionSetValue)?.Value == choice.Value;
            case EntityReference reference: return (stored as EntityReference)?.Id == reference.Id;
            case DateTime date: return stored is DateTime other && date.ToUniversalTime() == other.ToUniversalTime();
            case string text: return string.Equals(text, stored as string, StringComparison.Ordinal);
            default: return Equals(wanted, stored);
        }
    }

    // A plain loop: this meets every text of every record that is pulled.
    private static bool HasControls(string text)
    {
        foreach (var character in text)
            if (char.IsControl(character)) return true;
        return false;
    }

    private static string WithoutControls(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
            clean.Append(char.IsControl(character) ? ' ' : character);
        return clean.ToString();
    }
}
