using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;

namespace Pax8Dataverse.Subscriptions;

/// <summary>What a merge decided.</summary>
/// <param name="Here">Values the row is to have.</param>
/// <param name="Agreed">Values both sides agree on from now on.</param>
/// <param name="IsConflict">Both sides changed to different values and people decide; then <paramref name="Here"/> is as it was.</param>
/// <param name="ArrivedNumber">Number of the pending change that Pax8 has already, though nobody noted it; null for none.</param>
/// <param name="Fate">What becomes of the other pending changes.</param>
internal sealed record MergeResult(SubscriptionValues Here, SubscriptionValues Agreed, bool IsConflict, int? ArrivedNumber, PendingFate Fate);

/// <summary>What becomes of pending changes.</summary>
internal enum PendingFate
{
    /// <summary>They go on waiting.</summary>
    Wait,

    /// <summary>Pax8 has come to the same values by itself.</summary>
    Arrived,

    /// <summary>Pax8's values won; the changes are taken back.</summary>
    Withdrawn,
}

/// <summary>
/// Brings three states of a subscription together: what both sides last agreed on, what is here, what is in Pax8. Pure. Changed
/// there only: taken. Changed here only: waits to be sent. Changed on both sides to the same: agreed. To different values: a
/// conflict, unless Pax8 merely shows a change of ours whose outcome could not be noted.
/// </summary>
internal static class SubscriptionMerge
{
    /// <param name="agreed">The last agreement.</param>
    /// <param name="here">The row.</param>
    /// <param name="there">Pax8; null values say nothing.</param>
    /// <param name="pending">Changes that wait to be sent, in their order. Only the first can have been sent already: a change is
    /// sent after the outcome of the one before it was noted.</param>
    /// <param name="policy">Decides conflicts.</param>
    public static MergeResult Of(
        SubscriptionValues agreed, SubscriptionValues here, SubscriptionValues there, IReadOnlyList<PendingChange> pending, ConflictPolicy policy)
    {
        there = Shown(agreed, here, there, pending);
        var arrived = pending.Count > 0 && HasArrived(pending[0].To, agreed, there) ? pending[0] : null;
        var waiting = arrived is null ? pending : pending.Skip(1).ToList();
        var known = arrived is null ? agreed : arrived.To.Or(agreed);

        // Whoever ends a subscription takes its licences off, so ending is a change of the quantity too, on either side.
        var endedThere = there.Ended == true && known.Ended != true;
        var quantity = Side.Of(known.Quantity, here.Quantity, there.Quantity, waiting.Any(change => change.To.Quantity is not null || change.To.Ended is not null), endedThere);
        var price = Side.Of(known.Price, here.Price, there.Price, waiting.Any(change => change.To.Price is not null));
        var term = Side.Of(known.BillingTerm, here.BillingTerm, there.BillingTerm, waiting.Any(change => change.To.BillingTerm is not null));
        var ended = Side.Of(known.Ended, here.Ended, there.Ended, waiting.Any(change => change.To.Ended is not null));
        var cancels = Side.Of(known.Cancels, here.Cancels, there.Cancels, waiting.Any(change => change.To.Cancels is not null));

        // Whoever ends it at once has not heard of the date that it has got in Pax8 since.
        var endClashes = cancels.IsChangedThere && here.Cancels != there.Cancels && waiting.Any(change => change.To.Ended is not null);
        var clashes = quantity.Clashes || price.Clashes || term.Clashes || ended.Clashes || cancels.Clashes || endClashes;
        if (clashes && policy == ConflictPolicy.Pax8Wins) return new MergeResult(there, there, false, arrived?.Number, PendingFate.Withdrawn);
        if (clashes && policy == ConflictPolicy.Ask) return new MergeResult(here, known, true, arrived?.Number, PendingFate.Wait);
        var newHere = new SubscriptionValues(quantity.HereIfPending, price.HereIfPending, term.HereIfPending, ended.HereIfPending, cancels.HereIfPending);
        // Licences that were kept against the end of the subscription in Pax8: what holds licences has not ended here.
        if (newHere is { Ended: true, Quantity: > 0 }) newHere = newHere with { Ended = false };
        var sameChanges = newHere == there && waiting.Count > 0 && waiting.All(change =>
            (change.To.Quantity is not null && quantity.IsChangedThere) || (change.To.Price is not null && price.IsChangedThere)
            || (change.To.BillingTerm is not null && term.IsChangedThere) || (change.To.Ended is not null && ended.IsChangedThere)
            || (change.To.Cancels is not null && cancels.IsChangedThere));
        return new MergeResult(newHere, there, false, arrived?.Number, sameChanges ? PendingFate.Arrived : PendingFate.Wait);
    }

