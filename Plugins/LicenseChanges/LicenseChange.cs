using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>A licence change log as it was read.</summary>
internal sealed class LicenseChange(Entity row) : IOutgoing
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

    /// <summary>Why it is not sent now, as noted last; one of <see cref="HoldReasons"/>.</summary>
    public int? WaitsFor { get; } = row.Choice(LicenseChangeLog.WaitsFor);

    /// <summary>True until somebody has confirmed it: then it is sent, and never before.</summary>
    public bool NeedsConfirmation => WaitsFor == HoldReasons.Confirmation;

    public DateTime? EffectiveOn { get; } = row.Date(LicenseChangeLog.EffectiveOn);

    /// <inheritdoc/>
    public DateTime? NotBefore => IsScheduledCancel ? null : EffectiveOn;

    /// <inheritdoc/>
    public bool IsTouched => this is not { Attempts: 0, Waits: 0, TakenOn: null, WaitsFor: null, Message: null };

    /// <summary>True for an order to cancel on a date that somebody confirmed after that date: it is to cancel at once.</summary>
    public bool IsForAtOnce => IsScheduledCancel && _confirmedOn >= EffectiveOn;

    /// <summary>Values after the change, null for those it leaves alone.</summary>
    public SubscriptionValues To { get; } = ValuesOf(row, LicenseChangeLog.ToQuantity, LicenseChangeLog.ToPrice, LicenseChangeLog.ToBillingTerm);

    /// <summary>True for the order to cancel on a date: the licences stay until then, so the quantity does not change with it.</summary>
    public bool IsScheduledCancel { get; } =
        row.Choice(LicenseChangeLog.ChangeType) == LicenseChangeLog.ChangeTypes.Deactivate && row.Number(LicenseChangeLog.Quantity) == 0 && row.Date(LicenseChangeLog.EffectiveOn) is not null;

    /// <summary>True where it ends the subscription, at once or on a date, or brings it back.</summary>
    public bool IsEnd { get; } = row.Choice(LicenseChangeLog.ChangeType) is LicenseChangeLog.ChangeTypes.Deactivate or LicenseChangeLog.ChangeTypes.Activate;

    public bool IsFailed => Status == LicenseChangeLog.ProvisioningStatuses.FailedProvisioning;

    public PendingChange Pending => new(Number, To) { IsEnding = TakenOn is not null && (To.Ended == true || IsForAtOnce) };

    /// <summary>An order to cancel on a date is sent at once; anything else waits for its effective date.</summary>
    public bool IsDue(DateTime now) => IsScheduledCancel || EffectiveOn is not { } date || date <= now;

    private static SubscriptionValues ValuesOf(Entity row, string quantity, string price, string term)
    {
        var type = row.Choice(LicenseChangeLog.ChangeType);
        var date = row.Date(LicenseChangeLog.EffectiveOn);
        var isScheduled = type == LicenseChangeLog.ChangeTypes.Deactivate && row.Number(LicenseChangeLog.Quantity) == 0 && date is not null;
        bool? ended = type switch
        {
            LicenseChangeLog.ChangeTypes.Deactivate when !isScheduled => true,
            LicenseChangeLog.ChangeTypes.Activate => false,
            _ => null,
        };
        return new SubscriptionValues(
            row.Number(LicenseChangeLog.Quantity) == 0 ? null : row.Number(quantity),
            row.GetAttributeValue<decimal?>(price), row.Choice(term), ended, isScheduled ? new Cancellation(date) : null);
    }
}
