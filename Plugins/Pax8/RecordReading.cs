using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>Reads one record, the reader standing on its first token; null with a reason where it cannot be used.</summary>
internal delegate T? ReadRecord<T>(JsonTextReader reader, out string? id, out string? problem) where T : class;

/// <summary>
/// Records out of JSON, token by token: a page is read once, without a tree in between. Unknown members are passed over.
/// A number or a truth value where a text is expected is taken as its text; where a value cannot be taken, its record is
/// unreadable and the rest of the page is not.
/// </summary>
internal static class RecordReading
{
    private const int LongestExcerpt = 200;

    private static readonly string[] MembersOfPages = ["content", "page", "totalElements", "totalPages", "number", "size"];

    private sealed record Failure(int Index, string? Id, string Reason);

    /// <summary>
    /// The reader then hands out one string per member name instead of one per occurrence, as the serializer has it too. Filled
    /// once and only read afterwards, so it may be shared between executions.
    /// </summary>
    public static DefaultJsonNameTable MemberNames(params string[] names)
    {
        var table = new DefaultJsonNameTable();
        foreach (var name in MembersOfPages.Concat(names)) table.Add(name);
        return table;
    }

    /// <summary>A body of a list: <c>{"content":[…],"page":{…}}</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no page of a list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static RecordPage<T> ReadPage<T>(byte[] utf8, DefaultJsonNameTable names, ReadRecord<T> read) where T : class
    {
        using var reader = Open(utf8, names);
        List<T>? records = null;
        var failures = new List<Failure>();
        PageMembers? page = null;
        while (reader.NextMember() is { } member)
        {
            if (member == "content" && reader.TokenType == JsonToken.StartArray)
            {
                if (records is not null) throw new UnreadableBodyException("a list with two members \"content\"");
                records = ReadContent(reader, read, failures);
            }
            else if (member == "page" && reader.TokenType == JsonToken.StartObject) page = ReadPageMembers(reader);
            else reader.Skip();
        }
        ExpectEnd(reader);

        if (records is null) throw new UnreadableBodyException("a list without the member \"content\"");
        if (page is not { Total: { } total }) throw new UnreadableBodyException("a list without its number of records (page.totalElements)");
        var size = page.Size ?? records.Count + failures.Count;
        var pages = page.Pages ?? (size == 0 ? 0 : (int)(((long)total + size - 1) / size));
        return new RecordPage<T>(records, WithExcerpts(utf8, failures), total, pages, page.Number ?? 0, size);
    }

    /// <summary>A body that is one record.</summary>
    /// <param name="what">For the sentence: <c>a company</c>.</param>
    /// <inheritdoc cref="ReadPage"/>
    public static T ReadOne<T>(byte[] utf8, DefaultJsonNameTable names, string what, ReadRecord<T> read) where T : class
    {
        using var reader = Open(utf8, names);
        var record = read(reader, out _, out var problem);
        ExpectEnd(reader);
        return record ?? throw new UnreadableBodyException($"{what} that cannot be read: {problem}");
    }

    /// <summary>Moves to the next member's value and gives the member's name; null at the end of the object.</summary>
    public static string? NextMember(this JsonTextReader reader)
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

    /// <summary>Whether an object begins here; where not, it is passed over and the problem noted.</summary>
    public static bool Begins(this JsonTextReader reader, string what, ref string? problem)
    {
        if (reader.TokenType == JsonToken.StartObject) return true;
        problem ??= $"{what} is not an object";
        reader.Skip();
        return false;
    }

    public static string? Text(this JsonTextReader reader, string member, ref string? problem)
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

    public static bool? Flag(this JsonTextReader reader, string member, ref string? problem)
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

    public static decimal? Number(this JsonTextReader reader, string member, ref string? problem)
    {
        if (reader.TokenType is JsonToken.Null or JsonToken.Undefined) return null;
        if (reader.TokenType is JsonToken.Integer or JsonToken.Float or JsonToken.String
            && decimal.TryParse(Convert.ToString(reader.Value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        problem ??= $"{member} is not a number";
        reader.Skip();
        return null;
    }

    /// <summary>A date in any of Pax8's forms; null also where the text is no date.</summary>
    public static DateTime? Date(this JsonTextReader reader, string member, ref string? problem) =>
        Pax8Dates.TryParse(reader.Text(member, ref problem), out var date) ? date : null;

    private static JsonTextReader Open(byte[] utf8, DefaultJsonNameTable names)
    {
        var reader = Pax8Json.Read(utf8);
        reader.PropertyNameTable = names;
        do
        {
            if (!reader.Read()) throw new UnreadableBodyException("nothing");
        }
        while (reader.TokenType == JsonToken.Comment);
        if (reader.TokenType != JsonToken.StartObject) throw new UnreadableBodyException("JSON that is not an object");
        return reader;
    }

    private static List<T> ReadContent<T>(JsonTextReader reader, ReadRecord<T> read, List<Failure> failures) where T : class
    {
        var records = new List<T>(Pax8Client.LargestPage);
        for (var index = 0; ReadOrFail(reader) && reader.TokenType != JsonToken.EndArray; index++)
        {
            if (read(reader, out var id, out var problem) is { } record) records.Add(record);
            else failures.Add(new Failure(index, id, problem!));
        }
        return records;
    }

    private sealed record PageMembers(int? Total, int? Pages, int? Number, int? Size);

    private static PageMembers ReadPageMembers(JsonTextReader reader)
    {
        int? total = null, pages = null, number = null, size = null;
        while (reader.NextMember() is { } member)
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
