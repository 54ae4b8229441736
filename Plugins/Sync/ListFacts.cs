using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Sync;

/// <summary>
/// What Pax8 counts and what it lists, held against each other when all pages are read. A list that shifts while it is read
/// makes small differences that another reading settles; what stays is told, with both numbers.
/// </summary>
internal sealed class ListFacts
{
    /// <summary>Record of the issue about the list itself.</summary>
    public const string Record = "list";

    private readonly int _withoutId;
    private readonly int _told;
    private readonly int _listedUpTo;
    private readonly int _rounds;

    private ListFacts(int seen, int withoutId, int counted, int told, int listedUpTo, int rounds)
    {
        Seen = seen;
        _withoutId = withoutId;
        Counted = counted;
        _told = told;
        _listedUpTo = listedUpTo;
        _rounds = rounds;
    }

    /// <summary>Different records on all pages that were read, and those that were not listed but are there when asked for by id.</summary>
    public int Seen { get; }

    /// <summary>
    /// Records that must be there: in the first reading the larger of what was counted before it and at its end, since a record
    /// less may hide another one that moved to a page read already; afterwards the latest word.
    /// </summary>
    public int Counted { get; }

    /// <summary>Records that Pax8 counts and does not list.</summary>
    public int Missing => Math.Max(0, Counted - Seen);

    public static ListFacts Of(SyncJobState job, List<SyncBatchState> all, SeenIds seen)
    {
        // The latest batch that has read to the end; jobs planned by a version before have none, and there it is the last page's.
        var last = all.Where(batch => batch.Work == SyncBatch.Works.Pages)
            .OrderBy(batch => batch.ReadsToEnd).ThenBy(batch => batch.ReadsToEnd ? batch.LastProgress.Ticks : batch.LastPage).LastOrDefault();
        var told = last?.RemoteCount ?? job.RemoteCount;
        return new ListFacts(seen.Count, seen.WithoutId, job.Round > 1 ? told : Math.Max(told, job.RemoteCount), told, last?.ListedCount ?? 0, job.Round);
    }

    /// <summary>The issue where count and list contradict each other; null where they agree.</summary>
    /// <param name="records">What is listed, for the words.</param>
    public IssueDraft? Contradiction(string records)
    {
        if (Missing > 0)
            return new IssueDraft
            {
                Code = "listing",
                RecordId = Record,
                What = $"Pax8 counts {Text(Counted)} {records}, but only {Text(Seen)} were found.",
                Why = $"The list was read {(_rounds > 1 ? "twice, each time " : "")}to its end, and {Text(Missing)} of the {records} that Pax8 counts were on none of its pages. What is here already was looked up one by one; what is not could not be brought in.",
                WhatToDo = "What was listed is in order. Start the sync again; if both numbers stay different, tell them to Pax8 support.",
                Retryable = true,
            };
        // A page past Pax8's own count on that page: no shifting explains that. Entries without id have issues of their own.
        if (Math.Min(Seen, _listedUpTo) - _withoutId > _told)
            return new IssueDraft
            {
                Code = "listing",
                RecordId = Record,
                What = $"Pax8 counts {Text(_told)} {records} but listed {Text(Seen)}.",
                Why = $"The list went on where it should have ended by Pax8's own count, and was read until no more {records} came. All that were listed were synchronised.",
                WhatToDo = "Compare the number with what Pax8 shows. If more should be there, start the sync again; if both numbers stay different, tell them to Pax8 support.",
                Retryable = true,
                IsWarning = true,
            };
        return null;
    }

    /// <summary>The issue where records were listed and dealt with, and their rows are not here at the end all the same.</summary>
    /// <param name="lacking">How many.</param>
    /// <param name="records">What is listed, for the words.</param>
    /// <param name="rows">What they are here, for the words.</param>
    public static IssueDraft Lacking(int lacking, string records, string rows) => new()
    {
        Code = "listing",
        RecordId = Record,
        What = $"{Text(lacking)} of the {records} that Pax8 lists have no row among the {rows} here.",
        Why = "All were read and saved, and fewer rows are here than that: somebody deleted or changed rows while the sync was at work.",
        WhatToDo = "Start the sync again; it brings them in.",
        Retryable = true,
    };

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
