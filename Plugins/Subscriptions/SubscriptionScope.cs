using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Whose subscriptions a run is about: those of provider accounts whose sync status is Enabled, or of one of them.</summary>
internal sealed class SubscriptionScope
{
    private readonly Dictionary<string, EnabledAccount> _byCompanyId;
    private readonly Dictionary<string, EnabledAccount> _enabled;

    /// <param name="enabled">All enabled provider accounts of the connector.</param>
    /// <param name="only">The one that the run is limited to; null for all.</param>
    public SubscriptionScope(IEnumerable<EnabledAccount> enabled, Guid? only)
    {
        _enabled = enabled.ToDictionary(account => account.CompanyId, StringComparer.OrdinalIgnoreCase);
        _byCompanyId = only is null
            ? _enabled
            : _enabled.Values.Where(account => account.Id == only).ToDictionary(account => account.CompanyId, StringComparer.OrdinalIgnoreCase);
        Ids = new HashSet<Guid>(_byCompanyId.Values.Select(account => account.Id));
    }

    public bool IsEmpty => _byCompanyId.Count == 0;

    /// <summary>The company to list by where there is only one; null to list all, which takes fewer calls than company by company.</summary>
    public string? CompanyId => _byCompanyId.Count == 1 ? _byCompanyId.Keys.First() : null;

    /// <summary>Rows of these provider accounts.</summary>
    public HashSet<Guid> Ids { get; }

    /// <summary>Name of an enabled provider account by its row; null for any other.</summary>
    public string? NameOf(Guid id) => _enabled.Values.FirstOrDefault(account => account.Id == id)?.Name;

    /// <summary>An enabled provider account by its company, also one that the run is not about.</summary>
    public EnabledAccount? FindEnabled(string companyId) => _enabled.TryGetValue(companyId, out var account) ? account : null;

    public EnabledAccount? Find(string? companyId) => companyId is not null && _byCompanyId.TryGetValue(companyId, out var account) ? account : null;
}
