using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Rows of a kind that keep what Pax8 would take away of them until it is decided: by the limit, where it is little, else by a person.
/// What somebody has discarded is not among them.
/// </summary>
internal interface IHeldBack
{
    /// <summary>Whether the connector has a row that holds something; the first that a key leads to.</summary>
    bool IsAny(Guid connectorId);

    /// <summary>What would be lost; reads all rows that hold something.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="providerAccountId">Of one provider account only; null for all.</param>
    HeldStake StakeOf(Guid connectorId, Guid? providerAccountId);

    /// <summary>What there is to lose: active rows that a sync is about, and their licences. Walks them all.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="providerAccountId">Of one provider account only; null for all that are enabled.</param>
    HeldScope ScopeOf(Guid connectorId, Guid? providerAccountId);

    /// <summary>The rows that hold something, in the same order each time.</summary>
    IReadOnlyList<Guid> RowsOf(Guid connectorId, Guid? providerAccountId);

    /// <summary>
    /// Applies or discards what these rows hold. Rows that hold nothing any more are passed over, so it may run again. False where the
    /// deadline ended it.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="answer">What a person has said; null where so little is held that nobody was asked, and it is applied.</param>
    /// <param name="run">The run.</param>
    /// <param name="counts">What became of the rows.</param>
    /// <exception cref="Pax8.Pax8Exception">Pax8 gave no answer, and may be asked again.</exception>
    bool Decide(IReadOnlyList<Guid> rows, HeldAnswer? answer, SyncRun run, ref SyncCounts counts);
}

/// <summary>What would be lost if all that is held were applied.</summary>
/// <param name="Rows">Rows that hold something.</param>
/// <param name="Licences">Licences that they would lose.</param>
/// <param name="Customers">Provider accounts that they belong to.</param>
/// <param name="PerMonth">What the licences cost a month, for people: <c>338.00 EUR and 12.00 USD</c>; empty where nothing is known.</param>
/// <param name="OldestOn">Since when the first of it is held.</param>
internal sealed record HeldStake(int Rows, long Licences, int Customers, string PerMonth, DateTime? OldestOn);

/// <summary>What a person has said of what a job holds.</summary>
/// <param name="DiscardedBy">Who would not have it; null where it is to be applied.</param>
internal sealed record HeldAnswer(Guid? DiscardedBy);

/// <summary>What there is to lose.</summary>
internal sealed record HeldScope(int Rows, long Licences);
