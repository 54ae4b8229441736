using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Sync;

/// <summary>What a run did with the records of Pax8. Jobs and batches name the columns of their counts alike.</summary>
internal readonly record struct SyncCounts(int Created, int Updated, int Unchanged, int Failed, int Skipped)
{
    private int All => Created + Updated + Unchanged + Failed + Skipped;

    public static SyncCounts Of(Entity row) => new(
        row.Number(SyncJob.Created), row.Number(SyncJob.Updated), row.Number(SyncJob.Unchanged), row.Number(SyncJob.Failed), row.Number(SyncJob.Skipped));

    public void WriteTo(Entity row)
    {
        row[SyncJob.Created] = Created;
        row[SyncJob.Updated] = Updated;
        row[SyncJob.Unchanged] = Unchanged;
        row[SyncJob.Failed] = Failed;
        row[SyncJob.Skipped] = Skipped;
    }

    public SyncCounts Plus(SyncCounts other) =>
        new(Created + other.Created, Updated + other.Updated, Unchanged + other.Unchanged, Failed + other.Failed, Skipped + other.Skipped);

    /// <summary>With what was written at the end of records that their pages had counted.</summary>
    /// <param name="finished">Of a batch that did, see <see cref="ILeftRows.Finish"/>.</param>
    public SyncCounts Finished(SyncCounts finished) => this with { Updated = Updated + finished.Updated, Unchanged = Unchanged - finished.Updated };

    /// <summary>
    /// Each record counted once: one that moved from the pages of one batch to those of another was dealt with by both, and
    /// had nothing left to change the second time.
    /// </summary>
    public SyncCounts OfDistinct(int records)
    {
        var repeated = All - records;
        if (repeated <= 0) return this;
        var skipped = Math.Max(0, repeated - Unchanged);
        return this with { Unchanged = Math.Max(0, Unchanged - repeated), Skipped = Math.Max(0, Skipped - skipped) };
    }

    public SyncCounts Plus(RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.Created => this with { Created = Created + 1 },
        RecordOutcome.Updated => this with { Updated = Updated + 1 },
        RecordOutcome.Unchanged => this with { Unchanged = Unchanged + 1 },
        RecordOutcome.Skipped => this with { Skipped = Skipped + 1 },
        _ => this with { Failed = Failed + 1 },
    };

    /// <summary>For people, as the end of a job says it.</summary>
    public string Sentence(SyncKind kind) =>
        $"{Created} created, {Updated} updated, {Unchanged} unchanged, {Failed} failed"
        + (Skipped > 0 ? $", {Skipped} skipped {kind.SkippedBecause}." : ".");
}

/// <summary>What became of a record; what says more comes first.</summary>
internal enum RecordOutcome { Created, Updated, Unchanged, Failed, Skipped }
