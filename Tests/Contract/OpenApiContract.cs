using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>
/// Pax8's official documents as judges of answers. They are not part of the repository: their folder is the environment
/// variable PAX8_OPENAPI. Where it is absent the test is skipped and says so; in CI it fails.
/// </summary>
public sealed class OpenApiContract
{
    private readonly OpenApiDocument _partner;
    private readonly OpenApiDocument _authentication;

    private OpenApiContract(OpenApiDocument partner, OpenApiDocument authentication)
    {
        _partner = partner;
        _authentication = authentication;
    }

    /// <summary>What the wire is known to do against the documents' schemas, each with its reason.</summary>
    private static readonly string[] KnownDifferences =
    [
        // The document's own prose: a rate without upper end has null there. Its schema forgets that.
        @"^NumberExpected at #/content\[\d+\]\.rates\[\d+\]\.endQuantityRange$",
        // Seen on the wire: the message of an error is null where the reason stands in its details.
        @"^StringExpected at #/message$",
    ];

    public static async Task<OpenApiContract> LoadAsync()
    {
        var folder = Environment.GetEnvironmentVariable("PAX8_OPENAPI") ?? Path.Combine(Root(), "..", "shared", "pax8", "openapi");
        var partner = Path.Combine(folder, "patched", "partner-endpoints.patched.json");
        var authentication = Path.Combine(folder, "original", "pax8-authentication-openapi.json");
        if (!File.Exists(partner) || !File.Exists(authentication))
        {
            var sentence = $"Pax8's OpenAPI documents are not in {folder}. Set PAX8_OPENAPI to the folder that holds patched/ and original/.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", sentence);
            Skip.If(true, sentence);
        }
        return new OpenApiContract(await OpenApiDocument.FromJsonAsync(await File.ReadAllTextAsync(partner)), await OpenApiDocument.FromJsonAsync(await File.ReadAllTextAsync(authentication)));
    }

    /// <summary>Method and path of everything the documents describe: <c>GET /companies</c>.</summary>
    public IReadOnlySet<string> Endpoints => new[] { _partner, _authentication }
        .SelectMany(document => document.Operations).Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong with an answer, a sentence each; empty where it conforms.</summary>
    public IReadOnlyList<string> Check(Pax8Call call, Pax8Answer answer)
    {
        var operation = new[] { _partner, _authentication }.SelectMany(document => document.Operations)
            .FirstOrDefault(one => $"{one.Method.ToUpperInvariant()} {one.Path}" == call.Endpoint);
        if (operation is null) return [$"{call.Endpoint} is in no document."];
        if (answer.Status is 400 or 401 or 403 or 404 or 429 or >= 500 && !operation.Operation.ActualResponses.ContainsKey(Text(answer.Status)))
            return []; // Documented for the API as a whole (devx.pax8.com, errors), not for each operation.
        if (!operation.Operation.ActualResponses.TryGetValue(Text(answer.Status), out var response))
            return [$"{call.Endpoint} answers {answer.Status}, which its document does not list."];
        // An answer without content, or one that the document shows by an example alone.
        if (response.Schema is null) return answer.Status == 204 && answer.Body.Length > 0 ? [$"{call.Endpoint} answers 204 with a body."] : [];
        return Findings(response.Schema, answer.Text).Where(finding => !KnownDifferences.Any(known => Regex.IsMatch(finding, known))).Select(finding => $"{call.Endpoint} {answer.Status}: {finding}").ToList();
    }

    private static IEnumerable<string> Findings(JsonSchema schema, string json) =>
        new JsonSchemaValidator(new JsonSchemaValidatorSettings()).Validate(json, schema.ActualSchema, SchemaType.OpenApi3).SelectMany(Flat);

    private static IEnumerable<string> Flat(ValidationError error) => error is ChildSchemaValidationError parent
        ? parent.Errors.SelectMany(pair => pair.Value).SelectMany(Flat)
        : [$"{error.Kind} at {error.Path}"];

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No Pax8Dataverse.sln above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}
