using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>
/// pax8.yaml against Pax8's own documents, where they are at hand: every difference stands in deviations.txt with its reason. The
/// documents are Pax8's property and not part of the repository.
/// </summary>
public sealed class ComparisonTests
{
    [SkippableFact]
    public async Task Every_difference_to_the_documents_of_Pax8_in_the_folder_that_PAX8_OPENAPI_names_has_its_reason()
    {
        var folder = Environment.GetEnvironmentVariable("PAX8_OPENAPI") ?? Path.Combine(Root(), "..", "shared", "pax8", "openapi");
        var files = new[] { "pax8-partner-endpoints-openapi.json", "pax8-authentication-openapi.json" }.Select(name => Path.Combine(folder, "original", name)).ToList();
        var absent =
            $"pax8.yaml was not compared with Pax8's own documents: they are not in {folder}. Everything else was tested without them. To compare, download the partner and the " +
            $"authentication document of https://devx.pax8.com/openapi as {string.Join(" and ", files.Select(Path.GetFileName))} into a folder \"original\", and set PAX8_OPENAPI to the folder above it.";
        Skipping.If(!files.TrueForAll(File.Exists), absent);
        var contract = await Pax8Contract.LoadAsync();
        var theirs = new DescribedPlace("");
        foreach (var file in files)
            foreach (var (name, place) in DescribedPlace.Of(JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject()).Below) theirs.Below[name] = place;

        var differences = DescribedPlace.Of(contract.Description).ComparedWith(theirs).ToList();

        var deviations = Deviations.Read();
        var unexplained = differences.Where(difference => !deviations.Any(deviation => deviation.Explains(difference))).ToList();
        var stale = deviations.SelectMany(deviation => deviation.Patterns).Where(pattern => !differences.Any(difference => Deviations.Fits(pattern, difference))).ToList();
        Assert.True(unexplained.Count == 0, $"{unexplained.Count} differences without a reason in deviations.txt:{Lines(unexplained)}");
        Assert.True(stale.Count == 0, $"deviations.txt explains what is no difference any more; take it out:{Lines(stale)}");
    }

    [Fact]
    public void Every_deviation_has_a_reason_and_is_written_as_a_difference()
    {
        var deviations = Deviations.Read();

        Assert.All(deviations, deviation => Assert.Matches(@"^\S.{20,}\.$", deviation.Reason));
        Assert.All(deviations, deviation => Assert.NotEmpty(deviation.Patterns));
        Assert.All(deviations.SelectMany(deviation => deviation.Patterns), pattern => Assert.Matches("^[+-] (GET|PUT|POST|PATCH|DELETE|\\*) ", pattern));
    }

    [Fact]
    public void A_difference_of_two_documents_is_found_and_only_that()
    {
        static DescribedPlace Of(string schema) => DescribedPlace.Of(JsonNode.Parse(
            """{"paths":{"/a":{"get":{"responses":{"200":{"content":{"application/json":{"schema":SCHEMA}}}}}}}}""".Replace("SCHEMA", schema, StringComparison.Ordinal))!.AsObject());
        var ours = Of("""{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"object","properties":{"z":{"type":"string"}}}}}""");
        var theirs = Of("""{"allOf":[{"type":"object","required":["x"],"properties":{"x":{"type":"number"}}}]}""");

        Assert.Empty(ours.ComparedWith(Of("""{"allOf":[{"type":"object","properties":{"x":{"type":"string"}}},{"properties":{"y":{"type":"object","properties":{"z":{"type":"string"}}}}}]}""")));
        Assert.Equal(["+ GET /a 200 body.x: type string", "- GET /a 200 body.x: required", "- GET /a 200 body.x: type number", "+ GET /a 200 body.y"], ours.ComparedWith(theirs));
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => Environment.NewLine + line));

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No Pax8Dataverse.sln above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}

/// <summary>A paragraph of deviations.txt: a reason in lines that begin with #, then the differences that it explains; * stands for any text.</summary>
internal sealed record Deviations(string Reason, IReadOnlyList<string> Patterns)
{
    public static IReadOnlyList<Deviations> Read()
    {
        using var text = new StreamReader(typeof(Deviations).Assembly.GetManifestResourceStream("deviations.txt")!);
        return text.ReadToEnd().Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(paragraph => paragraph.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(lines => new Deviations(
                string.Join(" ", lines.Where(line => line[0] == '#').Select(line => line[1..].Trim())),
                lines.Where(line => line[0] != '#').ToList()))
            .ToList();
    }

    public bool Explains(string difference) => Patterns.Any(pattern => Fits(pattern, difference));

    public static bool Fits(string pattern, string difference) =>
        Regex.IsMatch(difference, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal) + "$");
}
