using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Subscriptions;

/// <summary>A subscription row as it was read, as far as merging and sending look at it.</summary>
internal sealed class SubscriptionState(Entity row)
{
    /// <summary>Columns this needs.</summary>
    public static readonly string[] Columns =
    [
        Subscription.Name, Subscription.ProviderSpecificId, Subscription.Connector, Subscription.ProviderAccount, Subscription.Account, Subscription.Product,
        Subscription.Parent, Subscription.Quantity, Subscription.Price, Subscription.BillingTerm, Subscription.AgreedQuantity, Subscription.AgreedPrice,
        Subscription.AgreedBillingTerm, Subscription.AgreedStatus, Subscription.AgreedCancelOn, Subscription.SyncState, Subscription.ConflictQuantity, Subscription.ConflictPrice,
        Subscription.ConflictBillingTerm, Subscription.ConflictStatus, Subscription.ConflictOn, Subscription.LastError, Subscription.LastChangeNumber,
        Subscription.SendingUntil, Subscription.CancelOn, Subscription.MovedTo, Common.State, .. SubscriptionMap.OwnedByPax8,
    ];

    /// <summary>The columns of one whose change, which had failed or was held, is to be sent now.</summary>
    public static Entity Waiting(Guid id) => new(Subscription.Table, id)
    {
        [Subscription.SyncState] = new OptionSetValue(Subscription.SyncStates.WaitingToBeSent),
        [Subscription.LastError] = null,
    };

    public Entity Row { get; } = row;
    public Guid Id => Row.Id;
    public string? RowVersion => Row.RowVersion;
    public string Name { get; } = row.Text(Subscription.Name) ?? "";
    public string Pax8Id { get; } = row.Text(Subscription.ProviderSpecificId) ?? "";
    public Guid ConnectorId { get; } = row.Lookup(Subscription.Connector) ?? Guid.Empty;
    public Guid ProviderAccountId { get; } = row.Lookup(Subscription.ProviderAccount) ?? Guid.Empty;
    public int SyncState { get; } = row.Choice(Subscription.SyncState) ?? Subscription.SyncStates.InSync;
    public int? Pax8Status { get; } = row.Choice(Subscription.Status);
    public int LastChangeNumber { get; } = row.Number(Subscription.LastChangeNumber);
    public DateTime? StartsOn { get; } = row.Date(Subscription.StartsOn);
    public bool IsActive { get; } = row.IsActive();

    /// <summary>The company that Pax8 has it under, where that one is not synchronised here; then it holds no licences here. Null otherwise.</summary>
    public string? MovedTo { get; } = row.Text(Subscription.MovedTo);

    public bool IsMovedAway => MovedTo is not null;

    /// <summary>What the row has.</summary>
    public SubscriptionValues Here { get; } = new(
        row.Number(Subscription.Quantity), row.GetAttributeValue<decimal?>(Subscription.Price), row.Choice(Subscription.BillingTerm),
        !row.IsActive(), new Cancellation(row.Date(Subscription.CancelOn)));

    /// <summary>What both sides last agreed on. A row of a version that did not note a cancellation has none there until the next sync.</summary>
    public SubscriptionValues Agreed { get; } = new(
        row.Number(Subscription.AgreedQuantity), row.GetAttributeValue<decimal?>(Subscription.AgreedPrice), row.Choice(Subscription.AgreedBillingTerm),
        row.Choice(Subscription.AgreedStatus) is { } status && SubscriptionMap.IsEnded(status), new Cancellation(row.Date(Subscription.AgreedCancelOn)));

    /// <summary>What Pax8 had when the conflict was found; null without one.</summary>
    public SubscriptionValues? InConflict { get; } = row.Choice(Subscription.SyncState) != Subscription.SyncStates.Conflict
        ? null
        : new(row.GetAttributeValue<int?>(Subscription.ConflictQuantity), row.GetAttributeValue<decimal?>(Subscription.ConflictPrice),
            row.Choice(Subscription.ConflictBillingTerm), row.Choice(Subscription.ConflictStatus) is { } ended ? SubscriptionMap.IsEnded(ended) : null,
            // Ends On belongs to Pax8, so it is as it was found with the conflict.
            SubscriptionMap.CancellationOf(row.Choice(Subscription.ConflictStatus), row.Date(Subscription.EndsOn)));

