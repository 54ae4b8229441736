using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>
/// The project's own description of Pax8's API (pax8.yaml) as judge of requests and answers. Stricter than the file in one thing:
/// a member that the file does not name is a finding in answers too, so that the simulator invents nothing.
/// </summary>
internal sealed class Pax8Contract
{
    private const string BasePath = "/v1";

    private static readonly Lazy<Task<Pax8Contract>> Read = new(ReadAsync);

    private readonly IReadOnlyList<OpenApiOperationDescription> _operations;
    private readonly IReadOnlySet<int> _commonStatuses;

    private Pax8Contract(JsonObject description, IReadOnlyList<string> problems, NSwag.OpenApiDocument judging)
    {
        Description = description;
        Problems = problems;
        _operations = judging.Operations.ToList();
        _commonStatuses = description["components"]!["responses"]!["Refusal"]!["x-statuses"]!.AsObject().Select(status => int.Parse(status.Key, CultureInfo.InvariantCulture)).ToHashSet();
    }

    /// <summary>The file as JSON, references unresolved.</summary>
    public JsonObject Description { get; }

    /// <summary>What makes it no valid OpenAPI document, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Method and path of everything described: <c>GET /companies</c>.</summary>
    public IReadOnlyList<string> Endpoints => _operations.Select(NameOf).ToList();

    public static Task<Pax8Contract> LoadAsync() => Read.Value;

    /// <summary>Endpoint that a path below /v1 reaches: <c>GET /companies/{companyId}</c>; null where none is described.</summary>
    public string? EndpointOf(Pax8Call call) => Find(call) is { } operation ? NameOf(operation) : null;

