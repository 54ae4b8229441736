using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace DataverseEmulator.Query;

/// <summary>
/// The paging cookie: page number and the order keys of the page's first and last row, in the form
/// <c>&lt;cookie page="1"&gt;&lt;name first="…" last="…"/&gt;&lt;accountid …/&gt;&lt;/cookie&gt;</c>. The next page starts behind the last row,
/// whatever happened to the rows before it. A cookie of another than the preceding page is ignored, as in Dataverse.
/// Sources: org-service/queryexpression/page-results#paging-cookies, org-service/page-large-result-sets-with-queryexpression
/// </summary>
internal static class PagingCookie
{
    public static string Write(int page, IReadOnlyList<OrderKey> orders, IReadOnlyList<object?> first, IReadOnlyList<object?> last)
    {
        var cookie = new XElement("cookie", new XAttribute("page", page));
        for (var i = 0; i < orders.Count; i++)
            cookie.Add(new XElement(orders[i].Name, Attribute("last", last[i]), Attribute("first", first[i])));
        return cookie.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>The condition that lets only rows behind the cookie's page through; null without a cookie to use.</summary>
    public static string? Continuation(TenantQuery query, IReadOnlyList<OrderKey> orders, SqlParameters parameters)
    {
        if (string.IsNullOrEmpty(query.PagingCookie) || query.PageNumber < 2)
            return null;
        var cookie = Parse(query.PagingCookie);
        if ((int?)cookie.Attribute("page") != query.PageNumber - 1)
            return null;
        var keys = cookie.Elements().ToArray();
        if (!keys.Select(k => k.Name.LocalName).SequenceEqual(orders.Select(o => o.Name)))
            throw QueryFault.Invalid("The paging cookie belongs to a query with other orders.");
        var alternatives = new List<string>();
        var equal = "";
        for (var i = 0; i < orders.Count; i++)
        {
            var last = Value(keys[i], orders[i]);
            if (Behind(orders[i], last, parameters) is { } behind)
                alternatives.Add($"({equal}{behind})");
            equal += (last is null ? $"{orders[i].Sql} IS NULL" : $"{orders[i].Sql} = {parameters.Add(last)}") + " AND ";
        }
        // The alternatives say it all; the beginning lets an index lead to where the page begins.
        var beginning = !orders[0].Descending && Value(keys[0], orders[0]) is { } first ? $"{orders[0].Sql} >= {parameters.Add(first)} AND " : "";
        return $"{beginning}({string.Join(" OR ", alternatives)})";
    }

    // No value sorts before every value.
    private static string? Behind(OrderKey order, object? last, SqlParameters parameters) => (order.Descending, last) switch
    {
        (false, null) => $"{order.Sql} IS NOT NULL",
        (false, _) => $"{order.Sql} > {parameters.Add(last)}",
        (true, null) => null,
        (true, _) => $"({order.Sql} < {parameters.Add(last)} OR {order.Sql} IS NULL)",
    };

    private static object? Value(XElement key, OrderKey order)
    {
        if (key.Attribute("last") is not { } last)
            return null;
        if (!order.Numeric)
            return last.Value;
        return long.TryParse(last.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : double.Parse(last.Value, CultureInfo.InvariantCulture);
    }

    private static XAttribute Attribute(string name, object? value) => value is null
        ? new XAttribute(name + "null", 1)
        : new XAttribute(name, value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)!);

    private static XElement Parse(string cookie)
    {
        try
        {
            return XElement.Parse(cookie);
        }
        catch (XmlException)
        {
            throw QueryFault.Invalid("The paging cookie isn't one that a query returned.");
        }
    }
}
