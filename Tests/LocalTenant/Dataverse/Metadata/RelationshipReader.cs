using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// Relationships: named in Other/Relationships.xml, defined in Other/Relationships/&lt;referenced table&gt;.xml. The packager
/// drops without a word what isn't in both, so both must agree.
/// </summary>
internal sealed class RelationshipReader(SolutionFiles folder)
{
    private const string IndexFile = "Other/Relationships.xml";
    // The common ancestor of users and teams: no table of its own, but relationships name it.
    private const string Owner = "owner";

    private static readonly string[] Known =
    [
        "EntityRelationshipType", "IsCustomizable", "IntroducedVersion", "IsHierarchical", "ReferencingEntityName", "ReferencedEntityName",
        "CascadeAssign", "CascadeDelete", "CascadeArchive", "CascadeReparent", "CascadeShare", "CascadeUnshare", "CascadeRollupView",
        "IsValidForAdvancedFind", "ReferencingAttributeName", "RelationshipDescription", "EntityRelationshipRoles",
    ];

    // Source: learn.microsoft.com/power-apps/developer/data-platform/configure-entity-relationship-cascading-behavior
    private static readonly Dictionary<string, CascadeBehavior> Cascades = new()
    {
        ["NoCascade"] = CascadeBehavior.NoCascade,
        ["Cascade"] = CascadeBehavior.Cascade,
        ["RemoveLink"] = CascadeBehavior.RemoveLink,
        ["Restrict"] = CascadeBehavior.Restrict,
        ["Active"] = CascadeBehavior.Active,
        ["UserOwned"] = CascadeBehavior.UserOwned,
    };

    /// <summary>The relationships between known tables; those of owners are checked and left out.</summary>
    public IReadOnlyList<RelationshipDefinition> Read(IReadOnlyDictionary<string, TableDefinition> tables)
    {
        var index = Index();
        var relationships = new List<RelationshipDefinition>();
        var found = new HashSet<string>();
        foreach (var file in folder.Files("Other/Relationships", ".xml"))
        {
            var list = folder.Load(file, "EntityRelationships");
            list.AllowOnly(["EntityRelationship"]);
            foreach (var part in list.Children())
            {
                var relationship = Relationship(part, tables);
                if (!found.Add(relationship.Name))
                    throw part.Refuse($"the relationship {relationship.Name} is defined twice.");
                if (!index.Contains(relationship.Name))
                    throw part.Refuse($"the relationship {relationship.Name} is not named in {IndexFile}, so it would not be packed.");
                if (relationship.ReferencedTable != Owner)
                    relationships.Add(relationship);
            }
        }
        return index.FirstOrDefault(n => !found.Contains(n)) is { } missing
            ? throw new SolutionException(IndexFile, $"the relationship {missing} is defined in no file of Other/Relationships.")
            : relationships;
    }

    /// <summary>The tables with the targets of their lookups, which stand in the relationships only.</summary>
    public static IReadOnlyDictionary<string, TableDefinition> WithTargets(
        IReadOnlyDictionary<string, (TableDefinition Table, XmlPart Part)> solution, IReadOnlyList<RelationshipDefinition> relationships)
    {
        var tables = new Dictionary<string, TableDefinition>();
        foreach (var (name, (table, part)) in solution)
        {
            var columns = table.Columns.ToDictionary();
            foreach (var lookup in table.Columns.Values.Where(c => c.Type == ColumnType.Lookup && SystemColumns.TargetsOf(c.LogicalName) is null))
            {
                var targets = relationships.Where(r => r.ReferencingTable == name && r.ReferencingColumn == lookup.LogicalName)
                    .Select(r => r.ReferencedTable).ToArray();
                if (targets.Length == 0)
                    throw part.Refuse($"the lookup {lookup.LogicalName} has no relationship in Other/Relationships.");
                columns[lookup.LogicalName] = lookup with { LookupTargets = targets };
            }
            tables.Add(name, table with { Columns = columns });
        }
        return tables;
    }

    private HashSet<string> Index()
    {
        var list = folder.Load(IndexFile, "EntityRelationships");
        list.AllowOnly(["EntityRelationship"]);
        var names = new HashSet<string>();
        foreach (var part in list.Children())
            if (!names.Add(part.RequiredAttribute("Name")))
                throw part.Refuse($"the relationship {part.Attribute("Name")} is named twice.");
        return names;
    }

    private static RelationshipDefinition Relationship(XmlPart part, IReadOnlyDictionary<string, TableDefinition> tables)
    {
        part.AllowOnly(Known);
        var name = part.RequiredAttribute("Name");
        if (part.RequiredText("EntityRelationshipType") is var type && type != "OneToMany")
            throw part.Refuse($"the local tenant does not support relationships of type {type} ({name}).");
        if (part.Flag("IsHierarchical"))
            throw part.Refuse($"the local tenant does not support hierarchical relationships ({name}).");
        var referenced = part.RequiredText("ReferencedEntityName").ToLowerInvariant();
        var referencing = part.RequiredText("ReferencingEntityName").ToLowerInvariant();
        var column = part.RequiredText("ReferencingAttributeName").ToLowerInvariant();
        if (referenced != Owner && !tables.ContainsKey(referenced))
            throw part.Refuse($"the relationship {name} refers to the table {referenced}, which there is not.");
        if (!tables.TryGetValue(referencing, out var table))
            throw part.Refuse($"the relationship {name} belongs to the table {referencing}, which there is not.");
        if (!table.Columns.TryGetValue(column, out var lookup))
            throw part.Refuse($"the relationship {name} names the column {column}, which the table {referencing} does not have.");
        if (lookup.Type is not (ColumnType.Lookup or ColumnType.Owner))
            throw part.Refuse($"the relationship {name} names the column {column}, which is no lookup.");
        return new RelationshipDefinition(name, referenced, referencing, column, Cascade(part, "CascadeDelete"), Cascade(part, "CascadeAssign"));
    }

    private static CascadeBehavior Cascade(XmlPart part, string element)
    {
        var text = part.RequiredText(element);
        if (!Cascades.TryGetValue(text, out var behavior))
            throw part.Refuse($"{element} {text} is unknown.");
        var fits = element == "CascadeDelete"
            ? behavior is CascadeBehavior.NoCascade or CascadeBehavior.Cascade or CascadeBehavior.RemoveLink or CascadeBehavior.Restrict
            : behavior is CascadeBehavior.NoCascade or CascadeBehavior.Cascade or CascadeBehavior.Active or CascadeBehavior.UserOwned;
        return fits ? behavior : throw part.Refuse($"{element} can't be {text}.");
    }
}
