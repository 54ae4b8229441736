using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// Companies out of JSON, token by token: a page is read once, without a tree in between. Unknown members are passed over.
/// A number or a truth value where a text is expected is taken as its text; where a value cannot be taken, its company is
/// unreadable and the rest of the page is not.
/// </summary>
internal static class CompanyReader
{
    private const int LongestExcerpt = 200;

    private sealed record Failure(int Index, string? Id, string Reason);

    /// <summary>A body of <c>GET /companies</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no page of a list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static CompanyPage ReadPage(byte[] utf8)
    {
        using var reader = Open(utf8);
        List<Company>? companies = null;
        var failures = new List<Failure>();
        PageMembers? page = null;
        while (NextMember(reader) is { } member)
        {
            if (member == "content" && reader.TokenType == JsonToken.StartArray)
            {
                if (companies is not null) throw new UnreadableBodyException("a list with two members \"content\"");
                companies = ReadContent(reader, failures);
            }
            else if (member == "page" && reader.TokenType == JsonToken.StartObject) page = ReadPageMembers(reader);
            else reader.Skip();
        }
        ExpectEnd(reader);

        if (companies is null) throw new UnreadableBodyException("a list without the member \"content\"");
        if (page is not { Total: { } total }) throw new UnreadableBodyException("a list without its number of records (page.totalElements)");
        var size = page.Size ?? companies.Count + failures.Count;
        var pages = page.Pages ?? (size == 0 ? 0 : (int)(((long)total + size - 1) / size));
        return new CompanyPage(companies, WithExcerpts(utf8, failures), total, pages, page.Number ?? 0, size);
    }

    /// <summary>A body of <c>GET /companies/{companyId}</c>.</summary>
    /// <inheritdoc cref="ReadPage"/>
    public static Company ReadOne(byte[] utf8)
    {
        using var reader = Open(utf8);
        var company = ReadCompany(reader, out _, out var problem);
        ExpectEnd(reader);
        return company ?? throw new UnreadableBodyException($"a company that cannot be read: {problem}");
    }

    private static JsonTextReader Open(byte[] utf8)
    {
        var reader = Pax8Json.Read(utf8);
        // The reader then hands out one string per member name instead of one per occurrence, as the serializer has it too.
        reader.PropertyNameTable = MemberNames;
        do
        {
            if (!reader.Read()) throw new UnreadableBodyException("nothing");
        }
        while (reader.TokenType == JsonToken.Comment);
        if (reader.TokenType != JsonToken.StartObject) throw new UnreadableBodyException("JSON that is not an object");
        return reader;
    }

    // Filled here and only read afterwards, so it may be shared between executions.
    private static readonly DefaultJsonNameTable MemberNames = NamesOf(
        "content", "page", "totalElements", "totalPages", "number", "size",
        "id", "name", "address", "phone", "website", "externalId", "selfServiceAllowed", "billOnBehalfOfEnabled", "orderApprovalRequired", "status", "updatedDate",
        "street", "street2", "city", "stateOrProvince", "postalCode", "country");

    private static DefaultJsonNameTable NamesOf(params string[] names)
    {
        var table = new DefaultJsonNameTable();
        foreach (var name in names) table.Add(name);
        return table;
    }

    private static List<Company> ReadContent(JsonTextReader reader, List<Failure> failures)
    {
        var companies = new List<Company>(Pax8Client.LargestPage);
        for (var index = 0; ReadOrFail(reader) && reader.TokenType != JsonToken.EndArray; index++)
        {
            if (ReadCompany(reader, out var id, out var problem) is { } company) companies.Add(company);
            else failures.Add(new Failure(index, id, problem!));
        }
        return companies;
    }

