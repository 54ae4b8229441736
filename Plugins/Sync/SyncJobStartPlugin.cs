using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>Runs before a job is created: gives it its lock key, name and owner, and refuses an inactive connector. Never calls Pax8.</summary>
public sealed class SyncJobStartPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SyncJobStartPlugin() => OnCreate(SyncJob.Table).BeforeTheWrite(run => run.App.SyncStart.Complete(run.Target));
}
