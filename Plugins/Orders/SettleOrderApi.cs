using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_SettleOrder</c>: says of an order that needs review whether Pax8 has it, in the caller's name.</summary>
public sealed class SettleOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SettleOrderApi() =>
        Implements("pax8_SettleOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Takes("Placed", ParameterType.Boolean)
            .MayTake("Pax8OrderId", ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(_ => throw new NotSupportedException());
}
