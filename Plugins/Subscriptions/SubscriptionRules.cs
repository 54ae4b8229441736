using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// What a subscription must be like before it is saved, whoever saves it, and the licence change log that goes with every change
/// of its quantity, price, billing term or state. The log is written in the same transaction, so the quantities of the logs add up
/// to the subscription's quantity at any time. People's changes wait to be sent to Pax8; this package's own came from there.
/// </summary>
internal sealed class SubscriptionRules(
    SubscriptionRows subscriptions, ProviderAccountRows providerAccounts, ConnectorRows connectors, LicenseChangeLogs logs, LicenseChangeRows changes, LicenseChangeHolds holds,
    Execution.IClock clock)
{
    /// <summary>A date-only picker says the beginning of a day, wherever the person is; so a day is not yet the past.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    private static readonly string[] ChangedByPeople = [.. Subscription.Columns.OwnedBy(ColumnOwner.Both), Common.State];

    private static readonly string[] Belonging = Subscription.Columns.OwnedBy(ColumnOwner.Belonging);

    private static readonly string[] OwnedByPax8 = Subscription.Columns.OwnedBy(ColumnOwner.Pax8);

    private static readonly string[] KeptBySystem = Subscription.Columns.OwnedBy(ColumnOwner.System);

    /// <summary>Columns that wake the rules. The transaction mark is not among them: writing it only takes the row's lock.</summary>
    public static readonly string[] Watched =
    [
        .. ChangedByPeople, Common.StatusReason, .. Subscription.Columns.OwnedBy(ColumnOwner.People), .. Belonging, .. KeptBySystem, .. OwnedByPax8,
    ];

    /// <summary>What the rules compare with.</summary>
    public static readonly string[] Compared = [.. Watched, Common.Owner];

    /// <summary>Numbers the first log of a new subscription; throws <see cref="RefusedException"/> for people.</summary>
    public static void ApplyToNew(Entity target, bool ownWrite)
    {
        if (!ownWrite)
            throw new RefusedException("Subscriptions are created by Sync Subscriptions. Order the subscription in Pax8, then press Sync Subscriptions.");
        target[Subscription.LastChangeNumber] = target.Number(Subscription.Quantity) == 0 ? 0 : 1;
    }

    /// <summary>Writes the log of the licences that a new subscription begins with.</summary>
    public void LogNew(Entity created, Guid id)
    {
        if (created.Number(Subscription.Quantity) == 0) return;
        logs.Write(id, new Entity(Subscription.Table), created, isSent: false, new ChangeWords("First seen in Pax8", null, null));
    }

    /// <summary>Checks and completes a change and writes its log; throws <see cref="RefusedException"/>.</summary>
    /// <param name="target">The columns being written.</param>
    /// <param name="before">The row before, in <see cref="Compared"/> columns.</param>
    /// <param name="run">Who writes, and how.</param>
    public void ApplyToChange(Entity target, Entity before, PluginExecution run)
    {
        if (run.IsOwnWrite) LogOwn(target, before);
        else if (run.IsPartOfMerge) FollowMerge(target, before);
        else ApplyToPeoples(target, before, run);
    }

    /// <summary>
    /// Two accounts have become one customer, so nothing goes from one to the other, and the logs go along. In which order the platform
    /// leads rows is not documented: a pair of logs behind logs that were led already would take the licences off twice.
    /// </summary>
    private void FollowMerge(Entity target, Entity before)
    {
        if (before.Lookup(Subscription.Account) is { } merged && target.Lookup(Subscription.Account) is { } survivor && merged != survivor) logs.Lead(before.Id, merged, survivor);
    }

    private void LogOwn(Entity target, Entity before)
    {
        var words = TakeWords(target);
        var after = before.MergedWith(target);
        words = words with
        {
            Reason = words.Reason ?? (before.Lookup(Subscription.ProviderAccount) == after.Lookup(Subscription.ProviderAccount) && before.Lookup(Subscription.Account) != after.Lookup(Subscription.Account)
                ? "Mapping of the provider account changed"
                : "Changed in Pax8"),
        };
        var number = before.Number(Subscription.LastChangeNumber);
        if (target.Contains(Subscription.Account) && before.Lookup(Subscription.Account) == after.Lookup(Subscription.Account)) LogCustomers.NameAll(after, changes, providerAccounts);
        if (FollowCustomer(before, after, words)) number += 2;
        if (LicenseChangeLogs.Differ(before, after))
        {
            after[Subscription.LastChangeNumber] = ++number;
            logs.Write(before.Id, before, after, isSent: false, words);
        }
        if (number != before.Number(Subscription.LastChangeNumber)) target[Subscription.LastChangeNumber] = number;
    }

    /// <summary>
    /// Licences go from customer to customer, so that what was billed to the one stays his, and the sums are right for each. Whoever
    /// had no customer yet gets his: nothing goes anywhere. True where logs were written.
    /// </summary>
    private bool FollowCustomer(Entity before, Entity after, ChangeWords words)
    {
        var company = before.Lookup(Subscription.ProviderAccount);
        var customer = before.Lookup(Subscription.Account);
        var newCustomer = after.Lookup(Subscription.Account);
        var isSameCompany = company == after.Lookup(Subscription.ProviderAccount);
        if (isSameCompany && customer == newCustomer) return false;
        // Taken over by another connector, to the row that it has of the same company: the logs have gone along, see TakeOver.
        if (before.Lookup(Subscription.Connector) != after.Lookup(Subscription.Connector)) return false;
        if (company is { } had && (customer ?? (isSameCompany ? newCustomer : null)) is { } known) logs.NameCustomer(before.Id, had, known);
        if (before.Number(Subscription.Quantity) == 0 || (isSameCompany && customer is null)) return false;
        logs.WriteTransfer(before, after, words);
        return true;
    }

    private void ApplyToPeoples(Entity target, Entity before, PluginExecution run)
    {
        RefuseForeignColumns(target, before);
        var words = TakeWords(target);
        if (!ChangedByPeople.Any(target.Contains)) return;
        var current = before;
        if (!run.IsVersioned)
        {
            // Two people saving at once: the second waits here for the first, and then sees what the first has left.
            subscriptions.Lock(before.Id);
            current = subscriptions.Get(before.Id).Row;
        }
        var difference = target.DifferenceFrom(current);
        if (!ChangedByPeople.Any(difference.Contains)) return;
        var isCommand = run.IsPartOf(CancelSubscriptionApi.Name);
        var connector = Check(difference, current, words, isCommand);
        var hold = isCommand ? null : Asked(difference, current, connector);
        if (difference.Contains(Common.State)) target[Subscription.Quantity] = 0;
        target[Subscription.LastChangeNumber] = current.Number(Subscription.LastChangeNumber) + 1;
        if (current.Choice(Subscription.SyncState) != Subscription.SyncStates.Failed) ShowWaiting(target, hold);
        logs.Write(before.Id, current, current.MergedWith(target), isSent: true, words with
        {
            RequestedBy = run.UserId,
            EffectiveOn = difference.Date(Subscription.CancelOn) ?? words.EffectiveOn,
        }, hold ?? (changes.OpenOf(before.Id).FirstOrDefault() is { } first && holds.Blocks(first) ? holds.Behind(first) : null));
    }

    /// <summary>What has to be confirmed before it is sent; null for nothing.</summary>
    private static Hold? Asked(Entity difference, Entity current, ConnectorSettings connector) =>
        difference.Date(Subscription.CancelOn) is { } date ? LicenseChangeHolds.CancelOnByHand(date)
        : difference.Contains(Subscription.Quantity) ? LicenseChangeHolds.TooFar(current.Number(Subscription.AgreedQuantity), difference.Number(Subscription.Quantity), connector)
        : null;

    private static void ShowWaiting(Entity target, Hold? hold)
    {
        target[Subscription.SyncState] = new OptionSetValue(hold is null ? Subscription.SyncStates.WaitingToBeSent : Subscription.SyncStates.NotSynced);
        if (hold is not null) target[Subscription.LastError] = hold.Sentence;
    }

    private static void RefuseForeignColumns(Entity target, Entity before)
    {
        var difference = target.DifferenceFrom(before);
        if (Belonging.FirstOrDefault(difference.Contains) is { } belonging)
            throw new RefusedException($"{Subscription.Columns.CaptionOf(belonging)} cannot be changed: it follows from the subscription in Pax8 and the mapping of its provider account. Leave it as it is and save again.");
        if (OwnedByPax8.FirstOrDefault(difference.Contains) is { } owned)
            throw new RefusedException($"{Subscription.Columns.CaptionOf(owned)} comes from Pax8 and would be overwritten by the next sync. Change it in Pax8, then press Sync Subscriptions.");
        if (KeptBySystem.FirstOrDefault(difference.Contains) is { } kept)
            throw new RefusedException($"{Subscription.Columns.CaptionOf(kept)} is kept by the system. Leave it as it is and save again.");
    }

    /// <summary>Returns the connector that is to send the change.</summary>
    private ConnectorSettings Check(Entity difference, Entity current, ChangeWords words, bool isCommand)
    {
        if (current.Text(Subscription.MovedTo) is { } company)
            throw new RefusedException($"Sync State is Moved away: Pax8 has this subscription under the company {company}, which is not synchronised here. Enable the sync of that company's provider account, press Sync Subscriptions, then make your change.");
        if (!current.IsActive())
            throw new RefusedException("Quantity, Price, Billing Term and state of a subscription that has ended cannot be changed. Order a new one in Pax8, or withdraw its cancellation from the licence change logs while it has not been sent.");
        if (difference.Contains(Common.State) && !isCommand)
            throw new RefusedException("Deactivating is not how a subscription is ended, since it would cancel what is paid for. Choose Cancel subscription, or call pax8_CancelSubscription, which says what it costs.");
        if (current.Choice(Subscription.SyncState) == Subscription.SyncStates.Conflict)
            throw new RefusedException("Sync State is Conflict: both sides have changed. Settle it with Keep Pax8 or Keep Work 365, then make your change.");
        if (difference.Contains(Subscription.CancelOn) && difference.Date(Subscription.CancelOn) is null)
            throw new RefusedException("Cancel On cannot be emptied: Pax8 takes no cancellation back from here. Withdraw its licence change log while it has not been sent; afterwards have it withdrawn in Pax8 and press Sync Subscriptions, which empties Cancel On.");
        if (current.Choice(Subscription.Status) == Subscription.Statuses.PendingCancel && !EndsIt(difference))
            throw new RefusedException("Pax8 Status is Pending Cancel: Pax8 is about to end this subscription and takes no change of it but of when. Ask Pax8 to withdraw the cancellation first, then press Sync Subscriptions.");
        if (current.Date(Subscription.StartsOn) is { } start && start > clock.UtcNow)
            throw new RefusedException($"Starts On is in the future ({start:yyyy-MM-dd}), and Pax8 takes no change of a subscription before it has started. Make the change on that day.");
        CheckValues(difference);
        CheckDates(difference, current, words);
        return CheckSender(current);
    }

    /// <summary>Whether it says when the subscription ends: on a date, or at once.</summary>
    private static bool EndsIt(Entity difference) => difference.Contains(Subscription.CancelOn) || difference.Contains(Common.State);

    private static void CheckValues(Entity difference)
    {
        if (difference.Contains(Subscription.Quantity) && difference.Number(Subscription.Quantity) < 1)
            throw new RefusedException("Quantity must be 1 or more. To end the subscription, choose Cancel subscription.");
        if (difference.Contains(Subscription.Quantity) && difference.Number(Subscription.Quantity) > ColumnLimits.LargestQuantity)
            throw new RefusedException("Quantity must be 1,000,000,000 or less. Enter the number of licences that the subscription is to have and save again.");
        if (difference.Contains(Subscription.Price) && (difference.GetAttributeValue<decimal?>(Subscription.Price) ?? -1) < 0)
            throw new RefusedException("Price must be 0 or more. Enter the customer's price of one licence and save again.");
        if (difference.Contains(Subscription.BillingTerm) && (difference.Choice(Subscription.BillingTerm) is not { } term || SubscriptionMap.WordOfTerm(term) is null))
            throw new RefusedException("Billing Term must be one that Pax8 knows. Choose one of the list other than Other and save again.");
    }

    private void CheckDates(Entity difference, Entity current, ChangeWords words)
    {
        if (words.EffectiveOn is { } effective && effective < clock.UtcNow - Tolerance)
            throw new RefusedException("Effective Date of Change is in the past. Leave it empty to send the change at once, or enter a date to come, and save again.");
        var others = ChangedByPeople.Count(difference.Contains);
        if (!difference.Contains(Subscription.CancelOn)) return;
        if (others > 1 || words.EffectiveOn is not null)
            throw new RefusedException("Cancel On must be saved alone. Save the other changes first, then Cancel On.");
        if (changes.OpenOf(current.Id).Any(change => change.IsScheduledCancel))
            throw new RefusedException("Cancel On was entered before and waits to be sent. Withdraw that licence change log first, then enter another date.");
        if (difference.Date(Subscription.CancelOn) is not { } date || date <= clock.UtcNow)
            throw new RefusedException("Cancel On must be a date to come. Enter a later one and save again, or choose Cancel subscription to end it at once.");
        if (new Cancellation(date) == new Cancellation(current.Date(Subscription.CancelOn)))
            throw new RefusedException("Cancel On is on that day already. Press Sync Subscriptions to see whether Pax8 still has it, or enter another day.");
    }

    private ConnectorSettings CheckSender(Entity current)
    {
        var connector = connectors.Get(current.Lookup(Subscription.Connector)!.Value);
        if (!connector.IsActive)
            throw new RefusedException($"Provider {connector.Name} is inactive, so the change could not be sent to Pax8. Activate the provider integration and save again.");
        if (!providerAccounts.IsEnabled(current.Lookup(Subscription.ProviderAccount)!.Value))
            throw new RefusedException("Sync status of the provider account is Disabled, so the change could not be sent to Pax8. Enable its sync and save again.");
        return connector;
    }

    /// <summary>What the change says of itself goes into its log; the columns are empty again afterwards.</summary>
    private static ChangeWords TakeWords(Entity target)
    {
        var words = new ChangeWords(
            target.Text(Subscription.ChangeReason).ForColumn(Subscription.ChangeReason), target.Date(Subscription.ChangeEffectiveOn),
            Guid.TryParse(target.Text(Subscription.ChangeRequestedBy), out var user) ? user : null);
        if (target.Contains(Subscription.ChangeReason)) target[Subscription.ChangeReason] = null;
        if (target.Contains(Subscription.ChangeEffectiveOn)) target[Subscription.ChangeEffectiveOn] = null;
        if (target.Contains(Subscription.ChangeRequestedBy)) target[Subscription.ChangeRequestedBy] = null;
        return words;
    }
}
