using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>A company of Pax8 that may be the one that was to be made.</summary>
/// <param name="Id">Its Pax8 id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">As Pax8 sends it.</param>
/// <param name="ByExternalId">Whether it has the external id of the account, which nothing else gives it; else it only has its name and country.</param>
internal sealed record CompanyCandidate(string Id, string Name, string Status, bool ByExternalId)
{
    /// <summary>Many candidates stand in one column.</summary>
    private const int LongestName = 100;

    private const string OfExternalId = ", by External Id";
    private const string OfName = ", by name and country";

    public static CompanyCandidate Of(Company company, bool byExternalId) =>
        new(company.Id, Pax8Json.Shorten(company.Name.ForColumn(ProviderAccount.Name) ?? "(no name)", LongestName), company.Status ?? "no status", byExternalId);

    /// <summary>A line of the column, which the dialog reads too: the id, a blank, and what people read.</summary>
    public override string ToString() => $"{Id} {Name} ({Status}){(ByExternalId ? OfExternalId : OfName)}";

    public static string? Write(IEnumerable<CompanyCandidate> candidates) => string.Join("\n", candidates) is { Length: > 0 } text ? text.CutTo(ProviderAccount.CompanyCandidates) : null;

    public static List<CompanyCandidate> Read(string? text) =>
        (text ?? "").Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.IndexOf(' ') > 0).Select(ReadLine).ToList();

    private static CompanyCandidate ReadLine(string line)
    {
        var blank = line.IndexOf(' ');
        var byExternalId = line.EndsWith(OfExternalId, StringComparison.Ordinal);
        var rest = line.Substring(blank + 1);
        var end = rest.LastIndexOf(" (", StringComparison.Ordinal);
        var name = end < 0 ? rest : rest.Substring(0, end);
        var status = end < 0 ? "" : rest.Substring(end + 2).Split(')')[0];
        return new CompanyCandidate(line.Substring(0, blank), name, status, byExternalId);
    }
}
