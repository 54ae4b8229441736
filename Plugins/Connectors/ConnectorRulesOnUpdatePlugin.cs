using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>Runs before a connector is changed: refuses what cannot work, resets the connectivity status. Never calls Pax8, never reads the secret.</summary>
public sealed class ConnectorRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ConnectorRulesOnUpdatePlugin() =>
        OnUpdate(Connector.Table, ConnectorRules.Watched)
            .WithBefore(ConnectorRules.Compared)
            .BeforeTheWrite(run => run.App.ConnectorRules.ApplyToChange(run.Target, run.Before, run.IsOwnWrite));
}
