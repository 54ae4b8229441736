using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>Runs as a system job once a sync job is created: plans it into batches. Reads no record of Pax8, only their number.</summary>
public sealed class SyncJobPlanPlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SyncJobPlanPlugin() => OnCreate(SyncJob.Table).Later(run => run.App.SyncPlan.Run(run.RowId));
}
