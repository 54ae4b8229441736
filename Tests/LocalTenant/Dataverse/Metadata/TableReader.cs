using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// A table as Entities/&lt;schema name&gt;/Entity.xml defines it, with the columns that Dataverse adds by itself, and its
/// forms, views and ribbon. What refers to other tables is checked later, when all are read.
/// </summary>
internal sealed class TableReader(SolutionFiles folder, ColumnReader columns)
{
    /// <summary>The tables of the solution, by logical name, each with its Entity.xml.</summary>
    public IReadOnlyDictionary<string, (TableDefinition Table, XmlPart Part)> ReadAll()
    {
        var tables = new Dictionary<string, (TableDefinition, XmlPart)>();
        foreach (var path in folder.Folders("Entities"))
        {
            var part = folder.Load(path + "/Entity.xml", "Entity");
            if (IsUnmodified(part)) continue;
            var table = Read(part, path["Entities/".Length..]);
            tables.Add(table.LogicalName, (table, part));
        }
        return tables;
    }

    /// <summary>
    /// Ribbons of the platform's own tables, by logical name: the solution has such a table as a shell (RootComponent behavior 2) with
    /// nothing but buttons. Source: learn.microsoft.com/power-apps/developer/model-driven-apps/customize-commands-ribbon.
    /// </summary>
    public IReadOnlyDictionary<string, string> ReadRibbonsOfOthers()
    {
        var ribbons = new Dictionary<string, string>();
        foreach (var path in folder.Folders("Entities"))
        {
            var part = folder.Load(path + "/Entity.xml", "Entity");
            if (!IsUnmodified(part)) continue;
            var entity = part.RequiredChild("EntityInfo").RequiredChild("entity");
            entity.AllowOnly(["attributes"]);
            if (entity.RequiredChild("attributes").Children().Any() || folder.Folders(path).Any())
                throw part.Refuse("a table that is not modified brings nothing but buttons.");
            ribbons.Add(entity.RequiredAttribute("Name").ToLowerInvariant(), Ribbon(path + "/RibbonDiff.xml") ?? throw part.Refuse("a table that is not modified brings buttons, or is left out."));
        }
        return ribbons;
    }

    private static bool IsUnmodified(XmlPart part) => part.Element.Element("EntityInfo")?.Element("entity")?.Attribute("unmodified")?.Value == "1";

    private TableDefinition Read(XmlPart part, string folderName)
    {
        // Forms, views and ribbon lie in their own files; these elements keep their place.
        part.AllowOnly(["Name", "EntityInfo", "FormXml", "SavedQueries", "RibbonDiffXml"]);
        foreach (var placeholder in part.Children().Where(c => c.Name is "FormXml" or "SavedQueries" or "RibbonDiffXml"))
            if (placeholder.Children().Any())
                throw placeholder.Refuse($"{placeholder.Name} belongs in a file of its own.");
        var info = part.RequiredChild("EntityInfo");
        info.AllowOnly(["entity"]);
        var entity = info.RequiredChild("entity");
        entity.AllowOnly(EntityXmlNames.TableRead, EntityXmlNames.TableOnlyZero, EntityXmlNames.TableWithoutEffect);
        foreach (var name in EntityXmlNames.TableOnlyZero)
            if (entity.Flag(name))
                throw entity.Refuse($"the local tenant does not support tables with {name} 1.");

        var schemaName = entity.RequiredAttribute("Name");
        if (schemaName != folderName || part.RequiredText("Name") != schemaName)
            throw entity.Refuse($"the table's schema name is {schemaName} here, {part.Text("Name")} in Name and {folderName} in the folder.");
        var userOwned = entity.RequiredText("OwnershipTypeMask") switch
        {
            "UserOwned" => true,
            "OrgOwned" => false,
            var other => throw entity.Refuse($"OwnershipTypeMask {other} is unknown."),
        };
        var own = Columns(entity);
        var logicalName = schemaName.ToLowerInvariant();
        var all = ColumnSketch.ByName(SystemColumns.OfEveryTable, userOwned ? SystemColumns.OfUserOwnedTables : [], SystemColumns.OfTimeZones,
            SystemColumns.OfStates(logicalName), own.Values);
        CheckStates(entity, all["statecode"], all["statuscode"]);
        var path = "Entities/" + folderName;
        return new TableDefinition
        {
            LogicalName = logicalName,
            SchemaName = schemaName,
            EntitySetName = entity.RequiredText("EntitySetName"),
            DisplayName = entity.Label("LocalizedNames", "LocalizedName") ?? throw entity.Refuse($"the table {logicalName} has no name in language 1033."),
            DisplayCollectionName = entity.Label("LocalizedCollectionNames", "LocalizedCollectionName")
                ?? throw entity.Refuse($"the table {logicalName} has no plural name in language 1033."),
            PrimaryKey = PrimaryKey(entity, own, logicalName),
            PrimaryName = PrimaryName(entity, logicalName),
            UserOwned = userOwned,
            Columns = all,
            Keys = KeyReader.Read(entity, all),
            Forms = FormReader.Read(folder, path),
            Views = ViewReader.Read(folder, path),
            RibbonDiffXml = Ribbon(path + "/RibbonDiff.xml"),
            Custom = true,
        };
    }

