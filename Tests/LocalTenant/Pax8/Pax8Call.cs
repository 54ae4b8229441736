using System;
using System.Collections.Generic;
using System.Text;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>One HTTP request as the simulator sees it: no socket, no stream.</summary>
public sealed record Pax8Call
{
    /// <summary>Upper case: GET, POST …</summary>
    public required string Method { get; init; }

    /// <summary>Absolute path, not unescaped, without query: <c>/v1/companies</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Raw query without the question mark; empty when there is none.</summary>
    public string QueryText { get; init; } = "";

    /// <summary>Names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The body as it was sent; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The endpoint that the call reaches, as in the documents: <c>/companies/{companyId}</c>. Set by the simulator; empty for unknown ones.</summary>
    public string Template { get; init; } = "";

    /// <summary>Method and template, the name under which calls are counted and faults are written: <c>GET /companies</c>; path instead of template for an unknown endpoint.</summary>
    public string Endpoint => Method + " " + (Template.Length == 0 ? Path : Template);

    /// <summary>Query parameters, unescaped. The last of several with one name wins.</summary>
    public IReadOnlyDictionary<string, string> Query => query ??= ReadQuery(QueryText);

    private static readonly Dictionary<string, string> NoHeaders = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyDictionary<string, string>? query;

    /// <summary>Makes a call from an address such as <c>/v1/companies?page=0</c>.</summary>
    /// <param name="method">GET, POST …</param>
    /// <param name="pathAndQuery">Absolute path with or without query.</param>
    /// <param name="bearer">Access token; null sends none.</param>
    /// <param name="json">Body, sent as application/json; null sends none.</param>
    public static Pax8Call Create(string method, string pathAndQuery, string? bearer = null, string? json = null)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (bearer is not null)
            headers["Authorization"] = "Bearer " + bearer;
        if (json is not null)
            headers["Content-Type"] = "application/json";
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        return new Pax8Call
        {
            Method = method.ToUpperInvariant(),
            Path = mark < 0 ? pathAndQuery : pathAndQuery[..mark],
            QueryText = mark < 0 ? "" : pathAndQuery[(mark + 1)..],
            Headers = headers,
            Body = json is null ? default : Encoding.UTF8.GetBytes(json),
        };
    }

    /// <summary>The header's value, or null.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    private static Dictionary<string, string> ReadQuery(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            found[Unescape(name)] = equals < 0 ? "" : Unescape(pair[(equals + 1)..]);
        }

        return found;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
