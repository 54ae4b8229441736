using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;

namespace DataverseEmulator.WebApi;

/// <summary>
/// What the Web API calls a lookup: its value is <c>_column_value</c>; it is navigated and bound by the schema name of a custom
/// column, the logical name of one of the platform's own, with the target's name behind it where there are several.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-navigation-properties
/// </summary>
public static class NavigationNames
{
    public static string Of(TableDefinition table, ColumnDefinition lookup, string target)
    {
        var name = table.Custom && lookup.SchemaName.Contains('_', StringComparison.Ordinal) ? lookup.SchemaName : lookup.LogicalName;
        return lookup.Type == ColumnType.Owner || lookup.LookupTargets.Count == 1 ? name : $"{name}_{target}";
    }

    public static IEnumerable<(string Name, string Target)> Of(TableDefinition table, ColumnDefinition lookup) =>
        lookup.LookupTargets.Select(target => (Of(table, lookup, target), target));

    public static bool IsLookup(ColumnDefinition column) => column.Type is ColumnType.Lookup or ColumnType.Owner;

    /// <summary>The property that holds the column's value.</summary>
    public static string Property(ColumnDefinition column) => IsLookup(column) ? $"_{column.LogicalName}_value" : column.LogicalName;
}
