using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_SettleOrder</c>: says what became of an order that needs review: it was placed, as which order of Pax8, or it was not and is sent again.</summary>
public sealed class SettleOrderApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SettleOrderApi() =>
        Implements("pax8_SettleOrder", Order.Table)
            .For("prvWrite" + Order.SchemaName)
            .Takes("Placed", ParameterType.Boolean)
            .MayTake("Pax8OrderId", ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.Input<bool>("Placed")
                ? run.App.OrderSettlement.WasPlaced(run.Bound.Id, run.UserId, run.Input<string>("Pax8OrderId"))
                : run.App.OrderSettlement.WasNotPlaced(run.Bound.Id, run.UserId, run.Input<string>("Pax8OrderId"))));
}
