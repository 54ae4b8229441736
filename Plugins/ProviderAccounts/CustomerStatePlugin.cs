using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// Runs as a system job once an account was deactivated, activated or merged: provider accounts of one that was merged go to the
/// surviving one, and people are told of one that was deactivated and has subscriptions. Never calls Pax8.
/// </summary>
public sealed class CustomerStatePlugin : PluginBase
{
    /// <summary>Declares the step. That a merge updates the state of the account it deactivates, and runs this step, is assumed; a sync looks too.</summary>
    public CustomerStatePlugin() =>
        OnUpdate(Account.Table, Common.State).Later(run => run.App.Customers.FollowState(run.RowId));
}
