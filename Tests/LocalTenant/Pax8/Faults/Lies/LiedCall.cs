using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>The call that is lied to, with what a lie needs: the right answer to this and to other calls, and the world.</summary>
internal sealed partial class LiedCall(Pax8Call call, Func<Pax8Call, Pax8State, Pax8Answer> serve, Pax8State state, Pax8SimulatorOptions options)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Pax8Call Call => call;

    public Pax8State State => state;

    public Pax8SimulatorOptions Options => options;

    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public Pax8Answer Right() => serve(call, state);

    /// <summary>The right answer to another call, or of another world. Only one answer may be asked for that changes something.</summary>
    public Pax8Answer Of(Pax8Call other, Pax8State? world = null) => serve(other, world ?? state);

    /// <summary>The right answer with its JSON changed; an answer that is no success stays as it is.</summary>
    public Pax8Answer Changed(Action<JsonObject> change) => Changed(Right(), change);

    public static Pax8Answer Changed(Pax8Answer right, Action<JsonObject> change)
    {
        if (right.Status != 200 || right.Body.IsEmpty || JsonNode.Parse(right.Body.Span) is not JsonObject root) return right;
        change(root);
        return right with { Body = Encoding.UTF8.GetBytes(RawMark().Replace(root.ToJsonString(Relaxed), "$1")) };
    }

    /// <summary>One row of a page, or the record itself; nothing for an empty page.</summary>
    public Pax8Answer ChangedRow(int at, Action<JsonObject> change) => Changed(root =>
    {
        var rows = Rows(root);
        if (rows.Count > 0) change(rows[(int)((uint)at % rows.Count)]);
    });

    public static List<JsonObject> Rows(JsonObject root) => root["content"] is JsonArray content ? content.OfType<JsonObject>().ToList() : [root];

    /// <summary>A value that is written as it stands, such as NaN, which no JSON writer would write.</summary>
    public static JsonNode Raw(string token) => JsonValue.Create("<raw:" + token + ":raw>");

    [GeneratedRegex("\"<raw:(.*?):raw>\"")]
    private static partial Regex RawMark();
}
