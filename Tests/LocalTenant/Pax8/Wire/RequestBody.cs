using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// A JSON object sent by the caller. Members that no document knows are refused with 400 naming the field, as the live API was
/// seen to do (pax8labs/pax8-cli issue on commitmentTerm in an order line); members of the wrong type likewise.
/// </summary>
internal sealed class RequestBody
{
    private readonly JsonElement element;

    private RequestBody(JsonElement element) => this.element = element;

    public static RequestBody Read(Pax8Call call, IReadOnlyCollection<string> known)
    {
        if (call.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw Refusal.UnsupportedMediaType();
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(call.Body);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Refusal.BadRequest("Malformed JSON request");
        }

        return Of(root, "body", known);
    }

    private static RequestBody Of(JsonElement element, string field, IReadOnlyCollection<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Refusal.InvalidField(field);
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                throw Refusal.InvalidField(member.Name);
        }

        return new RequestBody(element);
    }

    /// <summary>Whether the member is there with a value. null counts as left out: what null does on the live API is not known.</summary>
    public bool Has(string name) => Member(name) is not null;

    public string? Text(string name) => Read(name, JsonValueKind.String)?.GetString();

    public decimal? Number(string name) =>
        Read(name, JsonValueKind.Number) is { } found ? found.TryGetDecimal(out var number) ? number : throw Refusal.InvalidField(name) : null;

    public bool? Flag(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Refusal.InvalidField(name),
    };

    /// <summary>A text that must be one of the given ones.</summary>
    public string? Choice(string name, IReadOnlyCollection<string> choices)
    {
        var text = Text(name);
        return text is null || choices.Contains(text) ? text : throw Refusal.InvalidField(name);
    }

    public RequestBody? Object(string name, IReadOnlyCollection<string> known) =>
        Member(name) is { } found ? Of(found, name, known) : null;

    public IReadOnlyList<RequestBody>? Objects(string name, IReadOnlyCollection<string> known) =>
        Read(name, JsonValueKind.Array) is { } found ? found.EnumerateArray().Select(item => Of(item, name, known)).ToList() : null;

    public IReadOnlyList<string>? Texts(string name) =>
        Read(name, JsonValueKind.Array) is { } found
            ? found.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Refusal.InvalidField(name)).ToList()
            : null;

    /// <summary>Refuses with 422 when one of the members is missing or an empty text.</summary>
    public void Require(params string[] names)
    {
        var missing = names.Where(name => Member(name) is not { } found || (found.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(found.GetString()))).ToArray();
        if (missing.Length > 0)
            throw Refusal.UnprocessableWithDetails(missing.Select(name => $"{name}: This field is required.").ToArray());
    }

    private JsonElement? Member(string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private JsonElement? Read(string name, JsonValueKind kind) =>
        Member(name) is not { } found ? null : found.ValueKind == kind ? found : throw Refusal.InvalidField(name);
}
