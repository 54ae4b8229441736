using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_RejectOrder</c>: rejects an order that waits for approval, with a reason. Never calls Pax8.</summary>
public sealed class RejectOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public RejectOrderApi() =>
        Implements("pax8_RejectOrder", Order.Table)
            .For("prvCreate" + OrderApproval.SchemaName)
            .Takes("Reason", ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.OrderSubmission.Reject(run.Bound.Id, run.UserId, run.Input<string>("Reason"))));
}
