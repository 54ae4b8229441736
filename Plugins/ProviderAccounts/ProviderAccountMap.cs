using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// A Pax8 company as the columns of a provider account. Pure. What Pax8 leaves out: a text without value is emptied, since
/// Pax8 omits empty texts; flags, status, date and a whole address that are missing say nothing and leave the column alone, and so
/// does a value that cannot be read.
/// Source: API reference, absent values and companies.
/// </summary>
internal static class ProviderAccountMap
{
    /// <summary>Columns that belong to Pax8: the pull keeps them and nobody else changes them.</summary>
    public static readonly string[] OwnedByPax8 =
    [
        ProviderAccount.Name, ProviderAccount.ProviderSpecificId, ProviderAccount.CompanyStatus, ProviderAccount.CompanyStatusText,
        ProviderAccount.Street, ProviderAccount.Street2, ProviderAccount.City, ProviderAccount.StateOrProvince,
        ProviderAccount.PostalCode, ProviderAccount.Country, ProviderAccount.Phone, ProviderAccount.Website,
        ProviderAccount.ExternalId, ProviderAccount.SelfServiceAllowed, ProviderAccount.BillOnBehalfOfEnabled,
        ProviderAccount.OrderApprovalRequired, ProviderAccount.UpdatedInPax8,
    ];

    /// <summary>The columns whose value at Pax8 differs from the stored row's; of a company without row, those that have a value.</summary>
    /// <param name="cut">Takes the captions of texts that had to be cut; made where there is one.</param>
    public static Entity Delta(Company company, Entity? stored, ref List<string>? cut)
    {
        var delta = new Entity(ProviderAccount.Table, stored?.Id ?? Guid.Empty);
        var target = new Target(delta, stored, company);
        target.Text("name", ProviderAccount.Name, "Provider Name", 300, company.Name.ForColumn(300) is null ? $"(no name) {company.Id}" : company.Name, ref cut);
        if (company.Address is { } address)
        {
            target.Text("address.street", ProviderAccount.Street, "Street", 250, address.Street, ref cut);
            target.Text("address.street2", ProviderAccount.Street2, "Street 2", 250, address.Street2, ref cut);
            target.Text("address.city", ProviderAccount.City, "City", 100, address.City, ref cut);
            target.Text("address.stateOrProvince", ProviderAccount.StateOrProvince, "State or Province", 100, address.StateOrProvince, ref cut);
            target.Text("address.postalCode", ProviderAccount.PostalCode, "Postal Code", 40, address.PostalCode, ref cut);
            target.Text("address.country", ProviderAccount.Country, "Country", 100, address.Country, ref cut);
        }
        target.Text("phone", ProviderAccount.Phone, "Phone", 100, company.Phone, ref cut);
        target.Text("website", ProviderAccount.Website, "Website", 500, company.Website, ref cut);
        target.Text("externalId", ProviderAccount.ExternalId, "External Id", 200, company.ExternalId, ref cut);
        if (company.SelfServiceAllowed is { } selfService) delta.PutFlag(ProviderAccount.SelfServiceAllowed, selfService, stored);
        if (company.BillOnBehalfOfEnabled is { } billOnBehalf) delta.PutFlag(ProviderAccount.BillOnBehalfOfEnabled, billOnBehalf, stored);
        if (company.OrderApprovalRequired is { } approval) delta.PutFlag(ProviderAccount.OrderApprovalRequired, approval, stored);
        if (company.Updated.ForColumn() is { } updated) delta.PutDate(ProviderAccount.UpdatedInPax8, updated, stored);
        if (company.Status is { } status)
        {
            var value = StatusOf(status);
            delta.PutChoice(ProviderAccount.CompanyStatus, value, stored);
            target.Text("status", ProviderAccount.CompanyStatusText, "Status as sent by Pax8", 100, value == ProviderAccount.CompanyStatuses.Other ? status : null, ref cut);
            if (stored is not null) FollowState(delta, value, stored);
        }
        return delta;
    }

    /// <summary>True where Pax8 lists the company as deleted.</summary>
    public static bool IsDeleted(Company company) => company.Status is { } status && Is(status, "Deleted");

    /// <summary>
    /// State of the row: a company deleted in Pax8 is deactivated, one that came back is activated again. A row that a person
    /// deactivated stays as it is.
    /// </summary>
    private static void FollowState(Entity delta, int status, Entity stored)
    {
        var isActive = (stored.Choice(Common.State) ?? Common.StateActive) == Common.StateActive;
        var isDeleted = status == ProviderAccount.CompanyStatuses.Deleted;
        var wasDeleted = stored.Choice(ProviderAccount.CompanyStatus) == ProviderAccount.CompanyStatuses.Deleted;
        if (isDeleted && isActive) delta.SetState(active: false);
        if (!isDeleted && wasDeleted && !isActive) delta.SetState(active: true);
    }

    private static int StatusOf(string status) =>
        Is(status, "Active") ? ProviderAccount.CompanyStatuses.Active
        : Is(status, "Inactive") ? ProviderAccount.CompanyStatuses.Inactive
        : Is(status, "Deleted") ? ProviderAccount.CompanyStatuses.Deleted
        : ProviderAccount.CompanyStatuses.Other;

    private static bool Is(string status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The row that is filled, the one it is compared with, and what it is filled from.</summary>
    private readonly struct Target(Entity delta, Entity? stored, Company company)
    {
        public void Text(string member, string column, string caption, int length, string? text, ref List<string>? cut)
        {
            // Of a company without row the name is written all the same: a row cannot be without one.
            if (company.Unreadable.Count > 0 && company.IsUnreadable(member) && (stored is not null || text is null)) return;
            var value = text.ForColumn(length);
            delta.PutText(column, value, stored);
            if (value is not null && text!.Length > length && text.Trim().Length > length)
                (cut ??= []).Add(FormattableString.Invariant($"{caption} ({text.Length:N0} characters, {length} kept)"));
        }
    }
}
