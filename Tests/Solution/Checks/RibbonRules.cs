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

    private const string LocLabels = "$LocLabels:";

    // Languages of the labels: English, German.
    private static readonly string[] Languages = ["1033", "1031"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution) =>
        solution.Documents("Entities/", "/RibbonDiff.xml").SelectMany(ribbon => Check(solution, ribbon.File, ribbon.Root).Select(problem => new Finding(ribbon.File, problem.At, problem.Sentence)));

    private static IEnumerable<(XObject At, string Sentence)> Check(UnpackedSolution solution, string file, XElement ribbon)
    {
        string table = file.Split('/')[1];
#pragma warning disable CA1308 // logical names are lower case by definition
        string logical = table.ToLowerInvariant();
#pragma warning restore CA1308
        return
        [
            .. Definitions(ribbon, "Button", "Command", "CommandDefinitions", "CommandDefinition"),
            .. Uses(ribbon, "DisplayRule"), .. Uses(ribbon, "EnableRule"),
            .. Labels(ribbon), .. Names(ribbon, logical), .. Places(ribbon, logical), .. Pictures(solution, ribbon), .. Functions(solution, ribbon), .. Rules(solution, ribbon, table),
        ];
    }

    private static IEnumerable<(XObject At, string Sentence)> Definitions(XElement ribbon, string user, string attribute, string list, string kind)
    {
        XElement[] defined = [.. ribbon.Elements(list).Elements(kind)];
        XElement[] users = [.. ribbon.Descendants(user)];
        return
        [
            .. users.ExceptBy(defined.Select(element => element.Attr("Id")), element => element.Attr(attribute))
                .Select(element => ((XObject)element, $"a {user} names the {kind} '{element.Attr(attribute)}', which is not defined.")),
            .. defined.ExceptBy(users.Select(element => element.Attr(attribute)), element => element.Attr("Id"))
                .Select(element => ((XObject)element, $"the {kind} '{element.Attr("Id")}' is used by no {user}; delete it.")),
        ];
    }

    private static IEnumerable<(XObject At, string Sentence)> Uses(XElement ribbon, string kind)
    {
        XElement[] defined = [.. ribbon.Descendants("RuleDefinitions").Descendants(kind)];
        XElement[] used = [.. ribbon.Descendants("CommandDefinition").Descendants(kind)];
        return
        [
            .. used.ExceptBy(defined.Select(rule => rule.Attr("Id")), rule => rule.Attr("Id"))
                .Select(rule => ((XObject)rule, $"a command names the {kind} '{rule.Attr("Id")}', which is not defined.")),
            .. defined.ExceptBy(used.Select(rule => rule.Attr("Id")), rule => rule.Attr("Id"))
                .Select(rule => ((XObject)rule, $"the {kind} '{rule.Attr("Id")}' is used by no command; delete it.")),
        ];
    }

    private static IEnumerable<(XObject At, string Sentence)> Labels(XElement ribbon)
    {
        XAttribute[] named = [.. ribbon.Descendants("Button").Attributes().Where(attribute => attribute.Value.StartsWith(LocLabels, StringComparison.Ordinal))];
        XElement[] labels = [.. ribbon.Elements("LocLabels").Elements("LocLabel")];
        return
        [
            .. named.ExceptBy(labels.Select(label => label.Attr("Id")), attribute => attribute.Value[LocLabels.Length..])
                .Select(attribute => ((XObject)attribute, $"a button names the label '{attribute.Value[LocLabels.Length..]}', which is not there.")),
            .. labels.ExceptBy(named.Select(attribute => attribute.Value[LocLabels.Length..]), label => label.Attr("Id"))
                .Select(label => ((XObject)label, $"the label '{label.Attr("Id")}' is used by no button; delete it.")),
            .. labels.SelectMany(label => Languages
                .Where(language => !label.Descendants("Title").Any(title => title.Attr("languagecode") == language && title.Attr("description").Length > 0))
                .Select(language => ((XObject)label, $"the label '{label.Attr("Id")}' has no text in language {language}."))),
            .. ribbon.Descendants("Button").Where(button => new[] { "LabelText", "Alt", "ToolTipTitle", "ToolTipDescription" }.Any(name => !button.Attr(name).StartsWith(LocLabels, StringComparison.Ordinal)))
                .Select(button => ((XObject)button, $"the button '{button.Attr("Id")}' has a text that is no label; write LabelText, Alt, ToolTipTitle and ToolTipDescription as $LocLabels.")),
        ];
    }

    // Ids say table and verb, so that another solution's customisation finds them, and so does a person.
    private static IEnumerable<(XObject At, string Sentence)> Names(XElement ribbon, string logical)
    {
        XAttribute[] ids = [.. ribbon.Descendants().Attributes("Id").Where(id => id.Value != "Mscrm.Templates")];
        return
        [
            .. ids.Where(id => !id.Value.StartsWith($"pax8.{logical}.", StringComparison.Ordinal)).Select(id => ((XObject)id, $"the id '{id.Value}' does not begin with 'pax8.{logical}.'.")),
            .. ids.Where(id => !id.Parent!.Ancestors("CommandDefinition").Any()).GroupBy(id => (id.Parent!.Name, id.Value)).Where(group => group.Count() > 1)
                .Select(group => ((XObject)group.Last(), $"the id '{group.Key.Value}' is there {group.Count()} times; keep one.")),
        ];
    }

    // A place that there is not is no error on import; the button is just nowhere.
    private static IEnumerable<(XObject At, string Sentence)> Places(XElement ribbon, string logical)
    {
        string[] places = [.. new[] { "Form", "HomepageGrid", "SubGrid" }.Select(part => $"Mscrm.{part}.{logical}.MainTab.Actions.Controls._children")];
        return ribbon.Descendants("CustomAction").Where(action => !places.Contains(action.Attr("Location")))
            .Select(action => ((XObject)action, $"the action '{action.Attr("Id")}' puts its button at '{action.Attr("Location")}'; write one of {string.Join(", ", places)}."));
    }

    private static IEnumerable<(XObject At, string Sentence)> Pictures(UnpackedSolution solution, XElement ribbon) =>
        ribbon.Descendants("Button").Select(button => (Button: button, Image: button.Attr("ModernImage")))
            .Where(found => !found.Image.StartsWith(WebResource, StringComparison.Ordinal) || !solution.Has("WebResources/" + found.Image[WebResource.Length..]))
            .Select(found => ((XObject)found.Button, $"a button shows the picture '{found.Image}', which is no web resource."));

    private static IEnumerable<(XObject At, string Sentence)> Functions(UnpackedSolution solution, XElement ribbon)
    {
        foreach (XElement call in ribbon.Descendants().Where(element => element.Name.LocalName is "JavaScriptFunction" or "CustomRule"))
        {
            string library = call.Attr("Library");
            string path = library.StartsWith(WebResource, StringComparison.Ordinal) ? "WebResources/" + library[WebResource.Length..] : library;
            string function = call.Attr("FunctionName");
            if (!solution.Has(path))
            {
                yield return (call, $"{function} is looked for in '{library}', which is no web resource.");
            }
            else if (function != "isNaN" && !Scripts.Offers(solution.Text(path), function))
            {
                yield return (call, $"{library} has no function {function}; correct FunctionName or the script.");
            }
        }
    }

    private static IEnumerable<(XObject At, string Sentence)> Rules(UnpackedSolution solution, XElement ribbon, string table)
    {
        Table? own = solution.Tables.FirstOrDefault(found => found.SchemaName == table);
        return
        [
            .. ribbon.Descendants("ValueRule").Where(rule => !HasOption(own, rule.Attr("Field"), rule.Attr("Value")))
                .Select(rule => ((XObject)rule, $"a rule compares {rule.Attr("Field")} with {rule.Attr("Value")}, which is no option of such a column of {table}.")),
            .. ribbon.Descendants("ValueRule").Where(rule => !solution.Forms.Any(form => form.TableFolder == table && form.Controls.Any(control => control.Attr("datafieldname") == rule.Attr("Field"))))
                .Select(rule => ((XObject)rule, $"a rule looks at {rule.Attr("Field")}, which no form of {table} shows; a rule sees the values of the form only.")),
            .. ribbon.Descendants("EntityPrivilegeRule").Where(rule => solution.Table(rule.Attr("EntityName")) is null)
                .Select(rule => ((XObject)rule, $"a rule asks for a privilege on '{rule.Attr("EntityName")}', which is no table of this solution.")),
            .. ribbon.Descendants("EntityPrivilegeRule").Where(rule => !Platform.Rights.Contains(rule.Attr("PrivilegeType")) || rule.Attr("PrivilegeDepth") is not ("Basic" or "Local" or "Deep" or "Global"))
                .Select(rule => ((XObject)rule, $"a rule asks for the privilege {rule.Attr("PrivilegeType")} at the depth {rule.Attr("PrivilegeDepth")}; write one of {string.Join(", ", Platform.Rights)} at Basic, Local, Deep or Global.")),
            .. ribbon.Descendants("CustomRule").Where(rule => rule.Attr("FunctionName") == "Pax8.Rules.allHave").SelectMany(rule => AllHave(solution, rule)),
        ];
    }

    private static IEnumerable<(XObject At, string Sentence)> AllHave(UnpackedSolution solution, XElement rule)
    {
        string[] values = [.. rule.Elements("StringParameter").Select(parameter => parameter.Attr("Value"))];
        return values.Length == 3
            ? values[2].List().Where(value => !HasOption(solution.Table(values[0]), values[1], value)).Select(value => ((XObject)rule, $"a rule compares {values[1]} of {values[0]} with {value}, which is no option of such a column."))
            : [(rule, "Pax8.Rules.allHave takes table, column and values.")];
    }

    private static bool HasOption(Table? table, string column, string value) =>
        table?.Column(column)?.LocalChoice is { } choice && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && choice.Descendants("option").Any(option => option.Attr("value") == value);
}