    private Dictionary<string, ColumnDefinition> Columns(XmlPart entity)
    {
        var list = entity.RequiredChild("attributes");
        list.AllowOnly(["attribute"]);
        var found = new Dictionary<string, ColumnDefinition>();
        foreach (var part in list.Children())
        {
            var column = columns.Read(part);
            if (!found.TryAdd(column.LogicalName, column))
                throw part.Refuse($"the column {column.LogicalName} is defined twice.");
            if (column.Type is ColumnType.Lookup or ColumnType.Owner && SystemColumns.TargetsOf(column.LogicalName) is { } targets)
                found[column.LogicalName] = column with { LookupTargets = targets };
        }
        return found;
    }

    private static string PrimaryKey(XmlPart entity, Dictionary<string, ColumnDefinition> own, string table)
    {
        var keys = own.Values.Where(c => c.Type == ColumnType.PrimaryKey).Select(c => c.LogicalName).ToArray();
        return keys is [var key] && key == table + "id"
            ? key
            : throw entity.Refuse($"the table {table} needs one column of type primarykey, named {table}id; it has: {string.Join(", ", keys)}.");
    }

    private static string PrimaryName(XmlPart entity, string table)
    {
        var names = entity.RequiredChild("attributes").Children()
            .Where(a => (a.Text("DisplayMask") ?? "").Split('|').Contains("PrimaryName")).Select(a => a.RequiredText("LogicalName")).ToArray();
        return names is [var name]
            ? name
            : throw entity.Refuse($"the table {table} needs one column with PrimaryName in its DisplayMask; it has: {string.Join(", ", names)}.");
    }

    private static void CheckStates(XmlPart entity, ColumnDefinition state, ColumnDefinition status)
    {
        foreach (var option in state.Choice!.Options)
            if (status.Choice!.Options.All(s => s.Value != option.DefaultStatus || s.State != option.Value))
                throw entity.Refuse($"the state {option.Value} has the default status {option.DefaultStatus}, which is no status reason of that state.");
        foreach (var reason in status.Choice!.Options)
            if (state.Choice.Options.All(s => s.Value != reason.State))
                throw entity.Refuse($"the status reason {reason.Value} belongs to the state {reason.State}, which there is not.");
    }

    private string? Ribbon(string file)
    {
        if (!folder.Has(file))
            return null;
        var part = folder.Load(file, "RibbonDiffXml");
        part.AllowOnly(["CustomActions", "Templates", "CommandDefinitions", "RuleDefinitions", "LocLabels"]);
        return part.Element.ToString();
    }
}
