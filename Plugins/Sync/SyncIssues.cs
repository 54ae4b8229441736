using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;

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
    /// <summary>A value of <see cref="SyncIssue.Questions"/>; null where nobody is asked.</summary>
    public int? Question { get; init; }
}

/// <summary>Codes of issues that more than one place knows.</summary>
internal static class IssueCodes
{
    /// <summary>A record is not listed, and Pax8 gave no answer about it.</summary>
    public const string NotAnswered = "notanswered";

    /// <summary>
    /// A record is not listed, and what answered about it said 404, but not in Pax8's own words: the record may be gone, and the
    /// answer may be a gateway's. Only a person can tell.
    /// </summary>
    public const string NotProvenGone = "notproven";

    /// <summary>Optional values of a record cannot be taken.</summary>
    public const string Value = "value";

    /// <summary>The same of values that only an answer about this one record shows.</summary>
    public const string ValueOfDetail = "detail";

    /// <summary>What was decided about a row at the end of a sync could not be written.</summary>
    public const string NotFinished = "match";

    /// <summary>A subscription has become another company's, product's or parent's.</summary>
    public const string Turn = "turn";

    /// <summary>Pax8 looks like another partner's.</summary>
    public const string OtherPartner = "partner";

    public static string OfNoAnswer(Pax8.Pax8Exception failure) => failure.Kind == Pax8.Pax8Error.NotFoundUnproven ? NotProvenGone : NotAnswered;

    public static int? QuestionOfNoAnswer(Pax8.Pax8Exception failure) =>
        failure.Kind == Pax8.Pax8Error.NotFoundUnproven ? SyncIssue.Questions.IsItGone : null;

    /// <summary>What to do about a record that no answer came about; ends in a blank.</summary>
    public static string RemedyOfNoAnswer(Pax8.Pax8Exception failure) => failure.Kind == Pax8.Pax8Error.NotFoundUnproven
        ? "Look in Pax8 whether it still exists. Where it does not, an administrator chooses It is gone on this issue. "
        : "";
}

/// <summary>
/// Raises and settles the issues of one connector and kind during one execution. Open issues are read for the records of a page at
/// once; the same problem met again writes nothing.
/// </summary>
internal sealed class SyncIssues(SyncIssueRows rows, Connectors.ConnectorSettings connector, int kind, Guid? jobId, IClock clock)
{
    private readonly HashSet<string> _raised = [];
    private readonly HashSet<string> _looked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<OpenIssue>> _openByRecord = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the issue unless it stands there with the same words. Returns its key.</summary>
    public string Raise(IssueDraft draft)
    {
        var key = KeyOf(draft);
        if (_raised.Add(key)) rows.Save(key, draft, connector, kind, jobId);
        return key;
    }

    /// <summary>Reads what stands open of these records, as far as it is not known; one query.</summary>
    public void Prepare(IEnumerable<string> recordIds)
    {
        var unknown = recordIds.Select(Stored).Where(_looked.Add).ToList();
        foreach (var issue in rows.OpenOf(connector.Id, kind, unknown))
        {
            if (!_openByRecord.TryGetValue(issue.RecordId ?? "", out var open)) _openByRecord[issue.RecordId ?? ""] = open = [];
            open.Add(issue);
        }
    }

    /// <summary>The record is in order now: its open issues, but for those raised in this execution, are resolved.</summary>
    /// <param name="recordId">As in <see cref="IssueDraft.RecordId"/>.</param>
    /// <param name="exceptCode">A problem that was not looked at; null where all were.</param>
    public void Settle(string recordId, string? exceptCode = null)
    {
        var record = Stored(recordId);
        if (!_looked.Contains(record)) Prepare([record]);
        if (_openByRecord.TryGetValue(record, out var open)) Resolve(open, issue => issue.Code != exceptCode);
    }

    /// <summary>One problem of the record is none any more; the others were not looked at.</summary>
    /// <param name="recordId">As in <see cref="IssueDraft.RecordId"/>.</param>
    /// <param name="code">See <see cref="IssueDraft.Code"/>.</param>
    public void SettleOnly(string recordId, string code)
    {
        Prepare([recordId]);
        if (_openByRecord.TryGetValue(Stored(recordId), out var open)) Resolve(open, issue => issue.Code == code);
    }

    /// <summary>Whether something about the record stands open.</summary>
    /// <param name="recordId">As in <see cref="IssueDraft.RecordId"/>.</param>
    public bool IsAnyOpen(string recordId)
    {
        Prepare([recordId]);
        return _openByRecord.TryGetValue(Stored(recordId), out var open) && open.Count > 0;
    }

    /// <summary>Resolves the open issues that a complete run did not meet again.</summary>
    /// <param name="isMet">Whether it was met, or was not looked for.</param>
    public void SettleUnmet(Func<OpenIssue, bool> isMet) => Resolve(rows.Open(connector.Id, kind), issue => !isMet(issue));

    /// <summary>As the column holds it: a longer one is cut.</summary>
    private static string Stored(string recordId) => recordId.ForColumn(SyncIssue.RecordId) ?? "";

    private void Resolve(List<OpenIssue> issues, Func<OpenIssue, bool> which)
    {
        foreach (var issue in issues.Where(issue => which(issue) && !_raised.Contains(issue.Key)).ToList())
        {
            rows.Resolve(issue.Id, clock.UtcNow);
            issues.Remove(issue);
        }
    }

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

/// <summary>An issue that a person answers.</summary>
/// <param name="Kind">A value of <see cref="SyncJob.Kind"/>.</param>
internal sealed record IssueToAnswer(OpenIssue Issue, bool IsOpen, int? Kind, Guid? ConnectorId, Guid? JobId);
