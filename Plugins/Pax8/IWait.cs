using System;
using System.Threading;

namespace Pax8Dataverse.Pax8;

/// <summary>The time of one execution: what the gate asks before it sends, and the only way it waits.</summary>
internal interface IWait
{
    /// <summary>Now, in UTC.</summary>
    DateTime UtcNow { get; }

    /// <summary>Time until the execution's own deadline; zero or less when it has passed.</summary>
    TimeSpan Remaining { get; }

    /// <summary>Waits on the calling thread. The gate never asks for more than <see cref="Remaining"/>.</summary>
    void Delay(TimeSpan time);

    /// <summary>A source whose token is cancelled when so much time has passed. The caller disposes of it.</summary>
    CancellationTokenSource Limit(TimeSpan time);
}
