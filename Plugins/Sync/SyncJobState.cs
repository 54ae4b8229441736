using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Sync;

/// <summary>A job as it was read.</summary>
internal sealed class SyncJobState(Entity row)
{
    public static readonly string[] Columns =
    [
        SyncJob.Connector, SyncJob.Kind, SyncJob.Status, SyncJob.Phase, SyncJob.Round, SyncJob.LockKey, SyncJob.PagesTotal,
        SyncJob.PagesDone, SyncJob.PageSize, SyncJob.RemoteCount, SyncJob.Created, SyncJob.Updated, SyncJob.Unchanged, SyncJob.Failed, SyncJob.Skipped,
        SyncJob.ProviderAccount, SyncJob.Attempts, SyncJob.ProgressOn, SyncJob.PreviousOn, SyncJob.Message, SyncJob.Decision, SyncJob.DecidedBy, SyncJob.Differences, Common.CreatedOn,
    ];

    public Guid Id { get; } = row.Id;
    public string? RowVersion { get; } = row.RowVersion;
    public Guid ConnectorId { get; } = row.Lookup(SyncJob.Connector) ?? Guid.Empty;
    /// <summary>The one provider account that the job is limited to; null for all.</summary>
    public Guid? ProviderAccountId { get; } = row.Lookup(SyncJob.ProviderAccount);
    public int Kind { get; } = row.Choice(SyncJob.Kind) ?? 0;
    public int Status { get; } = row.Choice(SyncJob.Status) ?? SyncJob.Statuses.Waiting;
    public int Phase { get; } = row.Choice(SyncJob.Phase) ?? SyncJob.Phases.Planning;
    public int Round { get; } = row.Number(SyncJob.Round);
    public int PagesTotal { get; } = row.Number(SyncJob.PagesTotal);
    public int PagesDone { get; } = row.Number(SyncJob.PagesDone);

    /// <summary>Records per page that Pax8 works with; jobs of a version before it was asked have none.</summary>
    public int PageSize { get; } = row.Number(SyncJob.PageSize) is > 0 and var size ? size : SyncPlan.PageSize;

    /// <summary>Records that Pax8 counted when the job was planned.</summary>
    public int RemoteCount { get; } = row.Number(SyncJob.RemoteCount);
    public int Attempts { get; } = row.Number(SyncJob.Attempts);
    public DateTime LastProgress { get; } = row.Date(SyncJob.ProgressOn) ?? row.Date(Common.CreatedOn) ?? DateTime.MinValue;

    /// <summary>When the sync of this kind before this one began; null for the first.</summary>
    public DateTime? PreviousOn { get; } = row.Date(SyncJob.PreviousOn);

    public string? Message { get; } = row.Text(SyncJob.Message);

    /// <summary>What became of the records, as it stands on the job.</summary>
    public SyncCounts Counts { get; } = SyncCounts.Of(row);

    public int Differences { get; } = row.Number(SyncJob.Differences);

    /// <summary>A value of <see cref="SyncJob.Decisions"/>; null where nobody has decided what it holds.</summary>
    public int? Decision { get; } = row.Choice(SyncJob.Decision);

    /// <summary>The same, with who; null where nobody has decided.</summary>
    public HeldAnswer? Answer { get; } = row.Choice(SyncJob.Decision) is { } decision
        ? new HeldAnswer(decision == SyncJob.Decisions.Discard ? row.Lookup(SyncJob.DecidedBy) : null)
        : null;

    public bool IsClosed => Status is SyncJob.Statuses.Succeeded or SyncJob.Statuses.CompletedWithIssues
        or SyncJob.Statuses.Failed or SyncJob.Statuses.Cancelled or SyncJob.Statuses.OtherPartner
        or SyncJob.Statuses.WaitingForConfirmation;
}

/// <summary>A batch as it was read.</summary>
internal sealed class SyncBatchState(Entity row)
{
    public static readonly string[] Columns =
    [
        SyncBatch.Job, SyncBatch.Key, SyncBatch.Work, SyncBatch.FirstPage, SyncBatch.LastPage, SyncBatch.NextPage, SyncBatch.Hop,
        SyncBatch.Attempts, SyncBatch.Status, SyncBatch.Created, SyncBatch.Updated, SyncBatch.Unchanged, SyncBatch.Failed,
        SyncBatch.Skipped, SyncBatch.FailedPages, SyncBatch.RemoteCount, SyncBatch.ListedCount, SyncBatch.ReadsToEnd, SyncBatch.ProgressOn, Common.CreatedOn,
    ];

    // Taken apart only where it is asked for: the progress of a job reads all its batches after every page.
    private readonly string? _seenText = row.Text(SyncBatch.SeenIds);
    private readonly string? _leftText = row.Text(SyncBatch.LeftRows);
    private SeenIds? _seen;

    public Guid Id { get; } = row.Id;
    public string? RowVersion { get; } = row.RowVersion;
    public Guid JobId { get; } = row.Lookup(SyncBatch.Job) ?? Guid.Empty;
    public string Key { get; } = row.Text(SyncBatch.Key) ?? "";
    public int Work { get; } = row.Choice(SyncBatch.Work) ?? SyncBatch.Works.Pages;
    public int FirstPage { get; } = row.Number(SyncBatch.FirstPage);
    public int LastPage { get; } = row.Number(SyncBatch.LastPage);
    public int NextPage { get; } = row.Number(SyncBatch.NextPage);
    public int Hop { get; } = row.Number(SyncBatch.Hop);
    public int Attempts { get; } = row.Number(SyncBatch.Attempts);
    public int Status { get; } = row.Choice(SyncBatch.Status) ?? SyncBatch.Statuses.Waiting;
    public SyncCounts Counts { get; } = SyncCounts.Of(row);
    public int FailedPages { get; } = row.Number(SyncBatch.FailedPages);

    /// <summary>Records that Pax8 counted with the last page that had any.</summary>
    public int RemoteCount { get; } = row.Number(SyncBatch.RemoteCount);

    /// <summary>Records up to the end of that page, by its place in the list.</summary>
    public int ListedCount { get; } = row.Number(SyncBatch.ListedCount);

    /// <summary>True for the batch that has the last planned page and reads on from there until the list ends.</summary>
    public bool ReadsToEnd { get; } = row.Flag(SyncBatch.ReadsToEnd);

    public DateTime LastProgress { get; } = row.Date(SyncBatch.ProgressOn) ?? row.Date(Common.CreatedOn) ?? DateTime.MinValue;

    /// <summary>Ids seen so far; only where the row was read with <see cref="SyncBatch.SeenIds"/>.</summary>
    public SeenIds Seen => _seen ??= SeenIds.Parse(_seenText);

    /// <summary>Rows that its pages have left so far; only where the row was read with <see cref="SyncBatch.LeftRows"/>.</summary>
    public LeftIds Left => LeftIds.Parse(Work == SyncBatch.Works.Finish ? null : _leftText);

    /// <summary>What it is to write of the rows that were left; null where it reads.</summary>
    public string? Share => Work == SyncBatch.Works.Finish ? _leftText : null;

    public bool IsOpen => Status is SyncBatch.Statuses.Waiting or SyncBatch.Statuses.InProgress;

    public int PagesDone => Work == SyncBatch.Works.Pages ? NextPage - FirstPage : 0;

    /// <summary>Pages that are this batch's: the planned ones, and those read beyond; what was handed over is the successor's.</summary>
    public int PagesTotal => Work != SyncBatch.Works.Pages ? 0
        : Status == SyncBatch.Statuses.HandedOver ? PagesDone
        : Math.Max(LastPage + 1, NextPage) - FirstPage;
}
