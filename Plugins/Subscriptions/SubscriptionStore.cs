using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.LicenseChanges;

namespace Pax8Dataverse.Subscriptions;

/// <summary>What Pax8 shows of a subscription.</summary>
/// <param name="Columns">What belongs to Pax8 alone, see <see cref="SubscriptionMap.Columns"/>, and links.</param>
/// <param name="Values">What goes both ways.</param>
internal sealed record SubscriptionThere(Entity Columns, SubscriptionValues Values)
{
    public int? Status => Columns.Choice(Subscription.Status);

    /// <summary>The company that Pax8 names with it; null where it was not looked at.</summary>
    public string? CompanyId { get; init; }

    /// <summary>The product that Pax8 names with it; null where it names none, or where it was not looked at.</summary>
    public string? ProductId { get; init; }

    /// <summary>What licence change logs give as reason; null for that it changed in Pax8.</summary>
    public string? Reason { get; init; }

    /// <summary>What of it is not taken but held; null where all of it is taken.</summary>
    public HeldValue? Held { get; init; }

    /// <summary>The sync job that met it; null for a push.</summary>
    public Guid? HeldByJob { get; init; }

    /// <summary>The values that are merged.</summary>
    public SubscriptionValues Taken => Held?.Taken ?? Values;

    /// <summary>The same without what is held; the status of one that goes on here is part of that.</summary>
    public SubscriptionThere Holding(HeldValue held, Guid? jobId)
    {
        var columns = new Entity(Columns.LogicalName);
        columns.Attributes.AddRange(Columns.Attributes);
        if (held.Kind != Subscription.HeldKinds.FewerLicences)
        {
            columns.Attributes.Remove(Subscription.Status);
            columns.Attributes.Remove(Subscription.StatusText);
        }
        return this with { Columns = columns, Held = held, HeldByJob = jobId };
    }
}

/// <summary>
/// Stores the outcome of a merge: the row and the fate of its pending changes. Not one transaction, since it runs in system
/// jobs; the order of the writes is such that a merge after any of them comes to the same end.
/// </summary>
internal sealed class SubscriptionStore(SubscriptionRows subscriptions, LicenseChangeRows changes, Execution.IClock clock)
{
    /// <summary>Writes what differs and returns whether anything did. Fails with a changed row where somebody wrote it meanwhile.</summary>
    public bool Apply(SubscriptionState stored, SubscriptionThere there, MergeResult merge, IReadOnlyList<LicenseChange> pending)
    {
        var settled = pending.Where(change => merge.Fate == PendingFate.Arrived || change.Number == merge.ArrivedNumber).ToList();
        var withdrawn = merge.Fate == PendingFate.Withdrawn ? pending.Except(settled).ToList() : [];
        var waiting = pending.Except(settled).Except(withdrawn).ToList();
        var difference = Row(stored, there, merge, waiting).DifferenceFrom(stored.Row);
        if (difference.Attributes.Count > 0 && there.Reason is not null) difference[Subscription.ChangeReason] = there.Reason;
        // Before the row has the new agreement: afterwards nobody would see that the change was replaced.
        foreach (var change in waiting.Where(change => change is { TakenOn: not null, IsFailed: false } && IsReplaced(change, stored.Agreed, merge.Agreed)))
            changes.NoteReplaced(change, OutOfSightSentences.Replaced);

        // First the changes where the row alone would make them look unsent, else first the row: were the first of several changes
        // settled before the row knows it, Pax8's value would look like somebody else's.
        var changesFirst = merge.Fate != PendingFate.Wait;
        if (changesFirst) SaveChanges(settled, withdrawn);
        if (difference.Attributes.Count > 0) subscriptions.Update(difference, stored.RowVersion);
        if (!changesFirst) SaveChanges(settled, withdrawn);
        return difference.Attributes.Count > 0;
    }

