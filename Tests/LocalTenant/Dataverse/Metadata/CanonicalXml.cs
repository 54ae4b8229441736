using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The one way in which this repository writes the solution's XML, so that a difference is a change and not a matter of taste: as
/// an export unpacked by SolutionPackager, with two spaces per level, <c>&lt;x /&gt;</c> for an empty element and attributes in the order
/// in which they stand, but without byte order mark and with a line feed at the end, as all files here (seen: the packager takes both).
/// </summary>
public static class CanonicalXml
{
    // Copied into the zip as they are; the importer reads them without a declaration (seen in exports).
    private static readonly string[] PlainFolders = ["customapis/", "pluginpackages/", "environmentvariabledefinitions/", "appactions/"];

    /// <summary>True when the file begins without XML declaration.</summary>
    /// <param name="path">Path below the packed root, with forward slashes.</param>
    public static bool IsPlain(string path) => Array.Exists(PlainFolders, folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The document as it should lie there.</summary>
    /// <param name="document">Read without its white space; it is not changed.</param>
    /// <param name="path">Path below the packed root, with forward slashes.</param>
    public static byte[] Write(XDocument document, string path)
    {
        var copy = new XDocument(document);
        foreach (var element in copy.Descendants().Where(element => !element.Nodes().Any(node => node is not XText { Value.Length: 0 })).ToList())
            element.RemoveNodes();

        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            IndentChars = "  ",
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.Entitize,
            OmitXmlDeclaration = IsPlain(path),
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings)) copy.Save(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
