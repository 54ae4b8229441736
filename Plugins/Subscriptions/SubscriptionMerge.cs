using System.Collections.Generic;
using System.Linq;

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

/// <summary>Who decides where both sides changed to different values.</summary>
internal enum ConflictPolicy
{
    /// <summary>People do.</summary>
    Ask,

    /// <summary>What Pax8 has is taken over here.</summary>
    Pax8Wins,

    /// <summary>What is here is sent to Pax8.</summary>
    Work365Wins,
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
        there = there.Or(agreed);
        // A status that this version does not know leaves the end as it was agreed, and what has ended holds no licence.
        if (there.Ended == true) there = there with { Quantity = 0 };
        var arrived = pending.Count > 0 && HasArrived(pending[0].To, agreed, there) ? pending[0] : null;
        var waiting = arrived is null ? pending : pending.Skip(1).ToList();
        var known = arrived is null ? agreed : arrived.To.Or(agreed);

        var quantity = Side.Of(known.Quantity, here.Quantity, there.Quantity, waiting.Any(change => change.To.Quantity is not null));
        var price = Side.Of(known.Price, here.Price, there.Price, waiting.Any(change => change.To.Price is not null));
        var term = Side.Of(known.BillingTerm, here.BillingTerm, there.BillingTerm, waiting.Any(change => change.To.BillingTerm is not null));
        var ended = Side.Of(known.Ended, here.Ended, there.Ended, waiting.Any(change => change.To.Ended is not null));

        if (quantity.Clashes || price.Clashes || term.Clashes || ended.Clashes)
        {
            return policy switch
            {
                ConflictPolicy.Pax8Wins => new MergeResult(there, there, false, arrived?.Number, PendingFate.Withdrawn),
                ConflictPolicy.Work365Wins => new MergeResult(
                    new SubscriptionValues(quantity.HereUnlessTaken, price.HereUnlessTaken, term.HereUnlessTaken, ended.HereUnlessTaken), there, false, arrived?.Number, PendingFate.Wait),
                _ => new MergeResult(here, known, true, arrived?.Number, PendingFate.Wait),
            };
        }
        var newHere = new SubscriptionValues(quantity.HereUnlessTaken, price.HereUnlessTaken, term.HereUnlessTaken, ended.HereUnlessTaken);
        var bothTheSame = newHere == there && waiting.Count > 0 && there != known;
        return new MergeResult(newHere, there, false, arrived?.Number, bothTheSame ? PendingFate.Arrived : PendingFate.Wait);
    }

    /// <summary>Pax8 shows all that the change leads to, and something of it is new there.</summary>
    private static bool HasArrived(SubscriptionValues to, SubscriptionValues agreed, SubscriptionValues there) => to.Or(there) == there && to.Or(agreed) != agreed;

    /// <summary>One value on its two sides.</summary>
    private sealed class Side<T>(T? agreed, T? here, T? there, bool isPending) where T : struct
    {
        private readonly bool _changedThere = !Equals(agreed, there);
        private readonly bool _changedHere = isPending || !Equals(agreed, here);

        public bool Clashes => _changedThere && _changedHere && !Equals(here, there);

        public T? HereUnlessTaken => _changedThere && !_changedHere ? there : here;
    }

    private static class Side
    {
        public static Side<T> Of<T>(T? agreed, T? here, T? there, bool isPending) where T : struct => new(agreed, here, there, isPending);
    }
}
