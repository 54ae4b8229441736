using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_CancelOrder</c>: ends an order of which nothing was sent. Never calls Pax8.</summary>
public sealed class CancelOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public CancelOrderApi() =>
        Implements("pax8_CancelOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.OrderSubmission.Cancel(run.Bound.Id)));
}
