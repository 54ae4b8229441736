using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Custom APIs that import: a bound table that exists, a description of at most 300 characters, a privilege that exists.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/custom-api-tables
/// </summary>
public sealed class CustomApisAreSound : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach ((string file, XElement api) in solution.CustomApis)
        {
            foreach (Finding finding in Api(solution, file, api))
            {
                yield return finding;
            }
        }

        foreach ((string file, XElement part) in solution.Documents("customapis/"))
        {
            foreach (Finding finding in Part(solution, file, part))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Api(UnpackedSolution solution, string file, XElement api)
    {
        string name = api.Attr("uniquename");
        if (!name.StartsWith(Platform.Prefix, StringComparison.Ordinal) || api.Text("name") != name)
        {
            yield return new Finding(file, api, $"has the unique name '{name}' and the name '{api.Text("name")}'; both are the same and begin with {Platform.Prefix}.");
        }

        string binding = api.Text("bindingtype");
        string table = api.Text("boundentitylogicalname");
        if (binding is not ("0" or "1" or "2") || (binding == "0") != (table.Length == 0))
        {
            yield return new Finding(file, api.Element("bindingtype") ?? api, $"has bindingtype '{binding}' with the table '{table}'; 0 is global and has none, 1 and 2 name one.");
        }

        if (table.Length > 0 && solution.Table(table) is null && !Platform.Tables.ContainsKey(table))
        {
            yield return new Finding(file, api.Element("boundentitylogicalname"), $"is bound to '{table}', which does not exist (logical name, lower case).");
        }

        string privilege = api.Text("executeprivilegename");
        if (privilege.Length > 0 && !Privileges.Exist(solution, privilege))
        {
            yield return new Finding(file, api.Element("executeprivilegename"), $"demands the privilege '{privilege}', which does not exist; it is prv, a right and the table's schema name, capitals count.");
        }

        if (api.Element("plugintypeid")?.Text("plugintypeexportkey") is not { Length: 64 })
        {
            yield return new Finding(file, api.Element("plugintypeid") ?? api, "has no plugintypeexportkey of 64 digits below plugintypeid, so nothing would run.");
        }

        (string Element, string[] Wanted)[] choices =
        [
            ("allowedcustomprocessingsteptype", ["0", "1", "2"]), ("isfunction", ["0", "1"]), ("isprivate", ["0", "1"]), ("workflowsdkstepenabled", ["0", "1"]),
        ];
        foreach ((string element, string[] wanted) in choices.Where(choice => !choice.Wanted.Contains(api.Text(choice.Element))))
        {
            yield return new Finding(file, api.Element(element) ?? api, $"has {element} '{api.Text(element)}'; write one of {string.Join(", ", wanted)}.");
        }
    }

    private static IEnumerable<Finding> Part(UnpackedSolution solution, string file, XElement part)
    {
        foreach (string text in new[] { "description", "displayname" })
        {
            string value = part.Element(text)?.Attr("default") ?? "";
            if (value.Length == 0 || part.Element(text)!.Elements("label").Any(label => label.Attr("languagecode") == "1033" && label.Attr("description") != value))
            {
                yield return new Finding(file, part.Element(text) ?? part, $"has no {text}, or one whose default differs from its English label.");
            }
        }

        if ((part.Element("description")?.Attr("default").Length ?? 0) > 300)
        {
            yield return new Finding(file, part.Element("description"), "has a description of more than 300 characters, which the import refuses; shorten it.");
        }

        if (part.Text("iscustomizable") != "0")
        {
            yield return new Finding(file, part.Element("iscustomizable") ?? part, "is customizable; write iscustomizable 0, so that nobody changes the contract downstream.");
        }

        string[] children = [.. part.Elements().Select(child => child.Name.LocalName)];
        if (!children.SequenceEqual(children.Order(StringComparer.Ordinal)))
        {
            yield return new Finding(file, part, "has its elements out of alphabetical order; an export sorts them.");
        }

        bool request = part.Name == "customapirequestparameter";
        if (part.Name != "customapi" && (part.Number("type") is < 0 or > 12 || part.Text("name") != part.Attr("uniquename") || (part.Element("isoptional") is not null) != request))
        {
            yield return new Finding(file, part, "has a type from 0 to 12, a name equal to its unique name, and isoptional only when it is a request parameter.");
        }

        string table = part.Text("logicalentityname");
        if (table.Length > 0 && solution.Table(table) is null && !Platform.Tables.ContainsKey(table))
        {
            yield return new Finding(file, part.Element("logicalentityname"), $"names the table '{table}', which does not exist.");
        }
    }
}

/// <summary>
/// pluginpackage.xml agrees with itself. The package comes beside it when a release is packed; whether it did, and what is in it,
/// is looked up in the packed zip.
/// </summary>
public sealed class PluginPackageIsSound : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        (string File, XElement Root)[] packages = [.. solution.Documents("pluginpackages/")];
        if (packages.Length != 1)
        {
            yield return new Finding("pluginpackages", 1, $"holds {packages.Length} plug-in packages; there is exactly one.");
        }

        foreach ((string file, XElement package) in packages)
        {
            string name = package.Attr("uniquename");
            if (!name.StartsWith(Platform.Prefix, StringComparison.Ordinal) || package.Text("name") != name || package.Text("package") != $"{name}.nupkg")
            {
                yield return new Finding(file, package, $"has the unique name '{name}'; it begins with {Platform.Prefix}, name is the same, and package is that name with .nupkg.");
            }

            if (package.Text("exportkeyversion") != "1" || package.Element("package")?.Attr("mimetype") != "application/octet-stream" || package.Text("statecode") != "0" || package.Text("statuscode") != "1")
            {
                yield return new Finding(file, package, "has exportkeyversion 1, mimetype application/octet-stream, statecode 0 and statuscode 1.");
            }
        }
    }
}
