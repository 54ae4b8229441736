using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Runs before a subscription is deleted, and refuses it.</summary>
public sealed class SubscriptionDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SubscriptionDeletionPlugin() =>
        OnDelete(Subscription.Table).BeforeTheWrite(_ => LicenseChangeRules.RefuseDeletion("Subscriptions"));
}
