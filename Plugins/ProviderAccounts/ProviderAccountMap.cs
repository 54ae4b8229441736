using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// A Pax8 company as the columns of a provider account. Pure. What Pax8 leaves out: a text without value is emptied, since
/// Pax8 omits empty texts; flags, status, date and a whole address that are missing say nothing and leave the column alone.
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

    /// <summary>The columns' values as Pax8 has them now, and the captions of texts that had to be cut.</summary>
    public static Entity Columns(Company company, ICollection<string> cut)
    {
        var row = new Entity(ProviderAccount.Table);
        Text(row, ProviderAccount.Name, "Provider Name", 300, company.Name.ForColumn(300) is null ? $"(no name) {company.Id}" : company.Name, cut);
        if (company.Address is { } address)
        {
            Text(row, ProviderAccount.Street, "Street", 250, address.Street, cut);
            Text(row, ProviderAccount.Street2, "Street 2", 250, address.Street2, cut);
            Text(row, ProviderAccount.City, "City", 100, address.City, cut);
            Text(row, ProviderAccount.StateOrProvince, "State or Province", 100, address.StateOrProvince, cut);
            Text(row, ProviderAccount.PostalCode, "Postal Code", 40, address.PostalCode, cut);
            Text(row, ProviderAccount.Country, "Country", 100, address.Country, cut);
        }
        Text(row, ProviderAccount.Phone, "Phone", 100, company.Phone, cut);
        Text(row, ProviderAccount.Website, "Website", 500, company.Website, cut);
        Text(row, ProviderAccount.ExternalId, "External Id", 200, company.ExternalId, cut);
        if (company.SelfServiceAllowed is { } selfService) row[ProviderAccount.SelfServiceAllowed] = selfService;
        if (company.BillOnBehalfOfEnabled is { } billOnBehalf) row[ProviderAccount.BillOnBehalfOfEnabled] = billOnBehalf;
        if (company.OrderApprovalRequired is { } approval) row[ProviderAccount.OrderApprovalRequired] = approval;
        if (company.Updated.ForColumn() is { } updated) row[ProviderAccount.UpdatedInPax8] = updated;
        Status(row, company.Status);
        return row;
    }

    /// <summary>True where Pax8 lists the company as deleted.</summary>
    public static bool IsDeleted(Company company) => StatusOf(company.Status) == ProviderAccount.CompanyStatuses.Deleted;

    /// <summary>
    /// State of the row: a company deleted in Pax8 is deactivated, one that came back is activated again. A row that a person
    /// deactivated stays as it is.
    /// </summary>
    public static void FollowState(Entity wanted, Entity stored)
    {
        var status = wanted.Choice(ProviderAccount.CompanyStatus);
        if (status is null) return;
        var isActive = (stored.Choice(Common.State) ?? Common.StateActive) == Common.StateActive;
        if (status == ProviderAccount.CompanyStatuses.Deleted && isActive) wanted.SetState(active: false);
        var wasDeleted = stored.Choice(ProviderAccount.CompanyStatus) == ProviderAccount.CompanyStatuses.Deleted;
        if (status != ProviderAccount.CompanyStatuses.Deleted && wasDeleted && !isActive) wanted.SetState(active: true);
    }

    private static void Status(Entity row, string? status)
    {
        if (status is null) return;
        var value = StatusOf(status) ?? ProviderAccount.CompanyStatuses.Other;
        row[ProviderAccount.CompanyStatus] = new OptionSetValue(value);
        row[ProviderAccount.CompanyStatusText] = value == ProviderAccount.CompanyStatuses.Other ? status.ForColumn(100) : null;
    }

    private static int? StatusOf(string? status) =>
        status is null ? null
        : Is(status, "Active") ? ProviderAccount.CompanyStatuses.Active
        : Is(status, "Inactive") ? ProviderAccount.CompanyStatuses.Inactive
        : Is(status, "Deleted") ? ProviderAccount.CompanyStatuses.Deleted
        : ProviderAccount.CompanyStatuses.Other;

    private static bool Is(string status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);

    private static void Text(Entity row, string column, string caption, int length, string? text, ICollection<string> cut)
    {
        var value = text.ForColumn(length);
        row[column] = value;
        if (value is not null && text!.Trim().Length > length) cut.Add(FormattableString.Invariant($"{caption} ({text.Length:N0} characters, {length} kept)"));
    }
}
