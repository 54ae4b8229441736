using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Custom API <c>pax8_ConfirmGone</c>: the answer of an administrator to a sync issue that asks whether a record is gone from Pax8.
/// Asks Pax8 for it once more and marks its row where that still says 404; never where Pax8 shows the record.
/// </summary>
public sealed class ConfirmGoneApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ConfirmGoneApi() =>
        Implements("pax8_ConfirmGone", SyncIssue.Table)
            .For("prvWrite" + Connector.SchemaName)
            .Returns("Outcome", ParameterType.String)
            .Returns("RecordName", ParameterType.String)
            .Returns("Message", ParameterType.String)
            .Do(run =>
            {
                var confirmed = run.App.GoneConfirmation.Confirm(run.Bound.Id);
                run.Return("Outcome", confirmed.Outcome);
                run.Return("RecordName", confirmed.Name);
                run.Return("Message", confirmed.Message);
            });
}
