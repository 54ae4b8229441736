using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_SubmitOrder</c>: submits an order in the caller's name, for approval where it needs one, else into the queue.</summary>
public sealed class SubmitOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SubmitOrderApi() =>
        Implements("pax8_SubmitOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(_ => throw new NotSupportedException());
}