    /// <summary>
    /// Pax8's values, but that a subscription goes on which would end, and keeps the licences that it would lose, as both sides agreed on
    /// last; the same object where nothing of the kind is in them, or where a change that waits is about it.
    /// </summary>
    /// <param name="agreed">The last agreement.</param>
    /// <param name="here">The row.</param>
    /// <param name="there">Pax8; null values say nothing.</param>
    /// <param name="pending">Changes that wait to be sent, in their order.</param>
    public static SubscriptionValues WithoutTakingAway(SubscriptionValues agreed, SubscriptionValues here, SubscriptionValues there, IReadOnlyList<PendingChange> pending)
    {
        var shown = Shown(agreed, here, there, pending);
        var arrived = pending.Count > 0 && HasArrived(pending[0].To, agreed, shown) ? pending[0] : null;
        var known = arrived is null ? agreed : arrived.To.Or(agreed);
        var ends = shown.Ended == true && known.Ended != true;
        if (!ends && !(shown.Quantity < known.Quantity)) return there;
        // Whoever asked for a date, or for the end, asked for what it takes away.
        if (pending.Any(change => change.To.Cancels is not null && ends)) return there;
        if (pending.Any(change => change != arrived && (change.To.Quantity is not null || change.To.Ended is not null))) return there;
        return there with { Quantity = known.Quantity, Ended = ends ? known.Ended : there.Ended };
    }

    /// <summary>
    /// A status that this version does not know leaves the end as it was agreed; what has ended holds no licence, and whatever date was
    /// asked for, it has ended by then.
    /// </summary>
    private static SubscriptionValues Shown(SubscriptionValues agreed, SubscriptionValues here, SubscriptionValues there, IReadOnlyList<PendingChange> pending)
    {
        if (pending.Count > 0 && pending[0].IsEnding) there = there with { Cancels = null };
        there = there.Or(agreed);
        return there.Ended == true ? there with { Quantity = 0, Cancels = here.Cancels } : there;
    }

    /// <summary>
    /// A subscription whose licences were taken off here while Pax8 had it under a company that is not synchronised, and that is under
    /// one that is again: what Pax8 has, with the changes on top that went on waiting.
    /// </summary>
    public static MergeResult OfReturned(SubscriptionValues agreed, SubscriptionValues there, IReadOnlyList<PendingChange> pending)
    {
        if (pending.Count > 0 && pending[0].IsEnding) there = there with { Cancels = null };
        there = there.Or(agreed);
        if (there.Ended == true) there = there with { Quantity = 0, Cancels = (pending.Count > 0 ? pending[0].To.Cancels : null) ?? agreed.Cancels };
        var arrived = pending.Count > 0 && pending[0].To != SubscriptionValues.Nothing && pending[0].To.AreAmong(there) ? pending[0] : null;
        var here = pending.Aggregate(there, (below, change) => change.To.Or(below));
        if (here is { Ended: true, Quantity: > 0 }) here = here with { Ended = false };
        return new MergeResult(here, there, false, arrived?.Number, PendingFate.Wait);
    }

    /// <summary>
    /// Pax8 shows all that the change leads to, or both sides have agreed on it already: whoever sent it was cut off before its log
    /// was settled.
    /// </summary>
    public static bool HasArrived(SubscriptionValues to, SubscriptionValues agreed, SubscriptionValues there) =>
        to != SubscriptionValues.Nothing && (to.AreAmong(there) || to.AreAmong(agreed));

    /// <summary>
    /// One value on its two sides. Changed here is what a pending change is about: a row that differs from the last agreement without
    /// one was cut off while the outcome of its changes was stored.
    /// </summary>
    private sealed class Side<T>(T? agreed, T? here, T? there, bool isPending, bool endedThere) where T : struct
    {
        public bool IsChangedThere { get; } = endedThere || !Equals(agreed, there);

        public bool Clashes => IsChangedThere && isPending && !Equals(here, there);

        public T? HereIfPending => isPending ? here : there;
    }

    private static class Side
    {
        public static Side<T> Of<T>(T? agreed, T? here, T? there, bool isPending, bool endedThere = false) where T : struct =>
            new(agreed, here, there, isPending, endedThere);
    }
}
