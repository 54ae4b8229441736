using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Nothing of one environment or of one person is shipped: no id that is neither the solution's own nor the same everywhere, no
/// address of an environment, no secret, no e-mail address.
/// </summary>
public sealed partial class NothingOfAnEnvironmentIsInside : ISolutionRule
{
    // Hosts that files may name: namespaces of XML, Pax8's API, the documentation that scripts cite.
    private static readonly string[] Hosts = ["www.w3.org", "schemas.microsoft.com", "api.pax8.com", "learn.microsoft.com", "www.example.com"];

    // Exports write it into the types of the owner's lookup.
    private const string NoId = "00000000-0000-0000-0000-000000000000";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        HashSet<string> known =
        [
            .. IdsAreRandomAndUnique.Ids(solution).Select(id => Guids.Bare(id.Id)), .. Platform.Messages.Keys, .. Platform.Roles.Keys, Platform.DefaultAppIcon, NoId,
            .. FormsShowWhatExists.ControlClasses.Select(Guids.Bare),
        ];
        foreach (string path in solution.Paths.Where(path => !path.EndsWith(".nupkg", StringComparison.Ordinal) && !path.EndsWith(".png", StringComparison.Ordinal)))
        {
            string text = solution.Text(path);
            foreach ((string id, int at) in Ids().Matches(text).Of(0).Where(found => !known.Contains(Guids.Bare(found.Text))))
            {
                yield return new Finding(path, text, at, $"contains the id {id}, which nothing in this solution has and the platform does not have everywhere; an organization's, a user's or another environment's id leads nowhere elsewhere.");
            }

            foreach ((string host, int at) in Addresses().Matches(text).Of(1).Where(found => !Hosts.Contains(found.Text)))
            {
                yield return new Finding(path, text, at, $"contains an address of {host}; what differs between environments is a setting, and other hosts belong into NothingOfAnEnvironmentIsInside with a reason.");
            }

            foreach ((string _, int at) in Secrets().Matches(text).Of(0))
            {
                yield return new Finding(path, text, at, "contains what looks like a token, a key or a password; take it out of the file and of the history, and have it changed where it is valid.");
            }

            foreach ((string address, int at) in People().Matches(text).Of(0))
            {
                yield return new Finding(path, text, at, $"contains the e-mail address {address}; no person is part of a solution.");
            }
        }
    }

    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?:https?:)?//((?:[\w-]+\.)+[a-z]{2,})(?=[/:?'""`\s<)]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();

    [GeneratedRegex("""\beyJ[\w-]{16,}\.[\w-]{8,}|-----BEGIN [A-Z ]+-----|\b(?:client_?secret|password|api_?key|sharedaccesskey)\s*["']?\s*[:=]\s*["'][^"'{}$\s]{8,}["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();

    [GeneratedRegex(@"\b[\w.+-]+@[\w-]+(\.[\w-]+)*\.(com|org|net|de|io)\b", RegexOptions.IgnoreCase)]
    private static partial Regex People();
}

/// <summary>
/// An environment with nothing but the platform takes the solution: what it names beyond itself is the platform's, so there is no
/// missing dependency to list, and every root component comes whole.
/// </summary>
public sealed class OnlyTheBasePlatformIsNeeded : ISolutionRule
{
    private const string Manifest = "Other/Solution.xml";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        XElement? manifest = solution.Document(Manifest)?.Root?.Element("SolutionManifest");
        if (manifest?.Element("MissingDependencies") is not { } missing)
        {
            yield return new Finding(Manifest, manifest, "has no MissingDependencies; write the element, empty.");
        }
        else
        {
            foreach (XElement dependency in missing.Elements())
            {
                yield return new Finding(Manifest, dependency, $"demands {dependency.Element("Required")?.Attr("schemaName")} of {dependency.Element("Required")?.Attr("solution")} in the environment; use nothing of other solutions, and delete the entry.");
            }
        }

        foreach (XElement root in manifest?.Descendants("RootComponent").Where(root => root.Attr("behavior") != "0" && !(root.Attr("behavior") == "2" && solution.Shells.Any(shell => Platform.Tables.ContainsKey(shell.LogicalName) && shell.LogicalName == root.Attr("schemaName")))) ?? [])
        {
            yield return new Finding(Manifest, root, $"brings {root.Attr("schemaName")}{root.Attr("id")} with behavior '{root.Attr("behavior")}'; 0 brings it whole, 1 and 2 expect it in the environment, as only the platform's own tables are.");
        }

        foreach ((string file, XObject at, string table) in Tables(solution).Where(named => solution.Table(named.Table) is null && !Platform.Tables.ContainsKey(named.Table)))
        {
            yield return new Finding(file, at, $"names the table '{table}', which neither this solution nor every environment has (Platform.Tables).");
        }
    }

    private static IEnumerable<(string File, XObject At, string Table)> Tables(UnpackedSolution solution) =>
    [
        .. solution.Views.SelectMany(view => view.Element.Descendants().Where(element => element.Name.LocalName is "entity" or "link-entity").Select(element => (view.File, (XObject)element, element.Attr("name")))),
        .. solution.Forms.SelectMany(form => form.Element.Descendants("TargetEntityType").Select(element => (form.File, (XObject)element, element.Value))),
    ];
}
