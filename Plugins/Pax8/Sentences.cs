using System;
using System.Collections.Generic;
using System.Globalization;

namespace Pax8Dataverse.Pax8;

/// <summary>What users read of a failure: what happened, with which thing, what to do next.</summary>
internal static class Sentences
{
    /// <summary>Of a request that would change something in Pax8, with a connection that may only read.</summary>
    public static string ReadOnly(Pax8Request request) =>
        $"This environment may only read Pax8, so Pax8 was not asked to {request.Intent}. Enter the Application Secret again in this environment, where changes are meant to be sent from here.";

    public static string Of(Failure failure, string host, DateTime? retryAt)
    {
        var intent = failure.Request.Intent;
        if (failure.RedirectsTo is { } other && failure.Kind == Pax8Error.Refused)
            return $"{host} redirects to {other} when asked to {intent}. Enter the address of Pax8's API as Endpoint URL and try again.";
        return failure.Kind switch
        {
            Pax8Error.CredentialsRejected when failure.OfTokenRequest =>
                $"Pax8 did not accept Application ID and Application Secret{Saying(failure)}. Enter both again as Pax8 shows them, save, and choose Verify Connectivity.",
            Pax8Error.CredentialsRejected =>
                $"Pax8 accepted Application ID and Application Secret but not the request to {intent}{Saying(failure)}. Create new credentials in Pax8, enter both again, save, and choose Verify Connectivity.",
            Pax8Error.NotAllowed =>
                $"Pax8 does not allow these credentials to {intent}{Saying(failure)}. Ask a Partner Admin of Pax8 to permit it, then try again.",
            Pax8Error.NotFound =>
                $"Pax8 did not find what it needs to {intent}{Saying(failure)}. Check in Pax8 whether the record still exists.",
            Pax8Error.NotFoundUnproven =>
                $"The host {host} answered 404 when asked to {intent}, but not in the words in which Pax8 says that a record does not exist{Saying(failure)}. Check that Endpoint URL is the address of Pax8's API; if it is, {Later(retryAt)}.",
            Pax8Error.Refused when failure.Said is { } said =>
                $"Pax8 refused to {intent}: {Ended(said)} Correct this and try again.",
            Pax8Error.Refused =>
                $"Pax8 refused to {intent} and gave no reason (HTTP {failure.Status}). Check the record in Pax8 and try again.",
            Pax8Error.WaitUntil =>
                $"Pax8 takes no more requests for the moment and did not {intent}. Try again after {Moment(retryAt)}.",
            Pax8Error.Unclear =>
                $"Pax8 was asked to {intent}, and it is not known whether it did: {CauseOf(failure, host)}. Look in Pax8 for the result before you send it again.",
            Pax8Error.Unreadable =>
                $"The host {host} answered with {failure.Said ?? "something else than Pax8's API does"} when asked to {intent}. Check that Endpoint URL is the address of Pax8's API; if it is, {Later(retryAt)}.",
            _ => Unreachable(failure, host, retryAt),
        };
    }

    /// <summary>The request was not sent, because an attempt might not end within this execution.</summary>
    public static string NoTime(Pax8Request request, DateTime now) =>
        $"No time was left in this run to {request.Intent}. Nothing was sent; try again after {Moment(now)}.";

    private static readonly Dictionary<UnreachableReason, string> Remedies = new()
    {
        [UnreachableReason.HostUnknown] = "Check the Endpoint URL; if it is right, {0}.",
        [UnreachableReason.TlsFailure] = "Check the Endpoint URL and the certificate of that host, then try again.",
        [UnreachableReason.TimedOut] = "Nothing needs to be changed; {0}.",
        [UnreachableReason.ConnectionBroken] = "Check the Endpoint URL; if it is right, {0}.",
        [UnreachableReason.ServerError] = "Nothing needs to be changed; {0}.",
    };

    private static string Unreachable(Failure failure, string host, DateTime? retryAt)
    {
        var remedy = string.Format(CultureInfo.InvariantCulture, Remedies[failure.Reason ?? UnreachableReason.ServerError], Later(retryAt));
        return $"Pax8 could not be asked to {failure.Request.Intent}: {CauseOf(failure, host)}. {remedy}";
    }

    private static string CauseOf(Failure failure, string host) => failure.Reason switch
    {
        UnreachableReason.HostUnknown => $"the host {host} was not found",
        UnreachableReason.TlsFailure => $"no trusted encrypted connection to {host} could be made",
        UnreachableReason.TimedOut => $"{host} did not answer in time",
        UnreachableReason.ConnectionBroken => $"the connection to {host} was refused or broke off",
        UnreachableReason.ServerError => $"Pax8 reported an error of its own (HTTP {failure.Status}){Saying(failure)}",
        _ => $"{host} answered with {failure.Said ?? "something unreadable"}",
    };

    private static string Saying(Failure failure) => failure.Said is { } said ? $" (it says: {said})" : "";

    private static string Ended(string text) => text.EndsWith(".", StringComparison.Ordinal) || text.EndsWith("…", StringComparison.Ordinal) ? text : text + ".";

    private static string Later(DateTime? retryAt) => retryAt is null ? "try again later" : $"try again after {Moment(retryAt)}";

    private static string Moment(DateTime? utc) =>
        utc is { } moment ? moment.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "a while";
}
