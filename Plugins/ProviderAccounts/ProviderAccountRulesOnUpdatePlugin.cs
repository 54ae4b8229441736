using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Runs before a provider account is changed: refuses changes of what belongs to Pax8, settles the mapping when a person chooses an account. Never calls Pax8.</summary>
public sealed class ProviderAccountRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ProviderAccountRulesOnUpdatePlugin() =>
        OnUpdate(ProviderAccount.Table, ProviderAccountRules.Watched)
            .WithBefore(ProviderAccountRules.Watched)
            .BeforeTheWrite(run => ProviderAccountRules.ApplyToChange(run.Target, run.Before, run.IsOwnWrite, run.IsPartOfMerge, run.App.Now));
}
