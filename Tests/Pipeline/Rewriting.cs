using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>Answers that are not Pax8's, or not true, made from the right ones.</summary>
internal static partial class Rewriting
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Fault Answer(int status, string body) =>
        Fault.Rewritten(right => right with { Status = status, ContentType = "application/json", Body = Encoding.UTF8.GetBytes(body) });

    /// <summary>Changes the record of this id, in a list or alone.</summary>
    public static Fault Record(string id, Action<JsonObject> change) => Fault.Rewritten(right =>
    {
        if (right.Status != 200 || JsonNode.Parse(right.Body.Span) is not JsonObject root) return right;
        foreach (var record in Records(root).Where(record => (string?)record["id"] == id)) change(record);
        return right with { Body = Encoding.UTF8.GetBytes(Raw().Replace(root.ToJsonString(Plain), raw => raw.Groups[1].Value.Replace('\'', '"'))) };
    });

    /// <summary>Gives a member of the record of this id a value that is written into the JSON as it is, but for its quotation marks: they are single here.</summary>
    public static Fault Member(string id, string member, string json) => Record(id, record => record[member] = $"<raw>{json}</raw>");

    [GeneratedRegex("\"<raw>(.*?)</raw>\"")]
    private static partial Regex Raw();

    private static IEnumerable<JsonObject> Records(JsonObject root) => root["content"] is JsonArray content ? content.OfType<JsonObject>().ToList() : [root];
}
