using System;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Lets a paused or stale job go on: every unfinished batch gets a successor that starts from depth one again.
/// A batch that turns out to be alive loses its row and stops by itself.
/// </summary>
internal sealed class SyncResume(ConnectorRows connectors, SyncJobRows jobs, SyncBatchRows batches, IClock clock)
{
    /// <summary>An execution lasts two minutes at most and saves after each page; five minutes of silence mean that none is at work.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);

    public static bool NeedsResume(SyncJobState job, DateTime now) =>
        job.Status == SyncJob.Statuses.Paused || now - job.LastProgress > Stale;

    /// <summary>Resumes the job and returns what to tell the person who asked for it.</summary>
    public string Resume(Guid jobId)
    {
        var job = jobs.Get(jobId);
        if (job.IsClosed) throw new RefusedException("This sync job is finished, so there is nothing to resume. Start a new sync.");
        var connector = connectors.Get(job.ConnectorId);
        if (!connector.IsActive)
            throw new RefusedException($"{connector.Name} is inactive, so nothing is synchronised. Activate the provider integration and resume again.");
        if (!NeedsResume(job, clock.UtcNow)) return "This sync job is running; there is nothing to resume.";
        jobs.Resume(job, clock.UtcNow);
        if (job.Phase == SyncJob.Phases.Planning || !ResumeBatches(job, connector))
            batches.Ensure(job, new SyncBatchDraft($"{job.Id:N}:plan:{clock.UtcNow.Ticks}", SyncBatch.Works.Plan, 0, 0, Hop: 0), connector.Owner);
        return "The interrupted sync was resumed. It goes on in the background from where it stopped.";
    }

    /// <summary>False where no batch waits: all was done but the closing, which planning again leads to.</summary>
    private bool ResumeBatches(SyncJobState job, ConnectorSettings connector)
    {
        var now = clock.UtcNow;
        var waiting = batches.OfJob(job.Id)
            .Where(batch => batch.Status == SyncBatch.Statuses.Paused || (batch.IsOpen && now - batch.LastProgress > Stale))
            .ToList();
        foreach (var found in waiting)
        {
            var batch = batches.Get(found.Id);
            batches.SetAside(batch, "The sync was resumed; a following batch goes on.");
            batches.Ensure(job, SyncClose.Successor(batch, new SyncReading(batch, job, earlier: null), hop: 0), connector.Owner);
        }
        return waiting.Count > 0;
    }
}
