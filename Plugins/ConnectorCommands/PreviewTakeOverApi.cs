using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>Custom API <c>pax8_PreviewTakeOver</c>: says what <c>pax8_TakeOver</c> would move, and moves nothing. Reads one page of Pax8, and sends nothing.</summary>
public sealed class PreviewTakeOverApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public PreviewTakeOverApi() =>
        Implements("pax8_PreviewTakeOver", Connector.Table)
            .AboutTakeOver()
            .Do(run => run.Return(run.App.TakeOver.Preview(run.Bound.Id)));
}
