using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.DriftReport;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Registration;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>Every table, column and choice value that the code names is in Solution/, with the same meaning.</summary>
public sealed class TableNamesTests
{
    private static readonly IReadOnlyList<Type> Tables = typeof(PluginBase).Assembly.GetTypes()
        .Where(type => type.GetField("Table") is { IsLiteral: true }
            && ((string)type.GetField("Table")!.GetRawConstantValue()!).StartsWith("pax8_", StringComparison.Ordinal))
        .ToList();

    private static readonly Dictionary<string, ColumnType> Types = new()
    {
        ["primarykey"] = ColumnType.Key,
        ["nvarchar"] = ColumnType.Text,
        ["ntext"] = ColumnType.Memo,
        ["int"] = ColumnType.WholeNumber,
        ["decimal"] = ColumnType.Decimal,
        ["bit"] = ColumnType.YesNo,
        ["picklist"] = ColumnType.Choice,
        ["lookup"] = ColumnType.Lookup,
        ["datetime"] = ColumnType.DateAndTime,
    };

    [Fact]
    public void The_line_of_a_column_says_what_Entity_xml_says_and_every_column_of_ours_has_one()
    {
        var findings = new List<string>();

        foreach (var table in Tables)
        {
            var written = Entity(table).Descendants("attribute").Where(column => column.Element("LogicalName")!.Value.StartsWith("pax8_", StringComparison.Ordinal))
                .ToDictionary(column => column.Element("LogicalName")!.Value, column => Said(
                    Types[column.Element("Type")!.Value], column.Element("displaynames")!.Elements().Single(name => name.Attribute("languagecode")!.Value == "1033").Attribute("description")!.Value,
                    column.Element("MaxLength")?.Value ?? "0", column.Element("RequiredLevel")!.Value == "required"));
            var named = ColumnsOf(table).All.ToDictionary(
                column => column.Name, column => Said(column.Type, column.Caption, $"{column.Length}", column.IsRequired && column.Type != ColumnType.Key));
            findings.AddRange(written.Keys.Except(named.Keys).Select(name => $"{table.Name} has no line for {name} of its Entity.xml. Add one."));
            findings.AddRange(named.Keys.Except(written.Keys).Select(name => $"{table.Name} has a line for {name}, which its Entity.xml lacks. Add the column or take the line out."));
            findings.AddRange(named.Keys.Intersect(written.Keys).Where(name => named[name] != written[name])
                .Select(name => $"{table.Name} says of {name} {named[name]}, its Entity.xml {written[name]}. Bring the two together."));
        }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
        Assert.Equal(13, Tables.Count);
    }

    [Fact]
    public void A_lookup_that_names_its_table_leads_there()
    {
        var leads = Directory.GetFiles(Path.Combine(Root, "Other", "Relationships"), "*.xml").SelectMany(file => XElement.Load(file).Descendants("EntityRelationship"))
            .Select(one => (one.Element("ReferencingEntityName")!.Value.ToLowerInvariant(), one.Element("ReferencingAttributeName")!.Value.ToLowerInvariant(), one.Element("ReferencedEntityName")!.Value.ToLowerInvariant())).ToHashSet();
        var named = Tables.SelectMany(table => ColumnsOf(table).All.Where(column => column.Target is not null).Select(column => ((string)table.GetField("Table")!.GetRawConstantValue()!, column.Name, column.Target!))).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, lookup => Assert.Contains(lookup, leads));
    }

    /// <summary>Sentences that begin with a field name it as the form does.</summary>
    [Fact]
    public void A_refusal_that_names_a_field_names_it_by_its_caption()
    {
        var captions = Tables.SelectMany(table => ColumnsOf(table).All).Select(column => column.Caption).ToHashSet();
        var named = Directory.GetFiles(Path.Combine(Root, "..", "..", "Plugins"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadLines)
            .Select(line => System.Text.RegularExpressions.Regex.Match(line, @"RefusedException\(\$?""([A-Z][A-Za-z0-9 ]*?) (?:is (?:missing|taken|in use|Conflict)|must|cannot be emptied)\b"))
            .Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(named.Count >= 8, $"Only {named.Count} sentences were understood: {string.Join(", ", named)}.");
        Assert.Empty(named.Except(captions));
    }

    [Fact]
    public void The_report_of_differences_calls_a_difference_as_its_choice_does()
    {
        var words = (string[])typeof(SubscriptionDifferences).GetField("OfOne", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        var labels = Entity(typeof(SubscriptionDifference)).Descendants("optionset").Single(set => set.Attribute("Name")!.Value == "pax8_subscriptiondifference_kind" || set.Parent!.Element("LogicalName")!.Value == "pax8_kind")
            .Descendants("option").OrderBy(option => int.Parse(option.Attribute("value")!.Value)).Select(option => option.Descendants("label").First(label => label.Attribute("languagecode")!.Value == "1033").Attribute("description")!.Value);

        Assert.Equal(labels, words);
    }

    private static TableColumns ColumnsOf(Type table) => (TableColumns)table.GetField("Columns")!.GetValue(null)!;

    private static string Said(ColumnType type, string caption, string length, bool isRequired) => $"{type} “{caption}”, {length} characters{(isRequired ? ", required" : "")}";

    [Fact]
    public void Every_choice_value_the_code_names_has_the_label_of_that_name()
    {
        var findings = new List<string>();

        foreach (var table in Tables)
        {
            var options = Entity(table).Descendants("optionset")
                .ToDictionary(set => set.Attribute("Name")!.Value, set => set.Descendants("option").ToDictionary(
                    option => int.Parse(option.Attribute("value")!.Value), option => Plain(option.Descendants("label").First().Attribute("description")!.Value)));
            foreach (var group in table.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Concat(table == typeof(LicenseChangeLog) ? [typeof(HoldReasons)] : []))
            {
                var wanted = Constants<int>(group).ToDictionary(field => (int)field.GetRawConstantValue()!, field => Plain(field.Name));
                if (!options.Values.Any(set => wanted.All(one => set.TryGetValue(one.Key, out var label) && label == one.Value)))
                    findings.Add($"No choice of {table.Name} has the values and labels of {table.Name}.{group.Name}: {string.Join(", ", wanted.Select(one => $"{one.Key} {one.Value}"))}. Bring the two together.");
            }
        }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    private static IEnumerable<FieldInfo> Constants<T>(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Where(field => field.IsLiteral && field.FieldType == typeof(T));

    private static string Plain(string name) => new string([.. name.Where(char.IsLetterOrDigit)]).ToLowerInvariant();

    private static XElement Entity(Type table) => XElement.Load(Path.Combine(Root, "Entities", "pax8_" + table.Name, "Entity.xml"));

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) folder = folder.Parent;
            return Path.Combine(folder!.FullName, "Solution", "src");
        }
    }
}
