using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>A part of the solution that Other/Solution.xml has to name.</summary>
/// <param name="Type">Number of the component type.</param>
/// <param name="Key">Schema name, or id in lower case without braces.</param>
/// <param name="File">The file that brings it.</param>
public sealed record Component(string Type, string Key, string File);

/// <summary>The components that need a RootComponent, by type; parts of a table and copied files need none.</summary>
public static class Components
{
    /// <summary>Types known here: 1 table, 9 global choice, 20 role, 61 web resource, 62 site map, 70 column security profile, 80 app, 92 step.</summary>
    public static IReadOnlyList<string> Types { get; } = ["1", "9", "20", "61", "62", "70", "80", "92"];

    /// <summary>True when the component is named by its id, false when by its schema name.</summary>
    public static bool ById(string type) => type is "20" or "70" or "92";

    /// <summary>All of them, read out of the files.</summary>
    public static IEnumerable<Component> Of(UnpackedSolution solution) =>
    [
        .. solution.Tables.Concat(solution.Shells).Select(table => new Component("1", table.LogicalName, table.File)),
        .. solution.GlobalChoices.Select(choice => new Component("9", choice.Root.Attr("Name"), choice.File)),
        .. solution.Roles.Select(role => new Component("20", Guids.Bare(role.Root.Attr("id")), role.File)),
        .. solution.WebResources.Select(resource => new Component("61", resource.Root.Text("Name"), resource.File)),
        .. solution.Documents("AppModuleSiteMaps/").Select(map => new Component("62", map.Root.Text("SiteMapUniqueName"), map.File)),
        .. SecurityProfiles(solution).Select(profile => new Component("70", Guids.Bare(profile.Attr("fieldsecurityprofileid")), ColumnSecurity.File)),
        .. solution.Documents("AppModules/").Select(app => new Component("80", app.Root.Text("UniqueName"), app.File)),
        .. solution.Steps.Select(step => new Component("92", Guids.Bare(step.Element.Attr("SdkMessageProcessingStepId")), step.File)),
    ];

    private static IEnumerable<XElement> SecurityProfiles(UnpackedSolution solution) => ColumnSecurity.Profiles(solution);
}

/// <summary>RootComponents of Other/Solution.xml and the files agree, both ways.</summary>
public sealed class RootComponentsMatchTheFiles : ISolutionRule
{
    private const string Solution = "Other/Solution.xml";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        XElement[] roots = [.. solution.Document(Solution)?.Descendants("RootComponent") ?? []];
        Component[] components = [.. Components.Of(solution)];
        foreach (Component missing in components.Where(component => !roots.Any(root => Names(root, component))))
        {
            string name = Components.ById(missing.Type) ? $"id=\"{{{missing.Key}}}\"" : $"schemaName=\"{missing.Key}\"";
            yield return new Finding(missing.File, 1, $"has no root component and the packager would abort; add <RootComponent type=\"{missing.Type}\" {name} behavior=\"0\" /> to {Solution}.");
        }

        foreach (XElement root in roots)
        {
            if (!Components.Types.Contains(root.Attr("type")))
            {
                yield return new Finding(Solution, root, $"names a root component of type {root.Attr("type")}, which is not used here; delete it, or teach Components to read that type.");
            }
            else if (!Array.Exists(components, component => Names(root, component)))
            {
                yield return new Finding(Solution, root, $"names the root component {root.Attr("type")} {root.Attr("id")}{root.Attr("schemaName")}, but no file brings it; delete the line or restore the file.");
            }
        }

        foreach (var group in roots.GroupBy(root => root.Attr("type") + " " + root.Attr("id") + root.Attr("schemaName")).Where(group => group.Count() > 1))
        {
            yield return new Finding(Solution, group.Last(), $"names the root component {group.Key} {group.Count()} times; keep one line.");
        }
    }

    private static bool Names(XElement root, Component component) =>
        root.Attr("type") == component.Type
        && (Components.ById(component.Type) ? root.Attr("id") == $"{{{component.Key}}}" : root.Attr("schemaName") == component.Key);
}

/// <summary>
/// Other/Customizations.xml has every list element, empty and in the order of an export: files of a kind whose element is
/// missing are left out of the zip without a word.
/// </summary>
public sealed class CustomizationsHasEveryListElement : ISolutionRule
{
    private const string Customizations = "Other/Customizations.xml";

    private static readonly string[] Lists =
    [
        "Entities", "Roles", "Workflows", "FieldSecurityProfiles", "Templates", "EntityMaps", "EntityRelationships", "OrganizationSettings",
        "optionsets", "Dashboards", "WebResources", "CustomControls", "SolutionPluginAssemblies", "SdkMessageProcessingSteps",
        "ServiceEndpoints", "AppModuleSiteMaps", "AppModules", "EntityDataProviders", "Languages",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        if (solution.Document(Customizations)?.Root is not { } root)
        {
            yield return new Finding(Customizations, 1, "is missing or unreadable; nothing would be packed without it.");
            yield break;
        }

        string[] found = [.. root.Elements().Select(element => element.Name.LocalName)];
        foreach (string list in Lists.Except(found))
        {
            yield return new Finding(Customizations, root, $"lacks the element <{list} />; add it, or files of that kind are left out of the zip without a message.");
        }

        if (!found.Except(Lists).Any() && !Lists.Except(found).Any() && !found.SequenceEqual(Lists))
        {
            yield return new Finding(Customizations, root, $"has its list elements in another order than an export: {string.Join(", ", Lists)}.");
        }

        foreach (XElement element in root.Elements().Where(element => !Lists.Contains(element.Name.LocalName)))
        {
            yield return new Finding(Customizations, element, $"has the element <{element.Name.LocalName}>, which no rule knows; delete it or add it to CustomizationsHasEveryListElement.");
        }

        foreach (XElement element in root.Elements().Where(element => element.Name != "Languages" && element.HasElements))
        {
            yield return new Finding(Customizations, element, $"has content in <{element.Name.LocalName}>; it belongs into files of its own, leave the element empty.");
        }
    }
}

