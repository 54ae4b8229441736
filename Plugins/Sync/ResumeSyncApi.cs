using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>Custom API <c>pax8_ResumeSync</c>: lets a paused or stale job go on. Does none of its work itself.</summary>
public sealed class ResumeSyncApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ResumeSyncApi() =>
        Implements("pax8_ResumeSync", SyncJob.Table)
            .For("prvCreate" + SyncJob.SchemaName)
            .Returns("SyncJobId", ParameterType.Guid)
            .Returns("Message", ParameterType.String)
            .Do(run =>
            {
                run.Return("SyncJobId", run.Bound.Id);
                run.Return("Message", run.App.SyncResume.Resume(run.Bound.Id));
            });
}
