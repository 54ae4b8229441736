namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// What both sides can change of a subscription. Null says nothing about a value. The quantity of one that has ended is 0: it
/// holds no licence any more, whatever number Pax8 keeps showing.
/// </summary>
/// <param name="Quantity">Licences.</param>
/// <param name="Price">The customer's price of one licence.</param>
/// <param name="BillingTerm">A value of <see cref="Dataverse.Subscription.BillingTerm"/>.</param>
/// <param name="Ended">Cancelled, converted, or gone.</param>
internal sealed record SubscriptionValues(int? Quantity, decimal? Price, int? BillingTerm, bool? Ended)
{
    public static readonly SubscriptionValues Nothing = new(null, null, null, null);

    /// <summary>These values, and where they say nothing the others.</summary>
    public SubscriptionValues Or(SubscriptionValues others) =>
        new(Quantity ?? others.Quantity, Price ?? others.Price, BillingTerm ?? others.BillingTerm, Ended ?? others.Ended);
}

/// <summary>A change that waits to be sent, as far as merging looks at it: the values it leads to, null for those it leaves alone.</summary>
internal sealed record PendingChange(int Number, SubscriptionValues To);
