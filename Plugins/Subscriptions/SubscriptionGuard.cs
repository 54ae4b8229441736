using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.LicenseChanges;

namespace Pax8Dataverse.Subscriptions;

/// <summary>What Pax8 would take away of a row, and what is taken of its values meanwhile.</summary>
/// <param name="Kind">A value of <see cref="Subscription.HeldKinds"/>.</param>
/// <param name="Quantity">The licences that would be left.</param>
/// <param name="Status">The status that Pax8 has; null where it says none.</param>
/// <param name="Taken">Pax8's values without that: there the agreement stays.</param>
internal sealed record HeldValue(int Kind, int? Quantity, int? Status, SubscriptionValues Taken);

/// <summary>
/// No sync takes away more than a person would: whatever ends a row, takes licences off it or moves it out of sight is held on the row, and
/// taken once the whole of it is known. Pure.
/// </summary>
internal static class SubscriptionGuard
{
    /// <summary>
    /// Null where nothing is taken away. What waits to be sent is never held: Pax8's other value meets it in a conflict, and is decided
    /// there.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="there">What Pax8 has.</param>
    /// <param name="pending">The changes that wait to be sent, in their order.</param>
    public static HeldValue? Of(SubscriptionState row, SubscriptionThere there, IReadOnlyList<LicenseChange> pending)
    {
        if (row.IsMovedAway || IsCutOffAtBirth(row)) return null;
        var taken = SubscriptionMerge.WithoutTakingAway(row.Agreed, row.Here, there.Values, pending.Select(change => change.Pending).ToList());
        if (taken == there.Values) return null;
        var isEnd = taken.Ended != there.Values.Ended;
        var kind = !isEnd ? Subscription.HeldKinds.FewerLicences
            : there.Columns.Flag(Subscription.GoneInPax8) ? Subscription.HeldKinds.Gone
            : Subscription.HeldKinds.Ended;
        return new HeldValue(kind, isEnd ? 0 : there.Values.Quantity, there.Status, taken);
    }

    /// <summary>A row that was made of one that had ended already, and whoever made it was stopped before it was inactive.</summary>
    private static bool IsCutOffAtBirth(SubscriptionState row) => row.Here.Quantity is null or 0 && row.Row.Choice(Subscription.AgreedStatus) is null;

    /// <summary>The same of one that Pax8 has under a company that is not synchronised here; null where the row holds nothing that it could lose.</summary>
    public static HeldValue? OfMove(SubscriptionState row, int? status) => row.IsMovedAway || (!row.IsActive && row.Here.Quantity is null or 0)
        ? null
        : new HeldValue(Subscription.HeldKinds.MovedAway, 0, status, SubscriptionValues.Nothing);
}
