using System;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>What can go wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>No connection comes about, so nothing was sent.</summary>
    ConnectionRefused,

    /// <summary>The request is delivered and executed twice.</summary>
    DeliveredTwice,

    /// <summary>408 in Pax8's envelope.</summary>
    RequestTimeout,

    /// <summary>429, with or without Retry-After.</summary>
    TooManyRequests,

    /// <summary>500, 502, 503 … in Pax8's envelope, with a trace id.</summary>
    ServerError,

    /// <summary>Connection reset.</summary>
    Reset,

    /// <summary>No answer until the caller's time-out.</summary>
    NeverAnswers,

    /// <summary>The body ends in the middle: the connection breaks.</summary>
    Truncated,

    /// <summary>The body ends in the middle but is declared complete: JSON that does not parse.</summary>
    CutJson,

    /// <summary>An answer of the test's own, made from the right one.</summary>
    Rewritten,

    /// <summary>An HTML page instead of JSON, as a proxy or a login page sends it.</summary>
    HtmlPage,

    /// <summary>A token answer without access_token.</summary>
    MissingToken,

    /// <summary>401: the call's token stops being valid.</summary>
    TokenExpired,

    /// <summary>Status and billing term of the first row have values that no document knows.</summary>
    UnknownEnumValues,

    /// <summary>Members that would be left out are sent as null.</summary>
    NullInsteadOfAbsent,

    /// <summary>The first row lacks its name (companies, products) or quantity (subscriptions).</summary>
    MissingRequired,

    /// <summary>Every date-time is written in another of the known forms; the moment stays the same.</summary>
    OddDates,

    /// <summary>The first row's name has a million characters.</summary>
    HugeName,

    /// <summary>A row without id stands before the others.</summary>
    RowWithoutId,

    /// <summary>The first row's phone is an object where the documents have a text.</summary>
    UnreadableRow,

    /// <summary>The right answer, late.</summary>
    Latency,

    /// <summary>An answer that arrives whole and is not true: see <see cref="Fault.Told"/>.</summary>
    Lie,
}

/// <summary>One fault of one call. Made by the factory methods.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; }

    /// <summary>HTTP status for server errors and HTML pages.</summary>
    public int Status { get; private init; }

    /// <summary>Value of Retry-After; null sends none.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Retry-After as an HTTP date instead of seconds.</summary>
    public bool RetryAfterAsDate { get; private init; }

    /// <summary>Whether the call took effect before the fault: the difference that makes a lost POST answer unclear.</summary>
    public bool Executed { get; private init; }

    /// <summary>How often the request comes to Pax8.</summary>
    public int Deliveries => Kind == FaultKind.DeliveredTwice ? 2 : Executed ? 1 : 0;

    /// <summary>Whether a truncated body is chunked (no announced length).</summary>
    public bool Chunked { get; private init; }

    /// <summary>Added to the answer's latency.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>What is not true; null for every other kind.</summary>
    public Lie? Told { get; private init; }

    /// <summary>Makes the answer of <see cref="FaultKind.Rewritten"/> from the right one.</summary>
    public Func<Pax8Answer, Pax8Answer>? Rewrite { get; private init; }

    /// <summary>429. Without <paramref name="retryAfter"/> there is no header at all.</summary>
    public static Fault TooManyRequests(TimeSpan? retryAfter = null, bool asDate = false) =>
        new(FaultKind.TooManyRequests) { Status = 429, RetryAfter = retryAfter, RetryAfterAsDate = asDate };

    /// <summary>No connection comes about: the one failure after which the caller knows that nothing was sent.</summary>
    public static Fault ConnectionRefused() => new(FaultKind.ConnectionRefused);

    /// <summary>Something on the way sends the request a second time, and it is executed twice. The caller sees the second answer.</summary>
    public static Fault DeliveredTwice() => new(FaultKind.DeliveredTwice) { Executed = true };

    /// <summary>408: somebody on the way waited too long for Pax8, before or after the call took effect.</summary>
    public static Fault RequestTimeout(bool executed = false) => new(FaultKind.RequestTimeout) { Status = 408, Executed = executed };

    /// <summary>A 5xx answer.</summary>
    public static Fault ServerError(int status = 500, TimeSpan? retryAfter = null, bool asDate = false, bool executed = false) =>
        new(FaultKind.ServerError) { Status = status, RetryAfter = retryAfter, RetryAfterAsDate = asDate, Executed = executed };

    /// <summary>Connection reset: the request never came there, or it took effect and its answer is lost. The caller can't tell which.</summary>
    public static Fault Reset(bool executed = false) => new(FaultKind.Reset) { Executed = executed };

    /// <summary>No answer until the caller gives up; the request never came there, or took effect.</summary>
    public static Fault NeverAnswers(bool executed = false) => new(FaultKind.NeverAnswers) { Executed = executed };

    /// <summary>The connection ends in the middle of the body; the call took effect.</summary>
    public static Fault Truncated(bool chunked = false) => new(FaultKind.Truncated) { Executed = true, Chunked = chunked };

    /// <summary>Half of the JSON, declared complete; the call took effect.</summary>
    public static Fault CutJson() => new(FaultKind.CutJson) { Executed = true };

    /// <summary>The call takes effect; its answer is what <paramref name="rewrite"/> makes of the right one.</summary>
    public static Fault Rewritten(Func<Pax8Answer, Pax8Answer> rewrite) => new(FaultKind.Rewritten) { Executed = true, Rewrite = rewrite };

    /// <summary>An HTML page with the given status, as a proxy sends it before the call took effect or instead of its answer.</summary>
    public static Fault HtmlPage(int status = 200, bool executed = false) => new(FaultKind.HtmlPage) { Status = status, Executed = executed };

    /// <summary>For POST /token: 200 without access_token. On other endpoints it changes nothing.</summary>
    public static Fault MissingToken() => new(FaultKind.MissingToken) { Executed = true };

    /// <summary>The token of this call is no longer valid, from this call on: 401. On POST /token it changes nothing.</summary>
    public static Fault TokenExpired() => new(FaultKind.TokenExpired) { Status = 401 };

    /// <summary>Unknown values where the documents list the known ones.</summary>
    public static Fault UnknownEnumValues() => new(FaultKind.UnknownEnumValues) { Executed = true };

    /// <summary>null instead of absent members.</summary>
    public static Fault NullInsteadOfAbsent() => new(FaultKind.NullInsteadOfAbsent) { Executed = true };

    /// <summary>A required member is absent.</summary>
    public static Fault MissingRequired() => new(FaultKind.MissingRequired) { Executed = true };

    /// <summary>Every known form of date.</summary>
    public static Fault OddDates() => new(FaultKind.OddDates) { Executed = true };

    /// <summary>A name of 1,048,576 characters.</summary>
    public static Fault HugeName() => new(FaultKind.HugeName) { Executed = true };

    /// <summary>An additional row without id.</summary>
    public static Fault RowWithoutId() => new(FaultKind.RowWithoutId) { Executed = true };

    /// <summary>A row with an id whose values are not of their documented types.</summary>
    public static Fault UnreadableRow() => new(FaultKind.UnreadableRow) { Executed = true };

    /// <summary>The right answer, later.</summary>
    public static Fault Latency(TimeSpan delay) => new(FaultKind.Latency) { Executed = true, Delay = delay };

    /// <summary>An answer that is not true. Whether the call took effect says the lie.</summary>
    public static Fault Lie(Lie lie) => new(FaultKind.Lie) { Executed = true, Told = lie };
}
