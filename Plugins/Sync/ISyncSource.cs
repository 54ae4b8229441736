using System;
using Pax8Dataverse.Execution;

namespace Pax8Dataverse.Sync;

/// <summary>
/// What the engine needs to know of a kind of record to pull it: everything else about jobs, batches, retries and progress is
/// the same for every kind.
/// </summary>
internal interface ISyncSource
{
    /// <summary>Runs at the beginning of a job, before anything is read; may run again.</summary>
    void Prepare(Guid connectorId);

    /// <summary>Reads one page with one call and writes nothing.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="size">Records per page to ask for, at most <see cref="SyncPlan.PageSize"/>.</param>
    ListedPage ReadPage(int page, int size);

    /// <summary>Rows here that are believed to exist in Pax8.</summary>
    int CountPresentRows(SyncRun run);

    /// <summary>
    /// Asks Pax8 by id for each row that the list did not have; gone is believed only after a 404.
    /// On the last attempt a record that Pax8 gives no answer for becomes an issue, and the next one is asked for.
    /// False when the deadline ended it; the next execution goes on, since what was settled no longer asks.
    /// </summary>
    bool CheckUnseen(SeenIds seen, SyncRun run, ref SyncCounts counts);

    /// <summary>
    /// Whether <see cref="End"/> takes an execution of its own, however few records there are: it calls Pax8, and batches that end at the
    /// same moment would all make the same calls.
    /// </summary>
    bool EndsAlone { get; }

    /// <summary>
    /// What needs all rows written, such as links among them; runs at the end of a job, once all has been read and looked up, and may run
    /// again. False when the deadline ended it; the next execution goes on with what is left.
    /// </summary>
    bool End(SyncRun run);

    /// <summary>What the end of a job tells people.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="counts">What became of the records.</param>
    /// <param name="kind">Whose words are used.</param>
    SyncSummary Summarise(Guid jobId, SyncCounts counts, SyncKind kind);
}

/// <summary>The end of a job in a sentence, and the number of differences where it was a comparison.</summary>
internal sealed record SyncSummary(string Sentence, int Differences = 0);

/// <summary>Outcome of a page.</summary>
internal sealed class PageResult(SyncCounts counts, bool complete)
{
    public SyncCounts Counts { get; } = counts;
    public bool Complete { get; } = complete;
}

/// <summary>What a page is pulled for, and what is left to do it.</summary>
internal sealed class SyncRun(
    Connectors.ConnectorSettings connector, Guid jobId, SyncIssues issues, Deadline deadline, SeenIds seen, SeenIds? earlier = null, bool lastAttempt = false, LeftIds? left = null)
{
    public Connectors.ConnectorSettings Connector { get; } = connector;
    public Guid JobId { get; } = jobId;
    public SyncIssues Issues { get; } = issues;
    public Deadline Deadline { get; } = deadline;
    public SeenIds Seen { get; } = seen;

    /// <summary>Takes the rows that wait for the end of the job, where the kind has an <see cref="ILeftRows"/>.</summary>
    public LeftIds Left { get; } = left ?? LeftIds.Parse(null);

    /// <summary>True where the platform runs this system job no further time after a failure.</summary>
    public bool IsLastAttempt { get; } = lastAttempt;

    /// <summary>True where Pax8 gave no answer and is not asked again in this job. At Pax8's limit nothing was asked, so that is waited for.</summary>
    public bool GivesUp(Pax8.Pax8Exception failure) => IsLastAttempt && Retry.IsWorthAnotherTry(failure) && !failure.WasNotTried;

    /// <summary>True for a record that this batch or an earlier reading of the same run has dealt with.</summary>
    public bool IsDone(string id) => Seen.Contains(id) || (earlier?.Contains(id) ?? false);

    /// <summary>The same for a record without id, by the key of its issue.</summary>
    public bool IsDoneWithoutId(string issueKey) => Seen.ContainsWithoutId(issueKey) || (earlier?.ContainsWithoutId(issueKey) ?? false);
}
