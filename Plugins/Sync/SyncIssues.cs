using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Sync;

/// <summary>A row that answers four questions: what happened, why, what to do, will it be tried again.</summary>
internal sealed class IssueDraft
{
    /// <summary>Which problem, stable across runs: the same problem of the same record is one row, however often it is met.</summary>
    public required string Code { get; init; }
    /// <summary>The record's Pax8 id, or another stable name such as <c>page 7</c>.</summary>
    public required string RecordId { get; init; }
    public required string What { get; init; }
    public required string Why { get; init; }
    public required string WhatToDo { get; init; }
    public bool Retryable { get; init; }
    public bool IsWarning { get; init; }
    public Guid? ProviderAccountId { get; init; }
    public Guid? SubscriptionId { get; init; }
}

/// <summary>
/// Raises and settles the issues of one connector and kind during one execution. Open issues are read once; the same
/// problem met again writes nothing.
/// </summary>
internal sealed class SyncIssues(SyncIssueRows rows, Connectors.ConnectorSettings connector, int kind, Guid jobId, IClock clock)
{
    private readonly HashSet<string> _raised = [];
    private Dictionary<string, List<OpenIssue>>? _openByRecord;

    /// <summary>Writes the issue unless it stands there with the same words. Returns its key.</summary>
    public string Raise(IssueDraft draft)
    {
        var key = KeyOf(draft);
        if (_raised.Add(key)) rows.Save(key, draft, connector, kind, jobId);
        return key;
    }

    /// <summary>The record is in order now: its open issues, but for those raised in this execution, are resolved.</summary>
    public void Settle(string recordId)
    {
        if (OpenByRecord().TryGetValue(recordId, out var issues)) Resolve(issues, _ => true);
    }

    /// <summary>Resolves the open issues of a code that a complete run did not meet again.</summary>
    public void SettleUnmet(string code, Func<OpenIssue, bool> wasMet)
    {
        foreach (var issues in OpenByRecord().Values) Resolve(issues, issue => issue.Code == code && !wasMet(issue));
    }

    private void Resolve(List<OpenIssue> issues, Func<OpenIssue, bool> which)
    {
        foreach (var issue in issues.Where(issue => which(issue) && !_raised.Contains(issue.Key)).ToList())
        {
            rows.Resolve(issue.Id, clock.UtcNow);
            issues.Remove(issue);
        }
    }

    private Dictionary<string, List<OpenIssue>> OpenByRecord() => _openByRecord ??= rows.Open(connector.Id, kind)
        .GroupBy(issue => issue.RecordId ?? "", StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Code in the clear, the rest hashed: an alternate key must stay short.</summary>
    private string KeyOf(IssueDraft draft)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes($"{connector.Id:N}|{kind}|{draft.RecordId.ToLowerInvariant()}"));
        return draft.Code + "-" + BitConverter.ToString(hash, 0, 16).Replace("-", "").ToLowerInvariant();
    }
}

/// <summary>An issue that stands open.</summary>
internal sealed class OpenIssue(Guid id, string key, string? recordId)
{
    public Guid Id { get; } = id;
    public string Key { get; } = key;
    public string? RecordId { get; } = recordId;
    public string Code => Key.Split('-')[0];
}
