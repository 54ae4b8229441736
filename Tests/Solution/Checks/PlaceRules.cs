using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Every file has the whole to which it belongs: forms, views and ribbons a table with the empty element in whose place they are put,
/// parameters a custom API. The packager packs what has none, or leaves it out, without a message.
/// </summary>
public sealed class PartsHaveTheirWhole : ISolutionRule
{
    // What Entity.xml holds beside the table itself, empty, as its content lies in files of its own.
    private static readonly string[] Places = ["FormXml", "SavedQueries", "RibbonDiffXml"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (string path in solution.Paths.Where(path => path.StartsWith("Entities/", StringComparison.Ordinal) && !solution.Has($"{string.Join('/', path.Split('/')[..2])}/Entity.xml")))
        {
            yield return new Finding(path, 1, $"belongs to a table that is not there; add {string.Join('/', path.Split('/')[..2])}/Entity.xml or delete the file.");
        }

        foreach (string path in solution.Paths.Where(path => path.StartsWith("customapis/", StringComparison.Ordinal) && !solution.Has($"{string.Join('/', path.Split('/')[..2])}/customapi.xml")))
        {
            yield return new Finding(path, 1, $"belongs to a custom API that is not there; add {string.Join('/', path.Split('/')[..2])}/customapi.xml or delete the file.");
        }

        foreach ((string file, XElement root) in solution.Documents("Entities/", "/Entity.xml"))
        {
            foreach (string place in Places.Where(place => root.Element(place) is null))
            {
                yield return new Finding(file, root, $"lacks the element <{place} /> after EntityInfo; add it, or the files that belong there are left out of the zip.");
            }

            foreach (XElement place in root.Elements().Where(element => Places.Contains(element.Name.LocalName) && element.HasElements))
            {
                yield return new Finding(file, place, $"has content in <{place.Name.LocalName}>; it belongs into files of its own, leave the element empty.");
            }
        }
    }
}
