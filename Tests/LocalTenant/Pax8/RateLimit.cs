using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// So many calls within any 60 seconds. Refused calls do not count; whether they do on the live API, and whether the limit holds
/// per credential or per partner, is not known.
/// </summary>
internal sealed class RateLimit(int perMinute)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Queue<DateTimeOffset> calls = new();

    /// <summary>True when the call may pass; else <paramref name="wait"/> tells when the next one will.</summary>
    public bool Pass(DateTimeOffset now, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (perMinute <= 0)
            return true;
        while (calls.Count > 0 && calls.Peek() + Window <= now)
            calls.Dequeue();
        if (calls.Count >= perMinute)
        {
            wait = calls.Peek() + Window - now;
            return false;
        }

        calls.Enqueue(now);
        return true;
    }
}
