using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Custom API <c>pax8_DiscardHeld</c>: an administrator does not want what a sync job would take away. The rows stay as they are, held
/// with his name, and the same values are not asked about again. Never calls Pax8.
/// </summary>
public sealed class DiscardHeldApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public DiscardHeldApi() =>
        Implements("pax8_DiscardHeld", SyncJob.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.HeldDecision.Decide(run.Bound.Id, SyncJob.Decisions.Discard, run.UserId)));
}
