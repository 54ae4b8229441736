using System;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Lets a change go that is not sent before somebody has said that it is meant. Whoever may edit licence change logs may.</summary>
internal sealed class LicenseChangeConfirmation(SubscriptionRows subscriptions, LicenseChangeRows changes, ConnectorRows connectors, LicenseChangeHolds holds, Execution.IClock clock)
{
    /// <summary>Runs in one transaction. Returns what to tell the person who asked for it.</summary>
    /// <param name="changeId">The change.</param>
    /// <param name="userId">Who confirms it.</param>
    public string Confirm(Guid changeId, Guid userId)
    {
        var subscriptionId = changes.Get(changeId).SubscriptionId;
        // Whoever sends claims the row first; a withdrawal or another confirmation at the same moment waits here.
        subscriptions.Lock(subscriptionId);
        var open = changes.OpenOf(subscriptionId);
        if (open.FirstOrDefault(one => one.Id == changeId) is not { NeedsConfirmation: true } change)
            throw new RefusedException("This change does not wait for a confirmation. Refresh to see what became of it.");
        var subscription = subscriptions.Get(subscriptionId);
        var first = open[0];
        // Who read of a date has not said that it is to be at once.
        if (holds.Passed(change) is { } passed && change.Message != passed.Sentence)
        {
            changes.Hold(change, passed);
            if (first.Id == changeId && subscription.SyncState == Subscription.SyncStates.NotSynced) subscriptions.Show(subscription, Subscription.SyncStates.NotSynced, passed.Sentence, subscription.SendingUntil);
            return $"The change still waits. {passed.Sentence}";
        }
        changes.Confirm(change, userId, clock.UtcNow);
        // The system job that this queues notes on the change what else holds it, if anything does.
        var ofFirst = holds.Of(changes.Get(first.Id), subscription, connectors.Get(subscription.ConnectorId));
        // The row shows what the first change waits for.
        if (ofFirst is not { IsToldOnRow: true } && subscription.SyncState == Subscription.SyncStates.NotSynced) subscriptions.Update(SubscriptionState.Waiting(subscriptionId), subscription.RowVersion);
        var hold = first.Id == changeId ? ofFirst : holds.Blocks(first) ? holds.Behind(first) : null;
        return hold is not null ? $"The change is confirmed. {hold.Sentence}" : "The change is confirmed and is sent to Pax8 in the background; Provisioning Status shows what becomes of it.";
    }
}
