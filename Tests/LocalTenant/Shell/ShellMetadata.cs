using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.WebApi;

namespace Pax8Dataverse.LocalTenant.Shell;

/// <summary>
/// The tenant's metadata as the shell reads it: names, captions, columns and the user's rights as JSON; forms, views, ribbon
/// and site map as the XML that lies in the solution.
/// </summary>
internal sealed class ShellMetadata(LocalDataverse dataverse, ShellOptions options)
{
    private const int Resx = 12;

    // The platform numbers its own tables below 10,000 and gives custom ones numbers of the environment.
    private const int FirstCustomTypeCode = 10_000;

    private readonly TenantMetadata metadata = dataverse.Metadata;

    /// <summary>The app with its site map, the user, those who can be switched to, and a summary of every table.</summary>
    public JsonObject App(Guid userId, IEnumerable<(Guid Id, string Name)> users)
    {
        var app = metadata.Apps.Count > 0 ? metadata.Apps[0] : null;
        var everybody = users.ToList();
        return new JsonObject
        {
            ["uniqueName"] = app?.UniqueName ?? metadata.SolutionName,
            ["displayName"] = app?.DisplayName ?? metadata.SolutionName,
            ["siteMapXml"] = app?.SiteMapXml,
            ["user"] = User(everybody.Single(u => u.Id == userId)),
            ["users"] = new JsonArray([.. everybody.Select(User)]),
            ["organization"] = new JsonObject { ["id"] = dataverse.OrganizationId, ["name"] = "localtenant", ["languageId"] = options.BaseLanguage },
            ["missingTexts"] = options.MissingTexts.ToString(),
            ["texts"] = new JsonObject(metadata.WebResources.Where(w => w.Dependencies.Count > 0).Select(w => KeyValuePair.Create(w.Name, (JsonNode?)TextsOf(w)))),
            ["tables"] = new JsonArray([.. metadata.Tables.Values.Select(table => Summary(userId, table))]),
        };
    }

    /// <summary>All of a table, or null where there is none of that name.</summary>
    public JsonObject? Table(Guid userId, string logicalName)
    {
        if (!metadata.Tables.TryGetValue(logicalName, out var table)) return null;
        var pages = PlainPages.Of(table);
        var json = Summary(userId, table);
        json["schemaName"] = table.SchemaName;
        json["columns"] = new JsonArray([.. table.Columns.Values.Select(column => Column(userId, table, column))]);
        json["forms"] = new JsonArray([.. pages.Forms.Select(Form)]);
        json["views"] = new JsonArray([.. pages.Views.Select(View)]);
        json["ribbonXml"] = table.RibbonDiffXml;
        json["relationships"] = new JsonArray([.. metadata.Relationships.Where(r => r.ReferencedTable == logicalName).Select(Relationship)]);
        return json;
    }

    private JsonArray TextsOf(WebResourceDefinition script) =>
        [.. script.Dependencies.Where(name => metadata.WebResources.Any(w => w.Name == name && w.Type == Resx)).Select(name => (JsonNode)name)];

    private JsonObject User((Guid Id, string Name) user) => new()
    {
        ["id"] = user.Id,
        ["name"] = user.Name,
        ["roles"] = new JsonArray([.. dataverse.RolesOf(user.Id).Select(role => (JsonNode)role)]),
    };

    private JsonObject Summary(Guid userId, TableDefinition table) => new()
    {
        ["logicalName"] = table.LogicalName,
        ["entitySetName"] = table.EntitySetName,
        ["displayName"] = table.DisplayName,
        ["displayCollectionName"] = table.DisplayCollectionName,
        ["primaryKey"] = table.PrimaryKey,
        ["primaryName"] = table.PrimaryName,
        ["typeCode"] = TypeCode(table),
        ["custom"] = table.Custom,
        ["privilegeName"] = table.PrivilegeName,
        ["privileges"] = new JsonObject(new[] { "Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign" }.Select(verb =>
            KeyValuePair.Create(char.ToLowerInvariant(verb[0]) + verb[1..], (JsonNode?)dataverse.HasPrivilege(userId, "prv" + verb + table.PrivilegeName)))),
    };

    private int TypeCode(TableDefinition table) => (table.Custom ? FirstCustomTypeCode : 1) + metadata.Tables.Keys.Order(StringComparer.Ordinal).ToList().IndexOf(table.LogicalName);

    private JsonObject Column(Guid userId, TableDefinition table, ColumnDefinition column)
    {
        var rights = dataverse.ColumnRightsOf(userId, table.LogicalName, column.LogicalName);
        return new JsonObject
        {
            ["logicalName"] = column.LogicalName,
            ["schemaName"] = column.SchemaName,
            ["type"] = column.Type.ToString(),
            ["displayName"] = column.DisplayName,
            ["description"] = column.Description,
            ["requiredLevel"] = column.RequiredLevel,
            ["format"] = column.Format,
            ["maxLength"] = column.MaxLength,
            ["minValue"] = column.MinValue,
            ["maxValue"] = column.MaxValue,
            ["accuracy"] = column.Accuracy,
            ["dateBehavior"] = column.DateBehavior.ToString(),
            ["secured"] = column.Secured,
            ["canRead"] = rights.CanRead,
            ["canCreate"] = column.ValidForCreate && rights.CanCreate,
            ["canUpdate"] = column.ValidForUpdate && rights.CanUpdate,
            ["targets"] = new JsonArray([.. column.LookupTargets.Select(target => (JsonNode)target)]),
            ["navigation"] = new JsonObject(NavigationNames.Of(table, column).Select(to => KeyValuePair.Create(to.Target, (JsonNode?)to.Name))),
            ["options"] = new JsonArray([.. (column.Choice?.Options ?? []).Select(Option)]),
            ["defaultValue"] = column.DefaultValue is null ? null : JsonValue.Create(column.DefaultValue),
        };
    }

    private static JsonNode Option(OptionDefinition option) => new JsonObject { ["value"] = option.Value, ["label"] = option.Label, ["state"] = option.State };

    private static JsonNode Form(FormDefinition form) => new JsonObject
    {
        ["id"] = form.Id,
        ["type"] = form.Type.ToString(),
        ["name"] = form.Name,
        ["xml"] = form.FormXml,
    };

    private static JsonNode View(ViewDefinition view) => new JsonObject
    {
        ["id"] = view.Id,
        ["name"] = view.Name,
        ["queryType"] = view.QueryType,
        ["isDefault"] = view.IsDefault,
        ["fetchXml"] = view.FetchXml,
        ["layoutXml"] = view.LayoutXml,
    };

    private static JsonNode Relationship(RelationshipDefinition relationship) => new JsonObject
    {
        ["name"] = relationship.Name,
        ["referencedTable"] = relationship.ReferencedTable,
        ["referencingTable"] = relationship.ReferencingTable,
        ["referencingColumn"] = relationship.ReferencingColumn,
    };
}
