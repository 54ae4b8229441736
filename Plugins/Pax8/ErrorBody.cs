using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// What Pax8 says in an answer that is no success. Three envelopes are in use: <c>{type, message, details:[{message}]}</c>,
/// where <c>message</c> may be null with the reason only in <c>details</c>; OAuth's <c>{error, error_description}</c>; and
/// <c>{errors:[…]}</c>. Anything else is taken as text. Source: devx.pax8.com/docs/errors, and reports of the live API.
/// </summary>
/// <param name="Sentence">Message and details in one text, without full stop at its end; null where the body says nothing.</param>
/// <param name="FieldMessages">The details alone, as sent.</param>
/// <param name="SaysNoSuchRecord">Pax8's own words for "there is no record with the id that was asked for", see <see cref="NotFoundWords"/>.</param>
internal sealed record ErrorBody(string? Sentence, IReadOnlyList<string> FieldMessages, bool SaysNoSuchRecord)
{
    /// <summary>
    /// Members of which an answer of Pax8 has at least one. A gateway's own refusal has <c>message</c> as well, so that alone proves
    /// nothing: who gave it may stand before Pax8 or have lost its answer.
    /// </summary>
    private static readonly string[] OwnMembers = ["type", "details", "errors", "error_description"];

    /// <summary>Whether it is one of Pax8's envelopes, so that Pax8 itself declined.</summary>
    public bool IsOfPax8 { get; private init; }

    private const int LongestText = 300;
    private const int LongestSentence = 1000;
    private const int BytesLookedAt = 64 * 1024;

    /// <summary>Never throws, whatever the bytes are.</summary>
    /// <param name="redact">Takes out what must not be shown; called before anything is shortened, so that no half of it stays.</param>
    /// <param name="recordId">The record that was asked for; null where it was none by its id.</param>
    public static ErrorBody Read(Body body, Func<string, string> redact, string? recordId = null)
    {
        if (body.Length <= BytesLookedAt && Pax8Json.TryReadObject(body) is { } envelope)
            return FromJson(envelope, redact) with
            {
                SaysNoSuchRecord = recordId is not null && NotFoundWords.Say(envelope, recordId),
                IsOfPax8 = OwnMembers.Any(member => envelope[member] is { Type: not JTokenType.Null }),
            };
        var text = Beginning(body);
        return new ErrorBody(LooksLikeWebPage(text) ? "a web page instead of an answer of the API" : Tidy(text, redact), [], false);
    }

    /// <summary>Whether a body that should have been JSON is HTML.</summary>
    public static bool IsHtml(Body body) => LooksLikeWebPage(Beginning(body));

    private static string Beginning(Body body) =>
        Encoding.UTF8.GetString(body.First(BytesLookedAt)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');

    private static bool LooksLikeWebPage(string text) => text.Length > 0 && text[0] == '<';

    private static ErrorBody FromJson(JObject envelope, Func<string, string> redact)
    {
        var fields = Messages(envelope["details"], redact).Concat(Messages(envelope["errors"], redact)).Distinct().ToList();
        var main = Tidy(Pax8Json.Text(envelope, "message"), redact) ?? Tidy(Pax8Json.Text(envelope, "error_description"), redact) ?? Tidy(Pax8Json.Text(envelope, "error"), redact);
        List<string> parts = main is null || fields.Contains(main) ? fields : [main, .. fields];
        if (parts.Count == 0) parts = Messages(envelope["type"], redact).ToList();
        return new ErrorBody(parts.Count == 0 ? null : Shorten(string.Join("; ", parts.Select(part => part.TrimEnd('.', ' '))), LongestSentence), fields, false);
    }

    /// <summary>Texts, and the messages of objects, out of one value or a list of them.</summary>
    private static IEnumerable<string> Messages(JToken? token, Func<string, string> redact)
    {
        IEnumerable<JToken?> items = token is JArray list ? list : new[] { token };
        foreach (var item in items)
        {
            var text = item is JObject entry ? Pax8Json.Text(entry, "message") ?? Pax8Json.Text(entry, "type") : Pax8Json.Text(item);
            if (Tidy(text, redact) is { } message) yield return message;
        }
    }

    /// <summary>One line without mark-up; null where nothing is left.</summary>
    private static string? Tidy(string? text, Func<string, string> redact)
    {
        if (text is null) return null;
        var plain = WebUtility.HtmlDecode(Regex.Replace(redact(text), "</?[A-Za-z][^<>]*>", " "));
        var line = Regex.Replace(plain, @"[\s\p{C}]+", " ").Trim();
        return line.Length == 0 ? null : Shorten(line, LongestText);
    }

    private static string Shorten(string text, int most) => text.Length <= most ? text : text.Substring(0, most - 1) + "…";
}
