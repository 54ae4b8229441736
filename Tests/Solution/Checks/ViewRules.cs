using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Views query and show columns that exist, of the table in whose folder they lie.</summary>
public sealed class ViewsShowWhatExists : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (View view in solution.Views)
        {
            Table? table = solution.Tables.FirstOrDefault(found => found.SchemaName == view.TableFolder);
            if (table is null || view.Query is not { } query || query.Attr("name") != table.LogicalName)
            {
                yield return new Finding(view.File, view.Query ?? view.Element, $"queries '{view.Query?.Attr("name")}' but lies in the folder of '{view.TableFolder}'; a view queries its own table.");
                continue;
            }

            foreach (Finding finding in Query(view, table, query).Concat(Layout(view, table, query)))
            {
                yield return finding;
            }

            if ((view.QueryType == 4) != (view.Element.Text("isquickfindquery") == "1") || (view.QueryType == 4) != query.Elements("filter").Any(filter => filter.Attr("isquickfindfields") == "1"))
            {
                yield return new Finding(view.File, view.Element, $"'{view.Name}': a quick find view has querytype 4, isquickfindquery 1 and a filter with isquickfindfields 1; another view has none of them.");
            }
        }

        foreach (var group in solution.Views.GroupBy(view => (view.TableFolder, view.Name)).Where(group => group.Count() > 1))
        {
            yield return new Finding(group.Last().File, group.Last().Element, $"'{group.Key.Name}' is the name of {group.Count()} views of {group.Key.TableFolder}; people choose views by name.");
        }
    }

    private static IEnumerable<Finding> Query(View view, Table table, XElement query)
    {
        // Columns below a link-entity belong to another table; only this table's own are checked.
        IEnumerable<XElement> own = query.Descendants().Where(element => !element.Ancestors("link-entity").Any());
        string[] columns =
        [
            .. own.Where(element => element.Name == "attribute").Select(element => element.Attr("name")),
            .. own.Where(element => element.Name.LocalName is "condition" or "order").Select(element => element.Attr("attribute")),
        ];
        foreach (string column in columns.Distinct().Where(column => table.Column(column) is null))
        {
            yield return new Finding(view.File, own.First(element => element.Attr("name") == column || element.Attr("attribute") == column), $"'{view.Name}' queries '{column}', which is no column of {table.LogicalName}.");
        }

        foreach (XElement condition in own.Where(element => element.Name == "condition" && table.Column(element.Attr("attribute"))?.LocalChoice is not null))
        {
            XElement choice = table.Column(condition.Attr("attribute"))!.LocalChoice!;
            string[] values = [.. choice.Descendants().Where(option => option.Name.LocalName is "option" or "state" or "status").Select(option => option.Attr("value")).Where(value => value.Length > 0)];
            foreach (string value in condition.Elements("value").Select(value => value.Value).Concat(condition.Attribute("value") is { } single ? [single.Value] : []).Where(value => !values.Contains(value)))
            {
                yield return new Finding(view.File, condition, $"'{view.Name}' compares {condition.Attr("attribute")} with {value}, which is none of its options.");
            }
        }
    }

    private static IEnumerable<Finding> Layout(View view, Table table, XElement query)
    {
        if (view.Grid is not { } grid || grid.Element("row") is not { } row)
        {
            yield return new Finding(view.File, view.Element, $"'{view.Name}' has no layout; say which columns it shows.");
            yield break;
        }

        if (row.Attr("id") != table.LogicalName + "id" || grid.Attr("jump") != table.PrimaryName?.LogicalName)
        {
            yield return new Finding(view.File, row, $"'{view.Name}': the row's id is {table.LogicalName}id and the grid jumps by {table.PrimaryName?.LogicalName}.");
        }

        string[] queried = [.. query.Elements("attribute").Select(attribute => attribute.Attr("name"))];
        foreach (string cell in row.Elements("cell").Select(cell => cell.Attr("name")).Where(cell => !cell.Contains('.', StringComparison.Ordinal) && !queried.Contains(cell)))
        {
            yield return new Finding(view.File, row.Elements("cell").First(found => found.Attr("name") == cell), $"'{view.Name}' shows '{cell}' without querying it; add <attribute name=\"{cell}\" />.");
        }
    }
}
