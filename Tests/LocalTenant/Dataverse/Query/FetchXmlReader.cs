using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Query;

/// <summary>
/// FetchXML in the tenant's terms. Every element and attribute is either read, known to have no effect on the answer, or
/// refused by name. Source: learn.microsoft.com/power-apps/developer/data-platform/fetchxml/reference
/// </summary>
internal static class FetchXmlReader
{
    private static readonly string[] FetchRead = ["distinct", "top", "count", "page", "paging-cookie", "returntotalrecordcount", "useraworderby", "aggregate"];
    // The version and form of the answer, and hints to the SQL optimizer.
    private static readonly string[] FetchWithoutEffect = ["version", "mapping", "output-format", "no-lock", "latematerialize", "options", "savedqueryid"];

    public static TenantQuery Read(string fetchXml)
    {
        var fetch = Parse(fetchXml);
        Expect(fetch, "fetch", FetchRead, FetchWithoutEffect, ["entity"]);
        if (Flag(fetch, "aggregate"))
            throw QueryFault.Unsupported("aggregates (fetch aggregate='true')");
        var entity = fetch.Elements().SingleOrDefault() ?? throw Invalid("fetch needs one entity.");
        Expect(entity, "entity", ["name"], ["enableprefiltering", "prefilterparametername"],
            ["attribute", "all-attributes", "filter", "link-entity", "order"]);
        var columns = Columns(entity);
        return new TenantQuery
        {
            Table = Required(entity, "name"),
            // Without columns FetchXML returns all of them: fetchxml/select-columns.
            Columns = columns is { All: false, Named.Count: 0 } ? QueryColumns.Every : columns,
            Filter = Filters(entity),
            Links = entity.Elements("link-entity").Select(Link).ToArray(),
            Orders = Orders(entity),
            Top = Number(fetch, "top"),
            PageSize = Math.Min(Number(fetch, "count") ?? TenantQuery.MaximumPageSize, TenantQuery.MaximumPageSize),
            PageNumber = Number(fetch, "page") ?? 1,
            PagingCookie = (string?)fetch.Attribute("paging-cookie") is { Length: > 0 } cookie ? cookie : null,
            Distinct = Flag(fetch, "distinct"),
            ReturnTotalCount = Flag(fetch, "returntotalrecordcount"),
            RawChoiceOrder = Flag(fetch, "useraworderby"),
        };
    }

    private static QueryLink Link(XElement link)
    {
        Expect(link, "link-entity", ["name", "from", "to", "alias", "link-type"], ["intersect", "visible"],
            ["attribute", "all-attributes", "filter", "link-entity", "order"]);
        var type = (string?)link.Attribute("link-type") ?? "inner";
        if (type is not ("inner" or "outer"))
            throw QueryFault.Unsupported($"link-type '{type}'");
        // FetchXML's from is the column of the linked table.
        return new QueryLink(Required(link, "name"), Required(link, "to"), Required(link, "from"), type == "outer")
        {
            Alias = (string?)link.Attribute("alias") is { Length: > 0 } alias ? alias : null,
            Columns = Columns(link),
            Filter = Filters(link),
            Links = link.Elements("link-entity").Select(Link).ToArray(),
            Orders = Orders(link),
        };
    }

    private static QueryColumns Columns(XElement parent)
    {
        if (parent.Elements("all-attributes").Any())
            return QueryColumns.Every;
        var columns = new List<QueryColumn>();
        foreach (var attribute in parent.Elements("attribute"))
        {
            Expect(attribute, "attribute", ["name", "alias"], [], []);
            columns.Add(new QueryColumn(Required(attribute, "name"), (string?)attribute.Attribute("alias")));
        }
        return new QueryColumns(false, columns);
    }

    private static QueryFilter Filters(XElement parent)
    {
        var filters = parent.Elements("filter").Select(Filter).ToArray();
        return filters.Length == 1 ? filters[0] : new QueryFilter(false, [], filters);
    }

    private static QueryFilter Filter(XElement filter)
    {
        // A quick find filter is an ordinary one with a limit on the rows it may match, which a small tenant never reaches.
        Expect(filter, "filter", ["type"], ["hint", "isquickfindfields"], ["condition", "filter"]);
        var type = (string?)filter.Attribute("type") ?? "and";
        if (type is not ("and" or "or"))
            throw Invalid($"A filter's type is 'and' or 'or', not '{type}'.");
        return new QueryFilter(type == "or", filter.Elements("condition").Select(Condition).ToArray(), filter.Elements("filter").Select(Filter).ToArray());
    }

    private static QueryCondition Condition(XElement condition)
    {
        Expect(condition, "condition", ["attribute", "operator", "value", "entityname"], ["uiname", "uitype", "uihidden"], ["value"]);
        foreach (var value in condition.Elements())
            Expect(value, "value", [], ["uiname", "uitype"], []);
        var name = Required(condition, "operator");
        if (!FetchOperators.ByName.TryGetValue(name, out var @operator))
            throw QueryFault.Unsupported($"the condition operator {name}");
        var values = condition.Elements("value").Select(v => (object?)v.Value).ToList();
        if (condition.Attribute("value") is { } single)
            values.Insert(0, single.Value);
        return new QueryCondition((string?)condition.Attribute("entityname") is { Length: > 0 } link ? link : null,
            Required(condition, "attribute"), @operator, values);
    }

    private static QueryOrder[] Orders(XElement parent) => parent.Elements("order").Select(order =>
    {
        Expect(order, "order", ["attribute", "descending", "entityname"], [], []);
        return new QueryOrder((string?)order.Attribute("entityname"), Required(order, "attribute"), Flag(order, "descending"));
    }).ToArray();

    private static XElement Parse(string fetchXml)
    {
        try
        {
            return XElement.Parse(fetchXml ?? "");
        }
        catch (XmlException e)
        {
            throw Invalid($"Invalid XML: {e.Message}");
        }
    }

    private static void Expect(XElement element, string name, string[] read, string[] withoutEffect, string[] children)
    {
        if (element.Name.LocalName != name)
            throw Invalid($"Expected the element {name}, not {element.Name.LocalName}.");
        foreach (var attribute in element.Attributes().Select(a => a.Name.LocalName))
            if (!read.Contains(attribute) && !withoutEffect.Contains(attribute))
                throw QueryFault.Unsupported($"the attribute {attribute} of the FetchXML element {name}");
        foreach (var child in element.Elements().Select(e => e.Name.LocalName))
            if (!children.Contains(child))
                throw QueryFault.Unsupported($"the FetchXML element {child} inside {name}");
    }

    private static string Required(XElement element, string attribute) =>
        (string?)element.Attribute(attribute) is { Length: > 0 } value ? value : throw Invalid($"The element {element.Name.LocalName} needs the attribute {attribute}.");

    private static bool Flag(XElement element, string attribute) => (string?)element.Attribute(attribute) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        var other => throw Invalid($"The attribute {attribute} is true or false, not '{other}'."),
    };

    private static int? Number(XElement element, string attribute) => (string?)element.Attribute(attribute) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var other => throw Invalid($"The attribute {attribute} is a positive whole number, not '{other}'."),
    };

    private static FaultException<OrganizationServiceFault> Invalid(string message) => QueryFault.Of(QueryFault.InvalidXml, message);
}
