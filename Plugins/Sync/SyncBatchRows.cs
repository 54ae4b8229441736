using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Sync;

/// <summary>Rows of <see cref="SyncBatch"/>. Creating one is what makes the asynchronous service work on it.</summary>
internal sealed class SyncBatchRows(TenantRows rows)
{
    /// <summary>Batches read at once with their ids, some 75 KB each; all of a large job would fill the memory.</summary>
    private const int BatchesAtOnce = 20;

    /// <summary>Whether there is the batch, or somebody has deleted it with its job.</summary>
    public bool Exists(Guid id) => rows.Find(SyncBatch.Table, id, SyncBatch.Id) is not null;

    public SyncBatchState Get(Guid id) => new(rows.Get(SyncBatch.Table, id, [.. SyncBatchState.Columns, SyncBatch.SeenIds, SyncBatch.LeftRows]));

    /// <summary>All batches of a job, without the ids they have seen and the rows they have left.</summary>
    public List<SyncBatchState> OfJob(Guid jobId) =>
        rows.Query(From(SyncBatch.Table, SyncBatchState.Columns).Where(SyncBatch.Job, jobId).OrderedBy(SyncBatch.FirstPage))
            .Select(row => new SyncBatchState(row)).ToList();

    /// <summary>Keys of the batches that a job has.</summary>
    public HashSet<string> KeysOf(Guid jobId) =>
        new(rows.Query(From(SyncBatch.Table, SyncBatch.Key).Where(SyncBatch.Job, jobId)).Select(row => row.Text(SyncBatch.Key) ?? ""));

    /// <summary>Whether a batch of the job waits or is at work; the key of statuses leads to it.</summary>
    public bool IsAnyOpen(Guid jobId) => IsAny(jobId, SyncBatch.Statuses.Waiting) || IsAny(jobId, SyncBatch.Statuses.InProgress);

    /// <summary>In the order of the key, so that the first it leads to is the one that is asked for.</summary>
    private bool IsAny(Guid jobId, int status) =>
        rows.First(From(SyncBatch.Table, SyncBatch.Id).Where(SyncBatch.Job, jobId).Where(SyncBatch.Status, status).OrderedBy(SyncBatch.Key)) is not null;

    /// <summary>Everything that the job's batches have seen, read once at its end.</summary>
    public SeenIds SeenByJob(Guid jobId) =>
        SeenIds.UnionOf(rows.Query(From(SyncBatch.Table, SyncBatch.SeenIds).Where(SyncBatch.Job, jobId), BatchesAtOnce)
            .Select(row => SeenIds.Parse(row.Text(SyncBatch.SeenIds))));

    /// <summary>The same without what was asked for by id and is not there.</summary>
    public SeenIds FoundByJob(Guid jobId) =>
        SeenIds.UnionOf(rows.Query(From(SyncBatch.Table, SyncBatch.SeenIds, SyncBatch.Work).Where(SyncBatch.Job, jobId), BatchesAtOnce)
            .Select(row => SeenIds.Parse(row.Text(SyncBatch.SeenIds), presentOnly: row.Choice(SyncBatch.Work) == SyncBatch.Works.Check)));

    /// <summary>Whether a batch has left rows for the end of the job.</summary>
    public bool IsAnyLeft(Guid jobId) =>
        rows.First(From(SyncBatch.Table, SyncBatch.Id).Where(SyncBatch.Job, jobId).WhereNotNull(SyncBatch.LeftRows)) is not null;

    /// <summary>All rows that the job's batches have left, read once at its end.</summary>
    public LeftIds LeftByJob(Guid jobId)
    {
        var left = LeftIds.Parse(null);
        foreach (var row in rows.Query(From(SyncBatch.Table, SyncBatch.LeftRows, SyncBatch.Work).Where(SyncBatch.Job, jobId), BatchesAtOnce))
            if (row.Choice(SyncBatch.Work) != SyncBatch.Works.Finish) left.Add(row.Text(SyncBatch.LeftRows));
        return left;
    }

    /// <summary>
    /// Creates the batch unless one with this key exists: the key makes it safe to do the same again after a crash.
    /// </summary>
    public void Ensure(SyncJobState job, SyncBatchDraft batch, EntityReference? owner)
    {
        var row = new Entity(SyncBatch.Table)
        {
            [SyncBatch.Name] = batch.Work switch
            {
                SyncBatch.Works.Pages when batch.LastPage < batch.FirstPage => $"Pages from {batch.FirstPage + 1} on",
                SyncBatch.Works.Pages => $"Pages {batch.FirstPage + 1} to {batch.LastPage + 1}",
                SyncBatch.Works.Check => "Check of records no longer listed",
                SyncBatch.Works.Apply => "What is held",
                SyncBatch.Works.Finish => "Rows left for the end",
                _ => "Plan",
            },
            [SyncBatch.Job] = new EntityReference(SyncJob.Table, job.Id),
            [SyncBatch.Key] = batch.Key,
            [SyncBatch.Work] = new OptionSetValue(batch.Work),
            [SyncBatch.Status] = new OptionSetValue(SyncBatch.Statuses.Waiting),
            [SyncBatch.FirstPage] = batch.FirstPage,
            [SyncBatch.LastPage] = batch.LastPage,
            [SyncBatch.NextPage] = batch.FirstPage,
            [SyncBatch.Hop] = batch.Hop,
            [SyncBatch.ReadsToEnd] = batch.ReadsToEnd,
            [SyncBatch.RemoteCount] = batch.RemoteCount,
            [SyncBatch.ListedCount] = batch.ListedCount,
        };
        if (batch.Seen is { Count: > 0 } seen) row[SyncBatch.SeenIds] = seen.ToString();
        if (batch.Share is not null) row[SyncBatch.LeftRows] = batch.Share;
        if (batch.Begun is { } begun) WriteTo(row, begun, begun.IsAtEnd ? SyncBatch.Statuses.Succeeded : SyncBatch.Statuses.Waiting);
        if (owner is not null) row[Common.Owner] = owner;
        try
        {
            rows.Create(row);
        }
        catch (RowExistsException)
        {
            // An earlier execution that was cut off has created it, or another one beside this.
        }
    }

