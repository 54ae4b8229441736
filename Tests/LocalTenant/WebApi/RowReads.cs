using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using DataverseEmulator.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Rows as they are read: one, or those that query options pick.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/query/overview
/// </summary>
internal sealed class RowReads(ODataRequest request)
{
    private const int LargestTop = 5000;

    private readonly RowJson json = new(request.Model.Metadata, request.Prefer.Annotations);

    /// <summary>The row with $select and $expand of the address.</summary>
    public ODataAnswer One(EntityReference reference, int status = StatusCodes.Status200OK)
    {
        if (request.Method == HttpMethods.Get) request.Options.AllowOnly("$select", "$expand");
        else request.Options.AllowOnly("$select", "$expand", QueryOptions.Tag);
        var table = request.Model.Metadata.Tables[reference.LogicalName];
        var (query, shape) = QueryCompiler.Compile(request.Model, table, request.Parser);
        var row = Find(reference, query, shape);
        var etag = row.RowVersion is { } version ? RowJson.ETag(version) : null;
        if (request.Method == HttpMethods.Get && request.IfNoneMatch.Version is { } known && known == row.RowVersion) return new ODataAnswer(StatusCodes.Status304NotModified) { ETag = etag };
        return new ODataAnswer(status)
        {
            Text = WithContext($"{table.EntitySetName}{shape.Context}/$entity", json.Row(row, shape)).ToJsonString(),
            ETag = etag,
            Applied = Applied(request.Method == HttpMethods.Get ? null : "return=representation", null),
        };
    }

    /// <summary>The row that a lookup of the row points to; 204 where it points nowhere.</summary>
    public ODataAnswer Related(EntityReference reference, ODataModel.Lookup lookup)
    {
        if (lookup.Target is not { } target) throw ODataRefusal.NotSupported($"the address of {lookup.Column.LogicalName}, which leads to users and teams; take owninguser or owningteam");
        var row = RowAddress.Read(request, reference, new ColumnSet(lookup.Column.LogicalName));
        return row.GetAttributeValue<EntityReference>(lookup.Column.LogicalName) is { } to && to.LogicalName == target.LogicalName ? One(new EntityReference(to.LogicalName, to.Id)) : ODataAnswer.NoContent();
    }

    /// <summary>One column of the row: as JSON, or as it is for $value.</summary>
    public ODataAnswer Property(EntityReference reference, TableDefinition table, ColumnDefinition column, bool raw)
    {
        request.Options.AllowOnly();
        var row = RowAddress.Read(request, reference, new ColumnSet(column.LogicalName));
        if (JsonValues.Write(row.Attributes.TryGetValue(column.LogicalName, out var value) ? value : null, column.DateBehavior == DateBehavior.DateOnly) is not { } written) return ODataAnswer.NoContent();
        return raw ? new ODataAnswer(StatusCodes.Status200OK) { Text = written.ToString(), ContentType = "text/plain" }
            : ODataAnswer.Ok(WithContext($"{table.EntitySetName}({row.Id})/{NavigationNames.Property(column)}", new JsonObject { ["value"] = written }));
    }

    /// <summary>The rows that the query options pick; all are of one lookup's row where <paramref name="of"/> says so.</summary>
    public ODataAnswer Many(TableDefinition table, ConditionExpression? of = null)
    {
        if (request.Options["fetchXml"] is { } fetchXml) return Fetched(table, Only("fetchXml", of), fetchXml);
        if (request.Options["savedQuery"] is { } view) return Fetched(table, Only("savedQuery", of), View(table, view).FetchXml);
        request.Options.AllowOnly("$select", "$filter", "$orderby", "$expand", "$top", "$count", "$skiptoken", "fetchXml", "savedQuery");
        var (query, shape) = QueryCompiler.Compile(request.Model, table, request.Parser);
        if (of is not null) query.Criteria = With(query.Criteria, of);
        var counted = request.Parser.ParseCount() == true;
        var top = Top();
        Page(query, top, counted);
        var page = request.Service.RetrieveMultiple(query);
        var answer = Collection(table, shape.Context, page.Entities.Select(row => json.Row(row, shape)), page, counted);
        if (page.MoreRecords && top is null)
            answer["@odata.nextLink"] = request.WithSkipToken(new SkipToken(query.PageInfo.PageNumber + 1, page.PagingCookie).ToString());
        return ODataAnswer.Ok(answer) with { Applied = Applied(null, top is null ? request.Prefer.PageSize : null) };
    }

    /// <summary>How many rows there are, up to 5000. Source: …/webapi/query/count-rows</summary>
    public ODataAnswer Count(TableDefinition table)
    {
        request.Options.AllowOnly("$filter");
        var (query, _) = QueryCompiler.Compile(request.Model, table, request.Parser);
        query.ColumnSet = new ColumnSet(false);
        query.PageInfo = new PagingInfo { Count = 1, PageNumber = 1, ReturnTotalRecordCount = true };
        var count = request.Service.RetrieveMultiple(query).TotalRecordCount;
        return new ODataAnswer(StatusCodes.Status200OK) { Text = count.ToString(CultureInfo.InvariantCulture), ContentType = "text/plain" };
    }

