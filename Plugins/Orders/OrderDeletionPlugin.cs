using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order is deleted, and refuses it where the order was sent.</summary>
public sealed class OrderDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderDeletionPlugin() =>
        OnDelete(Order.Table).WithBefore(Order.Status, Order.AttemptedOn).BeforeTheWrite(run => OrderRules.CheckDeletion(run.Before));
}
