using System;
using Pax8Dataverse.Connectors;

namespace Pax8Dataverse.Sync;

/// <summary>What a job reads from, by its kind. One execution serves one job, so each is made once.</summary>
internal sealed class SyncSources(ConnectorRows connectors, SyncKinds kinds, Func<ConnectorSettings, int, Guid?, SyncIssues> issuesOf)
{
    private ISyncSource? _source;
    private IHeldBack? _held;
    private SyncIssues? _issues;

    public SyncKind KindOf(SyncJobState job) => kinds.Of(job);

    public ISyncSource For(SyncJobState job) => _source ??= KindOf(job).Open(job);

    /// <summary>What of the rows is held; null where the kind takes nothing away.</summary>
    public IHeldBack? HeldBackOf(SyncJobState job) => _held ??= KindOf(job).HeldBack(job);

    /// <summary>What becomes of rows that are left for the end; null where the kind leaves none.</summary>
    public ILeftRows? LeftRowsOf(SyncJobState job) => KindOf(job).LeftRows;

    public SyncIssues IssuesOf(SyncJobState job) => _issues ??= issuesOf(connectors.Get(job.ConnectorId), job.Kind, job.Id);
}
