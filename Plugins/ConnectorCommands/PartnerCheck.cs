using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>
/// Whether Pax8 is that of the partner whose rows are here. Credentials of another one are valid too: their lists hold other
/// companies, each id of ours is unknown to them, and every row would be taken for gone.
/// </summary>
internal sealed class PartnerCheck(ConnectorRows connectors, ProviderAccountRows providerAccounts, SyncIssueRows issues, Pax8Access pax8, IClock clock) : ISyncGuard
{
    /// <summary>Companies of ours that are asked for by their id before Pax8 is called another partner's.</summary>
    public const int MostAsked = 3;

    private const int MostNamed = 100;

    /// <summary>Record of the issues about it.</summary>
    private const string Record = "pax8 partner";

    /// <summary>
    /// Why Pax8 looks like another partner's; null where it does not. One query and no call where a listed company is a row here;
    /// else each of at most <see cref="MostAsked"/> companies of ours is asked for, until Pax8 knows one.
    /// </summary>
    /// <param name="open">Opens Pax8; called only where something has to be asked.</param>
    /// <param name="connectorId">The connector.</param>
    /// <param name="companyIds">Companies of the first page of a list, or those that its records belong to.</param>
    /// <param name="listed">False where Pax8 refused the list, so that a refusal of a company may be for want of rights as well.</param>
    /// <exception cref="Pax8Exception">Pax8 gave no answer about a company: nothing is known.</exception>
    public string? Doubt(Func<Pax8Client> open, Guid connectorId, IReadOnlyCollection<string> companyIds, bool listed)
    {
        if (providerAccounts.IsAnyActive(connectorId, companyIds)) return null;
        var ours = providerAccounts.ActiveCompanies(connectorId);
        if (ours.Count == 0) return null;
        var asked = ours.Take(MostAsked).ToList();
        var client = open();
        return asked.TrueForAll(company => IsUnknown(client, company.Id, listed)) ? Sentence(ours.Count, companyIds.Count, asked) : null;
    }

    /// <summary>The same of the first page of a job, whose earlier doubt is taken back where there is none any more. Null also where a person has answered.</summary>
    /// <param name="connector">As it was before the page was asked for: a doubt that came up since is about other credentials.</param>
    /// <param name="first">The page.</param>
    private string? DoubtOf(ConnectorSettings connector, ListedPage first)
    {
        if (connector.PartnerState == Connector.PartnerStates.Accepted || first == ListedPage.Empty) return null;
        var doubt = Doubt(() => pax8.ForBackgroundWork(connector.Id), connector.Id, first.CompanyIds, listed: first != ListedPage.OfUnknownCompany);
        if (doubt is null) Trust(connector);
        return doubt;
    }

    /// <summary>Whether Verify Connectivity has to find out: where that was not done with these credentials, or came to a doubt.</summary>
    public bool IsToBeVerified(ConnectorSettings connector) =>
        connector.PartnerState is Connector.PartnerStates.NotVerified or Connector.PartnerStates.OtherPartner && providerAccounts.IsAnyActive(connector.Id);

    public SyncStop? OfFirstPage(ConnectorSettings connector, SyncKind kind, ListedPage first) => DoubtOf(connector, first) is { } doubt ? Suspect(connector, doubt) : null;

    /// <summary>Where another job, or Verify Connectivity, has found it out since.</summary>
    public SyncStop? OfConnector(ConnectorSettings connector) => connector.IsPartnerInDoubt ? Suspect(connector, connector.PartnerMessage ?? "Pax8 looks like another partner's.") : null;

    /// <summary>Keeps the doubt on the connector before the job is ended: it holds back every change from now on.</summary>
    private SyncStop Suspect(ConnectorSettings connector, string doubt)
    {
        if (!connector.IsPartnerInDoubt || connector.PartnerMessage != doubt)
            connectors.StorePartner(connector.Id, new PartnerFinding(Connector.PartnerStates.OtherPartner, doubt));
        return new SyncStop(SyncJob.Statuses.OtherPartner, $"{doubt} {Remedy}", new IssueDraft
        {
            Code = IssueCodes.OtherPartner,
            RecordId = Record,
            What = "Pax8 looks like another partner's, so nothing was synchronised.",
            Why = doubt,
            WhatToDo = Remedy,
            Retryable = true,
        });
    }

    /// <summary>Takes a doubt back that was found to be wrong. Writes nothing where there was none.</summary>
    private void Trust(ConnectorSettings connector)
    {
        if (!connector.IsPartnerInDoubt) return;
        connectors.StorePartner(connector.Id, new PartnerFinding(Connector.PartnerStates.SamePartner, null));
        Resolve(connector.Id);
    }

    /// <summary>The answer of a person: it is another partner, and the sync goes on with it. Returns what that means.</summary>
    public string Accept(Guid connectorId)
    {
        var connector = connectors.Get(connectorId);
        if (!connector.IsPartnerInDoubt)
            throw new Registration.RefusedException("It is not in doubt whose Pax8 this is, so there is nothing to confirm. Refresh to see how the provider integration stands.");
        connectors.StorePartner(connectorId, new PartnerFinding(
            Connector.PartnerStates.Accepted, FormattableString.Invariant($"Confirmed on {clock.UtcNow:yyyy-MM-dd HH:mm} UTC: this is another partner's Pax8.")));
        Resolve(connectorId);
        return "Confirmed: this is another partner's Pax8. Start Sync Provider Accounts; rows that this Pax8 does not know are treated as gone from Pax8, and changes of them that wait cannot be sent.";
    }

    /// <summary>The issues that told the doubt have had their answer.</summary>
    public void Resolve(Guid connectorId) => issues.ResolveOf(connectorId, Record, clock.UtcNow);

    public const string Remedy =
        "Nothing was changed, and no change is sent to Pax8 from this provider integration. Where the credentials are wrong, enter the right ones and choose Verify Connectivity. Where this is another partner, an administrator chooses This is another partner on the provider integration.";

    private static bool IsUnknown(Pax8Client client, string companyId, bool listed)
    {
        try
        {
            return client.FindCompany(companyId) is null;
        }
        catch (Pax8Exception refused) when (refused.Kind == Pax8Error.NotAllowed && (listed || refused.SaysUnknownCompany))
        {
            return true;
        }
    }

    private static string Sentence(int ours, int listed, List<KnownCompany> asked) => FormattableString.Invariant(
        $"Pax8 looks like another partner's. {Listed(listed)} none of {Counted(ours, "the provider account that is active here", "the {0:N0} provider accounts that are active here")}, and Pax8 does not know {(asked.Count == 1 ? "the one that was" : FormattableString.Invariant($"any of the {asked.Count} that were"))} asked for by id: {string.Join(", ", asked.Select(company => company.Name.CutTo(MostNamed)))}.");

    private static string Listed(int listed) => listed == 0
        ? "The beginning of its list holds"
        : FormattableString.Invariant($"The beginning of its list holds {Counted(listed, "1 company", "{0:N0} companies")} and");

    private static string Counted(int count, string one, string many) => count == 1 ? one : string.Format(System.Globalization.CultureInfo.InvariantCulture, many, count);
}
