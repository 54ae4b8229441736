using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// Sends the open changes of a subscription to Pax8, in their order: read it there, compare with the last agreement, send what
/// differs as absolute values, read it back, store. Any execution may be cut off or run twice; what Pax8 has already is not sent
/// again, and what it took without showing it is looked for. One execution at a time sends for a subscription: it claims the row
/// for as long as it can live, and before it ends it takes what was saved meanwhile. The others leave it to that one, but for the one
/// whose system job was made last: that stays until the claim has ended, since whoever holds it may have been killed.
/// </summary>
internal sealed class LicenseChangePush(
    ConnectorRows connectors, ProviderAccountRows providerAccounts, SubscriptionRows subscriptions, LicenseChangeRows changes, ProductRows products, SubscriptionStore store, LicenseChangeHolds holds,
    LicenseChangeQueue waiting, SendingPlaces places, Pax8Access pax8,
    IClock clock, Deadline deadline)
{
    /// <summary>Somebody may write the row at any moment; each round starts from what is there then.</summary>
    private const int MaxRounds = 50;

    /// <summary>
    /// How long Pax8 may keep a change it took out of sight. Provisioning takes minutes, in the worst cases hours (assumed); what is
    /// not there a day later needs a person.
    /// </summary>
    private static readonly TimeSpan LongestOutOfSight = TimeSpan.FromDays(1);

    /// <summary>Reads after a change until Pax8 shows it, with longer pauses each time; then later executions look for it.</summary>
    private const int MaxReadsBack = 4;

    /// <summary>Changes that follow the first one after a failure of the connector: each takes two writes, within what is left of an execution.</summary>
    private const int MostFollowing = 100;

    /// <summary>Between two looks whether a claim has ended.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>The claim of this execution as it stands on the row; null while it has none. An execution makes this object for itself.</summary>
    private DateTime? _claimedUntil;

    /// <summary>Whether the claim was found to be none too many.</summary>
    private bool _hasPlace;

    /// <summary>What stood in its place before; a claim that was over says that it is unclear what arrived.</summary>
    private DateTime? _beforeClaim;

    public void Run(Guid changeId)
    {
        var subscriptionId = changes.Get(changeId).SubscriptionId;
        var isMore = SendAll(subscriptionId, changeId);
        // Where it ended in between, nobody else would send until the claim is over.
        if (_claimedUntil is not null) Release(subscriptionId);
        if (isMore) HandOver(subscriptionId);
    }

    /// <summary>Sends until nothing is left that can be sent now; true where time or rounds were used up before.</summary>
    private bool SendAll(Guid subscriptionId, Guid queuedId)
    {
        for (var round = 0; round < MaxRounds && !deadline.LeavesNoPage; round++)
        {
            try
            {
                if (!SendNext(subscriptionId, queuedId)) return false;
            }
            catch (RowChangedException)
            {
                // Start from what is there now.
            }
        }
        return true;
    }

    /// <summary>One step towards an empty queue; false where there is nothing more to do for now.</summary>
    private bool SendNext(Guid subscriptionId, Guid queuedId)
    {
        var subscription = subscriptions.Get(subscriptionId);
        var queue = changes.OpenOf(subscriptionId);
        if (queue.Count == 0) return false;
        var next = queue[0];
        if (subscription.SyncState == Subscription.SyncStates.Conflict)
        {
            Follow(subscription.ConnectorId, next, isTaken: false);
            return false;
        }
        if (next.IsFailed)
        {
            Show(subscription, Subscription.SyncStates.Failed, next.Message);
            HoldBehind(queue, connectors.Get(subscription.ConnectorId));
            return false;
        }
        if (IsSentByAnother(subscription)) return OutliveClaim(subscriptionId, queue, queuedId);
        var connector = connectors.Get(subscription.ConnectorId);
        if (holds.Of(next, subscription, connector) is { } hold)
        {
            if (hold.Reason == HoldReasons.CopiedEnvironment) connectors.ShowHome(connector);
            return Hold(subscription, queue, hold, connector);
        }
        if (connector.IsSandbox)
        {
            Fail(subscription, next, $"Environment of {connector.Name} is Sandbox, so nothing was changed in Pax8. Withdraw the change, or make it with a Production integration.");
            return false;
        }
        if (next.TakenOn is { } taken && IsOutOfSight(subscription, queue, connector, taken)) return EndBehind(subscriptionId);
        // A round that was begun anew, since somebody edited the row, has its place already.
        if (_claimedUntil is null)
        {
            if (places.AreTaken(connector.Id)) return WaitForPlace(connector.Id, queue, queuedId);
            _beforeClaim = subscription.SendingUntil;
        }
        subscriptions.Update(new Entity(Subscription.Table, subscription.Id) { [Subscription.SendingUntil] = clock.UtcNow + Lease.Length }, subscription.RowVersion);
        // First the row, then its changes: a change made in between is among them, and storing the outcome fails for the row's version.
        subscription = subscriptions.Get(subscriptionId);
        _claimedUntil = subscription.SendingUntil;
        if (!_hasPlace && places.AreExceeded(connector.Id))
        {
            subscriptions.Update(new Entity(Subscription.Table, subscription.Id) { [Subscription.SendingUntil] = _beforeClaim }, subscription.RowVersion);
            _claimedUntil = null;
            return WaitForPlace(connector.Id, queue, queuedId);
        }
        _hasPlace = true;
        queue = changes.OpenOf(subscriptionId);
        var isMore = true;
        if (queue.FirstOrDefault() is { IsFailed: false, NeedsConfirmation: false } head && head.Id == next.Id) isMore = Send(subscription, queue, connector, queuedId);
        // Whoever sent before was still noting what became of this change.
        else subscriptions.Update(new Entity(Subscription.Table, subscription.Id) { [Subscription.SendingUntil] = null }, subscription.RowVersion);
        _claimedUntil = null;
        _hasPlace = false;
        return isMore;
    }

    private bool IsSentByAnother(SubscriptionState subscription) => subscription.IsBeingSent(clock.UtcNow) && subscription.SendingUntil != _claimedUntil;

    /// <summary>
    /// Leaves the queue to whoever holds the claim; true where that is over. The change queued last has the youngest system job: it asks
    /// for further executions, and waits in its last one, since nobody knows how soon the platform runs it again.
    /// </summary>
    private bool OutliveClaim(Guid subscriptionId, List<LicenseChange> queue, Guid queuedId)
    {
        if (YoungestOf(queue) is not { } youngest || youngest.Id != queuedId) return false;
        var waits = youngest.Waits + 1;
        var executions = youngest.Attempts + waits;
        changes.NoteWait(youngest, waits);
        if (SendAttempts.LeaveOneToTheJob(executions)) throw new RetryLaterException("Another change of this subscription is being sent; this one follows.");
        while (IsSentByAnother(subscriptions.Get(subscriptionId)))
        {
            if (deadline.LeavesNoRecord)
            {
                // What would look young if it were queued anew is left to the next sync, which says why it asks.
                if (!SendAttempts.AreUsedUp(executions) && !AsksForItsOrigin(youngest.Id)) changes.Queue(youngest.Id, clock.UtcNow, waits);
                return false;
            }
            clock.Delay(BetweenLooks);
        }
        return true;
    }

    /// <summary>
    /// True once there may be a place, where this execution lives to see it; else that of the youngest system job is left to another
    /// execution. The other jobs leave the queue to that one.
    /// </summary>
    private bool WaitForPlace(Guid connectorId, List<LicenseChange> queue, Guid queuedId)
    {
        if (YoungestOf(queue) is not { } youngest || youngest.Id != queuedId) return false;
        for (var pause = places.NextLook(youngest.SubscriptionId); !deadline.LeavesNoPageAfter(pause); pause = places.NextLook(youngest.SubscriptionId))
        {
            clock.Delay(pause);
            if (!places.AreTaken(connectorId)) return true;
        }
        const string Later = "Many changes are sent at present. This one goes out by itself; nothing needs to be done.";
        return NoteWait(youngest, Later,
                "Many changes were sent, and this one had no turn, so it still waits. It goes out with the next Sync Subscriptions, with the next change of this subscription, or when Verify Connectivity succeeds.")
            && TryLater(youngest, youngest.Attempts, youngest.Waits + 1, queuedId, Later);
    }

    /// <summary>The change that was queued last: its system job is the youngest.</summary>
    private static LicenseChange? YoungestOf(List<LicenseChange> queue) =>
        queue.Where(change => !change.IsFailed && change.QueuedOn is not null).OrderBy(change => change.QueuedOn).ThenBy(change => change.Number).LastOrDefault();

    /// <summary>Nothing was tried, so nothing has failed. False where no execution is left.</summary>
    private bool NoteWait(LicenseChange change, string message, string lastMessage)
    {
        var waits = change.Waits + 1;
        var isLast = SendAttempts.AreUsedUp(change.Attempts + waits);
        changes.NoteWait(change, isLast ? lastMessage : message, isLast ? 0 : waits);
        return !isLast;
    }

    /// <summary>Says on the change why it is not sent, on those behind it that they wait for it, and on the row where somebody has to act.</summary>
    private bool Hold(SubscriptionState subscription, List<LicenseChange> queue, Hold hold, ConnectorSettings connector)
    {
        changes.Hold(queue[0], hold);
        HoldBehind(queue, connector);
        // A row that is moved away says where to, which is more.
        if (hold.IsToldOnRow && !subscription.IsMovedAway) Show(subscription, Subscription.SyncStates.NotSynced, hold.Sentence);
        Follow(connector.Id, queue[0], isTaken: false);
        return false;
    }

    /// <summary>Those behind wait for the first; one that asks for itself says that, since having waited would be taken for the reason of its age.</summary>
    private void HoldBehind(List<LicenseChange> queue, ConnectorSettings connector)
    {
        var behind = holds.Behind(queue[0]);
        foreach (var change in queue.Skip(1).Where(change => !change.IsFailed && !change.NeedsConfirmation)) changes.Hold(change, holds.OfOrigin(change, connector) ?? behind);
    }

    /// <summary>Ends where the first change cannot go on: what came meanwhile says that it waits for that one.</summary>
    private bool EndBehind(Guid subscriptionId)
    {
        var queue = changes.OpenOf(subscriptionId);
        if (queue.Count > 1) HoldBehind(queue, connectors.Get(subscriptions.Get(subscriptionId).ConnectorId));
        return false;
    }

    private bool Send(SubscriptionState subscription, List<LicenseChange> queue, ConnectorSettings connector, Guid queuedId)
    {
        var next = queue[0];
        try
        {
            var client = pax8.ForBackgroundWork(connector.Id);
            var there = next.TakenOn is null ? Read(client, subscription) : ReadTaken(client, subscription, next);
            if (!string.Equals(there.CompanyId, providerAccounts.CompanyIdOf(subscription.ProviderAccountId), StringComparison.OrdinalIgnoreCase))
                return Hold(subscriptions.Get(subscription.Id), queue, LicenseChangeHolds.Moved, connector);
            if (next.TakenOn is null && IsConverted(subscription, there)) return Hold(subscriptions.Get(subscription.Id), queue, LicenseChangeHolds.Converted, connector);
            var merge = Merge(subscription, there, queue, connector);
            var isTaken = false;
            if (merge == Unchanged(subscription))
            {
                if (WithHeld(subscription, there, queue) is var seen && !subscription.Holds(seen.Held))
                {
                    // First what was seen, whatever becomes of the change.
                    store.Apply(subscription, seen, merge, queue);
                    return true;
                }
                if (next.TakenOn is null && !Shows(there, next)) there = Deliver(client, subscription, next, there, out isTaken);
                if (!Shows(there, next))
                {
                    LeaveOutOfSight(subscription.Id, next);
                    Follow(connector.Id, next, isTaken);
                    return false;
                }
                merge = Merge(subscription, there, queue, connector) with { ArrivedNumber = next.Number };
            }
            store.Apply(subscription, WithHeld(subscription, there, queue), merge, queue);
            Follow(connector.Id, next, isTaken);
            return true;
        }
        catch (Pax8Exception failure)
        {
            return GiveUpOrTryLater(subscription, next, connector, failure, queuedId);
        }
    }

    /// <summary>
    /// True while Pax8 does not show a change that it took: nothing is sent, and whatever follows it waits. A day later it has failed,
    /// with what was asked for and what Pax8 has.
    /// </summary>
    private bool IsOutOfSight(SubscriptionState subscription, List<LicenseChange> queue, ConnectorSettings connector, DateTime taken)
    {
        SubscriptionThere there;
        try
        {
            there = ReadTaken(pax8.ForBackgroundWork(connector.Id), subscription, queue[0]);
        }
        catch (Pax8Exception)
        {
            // Without an answer it is where it was; the next execution looks again.
            return true;
        }
        var change = queue[0];
        if (Shows(there, change) || Merge(subscription, there, queue, connector) != Unchanged(subscription)) return false;
        if (clock.UtcNow >= taken + LongestOutOfSight) Fail(subscription, change, OutOfSightSentences.Overdue(change, there, taken));
        return true;
    }

    /// <summary>
    /// What failed for the connector follows a change that went first and that Pax8 took; where it did not have to be sent, waits for
    /// people, or failed for itself, nothing is proven, and another one goes first.
    /// </summary>
    private void Follow(Guid connectorId, LicenseChange first, bool isTaken)
    {
        if (first.GoesFirst) waiting.SendAgain(connectorId, isTaken, isTaken ? MostFollowing : 0);
    }

    private void LeaveOutOfSight(Guid subscriptionId, LicenseChange change)
    {
        if (change.TakenOn is null) changes.NoteTaken(change, LicenseChangeHolds.NotShownYet, clock.UtcNow);
        Show(subscriptions.Get(subscriptionId), Subscription.SyncStates.WaitingToBeSent, null);
        EndBehind(subscriptionId);
    }

    private static SubscriptionThere Read(Pax8Client client, SubscriptionState subscription)
    {
        var found = client.FindSubscription(subscription.Pax8Id)
            ?? throw new Pax8Exception(Pax8Error.NotFound, "Pax8 no longer has this subscription, so the change cannot be sent. Press Sync Subscriptions to bring the row up to date, and withdraw the change.");
        return new SubscriptionThere(SubscriptionMap.Columns(found, []), SubscriptionMap.ValuesOf(found)) { CompanyId = found.CompanyId, ProductId = found.ProductId };
    }

    /// <summary>The same after Pax8 took the change: Pending Cancel without a date is then the cancellation that was asked for.</summary>
    private static SubscriptionThere ReadTaken(Pax8Client client, SubscriptionState subscription, LicenseChange change)
    {
        var there = Read(client, subscription);
        return change.IsScheduledCancel && there is { Status: Subscription.Statuses.PendingCancel, Values.Cancels: null }
            ? there with { Values = there.Values with { Cancels = change.To.Cancels } }
            : there;
    }

    /// <summary>Whether Pax8 shows another product or parent than the row; where the row knows no product, nothing is told by it.</summary>
    private bool IsConverted(SubscriptionState subscription, SubscriptionThere there) =>
        (there.Columns.Contains(Subscription.ParentSpecificId)
            && !string.Equals(there.Columns.Text(Subscription.ParentSpecificId), subscription.Row.Text(Subscription.ParentSpecificId), StringComparison.OrdinalIgnoreCase))
        || (there.ProductId is { } product && subscription.Row.Lookup(Subscription.Product) is { } known && !string.Equals(products.Pax8IdOf(known), product, StringComparison.OrdinalIgnoreCase));

    /// <summary>What Pax8 would take away is no push's business: it is held, and the next sync counts it.</summary>
    private static SubscriptionThere WithHeld(SubscriptionState subscription, SubscriptionThere there, List<LicenseChange> queue) =>
        SubscriptionGuard.Of(subscription, there, queue) is { } held ? there.Holding(held, null) : there;

    private static MergeResult Merge(SubscriptionState subscription, SubscriptionThere there, List<LicenseChange> queue, ConnectorSettings connector) =>
        SubscriptionMerge.Of(subscription.Agreed, subscription.Here, WithHeld(subscription, there, queue).Taken, queue.ConvertAll(change => change.Pending), connector.ConflictPolicy);

    /// <summary>What merging says where nothing happened in Pax8 since the last agreement: then the next change can be sent.</summary>
    private static MergeResult Unchanged(SubscriptionState subscription) => new(subscription.Here, subscription.Agreed, false, null, PendingFate.Wait);

    /// <summary>Sends the change and returns what Pax8 shows then.</summary>
    private SubscriptionThere Deliver(Pax8Client client, SubscriptionState subscription, LicenseChange change, SubscriptionThere there, out bool isTaken)
    {
        isTaken = false;
        try
        {
            Order(client, subscription, change, there);
        }
        catch (Pax8Exception refused) when (refused.Kind == Pax8Error.Refused)
        {
            // Where an attempt was carried out and its answer lost, the next is refused for that: a subscription is not cancelled twice.
            var shown = Read(client, subscription);
            if (Shows(shown, change)) return shown;
            throw;
        }
        isTaken = true;
        there = ReadTaken(client, subscription, change);
        for (var reads = 1; !Shows(there, change) && reads < MaxReadsBack && !deadline.LeavesNoPage; reads++)
        {
            clock.Delay(Patience.BackOffAfter(reads));
            there = ReadTaken(client, subscription, change);
        }
        return there;
    }

    private static void Order(Pax8Client client, SubscriptionState subscription, LicenseChange change, SubscriptionThere there)
    {
        if (change.IsScheduledCancel) client.CancelSubscription(subscription.Pax8Id, change.IsForAtOnce ? null : change.EffectiveOn);
        else if (change.To.Ended == true) client.CancelSubscription(subscription.Pax8Id, null);
        else
        {
            client.ChangeSubscription(
                subscription.Pax8Id,
                change.To.Quantity is { } quantity && quantity != there.Values.Quantity ? quantity : null,
                change.To.Price is { } price && price != there.Values.Price ? price : null,
                change.To.BillingTerm is { } term && term != there.Values.BillingTerm ? SubscriptionMap.WordOfTerm(term) : null);
        }
    }

    /// <summary>One that has ended has done so by whatever date was asked for.</summary>
    private static bool Shows(SubscriptionThere there, LicenseChange change) =>
        change.To.AreAmong(there.Values) || (change.IsScheduledCancel && there.Values.Ended == true);

    private bool GiveUpOrTryLater(SubscriptionState subscription, LicenseChange change, ConnectorSettings connector, Pax8Exception failure, Guid queuedId)
    {
        if (failure.WasNotTried) return WaitForTheLimit(subscription, change, queuedId);
        var attempts = change.Attempts + 1;
        if (Retry.IsWorthAnotherTry(failure) && attempts < Retry.MaxAttempts)
        {
            changes.NoteAttempt(change, $"{failure.Message} It is tried again.", attempts);
            Release(subscription.Id);
            return TryLater(change, attempts, change.Waits, queuedId, failure.Message);
        }
        var ofConnector = ConnectionFailureOf(failure);
        var message = RefusalSentences.Of(failure, ofConnector);
        if (ofConnector == LicenseChangeLog.ConnectionFailures.MissingRight && !failure.SaysUnknownCompany) connectors.ShowReadOnly(connector, message);
        changes.Fail(change, message, attempts, ofConnector);
        Show(subscriptions.Get(subscription.Id), Subscription.SyncStates.Failed, message, isUnclear: Retry.IsWorthAnotherTry(failure));
        EndBehind(subscription.Id);
        if (ofConnector is null) Follow(connector.Id, change, isTaken: false);
        return false;
    }

    /// <summary>What of the connector is to blame, whatever the change; null where it is the change.</summary>
    private static int? ConnectionFailureOf(Pax8Exception failure) => failure.Kind switch
    {
        Pax8Error.CredentialsRejected => LicenseChangeLog.ConnectionFailures.Credentials,
        Pax8Error.NotAllowed => LicenseChangeLog.ConnectionFailures.MissingRight,
        _ when Retry.IsWorthAnotherTry(failure) => LicenseChangeLog.ConnectionFailures.NoAnswer,
        _ => null,
    };

    /// <summary>
    /// Nothing was tried, so nothing has failed: it is waited for inside of the execution, then by the executions of the system job, then
    /// by a few more jobs; what still waits then goes out with whatever comes next.
    /// </summary>
    private bool WaitForTheLimit(SubscriptionState subscription, LicenseChange change, Guid queuedId)
    {
        const string Later = "Pax8 takes no more calls for the moment. This change goes out by itself; nothing needs to be done.";
        var isLeft = NoteWait(change, Later,
            "Pax8 takes no more calls at present, so this change still waits. It goes out with the next Sync Subscriptions, with the next change of this subscription, or when Verify Connectivity succeeds.");
        Release(subscription.Id);
        return isLeft && TryLater(change, change.Attempts, change.Waits + 1, queuedId, Later);
    }

    /// <summary>
    /// By a further execution of this system job while it has one left; else by another job, since one that asks for a fifth execution
    /// fails and the change with it.
    /// </summary>
    private bool TryLater(LicenseChange change, int attempts, int waits, Guid queuedId, string why)
    {
        var executions = attempts + waits;
        if (change.Id == queuedId && SendAttempts.LeaveOneToTheJob(executions)) throw new RetryLaterException(why);
        // Queued anew it would look young, so the next round says that it asks.
        if (AsksForItsOrigin(change.Id)) return true;
        changes.Queue(change.Id, clock.UtcNow, waits: SendAttempts.InFullJobs(executions) - attempts);
        return false;
    }

    /// <summary>As things are now: somebody may have said meanwhile that the environment was restored.</summary>
    private bool AsksForItsOrigin(Guid changeId)
    {
        var change = changes.Get(changeId);
        return holds.OfOrigin(change, connectors.Get(subscriptions.Get(change.SubscriptionId).ConnectorId)) is not null;
    }

    private void Fail(SubscriptionState subscription, LicenseChange change, string message)
    {
        changes.Fail(change, message, change.Attempts, connectionFailure: null);
        Show(subscription, Subscription.SyncStates.Failed, message);
    }

    /// <summary>
    /// Shows on the row what became of the change and gives up the claim; writes nothing where that stands there. A claim that was over
    /// before says that Pax8 may have taken a change, and stays until somebody has read it there.
    /// </summary>
    /// <param name="isUnclear">Pax8 may have taken the change: so does the claim of this execution.</param>
    private void Show(SubscriptionState subscription, int state, string? message, bool isUnclear = false) =>
        subscriptions.Show(subscription, state, message, isUnclear ? clock.UtcNow : subscription.IsUnclear(clock.UtcNow) ? subscription.SendingUntil : null);

    /// <summary>Ends the claim now. It stays on the row until Pax8 has been read: till then nobody knows whether the change arrived.</summary>
    private void Release(Guid subscriptionId)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            try
            {
                var subscription = subscriptions.Get(subscriptionId);
                subscriptions.Update(new Entity(Subscription.Table, subscriptionId) { [Subscription.SendingUntil] = clock.UtcNow }, subscription.RowVersion);
                return;
            }
            catch (RowChangedException)
            {
                // Somebody edits the row; the claim is given up all the same.
            }
        }
    }

    private void HandOver(Guid subscriptionId)
    {
        var queue = changes.OpenOf(subscriptionId);
        if (queue.FirstOrDefault() is not { IsFailed: false } next || !next.IsDue(clock.UtcNow)) return;
        var subscription = subscriptions.Get(subscriptionId);
        var connector = connectors.Get(subscription.ConnectorId);
        // Queued anew it would look young.
        if (holds.OfOrigin(next, connector) is { } hold) Hold(subscription, queue, hold, connector);
        else changes.Queue(next.Id, clock.UtcNow);
    }
}
