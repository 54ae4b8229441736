using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The guides name what exists: fields, roles, views, choices and messages, as they are in the solution and the code.</summary>
public sealed partial class GuideTests
{
    // Captions of the platform, and what the guides call the button with the gear.
    private static readonly string[] Commands =
    [
        "Administration", "Save", "gear icon",
    ];

    public static IEnumerable<object[]> Guides => Directory.EnumerateFiles(Repository.Docs, "*.md").Order(StringComparer.Ordinal).Select(file => new object[] { Path.GetFileName(file) });

    [Theory]
    [MemberData(nameof(Guides))]
    public void Bold_words_are_captions_that_exist(string guide)
    {
        string[] captions =
        [
            .. Commands,
            .. Repository.Solution.Tables.SelectMany(table => new[] { table.Element.Label("LocalizedNames"), table.Element.Label("LocalizedCollectionNames") }),
            .. Repository.Solution.Tables.SelectMany(table => table.Columns).Select(column => column.Element.Label("displaynames")),
            .. Repository.Solution.Views.Select(view => view.Name),
            .. CommandLabels(), .. TextsOfScripts(),
            .. Repository.Solution.Roles.Select(role => role.Root.Attr("name")),
            .. ColumnSecurity.Profiles(Repository.Solution).Select(profile => profile.Attr("name")),
        ];

        Assert.Empty(Bold().Matches(Text(guide)).Select(match => match.Groups[1].Value.Replace("\n", " ", StringComparison.Ordinal)).Distinct().Where(word => !captions.Contains(word))
            .Select(word => $"{guide}: '{word}' is in bold but no caption of the solution; write the caption as it is."));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Messages_in_tables_are_written_by_the_code(string guide)
    {
        // Sentences are composed, so a table quotes the part that is always the same.
        string code = string.Join("\n", Directory.EnumerateFiles(Path.Combine(Repository.Root, "Plugins"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        string[] unknown = [.. Message().Matches(Text(guide)).Select(match => match.Groups[1].Value).Where(message => !code.Contains(message, StringComparison.Ordinal))];

        Assert.True(unknown.Length == 0, $"{guide} explains messages that the code does not write; correct the guide: {string.Join(" | ", unknown)}");
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Names_with_the_prefix_are_names_of_the_solution(string guide)
    {
        string[] names =
        [
            .. Repository.Solution.Tables.Select(table => table.LogicalName), .. Repository.Solution.Tables.SelectMany(table => table.Columns).Select(column => column.LogicalName),
            .. Repository.Solution.CustomApis.Select(api => api.Root.Attr("uniquename")),
        ];

        Assert.All(Prefixed().Matches(Text(guide)), match => Assert.Contains(match.Value, names));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Links_lead_somewhere(string guide)
    {
        string text = Text(guide);
        string[] anchors = [.. Heading().Matches(text).Select(match => "#" + match.Groups[1].Value.Trim().Replace(" ", "-", StringComparison.Ordinal))];

        Assert.All(Link().Matches(text).Select(match => match.Groups[1].Value), link => Assert.True(
            link[0] == '#' ? anchors.Contains(link, StringComparer.OrdinalIgnoreCase) : File.Exists(Path.Combine(Repository.Docs, link)),
            $"{guide}: the link {link} leads nowhere."));
    }

    [Fact]
    public void Every_field_that_people_edit_on_the_integration_is_explained()
    {
        Table table = Repository.Solution.Table("pax8_connector")!;
        string guide = Text("administrator-guide.md");

        Assert.Empty(Repository.Solution.Forms.Single(form => form.TableFolder == "pax8_Connector").Controls
            .Where(control => control.Attr("disabled") == "false" && control.Attr("datafieldname") != "ownerid")
            .Select(control => table.Column(control.Attr("datafieldname"))!.Element.Label("displaynames"))
            .Where(caption => !guide.Contains($"| **{caption}** |", StringComparison.Ordinal))
            .Select(caption => $"administrator-guide.md lacks a row for the field {caption} in 'The fields'."));
    }

    [Fact]
    public void Every_refusal_is_explained()
    {
        string[] explained = [.. Message().Matches(Text("administrator-guide.md")).Select(match => match.Groups[1].Value)];
        string[] folders = ["Connectors", "Orders", "ProviderAccounts", "Subscriptions", "Sync"];
        var refusals = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, "Plugins", folder), "*.cs"))
            .SelectMany(file => Refusal().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(refusals);
        Assert.Empty(refusals.Where(refusal => refusal.Contains(' ', StringComparison.Ordinal) && !explained.Any(message => refusal.Contains(message, StringComparison.Ordinal)))
            .Select(refusal => $"administrator-guide.md does not explain the refusal '{refusal}'; add a row to 'Refusals'."));
    }

    /// <summary>Labels of the commands that the solution adds to forms and lists, in English.</summary>
    private static IEnumerable<string> CommandLabels() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "Solution", "src", "Entities"), "RibbonDiff.xml", SearchOption.AllDirectories)
            .SelectMany(file => XElement.Load(file).Descendants("LocLabel"))
            .Where(label => label.Attr("Id").EndsWith(".Label", StringComparison.Ordinal))
            .SelectMany(label => label.Descendants("Title")).Where(title => title.Attr("languagecode") == "1033").Select(title => title.Attr("description"));

    /// <summary>What the Admin Hub and the scripts write, in English.</summary>
    private static IEnumerable<string> TextsOfScripts() =>
        ScriptTexts.Of(Repository.Solution).Values.Select(text => text.English);

    private static string Text(string guide) => File.ReadAllText(Path.Combine(Repository.Docs, guide)).Replace("\r\n", "\n", StringComparison.Ordinal);

    [GeneratedRegex(@"\*\*([^*|]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"^\| `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Message();

    [GeneratedRegex(@"pax8_\w+")]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"RefusedException\(\s*\$?""([^""]+)""")]
    private static partial Regex Refusal();
}
