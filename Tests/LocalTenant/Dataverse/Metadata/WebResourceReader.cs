using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>Web resources: WebResources/&lt;name&gt; with its description &lt;name&gt;.data.xml beside it.</summary>
internal sealed class WebResourceReader(SolutionFiles folder, RootComponents roots, string prefix)
{
    private const string Ending = ".data.xml", Folder = "WebResources/";

    // Source: learn.microsoft.com/power-apps/developer/model-driven-apps/web-resources
    private static readonly Dictionary<int, string[]> Endings = new()
    {
        [1] = [".html", ".htm"],
        [2] = [".css"],
        [3] = [".js"],
        [5] = [".png"],
        [11] = [".svg"],
        [12] = [".resx"],
    };

    private static readonly string[] Known =
    [
        "WebResourceId", "Name", "DisplayName", "Description", "LanguageCode", "WebResourceType", "IntroducedVersion", "IsEnabledForMobileClient",
        "IsAvailableForMobileOffline", "DependencyXml", "IsCustomizable", "CanBeDeleted", "IsHidden", "FileName",
    ];

    public IReadOnlyList<WebResourceDefinition> Read()
    {
        var resources = folder.Files("WebResources", Ending, deep: true).Select(Resource).ToArray();
        var described = resources.Select(r => Folder + r.Name).ToHashSet();
        return folder.Files("WebResources", "", deep: true).FirstOrDefault(f => !f.EndsWith(Ending, StringComparison.Ordinal) && !described.Contains(f)) is { } stray
            ? throw new SolutionException(stray, $"the file has no description {stray}{Ending}.")
            : resources;
    }

    private WebResourceDefinition Resource(string file)
    {
        var part = folder.Load(file, "WebResource");
        part.AllowOnly(Known);
        var name = part.RequiredText("Name");
        var content = Folder + name;
        if (file != content + Ending)
            throw part.Refuse($"the web resource is named {name}, its file is not.");
        if (!name.StartsWith(prefix + "_", StringComparison.Ordinal))
            throw part.Refuse($"the web resource {name} does not begin with the publisher's prefix {prefix}_.");
        if (!folder.Has(content))
            throw part.Refuse($"the file {content} is missing.");
        // Without FileName the packager leaves the content out of the zip without a word.
        part.RequiredText("FileName");
        var type = part.Number("WebResourceType");
        if (!Endings.TryGetValue(type, out var endings))
            throw part.Refuse($"the local tenant does not know web resources of type {type}.");
        if (!endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            throw part.Refuse($"a web resource of type {type} ends in {string.Join(" or ", endings)}.");
        roots.Present(RootComponents.WebResource, name);
        return new WebResourceDefinition(folder.Claim(part, part.ParseId(part.RequiredText("WebResourceId"))), name,
            part.Text("DisplayName") ?? name, type, folder.FullPath(content))
        {
            Dependencies = Dependencies(part),
        };
    }

    private static string[] Dependencies(XmlPart part)
    {
        if (part.Text("DependencyXml") is not { Length: > 0 } xml) return [];
        try
        {
            return [.. XElement.Parse(xml).Descendants("Library").Select(library => (string?)library.Attribute("name") ?? "")];
        }
        catch (XmlException error)
        {
            throw part.Refuse($"its DependencyXml is no XML: {error.Message}");
        }
    }
}
