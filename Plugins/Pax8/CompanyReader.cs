using System;
using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>Companies out of JSON, see <see cref="RecordReading"/>.</summary>
internal static class CompanyReader
{
    private static readonly DefaultJsonNameTable MemberNames = RecordReading.MemberNames(
        "id", "name", "address", "phone", "website", "externalId", "selfServiceAllowed", "billOnBehalfOfEnabled", "orderApprovalRequired", "status", "updatedDate",
        "street", "street2", "city", "stateOrProvince", "postalCode", "country");

    /// <summary>A body of <c>GET /companies</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no page of a list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static RecordPage<Company> ReadPage(Body body) => RecordReading.ReadPage<Company>(body, MemberNames, ReadCompany);

    /// <summary>A body of <c>GET /companies/{companyId}</c>.</summary>
    /// <inheritdoc cref="ReadPage"/>
    public static Company ReadOne(Body body) => RecordReading.ReadOne<Company>(body, MemberNames, "a company", ReadCompany);

    private static Company? ReadCompany(JsonTextReader reader, RecordNotes notes)
    {
        if (!reader.BeginsRecord(notes)) return null;
        string? name = null, phone = null, website = null, externalId = null, status = null;
        DateTime? updated = null;
        bool? selfService = null, billOnBehalf = null, orderApproval = null;
        Address? address = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": notes.Id = reader.RequiredId(member, notes); break;
                case "name": name = reader.Text(member, notes); break;
                case "address": address = ReadAddress(reader, notes); break;
                case "phone": phone = reader.Text(member, notes); break;
                case "website": website = reader.Text(member, notes); break;
                case "externalId": externalId = reader.Text(member, notes); break;
                case "selfServiceAllowed": selfService = reader.Flag(member, notes); break;
                case "billOnBehalfOfEnabled": billOnBehalf = reader.Flag(member, notes); break;
                case "orderApprovalRequired": orderApproval = reader.Flag(member, notes); break;
                case "status": status = reader.Text(member, notes); break;
                case "updatedDate": updated = reader.Date(member, notes); break;
                default: reader.Skip(); break;
            }
        }
        if (notes.Id is null) notes.Refuse("it has no id");
        if (notes.Problem is not null) return null;
        return new Company(notes.Id!)
        {
            Unreadable = notes.Values,
            Name = name,
            Address = address,
            Phone = phone,
            Website = website,
            ExternalId = externalId,
            SelfServiceAllowed = selfService,
            BillOnBehalfOfEnabled = billOnBehalf,
            OrderApprovalRequired = orderApproval,
            Status = status,
            Updated = updated,
        };
    }

    private static Address? ReadAddress(JsonTextReader reader, RecordNotes notes)
    {
        if (!reader.Begins("address", notes)) return null;
        string? street = null, street2 = null, city = null, state = null, postalCode = null, country = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "street": street = reader.Text("address.street", notes); break;
                case "street2": street2 = reader.Text("address.street2", notes); break;
                case "city": city = reader.Text("address.city", notes); break;
                case "stateOrProvince": state = reader.Text("address.stateOrProvince", notes); break;
                case "postalCode": postalCode = reader.Text("address.postalCode", notes); break;
                case "country": country = reader.Text("address.country", notes); break;
                default: reader.Skip(); break;
            }
        }
        return new Address { Street = street, Street2 = street2, City = city, StateOrProvince = state, PostalCode = postalCode, Country = country };
    }
}
