using System;
using System.Threading;

namespace SimulatedTime;

/// <summary>A clock that stands still until somebody who "waits" moves it.</summary>
public interface ITimeAdvance
{
    /// <summary>True where other threads share the clock: they go on while this one waits, so it must hold nothing that they need.</summary>
    bool IsShared { get; }

    /// <summary>Moves the clock forward. Never backward: a negative duration is refused.</summary>
    void Advance(TimeSpan duration);

    /// <summary>A source whose token is cancelled when the clock has been moved so far.</summary>
    CancellationTokenSource Limit(TimeSpan time);

    /// <summary>Waits for something that takes this long, null for ever, or until the first <see cref="Limit"/> runs out.</summary>
    /// <param name="duration">Time until it is there; null for never.</param>
    /// <param name="otherwise">The limit where none is set on this clock.</param>
    /// <returns>False where the limit came first.</returns>
    bool Await(TimeSpan? duration, TimeSpan otherwise);
}
