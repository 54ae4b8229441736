using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Runs before a subscription is changed, in the same transaction: refuses what cannot be, writes the licence change log of what
/// can. Never calls Pax8; sending is left to a system job.
/// </summary>
public sealed class SubscriptionRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SubscriptionRulesOnUpdatePlugin() =>
        OnUpdate(Subscription.Table, SubscriptionRules.Watched)
            .WithBefore(SubscriptionRules.Compared)
            .BeforeTheWrite(run => run.App.SubscriptionRules.ApplyToChange(run.Target, run.Before, run));
}
