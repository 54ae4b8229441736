using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// Whether the body of a 404 is Pax8's word that a record does not exist. A subscription loses its licences on it, so it is
/// believed only in a form that Pax8 is known to use, and only about the id that was asked for:
/// <c>{type: NOT_FOUND, message: "Subscription Not Found: &lt;id&gt;", …}</c>, the id in the message or in a detail (documented,
/// devx.pax8.com/docs/errors; a null message with the reason in the details was seen), or <c>{errors: ["… &lt;id&gt; …"]}</c> (reported).
/// </summary>
/// <remarks>
/// Gateways and web frameworks answer 404 as well, for a route they do not have: <c>{"message":"no Route matched…"}</c>,
/// <c>{"message":"Route GET:/v1/subscriptions/&lt;id&gt; not found"}</c>, <c>{"status":404,"error":"Not Found","path":"…"}</c>. They know the id
/// only as a part of the path, so one that stands behind a slash names no record, and neither do the members <c>instance</c> and <c>path</c>.
/// </remarks>
internal static class NotFoundWords
{
    private const string Type = "NOT_FOUND";
    private const string Words = "Not Found";

    public static bool Say(JObject envelope, string id) => SayAsDocumented(envelope, id) || SayAsReported(envelope, id);

    private static bool SayAsDocumented(JObject envelope, string id)
    {
        var type = Pax8Json.Text(envelope, "type");
        if (type is not null && !Is(type, Type)) return false;
        if (Pax8Json.Text(envelope, "status") is { } status && status != "404") return false;
        var texts = Texts(envelope["message"]).Concat(Texts(envelope["details"])).ToList();
        return texts.Any(text => Names(text, id) && (type is not null || Contains(text, Words)));
    }

    private static bool SayAsReported(JObject envelope, string id) => envelope["errors"] is JArray errors && Texts(errors).Any(text => Names(text, id));

    private static IEnumerable<string> Texts(JToken? token)
    {
        IEnumerable<JToken?> items = token is JArray list ? list : new[] { token };
        return items.Select(item => item is JObject entry ? Pax8Json.Text(entry, "message") : Pax8Json.Text(item)).OfType<string>();
    }

    /// <summary>The id as a word of its own: neither a part of a longer one nor of a path.</summary>
    private static bool Names(string text, string id)
    {
        for (var at = Find(text, id, 0); at >= 0; at = Find(text, id, at + 1))
        {
            var end = at + id.Length;
            if ((at == 0 || IsBoundary(text[at - 1])) && (end == text.Length || IsBoundary(text[end]))) return true;
        }
        return false;
    }

    private static int Find(string text, string id, int from) => from < text.Length ? text.IndexOf(id, from, StringComparison.OrdinalIgnoreCase) : -1;

    private static bool IsBoundary(char character) => !char.IsLetterOrDigit(character) && character is not ('-' or '_' or '/');

    private static bool Contains(string text, string words) => text.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool Is(string type, string known) => string.Equals(type, known, StringComparison.OrdinalIgnoreCase);
}
