using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

public sealed partial class Pax8State
{
    private readonly Dictionary<string, List<Pax8Contact>> contacts = new(StringComparer.OrdinalIgnoreCase);

    internal ListCache<Pax8Company> CompanyLists { get; } = new();

    /// <summary>The contacts of a company, newest first.</summary>
    public IReadOnlyList<Pax8Contact> ContactsOf(string companyId)
    {
        lock (Gate)
            return [.. MutableContacts(companyId)];
    }

    internal void AddCreated(Pax8Company company, List<Pax8Contact> created, Pax8Delay delay)
    {
        contacts[company.Id] = created;
        companies.Insert(company, null);
        HideFor(delay, companies, company.Id);
        createdCompanies.Add(new Pax8CreatedCompany(company.Id, company.Name, company.ExternalId, Now));
    }

    /// <summary>Contacts of a company that came with the seed are made when somebody first asks: 100,000 companies are not 200,000 contacts.</summary>
    internal List<Pax8Contact> MutableContacts(string companyId)
    {
        if (!contacts.TryGetValue(companyId, out var found))
        {
            found = companies.Known(companyId) is { } company ? GeneratedContacts.Of(company, seed) : [];
            contacts[companyId] = found;
        }

        return found;
    }
}
