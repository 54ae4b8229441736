using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>/companies. Source: the partner endpoints document, and devx.pax8.com/docs/ordering-details for the status rule.</summary>
internal static partial class CompanyEndpoints
{
    private static readonly string[] Statuses = ["Active", "Inactive", "Deleted"];

    /// <summary>id, status and updatedDate are read-only but part of the documented body, so they are taken and ignored.</summary>
    private static readonly string[] BodyMembers =
    [
        "id", "name", "address", "phone", "website", "externalId", "billOnBehalfOfEnabled", "selfServiceAllowed",
        "orderApprovalRequired", "status", "updatedDate",
    ];

    private static readonly string[] CreateMembers = [.. BodyMembers, "contacts"];
    private static readonly string[] AddressMembers = ["street", "street2", "city", "stateOrProvince", "postalCode", "country"];

    private static readonly Dictionary<string, Func<Pax8Company, IComparable?>> SortKeys = new()
    {
        ["name"] = company => company.Name,
        ["city"] = company => company.Address?.City,
        ["country"] = company => company.Address?.Country,
        ["stateOrProvince"] = company => company.Address?.StateOrProvince,
        ["postalCode"] = company => company.Address?.PostalCode,
    };

    /// <summary>Deleted companies are listed too; whether the live API leaves them out of the unfiltered list is not known.</summary>
    public static Pax8Answer List(EndpointContext context)
    {
        var call = context.Call;
        var paging = Paging.Of(call);
        var rows = context.State.CompanyLists.Get(context.State.CompaniesVersion, ListKey(call), () => Filter(context));
        return paging.Answer(rows, Write);
    }

    public static Pax8Answer Get(EndpointContext context) => Ok(Find(context));

    /// <summary>
    /// A company without a primary contact for each of Admin, Billing and Technical is Inactive. A taken name is refused, also where
    /// nobody can see the company that has it: with which status is not known, see <see cref="Pax8Habits.TakenNameStatus"/>.
    /// </summary>
    public static Pax8Answer Create(EndpointContext context)
    {
        var body = RequestBody.Read(context.Call, CreateMembers);
        body.Require("name", "address", "phone", "website", "billOnBehalfOfEnabled", "selfServiceAllowed", "orderApprovalRequired");
        var address = ReadAddress(body, null)!;
        var missing = new[] { ("street", address.Street), ("city", address.City), ("postalCode", address.PostalCode), ("country", address.Country) }
            .Where(member => string.IsNullOrWhiteSpace(member.Item2)).Select(member => $"address.{member.Item1}: This field is required.").ToArray();
        if (missing.Length > 0)
            throw Refusal.UnprocessableWithDetails(missing);
        var contacts = ContactEndpoints.ReadAll(body, context);
        var company = ReadMembers(body, new Pax8Company { Id = context.State.NewId(), Name = "" }) with
        {
            Address = address,
            Status = ContactEndpoints.Complete(contacts) ? "Active" : "Inactive",
            UpdatedDate = Pax8Dates.Microseconds(context.Now),
        };
        RefuseTakenName(context, company);
        context.State.AddCreated(company, contacts, new Pax8Delay(context.Habits.CompanyListedAfter, context.Habits.LateByIdToo));
        return Ok(company);
    }

    /// <summary>Partial. A patch that changes nothing is refused ("at least one parameter has to be modified"), with which status is not known.</summary>
    public static Pax8Answer Patch(EndpointContext context)
    {
        var before = Find(context);
        var body = RequestBody.Read(context.Call, BodyMembers);
        var address = ReadAddress(body, context.Habits.AddressIsReplaced ? null : before.Address);
        var after = ReadMembers(body, before) with { Address = address ?? before.Address };
        if (after == before)
            throw Refusal.WithStatus(context.Habits.NoChangeStatus, "At least one parameter has to be modified");
        if (after.Name != before.Name)
            RefuseTakenName(context, after);
        return Ok(context.State.ChangeCompany(before.Id, _ => after));
    }

    public static Pax8Company Find(EndpointContext context) =>
        context.State.FindCompany(context.Ids["companyId"]) ?? throw Refusal.NotFound("Company", context.Ids["companyId"]);