    /// <summary>
    /// Pax8 has the subscription under a company that is not synchronised here: its licences are taken off, and the row says where it
    /// went. What waits to be sent goes on waiting. Returns whether anything was written.
    /// </summary>
    /// <param name="stored">The row.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="reason">For the licence change log.</param>
    /// <param name="message">For the row.</param>
    public bool MoveAway(SubscriptionState stored, string companyId, string reason, string message)
    {
        var row = new Entity(Subscription.Table, stored.Id)
        {
            [Subscription.MovedTo] = companyId.CutTo(Subscription.MovedTo),
            [Subscription.Quantity] = 0,
            [Subscription.SyncState] = new OptionSetValue(Subscription.SyncStates.MovedAway),
            [Subscription.LastError] = message,
            [Subscription.SendingUntil] = null,
        };
        SetNoConflict(row);
        SetHeld(row, stored, null, null);
        if (stored.IsActive) row.SetState(active: false);
        var difference = row.DifferenceFrom(stored.Row);
        if (difference.Attributes.Count == 0) return false;
        difference[Subscription.ChangeReason] = reason;
        subscriptions.Update(difference, stored.RowVersion);
        return true;
    }

    /// <summary>Holds what Pax8 would take away and takes nothing else. Returns whether anything was written.</summary>
    public bool Hold(SubscriptionState stored, HeldValue held, Guid? jobId)
    {
        var row = new Entity(Subscription.Table, stored.Id);
        SetHeld(row, stored, held, jobId);
        var difference = row.DifferenceFrom(stored.Row);
        if (difference.Attributes.Count > 0) subscriptions.Update(difference, stored.RowVersion);
        return difference.Attributes.Count > 0;
    }

    /// <summary>Whether Pax8, which had taken the change without showing it, has come to another value than it had then.</summary>
    private static bool IsReplaced(LicenseChange change, SubscriptionValues before, SubscriptionValues now) =>
        (change.To.Quantity is not null && before.Quantity != now.Quantity) || (change.To.Price is not null && before.Price != now.Price)
        || (change.To.BillingTerm is not null && before.BillingTerm != now.BillingTerm) || (change.To.Ended is not null && before.Ended != now.Ended)
        || (change.To.Cancels is not null && before.Cancels != now.Cancels);

    private void SaveChanges(List<LicenseChange> settled, List<LicenseChange> withdrawn)
    {
        foreach (var change in settled) changes.Settle(change, null, clock.UtcNow);
        foreach (var change in withdrawn)
            changes.Withdraw(change, "Taken back: Pax8 had changed as well, and its values were taken over.");
    }

    private Entity Row(SubscriptionState stored, SubscriptionThere there, MergeResult merge, List<LicenseChange> waiting)
    {
        var row = new Entity(Subscription.Table, stored.Id);
        foreach (var column in there.Columns.Attributes) row[column.Key] = column.Value;
        SetValues(row, stored, merge);
        row[Subscription.AgreedQuantity] = merge.Agreed.Quantity;
        row[Subscription.AgreedPrice] = merge.Agreed.Price;
        row[Subscription.AgreedBillingTerm] = Choice(merge.Agreed.BillingTerm);
        row[Subscription.AgreedStatus] = Choice(AgreedStatus(stored, there, merge));
        // Another moment of the same day is no reason to write.
        if (merge.Agreed.Cancels is { } agreed && agreed != stored.Agreed.Cancels) row[Subscription.AgreedCancelOn] = agreed.On;
        row[Subscription.SendingUntil] = null;
        row[Subscription.MovedTo] = null;
        SetState(row, stored, merge, waiting);
        SetConflict(row, stored, there, merge);
        // A conflict keeps everything as it is, and shows all that Pax8 has.
        SetHeld(row, stored, merge.IsConflict ? null : there.Held, there.HeldByJob);
        return row;
    }

    /// <summary>Since when, by which job and who would not have it stays as long as the value does.</summary>
    private void SetHeld(Entity row, SubscriptionState stored, HeldValue? held, Guid? jobId)
    {
        row[Subscription.HeldStatus] = Choice(held?.Status);
        if (stored.Holds(held)) return;
        row[Subscription.Held] = Choice(held?.Kind);
        row[Subscription.HeldQuantity] = held?.Quantity;
        row[Subscription.HeldOn] = held is null ? null : clock.UtcNow;
        row[Subscription.HeldByJob] = held is not null && jobId is { } job ? Subscription.HeldByJob.To(job) : null;
        row[Subscription.DiscardedOn] = null;
        row[Subscription.DiscardedBy] = null;
    }

