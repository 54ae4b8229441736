using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Custom API <c>pax8_WithdrawProvisioning</c>: ends a provisioning that is no longer wanted. Never calls Pax8.</summary>
public sealed class WithdrawProvisioningApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public WithdrawProvisioningApi() =>
        Implements("pax8_WithdrawProvisioning", ProviderAccount.Table)
            .For("prvCreate" + ProviderAccount.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.ProvisioningSettlement.Withdraw(run.Bound.Id)));
}
