using System;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>Plans a job: one cheap call tells how many pages there are, each batch gets a range of them.</summary>
internal sealed class SyncPlan(ConnectorRows connectors, SyncJobRows jobs, SyncBatchRows batches, SyncSources sources, SyncClose close, IClock clock)
{
    /// <summary>The most that Pax8 gives at once. Source: API reference, companies and subscriptions: size up to 200.</summary>
    public const int PageSize = 200;

    /// <summary>
    /// Pages of one batch. Two hundred creates take the platform ten seconds or so, so five pages of a first sync fit into one
    /// execution, and a large tenant is spread over many that run beside each other.
    /// </summary>
    public const int PagesPerBatch = 5;

    /// <summary>Executions the platform allows one system job, the first included.</summary>
    public const int MaxAttempts = 4;

    /// <summary>Others may write the job at the same time; each try starts from what they left.</summary>
    private const int MaxTries = 20;

    /// <summary>
    /// Asks Pax8 for the number of records and creates the batches. May run again at any point: what exists is kept.
    /// </summary>
    public void Run(Guid jobId)
    {
        try
        {
            Plan(jobId);
        }
        catch (RowChangedException)
        {
            // Another execution plans this job, or it was cancelled.
        }
    }

    private void Plan(Guid jobId)
    {
        var job = jobs.Get(jobId);
        if (job.IsClosed) return;
        if (job.Phase != SyncJob.Phases.Planning)
        {
            close.TryClose(jobId, hop: 0);
            return;
        }
        jobs.CountAttempt(job, clock.UtcNow);
        job = jobs.Get(jobId);
        if (job.Round == 0)
        {
            if (!Count(job)) return;
            job = jobs.Get(jobId);
        }
        CreateBatches(batches, job, job.PagesTotal, round: 1, hop: 0, connectors.Get(job.ConnectorId).Owner);
        EnterReading(jobId);
        // Batches may all have finished before the phase was entered; then nobody else closes the job.
        close.TryClose(jobId, hop: 0);
    }

    /// <summary>The first batches are at work already and show their progress on the job, so the job may change at any moment.</summary>
    private void EnterReading(Guid jobId)
    {
        for (var attempt = 1; ; attempt++)
        {
            var job = jobs.Get(jobId);
            if (job.IsClosed)
            {
                // Whoever ended the job cannot have known the batches created since.
                foreach (var batch in batches.OfJob(jobId).Where(batch => batch.IsOpen)) batches.Cancel(batch.Id, "The sync job had ended before this batch began.");
                return;
            }
            if (job.Phase != SyncJob.Phases.Planning) return;
            try
            {
                jobs.EnterPhase(job, SyncJob.Phases.Reading, round: 1, job.PagesTotal, clock.UtcNow);
                return;
            }
            catch (RowChangedException) when (attempt < MaxTries)
            {
                // Start from what is there now.
            }
        }
    }

    private bool Count(SyncJobState job)
    {
        try
        {
            var source = sources.For(job);
            source.Prepare(job.ConnectorId);
            var records = source.CountRecords();
            jobs.SavePlan(job, Pages(records), records, clock.UtcNow);
            sources.IssuesOf(job).Settle(SyncClose.JobRecord);
            return true;
        }
        catch (Pax8Exception failure)
        {
            if (SyncClose.IsWorthAnotherTry(failure) && job.Attempts < MaxAttempts)
            {
                jobs.Note(job, $"{failure.Message} The sync tries again by itself.");
                throw new RetryLaterException(failure.Message);
            }
            close.Fail(job.Id, failure);
            return false;
        }
    }

    public static int Pages(int records) => (records + PageSize - 1) / PageSize;

    /// <summary>Batches for all pages. The keys make a repetition harmless.</summary>
    public static void CreateBatches(SyncBatchRows batches, SyncJobState job, int pages, int round, int hop, Microsoft.Xrm.Sdk.EntityReference? owner)
    {
        for (var first = 0; first < pages; first += PagesPerBatch)
        {
            var last = Math.Min(first + PagesPerBatch, pages) - 1;
            batches.Ensure(job, $"{job.Id:N}:{round}:{first}", SyncBatch.Works.Pages, first, last, hop, owner);
        }
    }
}
