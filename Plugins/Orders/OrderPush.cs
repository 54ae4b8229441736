using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>
/// Places an order in Pax8, once. First Pax8 checks it; then the attempt is committed to the row, under its version, with the number of
/// orders that Pax8 lists of the company; only then it is sent. Who finds an attempt on the row never sends: it looks for what became of it.
/// So a killed execution, a lost answer or a second run of the system job cannot buy twice; the worst that comes of them is *Needs review*.
/// </summary>
internal sealed class OrderPush(
    OrderRows orders, ConnectorRows connectors, OrderCheck check, OrderLook look, OrderFollow follow, Pax8Access pax8, IClock clock, Deadline deadline)
{
    /// <summary>Somebody may write the row at any moment; each round starts from what is there then.</summary>
    private const int MaxRounds = 50;

    /// <summary>Kept for storing the outcome after the request has used its time up.</summary>
    private static readonly TimeSpan ForStoring = TimeSpan.FromSeconds(5);

    public void Run(Guid orderId)
    {
        for (var round = 0; round < MaxRounds && !deadline.LeavesNoRecord; round++)
        {
            try
            {
                Step(orders.Get(orderId));
                return;
            }
            catch (RowChangedException)
            {
                // Start from what is there now: what was sent meanwhile is in flight, and is not sent again.
            }
        }
    }

    private void Step(OrderState order)
    {
        if (order.IsToBeSent) Send(order);
        else if (order.Status == Order.Statuses.InFlight) Settle(order);
        else if (order.Status == Order.Statuses.Placed) Follow(order);
    }

    private void Send(OrderState order)
    {
        var connector = connectors.Get(order.ConnectorId);
        if (OrderHolds.Of(order, connector, clock.UtcNow) is { } hold)
        {
            if (order.WaitsFor != hold.Reason || order.Message != hold.Sentence) orders.Save(order, OrderChanges.Hold(order, hold));
            return;
        }
        if (connector.IsSandbox)
        {
            orders.Save(order, OrderChanges.BackToDraft(order, OrderSubmission.SandboxSentence(connector)));
            return;
        }
        OrderFindings findings;
        int before;
        try
        {
            findings = check.Of(order, () => pax8.ForBackgroundWork(connector.Id));
            if (!findings.IsAccepted)
            {
                check.StoreLines(findings);
                orders.Save(order, OrderChanges.Refused(order, findings.Sentences));
                return;
            }
            if (order.ApprovedOn is not null && OrderCheck.PriceChange(findings) is { } change)
            {
                check.StoreLines(findings);
                orders.Save(order, OrderChanges.BackToApproval(order, $"{change} It waits for approval again.", findings));
                return;
            }
            before = pax8.ForOrderListing(connector.Id).ListOrders(findings.Built.Request!.CompanyId, 0, 1).TotalElements;
        }
        catch (Pax8Exception failure)
        {
            if (failure.Kind == Pax8Error.NotAllowed) connectors.ShowReadOnly(connector, failure.Message);
            TryLaterOrLeave(order, failure);
            return;
        }
        if (deadline.Remaining < Patience.OfPlacing.TimeLimit + ForStoring)
        {
            Later(order, "Pax8 answers slowly; the order is sent by the next run. Nothing needs to be done.");
            return;
        }
        var attemptedOn = clock.UtcNow.ForColumn();
        try
        {
            orders.Save(order, OrderChanges.InFlight(order, findings, before, attemptedOn));
        }
        catch (RowExistsException)
        {
            Later(order, "Another order of this company is being placed; this one follows by itself.");
            return;
        }
        Place(order.Id, connector, findings.Built.Request!, attemptedOn);
    }

    private void Place(Guid orderId, ConnectorSettings connector, NewOrder request, DateTime attemptedOn)
    {
        Pax8Order placed;
        try
        {
            placed = pax8.ForPlacing(connector.Id).PlaceOrder(request);
        }
        catch (Pax8Exception failure)
        {
            if (failure.Kind == Pax8Error.NotAllowed) connectors.ShowReadOnly(connector, failure.Message);
            EndWithout(orderId, attemptedOn, failure);
            return;
        }
        Conclude(orderId, attemptedOn, order => OrderChanges.Placed(order, placed, clock.UtcNow));
        Follow(orders.Get(orderId), placed);
    }

    private void EndWithout(Guid orderId, DateTime attemptedOn, Pax8Exception failure)
    {
        switch (failure.Kind)
        {
            case Pax8Error.Unclear:
                Conclude(orderId, attemptedOn, order => OrderChanges.Say(order, $"{failure.Message} It is looked for by itself; it is not sent a second time."));
                Later(orders.Get(orderId), failure.Message);
                break;
            case Pax8Error.Refused or Pax8Error.NotFound or Pax8Error.NotFoundUnproven or Pax8Error.NotAllowed:
                Conclude(orderId, attemptedOn, order => OrderChanges.Refused(order, failure.FieldMessages.Count > 0 ? string.Join("\n", failure.FieldMessages) : failure.Message));
                break;
            default:
                // It surely never left, or was turned away unread.
                Conclude(orderId, attemptedOn, order => OrderChanges.NotSent(order, failure.Message));
                TryLaterOrLeave(orders.Get(orderId), failure);
                break;
        }
    }

    private void Settle(OrderState order)
    {
        try
        {
            var placed = look.For(order);
            if (placed is not null) Follow(orders.Get(order.Id), placed);
            else if (orders.Get(order.Id) is { Status: Order.Statuses.InFlight } still) Later(still, "Pax8 does not show yet whether the order was placed. It is looked for again.");
        }
        catch (Pax8Exception failure)
        {
            TryLaterOrLeave(orders.Get(order.Id), failure);
        }
    }

    private void Follow(OrderState order, Pax8Order? known = null)
    {
        try
        {
            if (!follow.Run(order, known) && SendAttempts.LeaveOneToTheJob(order.Waits + 1))
            {
                orders.Save(orders.Get(order.Id), OrderChanges.Waited(order.Id, order.Waits + 1));
                throw new RetryLaterException("Pax8 has not provisioned all lines of the order yet.");
            }
        }
        catch (Pax8Exception)
        {
            // Nothing is lost: the next sync looks again.
        }
    }

    /// <summary>What lies in the credentials is mended by people, and Verify Connectivity takes the order up again; anything else may pass.</summary>
    private void TryLaterOrLeave(OrderState order, Pax8Exception failure)
    {
        if (failure.Kind is Pax8Error.CredentialsRejected or Pax8Error.NotAllowed) orders.Save(order, OrderChanges.Say(order, failure.Message));
        else Later(order, failure.Message);
    }

    /// <summary>By a further execution of this system job while it has one left, else by another; what is used up goes on with the next sync.</summary>
    private void Later(OrderState order, string why)
    {
        var waits = order.Waits + 1;
        if (SendAttempts.AreUsedUp(waits))
        {
            orders.Save(order, OrderChanges.Waited(order.Id, 0, $"{why} It goes on with the next Sync Subscriptions or Verify Connectivity.".CutTo(Order.Message)));
            return;
        }
        orders.Save(order, OrderChanges.Waited(order.Id, waits, why.CutTo(Order.Message)));
        if (SendAttempts.LeaveOneToTheJob(waits)) throw new RetryLaterException(why);
        orders.Queue(order.Id, clock.UtcNow, waits);
    }

    /// <summary>
    /// Notes what became of an attempt, whoever wrote the row meanwhile; not where somebody has noted it before. That must not fail for
    /// another's edit: what was bought stands nowhere else.
    /// </summary>
    private void Conclude(Guid orderId, DateTime attemptedOn, Func<OrderState, Entity> outcome)
    {
        for (var round = 0; ; round++)
        {
            var order = orders.Get(orderId);
            if (order.Status != Order.Statuses.InFlight || order.AttemptedOn != attemptedOn) return;
            try
            {
                orders.Save(order, outcome(order));
                return;
            }
            catch (RowChangedException) when (round < MaxRounds)
            {
                // Somebody wrote the row; it is still the attempt's.
            }
        }
    }
}