    /// <summary>True where both sides have agreed and nothing is on its way; then a merge with the same values has nothing to store.</summary>
    public bool IsAtRest => SyncState == Subscription.SyncStates.InSync && Here == Agreed && SendingUntil is null;

    /// <summary>Until when an execution alone sends its changes; past where one ended without knowing what became of them.</summary>
    public DateTime? SendingUntil { get; } = row.Date(Subscription.SendingUntil);

    /// <summary>True while an execution is sending a change of it; nobody else writes what goes both ways meanwhile.</summary>
    public bool IsBeingSent(DateTime now) => SendingUntil is { } until && until > now;

    /// <summary>True where somebody began to send and Pax8 was not read since: it may have the change or not.</summary>
    public bool IsUnclear(DateTime now) => SendingUntil is { } until && until <= now;
}

/// <summary>A licence change log as it was read.</summary>
internal sealed class LicenseChange(Entity row)
{
    /// <summary>Columns this needs.</summary>
    public static readonly string[] Columns =
    [
        LicenseChangeLog.Number, LicenseChangeLog.Subscription, LicenseChangeLog.ProvisioningStatus, LicenseChangeLog.ChangeType, LicenseChangeLog.Quantity,
        LicenseChangeLog.FromQuantity, LicenseChangeLog.ToQuantity, LicenseChangeLog.FromPrice, LicenseChangeLog.ToPrice, LicenseChangeLog.FromBillingTerm,
        LicenseChangeLog.ToBillingTerm, LicenseChangeLog.EffectiveOn, LicenseChangeLog.Attempts, LicenseChangeLog.Waits, LicenseChangeLog.TakenOn, LicenseChangeLog.Message,
        LicenseChangeLog.WaitsFor, LicenseChangeLog.QueuedOn, LicenseChangeLog.ConnectionFailure, LicenseChangeLog.ConfirmedOn, Common.CreatedOn,
        LicenseChangeLog.Name,
    ];

    private readonly DateTime? _confirmedOn = row.Date(LicenseChangeLog.ConfirmedOn);

    public Guid Id { get; } = row.Id;
    public string? RowVersion { get; } = row.RowVersion;
    public int Number { get; } = row.Number(LicenseChangeLog.Number);
    public string Name { get; } = row.Text(LicenseChangeLog.Name) ?? "";

    /// <summary>Licences that it adds, or takes off where it is below 0.</summary>
    public int Delta { get; } = row.Number(LicenseChangeLog.Quantity);

    /// <summary>Licences before it.</summary>
    public int StartsAt { get; } = row.Number(LicenseChangeLog.FromQuantity);
    public Guid SubscriptionId { get; } = row.Lookup(LicenseChangeLog.Subscription) ?? Guid.Empty;
    public int Status { get; } = row.Choice(LicenseChangeLog.ProvisioningStatus) ?? LicenseChangeLog.ProvisioningStatuses.NotApplicable;
    public int Attempts { get; } = row.Number(LicenseChangeLog.Attempts);

    /// <summary>Executions since it was queued that ended without having tried.</summary>
    public int Waits { get; } = row.Number(LicenseChangeLog.Waits);

    /// <summary>When Pax8 took it without showing it; it is not sent again.</summary>
    public DateTime? TakenOn { get; } = row.Date(LicenseChangeLog.TakenOn);

    public string? Message { get; } = row.Text(LicenseChangeLog.Message);

    /// <summary>What of the connector kept it from Pax8; one of <see cref="LicenseChangeLog.ConnectionFailures"/>.</summary>
    public int? ConnectionFailure { get; } = row.Choice(LicenseChangeLog.ConnectionFailure);

