using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>
/// What people do with an order: check, submit, approve, reject, cancel. Each runs in one transaction, and returns what to tell the person.
/// Pax8 is asked to check an order before it is released; placing it is left to a system job.
/// </summary>
internal sealed class OrderSubmission(OrderRows orders, ConnectorRows connectors, OrderCheck check, OrderFollow follow, Pax8Access pax8, Execution.IClock clock)
{
    public static string SandboxSentence(ConnectorSettings connector) =>
        $"Pax8 accepts this order. Environment of {connector.Name} is Sandbox, so it stops here and nothing was bought. Make the order with a Production integration to place it.";

    /// <summary>Whether Pax8 would take the order as it is; says so on order and lines.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="message">For the person.</param>
    public bool Check(Guid orderId, out string message)
    {
        var order = Editable(orderId, "Only a draft, or an order that Pax8 refused, can be checked.");
        var findings = Find(order);
        message = findings.IsAccepted ? $"Pax8 accepts this order.{Amount(findings, order)}" : Declined(findings);
        orders.Save(order, Checked(order, findings, message));
        return findings.IsAccepted;
    }

    /// <summary>Has the order checked by Pax8, and then placed or approved.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="userId">Who submits it.</param>
    public string Submit(Guid orderId, Guid userId)
    {
        var waiting = orders.Get(orderId);
        if (waiting.IsToBeSent && waiting.WaitsFor == HoldReasons.Confirmation)
        {
            orders.Save(waiting, OrderChanges.SendAgain(waiting, userId, clock.UtcNow));
            return "The order is sent to Pax8 in the background; Order Status shows what becomes of it.";
        }
        var order = Editable(orderId, StateSentence(waiting));
        var connector = connectors.Get(order.ConnectorId);
        if (!connector.IsActive) throw new RefusedException($"{connector.Name} is inactive, so nothing can be ordered with it. Activate the provider integration.");
        var findings = Find(order);
        if (findings.Built.Problems.Count > 0) throw new RefusedException($"This order cannot be submitted yet.\n{findings.Sentences}");
        if (!findings.IsAccepted)
        {
            orders.Save(order, Checked(order, findings, Declined(findings)));
            return Declined(findings);
        }
        if (connector.IsSandbox)
        {
            orders.Save(order, Checked(order, findings, SandboxSentence(connector)));
            return SandboxSentence(connector);
        }
        var currency = connectors.CurrencyCodeOf(connector.Id);
        if (NeedsApproval(connector, findings.MonthlyAmount))
        {
            orders.Save(order, OrderChanges.ToApproval(order, userId, clock.UtcNow, findings, currency));
            return $"The order waits for approval by somebody else than its author.{Amount(findings, order)}";
        }
        orders.Save(order, OrderChanges.ToSending(order, userId, clock.UtcNow, findings, currency));
        return $"The order is sent to Pax8 in the background; Order Status shows what becomes of it.{Amount(findings, order)}";
    }

    public string Approve(Guid orderId, Guid userId)
    {
        var order = Undecided(orderId);
        if (order.SubmittedBy == userId || order.CreatedBy == userId)
            throw new RefusedException("An order is approved by somebody else than its author. Ask another approver.");
        Record(order, OrderApproval.Decisions.Approved, null, userId);
        orders.Save(order, OrderChanges.Approved(order, userId, clock.UtcNow));
        return "The order is approved and is sent to Pax8 in the background; Order Status shows what becomes of it.";
    }

    /// <param name="orderId">The order.</param>
    /// <param name="userId">Who rejects it.</param>
    /// <param name="reason">For the author; he can change the order and submit it again.</param>
    public string Reject(Guid orderId, Guid userId, string? reason)
    {
        var why = reason.ForColumn(OrderApproval.Reason) ?? throw new RefusedException("Reason is missing. Say why the order is rejected, so that its author can change it.");
        var order = Undecided(orderId);
        Record(order, OrderApproval.Decisions.Rejected, why, userId);
        orders.Save(order, OrderChanges.BackToDraft(order, $"Rejected: {why}"));
        return "The order is rejected and a draft again; its Message says why.";
    }

