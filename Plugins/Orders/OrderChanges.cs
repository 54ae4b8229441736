using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Orders;

/// <summary>What an order's row becomes with each thing that may happen to it: the whole of its state machine. Pure.</summary>
internal static class OrderChanges
{
    private const int LongestRequest = 100_000;

    /// <summary>Somebody submitted it, and somebody else has to approve it.</summary>
    public static Entity ToApproval(OrderState order, Guid userId, DateTime now, OrderFindings findings, string? currency) =>
        WithAmount(Submitted(order, Order.Statuses.WaitingForApproval, userId, now, "The order waits for approval by somebody else than its author."), findings, currency);

    /// <summary>Somebody submitted it, and nobody has to approve it: a system job sends it.</summary>
    public static Entity ToSending(OrderState order, Guid userId, DateTime now, OrderFindings findings, string? currency) =>
        WithAmount(Queued(Submitted(order, Order.Statuses.Submitting, userId, now, null), order, now), findings, currency);

    public static Entity Approved(OrderState order, Guid userId, DateTime now)
    {
        var row = Queued(To(order, Order.Statuses.Approved, null), order, now);
        row[Order.ApprovedBy] = new EntityReference("systemuser", userId);
        row[Order.ApprovedOn] = now.ForColumn();
        return row;
    }

    /// <summary>Somebody said that it is meant after all, or was not placed: it is sent, and all that is known of an attempt is over.</summary>
    public static Entity SendAgain(OrderState order, Guid userId, DateTime now)
    {
        var row = Queued(To(order, Order.Statuses.Submitting, null), order, now);
        row[Order.AttemptedOn] = null;
        row[Order.OrdersBefore] = null;
        row[Order.LookFrom] = null;
        row[Order.SettledBy] = new EntityReference("systemuser", userId);
        row[Order.SettledOn] = now.ForColumn();
        return row;
    }

    public static Entity BackToDraft(OrderState order, string message) => Closed(To(order, Order.Statuses.Draft, message));

    public static Entity Cancelled(OrderState order) => Closed(To(order, Order.Statuses.Cancelled, null));

    /// <summary>What somebody approved is no longer what it would cost.</summary>
    public static Entity BackToApproval(OrderState order, string message, OrderFindings findings)
    {
        var row = Closed(To(order, Order.Statuses.WaitingForApproval, message));
        row[Order.ApprovedBy] = null;
        row[Order.ApprovedOn] = null;
        row[Order.MonthlyAmount] = findings.MonthlyAmount;
        return row;
    }

    /// <summary>Pax8 declined; nothing was bought. Goes again by a person's Submit alone.</summary>
    public static Entity Refused(OrderState order, string message)
    {
        var row = Closed(To(order, Order.Statuses.Refused, message));
        row[Order.Answer] = message.CutTo(Order.Answer);
        return row;
    }

    /// <summary>
    /// THE CLAIM: committed before anything is sent, under the version of the row as it was checked. From now on nobody sends this order
    /// again by himself. The request is kept without the values of provisioning details, which may be personal data.
    /// </summary>
    public static Entity InFlight(OrderState order, OrderFindings findings, int ordersBefore, DateTime attemptedOn)
    {
        var row = To(order, Order.Statuses.InFlight, "The order is being placed.");
        row[Order.InFlightFor] = OrderRows.KeyOf(order.ProviderAccountId);
        row[Order.AttemptedOn] = attemptedOn;
        row[Order.OrdersBefore] = ordersBefore;
        row[Order.LookFrom] = ordersBefore;
        row[Order.Request] = OrderingJson.WithoutValues(findings.Built.Request!).CutTo(LongestRequest);
        row[Order.Answer] = null;
        row[Order.MonthlyAmount] = findings.MonthlyAmount;
        row[Order.WaitsFor] = null;
        return row;
    }

    /// <summary>The request did not reach Pax8, or was turned away unread: the attempt is none.</summary>
    public static Entity NotSent(OrderState order, string message)
    {
        var row = To(order, order.ApprovedOn is null ? Order.Statuses.Submitting : Order.Statuses.Approved, message);
        row[Order.InFlightFor] = null;
        row[Order.AttemptedOn] = null;
        row[Order.OrdersBefore] = null;
        row[Order.LookFrom] = null;
        return row;
    }

    public static Entity Placed(OrderState order, Pax8Order placed, DateTime now)
    {
        var row = To(order, Order.Statuses.Placed, null);
        row[Order.InFlightFor] = null;
        row[Order.Pax8OrderId] = placed.Id;
        row[Order.PlacedOn] = now.ForColumn();
        row[Order.Waits] = 0;
        row[Order.WaitsFor] = null;
        return row;
    }

    /// <summary>A person has to say what became of it.</summary>
    public static Entity NeedsReview(OrderState order, string message) => Closed(To(order, Order.Statuses.NeedsReview, message));

    public static Entity Hold(OrderState order, Hold hold)
    {
        var row = Say(order, hold.Sentence);
        row[Order.WaitsFor] = new OptionSetValue(hold.Reason);
        return row;
    }

    public static Entity Say(OrderState order, string message) => new(Order.Table, order.Id) { [Order.Message] = message.CutTo(Order.Message) };

    public static Entity Waited(Guid orderId, int waits, string? message = null)
    {
        var row = new Entity(Order.Table, orderId) { [Order.Waits] = waits };
        if (message is not null) row[Order.Message] = message;
        return row;
    }

    private static Entity To(OrderState order, int status, string? message) => new(Order.Table, order.Id)
    {
        [Order.Status] = new OptionSetValue(status),
        [Order.Message] = message?.CutTo(Order.Message),
    };

    private static Entity Submitted(OrderState order, int status, Guid userId, DateTime now, string? message)
    {
        var row = To(order, status, message);
        row[Order.SubmittedBy] = new EntityReference("systemuser", userId);
        row[Order.SubmittedOn] = now.ForColumn();
        row[Order.ApprovedBy] = null;
        row[Order.ApprovedOn] = null;
        return row;
    }

    private static Entity Queued(Entity row, OrderState order, DateTime now)
    {
        row[Order.OpenFor] = OrderRows.KeyOf(order.ConnectorId);
        row[Order.QueuedOn] = now.ForColumn();
        row[Order.Waits] = 0;
        row[Order.WaitsFor] = null;
        return row;
    }

    /// <summary>Nothing is done for it unasked any more.</summary>
    private static Entity Closed(Entity row)
    {
        row[Order.OpenFor] = null;
        row[Order.InFlightFor] = null;
        row[Order.WaitsFor] = null;
        return row;
    }

    private static Entity WithAmount(Entity row, OrderFindings findings, string? currency)
    {
        row[Order.MonthlyAmount] = findings.MonthlyAmount;
        row[Order.CurrencyCode] = currency;
        return row;
    }
}
