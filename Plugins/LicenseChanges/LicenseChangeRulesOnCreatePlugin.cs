using Pax8Dataverse.Registration;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Runs before a licence change log is created: the system alone writes them.</summary>
public sealed class LicenseChangeRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public LicenseChangeRulesOnCreatePlugin() =>
        OnCreate(LicenseChangeLog.Table).BeforeTheWrite(run => LicenseChangeRules.ApplyToNew(run.IsOwnWrite));
}
