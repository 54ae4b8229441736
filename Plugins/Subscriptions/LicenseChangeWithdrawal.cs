using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Takes back a change that has not been sent, and gives the subscription the values it had before.</summary>
internal sealed class LicenseChangeWithdrawal(SubscriptionRows subscriptions, LicenseChangeRows changes, Sync.IClock clock)
{
    /// <summary>Runs in one transaction. Returns what to tell the person who asked for it.</summary>
    public string Withdraw(Guid changeId)
    {
        var subscriptionId = changes.Get(changeId).SubscriptionId;
        // Whoever sends claims the row first, so from here on nobody begins to.
        subscriptions.Lock(subscriptionId);
        var subscription = subscriptions.Get(subscriptionId);
        var open = changes.OpenOf(subscriptionId);
        var change = open.FirstOrDefault(one => one.Id == changeId)
            ?? throw new RefusedException("This change is not waiting to be sent, so it cannot be withdrawn. Make the opposite change on the subscription instead.");
        if (open[open.Count - 1].Id != changeId)
            throw new RefusedException("Later changes of this subscription build on this one. Withdraw the later change first.");
        if (subscription.IsBeingSent(clock.UtcNow))
            throw new RefusedException("This subscription's changes are being sent at this moment. Wait a minute, refresh, and see what became of the change.");
        changes.Withdraw(change, "Withdrawn before it was sent.");
        subscriptions.Update(Restored(subscription, change, open.Take(open.Count - 1).Any(one => one.IsFailed), open.Count > 1), subscription.RowVersion);
        return "The change was withdrawn. The subscription has the values it had before it.";
    }

    private static Entity Restored(SubscriptionState subscription, LicenseChange change, bool anotherFailed, bool anotherWaits)
    {
        var row = new Entity(Subscription.Table, subscription.Id)
        {
            [Subscription.ChangeReason] = $"Withdrawal of change {change.Number}",
            [Subscription.SyncState] = new OptionSetValue(
                subscription.SyncState == Subscription.SyncStates.Conflict ? Subscription.SyncStates.Conflict
                : anotherFailed ? Subscription.SyncStates.Failed
                : anotherWaits ? Subscription.SyncStates.WaitingToBeSent
                : Subscription.SyncStates.InSync),
        };
        if (!anotherFailed && subscription.SyncState != Subscription.SyncStates.Conflict) row[Subscription.LastError] = null;
        if (change.From.Quantity is { } quantity) row[Subscription.Quantity] = quantity;
        if (change.From.Price != change.To.Price) row[Subscription.Price] = change.From.Price;
        if (change.From.BillingTerm is { } term) row[Subscription.BillingTerm] = new OptionSetValue(term);
        if (change.From.Ended is { } ended) row.SetState(active: !ended);
        if (change.IsScheduledCancel) row[Subscription.CancelOn] = null;
        return row;
    }
}
