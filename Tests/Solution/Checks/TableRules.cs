using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Tables carry the publisher's prefix, a set name, a primary key, a primary name, labels and the platform's columns.</summary>
public sealed class TablesAreNamedByTheRules : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution) => solution.Tables.SelectMany(Check);

    private static IEnumerable<Finding> Check(Table table)
    {
        if (!table.SchemaName.StartsWith(Platform.Prefix, StringComparison.Ordinal) || table.SchemaName.Length <= Platform.Prefix.Length || !char.IsUpper(table.SchemaName[Platform.Prefix.Length]))
        {
            yield return new Finding(table.File, table.Element, $"has the schema name '{table.SchemaName}'; write {Platform.Prefix} and a name that begins with a capital.");
        }

        if (table.Name?.Value != table.SchemaName)
        {
            yield return new Finding(table.File, table.Name, $"has <Name>{table.Name?.Value}</Name> but entity/@Name '{table.SchemaName}'; both are the schema name.");
        }

        if (table.Element.Text("EntitySetName") != table.LogicalName + "s")
        {
            yield return new Finding(table.File, table.Element.Element("EntitySetName") ?? table.Element, $"has the EntitySetName '{table.Element.Text("EntitySetName")}'; write {table.LogicalName}s, which the Web API calls use.");
        }

        if (table.Columns.FirstOrDefault(column => column.Type == "primarykey")?.LogicalName != table.LogicalName + "id")
        {
            yield return new Finding(table.File, table.Element, $"has no primary key {table.LogicalName}id; a table has exactly that one.");
        }

        if (table.PrimaryName?.LogicalName != "pax8_name")
        {
            yield return new Finding(table.File, table.Element, "has no primary name pax8_name; give that column PrimaryName in its DisplayMask.");
        }

        if (table.Element.Text("OwnershipTypeMask") != "UserOwned")
        {
            yield return new Finding(table.File, table.Element, "is not UserOwned; rows belong to the owner of the provider integration, and roles decide by owner.");
        }

        foreach (string outer in new[] { "LocalizedNames", "LocalizedCollectionNames", "Descriptions" }.Where(outer => table.Element.Label(outer).Length == 0))
        {
            yield return new Finding(table.File, table.Element, $"has no English text in {outer}; add it, people see it.");
        }

        foreach (string column in Platform.SystemColumns.Where(column => table.Column(column) is null))
        {
            yield return new Finding(table.File, table.Element, $"lacks the platform's column {column}; every user-owned table has it.");
        }
    }
}

/// <summary>Every column says what it is: names that agree, a label, a description, lengths that agree.</summary>
public sealed class ColumnsAreWellDescribed : ISolutionRule
{
    private static readonly string[] Types = ["nvarchar", "ntext", "int", "decimal", "money", "datetime", "bit", "picklist", "lookup", "owner", "state", "status", "primarykey"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution) => solution.Tables.SelectMany(table => table.Columns.SelectMany(column => Check(table, column)).Concat(Whole(table)));

    private static IEnumerable<Finding> Whole(Table table)
    {
        foreach (var group in table.Columns.GroupBy(column => column.LogicalName).Where(group => group.Count() > 1))
        {
            yield return new Finding(table.File, group.Last().Element, $"has the column {group.Key} {group.Count()} times; keep one.");
        }

        string[] order = [.. table.Columns.Select(column => column.LogicalName)];
        if (!order.SequenceEqual(order.Order(StringComparer.Ordinal)))
        {
            string first = order.Zip(order.Order(StringComparer.Ordinal)).First(pair => pair.First != pair.Second).Second;
            yield return new Finding(table.File, table.Column(first)!.Element, $"has its columns out of alphabetical order; {first} comes too late. An export sorts them.");
        }
    }

    private static IEnumerable<Finding> Check(Table table, Column column)
    {
        string name = column.LogicalName;
        if (!string.Equals(column.PhysicalName, name, StringComparison.OrdinalIgnoreCase) || column.Element.Text("Name") != name)
        {
            yield return new Finding(table.File, column.Element, $"column {name}: PhysicalName '{column.PhysicalName}' and Name '{column.Element.Text("Name")}' have to be the same name, PhysicalName with capitals.");
        }

        if (column.Custom != name.StartsWith(Platform.Prefix, StringComparison.Ordinal) && column.Type != "primarykey")
        {
            yield return new Finding(table.File, column.Element, $"column {name}: a column of this solution begins with {Platform.Prefix} and has IsCustomField 1; a column of the platform neither.");
        }

        if (!Types.Contains(column.Type))
        {
            yield return new Finding(table.File, column.Element, $"column {name}: type '{column.Type}' is not known; correct it, or teach the rules that type.");
        }

        if (column.Element.Label("displaynames").Length == 0 || column.Element.Label("Descriptions").Length == 0)
        {
            yield return new Finding(table.File, column.Element, $"column {name}: lacks a label or a description in English; the description is what people read when they hover over the field.");
        }

        if (column.Type == "nvarchar" && (column.Element.Number("MaxLength") is < 1 or > 4000 || column.Element.Number("Length") != 2 * column.Element.Number("MaxLength")))
        {
            yield return new Finding(table.File, column.Element, $"column {name}: MaxLength is 1 to 4000 characters and Length twice that, in bytes.");
        }

        if (column.Type == "ntext" && column.Element.Number("MaxLength") is < 1 or > 1048576)
        {
            yield return new Finding(table.File, column.Element, $"column {name}: MaxLength of a memo is 1 to 1048576 characters.");
        }

        if (column.Type == "datetime" && column.Element.Number("Behavior") is not (1 or 2 or 3))
        {
            yield return new Finding(table.File, column.Element, $"column {name}: Behavior is 1 (user local), 2 (date only) or 3 (time zone independent).");
        }
    }
}

