using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs as a system job once an order is put into the queue: sends it to Pax8, once.</summary>
public sealed class OrderSendPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderSendPlugin() =>
        OnUpdate(Order.Table, Order.QueuedOn).Later(_ => throw new NotSupportedException());
}
