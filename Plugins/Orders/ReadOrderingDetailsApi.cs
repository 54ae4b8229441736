using Pax8Dataverse.Products;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_ReadOrderingDetails</c>: what can be chosen for a line of an order, as Pax8 has it now: prices, commitments, provisioning details.</summary>
public sealed class ReadOrderingDetailsApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ReadOrderingDetailsApi() =>
        Implements("pax8_ReadOrderingDetails", Product.Table)
            .For("prvCreate" + OrderLine.SchemaName)
            .Takes("ProviderAccountId", ParameterType.Guid)
            .Returns("Details", ParameterType.String)
            .Do(run => run.Return("Details", run.App.OrderingAdvice.Of(run.Bound.Id, run.Input<System.Guid>("ProviderAccountId"))));
}
