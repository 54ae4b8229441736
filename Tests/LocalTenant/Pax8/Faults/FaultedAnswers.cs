using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Turns a fault and the answer that would have been given into the answer that is given.</summary>
internal static class FaultedAnswers
{
    /// <param name="fault">What goes wrong.</param>
    /// <param name="call">The call.</param>
    /// <param name="right">The right answer; empty with status 0 when the fault says that the call was not executed.</param>
    /// <param name="now">For Retry-After as a date.</param>
    /// <param name="expireToken">Makes the call's token invalid.</param>
    public static Pax8Answer Make(Fault fault, Pax8Call call, Pax8Answer right, DateTimeOffset now, Action expireToken)
    {
        var answer = fault.Kind switch
        {
            FaultKind.TooManyRequests => Refusal.TooMany().ToAnswer(call) with { Headers = RetryAfter(fault, now) },
            FaultKind.ConnectionRefused => right with { Transport = TransportFault.Refused },
            FaultKind.DeliveredTwice => right,
            FaultKind.RequestTimeout => Refusal.Envelope(call, fault.Status, "REQUEST_TIMEOUT", "Request timed out", []),
            FaultKind.ServerError => ServerError(fault, call, now),
            FaultKind.Reset => right with { Transport = TransportFault.Reset },
            FaultKind.NeverAnswers => right with { Transport = TransportFault.NeverAnswers },
            FaultKind.Truncated => right with { Transport = fault.Chunked ? TransportFault.TruncatedChunks : TransportFault.Truncated },
            FaultKind.CutJson => right with { Body = right.Body[..(right.Body.Length / 2)] },
            FaultKind.Rewritten => fault.Rewrite!(right),
            FaultKind.HtmlPage => HtmlPage(fault.Status),
            FaultKind.TokenExpired => Expired(expireToken),
            FaultKind.Latency => right with { Latency = right.Latency + fault.Delay },
            _ => right.Status == 200 ? FaultedData.Change(fault.Kind, call, right) : right,
        };
        return answer with { Fault = fault };
    }

    private static Pax8Answer Expired(Action expireToken)
    {
        expireToken();
        return Refusal.Unauthorized();
    }

    private static Pax8Answer ServerError(Fault fault, Pax8Call call, DateTimeOffset now)
    {
        // The trace id follows from the call, so that a replay gives the same bytes.
        var trace = call.Path.Length.ToString("x8", CultureInfo.InvariantCulture) + now.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);
        var answer = Refusal.Envelope(call, fault.Status, "INTERNAL_SERVER_ERROR", "Something went wrong", [], trace);
        return answer with { Headers = RetryAfter(fault, now) };
    }

    private static Pax8Answer HtmlPage(int status)
    {
        var title = $"{status} {ReasonPhrases.GetReasonPhrase(status)}";
        return new Pax8Answer
        {
            Status = status,
            ContentType = "text/html; charset=utf-8",
            Body = Encoding.UTF8.GetBytes(status == 200
                ? "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>"
                : $"<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center></body></html>"),
        };
    }

    private static Dictionary<string, string> RetryAfter(Fault fault, DateTimeOffset now)
    {
        if (fault.RetryAfter is not { } wait)
            return [];
        var value = fault.RetryAfterAsDate
            ? (now + wait).ToString("R", CultureInfo.InvariantCulture)
            : ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string> { ["Retry-After"] = value };
    }
}
