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
    /// <summary>The columns whose value at Pax8 differs from the stored row's; of a company without row, those that have a value.</summary>
    /// <param name="cut">Takes the captions of texts that had to be cut; made where there is one.</param>
    public static Entity Delta(Company company, Entity? stored, ref List<string>? cut)
    {
        var delta = new Entity(ProviderAccount.Table, stored?.Id ?? Guid.Empty);
        ProviderAccount.Columns.PutDifference(company, delta, stored, ref cut);
        if (stored is not null && StatusOf(company) is { } status) FollowState(delta, status, stored);
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

    /// <summary>A row cannot be without a name.</summary>
    public static string NameOf(Company company) => company.Name.ForColumn(ProviderAccount.Name) is null ? NoName(company.Id) : company.Name!;

    /// <summary>The company's name as the row has it; null where Pax8 has none.</summary>
    public static string? NameIn(Entity row) => row.Text(ProviderAccount.Name) is { } name && name != NoName(row.Text(ProviderAccount.ProviderSpecificId)!) ? name : null;

    private static string NoName(string companyId) => $"(no name) {companyId}";

    /// <summary>Null where Pax8 sends none.</summary>
    public static int? StatusOf(Company company) => company.Status is not { } status ? null
        : Is(status, "Active") ? ProviderAccount.CompanyStatuses.Active
        : Is(status, "Inactive") ? ProviderAccount.CompanyStatuses.Inactive
        : Is(status, "Deleted") ? ProviderAccount.CompanyStatuses.Deleted
        : ProviderAccount.CompanyStatuses.Other;

    /// <summary>The word of a status that this version does not know; null for any other.</summary>
    public static string? UnknownStatusOf(Company company) => StatusOf(company) == ProviderAccount.CompanyStatuses.Other ? company.Status : null;

    private static bool Is(string status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
}
