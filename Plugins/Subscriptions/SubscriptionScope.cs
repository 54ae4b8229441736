using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Whose subscriptions a run is about: those of provider accounts whose sync status is Enabled, or of one of them. Provider accounts are
/// asked for as records and rows name them, so that an execution reads no more of them than it meets.
/// </summary>
/// <param name="accounts">Provider accounts.</param>
/// <param name="connectorId">Whose they are.</param>
/// <param name="only">The one that the run is limited to; null for all.</param>
internal sealed class SubscriptionScope(ProviderAccountRows accounts, Guid connectorId, Guid? only)
{
    private readonly Dictionary<string, EnabledAccount?> _byCompany = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, EnabledAccount?> _byId = [];
    private List<EnabledAccount>? _listed;

    public bool IsEmpty => Listed.Count == 0;

    /// <summary>The company to list by where there is only one; null to list all, which takes fewer calls than company by company.</summary>
    public string? CompanyId => Listed.Count == 1 ? Listed[0].CompanyId : null;

    /// <summary>The one provider account that the run is limited to; null for all.</summary>
    public Guid? Only => only;

    /// <summary>None, one, or more than one.</summary>
    private List<EnabledAccount> Listed => _listed ??= only is { } one ? accounts.EnabledByIds(connectorId, [one]) : accounts.SomeEnabled(connectorId, most: 2);

    /// <summary>Looks up the provider accounts of these companies and rows, as far as they are not known; one query each.</summary>
    public void Prepare(IEnumerable<string> companyIds, IEnumerable<Guid> providerAccounts)
    {
        var companies = companyIds.Where(id => !_byCompany.ContainsKey(id)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var id in companies) _byCompany[id] = null;
        foreach (var found in accounts.EnabledOf(connectorId, companies)) Note(found);
        var ids = providerAccounts.Where(id => id != Guid.Empty && !_byId.ContainsKey(id)).Distinct().ToList();
        foreach (var id in ids) _byId[id] = null;
        foreach (var found in accounts.EnabledByIds(connectorId, ids)) Note(found);
    }

    /// <summary>Whether the run is about the rows of this provider account.</summary>
    public bool Has(Guid providerAccountId) => (only is null || only == providerAccountId) && FindEnabled(providerAccountId) is not null;

    /// <summary>Name of an enabled provider account by its row; null for any other.</summary>
    public string? NameOf(Guid providerAccountId) => FindEnabled(providerAccountId)?.Name;

    /// <summary>An enabled provider account by its company, also one that the run is not about.</summary>
    public EnabledAccount? FindEnabled(string companyId)
    {
        if (_byCompany.TryGetValue(companyId, out var known)) return known;
        Prepare([companyId], []);
        return _byCompany[companyId];
    }

    public EnabledAccount? Find(string? companyId) =>
        companyId is not null && FindEnabled(companyId) is { } account && (only is null || account.Id == only) ? account : null;

    private EnabledAccount? FindEnabled(Guid providerAccountId)
    {
        if (providerAccountId == Guid.Empty) return null;
        if (_byId.TryGetValue(providerAccountId, out var known)) return known;
        Prepare([], [providerAccountId]);
        return _byId[providerAccountId];
    }

    private void Note(EnabledAccount account) => _byCompany[account.CompanyId] = _byId[account.Id] = account;
}
