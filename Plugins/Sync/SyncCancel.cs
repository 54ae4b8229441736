using System;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Cancels the queued work of a connector that was deactivated. An execution that is at work finds its batch changed when it
/// saves the page it is on, and stops.
/// </summary>
internal sealed class SyncCancel(ConnectorRows connectors, SyncKinds kinds, SyncJobRows jobs, SyncBatchRows batches, IClock clock)
{
    public void StopWorkOfInactive(Guid connectorId)
    {
        var connector = connectors.Get(connectorId);
        if (connector.IsActive) return;
        foreach (var kind in kinds.All)
            if (jobs.Open(connectorId, kind.Number) is { } job) Cancel(job, connector);
    }

    private void Cancel(SyncJobState job, ConnectorSettings connector)
    {
        var all = batches.OfJob(job.Id);
        jobs.Cancel(job.Id,
            $"Cancelled, because {connector.Name} was deactivated. What was read is kept. Activate it and start the sync again to read the rest.", clock.UtcNow);
        foreach (var batch in all.Where(batch => batch.IsOpen || batch.Status == SyncBatch.Statuses.Paused))
            batches.Cancel(batch.Id, "The provider integration was deactivated.");
    }
}
