using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.WebApi;

/// <summary>One request to the Web API: who asks for what, and how the answer shall look.</summary>
internal sealed class ODataRequest
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/impersonate-another-user-web-api
    private const string CallerId = "MSCRMCallerID";

    // Bypassing plug-ins and the like change what happens; leaving them out silently would do something else. Users have no Entra ID here.
    private static readonly string[] RefusedHeaders = ["CallerObjectId", "MSCRM"];

    private readonly Uri address;

    private ODataRequest(HttpContext http, LocalDataverse dataverse, ODataModel model, Guid userId)
    {
        Method = http.Request.Method;
        Model = model;
        Dataverse = dataverse;
        Service = Behalf(http.Request) is { } other ? dataverse.ServiceFor(userId, other) : dataverse.ServiceFor(userId);
        Root = new Uri($"{http.Request.Scheme}://{http.Request.Host}{ODataEndpoint.Root}");
        address = new Uri(Root, Below(http));
        CheckHeaders(http.Request);
        Prefer = Preferences.Read(http.Request.Headers["Prefer"]);
        Options = new QueryOptions(http.Request.Query);
        IfMatch = VersionCondition.Read(http.Request.Headers.IfMatch, HeaderNames.IfMatch);
        IfNoneMatch = VersionCondition.Read(http.Request.Headers.IfNoneMatch, HeaderNames.IfNoneMatch);
        Parser = ParserOf(address);
    }

    public string Method { get; }

    public ODataModel Model { get; }

    public LocalDataverse Dataverse { get; }

    /// <summary>The organization service as the user.</summary>
    public IOrganizationService Service { get; }

    /// <summary><c>http://host/api/data/v9.2/</c>.</summary>
    public Uri Root { get; }

    public Preferences Prefer { get; }

    public QueryOptions Options { get; }

    public VersionCondition IfMatch { get; }

    public VersionCondition IfNoneMatch { get; }

    public ODataUriParser Parser { get; }

    /// <summary>The JSON object of the body; undefined where there is no body.</summary>
    public JsonElement Body { get; private set; }

    /// <exception cref="ODataRefusal">A header, the address or the body can't be read.</exception>
    public static async Task<ODataRequest> ReadAsync(HttpContext http, LocalDataverse dataverse, ODataModel model, Guid userId)
    {
        var request = new ODataRequest(http, dataverse, model, userId);
        if (!HttpMethods.IsGet(request.Method)) request.Body = await BodyAsync(http.Request);
        return request;
    }

    /// <summary>Sends a message that changes something, with the tag that the address gives it.</summary>
    public OrganizationResponse Send(OrganizationRequest message)
    {
        if (Options[QueryOptions.Tag] is { } tag) message[QueryOptions.Tag] = tag;
        return Service.Execute(message);
    }

    /// <summary>The address of a row.</summary>
    public string AddressOf(TableDefinition table, Guid id) => $"{Root}{table.EntitySetName}({id})";

    /// <summary>The parser of another address of this service, absolute or below its root.</summary>
    public ODataUriParser ParserOf(string reference) =>
        Uri.TryCreate(Root, reference.TrimStart('/'), out var absolute) && Root.IsBaseOf(absolute) ? ParserOf(absolute) : throw ODataRefusal.Body($"'{reference}' is no address below {Root}.");

    /// <summary>This address with another token of the page.</summary>
    public string WithSkipToken(string token)
    {
        var rest = address.Query.TrimStart('?').Split('&').Where(option => option.Length > 0 && !option.StartsWith("$skiptoken=", StringComparison.Ordinal));
        return $"{address.GetLeftPart(UriPartial.Path)}?{string.Join('&', rest.Append("$skiptoken=" + Uri.EscapeDataString(token)))}";
    }

    private ODataUriParser ParserOf(Uri absolute) => new(Model.Edm, Root, absolute)
    {
        Resolver = new AlternateKeysODataUriResolver(Model.Edm),
        UrlKeyDelimiter = ODataUrlKeyDelimiter.Parentheses,
    };

    /// <summary>As sent: unescaping is the parser's.</summary>
    private static string Below(HttpContext http)
    {
        var sent = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return sent.StartsWith(ODataEndpoint.Root, StringComparison.Ordinal) ? sent[ODataEndpoint.Root.Length..]
            : sent == ODataEndpoint.Root.TrimEnd('/') ? ""
            : throw ODataRefusal.NotFound($"The local tenant's Web API is at {ODataEndpoint.Root}.");
    }

    /// <summary>On whose behalf the user acts; null for himself.</summary>
    private static Guid? Behalf(HttpRequest request) => request.Headers[CallerId].ToString() is not { Length: > 0 } text ? null
        : Guid.TryParse(text, out var id) ? id : throw ODataRefusal.Address($"The request header {CallerId} is the systemuserid of a user.");

    private static void CheckHeaders(HttpRequest request)
    {
        if (request.Headers.Keys.FirstOrDefault(name => !name.Equals(CallerId, StringComparison.OrdinalIgnoreCase) && RefusedHeaders.Any(refused => name.StartsWith(refused, StringComparison.OrdinalIgnoreCase))) is { } header)
            throw ODataRefusal.NotSupported($"the request header {header}");
        var accept = request.Headers.Accept.ToString();
        if (accept.Contains("odata.metadata=full", StringComparison.OrdinalIgnoreCase) || accept.Contains("odata.metadata=none", StringComparison.OrdinalIgnoreCase))
            throw ODataRefusal.NotSupported("other answers than odata.metadata=minimal");
    }

    private static async Task<JsonElement> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey(HeaderNames.TransferEncoding)) return default;
        if (!request.HasJsonContentType()) throw ODataRefusal.Unreadable(StatusCodes.Status415UnsupportedMediaType, "The body of a request is JSON: send it with Content-Type: application/json.");
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw ODataRefusal.Body("The body of a request is a JSON object.");
        }
        catch (JsonException exception)
        {
            throw ODataRefusal.Body($"The body of the request is no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
        }
    }
}
