using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Data that is not as the documents promise.</summary>
internal static class FaultedData
{
    private const int HugeNameLength = 1 << 20;
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] OptionalMembers =
    [
        "phone", "website", "externalId", "updatedDate", "contacts", "endDate", "parentSubscriptionId", "vendorSubscriptionId",
        "commitment", "partnerCost", "shortDescription", "altVendorSku",
    ];

    public static Pax8Answer Change(FaultKind kind, Pax8Call call, Pax8Answer right)
    {
        if (right.Body.IsEmpty || JsonNode.Parse(right.Body.Span) is not JsonObject root)
            return right;
        var rows = (root["content"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [root];
        switch (kind)
        {
            case FaultKind.MissingToken:
                root.Remove("access_token");
                break;
            case FaultKind.NullInsteadOfAbsent when call.Template != TokenEndpoint.Template:
                rows.ForEach(AddNulls);
                break;
            case FaultKind.OddDates:
                rows.ForEach(MixDates);
                break;
            case FaultKind.UnknownEnumValues when rows.Count > 0:
                Replace(rows[0], "status", "Suspended");
                Replace(rows[0], "billingTerm", "Fortnightly");
                break;
            case FaultKind.MissingRequired when rows.Count > 0:
                rows[0].Remove("name");
                rows[0].Remove("quantity");
                break;
            case FaultKind.HugeName when rows.Count > 0:
                Replace(rows[0], "name", new string('x', HugeNameLength));
                Replace(rows[0], "productName", new string('x', HugeNameLength));
                break;
            case FaultKind.RowWithoutId when root["content"] is JsonArray content:
                var row = rows.Count > 0 ? (JsonObject)rows[0].DeepClone() : new JsonObject { ["name"] = "A row without id" };
                row.Remove("id");
                content.Insert(0, row);
                break;
            default:
                return right;
        }

        return right with { Body = JsonSerializer.SerializeToUtf8Bytes(root, Options) };
    }

    private static void AddNulls(JsonObject row)
    {
        foreach (var member in OptionalMembers.Where(member => !row.ContainsKey(member)))
            row[member] = null;
        if (row["address"] is JsonObject address && !address.ContainsKey("street2"))
            address["street2"] = null;
    }

    /// <summary>Days stay days: only texts with a time have several forms for one moment.</summary>
    private static void MixDates(JsonObject row, int index)
    {
        var form = index;
        foreach (var (name, value) in row.ToList())
        {
            if (value is JsonObject inner)
                MixDates(inner, form);
            else if (value?.GetValueKind() == JsonValueKind.String && name.EndsWith("Date", StringComparison.Ordinal)
                && value.GetValue<string>() is var text && text.Contains('T') && Pax8Dates.TryRead(text, out var moment))
                row[name] = KeepsMoment(moment, form) ? Pax8Dates.Form(moment, form++) : Pax8Dates.Microseconds(moment);
        }
    }

    private static bool KeepsMoment(DateTimeOffset moment, int form) =>
        Pax8Dates.TryRead(Pax8Dates.Form(moment, form), out var read) && read == moment;

    private static void Replace(JsonObject row, string name, string value)
    {
        if (row.ContainsKey(name))
            row[name] = value;
    }
}

file static class ListExtensions
{
    public static void ForEach<T>(this List<T> list, Action<T, int> action)
    {
        for (var i = 0; i < list.Count; i++)
            action(list[i], i);
    }
}
