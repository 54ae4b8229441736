using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order line is deleted, and refuses it where its order is no draft.</summary>
public sealed class OrderLineDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderLineDeletionPlugin() =>
        OnDelete(OrderLine.Table).WithBefore(OrderLine.Order).BeforeTheWrite(run => run.App.OrderRules.CheckLineDeletion(run.Before));
}
