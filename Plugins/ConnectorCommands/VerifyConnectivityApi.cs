using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>
/// Custom API <c>pax8_VerifyConnectivity</c>: asks Pax8 for a token and for the number of companies, stores and returns the
/// result, and queues changes that wait to be sent where Pax8 answered. A failed check is a result, never an exception.
/// </summary>
public sealed class VerifyConnectivityApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public VerifyConnectivityApi() =>
        Implements("pax8_VerifyConnectivity", Connector.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Success", ParameterType.Boolean)
            .Returns("Message", ParameterType.String)
            .Returns("CompanyCount", ParameterType.Integer)
            .Do(run =>
            {
                var result = run.App.ConnectorCheck.Verify(run.Bound.Id);
                run.Return("Success", result.Connected);
                run.Return("Message", result.Message);
                run.Return("CompanyCount", result.CompanyCount ?? 0);
            });
}
