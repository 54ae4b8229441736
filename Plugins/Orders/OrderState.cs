using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;

namespace Pax8Dataverse.Orders;

/// <summary>An order as it was read.</summary>
internal sealed class OrderState(Entity row) : IOutgoing
{
    /// <summary>Columns this needs.</summary>
    public static readonly string[] Read =
    [
        Order.Name, Order.Number, Order.Connector, Order.ProviderAccount, Order.Status, Order.Message, Order.Pax8OrderId, Order.SubmittedBy, Order.SubmittedOn, Order.ApprovedOn,
        Order.MonthlyAmount, Order.CurrencyCode, Order.QueuedOn, Order.Attempts, Order.Waits, Order.WaitsFor, Order.AttemptedOn, Order.OrdersBefore, Order.LookFrom,
        Order.PlacedOn, Order.DueOn, Order.OpenFor, Order.InFlightFor, Common.CreatedOn, Common.CreatedBy, Common.Owner,
    ];

    public Guid Id { get; } = row.Id;
    public string? RowVersion { get; } = row.RowVersion;
    public string Name { get; } = row.Text(Order.Name) ?? "";
    public Guid ConnectorId { get; } = row.Lookup(Order.Connector) ?? Guid.Empty;
    public Guid ProviderAccountId { get; } = row.Lookup(Order.ProviderAccount) ?? Guid.Empty;
    public int Status { get; } = row.Choice(Order.Status) ?? Order.Statuses.Draft;
    public string? Message { get; } = row.Text(Order.Message);
    public string? Pax8OrderId { get; } = row.Text(Order.Pax8OrderId);
    public Guid? CreatedBy { get; } = row.Lookup(Common.CreatedBy);
    public Guid? SubmittedBy { get; } = row.Lookup(Order.SubmittedBy);
    public EntityReference? Owner { get; } = row.GetAttributeValue<EntityReference>(Common.Owner);

    /// <summary>When it was approved; null where nobody had to.</summary>
    public DateTime? ApprovedOn { get; } = row.Date(Order.ApprovedOn);
    public decimal? MonthlyAmount { get; } = row.GetAttributeValue<decimal?>(Order.MonthlyAmount);
    public string? CurrencyCode { get; } = row.Text(Order.CurrencyCode);

    /// <summary>Executions since it was queued that ended without an outcome.</summary>
    public int Waits { get; } = row.Number(Order.Waits);
    public int? WaitsFor { get; } = row.Choice(Order.WaitsFor);

    /// <summary>When the request to Pax8 was begun; committed before it was sent.</summary>
    public DateTime? AttemptedOn { get; } = row.Date(Order.AttemptedOn);

    /// <summary>Orders of the company that Pax8 listed before; only what is listed behind them can be this one.</summary>
    public int OrdersBefore { get; } = row.Number(Order.OrdersBefore);

    /// <summary>Where looking goes on.</summary>
    public int LookFrom { get; } = row.Number(Order.LookFrom);
    public DateTime? PlacedOn { get; } = row.Date(Order.PlacedOn);

    /// <summary>When it is next to be taken up unasked; null for at once.</summary>
    public DateTime? DueOn { get; } = row.Date(Order.DueOn);
    public bool IsOpen { get; } = row.Text(Order.OpenFor) is not null;

    /// <inheritdoc/>
    public DateTime? CreatedOn { get; } = row.Date(Order.SubmittedOn) ?? row.Date(Common.CreatedOn);

    /// <inheritdoc/>
    public DateTime? QueuedOn { get; } = row.Date(Order.QueuedOn);

    /// <inheritdoc/>
    public DateTime? NotBefore => null;

    /// <inheritdoc/>
    public bool IsTouched => this is not { Waits: 0, WaitsFor: null, AttemptedOn: null, Message: null };

    /// <summary>Whether people may change it and its lines.</summary>
    public bool IsEditable => IsEditableIn(Status);

    /// <summary>Whether it is released to be sent.</summary>
    public bool IsToBeSent => Status is Order.Statuses.Approved or Order.Statuses.Submitting;

    public static bool IsEditableIn(int status) => status is Order.Statuses.Draft or Order.Statuses.Refused;
}

/// <summary>A line of an order as it was read.</summary>
internal sealed class OrderLineState(Entity row)
{
    /// <summary>Columns this needs.</summary>
    public static readonly string[] Read =
    [
        OrderLine.Name, OrderLine.Order, OrderLine.Number, OrderLine.Product, OrderLine.Quantity, OrderLine.BillingTerm, OrderLine.CommitmentId, OrderLine.CommitmentTerm,
        OrderLine.ParentLine, OrderLine.ParentSubscription, OrderLine.ProvisioningDetails, OrderLine.UnitPrice, OrderLine.PriceReadOn, OrderLine.Message, OrderLine.Status,
        OrderLine.Pax8SubscriptionId, OrderLine.Subscription,
    ];

    public Entity Row { get; } = row;
    public Guid Id { get; } = row.Id;
    public string Name { get; } = row.Text(OrderLine.Name) ?? "";
    public int Number { get; } = row.Number(OrderLine.Number);
    public Guid? ProductId { get; } = row.Lookup(OrderLine.Product);
    public int Quantity { get; } = row.Number(OrderLine.Quantity);
    public int? BillingTerm { get; } = row.Choice(OrderLine.BillingTerm);
    public string? CommitmentId { get; } = row.Text(OrderLine.CommitmentId);
    public string? CommitmentTerm { get; } = row.Text(OrderLine.CommitmentTerm);
    public Guid? ParentLineId { get; } = row.Lookup(OrderLine.ParentLine);
    public Guid? ParentSubscriptionId { get; } = row.Lookup(OrderLine.ParentSubscription);
    public string? Details { get; } = row.Text(OrderLine.ProvisioningDetails);
    public decimal? UnitPrice { get; } = row.GetAttributeValue<decimal?>(OrderLine.UnitPrice);
    public string? Message { get; } = row.Text(OrderLine.Message);
    public int Status { get; } = row.Choice(OrderLine.Status) ?? OrderLine.Statuses.NotOrdered;
    public string? Pax8SubscriptionId { get; } = row.Text(OrderLine.Pax8SubscriptionId);
    public Guid? SubscriptionId { get; } = row.Lookup(OrderLine.Subscription);

    /// <summary>Whether it is known what Pax8 has made of it.</summary>
    public bool IsProvisioned => Status is OrderLine.Statuses.Active or OrderLine.Statuses.Ended;

    /// <summary>Whether there is nothing more to do about it: the row of its subscription comes with a sync.</summary>
    public bool IsSettled => Status == OrderLine.Statuses.Ended || (Status == OrderLine.Statuses.Active && SubscriptionId is not null);
}
