using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
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

    /// <summary>All is read: keeps what that came to, and that what is held is shared out to be applied.</summary>
    public void EnterDeciding(SyncJobState job, SyncEnd end, HeldStake stake, DateTime now)
    {
        var row = WithCounts(job.Id, end.Counts, end.Pages);
        row[SyncJob.Phase] = new OptionSetValue(SyncJob.Phases.Deciding);
        row[SyncJob.Message] = end.Message.CutTo(SyncJob.Message);
        row[SyncJob.Differences] = end.Differences;
        row[SyncJob.Applied] = stake.Rows;
        row[SyncJob.AppliedLicences] = ForColumn(stake.Licences);
        row[SyncJob.ProgressOn] = now;
        rows.UpdateUnchanged(row, job.RowVersion);
    }

    public void EnterApplying(SyncJobState job, DateTime now) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Phase] = new OptionSetValue(SyncJob.Phases.Applying),
        [SyncJob.ProgressOn] = now,
    }, job.RowVersion);

    /// <summary>Shows that somebody is at work.</summary>
    public void Touch(SyncJobState job, DateTime now) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id) { [SyncJob.ProgressOn] = now }, job.RowVersion);

    /// <summary>A person has answered: the job is open again and has its lock; throws <see cref="RowExistsException"/> where another job has it.</summary>
    public void Decide(SyncJobState job, int decision, Guid userId, DateTime now) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Status] = new OptionSetValue(SyncJob.Statuses.InProgress),
        [SyncJob.Phase] = new OptionSetValue(SyncJob.Phases.Deciding),
        [SyncJob.LockKey] = LockKey(job.ConnectorId, job.Kind),
        [SyncJob.Decision] = new OptionSetValue(decision),
        [SyncJob.DecidedOn] = now,
        [SyncJob.DecidedBy] = SyncJob.DecidedBy.To(userId),
        [SyncJob.FinishedOn] = null,
        [SyncJob.ProgressOn] = now,
    }, job.RowVersion);

    /// <summary>When the last job of the kind began that read what it was to read; null where there is none. Reads the connector's jobs.</summary>
    public DateTime? LastReadOn(Guid connectorId, int kind)
    {
        var query = From(SyncJob.Table, SyncJob.StartedOn).Where(SyncJob.Connector, connectorId).Where(SyncJob.Kind, kind)
            .WhereIn(SyncJob.Status, SyncJob.Statuses.Succeeded, SyncJob.Statuses.CompletedWithIssues, SyncJob.Statuses.WaitingForConfirmation);
        query.AddOrder(SyncJob.StartedOn, OrderType.Descending);
        return rows.First(query)?.Date(SyncJob.StartedOn);
    }

    /// <summary>What jobs of the kind that ended since then have applied without asking. Reads the connector's jobs.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="kind">A value of <see cref="SyncJob.Kind"/>.</param>
    /// <param name="since">In UTC.</param>
    /// <param name="providerAccountId">Only jobs limited to this one; null for all.</param>
    public HeldScope AppliedSince(Guid connectorId, int kind, DateTime since, Guid? providerAccountId)
    {
        var query = From(SyncJob.Table, SyncJob.Applied, SyncJob.AppliedLicences).Where(SyncJob.Connector, connectorId).Where(SyncJob.Kind, kind)
            .WhereNull(SyncJob.Decision).WhereNotNull(SyncJob.Applied);
        query.Criteria.AddCondition(SyncJob.FinishedOn, ConditionOperator.GreaterEqual, since);
        if (providerAccountId is { } only) query.Where(SyncJob.ProviderAccount, only);
        return rows.Query(query).Aggregate(new HeldScope(0, 0), (sum, row) => new HeldScope(sum.Rows + row.Number(SyncJob.Applied), sum.Licences + row.Number(SyncJob.AppliedLicences)));
    }

    /// <summary>Jobs of the kind that wait for confirmation. Reads the connector's jobs.</summary>
    public List<SyncJobState> WaitingForConfirmation(Guid connectorId, int kind) =>
        rows.Query(From(SyncJob.Table, SyncJobState.Columns).Where(SyncJob.Connector, connectorId).Where(SyncJob.Kind, kind)
                .Where(SyncJob.Status, SyncJob.Statuses.WaitingForConfirmation))
            .Select(row => new SyncJobState(row)).ToList();

    /// <summary>Ends all jobs of the kind that wait for confirmation.</summary>
    public void EndQuestions(Guid connectorId, int kind, string message)
    {
        foreach (var job in WaitingForConfirmation(connectorId, kind))
            EndQuestion(job, job.Counts.Failed > 0 ? SyncJob.Statuses.CompletedWithIssues : SyncJob.Statuses.Succeeded, message);
    }

    /// <summary>Nothing is left to be asked, or another job asks it.</summary>
    public void EndQuestion(SyncJobState job, int status, string message) => rows.UpdateUnchanged(new Entity(SyncJob.Table, job.Id)
    {
        [SyncJob.Status] = new OptionSetValue(status),
        [SyncJob.Message] = message.CutTo(SyncJob.Message),
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
    public void Close(SyncJobState job, SyncEnd end, DateTime now, HeldStake? asked = null)
    {
        var row = WithCounts(job.Id, end.Counts, end.Pages);
        row[SyncJob.Differences] = end.Differences;
        row[SyncJob.Status] = new OptionSetValue(end.Status);
        if (asked is not null)
        {
            row[SyncJob.Held] = asked.Rows;
            row[SyncJob.HeldLicences] = ForColumn(asked.Licences);
        }
        row[SyncJob.LockKey] = null;
        row[SyncJob.FinishedOn] = now;
        row[SyncJob.ProgressOn] = now;
        row[SyncJob.Message] = end.Message.CutTo(SyncJob.Message);
        rows.UpdateUnchanged(row, job.RowVersion);
    }

    private static int ForColumn(long licences) => (int)Math.Min(int.MaxValue, licences);

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
