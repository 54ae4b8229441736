using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Sync;

/// <summary>Entries of a list that could not be read: each becomes an issue, and the others go on.</summary>
internal static class UnreadableRecords
{
    /// <param name="unreadable">The entry.</param>
    /// <param name="kind">For the words: <c>company</c>.</param>
    /// <param name="run">The run.</param>
    /// <returns>False where this run has met it before.</returns>
    public static bool Raise(UnreadableRecord unreadable, string kind, SyncRun run)
    {
        if (unreadable.Id is { } known && run.IsDone(known)) return false;
        var key = run.Issues.Raise(new IssueDraft
        {
            Code = unreadable.Id is null ? "noid" : "unreadable",
            RecordId = unreadable.Id ?? unreadable.Excerpt,
            What = unreadable.Id is null ? $"Pax8 listed a {kind} without a usable id." : $"The {kind} {unreadable.Id} could not be read.",
            Why = $"Its entry in Pax8's list cannot be used, because {unreadable.Reason}. Pax8 sent: {unreadable.Excerpt}",
            WhatToDo = $"Look the {kind} up in Pax8 and ask Pax8 support about it. The others were synchronised; the next sync looks at this one again.",
            Retryable = true,
        });
        if (unreadable.Id is { } id)
        {
            run.Seen.Add(id, absent: false);
            return true;
        }
        if (run.IsDoneWithoutId(key)) return false;
        run.Seen.AddWithoutId(key);
        return true;
    }
}
