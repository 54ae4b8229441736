using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Pax8Dataverse.Tests.Framework;

/// <summary>Answers by method and path, as the network would; anything else is unknown to this Pax8.</summary>
internal sealed class Pax8Answers : HttpMessageHandler
{
    private readonly Dictionary<string, KeyValuePair<HttpStatusCode, string>> _answers = [];

    public Pax8Answers() => On("POST /v1/token", """{"access_token":"framework","expires_in":86400}""");

    public List<string> Calls { get; } = [];

    public Pax8Answers On(string request, string json, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers[request] = new(status, json);
        return this;
    }

    /// <summary>A page that holds all there is.</summary>
    public Pax8Answers OnList(string request, params string[] records) => On(request,
        $$$"""{"content":[{{{string.Join(",", records)}}}],"page":{"size":200,"totalElements":{{{records.Length}}},"totalPages":1,"number":0}}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var call = $"{request.Method} {request.RequestUri.AbsolutePath}";
        Calls.Add(call);
        var answer = _answers.TryGetValue(call, out var known) ? known : new(HttpStatusCode.NotFound, """{"type":"about:blank","message":"unknown"}""");
        return new HttpResponseMessage(answer.Key) { RequestMessage = request, Content = new StringContent(answer.Value, Encoding.UTF8, "application/json") };
    }
}
