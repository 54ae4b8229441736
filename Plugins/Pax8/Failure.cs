using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Pax8Dataverse.Pax8;

/// <summary>One attempt that did not bring what was asked for, before it is decided whether another follows.</summary>
/// <param name="Repeat">Whether the same request may succeed soon and sending it again does no harm.</param>
internal sealed record Failure(Pax8Request Request, Pax8Error Kind, bool Repeat)
{
    public UnreachableReason? Reason { get; init; }

    public int? Status { get; init; }

    /// <summary>The wait that Pax8 asked for.</summary>
    public TimeSpan? AskedWait { get; init; }

    /// <summary>What Pax8 said, or a noun phrase for what came instead of JSON; without secrets.</summary>
    public string? Said { get; init; }

    public IReadOnlyList<string> FieldMessages { get; init; } = [];

    /// <summary>The host that a redirect leads to.</summary>
    public string? RedirectsTo { get; init; }

    /// <summary>Whether the token request failed rather than one made with a token.</summary>
    public bool OfTokenRequest { get; init; }

    /// <summary>Whether Pax8 may have carried the request out in spite of the failure.</summary>
    public bool MayHaveArrived { get; init; }

    public Exception? Cause { get; init; }

    /// <summary>No answer came.</summary>
    public static Failure OfNetwork(Pax8Request request, NetworkFailure network, Exception cause)
    {
        var unclear = !request.MayBeRepeated && !network.NeverSent;
        return new Failure(request, unclear ? Pax8Error.Unclear : Pax8Error.Unreachable, Repeat: !unclear) { Reason = network.Reason, MayHaveArrived = !network.NeverSent, Cause = cause };
    }

    /// <summary>An answer that is no success.</summary>
    public static Failure OfStatus(Pax8Request request, bool ofTokenRequest, StatusMeaning meaning, HttpAnswer answer, ErrorBody body, TimeSpan? askedWait)
    {
        // Turned away unread (401, 429) is told by the status. Any other refusal of what must not be sent twice is believed in Pax8's own words
        // alone: a gateway may stand before Pax8, or have lost its answer.
        var isProven = answer.Status is 401 or 429 || ofTokenRequest || body.IsOfPax8;
        var unclear = !request.MayBeRepeated && !(meaning.Declined && isProven);
        var kind = unclear ? Pax8Error.Unclear : meaning.Kind!.Value;
        // "Gone in Pax8" is believed on this answer, so it must be Pax8 who gives it, and about this record.
        if (kind == Pax8Error.NotFound && !body.SaysNoSuchRecord) kind = Pax8Error.NotFoundUnproven;
        // A server that names a time is not out of order but busy.
        if (kind == Pax8Error.Unreachable && askedWait is not null) kind = Pax8Error.WaitUntil;
        return new Failure(request, kind, Repeat: meaning.Repeat && !unclear)
        {
            Reason = kind is Pax8Error.Unreachable or Pax8Error.Unclear ? meaning.Reason : null,
            Status = answer.Status,
            AskedWait = askedWait,
            Said = body.Sentence,
            FieldMessages = body.FieldMessages,
            RedirectsTo = answer.Status / 100 == 3 ? answer.LocationHost ?? "an address it does not name" : null,
            OfTokenRequest = ofTokenRequest,
            MayHaveArrived = !meaning.Declined || unclear,
        };
    }

    /// <summary>A success whose body is not what the documentation describes.</summary>
    public static Failure OfBody(Pax8Request request, bool ofTokenRequest, int status, string what, Exception cause) =>
        new(request, request.MayBeRepeated ? Pax8Error.Unreadable : Pax8Error.Unclear, request.MayBeRepeated)
        {
            Status = status,
            Said = what,
            OfTokenRequest = ofTokenRequest,
            MayHaveArrived = true,
            Cause = cause,
        };

    public Pax8Exception ToException(string host, DateTime? retryAt) => new(Kind, Sentences.Of(this, host, retryAt), Cause)
    {
        Reason = Reason,
        RetryAt = retryAt,
        StatusCode = Status,
        FieldMessages = FieldMessages,
    };
}

/// <summary>An HTTP answer whose body has arrived in full. The body is gone once this is disposed of.</summary>
internal sealed class HttpAnswer(HttpResponseMessage response, Body body) : IDisposable
{
    public int Status => (int)response.StatusCode;

    public Body Body => body;

    public string? LocationHost => response.Headers.Location is { IsAbsoluteUri: true } location ? location.Host : null;

    public RetryConditionHeaderValue? RetryAfter => response.Headers.RetryAfter;

    public void Dispose() => response.Dispose();
}
