using System;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Gives licence change logs their customer where they name none though it is known: those of a version that did not note it. What
/// one execution does not come to is left to the next sync.
/// </summary>
internal sealed class LogCustomers(SubscriptionRows subscriptions, ProviderAccountRows providerAccounts, LicenseChangeRows changes, Deadline deadline)
{
    private const int AtOnce = 500;

    /// <summary>The rest of the execution is for what it is there for.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(70);

    public void FillIn(Guid connectorId)
    {
        while (deadline.Remaining > Reserve)
        {
            var logs = changes.WithoutCustomer(connectorId, AtOnce);
            if (logs.Count == 0) return;
            var mapped = providerAccounts.CustomersOf(logs.Select(log => log.ProviderAccountId).Distinct().ToList());
            var shown = subscriptions.CustomersOf(logs.Select(log => log.SubscriptionId).Distinct().ToList());
            foreach (var log in logs)
            {
                if (deadline.Remaining <= Reserve) return;
                // The customer that the subscription shows, also where the mapping has changed since: a pair of logs follows that.
                var customer = shown.TryGetValue(log.SubscriptionId, out var owner) && owner.ProviderAccountId == log.ProviderAccountId ? owner.AccountId : null;
                if ((customer ?? (mapped.TryGetValue(log.ProviderAccountId, out var account) ? account : null)) is not { } known) return;
                changes.NameCustomer(log.Id, known);
            }
        }
    }
}
