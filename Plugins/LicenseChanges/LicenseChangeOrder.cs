using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// Sends a change before those that it waits behind. The order is that of the numbers, so the changes exchange theirs; each keeps the
/// difference it makes, and begins and ends with another quantity. So the logs add up to the row's quantity after each write, and what
/// the row shows does not change.
/// </summary>
internal sealed class LicenseChangeOrder(ConnectorRows connectors, SubscriptionRows subscriptions, LicenseChangeRows changes, LicenseChangeHolds holds, Execution.IClock clock)
{
    /// <summary>No log has this number: a subscription's first one has 1. Two cannot have the same, so one stands aside.</summary>
    private const int Aside = 0;

    /// <summary>Runs in one transaction. Returns what to tell the person who asked for it.</summary>
    public string SendBefore(Guid changeId)
    {
        var subscriptionId = changes.Get(changeId).SubscriptionId;
        // Whoever sends claims the row first, and whoever merges stores for the row's version; from here on nobody does either.
        subscriptions.Lock(subscriptionId);
        var subscription = subscriptions.Get(subscriptionId);
        var open = changes.OpenOf(subscriptionId);
        var place = open.FindIndex(one => one.Id == changeId);
        if (place < 1)
            throw new RefusedException("This change waits behind no other one, so there is none to send it before. Refresh to see what became of it.");
        var change = open[place];
        var passed = open.Take(place).ToList();
        CheckMoment(subscription, passed[0]);
        Check(change, passed);
        // Queued anew it would look young.
        var origin = holds.OfOrigin(change, connectors.Get(subscription.ConnectorId));
        Move(change, passed, origin);
        if (origin is not null)
        {
            subscriptions.Show(subscription, Subscription.SyncStates.NotSynced, origin.Sentence, subscription.SendingUntil);
            return $"This is change {passed[0].Number} now. {origin.Sentence}";
        }
        return $"This is change {passed[0].Number} now and is sent to Pax8 in the background. Those it was moved before follow it, each with its own difference.";
    }

    private void CheckMoment(SubscriptionState subscription, LicenseChange first)
    {
        if (subscription.SyncState == Subscription.SyncStates.Conflict)
            throw new RefusedException("Sync State is Conflict, so nothing is sent. Settle it with Keep Pax8 or Keep Work 365, then choose Send before again.");
        if (subscription.IsBeingSent(clock.UtcNow))
            throw new RefusedException("This subscription's changes are being sent, so their order cannot be changed at this moment. Wait a minute, refresh, and see what became of them.");
        if (first is { TakenOn: { } taken, IsFailed: false })
            throw new RefusedException($"Pax8 took change {first.Number} on {taken:yyyy-MM-dd HH:mm} UTC and only does not show it yet, so nothing can be sent before it. Wait until it is Provisioned.");
        if (subscription.IsUnclear(clock.UtcNow))
            throw new RefusedException($"Sending change {first.Number} was interrupted, so it is not known whether Pax8 took it, and nothing can be sent before it. Press Sync Subscriptions, refresh, and try again.");
    }

    private void Check(LicenseChange change, List<LicenseChange> passed)
    {
        if (change.IsFailed || change.NeedsConfirmation || !change.IsDue(clock.UtcNow))
            throw new RefusedException("This change could not be sent now, even if it were the first: it has failed, is due later, or has to be confirmed. See its Message for what to do.");
        if (change.IsEnd || passed.Any(one => one.IsEnd))
            throw new RefusedException("A cancellation cannot change its place: what ends a subscription ends the changes before it too. Withdraw what is no longer wanted, the latest first.");
        if (passed.Any(one => (one.To.Price is not null && change.To.Price is not null) || (one.To.BillingTerm is not null && change.To.BillingTerm is not null)))
            throw new RefusedException("This change and one that it waits behind set the same price or billing term, and the one sent last would win. Withdraw both, the later one first, and make again what is wanted.");
        // The last one leads to what the row shows, as before.
        var wrong = Starts(change, passed).Where(quantity => quantity is < 1 or > ColumnLimits.LargestQuantity).ToList();
        if (wrong.Count > 0)
            throw new RefusedException($"Sent first, this change would leave {wrong[0]} licences for a while, which Pax8 does not take. Withdraw both, the later one first, and make again what is wanted.");
    }

    private void Move(LicenseChange change, List<LicenseChange> passed, Hold? hold)
    {
        var starts = Starts(change, passed);
        changes.StandAside(change, Aside);
        for (var place = passed.Count - 1; place >= 0; place--)
            changes.Place(passed[place], place + 1 < passed.Count ? passed[place + 1].Number : change.Number, starts[place]);
        changes.PlaceFirst(change, passed[0].Number, passed[0].StartsAt, hold, clock.UtcNow);
    }

    /// <summary>What each of the others begins with once this change comes before them.</summary>
    private static List<int> Starts(LicenseChange change, List<LicenseChange> passed)
    {
        var starts = new List<int>();
        var quantity = passed[0].StartsAt + change.Delta;
        foreach (var one in passed)
        {
            starts.Add(quantity);
            quantity += one.Delta;
        }
        return starts;
    }
}