/// <summary>Every id is random, written in lower case, and used once in the whole solution.</summary>
public sealed class IdsAreRandomAndUnique : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string file, string what, XObject? at, string id) in Ids(solution))
        {
            if (!id.StartsWith('{') || !id.EndsWith('}') || !Guids.IsRandom(id.Trim('{', '}')))
            {
                yield return new Finding(file, at, $"has the {what} '{id}', which is no random id in lower case and braces; write a new one, once, for example {{0b6b0d5e-6d0c-4b8e-9a55-2f3f1f0f7a11}}, but your own.");
            }
            else if (!seen.TryAdd(id, file))
            {
                yield return new Finding(file, at, $"has the {what} {id}, which {seen[id]} uses already; give one of the two an id of its own.");
            }
        }
    }

    /// <summary>Every id that a part of the solution has for its own, as it is written.</summary>
    public static IEnumerable<(string File, string What, XObject? At, string Id)> Ids(UnpackedSolution solution) =>
    [
        .. solution.Forms.Select(form => (form.File, "form id", (XObject?)form.Element.Element("formid"), form.Element.Text("formid"))),
        .. solution.Forms.SelectMany(form => form.Element.Descendants().Where(element => element.Name.LocalName is "tab" or "section" or "cell" or "header" or "footer")
            .Select(element => (form.File, $"id of {element.Name.LocalName} {element.Attr("name")}".TrimEnd(), (XObject?)element, element.Attr("id")))),
        .. solution.Forms.SelectMany(form => form.Element.Descendants().Where(element => element.Name.LocalName is "Handler" or "Library")
            .Select(element => (form.File, $"id of {element.Name.LocalName} {element.Attr("functionName")}{element.Attr("name")}", (XObject?)element, element.Attr("handlerUniqueId") + element.Attr("libraryUniqueId")))),
        .. solution.Views.Select(view => (view.File, "view id", (XObject?)view.Element.Element("savedqueryid"), view.Element.Text("savedqueryid"))),
        .. solution.Roles.Select(role => (role.File, "role id", (XObject?)role.Root, role.Root.Attr("id"))),
        .. ColumnSecurity.Profiles(solution).Select(profile => (ColumnSecurity.File, "profile id", (XObject?)profile, profile.Attr("fieldsecurityprofileid"))),
        .. solution.Steps.Select(step => (step.File, "step id", (XObject?)step.Element, step.Element.Attr("SdkMessageProcessingStepId"))),
        .. solution.Steps.SelectMany(step => step.Images.Select(image => (step.File, "image id", (XObject?)image, image.Text("SdkMessageProcessingStepImageId")))),
        .. solution.WebResources.Select(resource => (resource.File, "web resource id", (XObject?)resource.Root.Element("WebResourceId"), resource.Root.Text("WebResourceId"))),
    ];
}

/// <summary>A file is named after what it holds; an extract would rename it otherwise.</summary>
public sealed class FilesAreNamedAfterWhatTheyHold : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (Table table in solution.Tables.Concat(solution.Shells))
        {
            foreach (Finding finding in Expect(table.File, $"Entities/{table.SchemaName}/Entity.xml", "the schema name in entity/@Name"))
            {
                yield return finding;
            }
        }

        (string File, string Wanted, string What)[] files =
        [
            .. solution.Forms.Select(form => (form.File, $"{form.File[..(form.File.LastIndexOf('/') + 1)]}{form.Element.Text("formid")}.xml", "formid")),
            .. solution.Views.Select(view => (view.File, $"{view.File[..(view.File.LastIndexOf('/') + 1)]}{view.Element.Text("savedqueryid")}.xml", "savedqueryid")),
            .. solution.Steps.Select(step => (step.File, $"SdkMessageProcessingSteps/{step.Element.Attr("SdkMessageProcessingStepId")}.xml", "SdkMessageProcessingStepId")),
            .. solution.Roles.Select(role => (role.File, $"Roles/{role.Root.Attr("name")}.xml", "the role's name")),
            .. solution.GlobalChoices.Select(choice => (choice.File, $"OptionSets/{choice.Root.Attr("Name")}.xml", "the choice's Name")),
            .. solution.WebResources.Select(resource => (resource.File, $"WebResources/{resource.Root.Text("Name")}.data.xml", "the web resource's Name")),
            .. solution.CustomApis.Select(api => (api.File, $"customapis/{api.Root.Attr("uniquename")}/customapi.xml", "uniquename")),
            .. solution.Documents("pluginpackages/").Select(package => (package.File, $"pluginpackages/{package.Root.Attr("uniquename")}/pluginpackage.xml", "uniquename")),
            .. solution.Documents("customapis/").Where(part => !part.File.EndsWith("/customapi.xml", StringComparison.Ordinal)).Select(part =>
                (part.File, $"{string.Join('/', part.File.Split('/')[..3])}/{part.Root.Attr("uniquename")}/{part.Root.Name.LocalName}.xml", "uniquename")),
        ];
        foreach (Finding finding in files.SelectMany(file => Expect(file.File, file.Wanted, file.What)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Expect(string file, string wanted, string what)
    {
        if (file != wanted)
        {
            yield return new Finding(file, 1, $"does not agree with {what}: rename the file to {wanted}, or correct {what}.");
        }
    }
}