    /// <summary>True where it is the one that goes first after a failure of the connector: others follow its success.</summary>
    public bool GoesFirst => ConnectionFailure is not null && !IsFailed;

    /// <summary>When a system job was last made for it; null where none was.</summary>
    public DateTime? QueuedOn { get; } = row.Date(LicenseChangeLog.QueuedOn);

    public DateTime? CreatedOn { get; } = row.Date(Common.CreatedOn);

    /// <summary>Why it is not sent now, as noted last; one of <see cref="LicenseChangeLog.WaitsForReasons"/>.</summary>
    public int? WaitsFor { get; } = row.Choice(LicenseChangeLog.WaitsFor);

    /// <summary>True until somebody has confirmed it: then it is sent, and never before.</summary>
    public bool NeedsConfirmation => WaitsFor == LicenseChangeLog.WaitsForReasons.Confirmation;

    public DateTime? EffectiveOn { get; } = row.Date(LicenseChangeLog.EffectiveOn);

    /// <summary>True for an order to cancel on a date that somebody confirmed after that date: it is to cancel at once.</summary>
    public bool IsForAtOnce => IsScheduledCancel && _confirmedOn >= EffectiveOn;

    /// <summary>Values before the change, null for those it leaves alone.</summary>
    public SubscriptionValues From { get; } = ValuesOf(row, LicenseChangeLog.FromQuantity, LicenseChangeLog.FromPrice, LicenseChangeLog.FromBillingTerm, ending: false);

    /// <summary>Values after the change, null for those it leaves alone.</summary>
    public SubscriptionValues To { get; } = ValuesOf(row, LicenseChangeLog.ToQuantity, LicenseChangeLog.ToPrice, LicenseChangeLog.ToBillingTerm, ending: true);

    /// <summary>True for the order to cancel on a date: the licences stay until then, so the quantity does not change with it.</summary>
    public bool IsScheduledCancel { get; } =
        row.Choice(LicenseChangeLog.ChangeType) == LicenseChangeLog.ChangeTypes.Deactivate && row.Number(LicenseChangeLog.Quantity) == 0 && row.Date(LicenseChangeLog.EffectiveOn) is not null;

    /// <summary>True where it ends the subscription, at once or on a date, or brings it back.</summary>
    public bool IsEnd { get; } = row.Choice(LicenseChangeLog.ChangeType) is LicenseChangeLog.ChangeTypes.Deactivate or LicenseChangeLog.ChangeTypes.Activate;

    public bool IsFailed => Status == LicenseChangeLog.ProvisioningStatuses.FailedProvisioning;

    public PendingChange Pending => new(Number, To) { IsEnding = TakenOn is not null && (To.Ended == true || IsForAtOnce) };

    /// <summary>An order to cancel on a date is sent at once; anything else waits for its effective date.</summary>
    public bool IsDue(DateTime now) => IsScheduledCancel || EffectiveOn is not { } date || date <= now;

    private static SubscriptionValues ValuesOf(Entity row, string quantity, string price, string term, bool ending)
    {
        var type = row.Choice(LicenseChangeLog.ChangeType);
        var date = row.Date(LicenseChangeLog.EffectiveOn);
        var isScheduled = type == LicenseChangeLog.ChangeTypes.Deactivate && row.Number(LicenseChangeLog.Quantity) == 0 && date is not null;
        bool? ended = type switch
        {
            LicenseChangeLog.ChangeTypes.Deactivate when !isScheduled => ending,
            LicenseChangeLog.ChangeTypes.Activate => !ending,
            _ => null,
        };
        return new SubscriptionValues(
            row.Number(LicenseChangeLog.Quantity) == 0 ? null : row.Number(quantity),
            row.GetAttributeValue<decimal?>(price), row.Choice(term), ended, isScheduled && ending ? new Cancellation(date) : null);
    }
}
