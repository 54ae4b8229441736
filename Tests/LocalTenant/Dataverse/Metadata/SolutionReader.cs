using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace DataverseEmulator.Metadata;

/// <summary>
/// Reads the unpacked solution as an import would, and refuses what does not fit together. What the nupkg holds is
/// checked by <see cref="PluginPackageReader"/> alone.
/// </summary>
public static class SolutionReader
{
    private static readonly string[] Folders =
    [
        "AppModules", "AppModuleSiteMaps", "customapis", "Entities", "OptionSets", "Other", "pluginpackages", "Roles",
        "SdkMessageProcessingSteps", "WebResources",
    ];

    private static readonly string[] FilesOfOther =
        ["Other/Customizations.xml", "Other/FieldSecurityProfiles.xml", "Other/Relationships.xml", "Other/Solution.xml"];

    // The list elements of Other/Customizations.xml without which the packager leaves the files of a folder out silently.
    private static readonly Dictionary<string, string> Lists = new()
    {
        ["AppModules"] = "AppModules",
        ["AppModuleSiteMaps"] = "AppModuleSiteMaps",
        ["Entities"] = "Entities",
        ["OptionSets"] = "optionsets",
        ["Roles"] = "Roles",
        ["SdkMessageProcessingSteps"] = "SdkMessageProcessingSteps",
        ["WebResources"] = "WebResources",
    };

    /// <summary>The metadata that an import of the solution leaves behind, with the platform's own tables.</summary>
    /// <param name="solutionFolder">The packed root (it holds Other/Solution.xml), or the folder whose src is the packed root.</param>
    /// <param name="pluginAssembly">The assembly of the plug-in types that steps and custom APIs name by export key.</param>
    /// <exception cref="SolutionException">Something does not fit together; the message names file, line and reason.</exception>
    public static TenantMetadata Read(string solutionFolder, Assembly pluginAssembly)
    {
        var folder = new SolutionFiles(solutionFolder);
        CheckLayout(folder);
        var roots = new RootComponents(folder);

        var choices = ChoiceReader.ReadGlobal(folder);
        foreach (var choice in choices.Keys)
            roots.Present(RootComponents.Choice, choice);
        var tableReader = new TableReader(folder, new ColumnReader(choices));
        var solutionTables = tableReader.ReadAll();
        foreach (var table in solutionTables.Keys)
            roots.Present(RootComponents.Table, table);
        var platformTables = PlatformTables.All(solutionTables.Keys).ToDictionary(t => t.LogicalName);
        CheckNames(solutionTables, platformTables, roots.Prefix);
        foreach (var (name, ribbon) in tableReader.ReadRibbonsOfOthers())
        {
            roots.Present(RootComponents.Table, name);
            platformTables[name] = platformTables.TryGetValue(name, out var known) ? known with { RibbonDiffXml = ribbon } : throw new SolutionException("Entities/" + name, "the local tenant does not know this table of the platform.");
        }

        var relationships = new RelationshipReader(folder)
            .Read(platformTables.Concat(solutionTables.Select(t => KeyValuePair.Create(t.Key, t.Value.Table))).ToDictionary());
        var tables = platformTables.Concat(RelationshipReader.WithTargets(solutionTables, relationships)).ToDictionary();

        var package = PluginPackageReader.Read(folder, roots.Prefix);
        var types = new PluginTypes(package.UniqueName, pluginAssembly);
        var security = new SecurityReader(folder, tables, roots);
        var roles = security.ReadRoles();
        var webResources = new WebResourceReader(folder, roots, roots.Prefix).Read();
        var metadata = new TenantMetadata
        {
            Tables = tables,
            GlobalChoices = choices,
            Relationships = relationships,
            Steps = new StepReader(folder, tables, types, roots).Read(),
            CustomApis = new CustomApiReader(folder, tables, types, roots.Prefix).Read(),
            Roles = roles,
            ColumnSecurityProfiles = security.ReadProfiles(),
            WebResources = webResources,
            Apps = new AppReader(folder, tables, webResources, roles, roots).Read(),
            Package = package,
            SolutionName = roots.UniqueName,
            SolutionVersion = roots.Version,
        };
        roots.Check();
        new PageChecks(metadata).Run();
        return metadata;
    }

    // Whatever else lies below the root would be packed into the zip.
    private static void CheckLayout(SolutionFiles folder)
    {
        if (folder.Folders("").FirstOrDefault(f => !Folders.Contains(f)) is { } unknown)
            throw new SolutionException(unknown, "the local tenant does not know this folder of a solution.");
        if (folder.Files("", "") is [var stray, ..])
            throw new SolutionException(stray, "no file belongs directly below the root of a solution.");
        if (folder.Files("Other", "").FirstOrDefault(f => !FilesOfOther.Contains(f)) is { } other)
            throw new SolutionException(other, "the local tenant does not know this file of a solution.");
        var customizations = folder.Load("Other/Customizations.xml", "ImportExportXml");
        foreach (var (name, list) in Lists)
            if (Directory.Exists(folder.FullPath(name)) && customizations.Child(list) is null)
                throw customizations.Refuse($"the element {list} is missing, so the files of {name} would not be packed.");
    }

    private static void CheckNames(IReadOnlyDictionary<string, (TableDefinition Table, XmlPart Part)> solution,
        Dictionary<string, TableDefinition> platform, string prefix)
    {
        foreach (var (name, (table, part)) in solution)
        {
            if (platform.ContainsKey(name))
                throw part.Refuse($"the local tenant does not support changes to the platform's own table {name}.");
            if (!name.StartsWith(prefix + "_", StringComparison.Ordinal))
                throw part.Refuse($"the table {name} does not begin with the publisher's prefix {prefix}_.");
            var ownIds = part.Descendants("attribute").Where(a => a.Text("IsCustomField") == "1").Select(a => a.RequiredText("LogicalName"));
            if (ownIds.FirstOrDefault(c => !c.StartsWith(prefix + "_", StringComparison.Ordinal)) is { } column)
                throw part.Refuse($"the column {column} does not begin with the publisher's prefix {prefix}_.");
            if (solution.Values.Count(t => t.Table.EntitySetName == table.EntitySetName) > 1)
                throw part.Refuse($"the entity set name {table.EntitySetName} is used by more than one table.");
        }
    }
}
