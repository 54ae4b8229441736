using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Custom API <c>pax8_KeepPax8</c>: settles a conflict with Pax8's values. Never calls Pax8.</summary>
public sealed class KeepPax8Api : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public KeepPax8Api() =>
        Implements("pax8_KeepPax8", Subscription.Table)
            .For("prvWrite" + Subscription.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.ConflictSettlement.KeepPax8(run.Bound.Id)));
}
