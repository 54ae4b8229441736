using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// Gives licence change logs their customer where they name none though it is known: those of a version that did not note it. What
/// one execution does not come to is left to the next sync.
/// </summary>
internal sealed class LogCustomers(SubscriptionRows subscriptions, LicenseChangeRows changes, Deadline deadline)
{
    private const int AtOnce = 500;

    /// <summary>The rest of the execution is for what it is there for.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(70);

    /// <summary>
    /// Names them in the transaction of a write of their subscription that changes nothing, all at once: what a customer had and gave away
    /// again adds up to 0 only together.
    /// </summary>
    public static void NameAll(Entity subscription, LicenseChangeRows changes, ProviderAccountRows providerAccounts)
    {
        var logs = changes.WithoutCustomerOf(subscription.Id);
        var mapped = providerAccounts.CustomersOf(logs.Select(log => log.ProviderAccountId).Distinct().ToList());
        foreach (var log in logs)
        {
            // The customer that the subscription shows, also where the mapping has changed since: a pair of logs follows that.
            var customer = log.ProviderAccountId == subscription.Lookup(Subscription.ProviderAccount) ? subscription.Lookup(Subscription.Account) : null;
            if ((customer ?? (mapped.TryGetValue(log.ProviderAccountId, out var account) ? account : null)) is { } known) changes.NameCustomer(log.Id, known);
        }
    }

    public void FillIn(Guid connectorId)
    {
        while (deadline.Remaining > Reserve)
        {
            var logs = changes.WithoutCustomer(connectorId, AtOnce);
            if (logs.Count == 0) return;
            foreach (var id in logs.Select(log => log.SubscriptionId).Distinct())
            {
                if (deadline.Remaining <= Reserve || !AskToName(id)) return;
            }
        }
    }

    /// <summary>False where somebody writes the row at this moment: the next sync asks again.</summary>
    private bool AskToName(Guid subscriptionId)
    {
        var subscription = subscriptions.Get(subscriptionId);
        try
        {
            subscriptions.Update(new Entity(Subscription.Table, subscriptionId) { [Subscription.Account] = subscription.Row.GetAttributeValue<EntityReference>(Subscription.Account) }, subscription.RowVersion);
            return true;
        }
        catch (RowChangedException)
        {
            return false;
        }
    }
}
