using System;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;

namespace Pax8Dataverse.Orders;

/// <summary>
/// Has system jobs take up orders that wait unseen: released and held, in flight without an answer, placed and not provisioned yet, or with
/// details to be removed. Each by an execution of its own.
/// </summary>
internal sealed class OrderQueue(OrderRows orders, ConnectorRows connectors, Execution.IClock clock) : IDueQueue
{
    /// <inheritdoc/>
    public void QueueDue(Guid connectorId, int most = int.MaxValue)
    {
        var connector = connectors.Get(connectorId);
        if (!ConnectorHolds.HasQueue(connector)) return;
        foreach (var order in orders.OpenOf(connectorId).Where(order => order.DueOn is not { } due || due <= clock.UtcNow).Take(most))
        {
            if (order.IsToBeSent && order.WaitsFor == HoldReasons.Confirmation) continue;
            // Queued anew it would look young.
            if (order.IsToBeSent && OrderHolds.OfOrigin(order, connector, clock.UtcNow) is { } hold) Note(order, hold);
            else orders.Queue(order.Id, clock.UtcNow, waits: 0);
        }
    }

    private void Note(OrderState order, Hold hold)
    {
        try
        {
            if (order.WaitsFor != hold.Reason || order.Message != hold.Sentence) orders.Save(order, OrderChanges.Hold(order, hold));
        }
        catch (RowChangedException)
        {
            // Somebody works on it; an order is asked about before it is sent.
        }
    }
}
