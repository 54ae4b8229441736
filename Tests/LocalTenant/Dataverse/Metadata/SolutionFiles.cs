using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The folder of the unpacked solution (SolutionPackager layout): finds and parses its files, and keeps account of the ids
/// they use.
/// </summary>
internal sealed class SolutionFiles
{
    private readonly string root;
    private readonly Dictionary<Guid, string> ids = [];

    /// <param name="folder">The packed root, which holds Other/Solution.xml, or the folder whose src is that root.</param>
    public SolutionFiles(string folder)
    {
        root = Directory.Exists(Path.Combine(folder, "src", "Other")) ? Path.Combine(folder, "src") : folder;
        if (!File.Exists(Path.Combine(root, "Other", "Solution.xml")))
            throw new SolutionException(Path.Combine(root, "Other", "Solution.xml"), "the file is missing: this is no unpacked solution.");
    }

    /// <summary>A path below the root as the machine has it.</summary>
    public string FullPath(string file) => Path.Combine(root, file.Replace('/', Path.DirectorySeparatorChar));

    public bool Has(string file) => File.Exists(FullPath(file));

    /// <summary>Files of a folder (with its subfolders where asked) whose names end so, as paths below the root with slashes, sorted.</summary>
    public IReadOnlyList<string> Files(string folder, string ending, bool deep = false)
    {
        var path = FullPath(folder);
        if (!Directory.Exists(path))
            return [];
        return Directory.EnumerateFiles(path, "*", deep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Select(Relative).Where(f => f.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>Folders directly below a folder, as paths below the root, sorted.</summary>
    public IReadOnlyList<string> Folders(string folder)
    {
        var path = FullPath(folder);
        return Directory.Exists(path) ? Directory.EnumerateDirectories(path).Select(Relative).Order(StringComparer.Ordinal).ToArray() : [];
    }

    /// <summary>The root element of the file, which must have that name.</summary>
    public XmlPart Load(string file, string rootElement)
    {
        if (!Has(file))
            throw new SolutionException(file, "the file is missing.");
        XElement element;
        try
        {
            element = XDocument.Load(FullPath(file), LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException e)
        {
            throw new SolutionException(file, $"line {e.LineNumber}: malformed XML. {e.Message}");
        }
        return element.Name.LocalName == rootElement
            ? new XmlPart(file, element)
            : throw new SolutionException(file, $"the root element is {element.Name.LocalName}, not {rootElement}.");
    }

    /// <summary>Notes the id of a component; no other may have it.</summary>
    public Guid Claim(XmlPart part, Guid id)
    {
        var place = part.Place;
        if (!ids.TryAdd(id, place))
            throw part.Refuse($"the id {id} is used twice, also in {ids[id]}.");
        return id;
    }

    private string Relative(string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
