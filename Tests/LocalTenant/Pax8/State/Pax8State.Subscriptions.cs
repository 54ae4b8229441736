using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

public sealed partial class Pax8State
{
    private readonly Table<Pax8Subscription> subscriptions = new(subscription => subscription.Id);
    private readonly Dictionary<string, List<Pax8Subscription>> history = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> provisionedAt = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, DateTimeOffset> endsAt = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All subscriptions that Pax8 lists, in its order.</summary>
    public IReadOnlyList<Pax8Subscription> Subscriptions
    {
        get { lock (Gate) return subscriptions.Listed; }
    }

    /// <summary>A subscription that the API answers by id, or null.</summary>
    public Pax8Subscription? FindSubscription(string id)
    {
        lock (Gate)
            return subscriptions.Find(id);
    }

    /// <summary>States of a subscription, the present one first.</summary>
    public IReadOnlyList<Pax8Subscription> HistoryOf(string id)
    {
        lock (Gate)
            return [subscriptions.Get(id), .. history.GetValueOrDefault(id) ?? []];
    }

    /// <summary>Adds an Active monthly subscription without commitment that starts now.</summary>
    /// <param name="companyId">A listed company.</param>
    /// <param name="productId">A product.</param>
    /// <param name="quantity">Licences.</param>
    /// <param name="configure">Changes what would be added.</param>
    public Pax8Subscription AddSubscription(string companyId, string productId, decimal quantity, Func<Pax8Subscription, Pax8Subscription>? configure = null)
    {
        lock (Gate)
        {
            companies.Get(companyId);
            var product = products.Get(productId);
            var price = product.Prices.Count > 0 ? product.Prices[0] : new Pax8Price("Monthly", null, null, 0, 0);
            var subscription = new Pax8Subscription
            {
                Id = ids.Uuid(),
                CompanyId = companyId,
                ProductId = productId,
                ProductName = product.Name,
                Quantity = quantity,
                StartDate = Pax8Dates.Seconds(Now),
                CreatedDate = Pax8Dates.Seconds(Now),
                BillingStart = Pax8Dates.Day(Now),
                Status = "Active",
                Price = price.SuggestedRetailPrice,
                PartnerCost = price.PartnerBuyRate,
                BillingTerm = "Monthly",
            };
            subscription = configure?.Invoke(subscription) ?? subscription;
            subscriptions.Insert(subscription, null);
            return subscription;
        }
    }

    /// <summary>Changes a subscription as an edit in the portal does: no rule is asked, the earlier state goes into its history.</summary>
    /// <exception cref="KeyNotFoundException">No such subscription is listed.</exception>
    public Pax8Subscription ChangeSubscription(string id, Func<Pax8Subscription, Pax8Subscription> change)
    {
        lock (Gate)
        {
            var before = subscriptions.Get(id);
            var after = change(before);
            if (after == before)
                return before;
            if (after.UpdatedDate == before.UpdatedDate)
                after = after with { UpdatedDate = Pax8Dates.Microseconds(Now) };
            if (!history.TryGetValue(id, out var earlier))
                history[id] = earlier = [];
            earlier.Insert(0, before);
            pastSubscriptions.Note(id, before, Now);
            subscriptions.Replace(after);
            return after;
        }
    }

    /// <summary>Sets the number of licences at once.</summary>
    public Pax8Subscription ChangeQuantity(string id, decimal quantity) => ChangeSubscription(id, subscription => subscription with { Quantity = quantity });

    /// <summary>Sets the customer's price a unit.</summary>
    public Pax8Subscription ChangePrice(string id, decimal price) => ChangeSubscription(id, subscription => subscription with { Price = price });

    /// <summary>Ends a subscription: at once, or as PendingCancel until the given moment.</summary>
    public Pax8Subscription CancelSubscription(string id, DateTimeOffset? at = null)
    {
        lock (Gate)
        {
            var now = Now;
            if (at is { } end && end > now)
            {
                endsAt[id] = end;
                return ChangeSubscription(id, subscription => subscription with { Status = "PendingCancel", EndDate = Pax8Dates.Seconds(end) });
            }

            endsAt.Remove(id);
            provisionedAt.Remove(id);
            return ChangeSubscription(id, subscription => subscription with { Status = "Cancelled", EndDate = Pax8Dates.Seconds(now) });
        }
    }

    /// <summary>Ends the waiting of a pending subscription, as Pax8's people do by hand with one that is stuck.</summary>
    /// <exception cref="KeyNotFoundException">There is no such subscription.</exception>
    public Pax8Subscription Provision(string id)
    {
        lock (Gate)
        {
            provisionedAt.Remove(id);
            return IsPending(subscriptions.Get(id))
                ? ChangeSubscription(id, before => before with { Status = "Active", VendorSubscriptionId = before.VendorSubscriptionId ?? ids.Uuid() })
                : subscriptions.Get(id);
        }
    }

    /// <summary>From now on the subscription is not listed and answers 404 by id.</summary>
    public void VanishSubscription(string id)
    {
        lock (Gate)
            subscriptions.Vanish(id);
    }

    /// <summary>A vanished subscription is listed again, at its old place.</summary>
    public void ReturnSubscription(string id)
    {
        lock (Gate)
            subscriptions.Return(id);
    }

    internal ListCache<Pax8Subscription> SubscriptionLists { get; } = new();

    internal int SubscriptionsVersion => subscriptions.Version;

    public IReadOnlyList<Pax8Subscription> ListedSubscriptions => subscriptions.Listed;

    internal void Seed(IEnumerable<Pax8Subscription> rows, IEnumerable<Pax8Subscription> earlier)
    {
        foreach (var row in rows)
            subscriptions.Insert(row, null);
        foreach (var row in earlier.GroupBy(row => row.Id))
            history[row.Key] = row.ToList();
    }

    /// <summary>A subscription that an order made: pending until it is provisioned, for good where <paramref name="provisioned"/> is null.</summary>
    internal void AddOrdered(Pax8Subscription subscription, DateTimeOffset? provisioned, Pax8Delay delay)
    {
        subscriptions.Insert(subscription, null);
        HideFor(delay, subscriptions, subscription.Id);
        if (provisioned is { } at)
            provisionedAt[subscription.Id] = at;
    }

    /// <summary>Whether an order's line still waits for what it bought.</summary>
    internal bool IsPending(string subscriptionId) => subscriptions.Known(subscriptionId) is { } subscription && IsPending(subscription);

    /// <summary>
    /// Lets happen what has become due since the last call: what is new is shown, prices change, pending subscriptions are provisioned,
    /// scheduled cancellations take effect.
    /// </summary>
    internal void Settle()
    {
        var now = Now;
        while (agenda.TryPeek(out var happening, out var due) && due.At <= now)
        {
            agenda.Dequeue();
            happening();
        }

        foreach (var id in Due(provisionedAt, now))
        {
            if (subscriptions.Known(id) is not null)
                Provision(id);
        }

        foreach (var id in Due(endsAt, now))
        {
            if (subscriptions.Known(id) is { Status: "PendingCancel" })
                ChangeSubscription(id, before => before with { Status = "Cancelled" });
        }
    }

    private static bool IsPending(Pax8Subscription subscription) => subscription.Status is "PendingManual" or "PendingAutomated";

    private static List<string> Due(Dictionary<string, DateTimeOffset> moments, DateTimeOffset now)
    {
        if (moments.Count == 0)
            return [];
        var due = moments.Where(pair => pair.Value <= now).OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToList();
        due.ForEach(id => moments.Remove(id));
        return due;
    }
}
