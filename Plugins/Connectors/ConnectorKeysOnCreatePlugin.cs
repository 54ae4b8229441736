using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>Runs in the transaction in which a connector is created, after it: takes its keys, or refuses it. Never calls Pax8.</summary>
public sealed class ConnectorKeysOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ConnectorKeysOnCreatePlugin() =>
        OnCreate(Connector.Table).AfterTheWrite(run => run.App.ConnectorRules.TakeKeys(run.RowId));
}
