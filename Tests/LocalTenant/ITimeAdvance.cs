using System;

namespace Pax8Dataverse.LocalTenant;

/// <summary>A clock that stands still until somebody who "waits" moves it.</summary>
public interface ITimeAdvance
{
    /// <summary>Moves the clock forward. Never backward: a negative duration is refused.</summary>
    void Advance(TimeSpan duration);
}
