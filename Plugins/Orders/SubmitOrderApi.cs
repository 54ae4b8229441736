using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_SubmitOrder</c>: has Pax8 check the order, and then sends it or asks for approval. Placing it is left to a system job.</summary>
public sealed class SubmitOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SubmitOrderApi() =>
        Implements("pax8_SubmitOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.OrderSubmission.Submit(run.Bound.Id, run.UserId)));
}
