using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Every XML file, and every drawing, can be parsed.</summary>
public sealed class XmlIsWellFormed : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (string path in solution.Paths.Where(path => path.EndsWith(".xml", StringComparison.Ordinal) || path.EndsWith(".svg", StringComparison.Ordinal)))
        {
            if (solution.Document(path) is null)
            {
                _ = solution.TryParse(path, out string? error, out int line);
                yield return new Finding(path, line, $"is not well-formed: {error}");
            }
        }
    }
}

/// <summary>Files that the packager copies as they are: custom APIs, plug-in packages and their like.</summary>
public static class PlainFiles
{
    private static readonly string[] Folders = ["customapis/", "pluginpackages/", "environmentvariabledefinitions/", "appactions/"];

    /// <summary>True when the importer reads the file without declaration and comments.</summary>
    public static bool Contains(string path) => Array.Exists(Folders, folder => path.StartsWith(folder, StringComparison.Ordinal));
}

/// <summary>One way to write XML, so that a difference is a change and not a matter of taste.</summary>
public sealed class XmlIsCanonical : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (string path in solution.Paths.Where(path => path.EndsWith(".xml", StringComparison.Ordinal)))
        {
            if (solution.Document(path) is { } document && !solution.Bytes(path).AsSpan().SequenceEqual(Canonical(document, !PlainFiles.Contains(path))))
            {
                yield return new Finding(path, FirstDifference(solution, path, document), "is not in canonical form from here on; write UTF-8 without byte order mark, line feeds, two spaces per level, '<x />' for an empty element, and one line feed at the end.");
            }
        }
    }

    /// <summary>The document as this repository writes it.</summary>
    /// <param name="document">Any document; it is not changed.</param>
    /// <param name="declaration">True to begin with an XML declaration.</param>
    public static byte[] Canonical(XDocument document, bool declaration)
    {
        var copy = new XDocument(document);
        foreach (XElement element in copy.Descendants().Where(element => !element.Nodes().Any(node => node is not XText { Value.Length: 0 })).ToList())
        {
            element.RemoveNodes();
        }

        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            IndentChars = "  ",
            NewLineChars = "\n",
            OmitXmlDeclaration = !declaration,
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings))
        {
            copy.Save(writer);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static int FirstDifference(UnpackedSolution solution, string path, XDocument document)
    {
        string[] actual = solution.Text(path).Split('\n');
        string[] wanted = Encoding.UTF8.GetString(Canonical(document, !PlainFiles.Contains(path))).Split('\n');
        int line = 0;
        while (line < actual.Length && line < wanted.Length && actual[line] == wanted[line])
        {
            line++;
        }

        return line + 1;
    }
}

/// <summary>The importer refuses a declaration or a comment in the files that the packager copies as they are.</summary>
public sealed class PlainFilesHaveNoDeclarationAndNoComment : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (string path in solution.Paths.Where(path => path.EndsWith(".xml", StringComparison.Ordinal) && PlainFiles.Contains(path)))
        {
            if (solution.Text(path).TrimStart('\uFEFF').StartsWith("<?xml", StringComparison.Ordinal))
            {
                yield return new Finding(path, 1, "begins with an XML declaration; delete it, the importer reads this kind of file without one.");
            }

            if (solution.Document(path)?.DescendantNodes().OfType<XComment>().FirstOrDefault() is { } comment)
            {
                yield return new Finding(path, comment, "contains a comment; delete it, the import of this kind of file fails on comments.");
            }
        }
    }
}

/// <summary>Whatever lies under the root is packed, also what nobody wanted packed; so only known places are allowed.</summary>
public sealed partial class NothingStrayIsPacked : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution) =>
        solution.Paths.Where(path => !Places().IsMatch(path)).Select(path => new Finding(path, 1, "is no part of a solution and would be packed all the same; move it out of the packed tree (guides lie in Solution/docs), or add its place to NothingStrayIsPacked."));

    [GeneratedRegex("""
        ^(
          Other/(Solution|Customizations|Relationships|FieldSecurityProfiles)\.xml
        | Other/Relationships/\w+\.xml
        | Entities/\w+/(Entity|RibbonDiff)\.xml
        | Entities/\w+/FormXml/(main|quick|quickCreate|card)/\{[0-9a-f-]{36}\}\.xml
        | Entities/\w+/SavedQueries/\{[0-9a-f-]{36}\}\.xml
        | OptionSets/\w+\.xml
        | Roles/[\w\ ]+\.xml
        | SdkMessageProcessingSteps/\{[0-9a-f-]{36}\}\.xml
        | WebResources/pax8_/[\w/.-]+\.(svg|png|js|html|css|resx)(\.data\.xml)?
        | AppModules/\w+/AppModule\.xml
        | AppModuleSiteMaps/\w+/AppModuleSiteMap\.xml
        | customapis/\w+/customapi\.xml
        | customapis/\w+/customapirequestparameters/\w+/customapirequestparameter\.xml
        | customapis/\w+/customapiresponseproperties/\w+/customapiresponseproperty\.xml
        | environmentvariabledefinitions/\w+/environmentvariabledefinition\.xml
        | pluginpackages/\w+/pluginpackage\.xml
        | pluginpackages/\w+/package/\w+\.nupkg
        )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
