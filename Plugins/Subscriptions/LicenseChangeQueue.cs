using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Puts into the queue what waits there unseen: changes that have become due, and those that were held or whose system job was
/// lost, or that found Pax8's limit used up. Only the first of each subscription, since that one brings the others along; none
/// behind a failed one or in a conflict.
/// </summary>
internal sealed class LicenseChangeQueue(ConnectorRows connectors, ProviderAccountRows providerAccounts, SubscriptionRows subscriptions, LicenseChangeRows changes, Sync.IClock clock)
{
    /// <summary>
    /// The same for some subscriptions whose sync was switched on or off: whoever comes to send their changes sends them, or says why
    /// not. What does not fit into the execution follows with the next sync.
    /// </summary>
    public void QueueOf(Guid connectorId, HashSet<Guid> subscriptionIds, Sync.Deadline deadline)
    {
        if (subscriptionIds.Count == 0) return;
        var connector = connectors.Get(connectorId);
        if (!connector.IsActive || !connector.WritesBack || connector.IsSandbox || connector.IsPartnerInDoubt) return;
        foreach (var change in changes.OpenOfConnector(connectorId).Where(group => subscriptionIds.Contains(group.Key)).Select(group => group.First()))
        {
            if (deadline.LeavesNoRecord) return;
            if (!change.IsFailed && !change.NeedsConfirmation && change.IsDue(clock.UtcNow)) changes.Queue(change.Id, clock.UtcNow);
        }
    }

    /// <param name="connectorId">The connector whose changes are meant.</param>
    /// <param name="most">As many as are queued at most; the rest waits for the next call.</param>
    public void QueueDue(Guid connectorId, int most = int.MaxValue)
    {
        var connector = connectors.Get(connectorId);
        if (!connector.IsActive || !connector.WritesBack || connector.IsSandbox || connector.IsPartnerInDoubt) return;
        var waiting = changes.OpenOfConnector(connectorId).Select(group => group.First()).Where(change => !change.IsFailed && !change.NeedsConfirmation && change.IsDue(clock.UtcNow)).ToList();
        if (waiting.Count == 0) return;
        var enabled = providerAccounts.Enabled(connectorId).ConvertAll(account => account.Id);
        foreach (var change in waiting.Where(IsFree).Take(most)) changes.Queue(change.Id, clock.UtcNow);

        // Not the log's provider account: the subscription may have become another company's since.
        bool IsFree(LicenseChange change) => subscriptions.Get(change.SubscriptionId) is var subscription
            && subscription.SyncState != Subscription.SyncStates.Conflict && !subscription.IsMovedAway && enabled.Contains(subscription.ProviderAccountId);
    }
}
