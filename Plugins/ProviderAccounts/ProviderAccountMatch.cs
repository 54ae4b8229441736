using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
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
    private readonly Dictionary<Guid, AccountFacts> _byId;
    private readonly Dictionary<string, List<AccountFacts>> _byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<AccountFacts>> _byDomain = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<AccountFacts>> _byName = new(StringComparer.Ordinal);

    /// <param name="accounts">All active accounts of the tenant.</param>
    public ProviderAccountMatch(IReadOnlyList<AccountFacts> accounts)
    {
        _byId = accounts.ToDictionary(account => account.Id);
        foreach (var account in accounts)
        {
            Add(_byNumber, account.AccountNumber?.Trim(), account);
            Add(_byDomain, Domain(account.Website), account);
            Add(_byName, NormalName(account.Name), account);
        }
    }

    /// <param name="company">The company.</param>
    /// <param name="mappedBefore">The account that another connector's provider account of the same company is mapped to.</param>
    public MatchResult Find(Company company, Guid? mappedBefore)
    {
        if (StoredId(mappedBefore) is { Count: > 0 } stored) return new(stored, "Pax8 id, mapped before");
        if (ExternalId(company.ExternalId) is { Count: > 0 } external) return new(external, "External Id");
        if (Website(company.Website) is { Count: > 0 } website) return new(website, "Website");
        if (NameAndCountry(company) is { Count: > 0 } name) return new(name, "Name and country");
        return MatchResult.None;
    }

    private List<AccountFacts>? StoredId(Guid? mappedBefore) => mappedBefore is { } id && _byId.TryGetValue(id, out var account) ? [account] : null;

    /// <summary>The external id is whatever the partner put there: an account's number, or its id.</summary>
    private List<AccountFacts>? ExternalId(string? externalId)
    {
        if (string.IsNullOrWhiteSpace(externalId)) return null;
        if (Guid.TryParse(externalId, out var id) && _byId.TryGetValue(id, out var account)) return [account];
        return Under(_byNumber, externalId!.Trim());
    }

    private List<AccountFacts>? Website(string? website) => Domain(website) is { } domain ? Under(_byDomain, domain) : null;

    private List<AccountFacts>? NameAndCountry(Company company) =>
        Under(_byName, NormalName(company.Name)) is { } named && CountryCode(company.Address?.Country) is { } country
            ? named.FindAll(account => CountryCode(account.Country) == country)
            : null;

    private static void Add(Dictionary<string, List<AccountFacts>> index, string? key, AccountFacts account)
    {
        if (string.IsNullOrEmpty(key)) return;
        if (index.TryGetValue(key!, out var there)) there.Add(account);
        else index.Add(key!, new(1) { account });
    }

    private static List<AccountFacts>? Under(Dictionary<string, List<AccountFacts>> index, string key) =>
        index.TryGetValue(key, out var found) ? found : null;

    /// <summary>Alpha-2 code of a country given as name or code, or null.</summary>
    private static string? CountryCode(string? country) =>
        string.IsNullOrWhiteSpace(country) ? null : Countries.TryFind(country!)?.Alpha2;

    /// <summary>Host of a web address without <c>www.</c>, in its ASCII form; null where the text is none.</summary>
    internal static string? Domain(string? website)
    {
        if (string.IsNullOrWhiteSpace(website)) return null;
        var text = website!.Trim();
        var host = PlainHost(text) ?? HostByUri(text);
        if (host is null) return null;
        host = host.ToLowerInvariant().TrimEnd('.');
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host.Substring(4);
        return host.IndexOf('.') > 0 ? host : null;
    }

    /// <summary>
    /// The host of an address that needs no interpretation, such as <c>https://www.contoso.com/en</c>; null for any other.
    /// Nearly all are of this kind, and every account of the tenant passes here in every execution.
    /// </summary>
    private static string? PlainHost(string text)
    {
        var begin = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        var end = begin;
        var label = begin;
        var hasLettersOnly = true;
        for (; end < text.Length && text[end] != '/'; end++)
        {
            var character = text[end];
            if (character == '.')
            {
                if (!IsLabel(text, label, end)) return null;
                label = end + 1;
                hasLettersOnly = true;
            }
            else if (character is (>= '0' and <= '9') or '-') hasLettersOnly = false;
            else if (!IsLetter(character)) return null;
        }
        // A last label of letters cannot be part of an IP address, in none of its notations.
        if (!hasLettersOnly || label == begin || !IsLabel(text, label, end) || end - begin > 253 || text.Length > 2000) return null;
        for (var i = end; i < text.Length; i++)
            if (text[i] is <= ' ' or > '~') return null;
        return text.Substring(begin, end - begin);
    }

    private static bool IsLabel(string text, int begin, int end) =>
        end - begin is > 0 and <= 63 && text[begin] != '-' && text[end - 1] != '-';

    private static bool IsLetter(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static string? HostByUri(string text)
    {
        if (text.IndexOf("://", StringComparison.Ordinal) < 0) text = "http://" + text;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost : null;
    }

    /// <summary>Letters and digits only, in upper case, words parted by one blank: <c>Contoso, Ltd.</c> is <c>CONTOSO LTD</c>.</summary>
    internal static string NormalName(string? name)
    {
        if (name is null) return "";
        var normal = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character)) normal.Append(char.ToUpperInvariant(character));
            else if (normal.Length > 0 && normal[normal.Length - 1] != ' ') normal.Append(' ');
        }
        return normal.ToString().TrimEnd(' ');
    }
}
