using System;

namespace Pax8Dataverse.Pax8;

/// <summary>How long and how often one request is tried before its failure is told.</summary>
/// <param name="Attempts">Times a request is sent at most, the first included; a renewed token is not counted.</param>
/// <param name="TimeLimit">Time one attempt may take until its whole body has arrived.</param>
/// <param name="WaitsOutTheLimit">Whether 429 is waited for as long as the execution lasts, and no attempt: nothing was tried.</param>
internal sealed record Patience(int Attempts, TimeSpan TimeLimit, bool WaitsOutTheLimit = false)
{
    /// <summary>
    /// Seconds to wait at the limit where Pax8 does not say how long, up to as long again by chance. The window is a minute: who comes back
    /// sooner is turned away once more.
    /// </summary>
    private const double ShortestPauseAtTheLimit = 30;

    /// <summary>A shorter pause is left to the next execution.</summary>
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(10);

    /// <summary>For asynchronous work: nobody watches, an outage of some seconds should go unnoticed.</summary>
    public static readonly Patience OfBackgroundWork = new(4, TimeSpan.FromSeconds(20), WaitsOutTheLimit: true);

    /// <summary>For orders' listings, which were seen to take more than 30 seconds for a partner of many years. Source: API reference, conventions, latency.</summary>
    public static readonly Patience OfOrderListing = new(2, TimeSpan.FromSeconds(60), WaitsOutTheLimit: true);

    /// <summary>For what makes something new in Pax8: sent once an execution, begun only where its full time is left.</summary>
    public static readonly Patience OfPlacing = new(1, TimeSpan.FromSeconds(30));

    /// <summary>Pause before the next attempt where Pax8 names none: 2, 4, 8 seconds.</summary>
    public static TimeSpan BackOffAfter(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt));

    /// <summary>
    /// Pause where Pax8's limit of calls is used up: what Pax8 asks for, else half of the limit's window and up to as long again by chance, so
    /// that executions which were turned away together do not come back together.
    /// </summary>
    /// <param name="waits">Pauses of this request so far.</param>
    /// <param name="asked">Retry-After, where it was sent. After the first pause at least a second: a server that says "now" for ever is not asked in a loop.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <param name="left">Time that the execution has for it; the last pause is as long as that allows.</param>
    public static TimeSpan AtTheLimit(int waits, TimeSpan? asked, double chance, TimeSpan left)
    {
        if (asked is { } time) return waits > 0 && time < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : time;
        var pause = TimeSpan.FromSeconds(ShortestPauseAtTheLimit * (1 + chance));
        return left < pause && left >= WorthWaiting ? left : pause;
    }
}
