using Pax8Dataverse.Registration;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Runs before a licence change log is deleted, and refuses it.</summary>
public sealed class LicenseChangeDeletionPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public LicenseChangeDeletionPlugin() =>
        OnDelete(LicenseChangeLog.Table).BeforeTheWrite(_ => LicenseChangeRules.RefuseDeletion("Licence change logs"));
}
