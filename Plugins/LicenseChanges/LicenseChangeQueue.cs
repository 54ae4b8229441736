using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// Puts into the queue what waits there unseen: changes that have become due, and those that were held or whose system job was
/// lost, or that found Pax8's limit used up; and what failed for its connector alone, once that works again. Only the first of each
/// subscription, since that one brings the others along; none behind a failed one or in a conflict.
/// </summary>
internal sealed class LicenseChangeQueue(
    ConnectorRows connectors, SubscriptionRows subscriptions, LicenseChangeRows changes, LicenseChangeHolds holds, Execution.IClock clock) : IDueQueue
{
    /// <summary>
    /// The same for some subscriptions whose sync was switched on or off: whoever comes to send their changes sends them, or says why
    /// not. What does not fit into the execution follows with the next sync.
    /// </summary>
    public void QueueOf(Guid connectorId, HashSet<Guid> subscriptionIds, Execution.Deadline deadline)
    {
        if (subscriptionIds.Count == 0) return;
        var connector = connectors.Get(connectorId);
        if (!ConnectorHolds.EmptiesQueue(connector)) return;
        foreach (var queue in changes.OpenOf(subscriptionIds).Select(group => group.ToList()).Where(queue => IsWaiting(queue[0])))
        {
            if (deadline.LeavesNoRecord) return;
            // Queued anew it would look young.
            if (holds.OfOrigin(queue[0], connector) is not null) Hold([queue], connector);
            else changes.Queue(queue[0].Id, clock.UtcNow);
        }
    }

    /// <inheritdoc/>
    public void QueueDue(Guid connectorId, int most = int.MaxValue)
    {
        var connector = connectors.Get(connectorId);
        if (!ConnectorHolds.HasQueue(connector)) return;
        var waiting = changes.OpenOfWaiting(connectorId, clock.UtcNow).Select(group => group.ToList()).Where(queue => IsWaiting(queue[0])).ToList();
        if (waiting.Count == 0) return;
        var held = waiting.Where(queue => holds.OfOrigin(queue[0], connector) is not null).ToList();
        Hold(held.Take(most).ToList(), connector);
        if (!ConnectorHolds.EmptiesQueue(connector)) return;
        foreach (var change in Sendable(connectorId, waiting.Except(held).Select(queue => queue[0]).ToList()).Take(most)) changes.Queue(change.Id, clock.UtcNow);
    }

    private bool IsWaiting(LicenseChange change) => !change.IsFailed && !change.NeedsConfirmation && change.IsDue(clock.UtcNow);

    private void Hold(List<List<LicenseChange>> queues, ConnectorSettings connector)
    {
        var found = subscriptions.Of(queues.ConvertAll(queue => queue[0].SubscriptionId));
        foreach (var queue in queues)
            if (found.TryGetValue(queue[0].SubscriptionId, out var subscription)) Hold(subscription, queue, connector);
    }

    /// <summary>Says on the changes of a subscription, and on its row, why they are not sent. Whoever is sending at this moment finds that out.</summary>
    private void Hold(SubscriptionState subscription, List<LicenseChange> queue, ConnectorSettings connector)
    {
        if (subscription.SyncState == Subscription.SyncStates.Conflict || subscription.IsBeingSent(clock.UtcNow)) return;
        try
        {
            foreach (var change in queue.Where(change => !change.IsFailed && !change.NeedsConfirmation))
                if (holds.OfOrigin(change, connector) is { } hold) changes.Hold(change, hold);
            if (!subscription.IsMovedAway) subscriptions.Show(subscription, Subscription.SyncStates.NotSynced, holds.OfOrigin(queue[0], connector)!.Sentence, subscription.SendingUntil);
        }
        catch (RowChangedException)
        {
            // Somebody works on it; a change that is sent is asked about first.
        }
    }

    /// <summary>
    /// Sends again what failed for its connector and not for itself. Reading proves credentials and an answer, but no right to write:
    /// until Pax8 has taken a change, of those that lacked the right one goes first, and so does one of those that were too many.
    /// </summary>
    /// <param name="connectorId">The connector whose changes are meant.</param>
    /// <param name="isWriteProven">Whether Pax8 has just taken a change.</param>
    /// <param name="most">As many as are sent again at once; the others follow the one that goes first.</param>
    public void SendAgain(Guid connectorId, bool isWriteProven, int most)
    {
        var open = Firsts(connectorId, change => change.ConnectionFailure is not null);
        var failed = open.Where(change => change.IsFailed).OrderBy(change => change.QueuedOn).ToList();
        var atOnce = failed.Where(change => isWriteProven || change.ConnectionFailure != LicenseChangeLog.ConnectionFailures.MissingRight).Take(most).ToList();
        foreach (var change in atOnce) SendAgain(change, goesFirst: false);
        var isOneUnderWay = open.Any(change => change is { GoesFirst: true, WaitsFor: null });
        if (!isOneUnderWay && failed.Except(atOnce).FirstOrDefault() is { } first) SendAgain(first, goesFirst: true);
    }

    private void SendAgain(LicenseChange change, bool goesFirst)
    {
        var subscription = subscriptions.Get(change.SubscriptionId);
        try
        {
            changes.SendAgain(change, goesFirst, clock.UtcNow);
            if (subscription.SyncState == Subscription.SyncStates.Failed) subscriptions.Update(SubscriptionState.Waiting(subscription.Id), subscription.RowVersion);
        }
        catch (RowChangedException)
        {
            // Somebody acts on it at this moment; whoever sends shows on the row how it stands.
        }
    }

    /// <summary>The first open change of each subscription that may be sent at all, where it is such a one.</summary>
    private List<LicenseChange> Firsts(Guid connectorId, Func<LicenseChange, bool> isMeant)
    {
        var connector = connectors.Get(connectorId);
        if (!ConnectorHolds.EmptiesQueue(connector)) return [];
        // In a copy, or after a restore, nothing goes by itself: it may have been sent before.
        return Sendable(connectorId, changes.OpenOfDisconnected(connectorId).Select(group => group.First()).Where(change => isMeant(change) && holds.OfOrigin(change, connector) is null).ToList());
    }

    /// <summary>
    /// Of the first changes of subscriptions those that may go by themselves. The row's provider account counts, not the log's: the
    /// subscription may have become another company's since.
    /// </summary>
    private List<LicenseChange> Sendable(Guid connectorId, List<LicenseChange> firsts)
    {
        if (firsts.Count == 0) return [];
        var sendable = subscriptions.SendableOf(firsts.ConvertAll(change => change.SubscriptionId), connectorId);
        return firsts.Where(change => sendable.Contains(change.SubscriptionId)).ToList();
    }
}
