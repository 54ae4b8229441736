using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>What a look through Pax8's companies has found so far.</summary>
/// <param name="Candidates">Those with the external id first.</param>
/// <param name="NextPage">Where to go on; null where all has been looked through.</param>
internal sealed record CompaniesFound(List<CompanyCandidate> Candidates, int? NextPage)
{
    public List<CompanyCandidate> ByExternalId => Candidates.FindAll(candidate => candidate.ByExternalId);
}

/// <summary>
/// Looks through all companies of Pax8 for one that was made from here. Pax8 has no filter by external id or name, so every page is read;
/// inactive companies are listed like others. Source: API reference, companies.
/// </summary>
internal static class CompanySearch
{
    /// <summary>More proposals than this help nobody to decide.</summary>
    private const int MostOfAName = 10;

    private const int MostFound = 20;

    /// <summary>Throws <see cref="Pax8Exception"/> where Pax8 cannot be asked.</summary>
    /// <param name="client">Pax8.</param>
    /// <param name="sought">The row.</param>
    /// <param name="deadline">No page is begun near it.</param>
    public static CompaniesFound Look(Pax8Client client, Provisioning sought, Deadline deadline)
    {
        var candidates = sought.LookedPages > 0 ? sought.Candidates : [];
        var name = ProviderAccountMatch.NormalName(sought.Name);
        var country = Countries.TryFind(sought.Company.Address.Country)?.Alpha2;
        for (var page = sought.LookedPages; ; page++)
        {
            if (deadline.LeavesNoPage) return new CompaniesFound(candidates, page);
            var answer = client.ListCompanies(page, Pax8Client.LargestPage);
            foreach (var company in answer.Records.Where(company => candidates.TrueForAll(known => known.Id != company.Id)))
            {
                if (IsOf(company, sought.Of)) Add(candidates, CompanyCandidate.Of(company, byExternalId: true), MostFound);
                else if (ProviderAccountMatch.NormalName(company.Name) == name && Countries.TryFind(company.Address?.Country)?.Alpha2 == country) Add(candidates, CompanyCandidate.Of(company, byExternalId: false), MostOfAName);
            }
            // The number of pages is not relied on: a full page is not the last one.
            var entries = answer.Records.Count + answer.Unreadable.Count;
            if (entries == 0 || (page + 1 >= answer.TotalPages && entries < (answer.Size ?? Pax8Client.LargestPage))) return new CompaniesFound([.. candidates.OrderBy(candidate => !candidate.ByExternalId)], null);
        }
    }

    /// <summary>Whether a company has the external id that an account gives to the one that is made for it.</summary>
    public static bool IsOf(Company company, string? accountId) => accountId is not null && string.Equals(company.ExternalId?.Trim(), accountId, StringComparison.OrdinalIgnoreCase);

    private static void Add(List<CompanyCandidate> candidates, CompanyCandidate candidate, int most)
    {
        if (candidates.Count(known => known.ByExternalId == candidate.ByExternalId) < most) candidates.Add(candidate);
    }
}
