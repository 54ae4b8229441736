using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// What an app and its site map name is there, everybody whom the app is given to may read its tables, and every table that people
/// are to see is in the app. The packager and the import look at none of it; a wrong entry is an empty place in the menu.
/// </summary>
public sealed class AppsShowWhatExists : ISolutionRule
{
    private const string WebResource = "$webresource:";

    // Title/@LCID of everything in the menu: English, German.
    private static readonly string[] Languages = ["1033", "1031"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        (string File, XElement Root)[] apps = [.. solution.Documents("AppModules/", "/AppModule.xml")];
        (string File, XElement Root)[] maps = [.. solution.Documents("AppModuleSiteMaps/", "/AppModuleSiteMap.xml")];
        return
        [
            .. apps.SelectMany(app => Components(solution, app.File, app.Root, maps)), .. apps.SelectMany(app => Roles(solution, app.File, app.Root)),
            .. maps.Where(map => !Array.Exists(apps, app => Shown(app.Root, "62").Contains(map.Root.Text("SiteMapUniqueName"))))
                .Select(map => new Finding(map.File, map.Root, $"is the site map of no app; name {map.Root.Text("SiteMapUniqueName")} in an app's AppModuleComponents or delete it.")),
            .. maps.SelectMany(map => SiteMap(solution, map.File, map.Root, [.. apps.Where(app => Shown(app.Root, "62").Contains(map.Root.Text("SiteMapUniqueName"))).SelectMany(app => Shown(app.Root, "1"))])),
            .. solution.Tables.Where(table => !Array.Exists(apps, app => Shown(app.Root, "1").Contains(table.LogicalName)))
                .Select(table => new Finding(table.File, table.Element, $"is in no app, so nobody sees its rows; add <AppModuleComponent type=\"1\" schemaName=\"{table.LogicalName}\" />.")),
        ];
    }

    private static IEnumerable<string> Shown(XElement app, string type) => app.Descendants("AppModuleComponent").Where(component => component.Attr("type") == type).Select(component => component.Attr("schemaName"));

    private static IEnumerable<Finding> Components(UnpackedSolution solution, string file, XElement app, (string File, XElement Root)[] maps)
    {
        XElement[] components = [.. app.Descendants("AppModuleComponent")];
        foreach (XElement component in components)
        {
            string name = component.Attr("schemaName");
            string id = Guids.Bare(component.Attr("id"));
            bool there = component.Attr("type") switch
            {
                "1" => solution.Table(name) is not null,
                "26" => solution.Views.Any(view => view.Id == id),
                "60" => solution.Forms.Any(form => Guids.Bare(form.Element.Text("formid")) == id),
                "62" => Array.Exists(maps, map => map.Root.Text("SiteMapUniqueName") == name),
                _ => false,
            };
            if (!there)
            {
                yield return new Finding(file, component, $"shows the component {name}{id} of type {component.Attr("type")}, which is not there (1 table, 26 view, 60 form, 62 site map; names in lower case).");
            }
        }

        foreach (var group in components.GroupBy(component => component.Attr("type") + component.Attr("schemaName") + component.Attr("id")).Where(group => group.Count() > 1))
        {
            yield return new Finding(file, group.Last(), $"shows {group.Last().Attr("schemaName")}{group.Last().Attr("id")} {group.Count()} times; keep one line.");
        }

        if (app.Text("WebResourceId") != Platform.DefaultAppIcon && !solution.WebResources.Any(resource => Guids.Bare(resource.Root.Text("WebResourceId")) == Guids.Bare(app.Text("WebResourceId"))))
        {
            yield return new Finding(file, app.Element("WebResourceId") ?? app, $"has the icon {app.Text("WebResourceId")}, which is neither a web resource of this solution nor the platform's own, {Platform.DefaultAppIcon}.");
        }
    }

