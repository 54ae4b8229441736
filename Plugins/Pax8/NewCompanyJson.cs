using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>What callers may say of a company that is to be made: null for what they do not say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address; null members are not said.</param>
/// <param name="Phone">Its phone.</param>
/// <param name="Website">Its website.</param>
/// <param name="Contacts">All its contacts.</param>
internal sealed record CompanyDetails(string? Name, Address Address, string? Phone, string? Website, IReadOnlyList<NewContact>? Contacts);

/// <summary>
/// Companies that are to be made, as JSON: for Pax8, for the dialog, and on the row until they are sent. Members are Pax8's:
/// <c>name, address {street, street2, city, stateOrProvince, postalCode, country}, phone, website, contacts [{types, firstName, lastName,
/// email, phone}]</c>; types are words for the dialog, objects for Pax8. Unknown members are refused, as Pax8 refuses them.
/// Source: partner endpoints, schemas Company and Contact.
/// </summary>
internal static class NewCompanyJson
{
    private static readonly string[] Members = ["name", "address", "phone", "website", "contacts"];

    private static readonly string[] AddressMembers = ["street", "street2", "city", "stateOrProvince", "postalCode", "country"];

    private static readonly string[] ContactMembers = ["types", "firstName", "lastName", "email", "phone"];

    /// <summary>The body of <c>POST /companies</c>: what has no value is left out.</summary>
    public static string Body(NewCompany company)
    {
        var body = new JObject();
        Put(body, "name", company.Name);
        body["address"] = AddressOf(company.Address);
        Put(body, "phone", company.Phone);
        Put(body, "website", company.Website);
        Put(body, "externalId", company.ExternalId);
        body["selfServiceAllowed"] = company.SelfServiceAllowed;
        body["billOnBehalfOfEnabled"] = company.BillOnBehalfOfEnabled;
        body["orderApprovalRequired"] = company.OrderApprovalRequired;
        body["contacts"] = new JArray(company.Contacts.Select(contact => ContactOf(contact, type => new JObject { ["type"] = type, ["primary"] = true })));
        return Pax8Json.Write(body);
    }

    /// <summary>For the dialog: company and contacts, without what the integration adds.</summary>
    public static string Details(NewCompany company)
    {
        var details = new JObject();
        Put(details, "name", company.Name);
        details["address"] = AddressOf(company.Address);
        Put(details, "phone", company.Phone);
        Put(details, "website", company.Website);
        details["contacts"] = People(company.Contacts);
        return Pax8Json.Write(details);
    }

    /// <summary>A list of people.</summary>
    public static string Contacts(IReadOnlyList<NewContact> contacts) => People(contacts).ToString(Newtonsoft.Json.Formatting.None);

    /// <summary>What <see cref="Contacts"/> has written; none where the text is none.</summary>
    public static IReadOnlyList<NewContact> ReadContacts(string? text) =>
        string.IsNullOrEmpty(text) || Pax8Json.TryReadObject("{\"contacts\":" + text + "}") is not { } wrapped ? [] : ContactsIn(wrapped, []) ?? [];

    /// <summary>What a caller says.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="problem">A clause, where it cannot be taken: <c>colour is not a member of a company</c>.</param>
    public static CompanyDetails? ReadDetails(string text, out string? problem)
    {
        problem = null;
        if (Pax8Json.TryReadObject(text) is not { } details)
        {
            problem = "it is not JSON of one object";
            return null;
        }
        var problems = new List<string>();
        RefuseOthers(details, Members, "a company", problems);
        var address = new Address();
        if (details["address"] is JObject sent)
        {
            RefuseOthers(sent, AddressMembers, "an address", problems);
            address = new Address
            {
                Street = Text(sent, "street"),
                Street2 = Text(sent, "street2"),
                City = Text(sent, "city"),
                StateOrProvince = Text(sent, "stateOrProvince"),
                PostalCode = Text(sent, "postalCode"),
                Country = Text(sent, "country"),
            };
        }
        else if (details["address"] is { Type: not JTokenType.Null }) problems.Add("address is not an object");
        var read = new CompanyDetails(Text(details, "name"), address, Text(details, "phone"), Text(details, "website"), ContactsIn(details, problems));
        problem = problems.FirstOrDefault();
        return problem is null ? read : null;
    }

    private static List<NewContact>? ContactsIn(JObject details, List<string> problems)
    {
        if (details["contacts"] is not { Type: not JTokenType.Null } sent) return null;
        var contacts = new List<NewContact>();
        if (sent is not JArray list)
        {
            problems.Add("contacts is not a list");
            return contacts;
        }
        foreach (var entry in list)
        {
            if (entry is not JObject contact)
            {
                problems.Add("a contact is not an object");
                continue;
            }
            RefuseOthers(contact, ContactMembers, "a contact", problems);
            var types = (contact["types"] as JArray)?.Select(Pax8Json.Text).ToList() ?? [];
            problems.AddRange(types.Where(type => !ContactTypes.All.Contains(type)).Select(type => $"{Pax8Json.Shorten(type ?? "nothing", 50)} is no type of a contact; the types are {string.Join(", ", ContactTypes.All)}"));
            contacts.Add(new NewContact
            {
                Types = [.. ContactTypes.All.Where(type => types.Contains(type))],
                FirstName = Text(contact, "firstName"),
                LastName = Text(contact, "lastName"),
                Email = Text(contact, "email"),
                Phone = Text(contact, "phone"),
            });
        }
        return contacts;
    }

    private static void RefuseOthers(JObject from, string[] members, string what, List<string> problems) =>
        problems.AddRange(from.Properties().Where(property => !members.Contains(property.Name)).Select(property => $"{Pax8Json.Shorten(property.Name, 50)} is not a member of {what}"));

    /// <summary>An empty text is said: it empties what stood there.</summary>
    private static string? Text(JObject from, string member) => from[member] is JValue { Value: string text } ? text.Trim() : Pax8Json.Text(from, member);

    private static JObject AddressOf(Address address)
    {
        var members = new JObject();
        Put(members, "street", address.Street);
        Put(members, "street2", address.Street2);
        Put(members, "city", address.City);
        Put(members, "stateOrProvince", address.StateOrProvince);
        Put(members, "postalCode", address.PostalCode);
        Put(members, "country", address.Country);
        return members;
    }

    private static JArray People(IReadOnlyList<NewContact> contacts) => new(contacts.Select(contact => ContactOf(contact, type => type)));

    private static JObject ContactOf(NewContact contact, Func<string, JToken> type)
    {
        var members = new JObject();
        Put(members, "firstName", contact.FirstName);
        Put(members, "lastName", contact.LastName);
        Put(members, "email", contact.Email);
        Put(members, "phone", contact.Phone);
        members["types"] = new JArray(contact.Types.Select(type));
        return members;
    }

    private static void Put(JObject to, string member, string? value)
    {
        if (!string.IsNullOrEmpty(value)) to[member] = value;
    }
}
