using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>pax8.yaml itself: a valid document in which every part says how it is known.</summary>
public sealed partial class DescriptionTests
{
    [Fact]
    public async Task It_is_a_valid_OpenAPI_document() => Assert.Empty((await Pax8Contract.LoadAsync()).Problems);

    [Fact]
    public async Task It_covers_exactly_what_the_simulator_offers()
    {
        var contract = await Pax8Contract.LoadAsync();

        Assert.Equal(Pax8Simulator.Endpoints.Order(StringComparer.Ordinal), contract.Endpoints.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_parameter_member_and_status_says_whether_it_is_documented_seen_or_assumed()
    {
        var description = (await Pax8Contract.LoadAsync()).Description;
        var sources = Sources(description);

        var unsourced = Parts(description).Where(part => !IsSourced(part.Source, sources)).Select(part => $"{part.Place} ({part.Source ?? "no x-source"})").ToList();

        Assert.True(unsourced.Count == 0, $"Say \"documented in <key>\" or \"seen in <key>\", the key one of x-sources, or \"assumed, <reason>\" for: {string.Join("; ", unsourced)}.");
        Assert.True(Parts(description).Count() > 300, "The description has hundreds of parts; this test sees fewer, so it sees wrongly.");
    }

    [Fact]
    public async Task Every_source_is_used()
    {
        var description = (await Pax8Contract.LoadAsync()).Description;

        var used = Parts(description).Select(part => Reference().Match(part.Source ?? "")).Where(match => match.Success).Select(match => match.Groups["key"].Value).ToHashSet();

        Assert.Equal(Sources(description).Order(), used.Order());
    }

    [Fact]
    public async Task Every_example_is_one_of_what_it_exemplifies()
    {
        var contract = await Pax8Contract.LoadAsync();
        var examples = 0;

        var findings = new List<string>();
        foreach (var endpoint in contract.Endpoints)
        {
            foreach (var example in contract.RequestExamples(endpoint))
            {
                examples++;
                findings.AddRange(contract.CheckRequest(Calls.To(endpoint, example.ToJsonString())));
            }
            foreach (var status in contract.Statuses(endpoint).Append("default"))
                foreach (var example in contract.AnswerExamples(endpoint, status))
                {
                    examples++;
                    findings.AddRange(contract.CheckAnswer(Calls.To(endpoint), Calls.Answer(status == "default" ? 400 : int.Parse(status, null), example)));
                }
        }

        Assert.Empty(findings);
        Assert.True(examples > 100, $"There are more than {examples} examples.");
    }

    [Fact]
    public async Task Every_body_that_can_be_sent_is_shown_by_an_example_with_all_its_members()
    {
        var contract = await Pax8Contract.LoadAsync();

        var missing =
            from endpoint in contract.Endpoints
            where contract.SchemaOf(endpoint, null) is not null
            from member in contract.Resolve(contract.SchemaOf(endpoint, null))!["properties"]!.AsObject().Select(member => member.Key)
            where endpoint.StartsWith("PUT /companies", StringComparison.Ordinal) is false && !contract.RequestExamples(endpoint).Any(example => example[member] is not null)
            select $"{endpoint}: {member}";

        Assert.Empty(missing);
    }

    private static HashSet<string> Sources(JsonObject description) => description["x-sources"]!.AsObject().Select(source => source.Key).ToHashSet();

    private static bool IsSourced(string? source, HashSet<string> sources) =>
        source is not null && (Assumed().IsMatch(source) || (Reference().Match(source) is { Success: true } match && sources.Contains(match.Groups["key"].Value)));

    /// <summary>All that must name its source, with its place in the file.</summary>
    private static IEnumerable<(string Place, string? Source)> Parts(JsonObject description) =>
        Below("paths", description["paths"]!).Concat(Below("components", description["components"]!)).Where(part => MustTell(part.Place, part.Node))
            .Select(part => (part.Place, part.Node is JsonObject node ? node["x-source"]?.GetValue<string>() : part.Node.GetValue<string>()));

    private static bool MustTell(string place, JsonNode node)
    {
        if (place.Contains("/examples/", StringComparison.Ordinal) || node is JsonObject reference && reference.ContainsKey("$ref")) return false;
        return Member().IsMatch(place);
    }

    private static IEnumerable<(string Place, JsonNode Node)> Below(string place, JsonNode node)
    {
        yield return (place, node);
        var children = node switch
        {
            JsonObject members => members.Select(member => (Name: member.Key.Replace("/", "~", StringComparison.Ordinal), member.Value)),
            JsonArray items => items.Select((item, at) => (Name: at.ToString(System.Globalization.CultureInfo.InvariantCulture), Value: item)),
            _ => [],
        };
        foreach (var (name, value) in children)
            if (value is not null)
                foreach (var below in Below($"{place}/{name}", value)) yield return below;
    }

    [GeneratedRegex(@"^(documented|seen) in (?<key>\S+)$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^assumed, \S.+$")]
    private static partial Regex Assumed();

    /// <summary>Operations, parameters, answers, statuses, schemas and their members.</summary>
    [GeneratedRegex("^paths/[^/]+/(get|put|post|patch|delete)$|/parameters/[^/]+$|/responses/[^/]+$|/x-statuses/[^/]+$|^components/schemas/[^/]+$|/properties/[^/]+$")]
    private static partial Regex Member();
}
