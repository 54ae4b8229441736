using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order line is deleted: refuses it where the status of its order does not allow it. Never calls Pax8.</summary>
public sealed class OrderLineDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderLineDeletionPlugin() =>
        OnDelete(OrderLine.Table).WithBefore(OrderLine.Order).BeforeTheWrite(_ => throw new NotSupportedException());
}
