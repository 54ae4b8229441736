using System;
using Pax8Dataverse.ConnectorCommands;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Execution;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Why a change is not sent now.</summary>
/// <param name="Reason">One of <see cref="LicenseChangeLog.WaitsForReasons"/>.</param>
/// <param name="Sentence">What people read of it, and what lets the change go.</param>
internal sealed record LicenseChangeHold(int Reason, string Sentence)
{
    /// <summary>Whether the subscription is shown as not synchronised for it: not where all goes as it was meant to.</summary>
    public bool IsToldOnRow => Reason is not (LicenseChangeLog.WaitsForReasons.EffectiveDate or LicenseChangeLog.WaitsForReasons.NotShownYet);
}

/// <summary>
/// The one place that decides why a change is held. A change is asked about before each sending and sent only where nothing holds it,
/// so a hold ends by itself when its reason does; but for a confirmation, which stays until somebody has given it.
/// </summary>
internal sealed class LicenseChangeHolds(ProviderAccountRows providerAccounts, Execution.IClock clock)
{
    /// <summary>Pax8 lists the subscription under another company: whoever made the change made it for the customer that the row shows.</summary>
    public static readonly LicenseChangeHold Moved = new(
        LicenseChangeLog.WaitsForReasons.SyncDisabled,
        "Pax8 lists this subscription under another company than the one here, so the change was not sent. Press Sync Subscriptions to read what became of it, and withdraw the change if it was meant for the former customer.");

    /// <summary>Pax8 shows another product or parent than the row: whoever made the change made it for what the row shows.</summary>
    public static readonly LicenseChangeHold Converted = new(
        LicenseChangeLog.WaitsForReasons.SyncDisabled,
        "Pax8 shows another product or another parent of this subscription than the one here, so the change was not sent. Press Sync Subscriptions to read what became of it, then confirm or withdraw the change.");

    /// <summary>Pax8 took the change and does not show it yet.</summary>
    public static readonly LicenseChangeHold NotShownYet = new(LicenseChangeLog.WaitsForReasons.NotShownYet, OutOfSightSentences.Waiting);

    /// <summary>What holds the first open change of a subscription; null where it may be sent now.</summary>
    public LicenseChangeHold? Of(LicenseChange next, SubscriptionState subscription, ConnectorSettings connector)
    {
        if (next.NeedsConfirmation)
            return new(LicenseChangeLog.WaitsForReasons.Confirmation, next.Message ?? "This change is sent once somebody has confirmed it. Look at it, then confirm or withdraw it.");
        if (DueLater(next.EffectiveOn, next.IsDue(clock.UtcNow)) is { } later) return later;
        if (OfOrigin(next, connector) is { } origin) return origin;
        if (Passed(next) is { } passed) return passed;
        if (!connector.IsActive)
            return new(LicenseChangeLog.WaitsForReasons.Inactive, $"{connector.Name} is inactive, so the change was not sent. Activate the provider integration and press Sync Subscriptions.");
        if (connector.IsPartnerInDoubt)
            return new(LicenseChangeLog.WaitsForReasons.Inactive, $"Pax8 looks like another partner's with the credentials of {connector.Name}, so the change was not sent. It is sent after somebody has entered the right credentials and pressed Verify Connectivity, or has chosen This is another partner and started Sync Subscriptions.");
        if (subscription.IsMovedAway)
            return new(LicenseChangeLog.WaitsForReasons.SyncDisabled, $"Pax8 has this subscription under the company {subscription.MovedTo}, which is not synchronised here, so the change was not sent. Enable the sync of that company's provider account and press Sync Subscriptions, or withdraw the change.");
        if (!connector.WritesBack)
            return new(LicenseChangeLog.WaitsForReasons.WriteBack, $"Write-back of {connector.Name} is No, so the change was not sent. Set it to Yes and press Sync Subscriptions.");
        return providerAccounts.IsEnabled(subscription.ProviderAccountId)
            ? null
            : new(LicenseChangeLog.WaitsForReasons.SyncDisabled, "Sync status of the provider account is Disabled, so the change was not sent. Enable its sync and press Sync Subscriptions.");
    }

    /// <summary>
    /// What holds any open change for where it came from: rows that were copied or restored may hold changes that have been sent. Asked
    /// before anything else, so that no other reason to wait hides how old a change is.
    /// </summary>
    public LicenseChangeHold? OfOrigin(LicenseChange change, ConnectorSettings connector)
    {
        if (connector.IsCopied) return new(LicenseChangeLog.WaitsForReasons.CopiedEnvironment, CopiedEnvironment.WhyHeld(connector));
        if (connector.RestoredOn is { } restored && (change.QueuedOn ?? change.CreatedOn) <= restored)
            return new(LicenseChangeLog.WaitsForReasons.Confirmation,
                $"This change waited already on {restored:yyyy-MM-dd HH:mm} UTC, when this environment was said to be a copy or restored, so it may have been sent before. {LookAndAnswer}");
        return IsForgotten(change)
            ? new(LicenseChangeLog.WaitsForReasons.Confirmation,
                $"This change was to be sent on {change.QueuedOn:yyyy-MM-dd HH:mm} UTC, more than a day ago, and nobody tried since, as after a backup was restored. It may have been sent before. {LookAndAnswer}")
            : null;
    }

