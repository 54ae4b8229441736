using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Values of choices carry the publisher's option value prefix, so that no other solution uses them; labels are there, values
/// unique, defaults among them. The values of pax8_country are the numbers of ISO 3166-1 instead.
/// </summary>
public sealed class ChoicesCarryThePrefix : ISolutionRule
{
    private const string Countries = "pax8_country";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach ((string file, XElement choice) in solution.GlobalChoices)
        {
            foreach (Finding finding in Options(file, choice, choice.Attr("Name") != Countries))
            {
                yield return finding;
            }

            if (choice.Text("IsGlobal") != "1")
            {
                yield return new Finding(file, choice.Element("IsGlobal") ?? choice, "is a global choice; write IsGlobal 1.");
            }
        }

        foreach (Table table in solution.Tables)
        {
            foreach (Finding finding in table.Columns.SelectMany(column => Column(solution, table, column)))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Column(UnpackedSolution solution, Table table, Column column)
    {
        XElement? choice = column.LocalChoice;
        if (column.Type is "picklist" or "bit" or "state" or "status" && choice is null)
        {
            string global = column.Element.Text("OptionSetName");
            if (column.Type != "picklist" || !solution.GlobalChoices.Any(found => found.Root.Attr("Name") == global))
            {
                yield return new Finding(table.File, column.Element, $"column {column.LogicalName}: has neither an optionset of its own nor the name of a global choice that exists ('{global}').");
            }

            yield break;
        }

        if (choice is null)
        {
            yield break;
        }

        if (choice.Attr("Name") != $"{table.LogicalName}_{column.LogicalName}")
        {
            yield return new Finding(table.File, choice, $"column {column.LogicalName}: its optionset is named '{choice.Attr("Name")}'; write {table.LogicalName}_{column.LogicalName}, names of choices are unique in an environment.");
        }

        foreach (Finding finding in Options(table.File, choice, column.Type == "picklist"))
        {
            yield return finding;
        }

        string[] values = [.. choice.Descendants("option").Select(option => option.Attr("value"))];
        string standard = column.Element.Text("AppDefaultValue");
        if (column.Type == "bit" && !values.SequenceEqual(["1", "0"]))
        {
            yield return new Finding(table.File, column.Element, $"column {column.LogicalName}: a yes/no column has the options 1 and 0, in this order.");
        }

        if ((column.Type == "picklist" && standard != "-1" && !values.Contains(standard)) || (column.Type == "bit" && standard is not ("0" or "1")))
        {
            yield return new Finding(table.File, column.Element, $"column {column.LogicalName}: the default {standard} is none of its options; write one of them, or -1 for none.");
        }
    }

    private static IEnumerable<Finding> Options(string file, XElement choice, bool prefixed)
    {
        string name = choice.Attr("Name");
        XElement[] options = [.. choice.Descendants("option")];
        foreach (XElement option in options)
        {
            string value = option.Attr("value");
            if (prefixed && (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number / 10000 != Platform.OptionValuePrefix))
            {
                yield return new Finding(file, option, $"choice {name}: value {value} lacks the publisher's prefix; write {Platform.OptionValuePrefix}0000 and on.");
            }

            if (option.Label("labels").Length == 0)
            {
                yield return new Finding(file, option, $"choice {name}: option {value} has no English label.");
            }
        }

        foreach (var group in options.GroupBy(option => option.Attr("value")).Where(group => group.Count() > 1))
        {
            yield return new Finding(file, group.Last(), $"choice {name}: value {group.Key} stands for {group.Count()} options; each needs its own.");
        }

        foreach (var group in options.GroupBy(option => option.Label("labels")).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            yield return new Finding(file, group.Last(), $"choice {name}: the label '{group.Key}' stands for {group.Count()} options; people cannot tell them apart.");
        }
    }
}
