using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>What came of the word that a record is gone.</summary>
/// <param name="Outcome">A value of <see cref="GoneOutcomes"/>, for scripts, which say it in the user's language.</param>
/// <param name="Name">Name of the row.</param>
/// <param name="Message">The same as a sentence, in English.</param>
internal sealed record GoneConfirmed(string Outcome, string Name, string Message);

/// <summary>Values of <see cref="GoneConfirmed.Outcome"/>.</summary>
internal static class GoneOutcomes
{
    public const string Marked = "Marked";
    public const string Conflict = "Conflict";
    public const string StillThere = "StillThere";
    public const string NotAnswered = "NotAnswered";
}

/// <summary>
/// The answer of a person to "is it gone?", where what answered about a record said 404, but not in Pax8's own words. Pax8 is asked
/// once more: only where it still answers 404 is the row marked, as the end of a sync marks one.
/// </summary>
internal sealed class GoneConfirmation(ConnectorRows connectors, SyncIssueRows issues, Func<ConnectorSettings, int, Guid?, SyncIssues> issuesOf, SyncKinds kinds, IClock clock, Deadline deadline)
{
    public GoneConfirmed Confirm(Guid issueId)
    {
        var asked = issues.Get(issueId);
        if (!asked.IsOpen) throw new RefusedException("This issue is resolved, so there is nothing to confirm. Refresh the list.");
        if (asked.Issue.Code != IssueCodes.NotProvenGone || asked.Issue.RecordId is not { } id || asked.ConnectorId is not { } connectorId)
            throw new RefusedException("It is gone can be chosen only where the issue asks for it. Do what the issue says instead.");
        var connector = connectors.Get(connectorId);
        if (!connector.IsActive)
            throw new RefusedException($"{connector.Name} is inactive, so Pax8 is not asked. Activate the provider integration and try again.");
        if (connector.IsPartnerInDoubt)
            throw new RefusedException($"{connector.Name} is in doubt: Pax8 looks like another partner's, and would know none of its records. Answer that first, then try again.");
        var kind = kinds.Find(asked.Kind ?? 0) is { } found ? found.RowsOf : 0;
        var rows = kinds.Find(kind)?.GoneRows(connectorId) ?? throw new RefusedException("This version does not know what kind of record the issue is about. Resolve the issue.");
        var name = rows.NameOf(connectorId, id) ?? throw new RefusedException("The row that this issue is about no longer exists. Resolve the issue.");
        try
        {
            if (rows.IsInPax8(id)) return new GoneConfirmed(GoneOutcomes.StillThere, name, $"Pax8 shows {name}, so it is not gone. Nothing was changed; the next sync takes over what Pax8 has.");
        }
        catch (Pax8Exception answer) when (answer.Kind == Pax8Error.NotFoundUnproven)
        {
            // As before, and a person has said what it means.
        }
        catch (Pax8Exception failure)
        {
            return new GoneConfirmed(GoneOutcomes.NotAnswered, name, $"Nothing was changed, because Pax8 has to answer once more. {failure.Message}");
        }
        var run = new SyncRun(connector, asked.JobId ?? Guid.Empty, issuesOf(connector, kind, asked.JobId), deadline, SeenIds.Parse(null));
        var settled = rows.SetGone(id, FormattableString.Invariant($"Pax8 does not list it any more, what answers about it says 404, and a person confirmed on {clock.UtcNow:yyyy-MM-dd HH:mm} UTC that it is gone."), run);
        issues.Resolve(issueId, clock.UtcNow);
        return settled
            ? new GoneConfirmed(GoneOutcomes.Marked, name, $"{name} is marked as gone from Pax8 and was deactivated; nothing was deleted.")
            : new GoneConfirmed(GoneOutcomes.Conflict, name, $"{name} is gone from Pax8, and was changed here as well. Choose Keep Pax8 or Keep Work 365 on the subscription.");
    }
}
