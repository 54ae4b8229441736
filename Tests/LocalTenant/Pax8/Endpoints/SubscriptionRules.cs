using System;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// What a PUT of a subscription may change. Inside a commitment the quantity may rise but not fall, and the billing term stays;
/// new commerce subscriptions may shrink within seven days of their start. With which status the live API refuses is not known:
/// here 422 with a null message and the reason in the details, the form that clients read wrongly most easily.
/// </summary>
internal static class SubscriptionRules
{
    private static readonly TimeSpan GracePeriod = TimeSpan.FromDays(7);

    public static void Check(Pax8Subscription before, Pax8Subscription after, Pax8Product? product, DateTimeOffset now)
    {
        if (before.Status == "Cancelled")
            throw Refusal.UnprocessableWithDetails("The subscription is cancelled and cannot be changed.");
        if (!Pax8Dates.TryRead(after.StartDate, out var start))
            throw Refusal.InvalidField("startDate");
        if ((Pax8Dates.TryRead(before.StartDate, out var began) && began > now) || start > now)
            throw Refusal.UnprocessableWithDetails("Subscriptions with a future date cannot be changed.");
        if (after.Quantity <= 0 || after.Quantity != decimal.Truncate(after.Quantity))
            throw Refusal.UnprocessableWithDetails("quantity: must be a whole number greater than 0");
        if (after.Price < 0)
            throw Refusal.UnprocessableWithDetails("price: must not be negative");
        CheckCommitment(before, after, product, now, began);
        if (after.BillingTerm != before.BillingTerm && product?.Prices.Any(price => price.BillingTerm == after.BillingTerm) != true)
            throw Refusal.UnprocessableWithDetails($"billingTerm: {after.BillingTerm} is not offered for this product");
    }

    private static void CheckCommitment(Pax8Subscription before, Pax8Subscription after, Pax8Product? product, DateTimeOffset now, DateTimeOffset began)
    {
        if (before.Commitment is not { } commitment || (Pax8Dates.TryRead(commitment.EndDate, out var end) && end <= now))
            return;
        if (after.BillingTerm != before.BillingTerm)
            throw Refusal.UnprocessableWithDetails("The billing term cannot be changed during the commitment term.");
        var terms = product?.Commitments.FirstOrDefault(term => term.Id == commitment.Id);
        if (after.Quantity > before.Quantity && terms?.AllowForQuantityIncrease == false)
            throw Refusal.UnprocessableWithDetails("The quantity cannot be increased during the commitment term.");
        var mayShrink = terms?.AllowForQuantityDecrease == true || now - began <= GracePeriod;
        if (after.Quantity < before.Quantity && !mayShrink)
            throw Refusal.UnprocessableWithDetails("The quantity cannot be decreased during the commitment term.");
    }

    /// <summary>A commitment that does not allow for it can't be cancelled before its end; how that is refused is not known.</summary>
    public static void CheckCancellation(Pax8Subscription before, Pax8Product? product, DateTimeOffset at)
    {
        if (before.Commitment is not { } commitment || product?.Commitments.FirstOrDefault(term => term.Id == commitment.Id)?.AllowForEarlyCancellation != false)
            return;
        if (Pax8Dates.TryRead(commitment.EndDate, out var end) && at < end)
            throw Refusal.UnprocessableWithDetails("The subscription cannot be cancelled during the commitment term.");
    }
}
