using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Between System.Net.Http and the simulator's own call and answer.</summary>
internal static class HttpTranslation
{
    public static Pax8Call ToCall(HttpRequestMessage request, byte[] body)
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers)
            headers[header.Key] = string.Join(", ", header.Value);
        if (request.Content is { } content)
        {
            foreach (var header in content.Headers)
                headers[header.Key] = string.Join(", ", header.Value);
        }

        return new Pax8Call
        {
            Method = request.Method.Method.ToUpperInvariant(),
            Path = address.AbsolutePath,
            QueryText = address.Query.TrimStart('?'),
            Headers = headers,
            Body = body,
        };
    }

    public static HttpResponseMessage ToResponse(Pax8Answer answer, HttpRequestMessage request)
    {
        var truncated = answer.Transport is TransportFault.Truncated or TransportFault.TruncatedChunks;
        HttpContent content = truncated
            ? new TruncatedContent(answer.Body, answer.Transport == TransportFault.Truncated)
            : new ReadOnlyMemoryContent(answer.Body);
        if (answer.ContentType.Length > 0)
            content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = content,
            RequestMessage = request,
            Version = HttpVersion.Version11,
        };
        foreach (var (name, value) in answer.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
