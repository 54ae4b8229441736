using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Custom API <c>pax8_CancelSubscription</c>: cancels a subscription at once, or on a date, in the caller's name. The only way on
/// which a person ends one. Never calls Pax8; sending is left to a system job.
/// </summary>
public sealed class CancelSubscriptionApi : PluginBase
{
    /// <summary>Its unique name, by which the rules recognise what it writes.</summary>
    internal const string Name = "pax8_CancelSubscription";

    private const string CancelOn = "CancelOn", Reason = "Reason";

    /// <summary>Declares the custom API.</summary>
    public CancelSubscriptionApi() =>
        Implements(Name, Subscription.Table)
            .For("prvWrite" + Subscription.SchemaName)
            .MayTake(CancelOn, ParameterType.DateTime)
            .MayTake(Reason, ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.SubscriptionCancellationBy(run.CallerId).Cancel(run.Bound.Id, run.Input<DateTime?>(CancelOn), run.Input<string>(Reason))));
}
