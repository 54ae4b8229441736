using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_RejectOrder</c>: rejects an order that waits for approval, in the caller's name. Never calls Pax8.</summary>
public sealed class RejectOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public RejectOrderApi() =>
        Implements("pax8_RejectOrder", Order.Table)
            .For("prvCreate" + OrderApproval.SchemaName)
            .Takes("Reason", ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(_ => throw new NotSupportedException());
}
