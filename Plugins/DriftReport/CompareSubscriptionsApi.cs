using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.DriftReport;

/// <summary>
/// Custom API <c>pax8_CompareSubscriptions</c>: starts a comparison of the subscriptions on both sides, which changes none of them
/// and stores a report, or returns the one that is under way. Calls Pax8 never; the asynchronous steps do.
/// </summary>
public sealed class CompareSubscriptionsApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public CompareSubscriptionsApi() =>
        Implements("pax8_CompareSubscriptions", Connector.Table)
            .ReturnsSyncStarted()
            .Do(run => run.Return(run.App.SyncStart.Start(run.Bound.Id, ComparisonKind.Value)));
}
