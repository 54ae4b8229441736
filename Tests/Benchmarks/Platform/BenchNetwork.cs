using System;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>Answers the requests of a sync from bytes that lie ready.</summary>
internal sealed class BenchNetwork(PlatformMeter meter) : HttpMessageHandler
{
    private static readonly byte[] Token = """{"access_token":"token-of-the-measures","expires_in":86400,"token_type":"Bearer"}"""u8.ToArray();

    public RecordPages? Pages { get; set; }

    public int Gets { get; private set; }

    public int Tokens { get; private set; }

    public void ResetCounts() => Gets = Tokens = 0;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        meter.Enter();
        var answer = new HttpResponseMessage { RequestMessage = request, Content = new ByteArrayContent(Body(request)) };
        answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        meter.Leave();
        return Task.FromResult(answer);
    }

    private byte[] Body(HttpRequestMessage request)
    {
        var address = request.RequestUri!;
        if (request.Method == HttpMethod.Post && address.AbsolutePath == "/v1/token")
        {
            Tokens++;
            return Token;
        }
        if (request.Method != HttpMethod.Get) throw new NotSupportedException($"{request.Method} {address} is not one that the measures know.");
        Gets++;
        if (Pages!.Others.TryGetValue(address.AbsolutePath, out var other)) return other;
        if (address.AbsolutePath != Pages.Path) throw new NotSupportedException($"{request.Method} {address} is not one that the measures know.");
        var query = address.Query.AsSpan();
        var page = int.Parse(query["?page=".Length..query.IndexOf('&')], CultureInfo.InvariantCulture);
        return page < Pages.Bodies.Count ? Pages.Bodies[page] : Pages.End;
    }
}
