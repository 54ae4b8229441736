using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Works on one batch: page after page, progress saved after each, until it is done or the deadline is near; then the rest
/// goes to a successor. Any execution may be cut off or run twice: the batch's row version tells who owns it.
/// </summary>
internal sealed class SyncWork(
    ConnectorRows connectors, SyncJobRows jobs, SyncBatchRows batches, SyncSources sources, SyncPlan plan, SyncClose close, IReadOnlyList<ISyncGuard> guards, IClock clock, Deadline deadline,
    Action<string> trace)
{
    /// <summary>
    /// Successors a batch may have before the job pauses. The platform allows a depth of eight executions that cause each
    /// other within an hour: custom API, job, batch, three successors; what the last one writes is the seventh, and what the steps of that
    /// write, such as licence change logs, the eighth.
    /// Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth.
    /// </summary>
    public const int MaxHops = 3;

    public void Run(Guid batchId)
    {
        try
        {
            Work(batchId);
        }
        catch (RowChangedException)
        {
            // Another execution took this batch over, or the job was cancelled: the batch is no longer this execution's.
        }
        catch (Exception) when (!batches.Exists(batchId))
        {
            // The job was deleted, and its batches with it: nobody waits for what this execution would do.
            trace($"sync.batch: ended, because the sync job was deleted batch={batchId:N}");
        }
        catch (Exception unexpected) when (unexpected is not RetryLaterException)
        {
            GiveUp(batchId, unexpected);
        }
    }

    private void Work(Guid batchId)
    {
        var batch = batches.Get(batchId);
        var job = jobs.Get(batch.JobId);
        if (job.IsClosed) return;
        if (!batch.IsOpen)
        {
            // Cut off between the two writes of a hand-over.
            if (batch.Status == SyncBatch.Statuses.HandedOver) close.EnsureSuccessor(job, batch, new SyncReading(batch, job, earlier: null), Math.Min(batch.Hop + 1, MaxHops));
            close.TryClose(job.Id, batch.Hop);
            return;
        }
        var connector = connectors.Get(job.ConnectorId);
        if (batch.Work != SyncBatch.Works.Plan && guards.Select(guard => guard.OfConnector(connector)).FirstOrDefault(stop => stop is not null) is { } stop)
        {
            close.End(job.Id, stop);
            return;
        }
        batch = batches.Begin(batch, clock.UtcNow);
        switch (batch.Work)
        {
            case SyncBatch.Works.Pages: ReadPages(job, batch, connector); break;
            case SyncBatch.Works.Check:
                Settle(job, batch, connector, (SyncRun run, ref SyncCounts counts) => sources.For(job).CheckUnseen(batches.SeenByJob(job.Id), run, ref counts));
                break;
            case SyncBatch.Works.Apply:
                // Sorted by nothing: each row is found by its id.
                Settle(job, batch, connector, (SyncRun run, ref SyncCounts counts) => sources.HeldBackOf(job)!.Decide(batch.Seen.Uuids.ToList(), job.Answer, run, ref counts));
                break;
            case SyncBatch.Works.Finish:
                Settle(job, batch, connector, (SyncRun run, ref SyncCounts counts) => sources.LeftRowsOf(job)!.Finish(batch.Share ?? "", run, ref counts));
                break;
            default: Plan(job, batch); break;
        }
    }

    private void ReadPages(SyncJobState job, SyncBatchState batch, ConnectorSettings connector)
    {
        var source = sources.For(job);
        var earlier = job.Round > 1 ? batches.SeenByJob(job.Id) : null;
        var reading = new SyncReading(batch, job, earlier);
        var progress = new SyncBatchProgress(batch, reading);
        var run = new SyncRun(connector, job.Id, sources.IssuesOf(job), deadline, reading.Seen, earlier, left: reading.Left);
        var longest = TimeSpan.Zero;
        while (!reading.IsAtEnd)
        {
            // A page that does not end here would be asked for again by whoever goes on; as long as there are enough who can.
            var isLeft = Math.Max(1, batch.LastPage + 1 - reading.NextPage) <= MaxHops - batch.Hop && deadline.LeavesNoPageOf(longest);
            if (isLeft || deadline.LeavesNoPage || reading.IsFull)
            {
                HandOver(job, progress);
                return;
            }
            try
            {
                var page = reading.NextPage;
                var listed = source.ReadPage(page, job.PageSize);
                var begun = clock.UtcNow;
                if (!reading.Pull(listed, run))
                {
                    HandOver(job, progress);
                    return;
                }
                if (clock.UtcNow - begun is var taken && taken > longest) longest = taken;
                run.Issues.Settle(PageRecord(page));
            }
            catch (Pax8Exception refused) when (reading.IsBeyondPlan && IsRefusal(refused))
            {
                reading.End();
            }
            catch (Pax8Exception full) when (full.WasNotTried && batch.Attempts >= Retry.MaxAttempts)
            {
                // Pax8's limit is no failure of a page: a following batch waits on, and after the last one the job is paused.
                HandOver(job, progress);
                return;
            }
            catch (Pax8Exception failure) when (!Retry.IsWorthAnotherTry(failure))
            {
                batches.Save(progress, SyncBatch.Statuses.Failed, failure.Message, clock.UtcNow);
                close.Fail(job.Id, failure.Message);
                return;
            }
            catch (Exception failure) when (failure is not RowChangedException)
            {
                var why = failure is Pax8Exception ? failure.Message : UnexpectedFailure.Of(failure, Reference(job.Id), "sync.batch", trace);
                if (batch.Attempts < Retry.MaxAttempts)
                {
                    batches.NoteFailedTry(progress, $"{why} It is tried again.", clock.UtcNow);
                    throw new RetryLaterException(why);
                }
                RaiseFailedPage(run, sources.KindOf(job), reading.NextPage, why);
                reading.Fail();
            }
            batches.Save(progress, reading.IsAtEnd ? SyncBatch.Statuses.Succeeded : SyncBatch.Statuses.InProgress, null, clock.UtcNow);
            if (!reading.IsAtEnd) close.SaveProgress(job.Id);
        }
        close.TryClose(job.Id, batch.Hop);
    }

    /// <summary>Deals with single records; false where the deadline ended it.</summary>
    private delegate bool Settling(SyncRun run, ref SyncCounts counts);

    private void Settle(SyncJobState job, SyncBatchState batch, ConnectorSettings connector, Settling settle)
    {
        var reading = new SyncReading(batch, job, earlier: null);
        var progress = new SyncBatchProgress(batch, reading);
        var run = new SyncRun(
            connector, job.Id, sources.IssuesOf(job), deadline, reading.Seen, lastAttempt: batch.Attempts >= Retry.MaxAttempts, left: reading.Left);
        var counts = reading.Counts;
        try
        {
            var complete = settle(run, ref counts);
            reading.Counts = counts;
            if (!complete)
            {
                HandOver(job, progress);
                return;
            }
            batches.Save(progress, SyncBatch.Statuses.Succeeded, null, clock.UtcNow);
        }
        catch (Pax8Exception failure)
        {
            reading.Counts = counts;
            if (Retry.IsWorthAnotherTry(failure) && batch.Attempts < Retry.MaxAttempts)
            {
                batches.Save(progress, SyncBatch.Statuses.InProgress, $"{failure.Message} It is tried again.", clock.UtcNow);
                throw new RetryLaterException(failure.Message);
            }
            if (failure.WasNotTried)
            {
                HandOver(job, progress);
                return;
            }
            batches.Save(progress, SyncBatch.Statuses.Failed, failure.Message, clock.UtcNow);
            close.Fail(job.Id, failure.Message);
            return;
        }
        close.TryClose(job.Id, batch.Hop);
    }

    private void Plan(SyncJobState job, SyncBatchState batch)
    {
        if (job.Phase == SyncJob.Phases.Planning) plan.Run(job.Id, batch.Hop);
        batches.Save(new SyncBatchProgress(batch, new SyncReading(batch, job, earlier: null)), SyncBatch.Statuses.Succeeded, null, clock.UtcNow);
        close.TryClose(job.Id, batch.Hop, isForThis: job.Phase != SyncJob.Phases.Planning ? batch.Id : null);
    }

    private void HandOver(SyncJobState job, SyncBatchProgress progress)
    {
        var batch = progress.Batch;
        if (batch.Hop >= MaxHops)
        {
            batches.Save(progress, SyncBatch.Statuses.Paused, "The platform's limit for work that goes on by itself is reached.", clock.UtcNow);
        }
        else
        {
            batches.Save(progress, SyncBatch.Statuses.HandedOver, "The time of this execution was used up; a following batch goes on.", clock.UtcNow);
            close.EnsureSuccessor(job, batch, progress.Reading, batch.Hop + 1);
        }
        close.TryClose(job.Id, batch.Hop);
    }

    /// <summary>
    /// The platform is asked to run the batch again; after the last time it ends, and says so. Nothing of what it did is written
    /// then, since that may be what could not be.
    /// </summary>
    private void GiveUp(Guid batchId, Exception unexpected)
    {
        var batch = batches.Get(batchId);
        var failure = UnexpectedFailure.Of(unexpected, Reference(batch.JobId), "sync.batch", trace);
        var job = jobs.Get(batch.JobId);
        if (job.IsClosed) return;
        try
        {
            if (batch.Attempts < Retry.MaxAttempts)
            {
                // The claim of an open batch counts its execution; what failed after its end counts here.
                if (!batch.IsOpen) batches.CountAttempt(batch);
                throw new RetryLaterException(failure);
            }
            if (batch.IsOpen && batch.Work == SyncBatch.Works.Pages)
            {
                var page = batch.NextPage;
                sources.IssuesOf(job).Raise(FailedPage(sources.KindOf(job), page, failure));
                batches.GiveUp(batch, batch.FailedPages + Math.Max(1, batch.LastPage - page + 1), failure, clock.UtcNow);
                close.TryClose(job.Id, batch.Hop);
                return;
            }
            if (batch.IsOpen) batches.GiveUp(batch, batch.FailedPages, failure, clock.UtcNow);
            close.Fail(job.Id, failure);
        }
        catch (RowChangedException)
        {
            // Another execution goes on with it.
        }
    }

    /// <summary>Names what happened to a job in messages and traces.</summary>
    public static string Reference(Guid jobId) => jobId.ToString("N", CultureInfo.InvariantCulture).Substring(0, 8);

    /// <summary>Whether Pax8 declines the page itself, not these credentials or this moment.</summary>
    private static bool IsRefusal(Pax8Exception failure) => failure.StatusCode is >= 400 and < 500 and not (401 or 403 or 408 or 429);

    private static void RaiseFailedPage(SyncRun run, SyncKind kind, int page, string why) => run.Issues.Raise(FailedPage(kind, page, why));

    private static IssueDraft FailedPage(SyncKind kind, int page, string why) => new()
    {
        Code = "page",
        RecordId = PageRecord(page),
        What = $"Page {page + 1} of the {kind.RecordsName} in Pax8 could not be read.",
        Why = why,
        WhatToDo = "Nothing was lost: the records of this page are as they were. Start the sync again; if it keeps failing, ask Pax8 support about it.",
        Retryable = true,
    };

    /// <summary>Record of the issue that a page could not be read.</summary>
    public static string PageRecord(int page) => $"page {page + 1}";
}
