using System;
using System.Threading;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Sync;
using SimulatedTime;

namespace Pax8Dataverse.LocalTenant;

/// <summary>The clock that the tenant hands to plug-ins: the tenant's own, virtual or real.</summary>
public sealed class TenantClock(TimeProvider source) : IClock
{
    /// <inheritdoc />
    public DateTime UtcNow => source.GetUtcNow().UtcDateTime;

    /// <summary>Moves a virtual clock, and waits on a real one.</summary>
    public void Delay(TimeSpan time)
    {
        if (source is ITimeAdvance virtualTime) virtualTime.Advance(time);
        else Thread.Sleep(time);
    }

    /// <summary>Runs out when a virtual clock has been moved so far, and after so long on a real one.</summary>
    public CancellationTokenSource Limit(TimeSpan time) =>
        source is ITimeAdvance virtualTime ? virtualTime.Limit(time) : new CancellationTokenSource(time);
}
