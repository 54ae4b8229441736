using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>Runs in the transaction in which a connector is changed in what its keys are made of, after it: takes its keys, or refuses it. Never calls Pax8.</summary>
public sealed class ConnectorKeysOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ConnectorKeysOnUpdatePlugin() =>
        OnUpdate(Connector.Table, ConnectorRules.Identifying).AfterTheWrite(run => run.App.ConnectorRules.TakeKeys(run.RowId));
}
