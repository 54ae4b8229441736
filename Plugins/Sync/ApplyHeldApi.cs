using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Custom API <c>pax8_ApplyHeld</c>: an administrator has looked at what a sync job would take away and wants it so. The job goes on in
/// the background: each row is asked for at Pax8 once more, and what Pax8 shows then is applied.
/// </summary>
public sealed class ApplyHeldApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ApplyHeldApi() =>
        Implements("pax8_ApplyHeld", SyncJob.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.HeldDecision.Decide(run.Bound.Id, SyncJob.Decisions.Apply, run.UserId)));
}
