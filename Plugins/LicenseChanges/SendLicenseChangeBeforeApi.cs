using Pax8Dataverse.Registration;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Custom API <c>pax8_SendLicenseChangeBefore</c>: moves a change before those that it waits behind. Never calls Pax8.</summary>
public sealed class SendLicenseChangeBeforeApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public SendLicenseChangeBeforeApi() =>
        Implements("pax8_SendLicenseChangeBefore", LicenseChangeLog.Table)
            .For("prvWrite" + LicenseChangeLog.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.LicenseChangeOrder.SendBefore(run.Bound.Id)));
}
