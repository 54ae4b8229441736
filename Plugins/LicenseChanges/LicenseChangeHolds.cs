using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// The one place that decides why a change is held. A change is asked about before each sending and sent only where nothing holds it,
/// so a hold ends by itself when its reason does; but for a confirmation, which stays until somebody has given it.
/// </summary>
internal sealed class LicenseChangeHolds(ProviderAccountRows providerAccounts, Execution.IClock clock)
{
    /// <summary>Pax8 lists the subscription under another company: whoever made the change made it for the customer that the row shows.</summary>
    public static readonly Hold Moved = new(
        HoldReasons.SyncDisabled,
        "Pax8 lists this subscription under another company than the one here, so the change was not sent. Press Sync Subscriptions to read what became of it, and withdraw the change if it was meant for the former customer.");

    /// <summary>Pax8 shows another product or parent than the row: whoever made the change made it for what the row shows.</summary>
    public static readonly Hold Converted = new(
        HoldReasons.SyncDisabled,
        "Pax8 shows another product or another parent of this subscription than the one here, so the change was not sent. Press Sync Subscriptions to read what became of it, then confirm or withdraw the change.");

    /// <summary>Pax8 took the change and does not show it yet.</summary>
    public static readonly Hold NotShownYet = new(HoldReasons.NotShownYet, OutOfSightSentences.Waiting);

    /// <summary>What holds the first open change of a subscription; null where it may be sent now.</summary>
    public Hold? Of(LicenseChange next, SubscriptionState subscription, ConnectorSettings connector)
    {
        if (next.NeedsConfirmation)
            return new(HoldReasons.Confirmation, next.Message ?? "This change is sent once somebody has confirmed it. Look at it, then confirm or withdraw it.");
        if (DueLater(next.EffectiveOn, next.IsDue(clock.UtcNow)) is { } later) return later;
        if (OfOrigin(next, connector) is { } origin) return origin;
        if (Passed(next) is { } passed) return passed;
        if (ConnectorHolds.OfConnection(connector) is { } unconnected) return unconnected;
        if (subscription.IsMovedAway)
            return new(HoldReasons.SyncDisabled, $"Pax8 has this subscription under the company {subscription.MovedTo}, which is not synchronised here, so the change was not sent. Enable the sync of that company's provider account and press Sync Subscriptions, or withdraw the change.");
        if (ConnectorHolds.OfWriteBack(connector) is { } kept) return kept;
        return providerAccounts.IsEnabled(subscription.ProviderAccountId)
            ? null
            : new(HoldReasons.SyncDisabled, "Sync status of the provider account is Disabled, so the change was not sent. Enable its sync and press Sync Subscriptions.");
    }

    /// <summary>What holds any open change for where it came from.</summary>
    public Hold? OfOrigin(LicenseChange change, ConnectorSettings connector) => ConnectorHolds.OfOrigin(change, connector, clock.UtcNow);

    /// <summary>What holds a change that was not made yet to be sent; null for one that is sent at once.</summary>
    public static Hold? DueLater(DateTime? effectiveOn, bool isDue) => isDue || effectiveOn is not { } date
        ? null
        : new(HoldReasons.EffectiveDate, $"This change is sent on {date:yyyy-MM-dd}, its effective date, with the first Sync Subscriptions or change of this subscription from then on.");

    /// <summary>
    /// What is asked about before it is sent, whoever saved it: a quantity far from what both sides agreed on last. Measured from there, many
    /// small steps that have not been sent count as the one they make. Null where nothing is.
    /// </summary>
    public static Hold? TooFar(int agreed, int wanted, ConnectorSettings connector)
    {
        var isFar = Math.Abs((long)wanted - agreed) > connector.ConfirmLicences
            || (agreed > 0 && Math.Max(wanted, agreed) > connector.ConfirmFactor * Math.Min(wanted, agreed));
        return !isFar ? null : new(HoldReasons.Confirmation, FormattableString.Invariant(
            $"Quantity goes from {agreed:N0} to {wanted:N0}. {connector.Name} asks about a quantity that grows or shrinks by more than a factor of {connector.ConfirmFactor:0.##}, or by more than {connector.ConfirmLicences:N0} licences. Choose Confirm if it is meant, or Withdraw."));
    }

    /// <summary>What is asked about before it is sent: a date that was filled in without the command that says what it costs.</summary>
    public static Hold CancelOnByHand(DateTime date) => new(
        HoldReasons.Confirmation,
        $"Cancel On was filled in by hand, and Pax8 brings no cancelled subscription back. Choose Confirm to have it cancelled on {date:yyyy-MM-dd}, or Withdraw. Cancel subscription asks at once.");

    /// <summary>
    /// What is asked about where the date to cancel on came before the order was sent: from then on it would end at once. Null before,
    /// and once somebody has said so. One that Pax8 took is looked for.
    /// </summary>
    public Hold? Passed(LicenseChange change) => change is not { IsScheduledCancel: true, IsForAtOnce: false, TakenOn: null } || change.EffectiveOn > clock.UtcNow
        ? null
        : new(HoldReasons.Confirmation,
            $"Cancel On has passed ({change.EffectiveOn:yyyy-MM-dd}) before Pax8 was told, so the subscription would be cancelled at once, and Pax8 brings no cancelled subscription back. Choose Confirm to have it cancelled at once, or Withdraw.");

    /// <summary>What holds a change that comes after another open one.</summary>
    public Hold Behind(LicenseChange first)
    {
        var which = $"Change {first.Number} of {first.CreatedOn:yyyy-MM-dd} comes first and";
        return new(HoldReasons.EarlierChange,
            first is { IsFailed: true, ConnectionFailure: not null } ? $"{which} could not be sent, for a reason that lies in the provider integration. Both are sent by themselves once Verify Connectivity succeeds."
            : first.IsFailed ? $"{which} has failed, so this one waits behind it. Choose Retry on that one, or Send before on this one."
            : !first.IsDue(clock.UtcNow) ? $"{which} is due on {first.EffectiveOn:yyyy-MM-dd}, so this one waits behind it. It follows by itself; to have it sent now, choose Send before."
            : $"{which} waits itself; its Message says what for. This one follows by itself.");
    }

    /// <summary>True where a change made now would wait behind this one, for longer than it takes to send it.</summary>
    public bool Blocks(LicenseChange first) => first.IsFailed || first.WaitsFor is not null || !first.IsDue(clock.UtcNow);
}
