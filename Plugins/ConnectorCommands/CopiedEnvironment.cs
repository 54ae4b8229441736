using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LicenseChanges;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>
/// What people read where the rows of this environment came from another one, and their word that it was restored: changes that wait
/// here may have been sent already, from where the rows were copied or after the backup was made.
/// </summary>
internal sealed class CopiedEnvironment(ConnectorRows connectors, LicenseChangeQueue queue, IClock clock)
{
    public const string Notice =
        "This environment is a copy of the one in which the Application Secret was entered: it reads Pax8 and sends nothing, until an administrator enters the Application Secret again here.";

    /// <summary>A person waits for the answer, and each takes two writes; the others ask when their turn comes.</summary>
    private const int MostShown = 200;

    /// <summary>The word of an administrator. Returns what that means.</summary>
    public string DeclareRestored(Guid connectorId)
    {
        connectors.StoreRestored(connectorId, clock.UtcNow);
        queue.QueueDue(connectorId, MostShown);
        return "Noted: this environment was restored. Changes that waited at this moment ask for confirmation before they are sent. Start Sync Subscriptions to see what Pax8 has, then confirm or withdraw each.";
    }
}
