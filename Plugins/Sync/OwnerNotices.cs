using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Tells the owner of a connector, by an in-app notification, of the ends of a job that take a person. The Admin Hub lists them in any case,
/// so what fails here fails nothing else.
/// </summary>
internal sealed class OwnerNotices(AppNotifications notifications, Action<string> trace)
{
    /// <summary>Tells of a job that was just closed; nothing where nobody has to do anything, or where no person owns the connector.</summary>
    public void Tell(ConnectorSettings connector, SyncKind kind, SyncEnd end)
    {
        if (TitleOf(end.Status) is not { } title || connector.Owner is not { LogicalName: AppNotifications.User } owner) return;
        try
        {
            notifications.Send(owner, $"{connector.Name}: {title}", $"{kind.Name}: {end.Message}");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            trace($"sync.notice: not sent {ExceptionText.Of(failure)}");
        }
    }

    private static string? TitleOf(int status) => status switch
    {
        SyncJob.Statuses.WaitingForConfirmation => "a sync waits for confirmation",
        SyncJob.Statuses.OtherPartner => "Pax8 looks like another partner's",
        SyncJob.Statuses.Failed => "a sync has failed",
        _ => null,
    };
}
