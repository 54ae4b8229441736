using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;

namespace Pax8Dataverse.Sync;

/// <summary>What a job reads from, by its kind. One execution serves one job, so each is made once.</summary>
internal sealed class SyncSources(
    Pax8Access pax8, ConnectorRows connectors, ProviderAccountRows providerAccounts, AccountRows accounts, SyncIssueRows issues, IClock clock)
{
    private ISyncSource? _source;
    private SyncIssues? _issues;

    public ISyncSource For(SyncJobState job) => _source ??= job.Kind switch
    {
        SyncJob.Kinds.ProviderAccounts => Composition.ProviderAccountSync(pax8.ForBackgroundWork(job.ConnectorId), providerAccounts, accounts),
        _ => throw new InvalidOperationException($"Sync jobs of kind {job.Kind} are not known to this version."),
    };

    public SyncIssues IssuesOf(SyncJobState job) => _issues ??= Composition.Issues(issues, connectors.Get(job.ConnectorId), job.Kind, job.Id, clock);
}
