using System;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Dataverse;

/// <summary>Typed reading of a row's columns; an absent column reads as null or zero.</summary>
internal static class EntityReading
{
    public static string? Text(this Entity row, string column) => row.GetAttributeValue<string>(column);

    public static int? Choice(this Entity row, string column) => row.GetAttributeValue<OptionSetValue>(column)?.Value;

    public static bool Flag(this Entity row, string column) => row.GetAttributeValue<bool>(column);

    public static int Number(this Entity row, string column) => row.GetAttributeValue<int>(column);

    public static DateTime? Date(this Entity row, string column) => row.GetAttributeValue<DateTime?>(column);

    public static Guid? Lookup(this Entity row, string column) => row.GetAttributeValue<EntityReference>(column)?.Id;

    /// <summary>The value of an update where it carries the column, else the row's value before it.</summary>
    public static Entity MergedWith(this Entity before, Entity change)
    {
        var merged = new Entity(before.LogicalName, before.Id);
        foreach (var value in before.Attributes) merged[value.Key] = value.Value;
        foreach (var value in change.Attributes) merged[value.Key] = value.Value;
        return merged;
    }
}
