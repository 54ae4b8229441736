using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Pax8Dataverse.LocalTenant.Pax8;

public static partial class Lies
{
    /// <summary>The list says that it has so many records; its pages hold what they hold.</summary>
    public static Lie TotalIs(long total) => new($"total is {total}", IsList, call => call.Changed(root => SetTotal(root, _ => total)));

    /// <summary>The list says so many records more, or fewer, than it has; never fewer than none.</summary>
    public static Lie TotalOff(int difference) =>
        new($"total is off by {difference}", IsList, call => call.Changed(root => SetTotal(root, total => Math.Max(0, total + difference))));

    /// <summary>Pages have at most so many rows, whatever is asked for, and are counted in that size.</summary>
    /// <param name="most">Rows of a page.</param>
    /// <param name="says">Whether page.size and page.totalPages are those of the pages that come; else those of the size asked for.</param>
    public static Lie ShorterPages(int most, bool says) => new($"pages of at most {most}, {(says ? "said" : "not said")}", IsList, call =>
    {
        var asked = Paging.Of(call.Call);
        if (asked.Size <= most) return call.Right();
        var shorter = call.Of(Asking(call.Call, ("size", most)));
        return says ? shorter : LiedCall.Changed(shorter, root =>
        {
            root["page"]!["size"] = asked.Size;
            SetTotal(root, total => total);
        });
    });

    /// <summary>The last rows of a page are left out; the page says nothing of it.</summary>
    public static Lie RowsLeftOut(int rows) => new($"{rows} rows left out", IsList, call => call.Changed(root =>
    {
        var content = (JsonArray)root["content"]!;
        for (var left = 0; left < rows && content.Count > 0; left++) content.RemoveAt(content.Count - 1);
    }));

    /// <summary>A page holds the rows of the page before it.</summary>
    /// <param name="says">Whether page.number is that of the rows; else the one asked for.</param>
    public static Lie PageRepeated(bool says) => new($"page repeated, {(says ? "said" : "not said")}", call => IsList(call) && Paging.Of(call).Page > 0, call =>
    {
        var asked = Paging.Of(call.Call).Page;
        var before = call.Of(Asking(call.Call, ("page", asked - 1)));
        return says ? before : LiedCall.Changed(before, root => root["page"]!["number"] = asked);
    });

    /// <summary>The page says another number of itself; its rows are right.</summary>
    public static Lie PageNumberOff(int difference) =>
        new($"page number off by {difference}", IsList, call => call.Changed(root => root["page"]!["number"] = root["page"]!["number"]!.GetValue<int>() + difference));

    /// <summary>A page past the end is refused instead of empty: what the live API does with it is not known.</summary>
    /// <param name="status">400, 404 or 422, in Pax8's envelope.</param>
    public static Lie PastEndRefused(int status) => new($"a page past the end is refused with {status}", IsList, call =>
    {
        var right = call.Right();
        if (right.Status != 200 || Paging.Of(call.Call).Page == 0 || ((JsonArray)JsonNode.Parse(right.Body.Span)!["content"]!).Count > 0) return right;
        return Refused(status switch
        {
            400 => Refusal.InvalidField("page"),
            404 => Refusal.NotFound("Page", call.Call.Query["page"]),
            _ => Refusal.Unprocessable("page is out of range"),
        });

        Pax8Answer Refused(Refusal refusal) => refusal.ToAnswer(call.Call);
    });

    /// <summary>A list of one company's subscriptions or orders holds those of the others too.</summary>
    public static Lie OtherCompaniesToo() => new("records of other companies", call => call.Endpoint is "GET /subscriptions" or "GET /orders" && call.Query.ContainsKey("companyId"), call =>
        call.Of(WithQuery(call.Call, call.Call.Query.Where(pair => pair.Key != "companyId"))));

    private static void SetTotal(JsonObject root, Func<long, long> change)
    {
        var page = (JsonObject)root["page"]!;
        var total = change(page["totalElements"]!.GetValue<long>());
        var size = page["size"]!.GetValue<int>();
        page["totalElements"] = total;
        page["totalPages"] = (total + size - 1) / size;
    }

    private static Pax8Call Asking(Pax8Call call, params (string Name, int Value)[] values)
    {
        var query = call.Query.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (name, value) in values) query[name] = value.ToString(CultureInfo.InvariantCulture);
        return WithQuery(call, query);
    }

    // The parameters of a call are read once and remembered by the call itself, so another query needs another call.
    private static Pax8Call WithQuery(Pax8Call call, IEnumerable<KeyValuePair<string, string>> query) => new()
    {
        Method = call.Method,
        Path = call.Path,
        Template = call.Template,
        Headers = call.Headers,
        Body = call.Body,
        QueryText = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")),
    };
}
