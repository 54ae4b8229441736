using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>An account as far as matching looks at it.</summary>
internal sealed record AccountFacts(Guid Id, string Name, string? AccountNumber, string? Website, string? Country);

/// <summary>What matching found: one account, several candidates, or nothing.</summary>
internal sealed record MatchResult(IReadOnlyList<AccountFacts> Accounts, string Strategy)
{
    public static readonly MatchResult None = new([], "");
    public bool IsLinked => Accounts.Count == 1;
    public bool IsAmbiguous => Accounts.Count > 1;
}

/// <summary>
/// Finds the account a company belongs to by exact strategies in a fixed order: stored id, external id, website domain,
/// normalised name and country. The first strategy that finds anything decides; two finds are ambiguous. Never guesses.
/// </summary>
internal sealed class ProviderAccountMatch
{
    private readonly Dictionary<string, Guid> _mappedByCompanyId;
    private readonly Dictionary<Guid, AccountFacts> _byId;
    private readonly ILookup<string, AccountFacts> _byNumber;
    private readonly ILookup<string, AccountFacts> _byDomain;
    private readonly ILookup<string, AccountFacts> _byName;

    /// <param name="accounts">All active accounts of the tenant.</param>
    /// <param name="mappedByCompanyId">Account of each Pax8 company id that another connector's provider account is mapped to.</param>
    public ProviderAccountMatch(IReadOnlyList<AccountFacts> accounts, Dictionary<string, Guid> mappedByCompanyId)
    {
        _mappedByCompanyId = mappedByCompanyId;
        _byId = accounts.ToDictionary(account => account.Id);
        _byNumber = accounts.Where(account => !string.IsNullOrWhiteSpace(account.AccountNumber))
            .ToLookup(account => account.AccountNumber!.Trim(), StringComparer.OrdinalIgnoreCase);
        _byDomain = accounts.Select(account => new { account, domain = Domain(account.Website) }).Where(pair => pair.domain is not null)
            .ToLookup(pair => pair.domain!, pair => pair.account, StringComparer.OrdinalIgnoreCase);
        _byName = accounts.Select(account => new { account, name = NormalName(account.Name) }).Where(pair => pair.name.Length > 0)
            .ToLookup(pair => pair.name, pair => pair.account, StringComparer.Ordinal);
    }

    public MatchResult Find(Company company)
    {
        foreach (var result in Strategies(company))
            if (result.Accounts.Count > 0) return result;
        return MatchResult.None;
    }

    private IEnumerable<MatchResult> Strategies(Company company)
    {
        yield return new MatchResult(StoredId(company.Id), "Pax8 id, mapped before");
        yield return new MatchResult(ExternalId(company.ExternalId), "External Id");
        yield return new MatchResult(Domain(company.Website) is { } domain ? _byDomain[domain].ToList() : [], "Website");
        yield return new MatchResult(NameAndCountry(company), "Name and country");
    }

    private IReadOnlyList<AccountFacts> StoredId(string companyId) =>
        _mappedByCompanyId.TryGetValue(companyId, out var id) && _byId.TryGetValue(id, out var account) ? [account] : [];

    /// <summary>The external id is whatever the partner put there: an account's number, or its id.</summary>
    private List<AccountFacts> ExternalId(string? externalId)
    {
        if (string.IsNullOrWhiteSpace(externalId)) return [];
        if (Guid.TryParse(externalId, out var id) && _byId.TryGetValue(id, out var account)) return [account];
        return _byNumber[externalId!.Trim()].ToList();
    }

    private List<AccountFacts> NameAndCountry(Company company)
    {
        var name = NormalName(company.Name);
        var country = CountryCode(company.Address?.Country);
        if (name.Length == 0 || country is null) return [];
        return _byName[name].Where(account => CountryCode(account.Country) == country).ToList();
    }

    /// <summary>Alpha-2 code of a country given as name or code, or null.</summary>
    private static string? CountryCode(string? country) =>
        string.IsNullOrWhiteSpace(country) ? null : Countries.TryFind(country!)?.Alpha2;

    /// <summary>Host of a web address without <c>www.</c>; null where the text is none.</summary>
    internal static string? Domain(string? website)
    {
        if (string.IsNullOrWhiteSpace(website)) return null;
        var text = website!.Trim();
        if (text.IndexOf("://", StringComparison.Ordinal) < 0) text = "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.HostNameType != UriHostNameType.Dns) return null;
        var host = uri.Host.ToLowerInvariant().TrimEnd('.');
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host.Substring(4);
        return host.IndexOf('.') > 0 ? host : null;
    }

    /// <summary>Letters and digits only, in upper case, words parted by one blank: <c>Contoso, Ltd.</c> is <c>CONTOSO LTD</c>.</summary>
    internal static string NormalName(string? name)
    {
        if (name is null) return "";
        var characters = name.Select(character => char.IsLetterOrDigit(character) ? char.ToUpperInvariant(character) : ' ').ToArray();
        return string.Join(" ", new string(characters).Split([' '], StringSplitOptions.RemoveEmptyEntries));
    }
}
