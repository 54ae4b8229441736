using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Ends a job when its last batch has finished, whoever that is. Every step is decided by the job's row version and every
/// batch it creates has a key, so several executions can try at once and any of them can be cut off.
/// </summary>
internal sealed class SyncClose(
    ConnectorRows connectors, SyncJobRows jobs, SyncBatchRows batches, SyncSources sources, HeldLimit limit, OwnerNotices notices, IClock clock, Deadline deadline)
{
    /// <summary>Record of issues that concern the whole job.</summary>
    public const string JobRecord = "sync job";

    /// <summary>Rounds of reading a list that keeps shifting, before the rest is left to the next sync.</summary>
    private const int MaxRounds = 2;

    /// <summary>Between two looks at how far the batches are; each reads them all, and the job's row is everybody's.</summary>
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Records of a job that is ended by the execution of its last batch; a larger one takes an execution of its own. Batches that end at
    /// the same moment would all compare what they read.
    /// </summary>
    private const int MostAtOnce = 5_000;

    /// <summary>Rows that one batch applies: a call and a few writes each.</summary>
    private const int RowsPerBatch = 100;

    /// <summary>Others may write the job at the same time; each try starts from what they left.</summary>
    private const int MaxTries = 20;

    /// <summary>What this execution has written of the rows left for the end; null where it has not decided about them.</summary>
    private SyncCounts? _finishedHere;

    /// <summary>Closes the job, or takes the next step towards it: a second reading, the check of unseen rows, a pause.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="hop">How many executions led here one after the other.</param>
    /// <param name="isForThis">Its batch, where the execution does nothing else and has its whole time.</param>
    public void TryClose(Guid jobId, int hop, Guid? isForThis = null)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var job = jobs.Get(jobId);
            if (job.IsClosed || job.Phase == SyncJob.Phases.Planning) return;
            try
            {
                if (batches.IsAnyOpen(jobId)) SaveProgress(job);
                else Step(job, batches.OfJob(jobId), hop, isForThis);
                return;
            }
            catch (RowChangedException)
            {
                // Somebody else moved the job on since it was read.
            }
        }
    }

    /// <summary>
    /// Shows the sum of all batches on the job, at most every ten seconds: what is true meanwhile stands on the batches. Skipped where
    /// another batch does the same at this moment.
    /// </summary>
    public void SaveProgress(Guid jobId)
    {
        var job = jobs.Get(jobId);
        if (job.IsClosed) return;
        try
        {
            SaveProgress(job);
        }
        catch (RowChangedException)
        {
            // The other one's sum is as good, and the end counts again.
        }
    }

    /// <summary>Ends the job for a reason that no further batch could overcome, such as rejected credentials.</summary>
    public void Fail(Guid jobId, string why) => End(jobId, new SyncStop(SyncJob.Statuses.Failed, why, new IssueDraft
    {
        Code = "job",
        RecordId = JobRecord,
        What = "The sync was ended before all records were read.",
        Why = why,
        WhatToDo = "Press Verify Connectivity on the provider integration to see whether Pax8 answers, put right what it says, then start the sync again. What was read is kept.",
    }));

    /// <summary>Ends the job; the issue first, so that whoever is cut off in between comes here again.</summary>
    public void End(Guid jobId, SyncStop stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var job = jobs.Get(jobId);
            if (job.IsClosed) return;
            try
            {
                sources.IssuesOf(job).Raise(stop.Issue);
                var all = batches.OfJob(jobId);
                Close(job, new SyncEnd(stop.Status, stop.Message, Sum(all), Pages(job, all), 0));
                return;
            }
            catch (RowChangedException)
            {
                // Read again and end it then.
            }
        }
    }

    /// <summary>The batch that goes on where another stopped; created once, however often this is called.</summary>
    public void EnsureSuccessor(SyncJobState job, SyncBatchState batch, SyncReading reading, int hop) =>
        batches.Ensure(job, Successor(batch, reading, hop), connectors.Get(job.ConnectorId).Owner);

    /// <summary>What was seen goes along unless it fills the successor's column: then the end of the job has it from the predecessor.</summary>
    public static SyncBatchDraft Successor(SyncBatchState batch, SyncReading reading, int hop) => new(SuccessorKey(batch), batch.Work, reading.NextPage, batch.LastPage, hop)
    {
        ReadsToEnd = batch.ReadsToEnd,
        Seen = reading.Seen.IsLarge ? null : reading.Seen,
        Share = batch.Share,
        RemoteCount = reading.RemoteCount,
        ListedCount = reading.ListedCount,
    };

    private static string SuccessorKey(SyncBatchState batch) => $"{batch.Id:N}:next";

    private void Step(SyncJobState job, List<SyncBatchState> all, int hop, Guid? isForThis)
    {
        if (MendHandOvers(job, all) || MendRound(job, all, hop)) return;
        if (all.Any(batch => batch.Status == SyncBatch.Statuses.Paused))
        {
            jobs.Pause(job, $"The sync was paused after {Pages(job, all).Done} of {Pages(job, all).Total} pages, because the platform limits how long work may go on by itself. Press Resume, or start the sync again, to go on from there.");
            return;
        }
        if (job.Phase == SyncJob.Phases.Applying)
        {
            EndApplying(job, all);
            return;
        }
        if (job.Phase == SyncJob.Phases.Deciding)
        {
            ShareOut(job, all, hop);
            return;
        }
        // What many records take to be compared at the end does not fit behind the work of a batch.
        if (isForThis is null && hop < SyncWork.MaxHops && (job.RemoteCount > MostAtOnce || EndsAlone(job)))
        {
            Continue(job, all, hop);
            return;
        }
        var failedPages = all.Sum(batch => batch.FailedPages);
        // What was not read proves nothing about what is missing.
        var lacking = 0;
        var seen = new Lazy<SeenIds>(() => batches.SeenByJob(job.Id), isThreadSafe: false);
        if (failedPages == 0 && IsToCompare(job, all) && NextPhase(job, all, hop, seen.Value, out lacking)) return;
        if (job.Phase == SyncJob.Phases.Checking && EnsureCheck(job, all, hop)) return;
        if (job.Phase != SyncJob.Phases.Finishing && !EndRows(job))
        {
            Continue(job, all, hop);
            return;
        }
        if (job.Phase != SyncJob.Phases.Finishing && sources.LeftRowsOf(job) is { } rows && ShareOutLeft(job, rows, ref all, hop, isForThis)) return;
        var verdict = sources.HeldBackOf(job) is { } held ? limit.Judge(job, connectors.Get(job.ConnectorId), held) : null;
        Conclude(job, EndOf(job, all, seen.Value, failedPages, lacking, verdict), verdict, all, hop);
    }

    /// <summary>A check has looked at what was missing one by one, and leaves nothing to compare.</summary>
    private static bool IsToCompare(SyncJobState job, List<SyncBatchState> all) =>
        job.Phase == SyncJob.Phases.Reading || (job.Phase == SyncJob.Phases.Finishing && all.TrueForAll(batch => batch.Work != SyncBatch.Works.Check));

    /// <summary>A second reading and a check need the executions that are left.</summary>
    private bool EndsAlone(SyncJobState job) => job.Phase == SyncJob.Phases.Reading && job.Round < MaxRounds && sources.For(job).EndsAlone;

    private bool EndRows(SyncJobState job) => sources.For(job).End(RunOf(job));

    /// <summary>Leaves the end of the job to another execution, which has time for it.</summary>
    private void Continue(SyncJobState job, List<SyncBatchState> all, int hop)
    {
        if (hop >= SyncWork.MaxHops)
            jobs.Pause(job, "All pages were read. The sync was paused before its end, because the platform limits how long work may go on by itself. Press Resume, or start the sync again, to go on from there.");
        else
            batches.Ensure(job, new SyncBatchDraft($"{job.Id:N}:end:{all.Count(batch => !batch.IsOpen)}", SyncBatch.Works.Plan, 0, 0, hop + 1), connectors.Get(job.ConnectorId).Owner);
    }

    /// <summary>A batch that says it was handed over, with no successor: the execution was cut off between the two.</summary>
    private bool MendHandOvers(SyncJobState job, List<SyncBatchState> all)
    {
        var keys = new HashSet<string>(all.Select(batch => batch.Key));
        var orphans = all.Where(batch => batch.Status == SyncBatch.Statuses.HandedOver && !keys.Contains(SuccessorKey(batch))).ToList();
        foreach (var orphan in orphans)
            EnsureSuccessor(job, orphan, new SyncReading(batches.Get(orphan.Id), job, earlier: null), Math.Min(orphan.Hop + 1, SyncWork.MaxHops));
        return orphans.Count > 0;
    }

    /// <summary>True where the job goes on: lists without a cursor can shift while they are read, and rows can be gone from them.</summary>
    private bool NextPhase(SyncJobState job, List<SyncBatchState> all, int hop, SeenIds seen, out int lacking)
    {
        lacking = 0;
        var isReading = job.Phase == SyncJob.Phases.Reading;
        var list = ListFacts.Of(job, all, seen);
        if (isReading && list.Missing > 0 && job.Round < MaxRounds && hop < SyncWork.MaxHops)
        {
            var pages = SyncPlan.Pages(list.Counted, job.PageSize);
            jobs.EnterPhase(job, SyncJob.Phases.Reading, job.Round + 1, Pages(job, all).Total + pages, clock.UtcNow);
            EnsureRound(jobs.Get(job.Id), pages, all, hop);
            return true;
        }
        var run = new SyncRun(connectors.Get(job.ConnectorId), job.Id, sources.IssuesOf(job), deadline, seen);
        var failedRows = Sum(all).Failed - seen.WithoutId;
        var present = sources.For(job).CountPresentRows(run);
        lacking = Math.Max(0, seen.Present - failedRows - present);
        if (!isReading || present <= seen.Present - failedRows) return false;
        jobs.EnterPhase(job, SyncJob.Phases.Checking, job.Round, Pages(job, all).Total, clock.UtcNow);
        CreateCheck(jobs.Get(job.Id), hop);
        return true;
    }

    /// <summary>True where batches of the second reading were missing: the execution that began it was cut off.</summary>
    private bool MendRound(SyncJobState job, List<SyncBatchState> all, int hop)
    {
        if (job.Phase != SyncJob.Phases.Reading || job.Round < 2) return false;
        // The batch that reads to the end is created first and knows the number of pages.
        var last = all.FirstOrDefault(batch => batch.ReadsToEnd && batch.Key == SyncPlan.Key(job, job.Round, batch.FirstPage));
        var pages = last is null ? SyncPlan.Pages(ListFacts.Of(job, all, batches.SeenByJob(job.Id)).Counted, job.PageSize) : last.LastPage + 1;
        return EnsureRound(job, pages, all, Math.Max(0, hop - 1));
    }

    /// <summary>False where all batches of the round exist.</summary>
    private bool EnsureRound(SyncJobState job, int pages, List<SyncBatchState> all, int hop)
    {
        var keys = new HashSet<string>(all.Select(batch => batch.Key));
        var missing = SyncPlan.Drafts(job, pages, job.Round, hop + 1).Where(draft => !keys.Contains(draft.Key)).Reverse().ToList();
        var owner = connectors.Get(job.ConnectorId).Owner;
        foreach (var draft in missing)
        {
            batches.Ensure(job, draft, owner);
            // The last of those that were made comes here again and makes the rest.
            if (deadline.LeavesNoPage) break;
        }
        return missing.Count > 0;
    }

    private bool EnsureCheck(SyncJobState job, List<SyncBatchState> all, int hop)
    {
        if (all.Any(batch => batch.Work == SyncBatch.Works.Check)) return false;
        CreateCheck(job, hop);
        return true;
    }

    /// <summary>After the last hop a check would be at the depth where it could read but no longer write, so it waits to be resumed.</summary>
    private void CreateCheck(SyncJobState job, int hop)
    {
        if (hop >= SyncWork.MaxHops)
            jobs.Pause(job, $"All pages were read. The sync was paused before the check of {sources.KindOf(job).RowsName} that Pax8 no longer lists, because the platform limits how long work may go on by itself. Press Resume, or start the sync again, to go on from there.");
        else
            batches.Ensure(job, new SyncBatchDraft(CheckKey(job), SyncBatch.Works.Check, 0, 0, hop + 1), connectors.Get(job.ConnectorId).Owner);
    }

    private static string CheckKey(SyncJobState job) => $"{job.Id:N}:check";

    /// <summary>
    /// Closes the job. Where it holds what Pax8 would take away, that is applied first, or a person is asked, and the job gives its lock back
    /// meanwhile.
    /// </summary>
    private void Conclude(SyncJobState job, SyncEnd end, HeldVerdict? verdict, List<SyncBatchState> all, int hop)
    {
        if (verdict is { IsAsked: false })
        {
            jobs.EnterDeciding(job, end, verdict.Stake, clock.UtcNow);
            ShareOut(jobs.Get(job.Id), all, hop);
            return;
        }
        if (verdict is null) Close(job, end);
        else Close(job, end with { Status = SyncJob.Statuses.WaitingForConfirmation, Message = $"{HeldLimit.Question(verdict.Stake, sources.KindOf(job).RowsName)} {end.Message}" }, verdict.Stake);
        EndOlderQuestions(job, isAsked: verdict is not null);
    }

    /// <summary>
    /// Makes batches of the rows that hold something. Whoever is cut off does it again: rows that two batches have are decided by the first.
    /// </summary>
    private void ShareOut(SyncJobState job, List<SyncBatchState> all, int hop)
    {
        var rows = sources.HeldBackOf(job)?.RowsOf(job.ConnectorId, job.Decision is null ? job.ProviderAccountId : null) ?? [];
        var owner = connectors.Get(job.ConnectorId).Owner;
        for (var first = 0; first < rows.Count; first += RowsPerBatch)
        {
            if (hop >= SyncWork.MaxHops || deadline.LeavesNoPage)
            {
                Continue(job, all, hop);
                return;
            }
            var some = SeenIds.Parse(null);
            for (var at = first; at < Math.Min(first + RowsPerBatch, rows.Count); at++) some.Add(rows[at].ToString("D"), absent: false);
            batches.Ensure(job, new SyncBatchDraft($"{job.Id:N}:apply:{rows[first]:N}", SyncBatch.Works.Apply, 0, 0, hop + 1) { Seen = some }, owner);
        }
        jobs.EnterApplying(jobs.Get(job.Id), clock.UtcNow);
        // The batches may have finished before the phase was entered; then nobody else closes the job.
        TryClose(job.Id, hop);
    }

    /// <summary>
    /// Has it decided what becomes of the rows that were left for the end, and makes a batch of each share but the first, which is written here: few
    /// rows need no batch. False where the job can be closed. Deciding reads a whole table, so one execution does it and no other beside it: its
    /// batch stays open until all is written or shared out. Whoever is cut off before decides again.
    /// </summary>
    private bool ShareOutLeft(SyncJobState job, ILeftRows rows, ref List<SyncBatchState> all, int hop, Guid? isForThis)
    {
        if (_finishedHere is not null) return false;
        if (!batches.IsAnyLeft(job.Id))
        {
            sources.IssuesOf(job).Settle(rows.NotDecided.RecordId);
            return false;
        }
        if (isForThis is null && hop < SyncWork.MaxHops)
        {
            Continue(job, all, hop);
            return true;
        }
        var open = isForThis is { } own ? batches.Reopen(own, clock.UtcNow) : null;
        var isComplete = WriteShares(job, rows, hop, out var isShared, out var counts);
        if (isComplete && isShared) EnterFinishing(job.Id);
        if (open is not null)
            batches.Save(new SyncBatchProgress(open, new SyncReading(open, job, earlier: null) { Counts = open.Counts.Plus(counts) }), SyncBatch.Statuses.Succeeded, null, clock.UtcNow);
        all = batches.OfJob(job.Id);
        if (!isComplete)
        {
            Continue(job, all, hop);
            return true;
        }
        if (!isShared)
        {
            // Kept on the batch where there is one.
            _finishedHere = open is null ? counts : default(SyncCounts);
            return false;
        }
        // The batches may have finished meanwhile; then nobody else closes the job.
        TryClose(job.Id, hop, isForThis);
        return true;
    }

    /// <summary>False where the time was not enough: after the last hop nothing can be handed on, so there as much as fits is written.</summary>
    /// <param name="job">The job.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="hop">As of <see cref="TryClose"/>.</param>
    /// <param name="isShared">Whether there are batches that write some of it.</param>
    /// <param name="counts">What was written here.</param>
    private bool WriteShares(SyncJobState job, ILeftRows rows, int hop, out bool isShared, out SyncCounts counts)
    {
        isShared = false;
        counts = default;
        var isLastHop = hop >= SyncWork.MaxHops;
        string? first = null;
        foreach (var share in Decide(job, rows))
        {
            if (deadline.LeavesNoRecord) return false;
            if (first is null) first = share;
            else if (!isLastHop) isShared |= FinishLater(job, share, hop);
            else if (!rows.Finish(share, RunOf(job), ref counts)) return false;
        }
        if (first is null) return true;
        if ((isLastHop || !deadline.LeavesNoPage) && rows.Finish(first, RunOf(job), ref counts)) return true;
        if (!isLastHop) isShared |= FinishLater(job, first, hop);
        return !isLastHop;
    }

    private IEnumerable<string> Decide(SyncJobState job, ILeftRows rows)
    {
        var issues = sources.IssuesOf(job);
        if (rows.Decide(batches.LeftByJob(job.Id), RunOf(job)) is { } shares)
        {
            issues.Settle(rows.NotDecided.RecordId);
            return shares;
        }
        issues.Raise(rows.NotDecided);
        return [];
    }

    private bool FinishLater(SyncJobState job, string share, int hop)
    {
        batches.Ensure(job, new SyncBatchDraft(ShareKey(job, share), SyncBatch.Works.Finish, 0, 0, hop + 1) { Share = share }, connectors.Get(job.ConnectorId).Owner);
        return true;
    }

    /// <summary>By what it says: after an interruption another share may begin with the same row.</summary>
    private static string ShareKey(SyncJobState job, string share)
    {
        using var sha = SHA256.Create();
        return $"{job.Id:N}:finish:{BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(share)), 0, 16).Replace("-", "").ToLowerInvariant()}";
    }

    /// <summary>The batches are at work already and show their progress on the job, so the job may change at any moment.</summary>
    private void EnterFinishing(Guid jobId)
    {
        for (var attempt = 1; ; attempt++)
        {
            var job = jobs.Get(jobId);
            if (job.IsClosed || job.Phase == SyncJob.Phases.Finishing) return;
            try
            {
                jobs.EnterPhase(job, SyncJob.Phases.Finishing, job.Round, job.PagesTotal, clock.UtcNow);
                return;
            }
            catch (RowChangedException) when (attempt < MaxTries)
            {
                // Start from what is there now.
            }
        }
    }

    private SyncRun RunOf(SyncJobState job) => new(connectors.Get(job.ConnectorId), job.Id, sources.IssuesOf(job), deadline, SeenIds.Parse(null));

    private void EndApplying(SyncJobState job, List<SyncBatchState> all)
    {
        var applied = all.Where(batch => batch.Work == SyncBatch.Works.Apply).Aggregate(default(SyncCounts), (sum, batch) => sum.Plus(batch.Counts));
        var hasIssues = applied.Failed > 0 || job.Counts.Failed > 0 || sources.IssuesOf(job).IsAnyOpen(ListFacts.Record);
        var status = all.Any(batch => batch.FailedPages > 0) ? SyncJob.Statuses.Failed : hasIssues ? SyncJob.Statuses.CompletedWithIssues : SyncJob.Statuses.Succeeded;
        var kind = sources.KindOf(job);
        var message = job.Decision switch
        {
            SyncJob.Decisions.Apply => $"Applied: {applied.Updated} of the {kind.RowsName} that were held.",
            SyncJob.Decisions.Discard => $"Discarded: {applied.Updated} of the {kind.RowsName} stay as they are here, and the same values are not asked about again.",
            _ => job.Message ?? job.Counts.Sentence(kind),
        };
        if (applied.Failed > 0) message += $" {applied.Failed} could not be decided and are still held; the sync issues say why.";
        Close(job, new SyncEnd(status, message, job.Counts, Pages(job, all), job.Differences));
        if (job.Decision is not null) sources.IssuesOf(job).Settle(HeldLimit.Record);
        EndOlderQuestions(job, isAsked: false);
    }

    /// <summary>One question is enough: this job has counted what the ones before hold, and it asks, or nothing is left to ask.</summary>
    private void EndOlderQuestions(SyncJobState job, bool isAsked)
    {
        if (sources.HeldBackOf(job) is not { } held || (!isAsked && held.IsAny(job.ConnectorId))) return;
        foreach (var older in jobs.WaitingForConfirmation(job.ConnectorId, job.Kind).Where(older => older.Id != job.Id)) EndQuestion(older, isAsked);
    }

    private void EndQuestion(SyncJobState older, bool isAsked)
    {
        try
        {
            jobs.EndQuestion(older, older.Counts.Failed > 0 ? SyncJob.Statuses.CompletedWithIssues : SyncJob.Statuses.Succeeded,
                isAsked ? "What this sync held is counted by a later one, which asks about it." : "Nothing of what this sync held is left to be decided.");
        }
        catch (RowChangedException)
        {
            // A person answers at this moment, or another job has ended it.
        }
    }

    /// <summary>Ends it once, and tells the owner where that takes a person.</summary>
    private void Close(SyncJobState job, SyncEnd end, HeldStake? asked = null)
    {
        jobs.Close(job, end, clock.UtcNow, asked);
        notices.Tell(connectors.Get(job.ConnectorId), sources.KindOf(job), end);
    }

    /// <summary>What all that was read came to; settles and raises the issues about the whole list.</summary>
    private SyncEnd EndOf(SyncJobState job, List<SyncBatchState> all, SeenIds seen, int failedPages, int lacking, HeldVerdict? verdict)
    {
        var finishedHere = _finishedHere ?? default;
        var counts = Sum(all).Finished(finishedHere).OfDistinct(seen.Count);
        var issues = sources.IssuesOf(job);
        var kind = sources.KindOf(job);
        var summary = sources.For(job).Summarise(job.Id, counts, kind);
        var notFinished = all.Where(IsOfEnd).Sum(batch => batch.Counts.Failed) + finishedHere.Failed;
        if (notFinished > 0 && sources.LeftRowsOf(job) is { } rows) summary = summary with { Sentence = $"{summary.Sentence} {rows.NotFinished(notFinished)}" };
        if (failedPages > 0)
        {
            return End(SyncJob.Statuses.Failed, $"{failedPages} of {Pages(job, all).Total} pages could not be read; the sync issues say why. {summary.Sentence} Start the sync again to read them.");
        }
        var overdue = limit.Overdue(verdict, kind.RowsName);
        if (overdue is not null) issues.Raise(overdue);
        issues.SettleUnmet(issue => issue.Code switch
        {
            HeldLimit.Record => false,
            "noid" => seen.ContainsWithoutId(issue.Key),
            "unreadable" => issue.RecordId is { } id && seen.Contains(id),
            _ => true,
        });
        var found = all.Any(batch => batch.Work == SyncBatch.Works.Check) ? batches.FoundByJob(job.Id) : seen;
        var contradiction = ListFacts.Of(job, all, found).Contradiction(kind.RecordsName)
            ?? (lacking > 0 ? ListFacts.Lacking(lacking, kind.RecordsName, kind.RowsName) : null);
        if (contradiction is null) issues.Settle(ListFacts.Record);
        else issues.Raise(contradiction);
        if (contradiction is not null)
            return End(SyncJob.Statuses.CompletedWithIssues, $"{contradiction.What} {summary.Sentence} The sync issues say what to do.");
        return counts.Failed > 0 || notFinished > 0 || IsUndecided(job)
            ? End(SyncJob.Statuses.CompletedWithIssues, $"{summary.Sentence} The sync issues say what to do.")
            : End(SyncJob.Statuses.Succeeded, summary.Sentence);

        SyncEnd End(int status, string message) => new(status, message, counts, Pages(job, all), summary.Differences);
    }

    private bool IsUndecided(SyncJobState job) => sources.LeftRowsOf(job) is { } rows && sources.IssuesOf(job).IsAnyOpen(rows.NotDecided.RecordId);

    private void SaveProgress(SyncJobState job)
    {
        if (clock.UtcNow - job.LastProgress < BetweenProgress) return;
        if (job.Phase is SyncJob.Phases.Deciding or SyncJob.Phases.Applying)
        {
            // Counted already; what is applied is no further record.
            jobs.Touch(job, clock.UtcNow);
            return;
        }
        var all = batches.OfJob(job.Id);
        jobs.SaveProgress(job, Pages(job, all), Sum(all), clock.UtcNow);
    }

    private static SyncPages Pages(SyncJobState job, List<SyncBatchState> all) =>
        new(all.Sum(batch => batch.PagesDone), Math.Max(job.PagesTotal, all.Sum(batch => batch.PagesTotal)));

    private static SyncCounts Sum(List<SyncBatchState> all) =>
        all.Aggregate(default(SyncCounts), (sum, batch) => IsOfEnd(batch) ? sum.Finished(batch.Counts) : sum.Plus(batch.Counts));

    /// <summary>A batch that may have written rows left for the end, and counts nothing else.</summary>
    private static bool IsOfEnd(SyncBatchState batch) => batch.Work is SyncBatch.Works.Finish or SyncBatch.Works.Plan;
}

/// <summary>What a job came to.</summary>
/// <param name="Status">A value of <see cref="SyncJob.Status"/>.</param>
/// <param name="Message">For people.</param>
/// <param name="Counts">What became of the records.</param>
/// <param name="Pages">Of the list.</param>
/// <param name="Differences">Where it was a comparison.</param>
internal sealed record SyncEnd(int Status, string Message, SyncCounts Counts, SyncPages Pages, int Differences);
