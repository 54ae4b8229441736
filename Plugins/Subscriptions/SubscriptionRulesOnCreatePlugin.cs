using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Runs before a subscription is created: refuses people, numbers the first licence change log. Never calls Pax8.</summary>
public sealed class SubscriptionRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SubscriptionRulesOnCreatePlugin() =>
        OnCreate(Subscription.Table).BeforeTheWrite(run => SubscriptionRules.ApplyToNew(run.Target, run.IsOwnWrite));
}
