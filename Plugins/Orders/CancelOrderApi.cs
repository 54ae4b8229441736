using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_CancelOrder</c>: cancels an order that was not sent. Never calls Pax8.</summary>
public sealed class CancelOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public CancelOrderApi() =>
        Implements("pax8_CancelOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(_ => throw new NotSupportedException());
}
