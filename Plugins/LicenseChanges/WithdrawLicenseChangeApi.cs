using Pax8Dataverse.Registration;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>Custom API <c>pax8_WithdrawLicenseChange</c>: takes back a change that was not sent. Never calls Pax8.</summary>
public sealed class WithdrawLicenseChangeApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public WithdrawLicenseChangeApi() =>
        Implements("pax8_WithdrawLicenseChange", LicenseChangeLog.Table)
            .For("prvWrite" + LicenseChangeLog.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.LicenseChangeWithdrawal.Withdraw(run.Bound.Id)));
}
