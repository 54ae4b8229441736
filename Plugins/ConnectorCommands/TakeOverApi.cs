using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>Custom API <c>pax8_TakeOver</c>: moves the rows of the connector before to this one, as many as fit into one call. Reads one page of Pax8, and sends nothing.</summary>
public sealed class TakeOverApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public TakeOverApi() =>
        Implements("pax8_TakeOver", Connector.Table)
            .AboutTakeOver()
            .Do(run => run.Return(run.App.TakeOver.Move(run.Bound.Id)));
}
