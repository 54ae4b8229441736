using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Sync;

/// <summary>Rows of <see cref="SyncJob"/>.</summary>
internal sealed class SyncJobRows(TenantRows rows)
{
    public SyncJobState Get(Guid id) => new(rows.Get(SyncJob.Table, id, SyncJobState.Columns));

    /// <summary>Whether there is the job, or somebody has deleted it with all its batches.</summary>
    public bool Exists(Guid id) => rows.Find(SyncJob.Table, id, SyncJob.Id) is not null;

    /// <summary>The open job of the connector and kind, or null.</summary>
    public SyncJobState? Open(Guid connectorId, int kind) =>
        rows.First(From(SyncJob.Table, SyncJobState.Columns).Where(SyncJob.LockKey, LockKey(connectorId, kind))) is { } row
            ? new SyncJobState(row)
            : null;

    /// <param name="connectorId">The connector.</param>
    /// <param name="kind">A value of <see cref="SyncJob.Kind"/>.</param>
    /// <param name="providerAccountId">The one that the job is limited to; null for all.</param>
    public Guid Create(Guid connectorId, int kind, Guid? providerAccountId)
    {
        var row = new Entity(SyncJob.Table)
        {
            [SyncJob.Connector] = new EntityReference(Connector.Table, connectorId),
            [SyncJob.Kind] = new OptionSetValue(kind),
        };
        if (providerAccountId is { } account) row[SyncJob.ProviderAccount] = SyncJob.ProviderAccount.To(account);
        return rows.Create(row);
    }

    /// <summary>Where the choices of this publisher begin; open jobs of the version before have such keys.</summary>
    private const int FirstChoice = 476500000;

    /// <summary>Unique while the job is open; cleared when it closes.</summary>
    public static string LockKey(Guid connectorId, int kind) => $"{connectorId:N}:{kind - FirstChoice}";

    public void CountAttempt(SyncJobState job, DateTime now) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Attempts] = job.Attempts + 1,
        [SyncJob.Status] = new OptionSetValue(SyncJob.Statuses.InProgress),
        [SyncJob.ProgressOn] = now,
    }, job.RowVersion);

    public void SavePlan(SyncJobState job, int pages, int pageSize, int records, DateTime now) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.PagesTotal] = pages,
        [SyncJob.PageSize] = pageSize,
        [SyncJob.RemoteCount] = records,
        [SyncJob.Round] = 1,
        [SyncJob.ProgressOn] = now,
    }, job.RowVersion);

    public void SaveProgress(SyncJobState job, SyncPages pages, SyncCounts counts, DateTime now)
    {
        var row = WithCounts(job.Id, counts, pages);
        row[SyncJob.ProgressOn] = now;
        rows.UpdateUnchanged(row, job.RowVersion);
    }

    public void EnterPhase(SyncJobState job, int phase, int round, int pagesTotal, DateTime now) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Phase] = new OptionSetValue(phase),
        [SyncJob.Round] = round,
        [SyncJob.PagesTotal] = pagesTotal,
        [SyncJob.ProgressOn] = now,
    }, job.RowVersion);

    public void Resume(SyncJobState job, DateTime now) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Status] = new OptionSetValue(SyncJob.Statuses.InProgress),
        [SyncJob.ProgressOn] = now,
        [SyncJob.Message] = null,
    }, job.RowVersion);

    public void Pause(SyncJobState job, string message) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Status] = new OptionSetValue(SyncJob.Statuses.Paused),
        [SyncJob.Message] = message.CutTo(SyncJob.Message),
    }, job.RowVersion);

    public void Note(SyncJobState job, string message) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Message] = message.CutTo(SyncJob.Message),
    }, job.RowVersion);

    /// <summary>Ends the job and frees its lock, once: whoever else tries to has read an older row.</summary>
    public void Close(SyncJobState job, int status, SyncPages pages, SyncCounts counts, string message, DateTime now, int differences = 0)
    {
        var row = WithCounts(job.Id, counts, pages);
        row[SyncJob.Differences] = differences;
        row[SyncJob.Status] = new OptionSetValue(status);
        row[SyncJob.LockKey] = null;
        row[SyncJob.FinishedOn] = now;
        row[SyncJob.ProgressOn] = now;
        row[SyncJob.Message] = message.CutTo(SyncJob.Message);
        rows.UpdateUnchanged(row, job.RowVersion);
    }

    /// <summary>Ends the job whatever others write at this moment; they find it changed and stop.</summary>
    public void Cancel(Guid id, string message, DateTime now) => rows.Update(new Entity(SyncJob.Table, id)
    {
        [SyncJob.Status] = new OptionSetValue(SyncJob.Statuses.Cancelled),
        [SyncJob.LockKey] = null,
        [SyncJob.FinishedOn] = now,
        [SyncJob.Message] = message.CutTo(SyncJob.Message),
    });

    private static Entity WithCounts(Guid id, SyncCounts counts, SyncPages pages)
    {
        var row = new Entity(SyncJob.Table, id) { [SyncJob.PagesDone] = pages.Done, [SyncJob.PagesTotal] = pages.Total };
        counts.WriteTo(row);
        return row;
    }
}
