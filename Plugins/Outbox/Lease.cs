using System;

namespace Pax8Dataverse.Outbox;

/// <summary>
/// The right of one execution to send what waits of one record, kept on its row until a moment. Taken by a write under the row's version
/// before anything is sent, so that two cannot have it; over without having been given back, it says that Pax8 may have taken something.
/// </summary>
/// <param name="Until">UTC; null where nobody has it and nothing is unclear.</param>
internal readonly record struct Lease(DateTime? Until)
{
    /// <summary>
    /// The platform ends an execution after two minutes, so three outlive whoever took it.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/analyze-performance.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(3);

    /// <summary>True while an execution has it; nobody else writes what is being sent meanwhile.</summary>
    public bool IsHeld(DateTime now) => Until is { } until && until > now;

    /// <summary>True where somebody began to send and Pax8 was not read since: it may have what was sent or not.</summary>
    public bool IsUnclear(DateTime now) => Until is { } until && until <= now;
}
