using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;


namespace Pax8Dataverse.Sync;

/// <summary>Runs when a connector's state changes: cancels the queued work of one that was deactivated. Touches no provider account.</summary>
public sealed class ConnectorDeactivatedPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ConnectorDeactivatedPlugin() =>
        OnUpdate(Connector.Table, Common.State).AfterTheWrite(run => run.App.SyncCancel.StopWorkOfInactive(run.RowId));
}
