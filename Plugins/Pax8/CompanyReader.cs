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
    public static RecordPage<Company> ReadPage(byte[] utf8) => RecordReading.ReadPage<Company>(utf8, MemberNames, ReadCompany);

    /// <summary>A body of <c>GET /companies/{companyId}</c>.</summary>
    /// <inheritdoc cref="ReadPage"/>
    public static Company ReadOne(byte[] utf8) => RecordReading.ReadOne<Company>(utf8, MemberNames, "a company", ReadCompany);

    private static Company? ReadCompany(JsonTextReader reader, out string? id, out string? problem)
    {
        id = null;
        problem = null;
        if (!reader.Begins("it", ref problem)) return null;
        string? name = null, phone = null, website = null, externalId = null, status = null;
        DateTime? updated = null;
        bool? selfService = null, billOnBehalf = null, orderApproval = null;
        Address? address = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": id = reader.Text(member, ref problem); break;
                case "name": name = reader.Text(member, ref problem); break;
                case "address": address = ReadAddress(reader, ref problem); break;
                case "phone": phone = reader.Text(member, ref problem); break;
                case "website": website = reader.Text(member, ref problem); break;
                case "externalId": externalId = reader.Text(member, ref problem); break;
                case "selfServiceAllowed": selfService = reader.Flag(member, ref problem); break;
                case "billOnBehalfOfEnabled": billOnBehalf = reader.Flag(member, ref problem); break;
                case "orderApprovalRequired": orderApproval = reader.Flag(member, ref problem); break;
                case "status": status = reader.Text(member, ref problem); break;
                case "updatedDate": updated = reader.Date(member, ref problem); break;
                default: reader.Skip(); break;
            }
        }
        if (id is null) problem ??= "it has no id";
        if (problem is not null) return null;
        return new Company(id!)
        {
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

    private static Address? ReadAddress(JsonTextReader reader, ref string? problem)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        if (!reader.Begins("address", ref problem)) return null;
        string? street = null, street2 = null, city = null, state = null, postalCode = null, country = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "street": street = reader.Text(member, ref problem); break;
                case "street2": street2 = reader.Text(member, ref problem); break;
                case "city": city = reader.Text(member, ref problem); break;
                case "stateOrProvince": state = reader.Text(member, ref problem); break;
                case "postalCode": postalCode = reader.Text(member, ref problem); break;
                case "country": country = reader.Text(member, ref problem); break;
                default: reader.Skip(); break;
            }
        }
        return new Address { Street = street, Street2 = street2, City = city, StateOrProvince = state, PostalCode = postalCode, Country = country };
    }
}
