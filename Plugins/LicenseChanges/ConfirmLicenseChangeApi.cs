using Pax8Dataverse.Registration;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Custom API <c>pax8_ConfirmLicenseChange</c>: lets a change that waits for a confirmation be sent. Never calls Pax8.</summary>
public sealed class ConfirmLicenseChangeApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ConfirmLicenseChangeApi() =>
        Implements("pax8_ConfirmLicenseChange", LicenseChangeLog.Table)
            .For("prvWrite" + LicenseChangeLog.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.LicenseChangeConfirmation.Confirm(run.Bound.Id, run.UserId)));
}
