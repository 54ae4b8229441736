using System;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// What both sides can change of a subscription. Null says nothing about a value. The quantity of one that has ended is 0: it
/// holds no licence any more, whatever number Pax8 keeps showing.
/// </summary>
/// <param name="Quantity">Licences.</param>
/// <param name="Price">The customer's price of one licence.</param>
/// <param name="BillingTerm">A value of <see cref="Subscriptions.Subscription.BillingTerm"/>.</param>
/// <param name="Ended">Cancelled, converted, or gone.</param>
/// <param name="Cancels">Whether it is to end on a date; of one that has ended it says nothing.</param>
internal sealed record SubscriptionValues(int? Quantity, decimal? Price, int? BillingTerm, bool? Ended, Cancellation? Cancels = null)
{
    public static readonly SubscriptionValues Nothing = new(null, null, null, null);

    /// <summary>What the licences cost a month; null where the term says nothing of that.</summary>
    public decimal? PerMonth => BillingTerm is { } term && SubscriptionMap.MonthsOfTerm(term) is { } months
        ? Math.Abs((Quantity ?? 0) * (Price ?? 0) / months)
        : null;

    /// <summary>These values, and where they say nothing the others.</summary>
    public SubscriptionValues Or(SubscriptionValues others) =>
        new(Quantity ?? others.Quantity, Price ?? others.Price, BillingTerm ?? others.BillingTerm, Ended ?? others.Ended, Cancels ?? others.Cancels);

    /// <summary>Whether these values say nothing that the others do not: <see cref="Or"/> comes to the others then.</summary>
    public bool AreAmong(SubscriptionValues others) =>
        (Quantity is null || Quantity == others.Quantity) && (Price is null || Price == others.Price) && (BillingTerm is null || BillingTerm == others.BillingTerm)
        && (Ended is null || Ended == others.Ended) && (Cancels is null || Cancels == others.Cancels);
}

/// <summary>
/// The date on which a subscription is to end. Two moments of one day, in UTC, are the same: Pax8 writes dates in several forms,
/// some without an hour. Source: API reference, dates.
/// </summary>
/// <param name="On">In UTC; null where it is not to end.</param>
internal readonly record struct Cancellation(DateTime? On)
{
    public static readonly Cancellation None = new(null);

    public bool Equals(Cancellation other) => On?.Date == other.On?.Date;

    public override int GetHashCode() => On?.Date.GetHashCode() ?? 0;

    /// <summary>The day, or <c>none</c>.</summary>
    public override string ToString() => On is { } date ? FormattableString.Invariant($"{date:yyyy-MM-dd}") : "none";
}

/// <summary>A change that waits to be sent, as far as merging looks at it: the values it leads to, null for those it leaves alone.</summary>
internal sealed record PendingChange(int Number, SubscriptionValues To)
{
    /// <summary>Pax8 took it as an order to cancel at once: the date that it shows until then is no other one.</summary>
    public bool IsEnding { get; init; }
}
