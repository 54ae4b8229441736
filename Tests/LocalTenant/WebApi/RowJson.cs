using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Rows as JSON: the ETag, then the columns, null where a row has no value or the user may not see it, with the annotations that
/// the caller wants.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/retrieve-entity-using-web-api
/// </summary>
internal sealed class RowJson(TenantMetadata metadata, AnnotationFilter annotations)
{
    public static string ETag(string version) => $"W/\"{version}\"";

    /// <summary>A row by the shape that $select and $expand give it.</summary>
    public JsonObject Row(Entity row, RowShape shape) => Shaped(row, shape, "");

    /// <summary>A row of a FetchXML query: what the query names, links' columns as alias.column.</summary>
    /// <param name="row">The row.</param>
    /// <param name="table">Its table.</param>
    /// <param name="named">The table's own columns that the query names; they are there as null where they have no value.</param>
    public JsonObject Row(Entity row, TableDefinition table, IEnumerable<string> named)
    {
        var json = new JsonObject();
        if (row.RowVersion is { } version) json["@odata.etag"] = ETag(version);
        foreach (var column in named.Select(name => table.Columns[name])) Add(json, NavigationNames.Property(column), table, column, Value(row, column.LogicalName), Label(row, column.LogicalName));
        foreach (var (name, value) in row.Attributes.Select(pair => (pair.Key, pair.Value)))
        {
            if (value is AliasedValue aliased)
            {
                var of = metadata.Tables[aliased.EntityLogicalName];
                Add(json, name, of, of.Columns[aliased.AttributeLogicalName], aliased.Value, Label(row, name));
            }
            else if (!json.ContainsKey(NavigationNames.Property(table.Columns[name])))
            {
                Add(json, NavigationNames.Property(table.Columns[name]), table, table.Columns[name], value, Label(row, name));
            }
        }
        return json;
    }

    private JsonObject Shaped(Entity row, RowShape shape, string prefix)
    {
        var json = new JsonObject();
        if (Value(row, prefix + RowStore.RowVersionColumn) is { } version) json["@odata.etag"] = ETag(version.ToString()!);
        foreach (var column in shape.Columns)
            Add(json, NavigationNames.Property(column), shape.Table, column, Value(row, prefix + column.LogicalName), Label(row, prefix + column.LogicalName));
        foreach (var expanded in shape.Expanded)
        {
            var inner = expanded.Alias + ".";
            json[expanded.Name] = Value(row, inner + expanded.Shape.Table.PrimaryKey) is null ? null : Shaped(row, expanded.Shape, inner);
        }
        return json;
    }

    private void Add(JsonObject json, string name, TableDefinition table, ColumnDefinition column, object? value, string? label)
    {
        if (value is not null)
        {
            if (label is not null) Annotate(json, name, AnnotationFilter.FormattedValue, label);
            if (value is EntityReference reference)
            {
                if (column.LookupTargets.Contains(reference.LogicalName)) Annotate(json, name, AnnotationFilter.Navigation, NavigationNames.Of(table, column, reference.LogicalName));
                Annotate(json, name, AnnotationFilter.LookupTable, reference.LogicalName);
            }
        }
        json[name] = JsonValues.Write(value, column.DateBehavior == DateBehavior.DateOnly);
    }

    private void Annotate(JsonObject json, string name, string annotation, string value)
    {
        if (annotations.Wants(annotation)) json[$"{name}@{annotation}"] = value;
    }

    private static object? Value(Entity row, string name) => row.Attributes.TryGetValue(name, out var value) ? value is AliasedValue aliased ? aliased.Value : value : null;

    private static string? Label(Entity row, string name) => row.FormattedValues.TryGetValue(name, out var label) ? label : null;
}
