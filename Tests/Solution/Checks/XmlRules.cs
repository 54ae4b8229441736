using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DataverseEmulator.Metadata;

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

/// <summary>Every file is written as the formatter writes it.</summary>
public sealed class XmlIsCanonical : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (string path in solution.Paths.Where(path => path.EndsWith(".xml", StringComparison.Ordinal)))
        {
            if (solution.Document(path) is { } document && !solution.Bytes(path).AsSpan().SequenceEqual(CanonicalXml.Write(document, path)))
            {
                yield return new Finding(path, FirstDifference(solution, path, document), "is not in canonical form from here on; run: dotnet run --project Tests/LocalTenant -- format");
            }
        }
    }

    private static int FirstDifference(UnpackedSolution solution, string path, XDocument document)
    {
        string[] actual = solution.Text(path).Split('\n');
        string[] wanted = Encoding.UTF8.GetString(CanonicalXml.Write(document, path)).Split('\n');
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
        foreach (string path in solution.Paths.Where(path => path.EndsWith(".xml", StringComparison.Ordinal) && CanonicalXml.IsPlain(path)))
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
