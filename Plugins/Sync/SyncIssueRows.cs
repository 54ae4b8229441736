using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Sync;

/// <summary>Rows of <see cref="SyncIssue"/>.</summary>
internal sealed class SyncIssueRows(TenantRows rows)
{
    /// <summary>All open issues of a kind. Walks the connector's, so it is for once a job.</summary>
    public List<OpenIssue> Open(Guid connectorId, int kind) => Read(OpenOf(connectorId, kind));

    /// <summary>Those of some records; a query for every 500. The key of records leads to them.</summary>
    public List<OpenIssue> OpenOf(Guid connectorId, int kind, IEnumerable<string> recordIds) =>
        recordIds.Cast<object>().InParts(500).SelectMany(some => Read(OpenOf(connectorId, kind).WhereIn(SyncIssue.RecordId, some))).ToList();

    private List<OpenIssue> Read(QueryExpression query) =>
        rows.Query(query).Select(row => new OpenIssue(row.Id, row.Text(SyncIssue.Key) ?? "", row.Text(SyncIssue.RecordId))).ToList();

    private static QueryExpression OpenOf(Guid connectorId, int kind) => From(SyncIssue.Table, SyncIssue.Key, SyncIssue.RecordId)
        .Where(SyncIssue.Connector, connectorId).Where(SyncIssue.Kind, kind).Where(SyncIssue.Status, SyncIssue.Statuses.Open);

    /// <summary>Creates the issue, opens it again, or leaves it alone where it stands open with the same words.</summary>
    public void Save(string key, IssueDraft draft, ConnectorSettings connector, int kind, Guid? jobId)
    {
        var words = new Entity(SyncIssue.Table)
        {
            [SyncIssue.Name] = draft.What.ForColumn(SyncIssue.Name),
            [SyncIssue.Reason] = draft.Why.ForColumn(SyncIssue.Reason),
            [SyncIssue.WhatToDo] = draft.WhatToDo.ForColumn(SyncIssue.WhatToDo),
            [SyncIssue.Retryable] = draft.Retryable,
            [SyncIssue.Severity] = new OptionSetValue(draft.IsWarning ? SyncIssue.Severities.Warning : SyncIssue.Severities.Error),
            [SyncIssue.Status] = new OptionSetValue(SyncIssue.Statuses.Open),
            [SyncIssue.Question] = draft.Question is { } question ? new OptionSetValue(question) : null,
        };
        var stored = Find(key);
        if (stored is null)
        {
            words[SyncIssue.Key] = key;
            words[SyncIssue.Kind] = new OptionSetValue(kind);
            words[SyncIssue.RecordId] = draft.RecordId.ForColumn(SyncIssue.RecordId);
            words[SyncIssue.Connector] = new EntityReference(Connector.Table, connector.Id);
            if (jobId is { } job) words[SyncIssue.Job] = new EntityReference(SyncJob.Table, job);
            if (draft.ProviderAccountId is { } account) words[SyncIssue.ProviderAccount] = SyncIssue.ProviderAccount.To(account);
            if (draft.SubscriptionId is { } subscription) words[SyncIssue.Subscription] = SyncIssue.Subscription.To(subscription);
            if (connector.Owner is not null) words[Common.Owner] = connector.Owner;
            try
            {
                rows.Create(words);
                return;
            }
            catch (RowExistsException)
            {
                // A batch beside this one met the same problem first; its row serves both.
                return;
            }
        }
        var delta = words.DifferenceFrom(stored);
        if (delta.Attributes.Count == 0) return;
        delta.Id = stored.Id;
        if (jobId is { } later) delta[SyncIssue.Job] = new EntityReference(SyncJob.Table, later);
        delta[SyncIssue.ResolvedOn] = null;
        rows.Update(delta);
    }

    public IssueToAnswer Get(Guid id)
    {
        var row = rows.Get(SyncIssue.Table, id, SyncIssue.Key, SyncIssue.RecordId, SyncIssue.Status, SyncIssue.Kind, SyncIssue.Connector, SyncIssue.Job);
        return new IssueToAnswer(
            new OpenIssue(row.Id, row.Text(SyncIssue.Key) ?? "", row.Text(SyncIssue.RecordId)), row.Choice(SyncIssue.Status) != SyncIssue.Statuses.Resolved,
            row.Choice(SyncIssue.Kind), row.Lookup(SyncIssue.Connector), row.Lookup(SyncIssue.Job));
    }

    /// <summary>Resolves what stands open of a record, whichever kind of job met it.</summary>
    public void ResolveOf(Guid connectorId, string recordId, DateTime when)
    {
        var open = From(SyncIssue.Table, SyncIssue.Id)
            .Where(SyncIssue.Connector, connectorId)
            .Where(SyncIssue.RecordId, recordId)
            .Where(SyncIssue.Status, SyncIssue.Statuses.Open);
        foreach (var issue in rows.Query(open).ToList()) Resolve(issue.Id, when);
    }

    /// <summary>How many warnings of a code a job has raised.</summary>
    public int CountOf(Guid jobId, string code) =>
        rows.Query(From(SyncIssue.Table, SyncIssue.Key).Where(SyncIssue.Job, jobId).Where(SyncIssue.Severity, SyncIssue.Severities.Warning))
            .Count(row => row.Text(SyncIssue.Key)?.StartsWith(code + "-", StringComparison.Ordinal) == true);

    public void Resolve(Guid id, DateTime when) => rows.Update(new Entity(SyncIssue.Table, id)
    {
        [SyncIssue.Status] = new OptionSetValue(SyncIssue.Statuses.Resolved),
        [SyncIssue.ResolvedOn] = when,
    });

    private Entity? Find(string key) => rows.First(
        From(SyncIssue.Table, SyncIssue.Name, SyncIssue.Reason, SyncIssue.WhatToDo, SyncIssue.Retryable, SyncIssue.Severity, SyncIssue.Status, SyncIssue.Question)
            .Where(SyncIssue.Key, key));
}
