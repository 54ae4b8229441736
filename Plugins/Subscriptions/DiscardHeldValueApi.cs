using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Custom API <c>pax8_DiscardHeldValue</c>: leaves one subscription as it is here; what is held of it is not asked about again. Never
/// calls Pax8.
/// </summary>
public sealed class DiscardHeldValueApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public DiscardHeldValueApi() =>
        Implements("pax8_DiscardHeldValue", Subscription.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.HeldSettlement.Discard(run.Bound.Id, run.UserId)));
}
