using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using DataverseEmulator.Metadata;

namespace Pax8Dataverse.LocalTenant.Shell;

/// <summary>
/// Forms and views of a table. The platform's own tables come without any in the solution: theirs are made here of their
/// columns, so that an account can be looked up and opened.
/// </summary>
internal static class PlainPages
{
    private const int MostColumnsOfView = 5;
    private static readonly int[] QueryTypes = [0, 2, 4, 64];

    private static readonly Dictionary<ColumnType, string> Controls = new()
    {
        [ColumnType.Text] = "{4273EDBD-AC1D-40d3-9FB2-095C621B552D}",
        [ColumnType.Memo] = "{E0DECE4B-6FC8-4a8f-A065-082708572369}",
        [ColumnType.Integer] = "{C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F}",
        [ColumnType.Decimal] = "{C3EFE0C3-0EC6-42be-8349-CBD9079DFD8E}",
        [ColumnType.Boolean] = "{67FAC785-CD58-4f9f-ABB3-4B7DDC6ED5ED}",
        [ColumnType.Choice] = "{3EF39988-22BB-4f0b-BBBE-64B5A3748AEE}",
        [ColumnType.DateTime] = "{5B773807-9FB2-42db-97C3-7A91EFF8ADFF}",
        [ColumnType.Lookup] = "{270BD3DB-D9AF-4782-9025-509E298DEC0A}",
        [ColumnType.Owner] = "{270BD3DB-D9AF-4782-9025-509E298DEC0A}",
    };

    public static (IReadOnlyList<FormDefinition> Forms, IReadOnlyList<ViewDefinition> Views) Of(TableDefinition table) =>
        (table.Custom || table.Forms.Count > 0 ? table.Forms : [Form(table)], table.Custom || table.Views.Count > 0 ? table.Views : [.. QueryTypes.Select(type => View(table, type))]);

    private static IEnumerable<ColumnDefinition> Shown(TableDefinition table)
    {
        var system = SystemColumns.OfEveryTable.Concat(SystemColumns.OfUserOwnedTables).Select(c => c.LogicalName).Where(name => name != "ownerid").ToHashSet();
        return table.Columns.Values
            .Where(column => Controls.ContainsKey(column.Type) && !system.Contains(column.LogicalName))
            .OrderBy(column => column.LogicalName != table.PrimaryName);
    }

    private static FormDefinition Form(TableDefinition table)
    {
        var cells = Shown(table).Select(column => new XElement("row", new XElement("cell", new XAttribute("showlabel", true), Label(column.DisplayName),
            new XElement("control", new XAttribute("id", column.LogicalName), new XAttribute("classid", Controls[column.Type]),
                new XAttribute("datafieldname", column.LogicalName), new XAttribute("disabled", !column.ValidForUpdate)))));
        var section = new XElement("section", new XAttribute("name", "section_general"), new XAttribute("columns", 1), Label(table.DisplayName), new XElement("rows", cells));
        var tab = new XElement("tab", new XAttribute("name", "tab_general"), Label("General"),
            new XElement("columns", new XElement("column", new XAttribute("width", "100%"), new XElement("sections", section))));
        return new FormDefinition(Id(table, "form"), FormType.Main, table.DisplayName, new XElement("form", new XElement("tabs", tab)).ToString());
    }

    private static ViewDefinition View(TableDefinition table, int type)
    {
        var columns = Shown(table).Where(column => column.Type is not (ColumnType.Memo or ColumnType.Owner)).Take(MostColumnsOfView).Select(column => column.LogicalName).ToList();
        if (!columns.Contains(table.PrimaryName)) columns.Insert(0, table.PrimaryName);
        var entity = new XElement("entity", new XAttribute("name", table.LogicalName),
            columns.Prepend(table.PrimaryKey).Select(name => new XElement("attribute", new XAttribute("name", name))),
            new XElement("order", new XAttribute("attribute", table.PrimaryName), new XAttribute("descending", false)));
        if (table.Columns.ContainsKey("statecode"))
            entity.Add(new XElement("filter", new XAttribute("type", "and"), Condition("statecode", "eq", "0")));
        if (type == 4)
            entity.Add(new XElement("filter", new XAttribute("type", "or"), new XAttribute("isquickfindfields", 1), Condition(table.PrimaryName, "like", "{0}")));
        var layout = new XElement("grid", new XElement("row", new XAttribute("id", table.PrimaryKey),
            columns.Select(name => new XElement("cell", new XAttribute("name", name), new XAttribute("width", 160)))));
        var state = table.Columns.ContainsKey("statecode") ? "Active" : "All";
        return new ViewDefinition(Id(table, "view " + type), $"{state} {table.DisplayCollectionName}", type, true, new XElement("fetch", entity).ToString(), layout.ToString());
    }

    private static XElement Condition(string column, string @operator, string value) =>
        new("condition", new XAttribute("attribute", column), new XAttribute("operator", @operator), new XAttribute("value", value));

    private static XElement Label(string text) =>
        new("labels", new XElement("label", new XAttribute("description", text), new XAttribute("languagecode", 1033)));

    /// <summary>The same page has the same id at every start, so that addresses can be kept.</summary>
    private static Guid Id(TableDefinition table, string page) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{table.LogicalName} {page}"))[..16]);
}
