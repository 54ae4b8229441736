using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>Runs as a system job once a batch is created: works on it until it is done or its time is used up. Never works on another batch.</summary>
public sealed class SyncBatchWorkPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SyncBatchWorkPlugin() => OnCreate(SyncBatch.Table).Later(run => run.App.SyncWork.Run(run.RowId));
}
