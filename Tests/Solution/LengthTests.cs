using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>
/// Where the plug-ins cut a text for a column they cut it to the column's length: a longer text is refused by the platform, a shorter
/// one loses words. The line of a column has its length, which <see cref="TableNamesTests"/> holds to Solution/. Forms and pages name no
/// length of their own; the platform's form takes the column's.
/// </summary>
public sealed partial class LengthTests
{
    // Cut for a part of a sentence or of a key, or by a method that gets the length handed in; no column's length applies.
    private static readonly string[] NoColumn =
    [
        "text.ForColumn(length)", "text.ForColumn(column.Length)", "clean.CutTo(length)", "text.CutTo(column.Length)", "(company.Name ?? company.Id).CutTo(100)",
        "difference.Of.Pax8Id.ToLowerInvariant().CutTo(100)", "company.Name.CutTo(MostNamed)", "name.CutTo(100)", "product.Name.ForColumn(int.MaxValue)", "nameElsewhere.ForColumn(int.MaxValue)",
    ];

    [Fact]
    public void A_text_is_cut_to_a_column_and_to_no_number() =>
        Assert.Empty(
            from place in Places()
            where Numbers().IsMatch(place.Line)
            select $"{place.Name}: cuts to a number; name the column, whose line has its length.");

    [Fact]
    public void A_text_is_cut_to_the_column_that_it_is_written_to()
    {
        var written = Places().Select(place => (place.Name, Match: Written().Match(place.Line))).Where(place => place.Match.Success).ToList();

        Assert.Empty(written.Where(place => place.Match.Groups[1].Value != place.Match.Groups[2].Value)
            .Select(place => $"{place.Name}: cuts to the length of {place.Match.Groups[2].Value} and writes {place.Match.Groups[1].Value}."));
        Assert.True(written.Count >= 20, $"Only {written.Count} places were understood; the pattern no longer sees how texts are cut.");
    }

    [Fact]
    public void No_form_and_no_page_has_a_length_of_its_own() =>
        Assert.Empty(Repository.Solution.Paths.Where(path => (path.StartsWith("WebResources/", StringComparison.Ordinal) || path.Contains("/FormXml/", StringComparison.Ordinal)) && !path.EndsWith(".png", StringComparison.Ordinal))
            .Where(path => Repository.Solution.Text(path).Contains("maxlength", StringComparison.OrdinalIgnoreCase))
            .Select(path => $"{path} names a length; let LengthTests compare it with its column first."));

    private static IEnumerable<(string Name, string Line)> Places() =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "Plugins"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from line in File.ReadLines(file).Select((text, index) => (Text: NoColumn.Aggregate(text, (left, part) => left.Replace(part, "", StringComparison.Ordinal)), Number: index + 1))
        where line.Text.Contains("CutTo(", StringComparison.Ordinal) || line.Text.Contains("ForColumn(", StringComparison.Ordinal)
        select ($"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}", line.Text);

    [GeneratedRegex(@"(?:CutTo|ForColumn)\((?:\d|\w*(?:Length|Max)\w*\))")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\[(\w+\.\w+)\] = .*\.(?:CutTo|ForColumn)\((\w+\.\w+)\)[,;]")]
    private static partial Regex Written();
}
