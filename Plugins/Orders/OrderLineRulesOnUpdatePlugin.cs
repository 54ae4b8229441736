using System;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order line is changed: refuses what the status of its order does not allow. Never calls Pax8.</summary>
public sealed class OrderLineRulesOnUpdatePlugin : PluginBase
{
    private static readonly string[] Watched = [.. OrderLine.Columns.All.Where(column => column.Type != ColumnType.Key).Select(column => column.Name)];

    /// <summary>Declares the step.</summary>
    public OrderLineRulesOnUpdatePlugin() =>
        OnUpdate(OrderLine.Table, Watched)
            .WithBefore(OrderLine.Order, OrderLine.Product, OrderLine.Quantity, OrderLine.BillingTerm)
            .BeforeTheWrite(_ => throw new NotSupportedException());
}