    /// <summary>What is wrong with a request: its path, its query, its headers or its body. A sentence each; empty where it conforms.</summary>
    public IReadOnlyList<string> CheckRequest(Pax8Call call)
    {
        if (Find(call) is not { } operation) return [$"{call.Method} {call.Path} is not described."];
        var findings = new List<string>();
        var parameters = operation.Operation.ActualParameters;
        var known = parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Query).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        findings.AddRange(call.Query.Keys.Where(name => !known.ContainsKey(name)).Select(name => $"has the query parameter {name}, which is not described"));
        findings.AddRange(known.Values.Where(parameter => call.Query.ContainsKey(parameter.Name)).SelectMany(parameter => Findings(parameter, call.Query[parameter.Name])));
        findings.AddRange(parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Path).SelectMany(parameter => Findings(parameter, PathValue(operation.Path, call.Path, parameter.Name))));
        if (operation.Operation.ActualSecurity?.Count != 0 && call.Header("Authorization")?.StartsWith("Bearer ", StringComparison.Ordinal) != true) findings.Add("carries no bearer token");
        findings.AddRange(BodyFindings(operation, call));
        return findings.Select(finding => $"{NameOf(operation)}: {finding}.").ToList();
    }

    /// <summary>What is wrong with an answer, a sentence each; empty where it conforms.</summary>
    public IReadOnlyList<string> CheckAnswer(Pax8Call call, Pax8Answer answer)
    {
        if (Find(call) is not { } operation) return [$"{call.Method} {call.Path} is not described."];
        var name = $"{NameOf(operation)} {answer.Status}";
        var responses = operation.Operation.ActualResponses;
        if (!responses.TryGetValue(answer.Status.ToString(CultureInfo.InvariantCulture), out var response))
        {
            if (!_commonStatuses.Contains(answer.Status)) return [$"{name}: the status is not described."];
            response = responses["default"];
        }
        if (response.Schema is null) return answer.Body.Length > 0 ? [$"{name}: has a body where none is described."] : [];
        return Findings(response.Schema, answer.Text).Select(finding => $"{name}: {finding}.").ToList();
    }

    /// <summary>The examples of an operation's request body as JSON.</summary>
    public IEnumerable<JsonNode> RequestExamples(string endpoint) => Examples(Operation(endpoint)["requestBody"]);

    /// <summary>The examples of one of an operation's answers as JSON; status is <c>200</c> or <c>default</c>.</summary>
    public IEnumerable<JsonNode> AnswerExamples(string endpoint, string status) => Examples(Resolve(Operation(endpoint)["responses"]?[status]));

    /// <summary>Statuses that an operation describes for itself; without <c>default</c>.</summary>
    public IEnumerable<string> Statuses(string endpoint) => Operation(endpoint)["responses"]!.AsObject().Select(pair => pair.Key).Where(status => status != "default");

    /// <summary>The schema of an operation's JSON: of its answer with a status, or of its request where that is null. References stand unresolved.</summary>
    public JsonObject? SchemaOf(string endpoint, string? status) =>
        (status is null ? Operation(endpoint)["requestBody"] : Resolve(Operation(endpoint)["responses"]?[status]))?["content"]?["application/json"]?["schema"]?.AsObject();

    /// <summary>What a reference leads to; the node itself where it is none.</summary>
    public JsonNode? Resolve(JsonNode? node) =>
        node?["$ref"]?.GetValue<string>() is { } path ? path[2..].Split('/').Aggregate((JsonNode)Description, (at, part) => at[part]!) : node;

    private JsonNode Operation(string endpoint)
    {
        var words = endpoint.Split(' ');
        return Description["paths"]![words[1]]![words[0].ToLowerInvariant()]!;
    }

    private static IEnumerable<JsonNode> Examples(JsonNode? place) =>
        place?["content"]?["application/json"]?["examples"]?.AsObject().Select(example => example.Value!["value"]!) ?? [];

    private static async Task<Pax8Contract> ReadAsync()
    {
        await using var stream = typeof(Pax8Contract).Assembly.GetManifestResourceStream("pax8.yaml")!;
        using var yaml = new MemoryStream();
        await stream.CopyToAsync(yaml);
        yaml.Position = 0;
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        var read = await Microsoft.OpenApi.OpenApiDocument.LoadAsync(yaml, "yaml", settings);
        var description = JsonNode.Parse(await read.Document!.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0))!.AsObject();
        var problems = read.Diagnostic!.Errors.Concat(read.Diagnostic.Warnings).Select(problem => problem.ToString()).ToList();
        return new Pax8Contract(description, problems, await NSwag.OpenApiDocument.FromJsonAsync(Closed(description).ToJsonString()));
    }

    /// <summary>A copy in which no object may have members that it does not name.</summary>
    private static JsonNode Closed(JsonNode description)
    {
        var copy = description.DeepClone();
        foreach (var node in Descendants(copy).OfType<JsonObject>().ToList())
            if (node["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "object" && node["properties"] is JsonObject && !node.ContainsKey("additionalProperties"))
                node["additionalProperties"] = false;
        return copy;
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => (node switch
    {
        JsonObject members => members.Select(member => member.Value),
        JsonArray items => items,
        _ => [],
    }).OfType<JsonNode>().SelectMany(Descendants).Prepend(node);

    private OpenApiOperationDescription? Find(Pax8Call call)
    {
        if (!call.Path.StartsWith(BasePath + "/", StringComparison.Ordinal)) return null;
        var path = call.Path[BasePath.Length..];
        return _operations.FirstOrDefault(operation => operation.Method.Equals(call.Method, StringComparison.OrdinalIgnoreCase) && Fits(operation.Path, path));
    }

    private static bool Fits(string template, string path)
    {
        var (wanted, found) = (template.Split('/'), path.Split('/'));
        return wanted.Length == found.Length && wanted.Zip(found).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second);
    }

    private static string PathValue(string template, string path, string name) =>
        Uri.UnescapeDataString(path[BasePath.Length..].Split('/')[Array.IndexOf(template.Split('/'), "{" + name + "}")]);

    private static string NameOf(OpenApiOperationDescription operation) => $"{operation.Method.ToUpperInvariant()} {operation.Path}";

    private static IEnumerable<string> BodyFindings(OpenApiOperationDescription operation, Pax8Call call)
    {
        if (operation.Operation.ActualRequestBody is not { } body) return call.Body.Length == 0 ? [] : ["has a body where none is described"];
        if (call.Header("Content-Type")?.Split(';')[0] != "application/json") return ["its body is not sent as application/json"];
        return Findings(body.Content["application/json"].Schema, Encoding.UTF8.GetString(call.Body.Span)).Select(finding => "body: " + finding);
    }

    private static IEnumerable<string> Findings(NSwag.OpenApiParameter parameter, string text)
    {
        var isText = parameter.ActualSchema.Type.HasFlag(JsonObjectType.String);
        return Findings(parameter.ActualSchema, isText ? JsonSerializer.Serialize(text) : text).Select(finding => $"{parameter.Name}={text}: {finding}");
    }

    private static IEnumerable<string> Findings(JsonSchema schema, string json)
    {
        try
        {
            return new JsonSchemaValidator(new JsonSchemaValidatorSettings()).Validate(json, schema.ActualSchema, SchemaType.OpenApi3).SelectMany(Flat).ToList();
        }
        catch (Newtonsoft.Json.JsonException)
        {
            return ["is no JSON"];
        }
    }

    private static IEnumerable<string> Flat(ValidationError error) => error is ChildSchemaValidationError parent
        ? parent.Errors.SelectMany(pair => pair.Value).SelectMany(Flat)
        : [$"{error.Kind} at {error.Path}"];
}
