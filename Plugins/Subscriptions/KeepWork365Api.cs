using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Custom API <c>pax8_KeepWork365</c>: settles a conflict with the values that are here. A system job sends them.</summary>
public sealed class KeepWork365Api : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public KeepWork365Api() =>
        Implements("pax8_KeepWork365", Subscription.Table)
            .For("prvWrite" + Subscription.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.ConflictSettlement.KeepWork365(run.Bound.Id)));
}
