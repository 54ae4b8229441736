using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>How JSON is read and written here; the process-wide defaults of Newtonsoft.Json are neither used nor changed.</summary>
internal static class Pax8Json
{
    private const int DeepestNesting = 32;

    // The default of 1 KB makes a page of companies hundreds of refills.
    private const int CharactersAtOnce = 16 * 1024;

    /// <summary>A reader over UTF-8 bytes: numbers as decimals (money), dates left as text for <see cref="Pax8Dates"/>.</summary>
    public static JsonTextReader Read(byte[] utf8) =>
        new(new StreamReader(new MemoryStream(utf8, writable: false), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, CharactersAtOnce))
        {
            FloatParseHandling = FloatParseHandling.Decimal,
            DateParseHandling = DateParseHandling.None,
            MaxDepth = DeepestNesting,
            CloseInput = true,
        };

    /// <summary>The whole of a small body as one object; null where it is anything else.</summary>
    public static JObject? TryReadObject(byte[] utf8)
    {
        try
        {
            using var reader = Read(utf8);
            if (!reader.Read() || reader.TokenType != JsonToken.StartObject) return null;
            var result = JObject.Load(reader);
            // Comments may follow; at anything else the reader throws.
            while (reader.Read()) { }
            return result;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member's text; null where it is absent, null, empty, an object or a list.</summary>
    public static string? Text(JObject from, string member) => Text(from[member]);

    /// <inheritdoc cref="Text(JObject, string)"/>
    public static string? Text(JToken? token) =>
        token is JValue { Value: not null } value && value.ToString(System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    /// <summary>JSON text of an object of plain members.</summary>
    public static string Write(JObject value) => value.ToString(Formatting.None);
}
