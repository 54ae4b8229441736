using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Sync;

/// <summary>What became of a record of Pax8.</summary>
/// <param name="Outcome">How it is counted.</param>
/// <param name="IsAbsent">Whether its row does not count among those that are believed to exist in Pax8, see <see cref="ISyncSource.CountPresentRows"/>.</param>
internal readonly record struct Taken(RecordOutcome Outcome, bool IsAbsent);

/// <summary>
/// A list that comes in pages. What every such list needs is here, once: entries that cannot be read, records listed twice, the end of
/// the time, rows that somebody else wrote meanwhile, rows that Dataverse refuses, and records that are not listed any more, which are
/// asked for by their ids. A source says how its records are read, found and written.
/// </summary>
/// <typeparam name="TRecord">A record as Pax8 sends it.</typeparam>
/// <typeparam name="TRow">Its row here.</typeparam>
/// <typeparam name="TPage">All that is here of the records of a page, read with one query of each table.</typeparam>
internal abstract class PagedSource<TRecord, TRow, TPage> : ISyncSource
    where TRecord : class
    where TRow : class
{
    /// <summary>One record, for messages: <c>company</c>.</summary>
    protected abstract string RecordName { get; }

    public virtual void Prepare(Guid connectorId)
    {
    }

    public abstract ListedPage ReadPage(int page, int size);

    public virtual bool EndsAlone => false;

    public virtual bool End(SyncRun run) => true;

    public int CountPresentRows(SyncRun run) => PresentIds(run).Count();

    public virtual SyncSummary Summarise(Guid jobId, SyncCounts counts, SyncKind kind) => new(counts.Sentence(kind));

    public bool CheckUnseen(SeenIds seen, SyncRun run, ref SyncCounts counts)
    {
        foreach (var id in PresentIds(run).Where(id => !seen.Contains(id)).ToList())
        {
            if (run.IsDone(id)) continue;
            if (run.Deadline.LeavesNoPage) return false;
            if (FindRow(id, run) is not { } row) continue;
            var taken = TakeUnseen(id, row, run);
            counts = counts.Plus(taken.Outcome);
            run.Seen.Add(id, taken.IsAbsent);
        }
        return true;
    }

    /// <summary>A page that <see cref="ReadPage"/> gives.</summary>
    /// <param name="answer">What Pax8 gave.</param>
    protected ListedPage PageOf(RecordPage<TRecord> answer) => ListedPage.Of(answer, IdOf, CompanyOf, run => PullPage(answer, run));

    protected abstract string IdOf(TRecord record);

    /// <summary>Pax8's id of the company that a record is, or belongs to; null where it has none.</summary>
    protected abstract string? CompanyOf(TRecord record);

    /// <summary>Pax8 ids of the rows that are believed to exist there.</summary>
    protected abstract IEnumerable<string> PresentIds(SyncRun run);

    /// <summary>All that <see cref="Take"/> needs of what is here.</summary>
    protected abstract TPage FindPage(List<TRecord> records, SyncRun run);

    protected abstract TRow? FindRow(string id, SyncRun run);

    /// <summary>Asks Pax8 for one record; null where it says in its own words that there is none.</summary>
    /// <exception cref="Pax8Exception">Pax8 gave no answer, or one that is not its own.</exception>
    protected abstract TRecord? AskFor(string id);

    /// <summary>Writes what differs of a listed record; null where that needs more time than is left.</summary>
    protected abstract Taken? Take(TRecord record, TPage page, SyncRun run);

    /// <summary>Deals with a record that the list did not have, though Pax8 has it.</summary>
    protected abstract Taken TakeUnlisted(TRecord record, TRow row, SyncRun run);

    /// <summary>Deals with a row whose record Pax8 says it does not have.</summary>
    protected abstract Taken TakeGone(TRow row, SyncRun run);

    /// <summary>Tells that Pax8 gave no answer about a record that is not listed.</summary>
    protected abstract RecordOutcome TellNotAnswered(TRow row, Pax8Exception failure, SyncRun run);

    /// <summary>The row of a listed record; null where there is none.</summary>
    protected abstract TRow? RowOf(TRecord record, TPage page);

    /// <summary>Tells that Dataverse refused what was to be written of a listed record, which counts as it did before.</summary>
    /// <param name="record">The record.</param>
    /// <param name="row">The row as it was read; null where there was none.</param>
    /// <param name="failure">The refusal.</param>
    /// <param name="run">The run.</param>
    protected abstract Taken TellRefused(TRecord record, TRow? row, Exception failure, SyncRun run);

    /// <summary>The same of a row whose record the list did not have.</summary>
    /// <param name="record">The record; null where Pax8 does not have it.</param>
    protected abstract RecordOutcome TellRefusedUnlisted(TRecord? record, TRow row, Exception failure, SyncRun run);

    private PageResult PullPage(RecordPage<TRecord> answer, SyncRun run)
    {
        var counts = default(SyncCounts);
        foreach (var unreadable in answer.Unreadable)
            if (UnreadableRecords.Raise(unreadable, RecordName, run)) counts = counts.Plus(RecordOutcome.Failed);
        var fresh = answer.Records.Where(record => !run.IsDone(IdOf(record))).ToList();
        var page = FindPage(fresh, run);
        foreach (var record in fresh)
        {
            var id = IdOf(record);
            if (run.IsDone(id)) continue; // Listed twice on the same page.
            if (run.Deadline.LeavesNoRecord || TakeSafely(record, page, run) is not { } taken) return new PageResult(counts, complete: false);
            counts = counts.Plus(taken.Outcome);
            run.Seen.Add(id, taken.IsAbsent);
        }
        return new PageResult(counts, complete: true);
    }

    /// <summary>One bad record never stops a run: it becomes an issue.</summary>
    private Taken? TakeSafely(TRecord record, TPage page, SyncRun run)
    {
        try
        {
            return Take(record, page, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return TakeListedAgain(failure, record, RowOf(record, page), run);
        }
    }

    /// <summary>Where somebody else wrote the row since it was read: from what is there now, once.</summary>
    private Taken? TakeListedAgain(Exception failure, TRecord record, TRow? row, SyncRun run)
    {
        if (!IsOutdated(failure)) return TellRefused(record, row, failure, run);
        var page = FindPage([record], run);
        try
        {
            return Take(record, page, run);
        }
        catch (Exception second) when (RecordFailures.IsOfRecord(second))
        {
            return TellRefused(record, RowOf(record, page), second, run);
        }
    }

    private static bool IsOutdated(Exception failure) => failure is RowChangedException or RowExistsException;

    private Taken TakeUnseen(string id, TRow row, SyncRun run)
    {
        TRecord? record;
        try
        {
            record = AskFor(id);
        }
        catch (Pax8Exception failure) when (run.GivesUp(failure))
        {
            return new Taken(TellNotAnswered(row, failure, run), IsAbsent: false);
        }
        try
        {
            return TakeUnlistedOrGone(record, row, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            if (!IsOutdated(failure) || FindRow(id, run) is not { } now) return Refused(row, failure);
            try
            {
                return TakeUnlistedOrGone(record, now, run);
            }
            catch (Exception second) when (RecordFailures.IsOfRecord(second))
            {
                return Refused(now, second);
            }
        }

        Taken Refused(TRow of, Exception refusal) => new(TellRefusedUnlisted(record, of, refusal, run), IsAbsent: record is null);
    }

    private Taken TakeUnlistedOrGone(TRecord? record, TRow row, SyncRun run) => record is null ? TakeGone(row, run) : TakeUnlisted(record, row, run);
}
