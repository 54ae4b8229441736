using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Registration;


namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Runs as a system job once customer, sync status or owner of a provider account have changed: its subscriptions, and no others,
/// take them over. Never calls Pax8.
/// </summary>
public sealed class MappingFollowPlugin : PluginBase
{
    /// <summary>Declares the step. That assigning by the platform's command updates the owner as a save does is documented.</summary>
    public MappingFollowPlugin() =>
        OnUpdate(ProviderAccount.Table, ProviderAccount.Account, ProviderAccount.SyncStatus, Common.Owner, ProviderAccount.Follow)
            .Later(run => run.App.MappingFollow.Run(run.RowId, run.Target, run.IsOwnWrite, run.UserId));
}
