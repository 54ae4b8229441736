using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Settles a conflict as a person decides: take Pax8's values over, or send those that are here.</summary>
internal sealed class ConflictSettlement(SubscriptionRows subscriptions, LicenseChangeRows changes, SubscriptionStore store, Execution.IClock clock)
{
    /// <summary>Runs in one transaction. Returns what to tell the person who asked for it.</summary>
    public string KeepPax8(Guid subscriptionId)
    {
        Settle(subscriptionId, ConflictPolicy.Pax8Wins);
        return "Pax8's values were taken over, and the changes that waited here were withdrawn.";
    }

    /// <summary>Runs in one transaction. Returns what to tell the person who asked for it.</summary>
    public string KeepWork365(Guid subscriptionId)
    {
        Settle(subscriptionId, ConflictPolicy.Work365Wins);
        var next = changes.OpenOf(subscriptionId).FirstOrDefault();
        if (next is { IsFailed: true })
            return "The values that are here were kept, but a change of them failed before. Set its Provisioning Status back to Awaiting Provisioning to have it sent, or withdraw it.";
        if (next is { NeedsConfirmation: true })
            return "The values that are here were kept. Their change still waits to be confirmed: choose Confirm, or withdraw it.";
        if (next is not null && next.IsDue(clock.UtcNow)) changes.Queue(next.Id, clock.UtcNow);
        return "The values that are here are sent to Pax8 in the background; the licence change logs show what becomes of them.";
    }

    private void Settle(Guid subscriptionId, ConflictPolicy decision)
    {
        subscriptions.Lock(subscriptionId);
        var subscription = subscriptions.Get(subscriptionId);
        var there = subscription.InConflict
            ?? throw new RefusedException("Sync State is not Conflict, so there is nothing to settle. Refresh to see the subscription as it is.");
        var pending = changes.OpenOf(subscriptionId);
        var shown = new SubscriptionThere(Status(subscription), there);
        // Who keeps Pax8's values keeps all of them; who keeps those that are here has not been asked what Pax8 takes away besides.
        if (decision != ConflictPolicy.Pax8Wins && SubscriptionGuard.Of(subscription, shown, pending) is { } held) shown = shown.Holding(held, null);
        var merge = SubscriptionMerge.Of(subscription.Agreed, subscription.Here, shown.Taken, pending.ConvertAll(change => change.Pending), decision);
        store.Apply(subscription, shown, merge, pending);
    }

    /// <summary>The status the conflict was found with, where one was noted.</summary>
    private static Entity Status(SubscriptionState subscription)
    {
        var row = new Entity(Subscription.Table);
        if (subscription.Row.GetAttributeValue<OptionSetValue>(Subscription.ConflictStatus) is { } status) row[Subscription.Status] = status;
        return row;
    }
}
