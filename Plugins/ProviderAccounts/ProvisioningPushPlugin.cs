using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// Runs as a system job once a provider account whose company is to be made is put into the queue: makes it in Pax8, or finds out whether
/// it was made. Never of another row, and never twice.
/// </summary>
public sealed class ProvisioningPushPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ProvisioningPushPlugin() =>
        OnUpdate(ProviderAccount.Table, ProviderAccount.QueuedOn).Later(run => run.App.ProvisioningPush.Run(run.RowId));
}
