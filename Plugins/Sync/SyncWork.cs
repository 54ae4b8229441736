using System;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Works on one batch: page after page, progress saved after each, until it is done or the deadline is near; then the rest
/// goes to a successor. Any execution may be cut off or run twice: the batch's row version tells who owns it.
/// </summary>
internal sealed class SyncWork(
    ConnectorRows connectors, SyncJobRows jobs, SyncBatchRows batches, SyncSources sources, SyncPlan plan, SyncClose close, IClock clock, Deadline deadline)
{
    /// <summary>
    /// Successors a batch may have before the job pauses. The platform allows a depth of eight executions that cause each
    /// other within an hour: custom API, job, batch, four successors; the writes of the last one are the eighth.
    /// Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth.
    /// </summary>
    public const int MaxHops = 4;

    public void Run(Guid batchId)
    {
        var batch = batches.Get(batchId);
        var job = jobs.Get(batch.JobId);
        if (job.IsClosed) return;
        if (!batch.IsOpen)
        {
            close.TryClose(job.Id, batch.Hop);
            return;
        }
        try
        {
            batch = batches.Begin(batch, clock.UtcNow);
            switch (batch.Work)
            {
                case SyncBatch.Works.Pages: ReadPages(job, batch); break;
                case SyncBatch.Works.Check: CheckUnseen(job, batch); break;
                default: Plan(job, batch); break;
            }
        }
        catch (RowChangedException)
        {
            // Another execution took this batch over, or the job was cancelled: the batch is no longer this execution's.
        }
    }

    private void ReadPages(SyncJobState job, SyncBatchState batch)
    {
        var progress = new SyncBatchProgress(batch);
        var source = sources.For(job);
        var earlier = job.Round > 1 ? batches.SeenByJob(job.Id) : null;
        var run = new SyncRun(connectors.Get(job.ConnectorId), job.Id, sources.IssuesOf(job), deadline, progress.Seen, earlier);
        while (progress.NextPage <= batch.LastPage)
        {
            if (deadline.LeavesNoPage)
            {
                HandOver(job, progress);
                return;
            }
            try
            {
                var page = source.PullPage(progress.NextPage, run);
                progress.Counts = progress.Counts.Plus(page.Counts);
                progress.RemoteCount = page.RemoteCount;
                if (!page.Complete)
                {
                    HandOver(job, progress);
                    return;
                }
                run.Issues.Settle(PageRecord(progress.NextPage));
            }
            catch (Pax8Exception failure) when (SyncClose.IsWorthAnotherTry(failure))
            {
                if (batch.Attempts < SyncPlan.MaxAttempts)
                {
                    batches.Save(progress, SyncBatch.Statuses.InProgress, $"{failure.Message} It is tried again.", clock.UtcNow);
                    throw new RetryLaterException(failure.Message);
                }
                progress.FailedPages++;
                RaiseFailedPage(run, source, progress.NextPage, failure);
            }
            catch (Pax8Exception failure)
            {
                batches.Save(progress, SyncBatch.Statuses.Failed, failure.Message, clock.UtcNow);
                close.Fail(job.Id, failure);
                return;
            }
            progress.NextPage++;
            var done = progress.NextPage > batch.LastPage;
            batches.Save(progress, done ? SyncBatch.Statuses.Succeeded : SyncBatch.Statuses.InProgress, null, clock.UtcNow);
            if (!done) close.SaveProgress(job.Id);
        }
        close.TryClose(job.Id, batch.Hop);
    }

    private void CheckUnseen(SyncJobState job, SyncBatchState batch)
    {
        var progress = new SyncBatchProgress(batch);
        var run = new SyncRun(
            connectors.Get(job.ConnectorId), job.Id, sources.IssuesOf(job), deadline, progress.Seen, lastAttempt: batch.Attempts >= SyncPlan.MaxAttempts);
        var counts = progress.Counts;
        try
        {
            var complete = sources.For(job).CheckUnseen(batches.SeenByJob(job.Id), run, ref counts);
            progress.Counts = counts;
            if (!complete)
            {
                HandOver(job, progress);
                return;
            }
            batches.Save(progress, SyncBatch.Statuses.Succeeded, null, clock.UtcNow);
        }
        catch (Pax8Exception failure)
        {
            progress.Counts = counts;
            if (SyncClose.IsWorthAnotherTry(failure) && batch.Attempts < SyncPlan.MaxAttempts)
            {
                batches.Save(progress, SyncBatch.Statuses.InProgress, $"{failure.Message} It is tried again.", clock.UtcNow);
                throw new RetryLaterException(failure.Message);
            }
            batches.Save(progress, SyncBatch.Statuses.Failed, failure.Message, clock.UtcNow);
            close.Fail(job.Id, failure);
            return;
        }
        close.TryClose(job.Id, batch.Hop);
    }

    private void Plan(SyncJobState job, SyncBatchState batch)
    {
        plan.Run(job.Id);
        batches.Save(new SyncBatchProgress(batch), SyncBatch.Statuses.Succeeded, null, clock.UtcNow);
        close.TryClose(job.Id, batch.Hop);
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
            close.EnsureSuccessor(job, batch, progress.NextPage, batch.Hop + 1, progress.Seen);
        }
        close.TryClose(job.Id, batch.Hop);
    }

    private static void RaiseFailedPage(SyncRun run, ISyncSource source, int page, Pax8Exception failure) => run.Issues.Raise(new IssueDraft
    {
        Code = "page",
        RecordId = PageRecord(page),
        What = $"Page {page + 1} of the {source.RecordsName} in Pax8 could not be read.",
        Why = failure.Message,
        WhatToDo = "Nothing was lost: the records of this page are as they were. Start the sync again; if it keeps failing, ask Pax8 support about it.",
        Retryable = true,
    });

    private static string PageRecord(int page) => $"page {page + 1}";
}
