using System;
using System.Linq;

namespace Pax8Dataverse.Sync;

/// <summary>
/// How far the pages of a batch have been read, and where the list ends. What Pax8 says of the length of its list is only where
/// reading may end, never where it must: the batch with the last planned page reads on until a page is empty, or shorter than
/// asked for where as many were seen as Pax8 counts, or has nothing that was not seen before.
/// </summary>
/// <param name="lastPage">The last planned page, from 0.</param>
/// <param name="readsToEnd">Whether the batch has the last planned page of all.</param>
/// <param name="pageSize">Records asked for per page.</param>
/// <param name="promised">Records that Pax8 counted before; 0 where only its latest count matters.</param>
/// <param name="earlier">What earlier readings of this run have seen, this batch's own included; null in the first reading.</param>
/// <param name="seen">What this batch has seen.</param>
internal sealed class SyncReading(int lastPage, bool readsToEnd, int pageSize, int promised, SeenIds? earlier, SeenIds seen)
{
    private readonly int _seenBefore = (earlier?.Count ?? (FirstPageOf(lastPage) * pageSize) + seen.Count) - seen.Count;
    private readonly SeenIds _met = SeenIds.Parse(null);
    private bool _metShortPage;
    private bool _listEnded;

    public SyncReading(SyncBatchState batch, SyncJobState job, SeenIds? earlier)
        : this(batch.LastPage, batch.ReadsToEnd, job.PageSize, earlier is null ? job.RemoteCount : 0, earlier, batch.Seen)
    {
        NextPage = batch.NextPage;
        Left = batch.Left;
        Counts = batch.Counts;
        FailedPages = batch.FailedPages;
        RemoteCount = batch.RemoteCount;
        ListedCount = batch.ListedCount;
    }

    public int NextPage { get; private set; }
    public SyncCounts Counts { get; set; }
    public int FailedPages { get; private set; }
    public SeenIds Seen { get; } = seen;

    /// <summary>What of that waits for the end of the job.</summary>
    public LeftIds Left { get; } = LeftIds.Parse(null);

    /// <summary>Records that Pax8 counted with the last page that had any; an empty page knows no better.</summary>
    public int RemoteCount { get; private set; }

    /// <summary>Records up to the end of that page, by its place in the list.</summary>
    public int ListedCount { get; private set; }

    /// <summary>Nothing is left for this batch.</summary>
    public bool IsAtEnd => readsToEnd ? _listEnded : NextPage > lastPage;

    /// <summary>True for a page after the last one that Pax8's count leads to.</summary>
    public bool IsBeyondPlan => NextPage > lastPage;

    /// <summary>What was seen fills the batch's column: the rest is for a successor, which begins with none.</summary>
    public bool IsFull => Seen.IsLarge;

    /// <summary>Writes what differs of the page and notes how far that is. False where the deadline ended it before the page's end.</summary>
    public bool Pull(ListedPage page, SyncRun run)
    {
        var hasNews = page.Ids.Any(IsNews);
        run.Issues.Prepare(page.Ids.Concat([SyncWork.PageRecord(NextPage)]));
        var result = page.Pull(run);
        Counts = Counts.Plus(result.Counts);
        if (page.Entries > 0 || RemoteCount == 0) RemoteCount = page.Total;
        if (page.Entries > 0 && (hasNews || !IsBeyondPlan)) ListedCount = (NextPage * pageSize) + page.Entries;
        if (!result.Complete) return false;
        foreach (var id in page.Ids) _met.Add(id, absent: false);
        var isShort = page.Entries < pageSize;
        _listEnded = NextPage >= lastPage && (page.Entries == 0 || (IsBeyondPlan && !hasNews) || (isShort && (HasSeenAll || FailedPages > 0)));
        _metShortPage |= isShort;
        if (hasNews || !IsBeyondPlan) NextPage++;
        return true;
    }

    /// <summary>The page does not come, so it is passed over; beyond it nothing is known of the list.</summary>
    public void Fail()
    {
        FailedPages++;
        _listEnded = NextPage >= lastPage;
        NextPage++;
    }

    /// <summary>Pax8 refuses a page past the planned ones: the list ended before it.</summary>
    public void End() => _listEnded = true;

    /// <summary>
    /// Batches before this one are taken to have seen full pages, unless one of its own was not; where they have not, the end of
    /// the job shows it.
    /// </summary>
    private bool HasSeenAll => (!_metShortPage || earlier is not null || _seenBefore == 0) && _seenBefore + Seen.Count >= Math.Max(promised, RemoteCount);

    /// <summary>A second reading meets again what the first has seen, so there only what it has met itself is nothing new.</summary>
    private bool IsNews(string id) => !_met.Contains(id) && (earlier is not null || !Seen.Contains(id));

    private static int FirstPageOf(int lastPage) => lastPage / SyncPlan.PagesPerBatch * SyncPlan.PagesPerBatch;
}
