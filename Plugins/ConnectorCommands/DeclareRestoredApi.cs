using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>
/// Custom API <c>pax8_DeclareRestored</c>: the word of an administrator that this environment was restored, after which every change
/// that waits asks before it is sent. Never calls Pax8.
/// </summary>
public sealed class DeclareRestoredApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public DeclareRestoredApi() =>
        Implements("pax8_DeclareRestored", Connector.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.CopiedEnvironment.DeclareRestored(run.Bound.Id)));
}
