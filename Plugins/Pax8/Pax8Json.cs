using System;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>How JSON is read and written here; the process-wide defaults of Newtonsoft.Json are neither used nor changed.</summary>
internal static class Pax8Json
{
    private const int DeepestNesting = 32;

    // The default of 1,024 makes a page of companies a hundred refills; for more the buffers cost more than they save.
    private const int CharactersAtOnce = 4 * 1024;

    /// <summary>A reader of a body: numbers as decimals (money), dates left as text for <see cref="Pax8Dates"/>.</summary>
    public static JsonTextReader Read(Body body) =>
        new(body.Open(CharactersAtOnce))
        {
            FloatParseHandling = FloatParseHandling.Decimal,
            DateParseHandling = DateParseHandling.None,
            MaxDepth = DeepestNesting,
            CloseInput = true,
        };

    /// <summary>
    /// Reads a body, and where the library refuses a number in it (<c>1e400</c>, <c>NaN</c>: no decimal holds them) reads it again with
    /// such numbers as texts, so that a number costs the value it stands for and not the whole body.
    /// </summary>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static T ReadTolerantly<T>(Body body, Func<Body, T> read)
    {
        try
        {
            return read(body);
        }
        catch (JsonException) when (OddNumbers.AsTexts(body.ToArray()) is { } mended)
        {
            return read(new Body(mended));
        }
    }

    /// <summary>The same of a text.</summary>
    public static JObject? TryReadObject(string text) => TryReadObject(new Body(Encoding.UTF8.GetBytes(text)));

    /// <summary>The whole of a small body as one object; null where it is anything else.</summary>
    public static JObject? TryReadObject(Body body)
    {
        try
        {
            return ReadTolerantly(body, ReadObject);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JObject? ReadObject(Body body)
    {
        using var reader = Read(body);
        if (!reader.Read() || reader.TokenType != JsonToken.StartObject) return null;
        var result = JObject.Load(reader);
        // Comments may follow; at anything else the reader throws.
        while (reader.Read()) { }
        return result;
    }

    /// <summary>A member's text; null where it is absent, null, empty, an object or a list.</summary>
    public static string? Text(JObject from, string member) => Text(from[member]);

    /// <inheritdoc cref="Text(JObject, string)"/>
    public static string? Text(JToken? token) =>
        token is JValue { Value: not null } value && value.ToString(System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    /// <summary>At most so many characters of a text, without half a surrogate pair, which would not survive the way into a row.</summary>
    public static string Shorten(string text, int most) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length <= most ? text : text.Substring(0, most - 1) + "…"));

    /// <summary>JSON text of an object of plain members.</summary>
    public static string Write(JObject value) => value.ToString(Formatting.None);
}
