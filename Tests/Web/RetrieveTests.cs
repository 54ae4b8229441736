using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/retrieve-entity-using-web-api</summary>
[Collection(WebCollection.Name)]
public sealed class RetrieveTests(WebFixture web)
{
    [Fact]
    public async Task A_row_comes_with_its_etag_the_selected_columns_and_its_id()
    {
        var id = await web.AccountAsync("Selected", ("telephone1", "555-0100"));

        var answer = (await web.Administrator.GetAsync($"accounts({id})?$select=name,telephone1,fax")).Expect(200);

        Assert.Equal($"{web.Address}api/data/v9.2/$metadata#accounts(name,telephone1,fax)/$entity", (string)answer.Json["@odata.context"]!);
        Assert.Equal(["@odata.context", "@odata.etag", "name", "telephone1", "fax", "accountid"], answer.Json.Select(pair => pair.Key));
        Assert.Equal("Selected", (string)answer.Json["name"]!);
        Assert.Null(answer.Json["fax"]);
        Assert.Equal(id, (Guid)answer.Json["accountid"]!);
        Assert.Equal((string)answer.Json["@odata.etag"]!, answer.Headers["ETag"]);
        Assert.Equal("4.0", answer.Headers["OData-Version"]);
    }

    [Fact]
    public async Task Without_select_every_column_comes_those_without_value_as_null()
    {
        var id = await web.AccountAsync("Everything");

        var row = (await web.Administrator.GetAsync($"accounts({id})")).Expect(200).Json;

        foreach (var column in web.Tenant.Dataverse.Metadata.Tables["account"].Columns.Values)
            Assert.True(row.ContainsKey(column.LogicalName) || row.ContainsKey($"_{column.LogicalName}_value"), column.LogicalName);
    }

    [Fact]
    public async Task Types_are_written_as_OData_writes_them()
    {
        var (id, _) = await web.ConnectorAsync("Types");

        var row = (await web.Administrator.GetAsync($"pax8_connectors({id})?$select=pax8_environment,pax8_selfserviceallowed,_pax8_currencyid_value,createdon,versionnumber")).Expect(200).Json;

        Assert.Equal(476500000, (int)row["pax8_environment"]!);
        Assert.IsType<bool>(row["pax8_selfserviceallowed"]!.AsValue().GetValue<bool>());
        Assert.Equal(web.Tenant.Currency("USD"), (Guid)row["_pax8_currencyid_value"]!);
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z$", (string)row["createdon"]!);
        Assert.Equal((string)row["@odata.etag"]!, $"W/\"{(long)row["versionnumber"]!}\"");
    }

