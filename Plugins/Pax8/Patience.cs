using System;

namespace Pax8Dataverse.Pax8;

/// <summary>How long and how often one request is tried before its failure is told.</summary>
/// <param name="Attempts">Times a request is sent at most, the first included; a renewed token is not counted.</param>
/// <param name="TimeLimit">Time one attempt may take until its whole body has arrived.</param>
internal sealed record Patience(int Attempts, TimeSpan TimeLimit)
{
    /// <summary>For asynchronous work: nobody watches, an outage of some seconds should go unnoticed.</summary>
    public static readonly Patience OfBackgroundWork = new(4, TimeSpan.FromSeconds(20));

    /// <summary>Pause before the next attempt where Pax8 names none: 2, 4, 8 seconds.</summary>
    public static TimeSpan BackOffAfter(int attempt) => TimeSpan.FromSeconds(Math.Pow(2, attempt));
}