    // One privilege check serves both ways of reading: only Retrieve tells a row that is hidden from one that is not there.
    private Entity Find(EntityReference reference, QueryExpression query, RowShape shape)
    {
        if (shape.Expanded.Count == 0) return RowAddress.Read(request, reference, query.ColumnSet);
        var id = RowAddress.Read(request, reference, new ColumnSet(false)).Id;
        query.Criteria = With(query.Criteria, new ConditionExpression(shape.Table.PrimaryKey, ConditionOperator.Equal, id));
        return request.Service.RetrieveMultiple(query).Entities.FirstOrDefault() ?? throw ODataRefusal.NotFound($"The row {id} of {shape.Table.EntitySetName} has just been deleted.");
    }

    private int? Top()
    {
        if (request.Parser.ParseTop() is not { } top) return null;
        if (top is < 1 or > LargestTop) throw ODataRefusal.Address($"$top is a number from 1 to {LargestTop}, not {top}.");
        if (top > request.Prefer.PageSize) throw ODataRefusal.NotSupported("a $top beyond odata.maxpagesize; leave one of the two out");
        if (request.Options.Has("$skiptoken")) throw ODataRefusal.Address("$top and $skiptoken exclude each other: a next link leads through pages.");
        return (int)top;
    }

    private void Page(QueryExpression query, int? top, bool counted)
    {
        if (top is not null && !counted)
        {
            query.TopCount = top;
            return;
        }
        var token = request.Options["$skiptoken"] is { } text ? SkipToken.Parse(text) : null;
        query.PageInfo = new PagingInfo
        {
            Count = top ?? request.Prefer.PageSize ?? LargestTop,
            PageNumber = token?.Page ?? 1,
            PagingCookie = token?.Cookie,
            ReturnTotalRecordCount = counted,
        };
    }

    private ODataAnswer Fetched(TableDefinition table, string option, string fetchXml)
    {
        var fetch = FetchPage.Read(fetchXml, request.Prefer.PageSize);
        if (fetch.Query.Table != table.LogicalName) throw ODataRefusal.Address($"The {option} is of {fetch.Query.Table}, the address is of {table.LogicalName}.");
        var page = request.Service.RetrieveMultiple(new FetchExpression(fetch.Xml));
        string[] named = fetch.Query.Columns.All ? [.. table.Columns.Values.Where(column => column.ValidForRead).Select(column => column.LogicalName)]
            : [.. fetch.Query.Columns.Named.Where(column => column.Alias is null).Select(column => column.Name)];
        var answer = Collection(table, $"({string.Join(',', named.Select(name => NavigationNames.Property(table.Columns[name])))})", page.Entities.Select(row => json.Row(row, table, named)), page, counted: false);
        if (request.Prefer.Annotations.Wants(AnnotationFilter.MoreRecords)) answer["@" + AnnotationFilter.MoreRecords] = page.MoreRecords;
        if (page.MoreRecords && request.Prefer.Annotations.Wants(AnnotationFilter.PagingCookie))
            answer["@" + AnnotationFilter.PagingCookie] = new SkipToken(fetch.Query.PageNumber + 1, page.PagingCookie).ToString();
        return ODataAnswer.Ok(answer) with { Applied = Applied(null, fetch.Sized ? request.Prefer.PageSize : null) };
    }

    private string Only(string option, ConditionExpression? of)
    {
        request.Options.AllowOnly(option);
        return of is null ? option : throw ODataRefusal.NotSupported($"{option} on the rows of a relationship");
    }

    private static ViewDefinition View(TableDefinition table, string id)
    {
        var view = Guid.TryParse(id, out var wanted) ? table.Views.FirstOrDefault(known => known.Id == wanted) : null;
        if (view is null) throw ODataRefusal.NotFound($"There is no view {id} of {table.LogicalName}.");
        return view.FetchXml.Contains("{0}", StringComparison.Ordinal) ? throw ODataRefusal.NotSupported($"the view '{view.Name}' as savedQuery: it waits for the text to find") : view;
    }

    private JsonObject Collection(TableDefinition table, string context, IEnumerable<JsonObject> rows, EntityCollection page, bool counted)
    {
        var answer = new JsonObject();
        if (counted) answer["@odata.count"] = page.TotalRecordCount;
        if (request.Prefer.Annotations.Wants(AnnotationFilter.TotalCount)) answer["@" + AnnotationFilter.TotalCount] = page.TotalRecordCount;
        if (request.Prefer.Annotations.Wants(AnnotationFilter.TotalCountExceeded)) answer["@" + AnnotationFilter.TotalCountExceeded] = page.TotalRecordCountLimitExceeded;
        answer["value"] = new JsonArray([.. rows]);
        return WithContext(table.EntitySetName + context, answer);
    }

    private JsonObject WithContext(string what, JsonObject answer)
    {
        answer.Insert(0, "@odata.context", $"{request.Root}$metadata#{what}");
        return answer;
    }

    private static FilterExpression With(FilterExpression filter, ConditionExpression condition)
    {
        var both = new FilterExpression(LogicalOperator.And);
        both.AddCondition(condition);
        both.AddFilter(filter);
        return both;
    }

    private List<string> Applied(string? representation, int? pageSize)
    {
        var applied = new List<string>();
        if (representation is not null) applied.Add(representation);
        if (pageSize is { } size) applied.Add(string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={size}"));
        if (request.Prefer.Annotations.Given is { } annotations) applied.Add($"odata.include-annotations=\"{annotations}\"");
        return applied;
    }
}
