using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace Pax8Dataverse.Tests.Web.Fixture;

/// <summary>Somebody with an HTTP client and a cookie.</summary>
internal sealed class Caller(HttpClient http, Uri server, string? cookie)
{
    /// <summary>All annotations.</summary>
    public static readonly (string, string) Annotated = ("Prefer", "odata.include-annotations=\"*\"");

    /// <summary>The written row comes back.</summary>
    public static readonly (string, string) Representation = ("Prefer", "return=representation");

    public static (string, string) PageSize(int rows) => ("Prefer", $"odata.maxpagesize={rows}");

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    /// <summary>Sends to the Web API, or to a path of the server that begins with /, or to a whole address.</summary>
    public Task<Answer> SendAsync(string method, string path, JsonNode? body = null, params (string Name, string Value)[] headers) =>
        SendTextAsync(method, path, body?.ToJsonString(), "application/json", headers);

    /// <summary>The same with a body that may be anything.</summary>
    public async Task<Answer> SendTextAsync(string method, string path, string? body, string contentType, params (string Name, string Value)[] headers)
    {
        var address = new Uri(path.StartsWith('/') ? server : new Uri(server, "/api/data/v9.2/"), path);
        return await SendAsync(method, address, body is null ? null : new StringContent(body, Encoding.UTF8, contentType), headers);
    }

    /// <summary>Sends the path as it is, dots and all.</summary>
    public Task<Answer> GetUntouchedAsync(string path) => SendAsync("GET",
        new Uri(server.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), null);

    private async Task<Answer> SendAsync(string method, Uri address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        using var response = await http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>The rows of a collection.</summary>
    public JsonObject[] Rows => [.. Json["value"]!.AsArray().Select(row => row!.AsObject())];

    /// <summary>The sentence of a refusal.</summary>
    public string Error => (string)Json["error"]!["message"]!;

    /// <summary>The number of a refusal, such as 0x80040217.</summary>
    public string Code => (string)Json["error"]!["code"]!;

    /// <summary>The id in the header OData-EntityId.</summary>
    public Guid EntityId => Guid.Parse(Headers["OData-EntityId"].Split('(', ')')[1]);

    /// <summary>Values of one column of the rows, in their order.</summary>
    public IReadOnlyList<string?> Column(string name) => [.. Rows.Select(row => row[name]?.ToString())];

    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text}");
        return this;
    }
}
