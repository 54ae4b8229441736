using Pax8Dataverse.Registration;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// Runs as a system job once a licence change log is put into the queue: sends the open changes of its subscription to Pax8, in
/// their order. Never of another subscription.
/// </summary>
public sealed class LicenseChangePushPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public LicenseChangePushPlugin() =>
        OnUpdate(LicenseChangeLog.Table, LicenseChangeLog.QueuedOn).Later(run => run.App.LicenseChangePush.Run(run.RowId));
}
