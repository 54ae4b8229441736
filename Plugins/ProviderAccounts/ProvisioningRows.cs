using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Rows of <see cref="ProviderAccount"/> whose companies are being made. Connector and account are an alternate key while they are, so an account is in flight once.</summary>
internal sealed class ProvisioningRows(TenantRows rows, IClock clock)
{
    /// <summary>Somebody may write the row at any moment; each round starts from what is there then.</summary>
    private const int MaxRounds = 50;

    public Provisioning? Find(Guid id) => rows.Find(ProviderAccount.Table, id, Provisioning.Columns) is { } row ? new Provisioning(row) : null;

    public Provisioning Get(Guid id) => new(rows.Get(ProviderAccount.Table, id, Provisioning.Columns));

    public Provisioning? FindOf(Guid connectorId, string accountId) =>
        rows.First(From(ProviderAccount.Table, Provisioning.Columns).Where(ProviderAccount.Connector, connectorId).Where(ProviderAccount.ProvisioningOf, accountId)) is { } row ? new Provisioning(row) : null;

    /// <summary>Those of a connector that are not settled, the refused among them; the alternate key leads to them.</summary>
    public List<Provisioning> UnsettledOf(Guid connectorId) =>
        rows.Query(From(ProviderAccount.Table, Provisioning.Columns).Where(ProviderAccount.Connector, connectorId).WhereNotNull(ProviderAccount.ProvisioningOf).OrderedBy(ProviderAccount.ProvisioningOf))
            .Select(row => new Provisioning(row)).ToList();

    /// <summary>The company of the connector's Pax8 that an account is mapped to; null for none that is still there.</summary>
    public string? CompanyOf(Guid connectorId, Guid accountId) =>
        rows.Query(From(ProviderAccount.Table, ProviderAccount.Name, ProviderAccount.Connector, ProviderAccount.ProviderSpecificId, ProviderAccount.CompanyStatus).Where(ProviderAccount.Account, accountId))
            .FirstOrDefault(row => row.Lookup(ProviderAccount.Connector) == connectorId && row.Text(ProviderAccount.ProviderSpecificId) is not null && row.Choice(ProviderAccount.CompanyStatus) != ProviderAccount.CompanyStatuses.Deleted)
            ?.Text(ProviderAccount.Name);

    /// <summary>Makes the row before anything is sent. It wakes no step: what a system job keeps of it would hold the contacts.</summary>
    public Guid Create(NewCompany company, Guid accountId, ConnectorSettings connector)
    {
        var row = new Entity(ProviderAccount.Table)
        {
            [ProviderAccount.Connector] = new EntityReference(Connector.Table, connector.Id),
            [ProviderAccount.Account] = new EntityReference(Account.Table, accountId),
            [ProviderAccount.MatchStatus] = new OptionSetValue(ProviderAccount.MatchStatuses.Mapped),
            [ProviderAccount.MatchReason] = "Provisioned",
            [ProviderAccount.SyncStatus] = new OptionSetValue(ProviderAccount.SyncStatuses.Disabled),
            [ProviderAccount.ExternalId] = accountId.ToString(),
            [ProviderAccount.ProvisioningOf] = accountId.ToString(),
        };
        if (connector.Owner is not null) row[Common.Owner] = connector.Owner;
        Put(company, row);
        return rows.Create(row);
    }

    /// <summary>Takes what is to be sent into a row that waits for a person, and lets it be sent.</summary>
    public void Renew(Provisioning row, NewCompany company)
    {
        var change = new Entity(ProviderAccount.Table, row.Id);
        Put(company, change);
        rows.UpdateUnchanged(change, row.Row.RowVersion);
    }

    private static void Put(NewCompany company, Entity row)
    {
        row[ProviderAccount.Name] = company.Name;
        row[ProviderAccount.Street] = company.Address.Street;
        row[ProviderAccount.Street2] = company.Address.Street2;
        row[ProviderAccount.City] = company.Address.City;
        row[ProviderAccount.StateOrProvince] = company.Address.StateOrProvince;
        row[ProviderAccount.PostalCode] = company.Address.PostalCode;
        row[ProviderAccount.Country] = company.Address.Country;
        row[ProviderAccount.Phone] = company.Phone;
        row[ProviderAccount.Website] = company.Website;
        row[ProviderAccount.SelfServiceAllowed] = company.SelfServiceAllowed;
        row[ProviderAccount.BillOnBehalfOfEnabled] = company.BillOnBehalfOfEnabled;
        row[ProviderAccount.OrderApprovalRequired] = company.OrderApprovalRequired;
        row[ProviderAccount.ContactsToSend] = NewCompanyJson.Contacts(company.Contacts);
        row[ProviderAccount.Provisioning] = new OptionSetValue(ProviderAccount.ProvisioningStates.WaitingToBeSent);
        row[ProviderAccount.ProvisioningMessage] = null;
        row[ProviderAccount.CompanyCandidates] = null;
        row[ProviderAccount.SendingUntil] = null;
        row[ProviderAccount.LookedPages] = 0;
        row[ProviderAccount.Attempts] = 0;
        row[ProviderAccount.Waits] = 0;
    }

    /// <summary>Has a system job made: a step waits for this column, and its job keeps no other.</summary>
    public void Queue(Guid id) => rows.Update(new Entity(ProviderAccount.Table, id) { [ProviderAccount.QueuedOn] = clock.UtcNow });

    /// <summary>Writes unless somebody wrote the row since it was read; throws <see cref="RowChangedException"/> then.</summary>
    public void Write(Provisioning row, Entity change) => rows.UpdateUnchanged(change, row.Row.RowVersion);

    /// <summary>Writes what the row as it is then calls for, however often others write it meanwhile.</summary>
    /// <param name="change">Gives the change of the row; null to leave it.</param>
    public void Settle(Guid id, Func<Provisioning, Entity?> change)
    {
        for (var round = 1; ; round++)
        {
            if (Find(id) is not { } row || change(row) is not { } wanted) return;
            try
            {
                Write(row, wanted);
                return;
            }
            catch (RowChangedException) when (round < MaxRounds)
            {
                // Start from what is there now.
            }
        }
    }

    /// <summary>The end of a provisioning, whichever: the contacts are gone from the row, and nobody sends.</summary>
    public static Entity Ended(Provisioning row, int state, string message) => new(ProviderAccount.Table, row.Id)
    {
        [ProviderAccount.Provisioning] = new OptionSetValue(state),
        [ProviderAccount.ProvisioningMessage] = message.CutTo(ProviderAccount.ProvisioningMessage),
        [ProviderAccount.ContactsToSend] = null,
        [ProviderAccount.CompanyCandidates] = null,
        [ProviderAccount.SendingUntil] = null,
        [ProviderAccount.LookedPages] = 0,
        [ProviderAccount.Attempts] = 0,
        [ProviderAccount.Waits] = 0,
    };

    /// <summary>The row becomes that company's, is mapped and enabled; the account may be provisioned anew.</summary>
    public static Entity Adopted(Provisioning row, Company company, string message)
    {
        var adopted = Ended(row, ProviderAccount.ProvisioningStates.Provisioned, message);
        List<string>? cut = null;
        foreach (var value in ProviderAccountMap.Delta(company, row.Row, ref cut).Attributes) adopted[value.Key] = value.Value;
        adopted[ProviderAccount.ProviderSpecificId] = company.Id;
        adopted[ProviderAccount.SyncStatus] = new OptionSetValue(ProviderAccount.SyncStatuses.Enabled);
        adopted[ProviderAccount.ProvisioningOf] = null;
        return adopted;
    }
}
