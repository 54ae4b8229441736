using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>Reads one record, the reader standing on its first token; null where it cannot be used, with the reason in the notes.</summary>
internal delegate T? ReadRecord<T>(JsonTextReader reader, RecordNotes notes) where T : Pax8Record;

/// <summary>
/// Records out of JSON, token by token: a page is read once, without a tree in between. Unknown members are passed over.
/// A number or a truth value where a text is expected is taken as its text. An optional value that cannot be taken costs that
/// value, one that a record cannot be without costs the record, and neither costs the page.
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
    public static RecordPage<T> ReadPage<T>(Body body, DefaultJsonNameTable names, ReadRecord<T> read) where T : Pax8Record =>
        Pax8Json.ReadTolerantly(body, some => ReadPageOnce(some, names, read));

    /// <summary>A body that is one record.</summary>
    /// <param name="what">For the sentence: <c>a company</c>.</param>
    /// <inheritdoc cref="ReadPage"/>
    public static T ReadOne<T>(Body body, DefaultJsonNameTable names, string what, ReadRecord<T> read) where T : Pax8Record =>
        Pax8Json.ReadTolerantly(body, some => ReadOneOnce(some, names, what, read));

    /// <summary>A body of a list that has no pages: <c>{"content":[…]}</c>.</summary>
    /// <param name="unreadable">Entries that cannot be used.</param>
    /// <inheritdoc cref="ReadPage"/>
    public static IReadOnlyList<T> ReadAll<T>(Body body, DefaultJsonNameTable names, ReadRecord<T> read, out IReadOnlyList<UnreadableRecord> unreadable) where T : Pax8Record
    {
        IReadOnlyList<UnreadableRecord> found = [];
        var records = Pax8Json.ReadTolerantly(body, some => ReadAllOnce(some, names, read, out found));
        unreadable = found;
        return records;
    }

    private static List<T> ReadAllOnce<T>(Body body, DefaultJsonNameTable names, ReadRecord<T> read, out IReadOnlyList<UnreadableRecord> unreadable) where T : Pax8Record
    {
        using var reader = Open(body, names);
        List<T>? records = null;
        var failures = new List<Failure>();
        while (reader.NextMember() is { } member)
        {
            if (member == "content" && records is not null) throw new UnreadableBodyException("a list with two members \"content\"");
            if (member == "content" && reader.TokenType == JsonToken.StartArray) records = ReadContent(reader, read, failures);
            else reader.Skip();
        }
        ExpectEnd(reader);
        if (records is null) throw new UnreadableBodyException("a list without the member \"content\"");
        unreadable = WithExcerpts(body, failures);
        return records;
    }

    private static RecordPage<T> ReadPageOnce<T>(Body body, DefaultJsonNameTable names, ReadRecord<T> read) where T : Pax8Record
    {
        using var reader = Open(body, names);
        List<T>? records = null;
        var failures = new List<Failure>();
        PageMembers? page = null;
        var met = new HashSet<string>(StringComparer.Ordinal);
        while (reader.NextMember() is { } member)
        {
            // Which of the two would be meant, nobody can know.
            if (member is "content" or "page" && !met.Add(member)) throw new UnreadableBodyException($"a list with two members \"{member}\"");
            if (member == "content" && reader.TokenType == JsonToken.StartArray) records = ReadContent(reader, read, failures);
            else if (member == "page" && reader.TokenType == JsonToken.StartObject) page = ReadPageMembers(reader);
            else reader.Skip();
        }
        ExpectEnd(reader);

        if (records is null) throw new UnreadableBodyException("a list without the member \"content\"");
        if (page is not { Total: { } total }) throw new UnreadableBodyException("a list without its number of records (page.totalElements)");
        var size = page.Size ?? records.Count + failures.Count;
        var pages = page.Pages ?? (size == 0 ? 0 : (int)(((long)total + size - 1) / size));
        return new RecordPage<T>(records, WithExcerpts(body, failures), total, pages, page.Number ?? 0, page.Size);
    }

    private static T ReadOneOnce<T>(Body body, DefaultJsonNameTable names, string what, ReadRecord<T> read) where T : Pax8Record
    {
        using var reader = Open(body, names);
        var notes = new RecordNotes();
        var record = read(reader, notes);
        ExpectEnd(reader);
        return record ?? throw new UnreadableBodyException($"{what} that cannot be read: {notes.Problem}");
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

    /// <summary>Whether the object of a record begins here; where not, it is passed over and the record cannot be used.</summary>
    public static bool BeginsRecord(this JsonTextReader reader, RecordNotes notes)
    {
        if (reader.TokenType == JsonToken.StartObject) return true;
        notes.Refuse("it is not an object");
        reader.Skip();
        return false;
    }

    /// <summary>Whether an optional object begins here; null is none.</summary>
    public static bool Begins(this JsonTextReader reader, string member, RecordNotes notes)
    {
        if (reader.TokenType == JsonToken.StartObject) return true;
        if (reader.Scalar(out var _) is { } text) notes.PassOver(member, "is not an object", text);
        return false;
    }

    /// <summary>Whether an optional list begins here; null is none.</summary>
    public static bool BeginsList(this JsonTextReader reader, string member, RecordNotes notes)
    {
        if (reader.TokenType == JsonToken.StartArray) return true;
        if (reader.Scalar(out var _) is { } text) notes.PassOver(member, "is not a list", text);
        return false;
    }

    /// <summary>Moves to the next entry of a list; false at its end.</summary>
    public static bool NextEntry(this JsonTextReader reader) => ReadOrFail(reader) && reader.TokenType != JsonToken.EndArray;

    /// <summary>An id that the record cannot be without.</summary>
    public static string? RequiredId(this JsonTextReader reader, string member, RecordNotes notes)
    {
        var text = reader.Scalar(out var isText);
        if (text is null || (isText && ProblemOfId(text) is null)) return text;
        notes.Refuse($"{member} {(isText ? ProblemOfId(text) : NoText)}");
        return null;
    }

    /// <summary>An id that the record can be without.</summary>
    public static string? Id(this JsonTextReader reader, string member, RecordNotes notes)
    {
        var text = reader.Text(member, notes);
        if (text is null || ProblemOfId(text) is not { } problem) return text;
        notes.PassOver(member, problem, text);
        return null;
    }

    public static string? Text(this JsonTextReader reader, string member, RecordNotes notes)
    {
        var text = reader.Scalar(out var isText);
        if (text is null || isText) return text;
        notes.PassOver(member, NoText, text);
        return null;
    }

    public static bool? Flag(this JsonTextReader reader, string member, RecordNotes notes)
    {
        if (reader.Scalar(out var isText) is not { } text) return null;
        if (isText && bool.TryParse(text, out var flag)) return flag;
        notes.PassOver(member, "is neither true nor false", text);
        return null;
    }

    /// <summary>A whole number of licences, which the record cannot be without.</summary>
    public static int? Quantity(this JsonTextReader reader, string member, RecordNotes notes)
    {
        // Counting licences wrong is worse than not counting them: a person looks at what cannot be taken exactly.
        if (reader.Number(out var text) is not { } number)
        {
            if (text is not null) notes.Refuse($"{member} is not a number");
            return null;
        }
        if (number is >= 0 and <= ColumnLimits.LargestQuantity && number == decimal.Truncate(number)) return (int)number;
        notes.Refuse($"{member} is not a whole number of licences");
        return null;
    }

    /// <summary>A whole number from 0 that a column holds and that the record can be without.</summary>
    public static int? WholeNumber(this JsonTextReader reader, string member, RecordNotes notes)
    {
        var number = reader.Number(out var text);
        if (number is { } whole && whole is >= 0 and <= ColumnLimits.LargestQuantity && whole == decimal.Truncate(whole)) return (int)whole;
        if (number is not null || text is not null) notes.PassOver(member, "is not a whole number", text ?? TextOf(number));
        return null;
    }

    /// <summary>An amount of money that a column holds.</summary>
    public static decimal? Amount(this JsonTextReader reader, string member, RecordNotes notes)
    {
        var number = reader.Number(out var text);
        if (number is { } amount && Math.Abs(amount) > ColumnLimits.LargestAmount) notes.PassOver(member, "is more than can be kept", text ?? TextOf(amount));
        else if (number is null && text is not null) notes.PassOver(member, "is not a number", text);
        else return number;
        return null;
    }

    /// <summary>A date in any of Pax8's forms, in UTC, that a column holds.</summary>
    public static DateTime? Date(this JsonTextReader reader, string member, RecordNotes notes)
    {
        if (reader.Scalar(out var isText) is not { } text) return null;
        var isDate = Pax8Dates.TryParse(text, out var date);
        if (isText && isDate && date >= ColumnLimits.EarliestDate && date <= ColumnLimits.LatestDate) return date;
        notes.PassOver(member, isDate ? "is a date that cannot be kept" : "is not a date", text);
        return null;
    }

    public static string? Currency(this JsonTextReader reader, string member, RecordNotes notes)
    {
        var text = reader.Text(member, notes);
        if (text is null || text.Trim().Length <= ColumnLimits.LongestCurrencyCode) return text;
        notes.PassOver(member, "is not a currency code of three letters", text);
        return null;
    }

    private const string NoText = "is not a text";

    /// <summary>Ids are compared as they are, so one that the column would change or cut is none.</summary>
    private static string? ProblemOfId(string id) =>
        id.Length > ColumnLimits.LongestId ? FormattableString.Invariant($"has {id.Length:N0} characters, more than the {ColumnLimits.LongestId} that can be kept")
        : HasControls(id) || id.Trim().Length != id.Length ? "has characters that cannot be kept"
        : null;

    // A plain loop: this meets several ids of every record.
    private static bool HasControls(string text)
    {
        foreach (var character in text)
            if (char.IsControl(character)) return true;
        return false;
    }

    /// <summary>A number, also one in a text; null where there is none.</summary>
    /// <param name="reader">On the value.</param>
    /// <param name="text">What stands there, where it is no number of JSON; null for no value.</param>
    private static decimal? Number(this JsonTextReader reader, out string? text)
    {
        text = null;
        if (reader.Value is decimal amount) return amount;
        if (reader.Value is long whole) return whole;
        text = reader.Scalar(out var isText);
        return isText && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <summary>The text of what is no object or list; null for no value. Of anything else its JSON, the reader then on its end.</summary>
    private static string? Scalar(this JsonTextReader reader, out bool isText)
    {
        isText = true;
        switch (reader.TokenType)
        {
            case JsonToken.String: return (string)reader.Value! is { Length: > 0 } text ? text : null;
            case JsonToken.Null or JsonToken.Undefined: return null;
            case JsonToken.Integer or JsonToken.Float: return TextOf(reader.Value);
            case JsonToken.Boolean: return (bool)reader.Value! ? "true" : "false";
            default:
                isText = false;
                return JToken.ReadFrom(reader).ToString(Formatting.None);
        }
    }

    private static JsonTextReader Open(Body body, DefaultJsonNameTable names)
    {
        var reader = Pax8Json.Read(body);
        reader.PropertyNameTable = names;
        do
        {
            if (!reader.Read()) throw new UnreadableBodyException("nothing");
        }
        while (reader.TokenType == JsonToken.Comment);
        if (reader.TokenType != JsonToken.StartObject) throw new UnreadableBodyException("JSON that is not an object");
        return reader;
    }

    private static List<T> ReadContent<T>(JsonTextReader reader, ReadRecord<T> read, List<Failure> failures) where T : Pax8Record
    {
        var records = new List<T>(Pax8Client.LargestPage);
        for (var index = 0; ReadOrFail(reader) && reader.TokenType != JsonToken.EndArray; index++)
        {
            var notes = new RecordNotes();
            if (read(reader, notes) is { } record) records.Add(record);
            else failures.Add(new Failure(index, notes.Id, notes.Problem!));
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
            && decimal.TryParse(TextOf(reader.Value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number <= int.MaxValue && number == decimal.Truncate(number)) return (int)number;
        reader.Skip();
        return null;
    }

    /// <summary>Reads the page a second time, as a tree: only where something was unreadable is its text wanted.</summary>
    private static List<UnreadableRecord> WithExcerpts(Body body, List<Failure> failures)
    {
        if (failures.Count == 0) return [];
        using var reader = Pax8Json.Read(body);
        var content = (JArray)JObject.Load(reader)["content"]!;
        return failures.ConvertAll(failure => new UnreadableRecord(failure.Id, Excerpt(content[failure.Index]), failure.Reason));
    }

    private static string Excerpt(JToken token) => Pax8Json.Shorten(token.ToString(Formatting.None), LongestExcerpt);
}
