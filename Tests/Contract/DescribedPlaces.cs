using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>
/// What an OpenAPI document says of one place, so that two documents can be compared place by place however they are put together:
/// references followed, allOf merged, read-only members left out of requests and write-only ones out of answers.
/// </summary>
/// <param name="Name"><c>GET /companies</c>, below it <c>?page</c>, <c>{companyId}</c>, <c>body</c> and <c>200</c>, below those <c>.name</c> and <c>[]</c>.</param>
internal sealed record DescribedPlace(string Name)
{
    /// <summary><c>type string</c>, <c>required</c>, <c>enum Active</c> and the like.</summary>
    public SortedSet<string> Facts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, DescribedPlace> Below { get; } = new(StringComparer.Ordinal);

    /// <summary>The operations of a document.</summary>
    public static DescribedPlace Of(JsonObject document) => new Reader(document).Document();

    /// <summary>
    /// The differences: <c>+ GET /companies ?page: minimum 0</c> is said by this document alone, with <c>-</c> by the other alone. Of what
    /// stands below a place that one of them lacks nothing is said.
    /// </summary>
    public IEnumerable<string> ComparedWith(DescribedPlace other) => Compare(this, other, "");

    private static IEnumerable<string> Compare(DescribedPlace ours, DescribedPlace theirs, string path)
    {
        foreach (var fact in ours.Facts.Except(theirs.Facts)) yield return $"+ {path}: {fact}";
        foreach (var fact in theirs.Facts.Except(ours.Facts)) yield return $"- {path}: {fact}";
        foreach (var place in ours.Below.Values)
        {
            var at = Joined(path, place.Name);
            if (!theirs.Below.TryGetValue(place.Name, out var counterpart)) yield return "+ " + at;
            else
                foreach (var difference in Compare(place, counterpart, at)) yield return difference;
        }
        foreach (var place in theirs.Below.Values.Where(place => !ours.Below.ContainsKey(place.Name))) yield return "- " + Joined(path, place.Name);
    }

    private static string Joined(string path, string name) => path.Length == 0 || name[0] is '.' or '[' ? path + name : $"{path} {name}";

    private sealed class Reader(JsonObject document)
    {
        private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

        public DescribedPlace Document()
        {
            var root = new DescribedPlace("");
            foreach (var (path, item) in document["paths"]!.AsObject())
                foreach (var method in Methods.Where(method => item![method] is not null))
                    Add(root, Operation($"{method.ToUpperInvariant()} {path}", item!, item![method]!));
            return root;
        }

        private DescribedPlace Operation(string name, JsonNode item, JsonNode operation)
        {
            var place = new DescribedPlace(name);
            foreach (var node in new[] { item["parameters"], operation["parameters"] }.OfType<JsonArray>().SelectMany(list => list))
            {
                var parameter = Resolve(node!);
                var called = parameter["name"]!.GetValue<string>();
                var below = Add(place, new DescribedPlace(parameter["in"]!.GetValue<string>() == "path" ? $"{{{called}}}" : "?" + called));
                Schema(below, parameter["schema"]!, ofRequest: true);
                if (parameter["required"]?.GetValue<bool>() == true) below.Facts.Add("required");
            }
            if (operation["requestBody"] is { } body) Schema(Add(place, new DescribedPlace("body")), Json(body)!, ofRequest: true);
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                var below = Add(place, new DescribedPlace(status));
                if (Json(Resolve(response!)) is { } schema) Schema(Add(below, new DescribedPlace("body")), schema, ofRequest: false);
            }
            return place;
        }

        private void Schema(DescribedPlace place, JsonNode node, bool ofRequest)
        {
            var schema = Resolve(node);
            foreach (var part in schema["allOf"]?.AsArray() ?? []) Schema(place, part!, ofRequest);
            foreach (var branch in schema["anyOf"]?.AsArray() ?? []) place.Facts.Add("any of " + (branch!["$ref"] ?? branch["required"])!.ToJsonString().Replace("#/components/schemas/", "", StringComparison.Ordinal));
            foreach (var word in new[] { "type", "format", "pattern", "minimum", "maximum", "default" })
                if (schema[word] is { } value) place.Facts.Add($"{word} {value}");
            foreach (var word in schema["enum"]?.AsArray() ?? []) place.Facts.Add($"enum {word}");
            if (schema["nullable"]?.GetValue<bool>() == true) place.Facts.Add("nullable");
            if (schema["additionalProperties"] is JsonValue) place.Facts.Add("closed");
            if (schema["items"] is { } items) Schema(Add(place, new DescribedPlace("[]")), items, ofRequest);
            foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
                if (Resolve(member!)[ofRequest ? "readOnly" : "writeOnly"]?.GetValue<bool>() != true) Schema(Add(place, new DescribedPlace("." + name)), member!, ofRequest);
            foreach (var name in schema["required"]?.AsArray() ?? [])
                if (place.Below.TryGetValue("." + name, out var member)) member.Facts.Add("required");
                else if (schema["properties"]?[name!.GetValue<string>()] is null) place.Facts.Add($"requires {name}, which is no member");
        }

        private JsonNode Resolve(JsonNode node) =>
            node is JsonObject && node["$ref"]?.GetValue<string>() is { } path ? path[2..].Split('/').Aggregate((JsonNode)document, (at, part) => at[part]!) : node;

        private static JsonNode? Json(JsonNode message) => message["content"]?["application/json"]?["schema"];

        private static DescribedPlace Add(DescribedPlace parent, DescribedPlace place)
        {
            if (parent.Below.TryGetValue(place.Name, out var known)) return known;
            parent.Below[place.Name] = place;
            return place;
        }
    }
}
