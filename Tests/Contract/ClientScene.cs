using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>The plug-ins' client with a network that judges every request and gives the answers of a test.</summary>
internal sealed class ClientScene : IDisposable
{
    private readonly Pax8Gate _gate;

    /// <param name="answer">Answers everything but the request for a token.</param>
    /// <param name="token">Answers the request for a token; null gives one.</param>
    public ClientScene(Pax8Contract contract, Func<Pax8Call, Pax8Answer> answer, Pax8Answer? token = null)
    {
        Network = new JudgingNetwork(contract, call => call.Path == "/v1/token" ? token ?? Token : answer(call));
        _gate = new Pax8Gate(Network, new Pax8Connection(new Uri("https://api.pax8.com"), "application-1", "secret-of-application-1"), new PassingTime(), _ => { }, tokens: new TokenCache());
        Client = new Pax8Client(_gate);
    }

    public Pax8Client Client { get; }

    public JudgingNetwork Network { get; }

    public void Dispose()
    {
        _gate.Dispose();
        Network.Dispose();
    }

    private static Pax8Answer Token { get; } =
        Calls.Answer(200, new System.Text.Json.Nodes.JsonObject { ["access_token"] = "token-1", ["expires_in"] = 86400, ["token_type"] = "Bearer" });

    /// <summary>A hundred seconds that pass by waiting alone, and at once.</summary>
    private sealed class PassingTime : IWait
    {
        private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

        public DateTime UtcNow { get; private set; } = Start;

        public TimeSpan Remaining => Start.AddSeconds(100) - UtcNow;

        public void Delay(TimeSpan time) => UtcNow += time;

        public CancellationTokenSource Limit(TimeSpan time) => new();
    }
}

/// <summary>A network that holds every request against the description before it answers.</summary>
internal sealed class JudgingNetwork(Pax8Contract contract, Func<Pax8Call, Pax8Answer> answer) : HttpMessageHandler
{
    /// <summary>What was wrong with the requests; empty where all conform.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Endpoints in the order in which they were called, without the token's.</summary>
    public List<string> Endpoints { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        var call = new Pax8Call
        {
            Method = request.Method.Method,
            Path = request.RequestUri!.AbsolutePath,
            QueryText = request.RequestUri.Query.TrimStart('?'),
            Headers = headers,
            Body = request.Content is null ? default : await request.Content.ReadAsByteArrayAsync(cancellationToken),
        };
        Findings.AddRange(contract.CheckRequest(call));
        if (call.Path != "/v1/token") Endpoints.Add(contract.EndpointOf(call) ?? $"{call.Method} {call.Path}");
        var given = answer(call);
        var response = new HttpResponseMessage((HttpStatusCode)given.Status) { Content = new ReadOnlyMemoryContent(given.Body) };
        if (given.ContentType.Length > 0) response.Content.Headers.TryAddWithoutValidation("Content-Type", given.ContentType);
        return response;
    }
}
