using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order is deleted: refuses it once the order was sent. Never calls Pax8.</summary>
public sealed class OrderDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderDeletionPlugin() =>
        OnDelete(Order.Table).WithBefore(Order.Status, Order.AttemptedOn).BeforeTheWrite(_ => throw new NotSupportedException());
}
