using System.Collections.Generic;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Rows of a kind that pages leave for the end of the job (<see cref="SyncRun.Left"/>), because what becomes of them is found by reading all
/// of another table. One execution of a job decides about all of them; what it decides is shared out among batches, each of which
/// writes its share.
/// </summary>
internal interface ILeftRows
{
    /// <summary>
    /// Decides about all rows that are left, and writes nothing. Null where the deadline ended it. The shares are made one after the other,
    /// while they are asked for; whoever asks writes the first of them, and the others are written one deeper.
    /// </summary>
    /// <param name="left">The rows.</param>
    /// <param name="run">The run.</param>
    /// <returns>
    /// Texts, each at most 500,000 characters, for <see cref="Finish"/>; none where nothing is to be written. The same decisions make the same texts.
    /// </returns>
    IEnumerable<string>? Decide(LeftIds left, SyncRun run);

    /// <summary>
    /// Writes what was decided of a share. Rows that have it, or that somebody has changed so that it no longer fits, are passed over, so it may
    /// run again. False where the deadline ended it.
    /// </summary>
    /// <param name="share">As <see cref="Decide"/> made it.</param>
    /// <param name="run">The run.</param>
    /// <param name="counts">
    /// As updated, rows that their page counted as unchanged; as failed, rows that could not be written, whatever their page counted them as.
    /// </param>
    bool Finish(string share, SyncRun run, ref SyncCounts counts);

    /// <summary>The issue where the time of an execution is not enough to decide.</summary>
    IssueDraft NotDecided { get; }

    /// <summary>For the end of the job, as a sentence.</summary>
    /// <param name="rows">Rows that could not be written.</param>
    string NotFinished(int rows);
}
