using System;
using System.Linq;
using System.Text.Json;
using DataverseEmulator.Metadata;
using Microsoft.OData.Edm;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.WebApi;

/// <summary>
/// The row that a body describes: columns by name, lookups by <c>property@odata.bind</c>.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/create-entity-web-api
/// </summary>
internal sealed class RowBody(ODataRequest request)
{
    private const string Bind = "@odata.bind";
    private const string Type = "@odata.type";

    /// <exception cref="ODataRefusal">The body is missing, or a property is unknown or of the wrong type.</exception>
    public Entity Read(TableDefinition table)
    {
        if (request.Body.ValueKind == JsonValueKind.Undefined) throw ODataRefusal.Body($"A request to write a row of {table.EntitySetName} needs a JSON body.");
        var row = new Entity(table.LogicalName);
        foreach (var property in request.Body.EnumerateObject()) Add(row, table, property);
        return row;
    }

    private void Add(Entity row, TableDefinition table, JsonProperty property)
    {
        if (property.Name == Type)
        {
            if (property.Value.ValueKind != JsonValueKind.String || property.Value.GetString()!.TrimStart('#') != $"{ODataModel.Namespace}.{table.LogicalName}")
                throw ODataRefusal.Body($"The @odata.type of a row of {table.EntitySetName} is {ODataModel.Namespace}.{table.LogicalName}.");
            return;
        }
        if (property.Name.EndsWith(Bind, StringComparison.Ordinal))
        {
            var lookup = LookupOf(table, property.Name[..^Bind.Length]);
            if (row.Contains(lookup.Column.LogicalName)) throw ODataRefusal.Body($"The lookup {lookup.Column.LogicalName} is set twice; it points to one row.");
            row[lookup.Column.LogicalName] = Target(lookup, property);
            return;
        }
        // Other annotations, such as formatted values of a row read before, say nothing about the row.
        if (property.Name.Contains('@', StringComparison.Ordinal)) return;
        switch (Find(table, property.Name))
        {
            case IEdmNavigationProperty:
                throw ODataRefusal.NotSupported($"related rows inside a row ({property.Name}: deep insert); set a lookup by {property.Name}{Bind}");
            case var found when NavigationNames.IsLookup(request.Model.ColumnOf(found)):
                var column = request.Model.ColumnOf(found);
                throw ODataRefusal.Body($"'{property.Name}' can't be set directly; set {string.Join(" or ", NavigationNames.Of(table, column).Select(name => name.Name + Bind).Distinct())} to the address of a row, or to null.");
            case var found:
                row[request.Model.ColumnOf(found).LogicalName] = JsonValues.Read(request.Model.ColumnOf(found), property.Value);
                break;
        }
    }

    private EntityReference? Target(ODataModel.Lookup lookup, JsonProperty property)
    {
        if (property.Value.ValueKind == JsonValueKind.Null) return null;
        if (property.Value.ValueKind != JsonValueKind.String) throw ODataRefusal.Body($"{property.Name} is the address of a row, or null.");
        var reference = RowAddress.Parse(request, property.Value.GetString()!);
        return lookup.Target is null ? lookup.Column.LookupTargets.Contains(reference.LogicalName) ? reference : throw WrongTable(property, string.Join(" or ", lookup.Column.LookupTargets))
            : lookup.Target.LogicalName == reference.LogicalName ? reference : throw WrongTable(property, lookup.Target.LogicalName);
    }

    private static ODataRefusal WrongTable(JsonProperty property, string tables) => ODataRefusal.Body($"{property.Name} takes the address of a row of {tables}.");

    private ODataModel.Lookup LookupOf(TableDefinition table, string navigation) =>
        Find(table, navigation) is IEdmNavigationProperty property && request.Model.LookupOf(property) is { } lookup
            ? lookup
            : throw ODataRefusal.NotSupported($"{navigation}{Bind}: only properties of lookups can be bound");

    private IEdmProperty Find(TableDefinition table, string name) => request.Model.TypeOf(table).FindProperty(name)
        ?? throw ODataRefusal.Body($"Invalid property '{name}' was found in entity '{ODataModel.Namespace}.{table.LogicalName}'.");
}
