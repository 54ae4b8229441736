using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>What people may change on a sync issue: its status and its owner. What it says is what a sync found.</summary>
internal sealed class SyncIssueRules(IClock clock)
{
    private static readonly string[] Kept = SyncIssue.Columns.OwnedBy(ColumnOwner.System);

    /// <summary>The platform empties these where the row is deleted that they lead to; whether that wakes the rules is not documented.</summary>
    private static readonly string[] Links = SyncIssue.Columns.OwnedBy(ColumnOwner.Belonging);

    /// <summary>Columns that wake the rules.</summary>
    public static readonly string[] Watched = [.. Kept, .. Links, SyncIssue.Status];

    public void ApplyToChange(Entity target, Entity before, bool ownWrite)
    {
        if (ownWrite) return;
        var difference = target.DifferenceFrom(before);
        if (Kept.Any(difference.Contains) || Links.Any(link => difference.Lookup(link) is not null))
            throw new RefusedException("Sync issues record what a sync found and cannot be changed. Only Status and Owner can be; set Status to Resolved once the issue is settled.");
        if (difference.Choice(SyncIssue.Status) is { } status) target[SyncIssue.ResolvedOn] = status == SyncIssue.Statuses.Resolved ? clock.UtcNow : null;
    }
}
