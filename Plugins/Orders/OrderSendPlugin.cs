using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs as a system job once an order was queued: places it in Pax8, looks for what became of it, or follows its lines.</summary>
public sealed class OrderSendPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderSendPlugin() =>
        OnUpdate(Order.Table, Order.QueuedOn).Later(run => run.App.OrderPush.Run(run.RowId));
}
