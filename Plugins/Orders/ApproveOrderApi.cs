using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_ApproveOrder</c>: approves an order that somebody else has made. Never calls Pax8.</summary>
public sealed class ApproveOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ApproveOrderApi() =>
        Implements("pax8_ApproveOrder", Order.Table)
            .For("prvCreate" + OrderApproval.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.OrderSubmission.Approve(run.Bound.Id, run.UserId)));
}