    public static void Write(Utf8JsonWriter writer, Pax8Company company)
    {
        writer.WriteStartObject();
        writer.Member("id", company.Id.Length == 0 ? null : company.Id);
        writer.WriteString("name", company.Name);
        if (company.Address is { } address)
        {
            writer.WriteStartObject("address");
            writer.Member("street", address.Street);
            writer.Member("street2", address.Street2);
            writer.Member("city", address.City);
            writer.Member("postalCode", address.PostalCode);
            writer.Member("country", address.Country);
            writer.Member("stateOrProvince", address.StateOrProvince);
            writer.WriteEndObject();
        }

        writer.Member("phone", company.Phone);
        writer.Member("website", company.Website);
        writer.Member("status", company.Status);
        writer.Member("externalId", company.ExternalId);
        writer.Member("selfServiceAllowed", company.SelfServiceAllowed);
        writer.Member("billOnBehalfOfEnabled", company.BillOnBehalfOfEnabled);
        writer.Member("orderApprovalRequired", company.OrderApprovalRequired);
        writer.Member("updatedDate", company.UpdatedDate);
        writer.WriteEndObject();
    }

    private static IReadOnlyList<Pax8Company> Filter(EndpointContext context)
    {
        var call = context.Call;
        IReadOnlyList<Pax8Company> rows = context.State.ListedCompanies;
        Keep(Query.Text(call, "city"), company => company.Address?.City);
        Keep(Query.Text(call, "country"), company => company.Address?.Country);
        Keep(Query.Text(call, "stateOrProvince"), company => company.Address?.StateOrProvince);
        Keep(Query.Text(call, "postalCode"), company => company.Address?.PostalCode);
        KeepFlag(Query.Flag(call, "selfServiceAllowed"), company => company.SelfServiceAllowed);
        KeepFlag(Query.Flag(call, "billOnBehalfOfEnabled"), company => company.BillOnBehalfOfEnabled);
        KeepFlag(Query.Flag(call, "orderApprovalRequired"), company => company.OrderApprovalRequired);
        Keep(Query.Choice(call, "status", Statuses), company => company.Status);
        return Query.Sorted(call, rows, SortKeys);

        void Keep(string? wanted, Func<Pax8Company, string?> value)
        {
            if (wanted is not null)
                rows = rows.Where(company => string.Equals(value(company), wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        }

        void KeepFlag(bool? wanted, Func<Pax8Company, bool?> value)
        {
            if (wanted is not null)
                rows = rows.Where(company => (value(company) ?? false) == wanted).ToList();
        }
    }

    private static string ListKey(Pax8Call call) =>
        string.Join('&', call.Query.Where(pair => pair.Key is not ("page" or "size")).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value));

    private static Pax8Company ReadMembers(RequestBody body, Pax8Company company) => company with
    {
        Name = body.Text("name") ?? company.Name,
        Phone = body.Text("phone") ?? company.Phone,
        Website = body.Text("website") ?? company.Website,
        ExternalId = body.Text("externalId") ?? company.ExternalId,
        BillOnBehalfOfEnabled = body.Flag("billOnBehalfOfEnabled") ?? company.BillOnBehalfOfEnabled,
        SelfServiceAllowed = body.Flag("selfServiceAllowed") ?? company.SelfServiceAllowed,
        OrderApprovalRequired = body.Flag("orderApprovalRequired") ?? company.OrderApprovalRequired,
    };

    /// <summary>Members of the address that are left out stay as they were before; null where there was no address.</summary>
    private static Pax8Address? ReadAddress(RequestBody body, Pax8Address? before)
    {
        if (body.Object("address", AddressMembers) is not { } sent)
            return null;
        var country = sent.Text("country");
        if (country is not null && !CountryCode().IsMatch(country))
            throw Refusal.UnprocessableWithDetails("address.country: must match \"^[A-Z]{2}$\"");
        return new Pax8Address
        {
            Street = sent.Text("street") ?? before?.Street,
            Street2 = sent.Text("street2") ?? before?.Street2,
            City = sent.Text("city") ?? before?.City,
            StateOrProvince = sent.Text("stateOrProvince") ?? before?.StateOrProvince,
            PostalCode = sent.Text("postalCode") ?? before?.PostalCode,
            Country = country ?? before?.Country,
        };
    }

    private static void RefuseTakenName(EndpointContext context, Pax8Company company)
    {
        if (context.State.CompanyNameIsTaken(company.Name, company.Id))
            throw Refusal.WithStatus(context.Habits.TakenNameStatus, "Company already exists: " + company.Name);
    }

    private static Pax8Answer Ok(Pax8Company company) => new()
    {
        Status = 200,
        ContentType = "application/json",
        Body = Json.Write(writer => Write(writer, company)),
    };

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex CountryCode();
}
