using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Custom API <c>pax8_ApplyHeldValue</c>: applies what is held of one subscription. Asks Pax8 for it once more and applies what it shows
/// then.
/// </summary>
public sealed class ApplyHeldValueApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ApplyHeldValueApi() =>
        Implements("pax8_ApplyHeldValue", Subscription.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.HeldSettlement.Apply(run.Bound.Id)));
}
