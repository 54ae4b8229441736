using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;

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
        Subscription.SendingUntil, Subscription.CancelOn, Subscription.MovedTo, Subscription.Held, Subscription.HeldQuantity, Subscription.HeldStatus, Subscription.HeldOn,
        Subscription.HeldByJob, Subscription.DiscardedOn, Subscription.DiscardedBy, Common.State, .. Subscription.Columns.OwnedBy(ColumnOwner.Pax8),
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
    public Guid ConnectorId => Row.Lookup(Subscription.Connector) ?? Guid.Empty;
    public Guid ProviderAccountId { get; } = row.Lookup(Subscription.ProviderAccount) ?? Guid.Empty;
    public int SyncState { get; } = row.Choice(Subscription.SyncState) ?? Subscription.SyncStates.InSync;
    public int? Pax8Status => Row.Choice(Subscription.Status);
    public bool IsActive { get; } = row.IsActive();

    /// <summary>The company that Pax8 has it under, where that one is not synchronised here; then it holds no licences here. Null otherwise.</summary>
    public string? MovedTo { get; } = row.Text(Subscription.MovedTo);

    public bool IsMovedAway => MovedTo is not null;

    /// <summary>What Pax8 would take away, a value of <see cref="Subscription.HeldKinds"/>; null where nothing is held.</summary>
    public int? Held { get; } = row.Choice(Subscription.Held);

    /// <summary>The licences that would be left.</summary>
    public int? HeldQuantity => Row.GetAttributeValue<int?>(Subscription.HeldQuantity);

    /// <summary>The sync job that met it first; null for a push.</summary>
    public Guid? HeldByJob => Row.Lookup(Subscription.HeldByJob);

    /// <summary>True where somebody has said that what is held is not to be taken.</summary>
    public bool IsDiscarded => Row.Date(Subscription.DiscardedOn) is not null;

    /// <summary>Whether the row holds this already; null for nothing.</summary>
    public bool Holds(HeldValue? value) => value is null ? Held is null : Held == value.Kind && HeldQuantity == value.Quantity;

    /// <summary>Whether the row holds what it held when it was read before.</summary>
    public bool Holds(SubscriptionState before) => Held == before.Held && HeldQuantity == before.HeldQuantity;

    /// <summary>Whether who says yes to what the row holds has said yes to this: it takes no more away.</summary>
    public bool Covers(HeldValue value) => Held is { } held
        && (held != Subscription.HeldKinds.FewerLicences || (value.Kind == Subscription.HeldKinds.FewerLicences && value.Quantity >= HeldQuantity));

    /// <summary>What the row has.</summary>
    public SubscriptionValues Here { get; } = new(
        row.Number(Subscription.Quantity), row.GetAttributeValue<decimal?>(Subscription.Price), row.Choice(Subscription.BillingTerm),
        !row.IsActive(), new Cancellation(row.Date(Subscription.CancelOn)));

    /// <summary>What both sides last agreed on. A row of a version that did not note a cancellation has none there until the next sync.</summary>
    public SubscriptionValues Agreed { get; } = new(
        row.Number(Subscription.AgreedQuantity), row.GetAttributeValue<decimal?>(Subscription.AgreedPrice), row.Choice(Subscription.AgreedBillingTerm),
        row.Choice(Subscription.AgreedStatus) is { } status && SubscriptionMap.IsEnded(status), new Cancellation(row.Date(Subscription.AgreedCancelOn)));

    /// <summary>What Pax8 had when the conflict was found; null without one.</summary>
    public SubscriptionValues? InConflict => SyncState != Subscription.SyncStates.Conflict
        ? null
        : new(Row.GetAttributeValue<int?>(Subscription.ConflictQuantity), Row.GetAttributeValue<decimal?>(Subscription.ConflictPrice),
            Row.Choice(Subscription.ConflictBillingTerm), Row.Choice(Subscription.ConflictStatus) is { } ended ? SubscriptionMap.IsEnded(ended) : null,
            // Ends On belongs to Pax8, so it is as it was found with the conflict.
            SubscriptionMap.CancellationOf(Row.Choice(Subscription.ConflictStatus), Row.Date(Subscription.EndsOn)));

    /// <summary>True where both sides have agreed and nothing is on its way; then a merge with the same values has nothing to store.</summary>
    public bool IsAtRest => SyncState == Subscription.SyncStates.InSync && Here == Agreed && SendingUntil is null;

    /// <summary>Until when an execution alone sends its changes; past where one ended without knowing what became of them.</summary>
    public DateTime? SendingUntil { get; } = row.Date(Subscription.SendingUntil);

    /// <summary>True while an execution is sending a change of it; nobody else writes what goes both ways meanwhile.</summary>
    public bool IsBeingSent(DateTime now) => new Lease(SendingUntil).IsHeld(now);

    /// <summary>True where somebody began to send and Pax8 was not read since: it may have the change or not.</summary>
    public bool IsUnclear(DateTime now) => new Lease(SendingUntil).IsUnclear(now);
}
