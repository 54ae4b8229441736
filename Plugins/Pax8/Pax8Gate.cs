using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// EVERY REQUEST TO PAX8 PASSES HERE: take a token, build the message, send, classify, wait, trace. Nothing else touches
/// HttpClient. One gate serves one execution and one connection.
/// </summary>
/// <remarks>
/// Which TLS versions are offered is left to the platform: setting it here would mean ServicePointManager, which is
/// process-wide and belongs to every plug-in in that process.
/// </remarks>
internal sealed class Pax8Gate : IDisposable
{
    private const long LargestBody = 64L * 1024 * 1024;

    /// <summary>With less time than this no attempt is begun.</summary>
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromSeconds(1);

    private readonly Pax8Connection _connection;
    private readonly IWait _wait;
    private readonly Action<string> _trace;
    private readonly Patience _patience;
    private readonly TokenCache _tokens;
    private readonly HttpClient _client;

    /// <summary>What no text may show: the secret and every token used here.</summary>
    private readonly HashSet<string> _confidential = [];

    /// <param name="handler">The network where the host of this code provides one; null for the real one. A given handler is not disposed of.</param>
    /// <param name="trace">Takes lines for developers; they hold neither secret nor token.</param>
    /// <param name="patience"><see cref="Patience.OfBackgroundWork"/> if null.</param>
    /// <param name="tokens"><see cref="TokenCache.OfProcess"/> if null.</param>
    public Pax8Gate(HttpMessageHandler? handler, Pax8Connection connection, IWait wait, Action<string> trace, Patience? patience = null, TokenCache? tokens = null)
    {
        _connection = connection;
        _wait = wait;
        _trace = trace;
        _patience = patience ?? Patience.OfBackgroundWork;
        _tokens = tokens ?? TokenCache.OfProcess;
        _confidential.Add(connection.ApplicationSecret);
        _client = new HttpClient(handler ?? RealNetwork(), disposeHandler: handler is null)
        {
            MaxResponseContentBufferSize = LargestBody,
            // Each request brings its own limit, see TryOnce; the client's own would be one for all.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // Pooled connections outlive what the sandbox keeps open, and then break at their next use.
        // Source: learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/set-keepalive-false-interacting-external-hosts-plugin.
        _client.DefaultRequestHeaders.ConnectionClose = true;
    }

    /// <summary>Sends a request until it succeeds, may not be repeated, or patience or time run out.</summary>
    /// <param name="read">Turns the body into a result; throws <see cref="JsonException"/> or <see cref="UnreadableBodyException"/> where it cannot. Gets no bytes for an answer without body.</param>
    /// <exception cref="Pax8Exception">Every failure.</exception>
    public T Send<T>(Pax8Request request, Func<Body, T> read)
    {
        if (_connection.IsReadOnly && request.Method != HttpMethod.Get) throw new Pax8Exception(Pax8Error.NotAllowed, Sentences.ReadOnly(request));
        return Repeat(request, read, FindOrFetchToken);
    }

    public void Dispose() => _client.Dispose();

    private string FindOrFetchToken()
    {
        if (_tokens.Find(_connection, _wait.UtcNow) is { } known) return known;
        var token = Repeat(TokenRequest.For(_connection), TokenRequest.Read, tokenSource: null);
        _tokens.Keep(_connection, token.Value, token.Lifetime, _wait.UtcNow);
        return token.Value;
    }

    /// <param name="tokenSource">Null for the token request itself.</param>
    private T Repeat<T>(Pax8Request request, Func<Body, T> read, Func<string>? tokenSource)
    {
        var tokenRenewed = false;
        var mayHaveArrived = false;
        var attempt = 1;
        var waits = 0;
        while (true)
        {
            var token = tokenSource?.Invoke();
            if (token is not null) _confidential.Add(token);
            var failure = TryOnce(request, token, attempt, mayHaveArrived, read, out var result);
            if (failure is null) return result!;
            if (failure.Kind == Pax8Error.CredentialsRejected && token is not null && !tokenRenewed)
            {
                // A token can be revoked before its time. The request was turned away at the door, so it may be sent again, whatever it is.
                tokenRenewed = true;
                _tokens.Drop(_connection, token);
                _trace("pax8.gate: token dropped, fetching another");
                continue;
            }
            mayHaveArrived |= failure.MayHaveArrived;
            // Pax8 takes 1000 calls a minute (developer portal, home page); one over that was turned away unread.
            if (failure.Status == 429 && _patience.WaitsOutTheLimit) Pause(failure, Patience.AtTheLimit(waits, failure.AskedWait, ChanceOf(request, waits++), _wait.Remaining - TimeNeededFor(request)), attempt);
            else PauseOrGiveUp(failure, attempt++);
        }
    }

    private void PauseOrGiveUp(Failure failure, int attempt)
    {
        var host = _connection.Endpoint.Host;
        if (!failure.Repeat) throw failure.ToException(host, retryAt: null);
        var pause = failure.AskedWait ?? Patience.BackOffAfter(attempt);
        var retryAt = _wait.UtcNow + pause;
        if (attempt >= _patience.Attempts) throw failure.ToException(host, failure.Kind == Pax8Error.WaitUntil ? retryAt : null);
        Pause(failure, pause, attempt);
    }

    private void Pause(Failure failure, TimeSpan pause, int attempt)
    {
        if (_wait.Remaining < pause + TimeNeededFor(failure.Request)) throw failure.ToException(_connection.Endpoint.Host, _wait.UtcNow + pause);
        _trace(Line($"pax8.gate: waiting seconds={pause.TotalSeconds:0.###} attempt={attempt}"));
        _wait.Delay(pause);
    }

    private Failure? TryOnce<T>(Pax8Request request, string? token, int attempt, bool mayHaveArrived, Func<Body, T> read, out T? result)
    {
        result = default;
        var begin = _wait.UtcNow;
        var remaining = _wait.Remaining;
        if (remaining < TimeNeededFor(request)) throw new Pax8Exception(Pax8Error.WaitUntil, Sentences.NoTime(request, begin)) { RetryAt = begin };
        using var limit = _wait.Limit(remaining < _patience.TimeLimit ? remaining : _patience.TimeLimit);
        using var message = request.ToMessage(_connection, token);
        HttpAnswer arrived;
        try
        {
            // The platform calls plug-ins synchronously and forbids them other threads, so this one line waits for the network.
            arrived = ExchangeAsync(message, limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (NetworkFailure.From(exception, limit.IsCancellationRequested) is { } network)
        {
            _trace(Line($"pax8.gate: no answer method={request.Method} path={request.Path} reason={network.Reason} attempt={attempt} ms={MillisecondsSince(begin)}"));
            return Failure.OfNetwork(request, network, exception);
        }
        using var answer = arrived;
        _trace(Line($"pax8.gate: answer method={request.Method} path={request.Path} status={answer.Status} attempt={attempt} ms={MillisecondsSince(begin)} bytes={answer.Body.Length}"));

        var meaning = StatusTable.MeaningOf(answer.Status, ofTokenRequest: token is null);
        if (meaning.Kind is null) return TryRead(request, token, answer.Status, answer.Body, read, out result);
        var refusal = Refusal(request, token, meaning, answer);
        // What an earlier attempt has deleted is gone, and that was wanted.
        var isDeleted = refusal.Kind == Pax8Error.NotFound && request.Method == HttpMethod.Delete && mayHaveArrived;
        return isDeleted ? TryRead(request, token, answer.Status, Body.Empty, read, out result) : refusal;
    }

    private static Failure? TryRead<T>(Pax8Request request, string? token, int status, Body body, Func<Body, T> read, out T? result)
    {
        result = default;
        try
        {
            result = read(body);
            return null;
        }
        catch (UnreadableBodyException exception)
        {
            return Failure.OfBody(request, token is null, status, exception.Message, exception);
        }
        catch (JsonException exception)
        {
            return Failure.OfBody(request, token is null, status, ErrorBody.IsHtml(body) ? "a web page" : "broken JSON", exception);
        }
    }

    private Failure Refusal(Pax8Request request, string? token, StatusMeaning meaning, HttpAnswer answer)
    {
        var body = ErrorBody.Read(answer.Body, WithoutSecrets, request.RecordId);
        _trace(Line($"pax8.gate: declined status={answer.Status} said={body.Sentence ?? "nothing"}"));
        return Failure.OfStatus(request, token is null, meaning, answer, body, AskedWait(answer));
    }

    /// <summary>Pax8 documents no Retry-After; it is honoured where it comes, as seconds or as a date.</summary>
    private TimeSpan? AskedWait(HttpAnswer answer)
    {
        if (answer.Status is not (429 or 503)) return null;
        var wait = answer.RetryAfter?.Delta ?? answer.RetryAfter?.Date?.UtcDateTime - _wait.UtcNow;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>A repeatable request may be cut short by the deadline; another would then be unclear, so it is begun only with its full time.</summary>
    private TimeSpan TimeNeededFor(Pax8Request request) => request.MayBeRepeated ? ShortestAttempt : _patience.TimeLimit;

    private async Task<HttpAnswer> ExchangeAsync(HttpRequestMessage message, CancellationToken limit)
    {
        // Buffering the body inside SendAsync puts it under the time limit and the size limit too.
        var response = await _client.SendAsync(message, HttpCompletionOption.ResponseContentRead, limit).ConfigureAwait(false);
        return new HttpAnswer(response, response.Content is null ? Body.Empty : new Body(await response.Content.ReadAsStreamAsync().ConfigureAwait(false)));
    }

    /// <summary>No cookies, and no redirects: one could carry the token, or the secret, to another host.</summary>
    private static HttpClientHandler RealNetwork() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
    };

    /// <summary>An answer may repeat what it was sent.</summary>
    private string WithoutSecrets(string text) =>
        _confidential.Where(secret => secret.Length > 0).Aggregate(text, (kept, secret) => kept.Replace(secret, "***"));

    private double ChanceOf(Pax8Request request, int waits) => Chance.Of($"{request.Path} {_wait.UtcNow.Ticks} {waits}");

    private string MillisecondsSince(DateTime begin) => (_wait.UtcNow - begin).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
