using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml;
using DataverseEmulator.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.OData.Edm.Csdl;

namespace DataverseEmulator.WebApi;

/// <summary>
/// The service document and $metadata.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-service-documents
/// </summary>
internal static class ServiceDocuments
{
    public static ODataAnswer Service(ODataRequest request)
    {
        request.Options.AllowOnly();
        var sets = request.Model.Metadata.Tables.Values.OrderBy(table => table.EntitySetName)
            .Select(table => (JsonNode)new JsonObject { ["name"] = table.EntitySetName, ["kind"] = "EntitySet", ["url"] = table.EntitySetName });
        return ODataAnswer.Ok(new JsonObject { ["@odata.context"] = $"{request.Root}$metadata", ["value"] = new JsonArray([.. sets]) });
    }

    /// <summary>The model as CSDL. Private custom APIs are not in it, though they can be called.</summary>
    public static string Metadata(TenantMetadata metadata)
    {
        var text = new StringWriter();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            if (!CsdlWriter.TryWriteCsdl(new ODataModel(metadata, withPrivate: false).Edm, writer, CsdlTarget.OData, out var errors))
                throw new InvalidDataException($"The tenant's metadata give no valid CSDL: {string.Join("; ", errors.Select(error => error.ErrorMessage))}");
        }
        return text.ToString();
    }

    public static ODataAnswer MetadataAnswer(ODataRequest request, string csdl)
    {
        request.Options.AllowOnly();
        return new ODataAnswer(StatusCodes.Status200OK) { Text = csdl, ContentType = "application/xml" };
    }
}
