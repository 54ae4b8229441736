using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>Runs before a connector is created: refuses what cannot work, fills in what the system keeps. Never calls Pax8.</summary>
public sealed class ConnectorRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ConnectorRulesOnCreatePlugin() =>
        OnCreate(Connector.Table).BeforeTheWrite(run => run.App.ConnectorRules.ApplyToNew(run.Target));
}
