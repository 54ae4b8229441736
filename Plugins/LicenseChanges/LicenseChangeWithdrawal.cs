using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Takes back a change that has not been sent, and gives the subscription the values it had before.</summary>
internal sealed class LicenseChangeWithdrawal(SubscriptionRows subscriptions, LicenseChangeRows changes, Execution.IClock clock)
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
            ?? throw new RefusedException($"This change is not waiting to be sent, so it cannot be withdrawn. {Instead(changes.Get(changeId))}");
        if (open[open.Count - 1].Id != changeId)
            throw new RefusedException("Later changes of this subscription build on this one. Withdraw the later change first.");
        if (subscription.IsBeingSent(clock.UtcNow))
            throw new RefusedException("This subscription's changes are being sent at this moment. Wait a minute, refresh, and see what became of the change.");
        if (change is { TakenOn: { } taken, IsFailed: false })
            throw new RefusedException($"Pax8 took this change on {taken:yyyy-MM-dd HH:mm} UTC and only does not show it yet, so it cannot be withdrawn. {Instead(change)}");
        if (open.Count == 1 && !subscription.IsMovedAway && SubscriptionMerge.HasArrived(change.To, subscription.Agreed, subscription.Agreed))
            throw new RefusedException($"Pax8 has this change already; its log is about to say so. {Instead(change)}");
        if (open.Count == 1 && subscription.IsUnclear(clock.UtcNow))
            throw new RefusedException("Sending this change was interrupted, so it is not known whether Pax8 took it. Press Sync Subscriptions, refresh, and see what became of the change.");
        changes.Withdraw(change, "Withdrawn before it was sent.");
        if (subscription.IsMovedAway)
            return "The change was withdrawn. The subscription is under a company in Pax8 that is not synchronised here, so it holds no licences.";
        subscriptions.Update(Restored(subscription, change, open.Take(open.Count - 1).ToList()), subscription.RowVersion);
        return "The change was withdrawn. The subscription has the values it had before it.";
    }

    /// <summary>What is left to do about a change that has been sent. Pax8's API takes no cancellation back.</summary>
    private static string Instead(LicenseChange change) => change.IsScheduledCancel
        ? "Have the cancellation withdrawn in Pax8, then press Sync Subscriptions."
        : "Make the opposite change on the subscription instead.";

    /// <summary>
    /// What both sides agree on with the remaining changes on top. That is not always what the change began with: Pax8 may have
    /// changed since, and the change have been kept against it.
    /// </summary>
    private static Entity Restored(SubscriptionState subscription, LicenseChange change, List<LicenseChange> remaining)
    {
        var anotherFailed = remaining.Any(one => one.IsFailed);
        var values = remaining.Aggregate(subscription.Agreed, (below, one) => one.To.Or(below));
        var row = new Entity(Subscription.Table, subscription.Id)
        {
            [Subscription.ChangeReason] = $"Withdrawal of change {change.Number}",
            [Subscription.SyncState] = new OptionSetValue(
                subscription.SyncState == Subscription.SyncStates.Conflict ? Subscription.SyncStates.Conflict
                : anotherFailed ? Subscription.SyncStates.Failed
                : remaining.Count > 0 ? Subscription.SyncStates.WaitingToBeSent
                : Subscription.SyncStates.InSync),
        };
        if (!anotherFailed && subscription.SyncState != Subscription.SyncStates.Conflict) row[Subscription.LastError] = null;
        row[Subscription.Quantity] = values.Quantity;
        row[Subscription.Price] = values.Price;
        row[Subscription.BillingTerm] = values.BillingTerm is { } term ? new OptionSetValue(term) : null;
        // A change that was kept although Pax8 has ended the subscription still holds licences.
        var ended = values.Ended == true && values.Quantity == 0;
        if (ended == subscription.IsActive) row.SetState(active: !ended);
        if (values.Cancels != subscription.Here.Cancels) row[Subscription.CancelOn] = values.Cancels?.On;
        return row;
    }
}
