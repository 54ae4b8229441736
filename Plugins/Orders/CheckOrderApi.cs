using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_CheckOrder</c>: has Pax8 validate an order without buying anything, and stores what it found and what it costs.</summary>
public sealed class CheckOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public CheckOrderApi() =>
        Implements("pax8_CheckOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Returns("Success", ParameterType.Boolean)
            .Returns("Message", ParameterType.String)
            .Do(_ => throw new NotSupportedException());
}
