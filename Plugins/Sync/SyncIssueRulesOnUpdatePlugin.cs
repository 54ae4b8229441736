using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>Runs before a sync issue is changed: lets people resolve it, or open it again, and refuses changes of what it says. Never calls Pax8.</summary>
public sealed class SyncIssueRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public SyncIssueRulesOnUpdatePlugin() =>
        OnUpdate(SyncIssue.Table, SyncIssueRules.Watched)
            .WithBefore(SyncIssueRules.Watched)
            .BeforeTheWrite(run => run.App.SyncIssueRules.ApplyToChange(run.Target, run.Before, run.IsOwnWrite));
}
