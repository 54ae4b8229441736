using System;
using Pax8Dataverse.Connectors;

namespace Pax8Dataverse.Outbox;

/// <summary>What of a connector holds whatever is meant for its Pax8. Pure; whoever sends asks all of it before each sending.</summary>
internal static class ConnectorHolds
{
    private const string LookAndAnswer = "Press Sync Subscriptions to see what Pax8 has, then confirm this change or withdraw it.";

    /// <summary>How long something may lie in the queue untouched. The platform's queue takes seconds, after an outage hours (assumed).</summary>
    private static readonly TimeSpan LongestInQueue = TimeSpan.FromDays(1);

    /// <summary>
    /// What holds anything for where it came from: rows that were copied or restored may hold what has been sent. Asked before anything
    /// else, so that no other reason to wait hides how old it is.
    /// </summary>
    public static Hold? OfOrigin(IOutgoing outgoing, ConnectorSettings connector, DateTime now)
    {
        if (connector.IsCopied)
            return new(HoldReasons.CopiedEnvironment,
                $"{connector.Name} is copied from another environment, so the change was not sent. Withdraw it, or enter the Application Secret again in this environment where changes are meant to be sent from here; changes that wait then ask for confirmation.");
        if (connector.RestoredOn is { } restored && (outgoing.QueuedOn ?? outgoing.CreatedOn) <= restored)
            return new(HoldReasons.Confirmation,
                $"This change waited already on {restored:yyyy-MM-dd HH:mm} UTC, when this environment was said to be a copy or restored, so it may have been sent before. {LookAndAnswer}");
        return IsForgotten(outgoing, now)
            ? new(HoldReasons.Confirmation,
                $"This change was to be sent on {outgoing.QueuedOn:yyyy-MM-dd HH:mm} UTC, more than a day ago, and nobody tried since, as after a backup was restored. It may have been sent before. {LookAndAnswer}")
            : null;
    }

    /// <summary>What holds everything while the connector is not to be used; null where it is.</summary>
    public static Hold? OfConnection(ConnectorSettings connector) =>
        !connector.IsActive ? new(HoldReasons.Inactive, $"{connector.Name} is inactive, so the change was not sent. Activate the provider integration and press Sync Subscriptions.")
        : connector.IsPartnerInDoubt ? new(HoldReasons.Inactive, $"Pax8 looks like another partner's with the credentials of {connector.Name}, so the change was not sent. It is sent after somebody has entered the right credentials and pressed Verify Connectivity, or has chosen This is another partner and started Sync Subscriptions.")
        : null;

    /// <summary>What holds everything while nothing is to be written to Pax8; null where it is.</summary>
    public static Hold? OfWriteBack(ConnectorSettings connector) =>
        connector.WritesBack ? null : new(HoldReasons.WriteBack, $"Write-back of {connector.Name} is No, so the change was not sent. Set it to Yes and press Sync Subscriptions.");

    /// <summary>Whether anything waits for its Pax8 at all: what belongs to one that is not to be used, or to a test, is left as it is.</summary>
    public static bool HasQueue(ConnectorSettings connector) => OfConnection(connector) is null && !connector.IsSandbox;

    /// <summary>Whether what waits goes there by itself, as far as the connector goes.</summary>
    public static bool EmptiesQueue(ConnectorSettings connector) => HasQueue(connector) && OfWriteBack(connector) is null;

    /// <summary>True for what was queued long ago, with no attempt on record and nothing that it waited for.</summary>
    private static bool IsForgotten(IOutgoing outgoing, DateTime now)
    {
        if (outgoing.QueuedOn is not { } queued || outgoing.IsTouched) return false;
        var due = outgoing.NotBefore > queued ? outgoing.NotBefore.Value : queued;
        return due < now - LongestInQueue;
    }
}
