using System;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>
/// The Web API: what an address and a method ask for is told by the segments of the parsed path.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/overview
/// </summary>
public sealed class ODataEndpoint(LocalDataverse dataverse, Func<HttpContext, Guid> currentUser)
{
    public const string Root = "/api/data/v9.2/";

    private readonly ODataModel model = new(dataverse.Metadata, withPrivate: true);
    private readonly string csdl = ServiceDocuments.Metadata(dataverse.Metadata);

    public static void Map(IEndpointRouteBuilder routes, LocalDataverse dataverse, Func<HttpContext, Guid> currentUser) =>
        routes.Map("/api/{**path}", new ODataEndpoint(dataverse, currentUser).AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var request = await ODataRequest.ReadAsync(context, dataverse, model, currentUser(context));
            await Answer(request).WriteAsync(context);
        }
#pragma warning disable CA1031 // The last place before the socket: every failure becomes an answer.
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await ODataErrors.WriteAsync(context, exception);
        }
#pragma warning restore CA1031
    }

    private ODataAnswer Answer(ODataRequest request) => (request.Parser.ParsePath().ToArray(), request.Method) switch
    {
        ([], "GET") => ServiceDocuments.Service(request),
        ([MetadataSegment], "GET") => ServiceDocuments.MetadataAnswer(request, csdl),
        ([BatchSegment], _) => throw ODataRefusal.NotSupported("$batch; send the requests one by one"),
        ([OperationImportSegment import], _) => new Operations(request).Call(import.OperationImports.Single().Operation, [.. import.Parameters], null),
        ([EntitySetSegment set], "GET") => new RowReads(request).Many(model.TableOf(set.EntitySet.EntityType)),
        ([EntitySetSegment set], "POST") => new RowWrites(request).Create(model.TableOf(set.EntitySet.EntityType)),
        ([EntitySetSegment set, CountSegment], "GET") => new RowReads(request).Count(model.TableOf(set.EntitySet.EntityType)),
        ([EntitySetSegment set, KeySegment key, .. var rest], _) => OfRow(request, RowAddress.Of(model, set, key), rest),
        ([] or [MetadataSegment] or [EntitySetSegment] or [EntitySetSegment, CountSegment], var method) => throw ODataRefusal.Method(method),
        _ => throw ODataRefusal.NotSupported("this address of the Web API"),
    };

    private ODataAnswer OfRow(ODataRequest request, EntityReference row, ODataPathSegment[] rest)
    {
        var table = model.Metadata.Tables[row.LogicalName];
        return (rest, request.Method) switch
        {
            ([], "GET") => new RowReads(request).One(row),
            ([], "PATCH") => new RowWrites(request).Patch(table, row),
            ([], "DELETE") => new RowWrites(request).Delete(row),
            ([OperationSegment operation], _) => new Operations(request).Call(operation.Operations.Single(), [.. operation.Parameters], row),
            ([PropertySegment property], "GET") => new RowReads(request).Property(row, table, model.ColumnOf(property.Property), raw: false),
            ([PropertySegment property, ValueSegment], "GET") => new RowReads(request).Property(row, table, model.ColumnOf(property.Property), raw: true),
            ([PropertySegment property], "PUT" or "DELETE") => new RowWrites(request).Property(table, row, model.ColumnOf(property.Property), clear: request.Method == "DELETE"),
            ([NavigationPropertySegment to], "GET") => Along(request, row, to),
            ([NavigationPropertyLinkSegment to], "PUT" or "DELETE") when model.LookupOf(to.NavigationProperty) is { } lookup => new RowWrites(request).Reference(table, row, lookup, clear: request.Method == "DELETE"),
            ([NavigationPropertyLinkSegment to], "POST") when model.LookupOf(to.NavigationProperty) is null => new RowWrites(request).Associate(row, model.CollectionOf(to.NavigationProperty)),
            ([NavigationPropertyLinkSegment to, KeySegment other], "DELETE") when other.Keys.Single().Value is Guid id => new RowWrites(request).Disassociate(row, model.CollectionOf(to.NavigationProperty), id),
            ([NavigationPropertyLinkSegment], "GET") => throw ODataRefusal.NotSupported("GET of $ref; read the lookup's value (_…_value)"),
            ([] or [PropertySegment] or [NavigationPropertySegment] or [NavigationPropertyLinkSegment], var method) => throw ODataRefusal.Method(method),
            _ => throw ODataRefusal.NotSupported("this address below a row"),
        };
    }

    private ODataAnswer Along(ODataRequest request, EntityReference row, NavigationPropertySegment to)
    {
        if (model.LookupOf(to.NavigationProperty) is { } lookup) return new RowReads(request).Related(row, lookup);
        var relationship = model.CollectionOf(to.NavigationProperty);
        var id = RowAddress.Read(request, row, new ColumnSet(false)).Id;
        return new RowReads(request).Many(model.Metadata.Tables[relationship.ReferencingTable], new ConditionExpression(relationship.ReferencingColumn, ConditionOperator.Equal, id));
    }
}
