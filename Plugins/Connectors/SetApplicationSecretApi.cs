using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>
/// Custom API <c>pax8_SetApplicationSecret</c>: stores another Application Secret, and with it another Endpoint URL or
/// Application ID, in the caller's name. Hands the secret on to that one write; never traces, returns or keeps it, and never
/// calls Pax8.
/// </summary>
public sealed class SetApplicationSecretApi : PluginBase
{
    private const string Secret = "ApplicationSecret", EndpointUrl = "EndpointUrl", ApplicationId = "ApplicationId";

    /// <summary>Declares the custom API.</summary>
    public SetApplicationSecretApi() =>
        Implements("pax8_SetApplicationSecret", Connector.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Takes(Secret, ParameterType.String)
            .MayTake(EndpointUrl, ParameterType.String)
            .MayTake(ApplicationId, ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.SecretChangeBy(run.CallerId)
                .Set(run.Bound.Id, run.TakeOut<string>(Secret), run.Input<string>(EndpointUrl), run.Input<string>(ApplicationId))));
}
