using System;

namespace Pax8Dataverse.Pax8;

/// <summary>How long and how often one request is tried before its failure is told.</summary>
/// <param name="Attempts">Times a request is sent at most, the first included; a renewed token is not counted.</param>
/// <param name="TimeLimit">Time one attempt may take until its whole body has arrived.</param>
/// <param name="WaitsOutTheLimit">Whether 429 is waited for as long as the execution lasts, and no attempt: nothing was tried.</param>
internal sealed record Patience(int Attempts, TimeSpan TimeLimit, bool WaitsOutTheLimit = false)
{
    /// <summary>Pauses double up to this, so that they add up to more than the window of Pax8's limit, a minute, within one execution.</summary>
    private const double LongestPause = 32;

    /// <summary>For asynchronous work: nobody watches, an outage of some seconds should go unnoticed.</summary>
    public static readonly Patience OfBackgroundWork = new(4, TimeSpan.FromSeconds(20), WaitsOutTheLimit: true);

    /// <summary>Pause before the next attempt where Pax8 names none: 2, 4, 8 seconds.</summary>
    public static TimeSpan BackOffAfter(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt));

    /// <summary>
    /// Pause where Pax8's limit of calls is used up: what Pax8 asks for, else longer each time, up to half as long again by chance, so
    /// that executions which were turned away together do not come back together.
    /// </summary>
    /// <param name="waits">Pauses of this request so far.</param>
    /// <param name="asked">Retry-After, where it was sent. After the first pause at least a second: a server that says "now" for ever is not asked in a loop.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan AtTheLimit(int waits, TimeSpan? asked, double chance) =>
        asked is { } time ? waits > 0 && time < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : time
        : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, waits + 1), LongestPause) * (1 + (chance / 2)));
}