    private const string LookAndAnswer = "Press Sync Subscriptions to see what Pax8 has, then confirm this change or withdraw it.";

    /// <summary>How long a change may lie in the queue untouched. The platform's queue takes seconds, after an outage hours (assumed).</summary>
    private static readonly TimeSpan LongestInQueue = TimeSpan.FromDays(1);

    /// <summary>True where a change was queued long ago, with no attempt on record and nothing that it waited for.</summary>
    private bool IsForgotten(LicenseChange change)
    {
        if (change.QueuedOn is not { } queued || change is not { Attempts: 0, Waits: 0, TakenOn: null, WaitsFor: null, Message: null }) return false;
        var due = !change.IsScheduledCancel && change.EffectiveOn > queued ? change.EffectiveOn.Value : queued;
        return due < clock.UtcNow - LongestInQueue;
    }

    /// <summary>What holds a change that was not made yet to be sent; null for one that is sent at once.</summary>
    public static LicenseChangeHold? DueLater(DateTime? effectiveOn, bool isDue) => isDue || effectiveOn is not { } date
        ? null
        : new(LicenseChangeLog.WaitsForReasons.EffectiveDate, $"This change is sent on {date:yyyy-MM-dd}, its effective date, with the first Sync Subscriptions or change of this subscription from then on.");

    /// <summary>
    /// What is asked about before it is sent, whoever saved it: a quantity far from what both sides agreed on last. Measured from there, many
    /// small steps that have not been sent count as the one they make. Null where nothing is.
    /// </summary>
    public static LicenseChangeHold? TooFar(int agreed, int wanted, ConnectorSettings connector)
    {
        var isFar = Math.Abs((long)wanted - agreed) > connector.ConfirmLicences
            || (agreed > 0 && Math.Max(wanted, agreed) > connector.ConfirmFactor * Math.Min(wanted, agreed));
        return !isFar ? null : new(LicenseChangeLog.WaitsForReasons.Confirmation, FormattableString.Invariant(
            $"Quantity goes from {agreed:N0} to {wanted:N0}. {connector.Name} asks about a quantity that grows or shrinks by more than a factor of {connector.ConfirmFactor:0.##}, or by more than {connector.ConfirmLicences:N0} licences. Choose Confirm if it is meant, or Withdraw."));
    }

    /// <summary>What is asked about before it is sent: a date that was filled in without the command that says what it costs.</summary>
    public static LicenseChangeHold CancelOnByHand(DateTime date) => new(
        LicenseChangeLog.WaitsForReasons.Confirmation,
        $"Cancel On was filled in by hand, and Pax8 brings no cancelled subscription back. Choose Confirm to have it cancelled on {date:yyyy-MM-dd}, or Withdraw. Cancel subscription asks at once.");

    /// <summary>
    /// What is asked about where the date to cancel on came before the order was sent: from then on it would end at once. Null before,
    /// and once somebody has said so. One that Pax8 took is looked for.
    /// </summary>
    public LicenseChangeHold? Passed(LicenseChange change) => change is not { IsScheduledCancel: true, IsForAtOnce: false, TakenOn: null } || change.EffectiveOn > clock.UtcNow
        ? null
        : new(LicenseChangeLog.WaitsForReasons.Confirmation,
            $"Cancel On has passed ({change.EffectiveOn:yyyy-MM-dd}) before Pax8 was told, so the subscription would be cancelled at once, and Pax8 brings no cancelled subscription back. Choose Confirm to have it cancelled at once, or Withdraw.");

    /// <summary>What holds a change that comes after another open one.</summary>
    public LicenseChangeHold Behind(LicenseChange first)
    {
        var which = $"Change {first.Number} of {first.CreatedOn:yyyy-MM-dd} comes first and";
        return new(LicenseChangeLog.WaitsForReasons.EarlierChange,
            first is { IsFailed: true, ConnectionFailure: not null } ? $"{which} could not be sent, for a reason that lies in the provider integration. Both are sent by themselves once Verify Connectivity succeeds."
            : first.IsFailed ? $"{which} has failed, so this one waits behind it. Choose Retry on that one, or Send before on this one."
            : !first.IsDue(clock.UtcNow) ? $"{which} is due on {first.EffectiveOn:yyyy-MM-dd}, so this one waits behind it. It follows by itself; to have it sent now, choose Send before."
            : $"{which} waits itself; its Message says what for. This one follows by itself.");
    }

    /// <summary>True where a change made now would wait behind this one, for longer than it takes to send it.</summary>
    public bool Blocks(LicenseChange first) => first.IsFailed || first.WaitsFor is not null || !first.IsDue(clock.UtcNow);
}
