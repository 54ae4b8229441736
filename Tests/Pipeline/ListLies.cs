using System;
using System.Linq;
using System.Text.Json.Nodes;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>Lists that are wrong in ways that a test needs beside those of <see cref="Lies"/>, and plans of them.</summary>
internal static class ListLies
{
    public static IFaultPlan Always(Lie lie) => new ScriptedFaults().When(lie.Fits, Fault.Lie(lie));

    /// <summary>Whatever page is asked for, the first one comes.</summary>
    public static Lie FirstPageForEver() => new("the first page for ever", Observing.AnyPage, call => call.Of(Asking(call.Call, 0)));

    /// <summary>A list without end: a page past it is full of records that nobody has seen.</summary>
    public static Lie Endless() => new("a list without end", Observing.AnyPage, call =>
    {
        var page = Page(call.Call);
        return page == 0 ? call.Right() : LiedCall.Changed(call.Of(Asking(call.Call, 0)), root =>
        {
            root["page"]!["number"] = page;
            foreach (var (row, at) in LiedCall.Rows(root).Select((row, at) => (row, at))) row["id"] = new Guid(page, (short)at, 0, new byte[8]).ToString();
        });
    });

    /// <summary>The page is empty, and so is the list by its own count.</summary>
    public static Lie Nothing() => new("nothing", Observing.AnyPage, call => call.Changed(root =>
    {
        root["content"] = new JsonArray();
        root["page"]!["totalElements"] = 0;
        root["page"]!["totalPages"] = 0;
    }));

    private static int Page(Pax8Call call) => int.Parse(call.Query["page"], System.Globalization.CultureInfo.InvariantCulture);

    private static Pax8Call Asking(Pax8Call call, int page) => new()
    {
        Method = call.Method,
        Path = call.Path,
        Template = call.Template,
        Headers = call.Headers,
        Body = call.Body,
        QueryText = $"page={page}&size={call.Query["size"]}",
    };
}
