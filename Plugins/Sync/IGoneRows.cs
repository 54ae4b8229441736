using System;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Sync;

/// <summary>Rows of one kind of record, as far as a person is asked whether one of them is gone from Pax8.</summary>
internal interface IGoneRows
{
    /// <summary>One row, for messages: <c>provider account</c>.</summary>
    string RowName { get; }

    /// <summary>Name of the row here for a Pax8 id; null where there is none.</summary>
    string? NameOf(Guid connectorId, string id);

    /// <summary>Whether Pax8 shows the record; false where it says in its own words that there is none.</summary>
    /// <exception cref="Pax8Exception">Pax8 gave no answer, or one that is not its own.</exception>
    bool IsInPax8(string id);

    /// <summary>
    /// Marks the row as the end of a sync does, and tells it as an issue. False where that is a conflict with changes made here,
    /// which somebody has to settle.
    /// </summary>
    /// <param name="id">Pax8 id of a row that exists.</param>
    /// <param name="why">How it is known, as a sentence.</param>
    /// <param name="run">Raises the issue.</param>
    bool SetGone(string id, string why, SyncRun run);
}
