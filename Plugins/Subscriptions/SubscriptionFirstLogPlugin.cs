using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Runs after a subscription is created, in the same transaction: logs the licences it begins with. Never calls Pax8.</summary>
public sealed class SubscriptionFirstLogPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SubscriptionFirstLogPlugin() =>
        OnCreate(Subscription.Table).AfterTheWrite(run => run.App.SubscriptionRules.LogNew(run.Target, run.RowId));
}
