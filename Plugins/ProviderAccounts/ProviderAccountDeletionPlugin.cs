using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Runs before a provider account is deleted, and refuses it while its company is being made in Pax8.</summary>
public sealed class ProviderAccountDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ProviderAccountDeletionPlugin() =>
        OnDelete(ProviderAccount.Table).WithBefore(ProviderAccount.ProvisioningOf).BeforeTheWrite(run => ProvisioningSettlement.RefuseDeletion(run.Before));
}
