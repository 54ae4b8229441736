using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// Model-driven apps, AppModules/&lt;unique name&gt;/AppModule.xml, each with the site map of the same name,
/// AppModuleSiteMaps/&lt;unique name&gt;/AppModuleSiteMap.xml.
/// </summary>
internal sealed class AppReader(SolutionFiles folder, IReadOnlyDictionary<string, TableDefinition> tables, IReadOnlyList<WebResourceDefinition> webResources,
    IReadOnlyList<RoleDefinition> roles, RootComponents roots)
{
    private const string WebResourceUrl = "$webresource:";

    // A component of an app: 1 table, 62 site map by schemaName; 26 view, 59 chart, 60 form by id.
    private static readonly string[] Known =
    [
        "UniqueName", "IntroducedVersion", "WebResourceId", "OptimizedFor", "statecode", "statuscode", "FormFactor", "ClientType", "NavigationType",
        "AppModuleComponents", "AppModuleRoleMaps", "LocalizedNames", "Descriptions", "appsettings",
    ];

    private static readonly string[] KnownOfSiteMap =
        ["SiteMapUniqueName", "EnableCollapsibleGroups", "ShowHome", "ShowPinned", "ShowRecents", "SiteMap", "LocalizedNames"];

    public IReadOnlyList<AppDefinition> Read()
    {
        var siteMaps = folder.Folders("AppModuleSiteMaps").Select(SiteMap).ToDictionary(s => s.Name, s => s.Part);
        var apps = folder.Folders("AppModules").Select(path => App(path, siteMaps)).ToArray();
        return siteMaps.Keys.FirstOrDefault(s => apps.All(a => a.UniqueName != s)) is { } orphan
            ? throw siteMaps[orphan].Refuse($"the site map {orphan} belongs to no app.")
            : apps;
    }

    private AppDefinition App(string path, Dictionary<string, XmlPart> siteMaps)
    {
        var part = folder.Load(path + "/AppModule.xml", "AppModule");
        part.AllowOnly(Known);
        var name = part.RequiredText("UniqueName");
        if (path != "AppModules/" + name)
            throw part.Refuse($"the app is named {name}, its folder is not.");
        roots.Present(RootComponents.App, name);
        if (!siteMaps.TryGetValue(name, out var siteMap))
            throw part.Refuse($"the app {name} has no site map of its name.");
        var components = part.RequiredChild("AppModuleComponents").Children("AppModuleComponent").ToArray();
        foreach (var component in components)
            CheckComponent(component, siteMaps);
        CheckSiteMap(siteMap, components.Select(c => c.Attribute("schemaName")).OfType<string>().ToHashSet());
        var allowed = part.Child("AppModuleRoleMaps")?.Children("Role").Select(r => Role(r)).ToArray() ?? [];
        return new AppDefinition(name, part.Label("LocalizedNames", "LocalizedName") ?? throw part.Refuse("the app has no name in language 1033."),
            siteMap.RequiredChild("SiteMap").Element.ToString(), allowed);
    }

    private Guid Role(XmlPart part)
    {
        var id = part.ParseId(part.RequiredAttribute("id"));
        return roles.Any(r => r.Id == id) || id == BuiltInRoles.SystemAdministratorTemplate || id == BuiltInRoles.SystemCustomizerTemplate
            ? id
            : throw part.Refuse($"the role {id} is not in the solution.");
    }

    private void CheckComponent(XmlPart component, Dictionary<string, XmlPart> siteMaps)
    {
        var known = component.NumberAttribute("type") switch
        {
            1 => tables.ContainsKey(component.RequiredAttribute("schemaName")),
            62 => siteMaps.ContainsKey(component.RequiredAttribute("schemaName")),
            26 => tables.Values.Any(t => t.Views.Any(v => v.Id == component.ParseId(component.RequiredAttribute("id")))),
            60 => tables.Values.Any(t => t.Forms.Any(f => f.Id == component.ParseId(component.RequiredAttribute("id")))),
            var other => throw component.Refuse($"the local tenant does not know app components of type {other}."),
        };
        if (!known)
            throw component.Refuse($"the app names a component that there is not: {component.Attribute("schemaName") ?? component.Attribute("id")}.");
    }

    private (string Name, XmlPart Part) SiteMap(string path)
    {
        var part = folder.Load(path + "/AppModuleSiteMap.xml", "AppModuleSiteMap");
        part.AllowOnly(KnownOfSiteMap);
        var name = part.RequiredText("SiteMapUniqueName");
        if (path != "AppModuleSiteMaps/" + name)
            throw part.Refuse($"the site map is named {name}, its folder is not.");
        roots.Present(RootComponents.SiteMap, name);
        return (name, part);
    }

    private void CheckSiteMap(XmlPart siteMap, HashSet<string> componentsOfApp)
    {
        foreach (var area in siteMap.Descendants("SubArea"))
        {
            if (area.Attribute("Entity") is { } table && !tables.ContainsKey(table))
                throw area.Refuse($"the site map names the table {table}, which there is not.");
            if (area.Attribute("Entity") is { } shown && !componentsOfApp.Contains(shown))
                throw area.Refuse($"the site map shows the table {shown}, which is not in AppModuleComponents.");
            if (area.Attribute("Url") is { } url && url.StartsWith(WebResourceUrl, StringComparison.OrdinalIgnoreCase)
                && webResources.All(w => w.Name != url[WebResourceUrl.Length..].Split('?')[0]))
                throw area.Refuse($"the site map names the web resource {url[WebResourceUrl.Length..]}, which there is not.");
        }
    }
}

/// <summary>Ids of role templates that every environment has, by which an app names its administrators' roles.</summary>
internal static class BuiltInRoles
{
    public static readonly Guid SystemAdministratorTemplate = new("627090ff-40a3-4053-8790-584edc5be201");
    public static readonly Guid SystemCustomizerTemplate = new("119f245c-3cc8-4b62-b31c-d1a046ced15d");
}
