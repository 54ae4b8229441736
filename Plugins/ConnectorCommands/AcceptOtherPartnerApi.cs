using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>
/// Custom API <c>pax8_AcceptOtherPartner</c>: the answer of an administrator that Pax8 is another partner's, after which syncs go
/// on. Never calls Pax8 and changes no row but the connector and its issues.
/// </summary>
public sealed class AcceptOtherPartnerApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public AcceptOtherPartnerApi() =>
        Implements("pax8_AcceptOtherPartner", Connector.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.PartnerCheck.Accept(run.Bound.Id)));
}
