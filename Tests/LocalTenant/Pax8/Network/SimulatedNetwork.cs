using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SimulatedTime;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// The network of the simulated mode: hands HttpClient's requests to simulators in process and reports failures as HttpClient
/// reports those of real sockets. Waiting costs no time but the given clock's. Give it to an HttpClient whose Timeout is
/// <see cref="AssumedTimeout"/> or longer; it answers on the caller's thread.
/// </summary>
/// <param name="hosts">Simulator by host name (api.pax8.com); every other host is unknown.</param>
/// <param name="time">Moved by the latency of each answer and by each time-out; null lets no time pass.</param>
public sealed class SimulatedNetwork(IReadOnlyDictionary<string, Pax8Simulator> hosts, ITimeAdvance? time = null) : HttpMessageHandler
{
    /// <summary>A network with Pax8's own host only.</summary>
    public SimulatedNetwork(Pax8Simulator simulator, ITimeAdvance? time = null)
        : this(new Dictionary<string, Pax8Simulator>(StringComparer.OrdinalIgnoreCase) { ["api.pax8.com"] = simulator }, time)
    {
    }

    /// <summary>
    /// The time-out of a caller who has set none on the clock: a call that is never answered, or later than this, fails after so long.
    /// </summary>
    public TimeSpan AssumedTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Stands around every call that reaches a simulator; null for none.</summary>
    public ICallProbe? Probe { get; set; }

    /// <summary>Hosts whose certificate the caller refuses. Any value; the key counts.</summary>
    public ConcurrentDictionary<string, bool> RefusedCertificates { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether hosts listen on plain HTTP too. Pax8 does not.</summary>
    public bool PlainHttp { get; set; }

    /// <inheritdoc />
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        return Exchange(request, body.ToArray(), cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false) : [];
        return Exchange(request, body, cancellationToken);
    }

    private HttpResponseMessage Exchange(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = HttpTranslation.ToCall(request, body);
        var simulator = Connect(request.RequestUri!);
        Probe?.Before(call);
        var answer = simulator.Handle(call);
        Probe?.After(call, answer);
        if (answer.Transport == TransportFault.Refused)
            throw NetworkFailures.Refused(request.RequestUri!.Host, request.RequestUri.Port);
        TimeSpan? needed = answer.Transport == TransportFault.NeverAnswers ? null : answer.Latency;
        var arrives = time?.Await(needed, AssumedTimeout) ?? needed <= AssumedTimeout;
        if (!arrives)
            throw NetworkFailures.TimedOut(AssumedTimeout);
        if (answer.Transport == TransportFault.Reset)
            throw NetworkFailures.Reset();
        return HttpTranslation.ToResponse(answer, request);
    }

    private Pax8Simulator Connect(Uri address)
    {
        if (!hosts.TryGetValue(address.Host, out var simulator))
            throw NetworkFailures.UnknownHost(address.Host, address.Port);
        if (!address.IsDefaultPort || (address.Scheme != Uri.UriSchemeHttps && !PlainHttp))
            throw NetworkFailures.Refused(address.Host, address.Port);
        if (RefusedCertificates.ContainsKey(address.Host))
            throw NetworkFailures.Tls();
        return simulator;
    }
}
