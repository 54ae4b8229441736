using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Solution and plug-in package carry one version: 1.2.3.0 in Other/Solution.xml is 1.2.3 in pluginpackage.xml.</summary>
public sealed class VersionsAgree : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        const string file = "Other/Solution.xml";
        string text = Of(solution);
        if (!Version.TryParse(text, out Version? version) || version.Revision < 0)
        {
            yield return new Finding(file, solution.Document(file)?.Descendants("Version").FirstOrDefault(), $"has the version '{text}'; write four numbers, such as 1.0.0.0.");
            yield break;
        }

        foreach ((string package, XElement root) in solution.Documents("pluginpackages/").Where(found => found.Root.Text("version") != version.ToString(3)))
        {
            yield return new Finding(package, root.Element("version") ?? root, $"has version {root.Text("version")} while {file} has {text}; write {version.ToString(3)}.");
        }
    }

    /// <summary>The version in Other/Solution.xml; empty when there is none.</summary>
    public static string Of(UnpackedSolution solution) => (string?)solution.Document("Other/Solution.xml")?.Descendants("Version").FirstOrDefault() ?? "";
}

/// <summary>Publisher and solution are named as everything else assumes.</summary>
public sealed class SolutionManifestIsOurs : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        const string file = "Other/Solution.xml";
        if (solution.Document(file)?.Root?.Element("SolutionManifest") is not { } manifest)
        {
            yield return new Finding(file, 1, "has no SolutionManifest; nothing can be packed without it.");
            yield break;
        }

        XElement publisher = manifest.Element("Publisher") ?? new XElement("Publisher");
        (string Where, string Found, string Wanted)[] facts =
        [
            ("UniqueName", manifest.Text("UniqueName"), "Pax8Dataverse"),
            ("Managed", manifest.Text("Managed"), "2"),
            ("Publisher/UniqueName", publisher.Text("UniqueName"), "Pax8Dataverse"),
            ("Publisher/CustomizationPrefix", publisher.Text("CustomizationPrefix") + "_", Platform.Prefix),
            ("Publisher/CustomizationOptionValuePrefix", publisher.Text("CustomizationOptionValuePrefix"), $"{Platform.OptionValuePrefix}"),
        ];
        foreach ((string where, string found, string wanted) in facts.Where(fact => fact.Found != fact.Wanted))
        {
            yield return new Finding(file, where.Split('/').Aggregate((XElement?)manifest, (at, name) => at?.Element(name)) ?? manifest, $"has {where} '{found}'; it has to be '{wanted}', as names and values throughout depend on it.");
        }
    }
}
