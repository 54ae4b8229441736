using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>The answer of a person to what one subscription holds.</summary>
internal sealed class HeldSettlement(
    ConnectorRows connectors, SubscriptionRows subscriptions, SubscriptionKind kind, Func<ConnectorSettings, int, Guid?, SyncIssues> issuesOf, SyncJobRows jobs, IClock clock,
    Deadline deadline)
{
    /// <summary>Asks Pax8 once more and applies what it shows. Returns what to tell the person who asked for it.</summary>
    public string Apply(Guid id)
    {
        var row = Get(id);
        var connector = connectors.Get(row.ConnectorId);
        if (!connector.IsActive)
            throw new RefusedException($"{connector.Name} is inactive, so Pax8 is not asked. Activate the provider integration and try again.");
        if (connector.IsPartnerInDoubt)
            throw new RefusedException($"{connector.Name} is in doubt: Pax8 looks like another partner's, so nothing of it is applied. Answer that first, then try again.");
        try
        {
            kind.ForWaitingUser(connector.Id).ApplyHeld(row, isAnswer: true, new SyncRun(connector, Guid.Empty, issuesOf(connector, kind.Number, null), deadline, SeenIds.Parse(null)));
        }
        catch (Pax8Exception failure)
        {
            throw new RefusedException($"Nothing was changed, because Pax8 has to answer once more. {failure.Message}");
        }
        var now = subscriptions.Get(id);
        if (now.Held is not null && !now.Holds(row)) return "Pax8 has changed it again meanwhile, so that was not applied. Look at what is held now, then choose Apply or Discard.";
        if (now.Held is not null) return "Nothing was changed: a change of this subscription is being sent, or its customer is not synchronised any more. Press Sync Subscriptions and try again.";
        EndQuestion(connector.Id);
        return now.IsActive && now.Here.Quantity == row.Here.Quantity
            ? "Pax8 has taken it back meanwhile, so there was nothing to apply."
            : FormattableString.Invariant($"Pax8's values were taken over: {now.Name} has {now.Here.Quantity ?? 0:N0} licences now.");
    }

    /// <summary>Leaves the subscription as it is. Returns what to tell the person who asked for it.</summary>
    /// <param name="id">The subscription.</param>
    /// <param name="userId">Who does not want it.</param>
    public string Discard(Guid id, Guid userId)
    {
        var row = Get(id);
        if (row.IsDiscarded) throw new RefusedException("What is held of this subscription was discarded already. Refresh to see by whom.");
        subscriptions.Discard(row, userId, clock.UtcNow);
        EndQuestion(row.ConnectorId);
        return "The subscription stays as it is here. The same value of Pax8 is not asked about again; another one is.";
    }

    private SubscriptionState Get(Guid id)
    {
        var row = subscriptions.Get(id);
        return row.Held is not null ? row : throw new RefusedException("Nothing is held of this subscription. Refresh to see it as it is.");
    }

    /// <summary>Where it was the last, nobody has to be asked any more.</summary>
    private void EndQuestion(Guid connectorId)
    {
        if (!subscriptions.IsAnyHeld(connectorId)) jobs.EndQuestions(connectorId, kind.Number, "All that this sync held was decided one by one.");
    }
}
