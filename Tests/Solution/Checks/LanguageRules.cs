using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Other/Customizations.xml lists every language in which some label is written, as an export does: the import offers no label
/// of a language that is not listed. Labels of a language that the environment lacks are dropped with a warning, so a second one
/// costs nobody anything. Source: learn.microsoft.com/power-platform/alm/create-solutions-support-multiple-languages
/// </summary>
public sealed class LanguagesAreListed : ISolutionRule
{
    private const string Customizations = "Other/Customizations.xml";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        XElement[] listed = [.. solution.Document(Customizations)?.Descendants("Language") ?? []];
        var used = solution.Documents("").Where(document => document.File != "Other/Solution.xml")
            .SelectMany(document => document.Root.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName is "languagecode" or "LCID").Select(attribute => (document.File, Label: attribute)))
            .ToLookup(found => found.Label.Value);
        foreach (var language in used.Where(language => !Array.Exists(listed, entry => entry.Value == language.Key)))
        {
            (string file, XAttribute label) = language.First();
            yield return new Finding(file, label, $"has a label in language {language.Key}, which {Customizations} does not list; add <Language>{language.Key}</Language> there.");
        }

        foreach (XElement entry in listed.Where(entry => !used.Contains(entry.Value)))
        {
            yield return new Finding(Customizations, entry, $"lists the language {entry.Value}, in which no label is written; delete the line.");
        }

        string? main = solution.Document("Other/Solution.xml")?.Root?.Attr("languagecode");
        if (listed.FirstOrDefault()?.Value != main)
        {
            yield return new Finding(Customizations, listed.FirstOrDefault(), $"does not list {main} first, the language in which Other/Solution.xml says that the solution was made.");
        }
    }
}
