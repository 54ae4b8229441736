using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>
/// Custom API <c>pax8_SyncProducts</c>: starts the pull of Pax8's whole catalogue, or returns the run that is under way. Calls Pax8
/// never; the asynchronous steps do.
/// </summary>
public sealed class SyncProductsApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SyncProductsApi() =>
        Implements("pax8_SyncProducts", Connector.Table)
            .ReturnsSyncStarted()
            .Do(run => run.Return(run.App.SyncStart.Start(run.Bound.Id, ProductKind.Value)));
}
