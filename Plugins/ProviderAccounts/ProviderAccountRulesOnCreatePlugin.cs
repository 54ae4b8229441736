using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Runs before a provider account is created: only a sync creates them. Never calls Pax8.</summary>
public sealed class ProviderAccountRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public ProviderAccountRulesOnCreatePlugin() =>
        OnCreate(ProviderAccount.Table).BeforeTheWrite(run => ProviderAccountRules.ApplyToNew(run.IsOwnWrite));
}
