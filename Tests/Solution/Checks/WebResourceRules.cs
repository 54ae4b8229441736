using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Every web resource has its content beside its .data.xml and a FileName of its own: without FileName the packager leaves the
/// content out and says nothing.
/// </summary>
public sealed class WebResourcesAreComplete : ISolutionRule
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "1",
        [".css"] = "2",
        [".js"] = "3",
        [".png"] = "5",
        [".svg"] = "11",
        [".resx"] = "12",
    };

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach ((string file, XElement resource) in solution.WebResources)
        {
            string content = file[..^".data.xml".Length];
            string name = resource.Text("Name");
            if (!solution.Has(content))
            {
                yield return new Finding(file, 1, $"has no content beside it; add {content} or delete the description.");
            }

            string wanted = "/WebResources/" + name.Replace("/", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal) + resource.Text("WebResourceId").Trim('{', '}').ToUpperInvariant();
            if (resource.Text("FileName") != wanted)
            {
                yield return new Finding(file, resource.Element("FileName") ?? resource, $"has the FileName '{resource.Text("FileName")}'; write {wanted}, or its content may be left out of the zip without a message.");
            }

            if (resource.Text("WebResourceType") != Types.GetValueOrDefault(content[content.LastIndexOf('.')..]))
            {
                yield return new Finding(file, resource.Element("WebResourceType") ?? resource, $"has WebResourceType {resource.Text("WebResourceType")}, which does not fit its file; 1 html, 2 css, 3 js, 5 png, 11 svg, 12 resx.");
            }

            if (resource.Text("DisplayName").Length == 0)
            {
                yield return new Finding(file, resource.Element("DisplayName") ?? resource, "has no DisplayName; makers find web resources by it.");
            }
        }

        foreach (string path in solution.Paths.Where(path => path.StartsWith("WebResources/", StringComparison.Ordinal) && !path.EndsWith(".data.xml", StringComparison.Ordinal) && !solution.Has(path + ".data.xml")))
        {
            yield return new Finding(path, 1, $"has no description and would not become a web resource; add {path}.data.xml.");
        }
    }
}

/// <summary>Drawings carry nothing that runs or loads.</summary>
public sealed class DrawingsArePlain : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach ((string file, XElement svg) in solution.Documents("WebResources/", ".svg"))
        {
            if (svg.Name.LocalName != "svg" || svg.Attribute("viewBox") is null)
            {
                yield return new Finding(file, svg, "is no drawing with a viewBox, so it would not scale.");
            }

            if (svg.DescendantsAndSelf().Any(element => element.Name.LocalName is "script" or "image" or "use" or "foreignObject" || element.Attributes().Any(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName == "href")))
            {
                yield return new Finding(file, svg, "contains a script, an event or a reference; a drawing consists of shapes only.");
            }
        }
    }
}