    private static IEnumerable<Finding> Roles(UnpackedSolution solution, string file, XElement app)
    {
        XElement[] given = [.. app.Elements("AppModuleRoleMaps").Elements("Role")];
        foreach (XElement entry in given.Where(entry => !Platform.Roles.ContainsKey(Guids.Bare(entry.Attr("id"))) && !solution.Roles.Any(role => role.Root.Attr("id") == entry.Attr("id"))))
        {
            yield return new Finding(file, entry, $"is given to the role {entry.Attr("id")}, which is neither of this solution nor the same in every environment ({string.Join(", ", Platform.Roles.Values)}).");
        }

        foreach ((string roleFile, XElement role) in solution.Roles)
        {
            if (!Array.Exists(given, entry => entry.Attr("id") == role.Attr("id")))
            {
                yield return new Finding(roleFile, role, $"is not among the AppModuleRoleMaps of {app.Text("UniqueName")}, so those who hold it do not see the app.");
                continue;
            }

            foreach (string table in Shown(app, "1").Select(solution.Table).OfType<Table>().Select(table => table.SchemaName).Where(table => !role.Descendants("RolePrivilege").Any(privilege => privilege.Attr("name") == "prvRead" + table)))
            {
                yield return new Finding(roleFile, role, $"does not let people read {table}, which the app {app.Text("UniqueName")} shows them; add <RolePrivilege name=\"prvRead{table}\" level=\"Global\" />.");
            }
        }
    }

    private static IEnumerable<Finding> SiteMap(UnpackedSolution solution, string file, XElement map, string[] tables)
    {
        foreach (XElement place in map.Descendants("SubArea"))
        {
            string id = place.Attr("Id");
            string table = place.Attr("Entity");
            string url = place.Attr("Url");
            if ((table.Length > 0) == (url.Length > 0))
            {
                yield return new Finding(file, place, $"{id}: leads to a table (Entity) or to a web resource (Url), to one of them.");
            }

            if (table.Length > 0 && !tables.Contains(table))
            {
                yield return new Finding(file, place, $"{id}: leads to '{table}', which is no table of the app (logical name, lower case).");
            }

            foreach (string resource in new[] { url, place.Attr("VectorIcon"), place.Attr("Icon") }.Where(text => text.Length > 0 && !Exists(solution, text)))
            {
                yield return new Finding(file, place, $"{id}: names '{resource}', which is no web resource of this solution; write $webresource: and its name.");
            }

            foreach (XElement privilege in place.Elements("Privilege").Where(privilege => solution.Table(privilege.Attr("Entity")) is null || privilege.Attr("Privilege").List().Except(Platform.Rights).Any()))
            {
                yield return new Finding(file, privilege, $"{id}: asks for the privilege {privilege.Attr("Privilege")} on '{privilege.Attr("Entity")}'; write a table of this solution and {string.Join(", ", Platform.Rights)}.");
            }
        }

        XElement[] named = [.. map.Descendants().Where(element => element.Name.LocalName is "Area" or "Group" or "SubArea")];
        foreach (XElement element in named.Where(element => !element.Attr("Id").StartsWith(Platform.Prefix, StringComparison.Ordinal)))
        {
            yield return new Finding(file, element, $"has a {element.Name.LocalName} with the Id '{element.Attr("Id")}', which does not begin with {Platform.Prefix}.");
        }

        foreach (var group in named.GroupBy(element => element.Attr("Id")).Where(group => group.Count() > 1))
        {
            yield return new Finding(file, group.Last(), $"has the Id {group.Key} {group.Count()} times; each place in the menu has its own.");
        }

        foreach ((XElement element, string language) in named.SelectMany(element => Languages.Select(language => (element, language))))
        {
            if (!element.Elements("Titles").Elements("Title").Any(title => title.Attr("LCID") == language && title.Attr("Title").Length > 0))
            {
                yield return new Finding(file, element, $"{element.Attr("Id")}: has no title in language {language}.");
            }
        }
    }

    private static bool Exists(UnpackedSolution solution, string resource) =>
        resource.StartsWith(WebResource, StringComparison.Ordinal) && solution.WebResources.Any(found => found.Root.Text("Name") == resource[WebResource.Length..].Split('?')[0]);
}
