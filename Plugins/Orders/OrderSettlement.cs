using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>A person says what became of an order of which nobody knows whether Pax8 placed it. What he says is checked in Pax8 as far as that can be.</summary>
internal sealed class OrderSettlement(OrderRows orders, OrderBuilding building, OrderLook look, Pax8Access pax8, Execution.IClock clock)
{
    /// <summary>It is this order of Pax8.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="userId">Who says so.</param>
    /// <param name="pax8OrderId">Pax8's order.</param>
    public string WasPlaced(Guid orderId, Guid userId, string? pax8OrderId)
    {
        var order = InReview(orderId);
        if (pax8OrderId.ForColumn(Order.Pax8OrderId) is not { } id || id != pax8OrderId!.Trim())
            throw new RefusedException("Pax8 Order Id is missing. Enter the id of the order as Pax8 shows it.");
        if (orders.Known([id]).Count > 0) throw new RefusedException($"Another order here stands for Pax8's order {id} already. Enter the id of the one that came of this order.");
        var found = pax8.ForWaitingUser(order.ConnectorId).FindOrder(id) ?? throw new RefusedException($"Pax8 has no order {id}. Enter the id of the order as Pax8 shows it.");
        var built = building.Build(order);
        if (built.Request is { } request && (!string.Equals(found.CompanyId, request.CompanyId, StringComparison.OrdinalIgnoreCase) || !OrderMatch.HasSameLines(request, found)))
            throw new RefusedException($"Pax8's order {id} is of another company or has other lines than this one. Enter the id of the one that came of this order.");
        var row = OrderChanges.Placed(order, found, clock.UtcNow);
        row[Order.OpenFor] = OrderRows.KeyOf(order.ConnectorId);
        row[Order.QueuedOn] = clock.UtcNow.ForColumn();
        row[Order.SettledBy] = new EntityReference("systemuser", userId);
        row[Order.SettledOn] = clock.UtcNow.ForColumn();
        orders.Save(order, row);
        return $"The order is Pax8's order {id}. Its lines are followed in the background.";
    }

    /// <summary>It was not placed: it is sent again, unless Pax8 lists one now that may be it.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="userId">Who says so.</param>
    /// <param name="otherIds">Orders of Pax8 that are like it and that he says to be others, apart by commas.</param>
    public string WasNotPlaced(Guid orderId, Guid userId, string? otherIds)
    {
        var order = InReview(orderId);
        if (building.Build(order).Request is { } request)
        {
            var others = new HashSet<string>((otherIds ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
            var found = look.Candidates(order, request) ?? throw new RefusedException("Pax8 answers too slowly to look for the order once more, so it was not sent again. Wait a while and try again.");
            var alike = found.All.Select(one => one.Id).Where(id => !others.Contains(id)).Take(10).ToList();
            if (alike.Count > 0)
                throw new RefusedException($"Pax8 lists what may be this order: {string.Join(", ", alike)}. Choose It was placed if it is this one. If it is another order, choose It was not placed and enter its id there.");
        }
        orders.Save(order, OrderChanges.SendAgain(order, userId, clock.UtcNow));
        return "The order is sent again in the background; Order Status shows what becomes of it.";
    }

    private OrderState InReview(Guid orderId) =>
        orders.Get(orderId) is { Status: Order.Statuses.NeedsReview } order ? order : throw new RefusedException("This order does not wait for a review. Refresh to see what became of it.");
}
