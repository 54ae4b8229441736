using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// Custom API <c>pax8_SyncProviderAccounts</c>: starts the pull of all companies of a connector, or returns the run that is
/// under way. Calls Pax8 never; the asynchronous steps do.
/// </summary>
public sealed class SyncProviderAccountsApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SyncProviderAccountsApi() =>
        Implements("pax8_SyncProviderAccounts", Connector.Table)
            .ReturnsSyncStarted()
            .Do(run => run.Return(run.App.SyncStart.Start(run.Bound.Id, ProviderAccountKind.Value)));
}
