using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_CheckOrder</c>: has Pax8 check the order and the prices read, without placing anything.</summary>
public sealed class CheckOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public CheckOrderApi() =>
        Implements("pax8_CheckOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Returns("Success", ParameterType.Boolean)
            .Returns("Message", ParameterType.String)
            .Do(run =>
            {
                run.Return("Success", run.App.OrderSubmission.Check(run.Bound.Id, out var message));
                run.Return("Message", message);
            });
}
