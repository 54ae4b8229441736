using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Cancels a subscription where a person may: the write is made in his name, so his privileges and <see cref="SubscriptionRules"/>
/// decide, and the log names him.
/// </summary>
internal sealed class SubscriptionCancellation(SubscriptionRows subscriptions, CallerRows caller)
{
    /// <summary>Runs in one transaction. Returns what to tell the person who asked for it.</summary>
    /// <param name="id">The subscription.</param>
    /// <param name="on">A date to come, or null for at once.</param>
    /// <param name="reason">Why, for the log; null or blank for none.</param>
    public string Cancel(Guid id, DateTime? on, string? reason)
    {
        subscriptions.Lock(id);
        var before = subscriptions.Get(id);
        if (!before.IsActive) throw new RefusedException("This subscription has ended, so there is nothing to cancel. Refresh to see it as it is.");
        if (on is not null && before.Here.Cancels == new Cancellation(on))
            throw new RefusedException($"Cancel On is {Day(on.Value)} already; the licence change logs show what became of it. Press Sync Subscriptions to see whether Pax8 still has it.");
        var row = new Entity(Subscription.Table, id);
        if (on is { } date) row[Subscription.CancelOn] = date;
        else row.SetState(active: false);
        if (!string.IsNullOrWhiteSpace(reason)) row[Subscription.ChangeReason] = reason;
        caller.Update(row);
        var licences = (before.Here.Quantity ?? 0).ToString("N0", CultureInfo.InvariantCulture);
        var ends = on is { } later
            ? $"{before.Name} is to be cancelled on {Day(later)}; its licences ({licences}) stay until then."
            : $"{before.Name} is cancelled, and its licences ({licences}) are taken off.";
        return $"{ends}{Commitment(before)} Pax8 is told in the background; the licence change log shows what becomes of it, and until Pax8 is told, Withdraw takes it back.";
    }

    private static string Commitment(SubscriptionState subscription) =>
        subscription.Row.Date(Subscription.CommitmentEndsOn) is { } end ? $" Pax8 goes on billing until its commitment ends, on {Day(end)}, if that is later." : "";

    private static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