/// <summary>
/// Alternate keys keep the platform's limits: at most 10 of 16 columns and 900 bytes each, of columns that exist, may be in a
/// key and are not secured. Source: learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity
/// </summary>
public sealed class KeysKeepTheLimits : ISolutionRule
{
    private static readonly Dictionary<string, int> FixedBytes = new(StringComparer.Ordinal)
    {
        ["decimal"] = 13,
        ["int"] = 4,
        ["datetime"] = 8,
        ["lookup"] = 16,
        ["picklist"] = 4,
    };

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution) => solution.Tables.SelectMany(Check);

    private static IEnumerable<Finding> Check(Table table)
    {
        XElement[] keys = [.. table.Keys];
        if (keys.Length > 10)
        {
            yield return new Finding(table.File, table.Element, $"has {keys.Length} alternate keys; the platform takes 10.");
        }

        foreach (XElement key in keys)
        {
            string name = key.Text("LogicalName");
            string[] columns = [.. key.Descendants("AttributeName").Select(column => column.Value)];
            int bytes = 0;
            if (!name.StartsWith(Platform.Prefix, StringComparison.Ordinal) || columns.Length is 0 or > 16)
            {
                yield return new Finding(table.File, key, $"key {name}: begins with {Platform.Prefix} and has 1 to 16 columns; it has {columns.Length}.");
            }

            foreach (string logical in columns)
            {
                if (table.Column(logical) is not { } column)
                {
                    yield return new Finding(table.File, key, $"key {name}: column {logical} does not exist; correct EntityKeyAttributes.");
                    continue;
                }

                if (column.Secured)
                {
                    yield return new Finding(table.File, key, $"key {name}: column {logical} is secured, which a key must not contain; take it out of the key.");
                }

                if (column.Type != "nvarchar" && !FixedBytes.ContainsKey(column.Type))
                {
                    yield return new Finding(table.File, key, $"key {name}: column {logical} is of type {column.Type}, which a key cannot hold.");
                }

                bytes += column.Type == "nvarchar" ? 2 * column.Element.Number("MaxLength") : FixedBytes.GetValueOrDefault(column.Type);
            }

            if (bytes > 900)
            {
                yield return new Finding(table.File, key, $"key {name}: takes {bytes.ToString(CultureInfo.InvariantCulture)} bytes, the platform's limit is 900; shorten its text columns.");
            }
        }
    }
}

/// <summary>Every table can be used: a main form, the five kinds of views, an icon, a ribbon file.</summary>
public sealed class EveryTableHasItsPages : ISolutionRule
{
    private static readonly (int Type, string Name)[] Kinds = [(0, "public"), (1, "advanced find"), (2, "associated"), (4, "quick find"), (64, "lookup")];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (Table table in solution.Tables)
        {
            if (!solution.Forms.Any(form => form.File.StartsWith(table.Folder + "FormXml/main/", StringComparison.Ordinal)))
            {
                yield return new Finding(table.File, table.Element, "has no main form; add one under FormXml/main.");
            }

            foreach ((int type, string name) in Kinds)
            {
                int count = solution.Views.Count(view => view.File.StartsWith(table.Folder, StringComparison.Ordinal) && view.QueryType == type && view.Element.Text("isdefault") == "1");
                if (count != 1)
                {
                    yield return new Finding(table.File, table.Element, $"has {count} default views of the kind {name} (querytype {type}); exactly one is needed.");
                }
            }

            string icon = table.Element.Text("IconVectorName");
            if (!solution.WebResources.Any(resource => resource.Root.Text("Name") == icon && resource.Root.Text("WebResourceType") == "11"))
            {
                yield return new Finding(table.File, table.Element.Element("IconVectorName") ?? table.Element, $"has the IconVectorName '{icon}', which is no SVG web resource of this solution.");
            }

            if (!solution.Has(table.Folder + "RibbonDiff.xml"))
            {
                yield return new Finding(table.File, table.Element, "has no RibbonDiff.xml; an export has one for every table, also when it changes nothing.");
            }
        }
    }
}