    // Source: …/webapi/compose-http-requests-handle-errors#request-annotations
    [Fact]
    public async Task Annotations_come_only_when_asked_for()
    {
        var (id, _) = await web.ConnectorAsync("Annotated");
        const string options = "?$select=_pax8_currencyid_value,pax8_environment";

        var plain = (await web.Administrator.GetAsync($"pax8_connectors({id}){options}")).Json;
        var some = (await web.Administrator.GetAsync($"pax8_connectors({id}){options}", ("Prefer", "odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\""))).Json;
        var all = (await web.Administrator.GetAsync($"pax8_connectors({id}){options}", Caller.Annotated)).Expect(200);

        Assert.DoesNotContain(plain, pair => pair.Key.Contains("@OData", StringComparison.Ordinal) || pair.Key.Contains("@Microsoft", StringComparison.Ordinal));
        Assert.Equal("US Dollar", (string)some["_pax8_currencyid_value@OData.Community.Display.V1.FormattedValue"]!);
        Assert.DoesNotContain("lookuplogicalname", some.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Production", (string)all.Json["pax8_environment@OData.Community.Display.V1.FormattedValue"]!);
        Assert.Equal("transactioncurrency", (string)all.Json["_pax8_currencyid_value@Microsoft.Dynamics.CRM.lookuplogicalname"]!);
        Assert.Equal("pax8_CurrencyId", (string)all.Json["_pax8_currencyid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"]!);
        Assert.Equal("odata.include-annotations=\"*\"", all.Headers["Preference-Applied"]);
    }

    // Source: …/webapi/query/join-tables
    [Fact]
    public async Task Expand_brings_the_row_that_a_lookup_points_to_and_null_where_it_points_nowhere()
    {
        var parent = await web.AccountAsync("Parent");
        var child = await web.AccountAsync("Child", ("parentaccountid@odata.bind", $"/accounts({parent})"));

        var row = (await web.Administrator.GetAsync($"accounts({child})?$select=name&$expand=parentaccountid($select=name;$expand=createdby($select=fullname)),primarycontactid($select=fullname)")).Expect(200).Json;

        var expanded = row["parentaccountid"]!.AsObject();
        Assert.Equal("Parent", (string)expanded["name"]!);
        Assert.Equal(parent, (Guid)expanded["accountid"]!);
        Assert.StartsWith("W/\"", (string)expanded["@odata.etag"]!, StringComparison.Ordinal);
        Assert.Equal("Administrator", (string)expanded["createdby"]!["fullname"]!);
        Assert.True(row.ContainsKey("primarycontactid"));
        Assert.Null(row["primarycontactid"]);
    }

    // Source: learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record
    [Fact]
    public async Task A_row_is_found_by_an_alternate_key_with_a_lookup_in_it()
    {

        var row = (await web.Administrator.GetAsync($"pax8_provideraccounts(_pax8_connectorid_value={web.Connector},pax8_providerspecificid='{web.Company}')?$select=pax8_providerspecificid")).Expect(200).Json;
        var none = (await web.Administrator.GetAsync($"pax8_provideraccounts(_pax8_connectorid_value={web.Connector},pax8_providerspecificid='no%27%27body')")).Expect(404);
        var noKey = await web.Administrator.GetAsync("accounts(name='Nobody')");

        Assert.Equal(web.Company, (string)row["pax8_providerspecificid"]!);
        Assert.Equal("0x80060891", none.Code);
        Assert.InRange(noKey.Status, 400, 404);
    }

    // Source: …/webapi/perform-conditional-operations-using-web-api#conditional-retrievals
    [Fact]
    public async Task A_row_that_has_not_changed_is_not_sent_again()
    {
        var id = await web.AccountAsync("Unchanged");
        var etag = (await web.Administrator.GetAsync($"accounts({id})?$select=name")).Headers["ETag"];

        var same = await web.Administrator.GetAsync($"accounts({id})?$select=name", ("If-None-Match", etag));
        var asInSamples = await web.Administrator.GetAsync($"accounts({id})?$select=name", ("If-None-Match", "null"));
        await web.Administrator.SendAsync("PATCH", $"accounts({id})", new JsonObject { ["name"] = "Changed" }, ("If-Match", "*"));
        var changed = await web.Administrator.GetAsync($"accounts({id})?$select=name", ("If-None-Match", etag));

        same.Expect(304);
        Assert.Empty(same.Text);
        asInSamples.Expect(200);
        Assert.Equal("Changed", (string)changed.Expect(200).Json["name"]!);
    }

    [Fact]
    public async Task A_single_column_is_read_by_its_address()
    {
        var id = await web.AccountAsync("A & <b>");

        var json = (await web.Administrator.GetAsync($"accounts({id})/name")).Expect(200);
        var raw = (await web.Administrator.GetAsync($"accounts({id})/name/$value")).Expect(200);

        Assert.Equal("A & <b>", (string)json.Json["value"]!);
        Assert.Equal("A & <b>", raw.Text);
        Assert.Equal("text/plain; charset=utf-8", raw.Headers["Content-Type"]);
        (await web.Administrator.GetAsync($"accounts({id})/fax")).Expect(204);
    }

    [Fact]
    public async Task The_row_behind_a_lookup_and_the_rows_of_a_relationship_have_addresses()
    {
        var relationship = web.Tenant.Dataverse.Metadata.Relationships.Single(r => r.ReferencingTable == "pax8_provideraccount" && r.ReferencedTable == "pax8_connector");

        var rows = (await web.Administrator.GetAsync($"pax8_connectors({web.Connector})/{relationship.Name}?$select=pax8_providerspecificid&$filter=pax8_providerspecificid eq '{web.Company}'")).Expect(200);
        var account = (Guid)rows.Rows.Single()["pax8_provideraccountid"]!;
        var back = (await web.Administrator.GetAsync($"pax8_provideraccounts({account})/pax8_ConnectorId?$select=pax8_name")).Expect(200);

        Assert.Equal(WebFixture.ConnectorName, (string)back.Json["pax8_name"]!);
        (await web.Administrator.GetAsync($"pax8_connectors({Guid.NewGuid()})/{relationship.Name}")).Expect(404);
        (await web.Administrator.GetAsync($"pax8_provideraccounts({account})/pax8_AccountId")).Expect(204);
    }

    [Fact]
    public async Task A_row_that_does_not_exist_is_404_with_the_platforms_code()
    {
        var answer = (await web.Administrator.GetAsync($"accounts({Guid.NewGuid()})?$select=name")).Expect(404);

        Assert.Equal("0x80040217", answer.Code);
        Assert.Contains("Does Not Exist", answer.Error, StringComparison.Ordinal);
    }
}
