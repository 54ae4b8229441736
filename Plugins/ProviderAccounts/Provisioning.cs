using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>A provider account whose company is being made, as it was read.</summary>
/// <param name="row">The row, in <see cref="Columns"/>.</param>
internal sealed class Provisioning(Entity row) : IOutgoing
{
    /// <summary>Columns this needs, those that a pull compares among them.</summary>
    public static readonly string[] Columns =
    [
        .. ProviderAccountRows.Compared, ProviderAccount.Connector, ProviderAccount.SyncStatus, ProviderAccount.Provisioning, ProviderAccount.ProvisioningMessage,
        ProviderAccount.ProvisioningOf, ProviderAccount.CompanyCandidates, ProviderAccount.ContactsToSend, ProviderAccount.LookedPages, ProviderAccount.SendingUntil,
        ProviderAccount.QueuedOn, ProviderAccount.Attempts, ProviderAccount.Waits, Common.CreatedOn,
    ];

    public Entity Row { get; } = row;
    public Guid Id => Row.Id;
    public Guid ConnectorId { get; } = row.Lookup(ProviderAccount.Connector) ?? Guid.Empty;
    public Guid? AccountId { get; } = row.Lookup(ProviderAccount.Account);
    public string Name { get; } = row.Text(ProviderAccount.Name) ?? "";

    /// <summary>One of <see cref="ProviderAccount.ProvisioningStates"/>; null for a row that a sync made.</summary>
    public int? State { get; } = row.Choice(ProviderAccount.Provisioning);

    public string? Message { get; } = row.Text(ProviderAccount.ProvisioningMessage);

    /// <summary>Account for which it is made, as external id; null once that is settled.</summary>
    public string? Of { get; } = row.Text(ProviderAccount.ProvisioningOf);

    public DateTime? SendingUntil { get; } = row.Date(ProviderAccount.SendingUntil);
    public DateTime? CreatedOn { get; } = row.Date(Common.CreatedOn);
    public DateTime? QueuedOn { get; } = row.Date(ProviderAccount.QueuedOn);
    public DateTime? NotBefore => null;
    public int Attempts { get; } = row.Number(ProviderAccount.Attempts);
    public int Waits { get; } = row.Number(ProviderAccount.Waits);
    public bool IsTouched => Attempts + Waits > 0;

    /// <summary>Pages of Pax8's companies that an earlier execution has looked through; 0 where none is under way.</summary>
    public int LookedPages { get; } = row.Number(ProviderAccount.LookedPages);

    public List<CompanyCandidate> Candidates => CompanyCandidate.Read(Row.Text(ProviderAccount.CompanyCandidates));

    /// <summary>True while Pax8 may get or have its company without a Pax8 id being here.</summary>
    public bool IsInFlight => Of is not null && State is ProviderAccount.ProvisioningStates.WaitingToBeSent or ProviderAccount.ProvisioningStates.Sending or ProviderAccount.ProvisioningStates.NeedsReview;

    public bool IsBeingSent(DateTime now) => State == ProviderAccount.ProvisioningStates.Sending && new Lease(SendingUntil).IsHeld(now);

    /// <summary>The company as the row has it, with the contacts that are to be sent.</summary>
    public NewCompany Company => new()
    {
        Name = Row.Text(ProviderAccount.Name),
        Address = new Address
        {
            Street = Row.Text(ProviderAccount.Street),
            Street2 = Row.Text(ProviderAccount.Street2),
            City = Row.Text(ProviderAccount.City),
            StateOrProvince = Row.Text(ProviderAccount.StateOrProvince),
            PostalCode = Row.Text(ProviderAccount.PostalCode),
            Country = Row.Text(ProviderAccount.Country),
        },
        Phone = Row.Text(ProviderAccount.Phone),
        Website = Row.Text(ProviderAccount.Website),
        ExternalId = Row.Text(ProviderAccount.ExternalId),
        SelfServiceAllowed = Row.Flag(ProviderAccount.SelfServiceAllowed),
        BillOnBehalfOfEnabled = Row.Flag(ProviderAccount.BillOnBehalfOfEnabled),
        OrderApprovalRequired = Row.Flag(ProviderAccount.OrderApprovalRequired),
        Contacts = NewCompanyJson.ReadContacts(Row.Text(ProviderAccount.ContactsToSend)),
    };
}
