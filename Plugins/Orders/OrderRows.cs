using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Orders;

/// <summary>Rows of <see cref="Order"/>, <see cref="OrderLine"/> and <see cref="OrderApproval"/>.</summary>
internal sealed class OrderRows(TenantRows rows)
{
    public OrderState Get(Guid id) => new(rows.Get(Order.Table, id, OrderState.Read));

    /// <summary>The order, or null where there is none.</summary>
    public OrderState? Find(Guid id) => rows.Find(Order.Table, id, OrderState.Read) is { } row ? new OrderState(row) : null;

    /// <summary>Writes the order without changing what it is: who read it before must read it again. Takes away what was said of it as it was.</summary>
    public void Touch(Guid id) => rows.Update(new Entity(Order.Table, id) { [Order.Message] = null });

    /// <summary>Lines in the order of their numbers.</summary>
    public List<OrderLineState> LinesOf(Guid orderId) =>
        rows.Query(From(OrderLine.Table, OrderLineState.Read).Where(OrderLine.Order, orderId).OrderedBy(OrderLine.Number)).Select(row => new OrderLineState(row)).ToList();

    /// <summary>The highest line number of the order; 0 where it has none.</summary>
    public int LastNumberOf(Guid orderId) =>
        rows.Query(From(OrderLine.Table, OrderLine.Number).Where(OrderLine.Order, orderId).OrderedBy(OrderLine.Number)).Select(row => row.Number(OrderLine.Number)).DefaultIfEmpty(0).Max();

    /// <summary>The order a line belongs to.</summary>
    public Guid? OrderOfLine(Guid lineId) => rows.Find(OrderLine.Table, lineId, OrderLine.Order)?.Lookup(OrderLine.Order);

    /// <summary>Orders of the connector for which there is something to be done unasked; the key leads to them.</summary>
    public List<OrderState> OpenOf(Guid connectorId) =>
        rows.Query(From(Order.Table, OrderState.Read).Where(Order.OpenFor, KeyOf(connectorId)).OrderedBy(Order.OpenFor).OrderedBy(Order.Number)).Select(row => new OrderState(row)).ToList();

    /// <summary>Other orders of the provider account whose end nobody knows.</summary>
    public List<OrderState> InReviewOf(Guid providerAccountId, Guid except) =>
        rows.Query(From(Order.Table, OrderState.Read).Where(Order.ProviderAccount, providerAccountId).Where(Order.Status, Order.Statuses.NeedsReview))
            .Where(row => row.Id != except).Select(row => new OrderState(row)).ToList();

    /// <summary>Which of these orders of Pax8 stand on rows here; one query.</summary>
    public HashSet<string> Known(IReadOnlyCollection<string> pax8OrderIds) => new(
        pax8OrderIds.Count == 0
            ? []
            : rows.Query(From(Order.Table, Order.Pax8OrderId).WhereIn(Order.Pax8OrderId, pax8OrderIds.Cast<object>().ToArray())).Select(row => row.Text(Order.Pax8OrderId)!),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes if nobody wrote the order since it was read; throws <see cref="RowChangedException"/> otherwise.</summary>
    public void Save(OrderState order, Entity row) => rows.UpdateUnchanged(row, order.RowVersion);

    /// <summary>Has a system job take the order up.</summary>
    public void Queue(Guid id, DateTime now, int waits) => rows.Update(new Entity(Order.Table, id) { [Order.QueuedOn] = now, [Order.Waits] = waits });

    public void SaveLine(Entity row) => rows.Update(row);

    public void CreateApproval(Entity row) => rows.Create(row);

    /// <summary>The value of a text column that stands for a row.</summary>
    public static string KeyOf(Guid id) => id.ToString("D");
}
