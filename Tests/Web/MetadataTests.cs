using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml;
using DataverseEmulator.Metadata;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-service-documents</summary>
[Collection(WebCollection.Name)]
public sealed class MetadataTests(WebFixture web)
{
    [Fact]
    public async Task The_metadata_document_is_valid_and_tells_every_table_column_key_and_api()
    {
        var answer = (await web.Reader.GetAsync("$metadata")).Expect(200);
        var model = CsdlReader.Parse(XmlReader.Create(new StringReader(answer.Text)));

        Assert.StartsWith("application/xml", answer.Headers["Content-Type"], System.StringComparison.Ordinal);
        Assert.True(model.Validate(out var errors), string.Join("; ", errors.Select(error => error.ErrorMessage)));
        foreach (var table in web.Tenant.Dataverse.Metadata.Tables.Values)
        {
            var type = model.FindEntityContainer("Microsoft.Dynamics.CRM.System")?.FindEntitySet(table.EntitySetName)?.EntityType ?? throw new Xunit.Sdk.XunitException(table.LogicalName);
            Assert.Equal("Microsoft.Dynamics.CRM." + table.LogicalName, type.FullTypeName());
            foreach (var column in table.Columns.Values) Assert.True((type.FindProperty(column.LogicalName) ?? type.FindProperty($"_{column.LogicalName}_value")) is not null, $"{table.LogicalName}.{column.LogicalName}");
        }
        foreach (var api in web.Tenant.Dataverse.Metadata.CustomApis.Values)
            Assert.Equal(!api.IsPrivate, model.FindDeclaredOperations("Microsoft.Dynamics.CRM." + api.UniqueName).Any());
    }

    // Source: …/webapi/web-api-navigation-properties
    [Fact]
    public async Task Custom_lookups_are_navigated_by_schema_name_and_the_platforms_own_by_logical_name()
    {
        var model = CsdlReader.Parse(XmlReader.Create(new StringReader((await web.Reader.GetAsync("$metadata")).Text)));
        string[] Navigation(string table) => [.. ((IEdmEntityType)model.FindDeclaredType("Microsoft.Dynamics.CRM." + table)).DeclaredNavigationProperties().Select(property => property.Name)];

        Assert.Contains("pax8_ConnectorId", Navigation("pax8_provideraccount"));
        Assert.Contains("createdby", Navigation("pax8_provideraccount"));
        Assert.Contains("ownerid", Navigation("pax8_provideraccount"));
        Assert.Contains("parentcustomerid_account", Navigation("contact"));
        Assert.Contains("parentcustomerid_contact", Navigation("contact"));
        Assert.DoesNotContain("parentcustomerid", Navigation("contact"));
    }

    [Fact]
    public async Task The_service_document_lists_the_sets()
    {
        var answer = (await web.Reader.GetAsync("")).Expect(200);

        Assert.Equal(web.Tenant.Dataverse.Metadata.Tables.Values.Select(table => table.EntitySetName).Order(System.StringComparer.Ordinal), answer.Column("url").Order(System.StringComparer.Ordinal));
        (await web.Reader.SendAsync("POST", "$metadata")).Expect(405);
        (await web.Reader.GetAsync("/api/data/v9.1/accounts")).Expect(404);
    }
}
