using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order is created: fills in what it belongs to and its status. Never calls Pax8.</summary>
public sealed class OrderRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderRulesOnCreatePlugin() =>
        OnCreate(Order.Table).BeforeTheWrite(_ => throw new NotSupportedException());
}
