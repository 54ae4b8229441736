using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Runs before an account is deleted, and refuses it where the account has active subscriptions. Looks at nothing else of accounts.</summary>
public sealed class CustomerDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public CustomerDeletionPlugin() =>
        OnDelete(Account.Table).BeforeTheWrite(run => run.App.Customers.RefuseDeletion(run.RowId));
}
