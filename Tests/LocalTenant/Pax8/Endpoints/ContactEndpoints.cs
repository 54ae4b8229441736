using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>/companies/{companyId}/contacts. Source: the partner endpoints document.</summary>
internal static class ContactEndpoints
{
    private static readonly string[] Roles = ["Admin", "Billing", "Technical"];
    private static readonly string[] TypeMembers = ["type", "primary"];

    /// <summary>Members of the documented body; id and createdDate are read-only and ignored.</summary>
    public static readonly IReadOnlyCollection<string> Members = ["id", "firstName", "lastName", "email", "phone", "createdDate", "types"];

    /// <summary>Newest first.</summary>
    public static Pax8Answer List(EndpointContext context)
    {
        var company = CompanyEndpoints.Find(context);
        return Paging.Of(context.Call).Answer(context.State.MutableContacts(company.Id), Write);
    }

    public static Pax8Answer Get(EndpointContext context) => Ok(Find(context, out _));

    public static Pax8Answer Create(EndpointContext context)
    {
        var company = CompanyEndpoints.Find(context);
        var contact = Read(RequestBody.Read(context.Call, Members), context, null);
        var contacts = context.State.MutableContacts(company.Id);
        Demote(contacts, contact);
        contacts.Insert(0, contact);
        SetStatus(context, company);
        return Ok(contact);
    }

    /// <summary>The whole contact. Whether types that are left out are cleared is not known: see <see cref="Pax8Habits.TypesLeftOutAreCleared"/>.</summary>
    public static Pax8Answer Put(EndpointContext context)
    {
        var before = Find(context, out var contacts);
        var after = Read(RequestBody.Read(context.Call, Members), context, before);
        RefuseLastPrimary(context, contacts, before, after);
        contacts[contacts.IndexOf(before)] = after;
        Demote(contacts, after);
        SetStatus(context, CompanyEndpoints.Find(context));
        return Ok(after);
    }

    /// <summary>The last primary contact of a role stays: the refusal is presumed from the rule that an Active company has all three.</summary>
    public static Pax8Answer Delete(EndpointContext context)
    {
        var contact = Find(context, out var contacts);
        RefuseLastPrimary(context, contacts, contact, null);
        contacts.Remove(contact);
        SetStatus(context, CompanyEndpoints.Find(context));
        return new Pax8Answer { Status = 204 };
    }

    /// <summary>Whether each role has a primary contact.</summary>
    public static bool Complete(IReadOnlyCollection<Pax8Contact> contacts) => Roles.All(role => IsPrimary(contacts, role));

    /// <summary>The contacts of a new company, the last of the request first. Of two primary ones for a role the later is.</summary>
    public static List<Pax8Contact> ReadAll(RequestBody company, EndpointContext context)
    {
        var contacts = new List<Pax8Contact>();
        foreach (var body in company.Objects("contacts", Members) ?? [])
        {
            var contact = Read(body, context, null);
            Demote(contacts, contact);
            contacts.Insert(0, contact);
        }

        return contacts;
    }

    private static Pax8Contact Read(RequestBody body, EndpointContext context, Pax8Contact? before)
    {
        body.Require("firstName", "lastName", "email", "phone");
        var email = body.Text("email")!;
        if (!email.Contains('@'))
            throw Refusal.UnprocessableWithDetails("email: must be a well-formed email address");
        return new Pax8Contact
        {
            Id = before?.Id ?? context.State.NewId(),
            FirstName = body.Text("firstName")!,
            LastName = body.Text("lastName")!,
            Email = email,
            Phone = body.Text("phone")!,
            CreatedDate = before?.CreatedDate ?? Pax8Dates.Day(context.Now),
            Types = body.Objects("types", TypeMembers)?.Select(type =>
                new Pax8ContactType(type.Choice("type", Roles) ?? throw Refusal.InvalidField("type"), type.Flag("primary") ?? false)).ToList()
                ?? (context.Habits.TypesLeftOutAreCleared ? null : before?.Types) ?? [],
        };
    }

    private static Pax8Contact Find(EndpointContext context, out List<Pax8Contact> contacts)
    {
        contacts = context.State.MutableContacts(CompanyEndpoints.Find(context).Id);
        var id = context.Ids["contactId"];
        return contacts.Find(contact => contact.Id == id) ?? throw Refusal.NotFound("Contact", id);
    }

    private static bool IsPrimary(IEnumerable<Pax8Contact> contacts, string role) =>
        contacts.Any(contact => contact.Types.Any(type => type.Type == role && type.Primary));

    /// <summary>A role has one primary contact: a new one takes the place of the old.</summary>
    private static void Demote(List<Pax8Contact> contacts, Pax8Contact primary)
    {
        var taken = primary.Types.Where(type => type.Primary).Select(type => type.Type).ToHashSet();
        for (var i = 0; i < contacts.Count; i++)
        {
            if (contacts[i].Id != primary.Id && contacts[i].Types.Any(type => type.Primary && taken.Contains(type.Type)))
                contacts[i] = contacts[i] with { Types = contacts[i].Types.Select(type => taken.Contains(type.Type) ? type with { Primary = false } : type).ToList() };
        }
    }

    private static void RefuseLastPrimary(EndpointContext context, List<Pax8Contact> contacts, Pax8Contact leaving, Pax8Contact? coming)
    {
        if (context.Habits.LastPrimaryMayGo)
            return;
        var rest = contacts.Where(contact => contact.Id != leaving.Id).Concat(coming is null ? [] : [coming]).ToList();
        foreach (var role in Roles.Where(role => IsPrimary(contacts, role) && !IsPrimary(rest, role)))
            throw Refusal.Unprocessable($"A company must have a primary contact for each contact type: {role}");
    }

    /// <summary>Active with all three primary contacts, Inactive where the last one of a role may go and went.</summary>
    private static void SetStatus(EndpointContext context, Pax8Company company)
    {
        var complete = Complete(context.State.MutableContacts(company.Id));
        if (company.Status == "Inactive" && complete)
            context.State.SetCompanyStatus(company.Id, "Active");
        else if (company.Status == "Active" && !complete && context.Habits.LastPrimaryMayGo)
            context.State.SetCompanyStatus(company.Id, "Inactive");
    }

    private static void Write(Utf8JsonWriter writer, Pax8Contact contact)
    {
        writer.WriteStartObject();
        writer.WriteString("id", contact.Id);
        writer.WriteString("firstName", contact.FirstName);
        writer.WriteString("lastName", contact.LastName);
        writer.WriteString("email", contact.Email);
        writer.WriteString("phone", contact.Phone);
        writer.WriteString("createdDate", contact.CreatedDate);
        writer.WriteStartArray("types");
        foreach (var type in contact.Types)
        {
            writer.WriteStartObject();
            writer.WriteString("type", type.Type);
            writer.WriteBoolean("primary", type.Primary);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Pax8Answer Ok(Pax8Contact contact) => new()
    {
        Status = 200,
        ContentType = "application/json",
        Body = Json.Write(writer => Write(writer, contact)),
    };
}
