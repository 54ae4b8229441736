using System;
using System.Collections.Generic;
using System.Text;
using Pax8Dataverse.Connectors;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>An account as far as matching looks at it.</summary>
internal sealed record AccountFacts(Guid Id, string Name, string? AccountNumber, string? Website, string? Country);

/// <summary>A company as far as matching looks at it.</summary>
internal sealed record CompanyFacts(string? Name, string? ExternalId, string? Website, string? Country);

/// <summary>An account that was found, as far as it is shown.</summary>
internal sealed record FoundAccount(Guid Id, string Name, string? AccountNumber);

/// <summary>What matching found: one account, several candidates, or nothing.</summary>
internal sealed record MatchResult(IReadOnlyList<FoundAccount> Accounts, string Strategy)
{
    public static readonly MatchResult None = new([], "");
    public bool IsLinked => Accounts.Count == 1;
    public bool IsAmbiguous => Accounts.Count > 1;
}

/// <summary>Where a company looks for its account: a place of <see cref="ProviderAccountMatch"/> for each strategy, none below zero.</summary>
internal readonly record struct MatchKeys(int StoredId, int ExternalId, int Number, int Domain, int Name);

/// <summary>
/// Finds the account a company belongs to by exact strategies in a fixed order: stored id, external id, website domain,
/// normalised name and country. The first strategy that finds anything decides; two finds are ambiguous. Never guesses.
/// The companies come first and the accounts after them, one by one: only what a company looks for is kept, so that the accounts
/// of a large tenant need no room.
/// </summary>
internal sealed class ProviderAccountMatch
{
    private const int Nowhere = -1;

    private readonly Dictionary<Guid, int> _byId = [];
    private readonly Dictionary<string, int> _byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _byDomain = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<List<FoundAccount>?> _found = [];

    /// <summary>Takes in a company, before any account.</summary>
    /// <param name="company">The company.</param>
    /// <param name="mappedBefore">The account that another connector's provider account of the same company is mapped to.</param>
    public MatchKeys Want(CompanyFacts company, Guid? mappedBefore)
    {
        // The external id is whatever the partner put there: an account's number, or its id.
        var number = company.ExternalId?.Trim();
        return new MatchKeys(
            mappedBefore is { } stored ? PlaceOf(_byId, stored) : Nowhere,
            Guid.TryParse(number, out var id) ? PlaceOf(_byId, id) : Nowhere,
            PlaceOf(_byNumber, number),
            PlaceOf(_byDomain, Domain(company.Website)),
            PlaceOf(_byName, NameAndCountry(company.Name, company.Country)));
    }

    /// <summary>Takes in an active account, where a company looks for it.</summary>
    public void Offer(AccountFacts account)
    {
        FoundAccount? found = null;
        Put(_byId, account.Id);
        Put(_byNumber, account.AccountNumber?.Trim());
        if (_byDomain.Count > 0) Put(_byDomain, Domain(account.Website));
        if (_byName.Count > 0) Put(_byName, NameAndCountry(account.Name, account.Country));

        void Put<TKey>(Dictionary<TKey, int> places, TKey? key)
        {
            if (key is null || !places.TryGetValue(key, out var place)) return;
            (_found[place] ??= new(1)).Add(found ??= new FoundAccount(account.Id, account.Name, account.AccountNumber));
        }
    }

    /// <summary>What there is among the accounts offered.</summary>
    public MatchResult Find(MatchKeys company)
    {
        if (At(company.StoredId) is { } stored) return new(stored, "Pax8 id, mapped before");
        if ((At(company.ExternalId) ?? At(company.Number)) is { } external) return new(external, "External Id");
        if (At(company.Domain) is { } website) return new(website, "Website");
        if (At(company.Name) is { } name) return new(name, "Name and country");
        return MatchResult.None;
    }

    /// <summary>Where <see cref="Find"/> found what it found; the same for those that find the same.</summary>
    public int PlaceOf(MatchKeys company)
    {
        foreach (var place in new[] { company.StoredId, company.ExternalId, company.Number, company.Domain, company.Name })
            if (At(place) is not null) return place;
        return Nowhere;
    }

    private List<FoundAccount>? At(int place) => place == Nowhere ? null : _found[place];

    private int PlaceOf(Dictionary<string, int> places, string? key) => string.IsNullOrEmpty(key) ? Nowhere : PlaceOf<string>(places, key!);

    private int PlaceOf<TKey>(Dictionary<TKey, int> places, TKey key)
    {
        if (places.TryGetValue(key, out var place)) return place;
        places.Add(key, place = _found.Count);
        _found.Add(null);
        return place;
    }

    private static string? NameAndCountry(string? name, string? country) =>
        NormalName(name) is { Length: > 0 } normal && CountryCode(country) is { } code ? normal + "\n" + code : null;

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
    /// Nearly all are of this kind, and every account of the tenant passes here.
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
