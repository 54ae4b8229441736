using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>A company that is to be made, put together of what is known; and what Pax8 requires and it lacks. Pure.</summary>
internal static class ProvisioningDraft
{
    /// <summary>Characters of a value of a contact: what the platform's own columns of contacts hold at most.</summary>
    private const int LongestOfContact = 100;

    /// <summary>Of a value that cannot be taken, in a sentence.</summary>
    private const int LongestShown = 50;

    /// <summary>What was said goes before what is known; the country of the connector fills in where none is.</summary>
    /// <param name="known">The account, or the row that is to be sent again.</param>
    /// <param name="people">The account's people; the first is offered for everything.</param>
    /// <param name="said">What the caller says; null for nothing.</param>
    /// <param name="defaults">What the connector says.</param>
    public static NewCompany Of(NewCompany known, IReadOnlyList<NewContact> people, CompanyDetails? said, CompanyDefaults defaults)
    {
        var address = known.Address;
        var country = said?.Address.Country ?? address.Country;
        return known with
        {
            Name = Tidy(said?.Name ?? known.Name),
            Address = new Address
            {
                Street = Tidy(said?.Address.Street ?? address.Street),
                Street2 = Tidy(said?.Address.Street2 ?? address.Street2),
                City = Tidy(said?.Address.City ?? address.City),
                StateOrProvince = Tidy(said?.Address.StateOrProvince ?? address.StateOrProvince),
                PostalCode = Tidy(said?.Address.PostalCode ?? address.PostalCode),
                Country = string.IsNullOrWhiteSpace(country) ? defaults.Country : Countries.TryFind(country)?.Alpha2 ?? Tidy(country),
            },
            Phone = Tidy(said?.Phone ?? known.Phone),
            Website = Tidy(said?.Website ?? known.Website),
            SelfServiceAllowed = defaults.SelfServiceAllowed,
            BillOnBehalfOfEnabled = defaults.BillOnBehalfOfEnabled,
            OrderApprovalRequired = defaults.OrderApprovalRequired,
            Contacts = Merged(said?.Contacts ?? [.. people.Take(1).Select(person => person with { Types = ContactTypes.All })]),
        };
    }

    /// <summary>Everything that Pax8 requires and that is missing or cannot be taken, each as people read it: <c>Street</c>, <c>Billing contact: Last Name</c>.</summary>
    public static List<string> Missing(NewCompany company)
    {
        var missing = new List<string>();
        Check(ProviderAccount.Name, company.Name, "Name", missing);
        Check(ProviderAccount.Street, company.Address.Street, null, missing);
        if (company.Address.Street2 is not null) Check(ProviderAccount.Street2, company.Address.Street2, null, missing);
        Check(ProviderAccount.City, company.Address.City, null, missing);
        Check(ProviderAccount.StateOrProvince, company.Address.StateOrProvince, null, missing);
        Check(ProviderAccount.PostalCode, company.Address.PostalCode, null, missing);
        if (company.Address.Country is null) missing.Add("Country");
        else if (Countries.TryFind(company.Address.Country) is null) missing.Add($"Country ({Pax8Json.Shorten(company.Address.Country, LongestShown)} is no country of ISO 3166-1)");
        Check(ProviderAccount.Phone, company.Phone, null, missing);
        Check(ProviderAccount.Website, company.Website, null, missing);
        foreach (var type in ContactTypes.All)
        {
            var holders = company.Contacts.Where(contact => contact.Types.Contains(type)).ToList();
            if (holders.Count == 0) missing.Add($"{type} contact");
            else if (holders.Count > 1) missing.Add($"{type} contact (one person only)");
            else Check(type, holders[0], missing);
        }
        return missing;
    }

    private static void Check(string type, NewContact contact, List<string> missing)
    {
        Check($"{type} contact: First Name", contact.FirstName, missing);
        Check($"{type} contact: Last Name", contact.LastName, missing);
        var email = contact.Email;
        if (email is not null && (email.IndexOf('@') is var at && (at < 1 || at == email.Length - 1) || email.Any(char.IsWhiteSpace))) missing.Add($"{type} contact: E-mail ({Pax8Json.Shorten(email, LongestShown)} is no e-mail address)");
        else Check($"{type} contact: E-mail", email, missing);
        Check($"{type} contact: Phone", contact.Phone, missing);
    }

    private static void Check(Column column, string? value, string? caption, List<string> missing)
    {
        if (value is null) missing.Add(caption ?? column.Caption);
        else if (value.Length > column.Length) missing.Add(FormattableString.Invariant($"{caption ?? column.Caption} ({value.Length:N0} characters, at most {column.Length})"));
    }

    private static void Check(string caption, string? value, List<string> missing)
    {
        if (value is null) missing.Add(caption);
        else if (value.Length > LongestOfContact) missing.Add(FormattableString.Invariant($"{caption} ({value.Length:N0} characters, at most {LongestOfContact})"));
    }

    /// <summary>One person who is named for several things is one contact: a second one with the same e-mail may be refused.</summary>
    private static List<NewContact> Merged(IEnumerable<NewContact> contacts) => contacts
        .Select(contact => contact with { FirstName = Tidy(contact.FirstName), LastName = Tidy(contact.LastName), Email = Tidy(contact.Email), Phone = Tidy(contact.Phone) })
        .Where(contact => contact.Types.Count > 0)
        .GroupBy(contact => string.Join("\n", contact.FirstName, contact.LastName, contact.Email, contact.Phone), StringComparer.Ordinal)
        .Select(group => group.First() with { Types = [.. ContactTypes.All.Where(type => group.Any(contact => contact.Types.Contains(type)))] })
        .ToList();

    // As a column keeps it, and longer than any that it is for: what is too long is refused, never cut.
    private static string? Tidy(string? text) => text.ForColumn(ProviderAccount.ProvisioningMessage);
}
