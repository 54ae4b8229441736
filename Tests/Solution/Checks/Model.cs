using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Reading shorthand for the solution's XML.</summary>
public static class XmlReading
{
    /// <summary>Text of a child element; empty when there is none.</summary>
    public static string Text(this XElement element, string child) => (string?)element.Element(child) ?? "";

    /// <summary>An attribute; empty when there is none.</summary>
    public static string Attr(this XElement element, string name) => (string?)element.Attribute(name) ?? "";

    /// <summary>A whole number; -1 when the child is absent or no number.</summary>
    public static int Number(this XElement element, string child) =>
        int.TryParse(element.Text(child), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : -1;

    /// <summary>Parts of a comma list; none for an empty text.</summary>
    public static IReadOnlyList<string> List(this string text) => text.Length == 0 ? [] : text.Split(',');

    /// <summary>The English label below an outer element such as displaynames or LocalizedNames.</summary>
    public static string Label(this XElement element, string outer) =>
        (string?)element.Element(outer)?.Elements().FirstOrDefault(label => label.Attr("languagecode") == "1033")?.Attribute("description") ?? "";
}

/// <summary>A table: Entities/&lt;schema name&gt;/Entity.xml.</summary>
public sealed class Table(string file, XElement root)
{
    /// <summary>The file it was read from.</summary>
    public string File { get; } = file;

    /// <summary>The element that holds everything.</summary>
    public XElement Element { get; } = root.Element("EntityInfo")?.Element("entity") ?? new XElement("entity");

    /// <summary>Name in its folder, its element and its privileges; keeps upper case.</summary>
    public string SchemaName => Element.Attr("Name");

    /// <summary>Name in queries and code.</summary>
#pragma warning disable CA1308 // logical names are lower case by definition
    public string LogicalName => SchemaName.ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>The folder with forms and views, closing slash included.</summary>
    public string Folder => File[..^"Entity.xml".Length];

    /// <summary>The table's own name element.</summary>
    public XElement? Name { get; } = root.Element("Name");

    /// <summary>All columns, the platform's own included.</summary>
    public IReadOnlyList<Column> Columns { get; } =
        [.. root.Descendants("attributes").Elements("attribute").Select(attribute => new Column(attribute))];

    /// <summary>The column with this logical name, or null.</summary>
    public Column? Column(string logicalName) => Columns.FirstOrDefault(column => column.LogicalName == logicalName);

    /// <summary>Alternate keys.</summary>
    public IEnumerable<XElement> Keys => Element.Elements("EntityKeys").Elements("EntityKey");

    /// <summary>The column that names a row.</summary>
    public Column? PrimaryName => Columns.FirstOrDefault(column => column.Element.Text("DisplayMask").Contains("PrimaryName", StringComparison.Ordinal));
}

/// <summary>A column of a table.</summary>
public sealed class Column(XElement element)
{
    /// <summary>The attribute element.</summary>
    public XElement Element { get; } = element;

    /// <summary>Name in queries and code.</summary>
    public string LogicalName => Element.Text("LogicalName");

    /// <summary>Schema name.</summary>
    public string PhysicalName => Element.Attr("PhysicalName");

    /// <summary>Type as Entity.xml names it: nvarchar, ntext, int, bit, picklist, lookup, datetime, owner, state, status, primarykey…</summary>
    public string Type => Element.Text("Type");

    /// <summary>True for columns that the solution brings, false for the platform's own.</summary>
    public bool Custom => Element.Text("IsCustomField") == "1";

    /// <summary>True when column security guards it.</summary>
    public bool Secured => Element.Text("IsSecured") == "1";

    /// <summary>The choice that lies inside the column; null where there is none.</summary>
    public XElement? LocalChoice => Element.Element("optionset");

    /// <summary>True for a lookup or an owner.</summary>
    public bool PointsToRows => Type is "lookup" or "owner";
}

/// <summary>A one-to-many relationship's body.</summary>
public sealed class Relationship(string file, XElement element)
{
    /// <summary>The file it was read from.</summary>
    public string File { get; } = file;

    /// <summary>The body.</summary>
    public XElement Element { get; } = element;

    /// <summary>Unique name.</summary>
    public string Name => Element.Attr("Name");

    /// <summary>Schema name of the table on the one side.</summary>
    public string Referenced => Element.Text("ReferencedEntityName");

    /// <summary>Schema name of the table that has the lookup.</summary>
    public string Referencing => Element.Text("ReferencingEntityName");

    /// <summary>Schema name of the lookup.</summary>
    public string Attribute => Element.Text("ReferencingAttributeName");

    /// <summary>Names of the actions that run on to related rows.</summary>
    public IEnumerable<string> CascadingActions => Element.Elements()
        .Where(child => child.Name.LocalName.StartsWith("Cascade", StringComparison.Ordinal) && child.Value is "Cascade" or "Active" or "UserOwned")
        .Select(child => child.Name.LocalName);
}

/// <summary>A form.</summary>
public sealed class Form(string file, XElement element)
{
    /// <summary>The file it was read from.</summary>
    public string File { get; } = file;

    /// <summary>The systemform element.</summary>
    public XElement Element { get; } = element;

    /// <summary>Every control, those of the header included.</summary>
    public IEnumerable<XElement> Controls => Element.Descendants("control");

    /// <summary>Schema name of the table whose folder it lies in.</summary>
    public string TableFolder => File.Split('/')[1];
}

/// <summary>A view.</summary>
public sealed class View(string file, XElement element)
{
    /// <summary>The file it was read from.</summary>
    public string File { get; } = file;

    /// <summary>The savedquery element.</summary>
    public XElement Element { get; } = element;

    /// <summary>Display name.</summary>
    public string Name => Element.Label("LocalizedNames");

    /// <summary>0 public, 1 advanced find, 2 associated, 4 quick find, 64 lookup.</summary>
    public int QueryType => Element.Number("querytype");

    /// <summary>Id, lower case, without braces.</summary>
    public string Id => Guids.Bare(Element.Text("savedqueryid"));

    /// <summary>The entity element of the query.</summary>
    public XElement? Query => Element.Element("fetchxml")?.Element("fetch")?.Element("entity");

    /// <summary>The grid of the layout.</summary>
    public XElement? Grid => Element.Element("layoutxml")?.Element("grid");

    /// <summary>Schema name of the table whose folder it lies in.</summary>
    public string TableFolder => File.Split('/')[1];
}

/// <summary>A registered plug-in step.</summary>
public sealed class PluginStep(string file, XElement element)
{
    /// <summary>The file it was read from.</summary>
    public string File { get; } = file;

    /// <summary>The SdkMessageProcessingStep element.</summary>
    public XElement Element { get; } = element;

    /// <summary>Create, Update, or the id when it is another message.</summary>
    public string Message => Platform.Messages.GetValueOrDefault(Element.Text("SdkMessageId"), Element.Text("SdkMessageId"));

    /// <summary>Logical name of the table.</summary>
    public string Table => Element.Text("PrimaryEntity");

    /// <summary>10, 20 or 40.</summary>
    public int Stage => Element.Number("Stage");

    /// <summary>True when the asynchronous service runs it.</summary>
    public bool Asynchronous => Element.Text("Mode") == "1";

    /// <summary>Columns whose change starts an Update step.</summary>
    public IReadOnlyList<string> Filter => Element.Text("FilteringAttributes").List();

    /// <summary>Images.</summary>
    public IEnumerable<XElement> Images => Element.Elements("SdkMessageProcessingStepImages").Elements("SdkMessageProcessingStepImage");
}
