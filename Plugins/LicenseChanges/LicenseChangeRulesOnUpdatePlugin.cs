using Pax8Dataverse.Registration;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Runs before a licence change log is changed: lets people queue a failed one again and nothing else. Never calls Pax8.</summary>
public sealed class LicenseChangeRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public LicenseChangeRulesOnUpdatePlugin() =>
        OnUpdate(LicenseChangeLog.Table, LicenseChangeRules.Watched)
            .WithBefore(LicenseChangeRules.Watched)
            .BeforeTheWrite(run => run.App.LicenseChangeRules.ApplyToChange(run.Target, run.Before, run.IsOwnWrite || run.IsPartOfMerge));
}
