using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.ProviderAccounts;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Carries customer, owner and sync status of a provider account to its subscriptions as soon as they change there. Many
/// subscriptions are shared out among system jobs side by side, since a chain of them would meet the platform's depth of eight; only
/// what lacks something is written, so any of them may run twice, and what is left over follows with the next sync.
/// </summary>
internal sealed class MappingFollow(ProviderAccountRows providerAccounts, SubscriptionRows subscriptions, LicenseChangeQueue queue, Deadline deadline)
{
    /// <summary>Subscriptions of one system job: some four writes each, far below two minutes also where a write takes a tenth of a second.</summary>
    private const int AtOnce = 200;

    private const int MaxHops = 3;

    private const int MaxRounds = 3;

    /// <param name="providerAccountId">The provider account.</param>
    /// <param name="target">What was written of it.</param>
    /// <param name="ownWrite">Whether matching chose the customer, and no person.</param>
    /// <param name="userId">Who wrote it.</param>
    public void Run(Guid providerAccountId, Entity target, bool ownWrite, Guid userId)
    {
        var order = MappingOrder.Of(target, ownWrite ? null : userId);
        var account = providerAccounts.GetMapped(providerAccountId);
        if (order.OfSyncStatus) queue.QueueOf(account.ConnectorId, subscriptions.IdsUnder(providerAccountId), deadline);
        if (!order.OfCustomer && !order.OfOwner) return;
        var lacking = subscriptions.Lacking(account, order.OfCustomer, order.OfOwner).Where(row => order.Includes(row.Id)).ToList();
        if (order.Lanes == 1 && lacking.Count > AtOnce) ShareOut(account, order, lacking.Count);
        else Follow(account, order, lacking);
    }

    private void ShareOut(MappedAccount account, MappingOrder order, int count)
    {
        var lanes = Math.Min(MappingOrder.MaxLanes, (count + AtOnce - 1) / AtOnce);
        for (var lane = 0; lane < lanes; lane++) providerAccounts.AskToFollow(account.Id, (order with { Lane = lane, Lanes = lanes }).ToString());
    }

    private void Follow(MappedAccount account, MappingOrder order, List<Entity> rows)
    {
        foreach (var row in rows)
        {
            if (deadline.LeavesNoRecord)
            {
                if (order.Hop < MaxHops) providerAccounts.AskToFollow(account.Id, (order with { Hop = order.Hop + 1 }).ToString());
                return;
            }
            Follow(account, order, row);
        }
    }

    private void Follow(MappedAccount account, MappingOrder order, Entity row)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                if (Difference(account, order, row) is { } difference) subscriptions.Update(difference, row.RowVersion);
                return;
            }
            catch (RowException failure) when (round < MaxRounds && failure is RowChangedException or RowRefusedException { IsOfPlugin: true })
            {
                // Somebody wrote the row since it was read, or at this moment, and the number of its next log is taken: start from what is there now.
                row = subscriptions.GetMapped(row.Id);
            }
        }
    }

    /// <summary>Null where the row has all of it, or has become another provider account's since.</summary>
    private static Entity? Difference(MappedAccount account, MappingOrder order, Entity row)
    {
        if (row.Lookup(Subscription.ProviderAccount) != account.Id) return null;
        var wanted = new Entity(Subscription.Table, row.Id);
        if (order.OfCustomer) wanted[Subscription.Account] = account.CustomerId is { } customer ? new EntityReference(Account.Table, customer) : null;
        if (order.OfOwner && account.Owner is not null) wanted[Common.Owner] = account.Owner;
        var difference = wanted.DifferenceFrom(row);
        if (difference.Attributes.Count == 0) return null;
        if (!difference.Contains(Subscription.Account)) return difference;
        var how = account.CustomerId is null ? "customer taken away" : "mapped to another customer";
        difference[Subscription.ChangeReason] = order.RequestedBy is null ? $"{account.Name}: {how} ({account.MatchReason})" : $"{account.Name}: {how}";
        if (order.RequestedBy is { } user) difference[Subscription.ChangeRequestedBy] = user.ToString("D");
        return difference;
    }
}
