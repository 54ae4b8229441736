using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// What a button leads to is there, from the label in both languages over command and rules to the function in its library.
/// The platform imports a ribbon that names what is not there, and the button then does nothing or is gone.
/// </summary>
public sealed class CommandsLeadToWhatExists : ISolutionRule
{
    private const string WebResource = "$webresource:";

    // Languages of the labels: English, German.
    private static readonly string[] Languages = ["1033", "1031"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution) =>
        solution.Documents("Entities/", "/RibbonDiff.xml").SelectMany(ribbon => Check(solution, ribbon.File, ribbon.Root).Select(sentence => new Finding(ribbon.File, sentence)));

    private static IEnumerable<string> Check(UnpackedSolution solution, string file, XElement ribbon)
    {
        string table = file.Split('/')[1];
        return
        [
            .. Definitions(ribbon, "Button", "Command", "CommandDefinitions", "CommandDefinition"),
            .. Uses(ribbon, "DisplayRule"), .. Uses(ribbon, "EnableRule"),
            .. Labels(ribbon), .. Names(ribbon, table), .. Pictures(solution, ribbon), .. Functions(solution, ribbon), .. Rules(solution, ribbon, table),
        ];
    }

    private static IEnumerable<string> Definitions(XElement ribbon, string user, string attribute, string list, string kind)
    {
        string[] defined = [.. ribbon.Elements(list).Elements(kind).Select(element => element.Attr("Id"))];
        string[] used = [.. ribbon.Descendants(user).Select(element => element.Attr(attribute))];
        return
        [
            .. used.Except(defined).Select(id => $"a {user} names the {kind} '{id}', which is not defined."),
            .. defined.Except(used).Select(id => $"the {kind} '{id}' is used by no {user}; delete it."),
        ];
    }

    private static IEnumerable<string> Uses(XElement ribbon, string kind)
    {
        string[] defined = [.. ribbon.Descendants("RuleDefinitions").Descendants(kind).Select(rule => rule.Attr("Id"))];
        string[] used = [.. ribbon.Descendants("CommandDefinition").Descendants(kind).Select(rule => rule.Attr("Id"))];
        return
        [
            .. used.Except(defined).Select(id => $"a command names the {kind} '{id}', which is not defined."),
            .. defined.Except(used).Select(id => $"the {kind} '{id}' is used by no command; delete it."),
        ];
    }

    private static IEnumerable<string> Labels(XElement ribbon)
    {
        string[] named = [.. ribbon.Descendants("Button").Attributes().Select(attribute => attribute.Value).Where(value => value.StartsWith("$LocLabels:", StringComparison.Ordinal)).Select(value => value["$LocLabels:".Length..]).Distinct()];
        XElement[] labels = [.. ribbon.Elements("LocLabels").Elements("LocLabel")];
        return
        [
            .. named.Except(labels.Select(label => label.Attr("Id"))).Select(id => $"a button names the label '{id}', which is not there."),
            .. labels.Select(label => label.Attr("Id")).Except(named).Select(id => $"the label '{id}' is used by no button; delete it."),
            .. labels.SelectMany(label => Languages
                .Where(language => !label.Descendants("Title").Any(title => title.Attr("languagecode") == language && title.Attr("description").Length > 0))
                .Select(language => $"the label '{label.Attr("Id")}' has no text in language {language}.")),
            .. ribbon.Descendants("Button").Where(button => new[] { "LabelText", "Alt", "ToolTipTitle", "ToolTipDescription" }.Any(name => !button.Attr(name).StartsWith("$LocLabels:", StringComparison.Ordinal)))
                .Select(button => $"the button '{button.Attr("Id")}' has a text that is no label; write LabelText, Alt, ToolTipTitle and ToolTipDescription as $LocLabels."),
        ];
    }

    // Ids say table and verb, so that another solution's customisation finds them, and so does a person.
    private static IEnumerable<string> Names(XElement ribbon, string table)
    {
#pragma warning disable CA1308 // logical names are lower case by definition
        string start = $"pax8.{table.ToLowerInvariant()}.";
#pragma warning restore CA1308
        return ribbon.Descendants().Attributes("Id").Select(id => id.Value)
            .Where(id => id != "Mscrm.Templates" && !id.StartsWith(start, StringComparison.Ordinal))
            .Select(id => $"the id '{id}' does not begin with '{start}'.");
    }

    private static IEnumerable<string> Pictures(UnpackedSolution solution, XElement ribbon) =>
        ribbon.Descendants("Button").Select(button => button.Attr("ModernImage"))
            .Where(image => !image.StartsWith(WebResource, StringComparison.Ordinal) || !solution.Has("WebResources/" + image[WebResource.Length..]))
            .Select(image => $"a button shows the picture '{image}', which is no web resource.");

    private static IEnumerable<string> Functions(UnpackedSolution solution, XElement ribbon)
    {
        foreach (XElement call in ribbon.Descendants().Where(element => element.Name.LocalName is "JavaScriptFunction" or "CustomRule"))
        {
            string library = call.Attr("Library");
            string path = library.StartsWith(WebResource, StringComparison.Ordinal) ? "WebResources/" + library[WebResource.Length..] : library;
            string function = call.Attr("FunctionName");
            if (!solution.Has(path))
            {
                yield return $"{function} is looked for in '{library}', which is no web resource.";
            }
            else if (function != "isNaN" && !Scripts.Offers(solution.Text(path), function))
            {
                yield return $"{library} has no function {function}; correct FunctionName or the script.";
            }
        }
    }

    private static IEnumerable<string> Rules(UnpackedSolution solution, XElement ribbon, string table)
    {
        Table? own = solution.Tables.FirstOrDefault(found => found.SchemaName == table);
        return
        [
            .. ribbon.Descendants("ValueRule").Where(rule => !HasOption(own, rule.Attr("Field"), rule.Attr("Value")))
                .Select(rule => $"a rule compares {rule.Attr("Field")} with {rule.Attr("Value")}, which is no option of such a column of {table}."),
            .. ribbon.Descendants("ValueRule").Where(rule => !solution.Forms.Any(form => form.TableFolder == table && form.Controls.Any(control => control.Attr("datafieldname") == rule.Attr("Field"))))
                .Select(rule => $"a rule looks at {rule.Attr("Field")}, which no form of {table} shows; a rule sees the values of the form only."),
            .. ribbon.Descendants("EntityPrivilegeRule").Where(rule => solution.Table(rule.Attr("EntityName")) is null)
                .Select(rule => $"a rule asks for a privilege on '{rule.Attr("EntityName")}', which is no table of this solution."),
            .. ribbon.Descendants("CustomRule").Where(rule => rule.Attr("FunctionName") == "Pax8.Rules.allHave").SelectMany(rule => AllHave(solution, rule)),
        ];
    }

    private static IEnumerable<string> AllHave(UnpackedSolution solution, XElement rule)
    {
        string[] values = [.. rule.Elements("StringParameter").Select(parameter => parameter.Attr("Value"))];
        return values.Length == 3
            ? values[2].List().Where(value => !HasOption(solution.Table(values[0]), values[1], value)).Select(value => $"a rule compares {values[1]} of {values[0]} with {value}, which is no option of such a column.")
            : ["Pax8.Rules.allHave takes table, column and values."];
    }

    private static bool HasOption(Table? table, string column, string value) =>
        table?.Column(column)?.LocalChoice is { } choice && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && choice.Descendants("option").Any(option => option.Attr("value") == value);
}
