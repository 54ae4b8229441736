using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Custom API <c>pax8_SyncSubscriptions</c>: starts the pull of the subscriptions of all enabled provider accounts, or of one, or
/// returns the run that is under way. Calls Pax8 never; the asynchronous steps do.
/// </summary>
public sealed class SyncSubscriptionsApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SyncSubscriptionsApi() =>
        Implements("pax8_SyncSubscriptions", Connector.Table)
            .MayTake("ProviderAccountId", ParameterType.Guid)
            .ReturnsSyncStarted()
            .Do(run => run.Return(run.App.SyncStart.Start(run.Bound.Id, SubscriptionKind.Value, run.Input<Guid?>("ProviderAccountId"))));
}
