using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// Other/Solution.xml: name, version and the root components. A component without its root component makes the packager
/// give up, a root component without its file would import nothing: both are refused. Custom APIs and the plug-in package
/// have no root components.
/// </summary>
internal sealed class RootComponents
{
    public const int Table = 1, Choice = 9, Role = 20, WebResource = 61, SiteMap = 62, ColumnSecurityProfile = 70, App = 80, Step = 92;
    private const string SolutionFile = "Other/Solution.xml";

    private readonly XmlPart list;
    private readonly HashSet<(int Type, string Name)> named = [];
    private readonly HashSet<(int Type, string Name)> present = [];

    public RootComponents(SolutionFiles folder)
    {
        var manifest = folder.Load(SolutionFile, "ImportExportXml").RequiredChild("SolutionManifest");
        UniqueName = manifest.RequiredText("UniqueName");
        Version = manifest.RequiredText("Version");
        if (!System.Version.TryParse(Version, out var version) || version.Revision < 0)
            throw manifest.Refuse($"the version {Version} has not four parts.");
        var publisher = manifest.RequiredChild("Publisher");
        Prefix = publisher.RequiredText("CustomizationPrefix");
        list = manifest.RequiredChild("RootComponents");
        list.AllowOnly(["RootComponent"]);
        foreach (var part in list.Children())
            Add(part);
    }

    public string UniqueName { get; }
    public string Version { get; }
    public string Prefix { get; }

    /// <summary>Notes that the solution brings the component of that type with this schema name or id.</summary>
    public void Present(int type, string name) => present.Add((type, name));

    /// <inheritdoc cref="Present(int, string)"/>
    public void Present(int type, Guid id) => present.Add((type, id.ToString("D")));

    /// <summary>Refuses root components without component, and components without root component.</summary>
    public void Check()
    {
        foreach (var (type, name) in present)
            if (!named.Contains((type, name)))
                throw list.Refuse($"the component {name} has no RootComponent of type {type}.");
        foreach (var (type, name) in named)
            if (!present.Contains((type, name)))
                throw list.Refuse($"there is no component for the RootComponent of type {type}, {name}.");
    }

    private void Add(XmlPart part)
    {
        var type = part.NumberAttribute("type");
        if (type is not (Table or Choice or Role or WebResource or SiteMap or ColumnSecurityProfile or App or Step))
            throw part.Refuse($"the local tenant does not know root components of type {type}.");
        // 2, a shell, is how a table of the platform gets buttons and nothing else.
        if (part.Attribute("behavior") is { } behavior && behavior != "0" && !(behavior == "2" && type == Table && part.Attribute("schemaName") is { } shell && !shell.StartsWith(Prefix + "_", System.StringComparison.Ordinal)))
            throw part.Refuse($"the root component has behavior {behavior}; the local tenant knows whole components (0), and shells of the platform's own tables (2).");
        var name = part.Attribute("id") is { } id ? part.ParseId(id).ToString("D") : part.RequiredAttribute("schemaName");
        if (!named.Add((type, name)))
            throw part.Refuse($"the root component {name} is named twice.");
    }
}