    /// <summary>Ends an order of which nothing was sent, and removes what may be personal data.</summary>
    public string Cancel(Guid orderId)
    {
        var order = orders.Get(orderId);
        if (!order.IsEditable && !order.IsToBeSent && order.Status != Order.Statuses.WaitingForApproval) throw new RefusedException(StateSentence(order));
        orders.Save(order, OrderChanges.Cancelled(order));
        follow.RemoveDetails(orders.LinesOf(orderId));
        return "The order is cancelled. Nothing of it was sent to Pax8.";
    }

    private OrderFindings Find(OrderState order)
    {
        var findings = check.Of(order, () => pax8.ForWaitingUser(order.ConnectorId));
        check.StoreLines(findings);
        return findings;
    }

    private OrderState Editable(Guid orderId, string otherwise) => orders.Get(orderId) is { IsEditable: true } order ? order : throw new RefusedException(otherwise);

    private OrderState Undecided(Guid orderId) =>
        orders.Get(orderId) is { Status: Order.Statuses.WaitingForApproval } order ? order : throw new RefusedException("This order does not wait for approval. Refresh to see what became of it.");

    private void Record(OrderState order, int decision, string? reason, Guid userId)
    {
        var row = new Entity(OrderApproval.Table)
        {
            [OrderApproval.Name] = $"{(decision == OrderApproval.Decisions.Approved ? "Approved" : "Rejected")}: {order.Name}".CutTo(OrderApproval.Name),
            [OrderApproval.Order] = new EntityReference(Order.Table, order.Id),
            [OrderApproval.Decision] = new OptionSetValue(decision),
            [OrderApproval.Reason] = reason,
            [OrderApproval.DecidedBy] = new EntityReference("systemuser", userId),
            [OrderApproval.DecidedOn] = clock.UtcNow.ForColumn(),
            [OrderApproval.MonthlyAmount] = order.MonthlyAmount,
            [OrderApproval.CurrencyCode] = order.CurrencyCode,
        };
        if (order.Owner is not null) row[Common.Owner] = order.Owner;
        orders.CreateApproval(row);
    }

    /// <summary>A sum that is not known is one to look at.</summary>
    private static bool NeedsApproval(ConnectorSettings connector, decimal? monthly) =>
        connector.OrdersNeedApproval && (connector.ApproveOrdersFrom is not { } from || monthly is not { } amount || amount >= from);

    private static Entity Checked(OrderState order, OrderFindings findings, string message)
    {
        var row = OrderChanges.Say(order, message);
        row[Order.MonthlyAmount] = findings.MonthlyAmount;
        return row;
    }

    private static string Declined(OrderFindings findings) =>
        findings.Built.Problems.Count > 0 ? findings.Sentences : $"Pax8 does not accept this order yet. It says:\n{findings.Sentences}";

    private static string Amount(OrderFindings findings, OrderState order) =>
        findings.MonthlyAmount is { } amount ? FormattableString.Invariant($" Cost per month: {amount:0.00} {order.CurrencyCode}").TrimEnd() + "." : " Its cost is not told by Pax8.";

    private static string StateSentence(OrderState order) => order.Status switch
    {
        Order.Statuses.WaitingForApproval => "This order waits for approval. Ask an approver, or press Cancel Order.",
        Order.Statuses.Approved or Order.Statuses.Submitting => "This order is on its way to Pax8. Order Status shows what becomes of it.",
        Order.Statuses.InFlight => "This order is being placed in Pax8. Wait for its outcome.",
        Order.Statuses.Placed => "This order was placed in Pax8 and cannot be taken back here. Cancel its subscriptions instead.",
        Order.Statuses.NeedsReview => "It is not known whether Pax8 placed this order. Choose It was placed, or It was not placed.",
        _ => "This order is cancelled. Make a new one.",
    };
}
