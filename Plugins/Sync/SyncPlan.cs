using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Plans a job: the first page tells how many there are, and each batch gets a range of them. The page that was read for that is
/// pulled here and not asked for again, which is what pays for looking whether a list goes on after a full last page.
/// </summary>
internal sealed class SyncPlan(
    ConnectorRows connectors, SyncJobRows jobs, SyncBatchRows batches, SyncSources sources, SyncClose close, IReadOnlyList<ISyncGuard> guards, IClock clock, Deadline deadline, Action<string> trace)
{
    /// <summary>The most that Pax8 gives at once. Source: API reference, companies, subscriptions and products: size up to 200.</summary>
    public const int PageSize = 200;

    /// <summary>
    /// Pages of one batch. Two hundred creates take the platform ten seconds or so, so five pages of a first sync fit into one
    /// execution, and a large tenant is spread over many that run beside each other.
    /// </summary>
    public const int PagesPerBatch = 5;

    /// <summary>
    /// Pages that are planned at most, a million records: more are not made into batches on the word of one number. The last
    /// batch reads on behind them.
    /// </summary>
    private const int MostPlannedPages = 5000;

    /// <summary>Others may write the job at the same time; each try starts from what they left.</summary>
    private const int MaxTries = 20;

    /// <summary>
    /// Reads the first page, creates the batches and pulls the page. May run again at any point: what exists is kept.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="hop">How many executions led here one after the other.</param>
    public void Run(Guid jobId, int hop = 0)
    {
        try
        {
            Plan(jobId, hop);
        }
        catch (RowChangedException)
        {
            // Another execution plans this job, or it was cancelled.
        }
        catch (Exception) when (!jobs.Exists(jobId))
        {
            trace($"sync.plan: ended, because the sync job was deleted job={jobId:N}");
        }
        catch (Exception unexpected) when (unexpected is not RetryLaterException)
        {
            GiveUp(jobId, unexpected);
        }
    }

    private void Plan(Guid jobId, int hop)
    {
        var job = jobs.Get(jobId);
        if (job.IsClosed) return;
        if (job.Phase != SyncJob.Phases.Planning)
        {
            close.TryClose(jobId, hop);
            return;
        }
        jobs.CountAttempt(job, clock.UtcNow);
        job = jobs.Get(jobId);
        ListedPage? first = null;
        if (job.Round == 0)
        {
            first = ReadFirst(job);
            if (first is null) return;
            job = jobs.Get(jobId);
        }
        var owner = connectors.Get(job.ConnectorId).Owner;
        var drafts = Drafts(job, Math.Max(1, job.PagesTotal), round: 1, hop);
        var made = first is null ? batches.KeysOf(jobId) : [];
        foreach (var later in drafts.Skip(1).Where(draft => !made.Contains(draft.Key)))
        {
            if (deadline.LeavesNoPage && hop < SyncWork.MaxHops)
            {
                batches.Ensure(job, new SyncBatchDraft(Key(job, round: 0, later.FirstPage), SyncBatch.Works.Plan, 0, 0, hop + 1), owner);
                return;
            }
            batches.Ensure(job, later, owner);
        }
        // Last, so that the others are at work while the page is pulled.
        batches.Ensure(job, drafts[0] with { Begun = first is null ? null : Begin(drafts[0], first, job) }, owner);
        EnterReading(jobId);
        // Batches may all have finished before the phase was entered; then nobody else closes the job.
        close.TryClose(jobId, hop);
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

    /// <summary>The first page, with the plan that follows from it saved; null where the job failed for want of it.</summary>
    private ListedPage? ReadFirst(SyncJobState job)
    {
        try
        {
            var source = sources.For(job);
            var connector = connectors.Get(job.ConnectorId);
            var first = source.ReadPage(0, PageSize);
            foreach (var guard in guards)
            {
                if (guard.OfFirstPage(connector, sources.KindOf(job), first) is not { } stop) continue;
                close.End(job.Id, stop);
                return null;
            }
            connectors.ShowHome(connector);
            source.Prepare(job.ConnectorId);
            var size = SizeOf(first);
            jobs.SavePlan(job, Pages(first.Total, size), size, first.Total, clock.UtcNow);
            sources.IssuesOf(job).Settle(SyncClose.JobRecord);
            return first;
        }
        catch (Pax8Exception failure)
        {
            if (Retry.IsWorthAnotherTry(failure) && job.Attempts < Retry.MaxAttempts)
            {
                jobs.Note(job, $"{failure.Message} The sync tries again by itself.");
                throw new RetryLaterException(failure.Message);
            }
            if (failure.WasNotTried)
                jobs.Pause(job, "The sync was paused before anything was read, because Pax8 takes no more calls at present. Press Resume, or start the sync again, to go on.");
            else
                close.Fail(job.Id, failure.Message);
            return null;
        }
    }

    /// <summary>Pulls the first page. Null where it did not go well: then the batch reads it anew, and says what is wrong with it.</summary>
    private SyncReading? Begin(SyncBatchDraft batch, ListedPage first, SyncJobState job)
    {
        if (deadline.LeavesNoPage) return null;
        var seen = SeenIds.Parse(null);
        var reading = new SyncReading(batch.LastPage, batch.ReadsToEnd, job.PageSize, job.RemoteCount, earlier: null, seen);
        try
        {
            reading.Pull(first, new SyncRun(connectors.Get(job.ConnectorId), job.Id, sources.IssuesOf(job), deadline, seen, left: reading.Left));
            return reading;
        }
        catch (Exception failure)
        {
            trace($"sync.plan: first page not pulled job={job.Id:N} {ExceptionText.Of(failure)}");
            return null;
        }
    }

    /// <summary>The platform is asked to run the plan again; after the last time the job ends and says so.</summary>
    private void GiveUp(Guid jobId, Exception unexpected)
    {
        var failure = UnexpectedFailure.Of(unexpected, SyncWork.Reference(jobId), "sync.plan", trace);
        var job = jobs.Get(jobId);
        if (job.IsClosed) return;
        if (job.Attempts < Retry.MaxAttempts) throw new RetryLaterException(failure);
        close.Fail(jobId, failure);
    }

    /// <summary>What Pax8 says it worked with, unless it gave more than that at once.</summary>
    private static int SizeOf(ListedPage first) => first.Size is { } size && size > 0 && size < PageSize && first.Entries <= size ? size : PageSize;

    /// <summary>Pages that so many records fill, at least one: whether the list is empty is seen there.</summary>
    public static int Pages(int records, int pageSize) => Math.Min(MostPlannedPages, Math.Max(1, (int)(((long)records + pageSize - 1) / pageSize)));

    /// <summary>Batches for all pages, in their order; the last of them reads on.</summary>
    public static List<SyncBatchDraft> Drafts(SyncJobState job, int pages, int round, int hop)
    {
        var drafts = new List<SyncBatchDraft>();
        for (var first = 0; first < pages; first += PagesPerBatch)
        {
            var last = Math.Min(first + PagesPerBatch, pages) - 1;
            drafts.Add(new SyncBatchDraft(Key(job, round, first), SyncBatch.Works.Pages, first, last, hop) { ReadsToEnd = last == pages - 1 });
        }
        return drafts;
    }

    public static string Key(SyncJobState job, int round, int firstPage) => $"{job.Id:N}:{round}:{firstPage}";
}
