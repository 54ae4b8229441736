using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Custom API <c>pax8_ProvisionProviderAccount</c>: sends the company of a provider account that could not be created once more, or says what is missing for it. Never calls Pax8.</summary>
public sealed class ProvisionProviderAccountApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ProvisionProviderAccountApi() =>
        Implements("pax8_ProvisionProviderAccount", ProviderAccount.Table)
            .For("prvCreate" + ProviderAccount.SchemaName)
            .MayTake("Details", ParameterType.String)
            .MayTake("Preview", ParameterType.Boolean)
            .MayTake("WasNotCreated", ParameterType.Boolean)
            .Returns("Message", ParameterType.String)
            .Returns("Missing", ParameterType.String)
            .Returns("Details", ParameterType.String)
            .Returns("People", ParameterType.String)
            .Returns("ProviderAccountId", ParameterType.Guid)
            .Do(run => run.App.ProvisioningStartBy(run.CallerId).ProvisionAgain(run.Bound.Id, run.Input<bool>("WasNotCreated"), new ProvisioningOrder(run.TakeOut<string>("Details"), run.Input<bool>("Preview"))).ReturnIn(run));
}
