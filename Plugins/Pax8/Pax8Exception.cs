using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>What went wrong with Pax8, named by what the caller can do.</summary>
internal enum Pax8Error
{
    /// <summary>Application ID or Application Secret are not accepted: enter them again.</summary>
    CredentialsRejected,

    /// <summary>The credentials are good but may not do this: fix the role in Pax8.</summary>
    NotAllowed,

    /// <summary>Pax8 says in its own words that it does not know the record that was asked for by its id.</summary>
    NotFound,

    /// <summary>
    /// 404, but not in Pax8's words about that record: a gateway's, an empty one, one about something else. No answer: whether the
    /// record exists is as open as before, and nothing was done.
    /// </summary>
    NotFoundUnproven,

    /// <summary>Pax8 understood and declined: correct what <see cref="Pax8Exception.FieldMessages"/> say and send again.</summary>
    Refused,

    /// <summary>Nothing was done; ask again at <see cref="Pax8Exception.RetryAt"/>.</summary>
    WaitUntil,

    /// <summary>Pax8 was not reached or could not answer; asking again does no harm. See <see cref="Pax8Exception.Reason"/>.</summary>
    Unreachable,

    /// <summary>A request that must not be repeated may have been carried out: look in Pax8 before sending it again.</summary>
    Unclear,

    /// <summary>Something answered, but not with what Pax8's documentation describes.</summary>
    Unreadable,
}

/// <summary>Why Pax8 was not reached; each has a remedy of its own.</summary>
internal enum UnreachableReason
{
    /// <summary>The name of the Endpoint URL does not resolve.</summary>
    HostUnknown,

    /// <summary>No encrypted connection: certificate not trusted, expired or of another host, or no common protocol.</summary>
    TlsFailure,

    /// <summary>No complete answer within the time limit.</summary>
    TimedOut,

    /// <summary>The connection was refused, or broke before the answer was complete.</summary>
    ConnectionBroken,

    /// <summary>Pax8 answered that it cannot answer (5xx).</summary>
    ServerError,
}

/// <summary>
/// The one exception that leaves this folder. <see cref="Exception.Message"/> is a user's sentence: what happened, with
/// which thing, what to do next; it holds neither the secret nor the token.
/// </summary>
internal sealed class Pax8Exception(Pax8Error kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public Pax8Error Kind { get; } = kind;

    /// <summary>Set for <see cref="Pax8Error.Unreachable"/>, and for <see cref="Pax8Error.Unclear"/> where the network was the cause.</summary>
    public UnreachableReason? Reason { get; init; }

    /// <summary>
    /// When to ask again, in UTC. Always set for <see cref="Pax8Error.WaitUntil"/>; set for <see cref="Pax8Error.Unreachable"/>
    /// and <see cref="Pax8Error.Unreadable"/> where the next attempt would have passed the deadline.
    /// </summary>
    public DateTime? RetryAt { get; init; }

    /// <summary>True where nothing was tried: Pax8's limit of calls was used up, or the time of this execution. No failure of what was to be done.</summary>
    public bool WasNotTried => Kind == Pax8Error.WaitUntil && (StatusCode is null or 429);

    /// <summary>True for a 403 that blames the company, not the rights of these credentials: "Invalid companyId". Source: API reference, subscriptions.</summary>
    public bool SaysUnknownCompany => Kind == Pax8Error.NotAllowed && Message.IndexOf("Invalid companyId", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>HTTP status of the last answer; null where none arrived.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What Pax8 said of single fields, as sent; empty where it named none.</summary>
    public IReadOnlyList<string> FieldMessages { get; init; } = [];
}
