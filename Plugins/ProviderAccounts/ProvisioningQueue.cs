using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>What a sync of provider accounts does for companies that are being made: it goes on with what was left lying, and leaves their companies to them.</summary>
internal sealed class ProvisioningQueue(ConnectorRows connectors, ProvisioningRows rows, IClock clock)
{
    private List<Provisioning>? _inFlight;

    private readonly HashSet<Guid> _asked = [];

    /// <summary>Has one more system job made for each that waits, or whose sender ended without a word.</summary>
    public void GoOn(Guid connectorId)
    {
        var unsettled = rows.UnsettledOf(connectorId);
        if (unsettled.Count == 0) return;
        var connector = connectors.Get(connectorId);
        foreach (var row in unsettled.Where(row => row.IsInFlight && row.State != ProviderAccount.ProvisioningStates.NeedsReview && !row.IsBeingSent(clock.UtcNow)))
        {
            // Queued anew it would look young.
            if (row.State == ProviderAccount.ProvisioningStates.WaitingToBeSent && ConnectorHolds.OfOrigin(row, connector, clock.UtcNow) is not null) Review(row);
            else rows.Queue(row.Id);
        }
    }

    /// <summary>
    /// True for a company without row that belongs to one that is being made: it is left to that one, which is asked to look for it. Read
    /// after the page, so that whatever was sent before Pax8 showed it is among the rows.
    /// </summary>
    public bool Leaves(Company company, Guid connectorId)
    {
        if (string.IsNullOrEmpty(company.ExternalId)) return false;
        _inFlight ??= rows.UnsettledOf(connectorId);
        if (_inFlight.Find(row => row.IsInFlight && CompanySearch.IsOf(company, row.Of)) is not { } owner) return false;
        var isKnown = owner.State == ProviderAccount.ProvisioningStates.NeedsReview && owner.Candidates.Exists(candidate => candidate.Id == company.Id);
        if (!isKnown && !owner.IsBeingSent(clock.UtcNow) && _asked.Add(owner.Id)) rows.Queue(owner.Id);
        return true;
    }

    /// <summary>Another page: what is in flight is read anew.</summary>
    public void Forget() => _inFlight = null;

    private void Review(Provisioning row)
    {
        try
        {
            rows.Write(row, ProvisioningRows.Ended(row, ProviderAccount.ProvisioningStates.NeedsReview, ProvisioningSentences.MayHaveBeenSent(row)));
        }
        catch (RowChangedException)
        {
            // Somebody deals with it.
        }
    }
}
