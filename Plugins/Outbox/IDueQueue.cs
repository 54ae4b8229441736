using System;

namespace Pax8Dataverse.Outbox;

/// <summary>Knows what of a connector waits to be taken up without anybody asking; rooms above have queues of their own.</summary>
internal interface IDueQueue
{
    /// <summary>Has system jobs take up what is due.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="most">As many as are queued at most; the rest waits for the next call.</param>
    void QueueDue(Guid connectorId, int most = int.MaxValue);
}
