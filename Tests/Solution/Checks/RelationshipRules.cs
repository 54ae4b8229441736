using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Other/Relationships.xml names exactly the relationships that have a body: a body that is not named is dropped without a word.</summary>
public sealed class RelationshipIndexMatchesTheBodies : ISolutionRule
{
    private const string Index = "Other/Relationships.xml";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        XElement[] entries = [.. solution.Document(Index)?.Descendants("EntityRelationship") ?? []];
        XElement? Entry(string name) => Array.FindLast(entries, entry => entry.Attr("Name") == name);
        string[] named = [.. entries.Select(entry => entry.Attr("Name"))];
        foreach (Relationship body in solution.Relationships.Where(body => !named.Contains(body.Name)))
        {
            yield return new Finding(body.File, body.Element, $"relationship {body.Name} is not named in {Index} and would be dropped; add <EntityRelationship Name=\"{body.Name}\" /> there.");
        }

        foreach (string name in named.Where(name => solution.Relationships.All(body => body.Name != name)))
        {
            yield return new Finding(Index, Entry(name), $"names {name}, which has no body under Other/Relationships; delete the line or add the body.");
        }

        foreach (var group in named.Concat(solution.Relationships.Select(body => body.Name)).GroupBy(name => name).Where(group => group.Count() > 2))
        {
            yield return new Finding(Index, Entry(group.Key), $"relationship {group.Key} is there more than once; keep one entry and one body.");
        }

        if (!named.SequenceEqual(named.OrderBy(name => name, StringComparer.OrdinalIgnoreCase)))
        {
            yield return new Finding(Index, 1, "is not sorted by name; an export is.");
        }
    }
}

/// <summary>Every relationship joins tables and a lookup that exist, and every lookup has its relationship.</summary>
public sealed class LookupsAndRelationshipsMatch : ISolutionRule
{
    // Exports carry no relationship for these two: the platform brings it.
    private static readonly string[] Exempt = ["createdonbehalfby", "modifiedonbehalfby"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (Relationship body in solution.Relationships)
        {
            Table? many = solution.Tables.FirstOrDefault(table => table.SchemaName == body.Referencing);
            if (!solution.Tables.Any(table => table.SchemaName == body.Referenced) && !Platform.Tables.Values.Contains(body.Referenced))
            {
                yield return new Finding(body.File, body.Element.Element("ReferencedEntityName") ?? body.Element, $"relationship {body.Name}: '{body.Referenced}' is neither a table of this solution (schema name, capitals count) nor known in Platform.Tables.");
            }

            if (body.File != $"Other/Relationships/{body.Referenced}.xml")
            {
                yield return new Finding(body.File, body.Element, $"relationship {body.Name}: belongs into Other/Relationships/{body.Referenced}.xml, after the table on its one side.");
            }

            if (many is null)
            {
                yield return new Finding(body.File, body.Element.Element("ReferencingEntityName") ?? body.Element, $"relationship {body.Name}: '{body.Referencing}' is no table of this solution; write its schema name, capitals count.");
                continue;
            }

            Column? lookup = many.Columns.FirstOrDefault(column => column.PhysicalName == body.Attribute);
            if (lookup is not { PointsToRows: true })
            {
                yield return new Finding(body.File, body.Element.Element("ReferencingAttributeName") ?? body.Element, $"relationship {body.Name}: {many.SchemaName} has no lookup with the schema name '{body.Attribute}'; correct ReferencingAttributeName or add the column.");
            }
            else if (lookup.Custom && body.Element.Descendants("NavigationPropertyName").FirstOrDefault()?.Value != lookup.PhysicalName)
            {
                yield return new Finding(body.File, body.Element, $"relationship {body.Name}: the navigation property of the lookup has to be {lookup.PhysicalName}, as the Web API binds by it.");
            }
        }

        foreach (Table table in solution.Tables)
        {
            foreach (Column lookup in table.Columns.Where(column => column.PointsToRows && !Exempt.Contains(column.LogicalName)))
            {
                int count = solution.Relationships.Count(body => body.Referencing == table.SchemaName && body.Attribute == lookup.PhysicalName);
                if (count != 1)
                {
                    yield return new Finding(table.File, lookup.Element, $"lookup {lookup.LogicalName} has {count} relationships; it needs one, in Other/Relationships and in its index.");
                }
            }
        }
    }
}

/// <summary>
/// A table may be the related one of a single relationship in which any action cascades; the platform refuses a second. And a
/// deletion is one of RemoveLink, Restrict, Cascade for our own lookups.
/// Source: learn.microsoft.com/power-apps/maker/data-platform/create-edit-entity-relationships
/// </summary>
public sealed class CascadesKeepTheLimits : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (var group in solution.Relationships.Where(body => body.CascadingActions.Any()).GroupBy(body => body.Referencing).Where(group => group.Count() > 1))
        {
            yield return new Finding(group.First().File, group.First().Element, $"{group.Key} is the related table of several cascading relationships ({string.Join(", ", group.Select(body => body.Name).Order(StringComparer.Ordinal))}); the platform allows one, so let the others remove the link.");
        }

        foreach (Relationship body in solution.Relationships.Where(body => body.Name.StartsWith(Platform.Prefix, StringComparison.Ordinal) && body.Element.Text("CascadeDelete") is not ("RemoveLink" or "Restrict" or "Cascade")))
        {
            yield return new Finding(body.File, body.Element.Element("CascadeDelete") ?? body.Element, $"relationship {body.Name}: CascadeDelete '{body.Element.Text("CascadeDelete")}'; say what happens to related rows: RemoveLink, Restrict or Cascade.");
        }

        foreach (Relationship body in solution.Relationships.Where(body => Required(solution, body) && body.Element.Text("CascadeDelete") == "RemoveLink"))
        {
            yield return new Finding(body.File, body.Element.Element("CascadeDelete"), $"relationship {body.Name}: {body.Attribute} is required, so a deletion must not empty it; write Restrict or Cascade.");
        }
    }

    private static bool Required(UnpackedSolution solution, Relationship body) =>
        solution.Tables.FirstOrDefault(table => table.SchemaName == body.Referencing)?.Columns
            .FirstOrDefault(column => column.PhysicalName == body.Attribute)?.Element.Text("RequiredLevel") is "required" or "systemrequired" && body.Name.StartsWith(Platform.Prefix, StringComparison.Ordinal);
}
