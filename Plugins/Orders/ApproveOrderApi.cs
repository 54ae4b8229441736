using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_ApproveOrder</c>: approves an order that waits for it, in the caller's name. Never calls Pax8; sending is left to a system job.</summary>
public sealed class ApproveOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ApproveOrderApi() =>
        Implements("pax8_ApproveOrder", Order.Table)
            .For("prvCreate" + OrderApproval.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(_ => throw new NotSupportedException());
}
