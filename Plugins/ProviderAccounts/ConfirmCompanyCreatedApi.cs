using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Custom API <c>pax8_ConfirmCompanyCreated</c>: takes the company that a person names for the one that was to be made. Reads Pax8, changes nothing there.</summary>
public sealed class ConfirmCompanyCreatedApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ConfirmCompanyCreatedApi() =>
        Implements("pax8_ConfirmCompanyCreated", ProviderAccount.Table)
            .For("prvCreate" + ProviderAccount.SchemaName)
            .Takes("CompanyId", ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.ProvisioningSettlement.WasCreated(run.Bound.Id, run.Input<string>("CompanyId") ?? "")));
}