    private static void SetValues(Entity row, SubscriptionState stored, MergeResult merge)
    {
        row[Subscription.Quantity] = merge.Here.Quantity;
        row[Subscription.Price] = merge.Here.Price;
        row[Subscription.BillingTerm] = Choice(merge.Here.BillingTerm);
        if (merge.Here.Cancels is { } cancels && cancels != stored.Here.Cancels) row[Subscription.CancelOn] = cancels.On;
        if (merge.Here.Ended is { } ended && ended == stored.IsActive) row.SetState(active: !ended);
        if (merge.Fate == PendingFate.Withdrawn) row[Subscription.ChangeReason] = "Taken over from Pax8, which wins conflicts";
    }

    private static int? AgreedStatus(SubscriptionState stored, SubscriptionThere there, MergeResult merge)
    {
        if (there.Status is { } status && SubscriptionMap.IsEnded(status) == (merge.Agreed.Ended == true)) return status;
        return merge.Agreed.Ended == true ? Subscription.Statuses.Cancelled : stored.Row.Choice(Subscription.AgreedStatus);
    }

    private static void SetState(Entity row, SubscriptionState stored, MergeResult merge, List<LicenseChange> waiting)
    {
        var state = merge.IsConflict ? Subscription.SyncStates.Conflict
            : waiting.Any(change => change.IsFailed) ? Subscription.SyncStates.Failed
            : waiting.Any(change => change.NeedsConfirmation) ? Subscription.SyncStates.NotSynced
            : waiting.Count > 0 && stored.SyncState == Subscription.SyncStates.NotSynced ? Subscription.SyncStates.NotSynced
            : waiting.Count > 0 || merge.Here != merge.Agreed ? Subscription.SyncStates.WaitingToBeSent
            : Subscription.SyncStates.InSync;
        row[Subscription.SyncState] = new OptionSetValue(state);
        if (state is Subscription.SyncStates.InSync or Subscription.SyncStates.WaitingToBeSent) row[Subscription.LastError] = null;
        else if ((waiting.FirstOrDefault(change => change.IsFailed) ?? waiting.FirstOrDefault(change => change.NeedsConfirmation)) is { } held) row[Subscription.LastError] = held.Message;
    }

    private void SetConflict(Entity row, SubscriptionState stored, SubscriptionThere there, MergeResult merge)
    {
        if (!merge.IsConflict)
        {
            SetNoConflict(row);
            return;
        }
        row[Subscription.ConflictQuantity] = there.Values.Quantity;
        row[Subscription.ConflictPrice] = there.Values.Price;
        row[Subscription.ConflictBillingTerm] = Choice(there.Values.BillingTerm);
        row[Subscription.ConflictStatus] = Choice(ConflictStatus(there));
        if (stored.SyncState != Subscription.SyncStates.Conflict) row[Subscription.ConflictOn] = clock.UtcNow;
        row[Subscription.LastError] = $"Both sides changed this subscription to different values. {Dates(merge.Here, there.Values)}Compare the values of Pax8 and here, then choose Keep Pax8 or Keep Work 365.";
    }

    /// <summary>Where the two sides are to end on different dates; no column of the conflict tells that.</summary>
    private static string Dates(SubscriptionValues here, SubscriptionValues there)
    {
        return there.Ended == true || there.Cancels is null || here.Cancels == there.Cancels ? ""
            : $"It is to be cancelled {(here.Ended == true ? "at once" : When(here.Cancels))} here, and {When(there.Cancels)} in Pax8. ";

        static string When(Cancellation? cancels) => cancels is { On: not null } on ? $"on {on}" : "not at all";
    }

    private static void SetNoConflict(Entity row)
    {
        row[Subscription.ConflictQuantity] = null;
        row[Subscription.ConflictPrice] = null;
        row[Subscription.ConflictBillingTerm] = null;
        row[Subscription.ConflictStatus] = null;
        row[Subscription.ConflictOn] = null;
    }

    /// <summary>A subscription that is gone from Pax8 has no status there, and has ended all the same.</summary>
    private static int? ConflictStatus(SubscriptionThere there) => there.Status ?? (there.Values.Ended == true ? Subscription.Statuses.Cancelled : null);

    private static OptionSetValue? Choice(int? value) => value is { } option ? new OptionSetValue(option) : null;
}
