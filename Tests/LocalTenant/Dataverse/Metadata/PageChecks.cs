using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Xml.Linq;
using DataverseEmulator.Query;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Metadata;

/// <summary>Checks that forms, views and ribbons name only columns, tables, views and relationships that there are.</summary>
internal sealed class PageChecks(TenantMetadata metadata)
{
    private const string WebResourceUrl = "$webresource:";

    public void Run()
    {
        foreach (var table in metadata.Tables.Values.Where(t => t.Custom || t.RibbonDiffXml is not null))
        {
            var path = "Entities/" + table.SchemaName;
            foreach (var form in table.Forms)
                Check(form, table, $"{path}/FormXml: form {form.Name}");
            foreach (var view in table.Views)
                Check(view, table, $"{path}/SavedQueries/{{{view.Id}}}.xml");
            if (table.RibbonDiffXml is { } ribbon)
                CheckRibbon(XElement.Parse(ribbon), path + "/RibbonDiff.xml");
        }
    }

    private void Check(FormDefinition form, TableDefinition table, string place)
    {
        var xml = XElement.Parse(form.FormXml);
        foreach (var column in xml.Descendants("control").Attributes("datafieldname").Select(a => a.Value))
            if (!table.Columns.ContainsKey(column))
                throw new SolutionException(place, $"the form shows the column {column}, which the table {table.LogicalName} does not have.");
        foreach (var library in xml.Descendants("Library").Attributes("name").Select(a => a.Value))
            RequireWebResource(library, place);
        foreach (var parameters in xml.Descendants("parameters").Where(p => p.Element("TargetEntityType") is not null))
            CheckSubgrid(parameters, table, place);
    }

    private void CheckSubgrid(XElement parameters, TableDefinition table, string place)
    {
        var target = parameters.Element("TargetEntityType")!.Value;
        if (!metadata.Tables.TryGetValue(target, out var targetTable))
            throw new SolutionException(place, $"a subgrid shows the table {target}, which there is not.");
        var relationship = parameters.Element("RelationshipName")?.Value;
        if (!string.IsNullOrEmpty(relationship) && metadata.Relationships.All(r =>
            r.Name != relationship || r.ReferencedTable != table.LogicalName || r.ReferencingTable != target))
            throw new SolutionException(place, $"a subgrid names the relationship {relationship}, which does not lead from {table.LogicalName} to {target}.");
        var views = new[] { "ViewId", "ViewIds" }.SelectMany(e => (parameters.Element(e)?.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        foreach (var view in views)
            if (!Guid.TryParse(view, out var id) || targetTable.Views.All(v => v.Id != id))
                throw new SolutionException(place, $"a subgrid names the view {view}, which the table {target} does not have.");
    }

    private void Check(ViewDefinition view, TableDefinition table, string place)
    {
        TenantQuery query;
        try
        {
            query = QueryRunner.Read(new FetchExpression(view.FetchXml));
            new QueryRunner(metadata).Check(query);
        }
        catch (Exception e) when (e is FaultException or NotSupportedException)
        {
            throw new SolutionException(place, e.Message);
        }
        if (query.Table != table.LogicalName)
            throw new SolutionException(place, $"the view of {table.LogicalName} queries the table {query.Table}.");
        var returned = Names(query).ToHashSet();
        var row = XElement.Parse(view.LayoutXml).Element("row") ?? throw new SolutionException(place, "the layout has no row.");
        if ((string?)row.Attribute("id") != table.PrimaryKey)
            throw new SolutionException(place, $"the layout's row is named by {(string?)row.Attribute("id")}, not by {table.PrimaryKey}.");
        foreach (var cell in row.Elements("cell").Select(c => (string?)c.Attribute("name") ?? ""))
            if (!returned.Contains(cell))
                throw new SolutionException(place, $"the layout shows {cell}, which the view's FetchXML does not return.");
    }

    private static IEnumerable<string> Names(TenantQuery query) => query.Columns.Named.Select(c => c.Alias ?? c.Name)
        .Concat(query.Links.SelectMany(l => l.Columns.Named.Select(c => c.Alias ?? $"{l.Alias}.{c.Name}")));

    private void CheckRibbon(XElement ribbon, string place)
    {
        foreach (var library in ribbon.Descendants().Attributes("Library").Select(a => a.Value))
            RequireWebResource(library.StartsWith(WebResourceUrl, StringComparison.OrdinalIgnoreCase) ? library[WebResourceUrl.Length..] : library, place);
        var commands = ribbon.Descendants("CommandDefinition").Attributes("Id").Select(a => a.Value).ToHashSet();
        foreach (var command in ribbon.Descendants("Button").Attributes("Command").Select(a => a.Value))
            if (!commands.Contains(command) && !command.StartsWith("Mscrm.", StringComparison.Ordinal))
                throw new SolutionException(place, $"a button names the command {command}, which is not defined.");
        CheckRules(ribbon, "DisplayRule", place);
        CheckRules(ribbon, "EnableRule", place);
    }

    private static void CheckRules(XElement ribbon, string kind, string place)
    {
        var defined = ribbon.Descendants("RuleDefinitions").Descendants(kind).Attributes("Id").Select(a => a.Value).ToHashSet();
        foreach (var used in ribbon.Descendants("CommandDefinition").Descendants(kind).Attributes("Id").Select(a => a.Value))
            if (!defined.Contains(used) && !used.StartsWith("Mscrm.", StringComparison.Ordinal))
                throw new SolutionException(place, $"a command names the {kind} {used}, which is not defined.");
    }

    private void RequireWebResource(string name, string place)
    {
        if (metadata.WebResources.All(w => w.Name != name))
            throw new SolutionException(place, $"it names the web resource {name}, which there is not.");
    }
}