    private static Company? ReadCompany(JsonTextReader reader, out string? id, out string? problem)
    {
        id = null;
        problem = null;
        if (reader.TokenType != JsonToken.StartObject)
        {
            problem = "it is not an object";
            reader.Skip();
            return null;
        }
        string? name = null, phone = null, website = null, externalId = null, status = null, updated = null;
        bool? selfService = null, billOnBehalf = null, orderApproval = null;
        Address? address = null;
        while (NextMember(reader) is { } member)
        {
            switch (member)
            {
                case "id": id = Text(reader, member, ref problem); break;
                case "name": name = Text(reader, member, ref problem); break;
                case "address": address = ReadAddress(reader, ref problem); break;
                case "phone": phone = Text(reader, member, ref problem); break;
                case "website": website = Text(reader, member, ref problem); break;
                case "externalId": externalId = Text(reader, member, ref problem); break;
                case "selfServiceAllowed": selfService = Flag(reader, member, ref problem); break;
                case "billOnBehalfOfEnabled": billOnBehalf = Flag(reader, member, ref problem); break;
                case "orderApprovalRequired": orderApproval = Flag(reader, member, ref problem); break;
                case "status": status = Text(reader, member, ref problem); break;
                case "updatedDate": updated = Text(reader, member, ref problem); break;
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
            Updated = Pax8Dates.TryParse(updated, out var date) ? date : null,
        };
    }

    private static Address? ReadAddress(JsonTextReader reader, ref string? problem)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        if (reader.TokenType != JsonToken.StartObject)
        {
            problem ??= "address is not an object";
            reader.Skip();
            return null;
        }
        string? street = null, street2 = null, city = null, state = null, postalCode = null, country = null;
        while (NextMember(reader) is { } member)
        {
            switch (member)
            {
                case "street": street = Text(reader, member, ref problem); break;
                case "street2": street2 = Text(reader, member, ref problem); break;
                case "city": city = Text(reader, member, ref problem); break;
                case "stateOrProvince": state = Text(reader, member, ref problem); break;
                case "postalCode": postalCode = Text(reader, member, ref problem); break;
                case "country": country = Text(reader, member, ref problem); break;
                default: reader.Skip(); break;
            }
        }
        return new Address { Street = street, Street2 = street2, City = city, StateOrProvince = state, PostalCode = postalCode, Country = country };
    }

    private sealed record PageMembers(int? Total, int? Pages, int? Number, int? Size);

    private static PageMembers ReadPageMembers(JsonTextReader reader)
    {
        int? total = null, pages = null, number = null, size = null;
        while (NextMember(reader) is { } member)
        {
            switch (member)
            {
                case "totalElements": total = Count(reader); break;
                case "totalPages": pages = Count(reader); break;
                case "number": number = Count(reader); break;
                case "size": size = Count(reader); break;
                default: reader.Skip(); break;
            }
        }
        return new PageMembers(total, pages, number, size);
    }

    /// <summary>Moves to the next member's value and gives the member's name; null at the end of the object.</summary>
    private static string? NextMember(JsonTextReader reader)
    {
        while (ReadOrFail(reader))
        {
            if (reader.TokenType == JsonToken.EndObject) return null;
            if (reader.TokenType != JsonToken.PropertyName) continue;
            var member = (string)reader.Value!;
            ReadOrFail(reader);
            return member;
        }
        return null;
    }

    private static bool ReadOrFail(JsonTextReader reader)
    {
        do
        {
            if (!reader.Read()) throw new UnreadableBodyException("JSON that breaks off");
        }
        while (reader.TokenType == JsonToken.Comment);
        return true;
    }

    private static void ExpectEnd(JsonTextReader reader)
    {
        // Comments may follow; at anything else the reader throws.
        while (reader.Read()) { }
    }

    private static string? Text(JsonTextReader reader, string member, ref string? problem)
    {
        switch (reader.TokenType)
        {
            case JsonToken.String: return (string)reader.Value! is { Length: > 0 } text ? text : null;
            case JsonToken.Null or JsonToken.Undefined: return null;
            case JsonToken.Integer or JsonToken.Float: return Convert.ToString(reader.Value, CultureInfo.InvariantCulture);
            case JsonToken.Boolean: return (bool)reader.Value! ? "true" : "false";
            default:
                problem ??= $"{member} is not a text";
                reader.Skip();
                return null;
        }
    }

    private static bool? Flag(JsonTextReader reader, string member, ref string? problem)
    {
        switch (reader.TokenType)
        {
            case JsonToken.Boolean: return (bool)reader.Value!;
            case JsonToken.Null or JsonToken.Undefined: return null;
            case JsonToken.String when bool.TryParse((string)reader.Value!, out var flag): return flag;
            default:
                problem ??= $"{member} is neither true nor false";
                reader.Skip();
                return null;
        }
    }

    private static int? Count(JsonTextReader reader)
    {
        if (reader.TokenType is JsonToken.Integer or JsonToken.Float or JsonToken.String
            && decimal.TryParse(Convert.ToString(reader.Value, CultureInfo.InvariantCulture), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number <= int.MaxValue && number == decimal.Truncate(number)) return (int)number;
        reader.Skip();
        return null;
    }

    /// <summary>Reads the page a second time, as a tree: only where something was unreadable is its text wanted.</summary>
    private static List<UnreadableRecord> WithExcerpts(byte[] utf8, List<Failure> failures)
    {
        if (failures.Count == 0) return [];
        using var reader = Pax8Json.Read(utf8);
        var content = (JArray)JObject.Load(reader)["content"]!;
        return failures.ConvertAll(failure => new UnreadableRecord(failure.Id, Excerpt(content[failure.Index]), failure.Reason));
    }

    private static string Excerpt(JToken token)
    {
        var text = token.ToString(Formatting.None);
        if (text.Length > LongestExcerpt) text = text.Substring(0, LongestExcerpt - 1) + "…";
        // Half a surrogate pair, cut here or sent so, would not survive the way into a row.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}
