using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>
/// Where the plug-ins cut a text for a column they cut it to the column's length: a longer text is refused by the platform, a shorter
/// one loses words. Forms and pages name no length of their own; the platform's form takes the column's.
/// </summary>
public sealed partial class LengthTests
{
    private static readonly Type[] Tables =
    [
        .. typeof(PluginBase).Assembly.GetTypes().Where(type => (type.GetField("Table")?.GetRawConstantValue() as string)?.StartsWith(Platform.Prefix, StringComparison.Ordinal) == true),
    ];

    // Cut for a part of a sentence or of a key, or by a method that gets the length handed in; no column's length applies.
    private static readonly string[] NoColumn =
    [
        "text.ForColumn(length)", "clean.CutTo(length)", "(company.Name ?? company.Id).CutTo(100)", "difference.Of.Pax8Id.ToLowerInvariant().CutTo(100)",
    ];

    [Fact]
    public void A_text_is_cut_to_the_length_of_its_column()
    {
        var findings = new List<string>();
        int understood = 0;
        foreach ((string place, string line, string code) in Lines())
        {
            foreach ((Column column, string name) in Columns(line))
            {
                if (column.Element.Element("MaxLength") is null) continue;
                int[] lengths = [.. Lengths().Matches(line).Select(match => Number(match.Groups[1].Value + match.Groups[2].Value, code)).OfType<int>()];
                understood += lengths.Length > 0 ? 1 : 0;
                findings.AddRange(lengths.Distinct().Where(length => length != column.Element.Number("MaxLength"))
                    .Select(length => $"{place}: cuts to {length} for {name}, whose MaxLength is {column.Element.Text("MaxLength")}; write the same in both."));
            }
        }

        Assert.True(findings.Count == 0, string.Join("\n", findings));
        Assert.True(understood >= 35, $"Only {understood} places were understood; the pattern no longer sees how texts are cut.");
    }

    [Fact]
    public void A_caption_in_a_message_about_a_cut_text_is_the_columns() =>
        Assert.Empty(
            from found in Lines()
            let caption = Captions().Match(found.Line)
            where caption.Success
            from column in Columns(found.Line).Take(1)
            let label = column.Column.Element.Label("displaynames")
            where label != caption.Groups[1].Value
            select $"{found.Place}: calls {column.Name} '{caption.Groups[1].Value}', its caption is '{label}'; write that.");

    [Fact]
    public void No_form_and_no_page_has_a_length_of_its_own() =>
        Assert.Empty(Repository.Solution.Paths.Where(path => (path.StartsWith("WebResources/", StringComparison.Ordinal) || path.Contains("/FormXml/", StringComparison.Ordinal)) && !path.EndsWith(".png", StringComparison.Ordinal))
            .Where(path => Repository.Solution.Text(path).Contains("maxlength", StringComparison.OrdinalIgnoreCase))
            .Select(path => $"{path} names a length; let LengthTests compare it with its column first."));

    private static IEnumerable<(string Place, string Line, string Code)> Lines() =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "Plugins"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        let code = File.ReadAllText(file)
        from line in code.Split('\n').Select((text, index) => (Text: NoColumn.Aggregate(text, (left, part) => left.Replace(part, "", StringComparison.Ordinal)), Number: index + 1))
        where Lengths().IsMatch(line.Text)
        select ($"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}", line.Text, code);

    private static IEnumerable<(Column Column, string Name)> Columns(string line) =>
        from match in Named().Matches(line)
        let table = Array.Find(Tables, type => type.Name == match.Groups[1].Value)
        let logical = table?.GetField(match.Groups[2].Value)?.GetRawConstantValue() as string
        where logical is not null
        let column = Repository.Solution.Table((string)table.GetField("Table")!.GetRawConstantValue()!)!.Column(logical)
        where column is not null
        select (column, match.Value);

    private static int? Number(string length, string code) =>
        int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : Regex.Match(code, $@"const int {Regex.Escape(length)} = (\d+);") is { Success: true } named ? int.Parse(named.Groups[1].Value, CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(@"\b([A-Z]\w+)\.([A-Z]\w+)\b")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?:CutTo|ForColumn)\((\w+)\)|\bText\((?:row, |""[^""]*"", )?[A-Z]\w+\.\w+, (?:""[^""]*"", |[^,]+, )?(\d+)[,)]")]
    private static partial Regex Lengths();

    [GeneratedRegex(@"\bText\((?:row, |""[^""]*"", )?[A-Z]\w+\.\w+, ""([^""]*)"", \d+")]
    private static partial Regex Captions();
}