    /// <summary>Claims the batch for this execution; a second one that read the same row fails here.</summary>
    public SyncBatchState Begin(SyncBatchState batch, DateTime now)
    {
        rows.UpdateUnchanged(new Entity(SyncBatch.Table, batch.Id)
        {
            [SyncBatch.Status] = new OptionSetValue(SyncBatch.Statuses.InProgress),
            [SyncBatch.Attempts] = batch.Attempts + 1,
            [SyncBatch.ProgressOn] = now,
        }, batch.RowVersion);
        var claimed = Get(batch.Id);
        return claimed.Attempts == batch.Attempts + 1 && claimed.Status == SyncBatch.Statuses.InProgress
            ? claimed
            : throw new RowChangedException("The batch was taken over right after it was claimed.", null);
    }

    /// <summary>
    /// Opens a batch that has succeeded once more, so that its job is not closed by others meanwhile; who opens it saves it as succeeded
    /// again. Whoever is cut off in between leaves it open, as it would be in the middle of its work.
    /// </summary>
    public SyncBatchState Reopen(Guid id, DateTime now)
    {
        var batch = Get(id);
        if (batch.Status != SyncBatch.Statuses.Succeeded) throw new RowChangedException("The batch was opened by somebody else.", null);
        rows.UpdateUnchanged(new Entity(SyncBatch.Table, id)
        {
            [SyncBatch.Status] = new OptionSetValue(SyncBatch.Statuses.InProgress),
            [SyncBatch.ProgressOn] = now,
        }, batch.RowVersion);
        return Get(id);
    }

    /// <summary>Saves where the batch is. Fails where the batch was taken over or cancelled meanwhile.</summary>
    public void Save(SyncBatchProgress progress, int status, string? message, DateTime now)
    {
        var row = new Entity(SyncBatch.Table, progress.Batch.Id)
        {
            [SyncBatch.ProgressOn] = now,
            [SyncBatch.Message] = message?.CutTo(SyncBatch.Message),
        };
        WriteTo(row, progress.Reading, status);
        rows.UpdateUnchanged(row, progress.RowVersion);
        // Whoever wrote between the update and this read has taken the batch over or cancelled it.
        var saved = rows.Get(SyncBatch.Table, progress.Batch.Id, SyncBatch.Status, SyncBatch.Attempts);
        if (saved.Choice(SyncBatch.Status) != status || saved.Number(SyncBatch.Attempts) != progress.Batch.Attempts)
            throw new RowChangedException("The batch was taken over.", null);
        progress.RowVersion = saved.RowVersion;
    }

    /// <summary>Says what the try came to. What it did of its page is not kept, so that the next one begins it anew.</summary>
    public void NoteFailedTry(SyncBatchProgress progress, string message, DateTime now) => rows.UpdateUnchanged(new Entity(SyncBatch.Table, progress.Batch.Id)
    {
        [SyncBatch.Message] = message.CutTo(SyncBatch.Message),
        [SyncBatch.ProgressOn] = now,
    }, progress.RowVersion);

    /// <summary>Counts an execution that came to nothing, whatever the state of the batch is.</summary>
    public void CountAttempt(SyncBatchState batch) => rows.UpdateUnchanged(new Entity(SyncBatch.Table, batch.Id) { [SyncBatch.Attempts] = batch.Attempts + 1 }, batch.RowVersion);

    /// <summary>Ends the batch without writing what it has done: that may be what cannot be written.</summary>
    public void GiveUp(SyncBatchState batch, int failedPages, string message, DateTime now)
    {
        var row = Ended(batch.Id, SyncBatch.Statuses.Failed, message);
        row[SyncBatch.FailedPages] = failedPages;
        row[SyncBatch.ProgressOn] = now;
        rows.UpdateUnchanged(row, batch.RowVersion);
    }

    /// <summary>Hands the batch over, unless somebody wrote it since it was read.</summary>
    public void SetAside(SyncBatchState batch, string message) =>
        rows.UpdateUnchanged(Ended(batch.Id, SyncBatch.Statuses.HandedOver, message), batch.RowVersion);

    /// <summary>Cancels the batch whatever its execution writes at this moment; it finds the row changed and stops.</summary>
    public void Cancel(Guid id, string message) => rows.Update(Ended(id, SyncBatch.Statuses.Cancelled, message));

    private static void WriteTo(Entity row, SyncReading reading, int status)
    {
        row[SyncBatch.NextPage] = reading.NextPage;
        row[SyncBatch.Status] = new OptionSetValue(status);
        row[SyncBatch.FailedPages] = reading.FailedPages;
        row[SyncBatch.RemoteCount] = reading.RemoteCount;
        row[SyncBatch.ListedCount] = reading.ListedCount;
        row[SyncBatch.SeenIds] = reading.Seen.ToString();
        if (reading.Left.Count > 0) row[SyncBatch.LeftRows] = reading.Left.ToString();
        reading.Counts.WriteTo(row);
    }

    private static Entity Ended(Guid id, int status, string message) => new(SyncBatch.Table, id)
    {
        [SyncBatch.Status] = new OptionSetValue(status),
        [SyncBatch.Message] = message.CutTo(SyncBatch.Message),
    };
}
