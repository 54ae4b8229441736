using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.Orders;

/// <summary>
/// Follows the lines of a placed order to their subscriptions: which one each became, and whether it is provisioned. Pax8 may tell the
/// subscription late, and provisioning may stand still for good; the row says so. Reads Pax8, and writes rows here only.
/// Source: API reference, orders, and subscriptions (statuses).
/// </summary>
internal sealed class OrderFollow(OrderRows orders, OrderBuilding building, ConnectorRows connectors, SubscriptionRows subscriptions, Pax8Access pax8, IClock clock, Deadline deadline)
{
    /// <summary>What is not provisioned a day later needs somebody who asks Pax8 (assumed; it takes minutes to hours).</summary>
    private static readonly TimeSpan LongestProvisioning = TimeSpan.FromDays(1);

    /// <summary>True where Pax8 has provisioned all lines, or they have ended.</summary>
    /// <param name="order">A placed order.</param>
    /// <param name="known">It as Pax8 has just sent it; null to ask.</param>
    /// <exception cref="Pax8Exception">Pax8 gave no answer.</exception>
    public bool Run(OrderState order, Pax8Order? known)
    {
        var lines = orders.LinesOf(order.Id);
        if (lines.Any(line => !line.IsSettled)) FollowLines(order, lines, known);
        lines = orders.LinesOf(order.Id);
        var isSettled = lines.All(line => line.IsSettled);
        var keepUntil = (order.PlacedOn ?? clock.UtcNow) + connectors.Get(order.ConnectorId).KeepsPersonalData;
        if (clock.UtcNow >= keepUntil) RemoveDetails(lines);
        var isOpen = !isSettled || lines.Any(line => line.Details is not null && clock.UtcNow < keepUntil);
        Close(order.Id, isOpen, isSettled ? keepUntil : null);
        return lines.All(line => line.IsProvisioned);
    }

    /// <summary>Takes what may be personal data off the lines.</summary>
    public void RemoveDetails(IEnumerable<OrderLineState> lines)
    {
        foreach (var line in lines.Where(line => line.Details is not null))
            orders.SaveLine(new Entity(OrderLine.Table, line.Id) { [OrderLine.ProvisioningDetails] = null, [OrderLine.DetailsRemovedOn] = clock.UtcNow.ForColumn() });
    }

    private void FollowLines(OrderState order, List<OrderLineState> lines, Pax8Order? known)
    {
        var client = pax8.ForBackgroundWork(order.ConnectorId);
        var without = lines.Where(line => line.Pax8SubscriptionId is null).ToList();
        var ids = new Dictionary<int, string>();
        if (without.Count > 0 && building.Build(order).Request is { } request && (known ?? client.FindOrder(order.Pax8OrderId!)) is { } found)
        {
            var asked = request.Lines.Where(line => without.Any(one => one.Number == line.Number));
            ids = OrderMatch.SubscriptionsOf(asked, found, lines.Where(line => line.Pax8SubscriptionId is not null).Select(line => line.Pax8SubscriptionId!));
        }
        var rows = subscriptions.IdsOf(order.ConnectorId, [.. lines.Select(line => line.Pax8SubscriptionId).Concat(ids.Values).Where(id => id is not null).Select(id => id!).Distinct()]);
        foreach (var line in lines.Where(line => !line.IsSettled))
        {
            if (deadline.LeavesNoPage) return;
            var id = line.Pax8SubscriptionId ?? (ids.TryGetValue(line.Number, out var assigned) ? assigned : null);
            Store(order, line, id, id is null ? null : client.FindSubscription(id), id is not null && rows.TryGetValue(id, out var row) ? row : null);
        }
    }

    private void Store(OrderState order, OrderLineState line, string? pax8Id, Pax8Subscription? there, Guid? rowId)
    {
        var status = StatusOf(order, pax8Id, there);
        var row = new Entity(OrderLine.Table, line.Id)
        {
            [OrderLine.Status] = new OptionSetValue(status),
            [OrderLine.Pax8SubscriptionId] = pax8Id,
            [OrderLine.Message] = MessageOf(status, pax8Id, there),
        };
        if (rowId is { } linked) row[OrderLine.Subscription] = new EntityReference(Subscription.Table, linked);
        var difference = row.DifferenceFrom(line.Row);
        if (difference.Attributes.Count > 0) orders.SaveLine(difference);
    }

    private int StatusOf(OrderState order, string? pax8Id, Pax8Subscription? there)
    {
        var status = there is null ? null : SubscriptionMap.StatusOf(there);
        if (status is Subscription.Statuses.Active or Subscription.Statuses.Activated or Subscription.Statuses.Trial) return OrderLine.Statuses.Active;
        if (status is { } known && SubscriptionMap.IsEnded(known)) return OrderLine.Statuses.Ended;
        return clock.UtcNow >= (order.PlacedOn ?? clock.UtcNow) + LongestProvisioning ? OrderLine.Statuses.Stuck : OrderLine.Statuses.Provisioning;
    }

    private static string? MessageOf(int status, string? pax8Id, Pax8Subscription? there) => status switch
    {
        OrderLine.Statuses.Active => null,
        OrderLine.Statuses.Ended => $"Pax8 shows the subscription as {there!.Status}.",
        OrderLine.Statuses.Stuck when pax8Id is null => "Pax8 has not made a subscription of this line within a day. Ask Pax8 support what the order waits for.",
        OrderLine.Statuses.Stuck => $"Pax8 has not provisioned the subscription within a day; it shows {there?.Status ?? "nothing"}. Ask Pax8 support what it waits for.",
        _ when pax8Id is null => "Pax8 has not made a subscription of this line yet.",
        _ => $"Pax8 shows the subscription as {there?.Status ?? "not there yet"}.",
    };

    /// <summary>Leaves the row open while there is something to be done later, and says when; writes nothing where that stands there.</summary>
    private void Close(Guid orderId, bool isOpen, DateTime? dueOn)
    {
        var order = orders.Get(orderId);
        var due = isOpen ? dueOn.ForColumn() : null;
        if (order.IsOpen == isOpen && order.DueOn == due) return;
        orders.Save(order, new Entity(Order.Table, orderId) { [Order.OpenFor] = isOpen ? OrderRows.KeyOf(order.ConnectorId) : null, [Order.DueOn] = due });
    }
}
