using System;

namespace Pax8Dataverse.Outbox;

/// <summary>Something that waits to be sent to Pax8, as far as its age tells whether it may have been sent before.</summary>
internal interface IOutgoing
{
    /// <summary>When it was made; null for rows that do not say.</summary>
    DateTime? CreatedOn { get; }

    /// <summary>When a system job was last made for it; null where none was.</summary>
    DateTime? QueuedOn { get; }

    /// <summary>Date before which it is not to be sent; null where it may go at once.</summary>
    DateTime? NotBefore { get; }

    /// <summary>True where an execution has dealt with it since it was queued, or it says itself what it waits for.</summary>
    bool IsTouched { get; }
}
