using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// The answer of a person to a job that waits for confirmation. The job takes its lock again and goes on in the background, where its
/// rows are shared out among batches.
/// </summary>
internal sealed class HeldDecision(ConnectorRows connectors, SyncKinds kinds, SyncJobRows jobs, SyncBatchRows batches, IClock clock)
{
    /// <summary>Runs in one transaction. Returns what to tell the person who asked for it.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="decision">A value of <see cref="SyncJob.Decisions"/>.</param>
    /// <param name="userId">Who decides.</param>
    public string Decide(Guid jobId, int decision, Guid userId)
    {
        var job = jobs.Get(jobId);
        if (job.Status != SyncJob.Statuses.WaitingForConfirmation)
            throw new RefusedException("This sync job does not wait for confirmation, so there is nothing to apply or to discard. Refresh to see it as it is.");
        var connector = connectors.Get(job.ConnectorId);
        if (!connector.IsActive)
            throw new RefusedException($"{connector.Name} is inactive, so nothing is synchronised. Activate the provider integration and try again.");
        if (connector.IsPartnerInDoubt)
            throw new RefusedException($"{connector.Name} is in doubt: Pax8 looks like another partner's, so nothing of it is applied. Answer that first, then try again.");
        try
        {
            jobs.Decide(job, decision, userId, clock.UtcNow);
        }
        catch (RowExistsException)
        {
            throw new RefusedException("A sync of the same kind is running, and counts what is held anew. Wait until it has ended, then decide on that one.");
        }
        batches.Ensure(job, new SyncBatchDraft($"{job.Id:N}:decide:{clock.UtcNow.Ticks}", SyncBatch.Works.Plan, 0, 0, Hop: 0), connector.Owner);
        var rows = kinds.Of(job).RowsName;
        return decision == SyncJob.Decisions.Apply
            ? $"What is held is applied in the background: each of the {rows} is asked for at Pax8 once more, and what it shows then is taken over. The sync job shows how far it is."
            : $"The {rows} stay as they are here, and the same values are not asked about again. The sync job shows how far it is.";
    }
}
