using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/create-entity-web-api,
/// …/webapi/update-delete-entities-using-web-api
/// </summary>
[Collection(WebCollection.Name)]
public sealed class WriteTests(WebFixture web)
{
    [Fact]
    public async Task A_create_answers_204_with_the_address_of_the_row()
    {
        var answer = (await web.Administrator.SendAsync("POST", "accounts", new JsonObject { ["name"] = "Created" })).Expect(204);

        Assert.Equal($"{web.Address}api/data/v9.2/accounts({answer.EntityId})", answer.Headers["OData-EntityId"]);
        Assert.Equal("Created", (string)(await web.Administrator.GetAsync(answer.Headers["OData-EntityId"])).Expect(200).Json["name"]!);
    }

    [Fact]
    public async Task A_create_answers_201_with_the_row_where_the_caller_prefers_it()
    {
        var answer = (await web.Administrator.SendAsync("POST", "accounts?$select=name,statecode", new JsonObject { ["name"] = "Shown" }, Caller.Representation)).Expect(201);

        Assert.Equal("Shown", (string)answer.Json["name"]!);
        Assert.Equal(0, (int)answer.Json["statecode"]!);
        Assert.False(answer.Json.ContainsKey("fax"));
        Assert.Equal("return=representation", answer.Headers["Preference-Applied"]);
    }

    [Fact]
    public async Task A_row_is_created_under_the_id_in_the_body()
    {
        var id = Guid.NewGuid();

        var answer = (await web.Administrator.SendAsync("POST", "accounts", new JsonObject { ["name"] = "Named", ["accountid"] = id })).Expect(204);

        Assert.Equal(id, answer.EntityId);
        Assert.Equal("0x80040237", (await web.Administrator.SendAsync("POST", "accounts", new JsonObject { ["name"] = "Again", ["accountid"] = id })).Expect(412).Code);
    }

    [Theory]
    [InlineData("""{"name":"x","nonsense":1}""", "Invalid property 'nonsense'")]
    [InlineData("""{"name":7}""", "'name' is of type Edm.String")]
    [InlineData("""{"statecode":"0"}""", "'statecode' is of type Edm.Int32")]
    [InlineData("""{"overriddencreatedon":"2026-01-05T08:00:00"}""", "'overriddencreatedon' is of type Edm.DateTimeOffset")]
    [InlineData("""{"_parentaccountid_value":"00000000-0000-0000-0000-000000000001"}""", "set parentaccountid@odata.bind")]
    [InlineData("""{"parentaccountid@odata.bind":"/contacts(00000000-0000-0000-0000-000000000001)"}""", "takes the address of a row of account")]
    [InlineData("""{"parentaccountid@odata.bind":"http://elsewhere.example/accounts(00000000-0000-0000-0000-000000000001)"}""", "no address below")]
    [InlineData("""{"parentaccountid@odata.bind":"nonsense"}""", "is not the address of a row")]
    [InlineData("""{"@odata.type":"Microsoft.Dynamics.CRM.contact","name":"x"}""", "@odata.type of a row of accounts")]
    [InlineData("""{"name":"a","name":"b"}""", "no JSON")]
    [InlineData("""{"name":""", "no JSON")]
    [InlineData("""["name"]""", "JSON object")]
    public async Task What_a_body_may_not_say_is_refused_by_name(string body, string sentence)
    {
        var answer = (await web.Administrator.SendTextAsync("POST", "accounts", body, "application/json")).Expect(400);

        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_by_its_type_is_refused()
    {
        (await web.Administrator.SendTextAsync("POST", "accounts", "name=x", "application/x-www-form-urlencoded")).Expect(415);
        (await web.Administrator.SendTextAsync("POST", "accounts", """{"name":"x"}""", "text/plain")).Expect(415);
        (await web.Administrator.SendAsync("POST", "accounts")).Expect(400);
    }

    [Fact]
    public async Task Related_rows_inside_a_row_are_refused_and_nothing_is_written()
    {
        var answer = (await web.Administrator.SendAsync("POST", "accounts", new JsonObject { ["name"] = "Deep", ["primarycontactid"] = new JsonObject { ["lastname"] = "Insert" } })).Expect(501);

        Assert.Contains("deep insert", answer.Error, StringComparison.Ordinal);
        Assert.Empty((await web.Administrator.GetAsync("accounts?$select=name&$filter=name eq 'Deep'")).Rows);
    }

    [Fact]
    public async Task A_patch_changes_the_named_columns_only()
    {
        var id = await web.AccountAsync("Before", ("telephone1", "1"));

        (await web.Administrator.SendAsync("PATCH", $"accounts({id})", new JsonObject { ["name"] = "After", ["fax"] = null })).Expect(204);
        var row = (await web.Administrator.SendAsync("PATCH", $"accounts({id})?$select=name,telephone1", new JsonObject { ["description"] = "x" }, Caller.Representation)).Expect(200).Json;

        Assert.Equal("After", (string)row["name"]!);
        Assert.Equal("1", (string)row["telephone1"]!);
    }

    // Source: …/webapi/perform-conditional-operations-using-web-api#limit-upsert-operations
    [Fact]
    public async Task A_patch_creates_the_row_unless_If_Match_keeps_it_from_that()
    {
        var (created, kept) = (Guid.NewGuid(), Guid.NewGuid());

        var answer = (await web.Administrator.SendAsync("PATCH", $"accounts({created})", new JsonObject { ["name"] = "Upserted" })).Expect(204);
        var refused = (await web.Administrator.SendAsync("PATCH", $"accounts({kept})", new JsonObject { ["name"] = "Kept" }, ("If-Match", "*"))).Expect(404);

        Assert.Equal(created, answer.EntityId);
        Assert.Equal("Upserted", (string)(await web.Administrator.GetAsync($"accounts({created})")).Expect(200).Json["name"]!);
        Assert.Equal("0x80040217", refused.Code);
        (await web.Administrator.GetAsync($"accounts({kept})")).Expect(404);
    }

    // Source: …/webapi/perform-conditional-operations-using-web-api#limit-upsert-operations
    [Fact]
    public async Task If_None_Match_keeps_an_upsert_from_changing_a_row()
    {
        var id = await web.AccountAsync("There");

        (await web.Administrator.SendAsync("PATCH", $"accounts({id})", new JsonObject { ["name"] = "Overwritten" }, ("If-None-Match", "*"))).Expect(412);

        Assert.Equal("There", (string)(await web.Administrator.GetAsync($"accounts({id})")).Json["name"]!);
    }

    // Source: …/webapi/perform-conditional-operations-using-web-api#apply-optimistic-concurrency
    [Fact]
    public async Task A_stale_etag_changes_and_deletes_nothing()
    {
        var id = await web.AccountAsync("First");
        var etag = (await web.Administrator.GetAsync($"accounts({id})?$select=name")).Headers["ETag"];
        (await web.Administrator.SendAsync("PATCH", $"accounts({id})", new JsonObject { ["name"] = "Second" }, ("If-Match", etag))).Expect(204);

        var update = (await web.Administrator.SendAsync("PATCH", $"accounts({id})", new JsonObject { ["name"] = "Third" }, ("If-Match", etag))).Expect(412);
        var delete = (await web.Administrator.SendAsync("DELETE", $"accounts({id})", null, ("If-Match", etag))).Expect(412);
        var unreadable = (await web.Administrator.SendAsync("DELETE", $"accounts({id})", null, ("If-Match", "nonsense"))).Expect(400);

        Assert.Equal("0x80060882", update.Code);
        Assert.Equal("0x80060882", delete.Code);
        Assert.Contains("If-Match", unreadable.Error, StringComparison.Ordinal);
        Assert.Equal("Second", (string)(await web.Administrator.GetAsync($"accounts({id})")).Json["name"]!);
    }

    // Source: learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record
    [Fact]
    public async Task A_row_is_changed_by_an_alternate_key()
    {
        var address = $"pax8_provideraccounts(_pax8_connectorid_value={web.Connector},pax8_providerspecificid='{web.Company}')";

        var answer = (await web.Administrator.SendAsync("PATCH", address + "?$select=pax8_providerspecificid", new JsonObject { ["pax8_AccountId@odata.bind"] = null }, ("If-Match", "*"), Caller.Representation)).Expect(200);
        var unknown = (await web.Administrator.SendAsync("PATCH", address.Replace(web.Company, "nobody", StringComparison.Ordinal), new JsonObject { ["pax8_AccountId@odata.bind"] = null }, ("If-Match", "*"))).Expect(404);

        Assert.Equal(answer.EntityId, (Guid)answer.Json["pax8_provideraccountid"]!);
        Assert.Equal("0x80060891", unknown.Code);
    }

    [Fact]
    public async Task A_delete_takes_the_row_away()
    {
        var id = await web.AccountAsync("Deleted");

        (await web.Administrator.SendAsync("DELETE", $"accounts({id})")).Expect(204);

        (await web.Administrator.GetAsync($"accounts({id})")).Expect(404);
        (await web.Administrator.SendAsync("DELETE", $"accounts({id})")).Expect(404);
    }

    [Fact]
    public async Task A_single_column_is_set_and_emptied_by_its_address()
    {
        var id = await web.AccountAsync("Column", ("fax", "1"));

        (await web.Administrator.SendAsync("PUT", $"accounts({id})/telephone1", new JsonObject { ["value"] = "555" })).Expect(204);
        (await web.Administrator.SendAsync("DELETE", $"accounts({id})/fax")).Expect(204);
        (await web.Administrator.SendAsync("PUT", $"accounts({id})/telephone1", new JsonObject { ["valu"] = "556" })).Expect(400);

        var row = (await web.Administrator.GetAsync($"accounts({id})?$select=telephone1,fax")).Json;
        Assert.Equal("555", (string)row["telephone1"]!);
        Assert.Null(row["fax"]);
    }

    // Source: …/webapi/associate-disassociate-entities-using-web-api
    [Fact]
    public async Task A_lookup_is_set_and_emptied_by_bind()
    {
        var parent = await web.AccountAsync("Bound parent");
        var child = await web.AccountAsync("Bound child");

        (await web.Administrator.SendAsync("PATCH", $"accounts({child})", new JsonObject { ["parentaccountid@odata.bind"] = $"{web.Address}api/data/v9.2/accounts({parent})" })).Expect(204);
        Assert.Equal(parent, (Guid)(await web.Administrator.GetAsync($"accounts({child})")).Json["_parentaccountid_value"]!);
        (await web.Administrator.SendAsync("PATCH", $"accounts({child})", new JsonObject { ["parentaccountid@odata.bind"] = null })).Expect(204);
        Assert.Null((await web.Administrator.GetAsync($"accounts({child})")).Json["_parentaccountid_value"]);
        Assert.Equal("0x80040217", (await web.Administrator.SendAsync("PATCH", $"accounts({child})", new JsonObject { ["parentaccountid@odata.bind"] = $"/accounts({Guid.NewGuid()})" })).Expect(404).Code);
    }

    // Source: …/webapi/web-api-navigation-properties#lookup-properties
    [Fact]
    public async Task A_lookup_of_several_tables_is_bound_by_the_property_of_one_and_its_owner_by_ownerid()
    {
        var company = await web.AccountAsync("Company");
        var contact = (await web.Administrator.SendAsync("POST", "contacts", new JsonObject
        {
            ["lastname"] = "Doe",
            ["parentcustomerid_account@odata.bind"] = $"/accounts({company})",
            ["ownerid@odata.bind"] = $"/systemusers({web.UserId("Administrator")})",
        })).Expect(204).EntityId;

        var row = (await web.Administrator.GetAsync($"contacts({contact})?$select=_parentcustomerid_value,_ownerid_value&$expand=parentcustomerid_account($select=name),parentcustomerid_contact($select=fullname)", Caller.Annotated)).Expect(200).Json;

        Assert.Equal("account", (string)row["_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"]!);
        Assert.Equal("parentcustomerid_account", (string)row["_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"]!);
        Assert.Equal("Company", (string)row["parentcustomerid_account"]!["name"]!);
        Assert.Null(row["parentcustomerid_contact"]);
        Assert.Equal("systemuser", (string)row["_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"]!);
    }

    // Source: …/webapi/associate-disassociate-entities-using-web-api
    [Fact]
    public async Task Rows_are_tied_and_untied_by_references()
    {
        var (one, many) = (await web.AccountAsync("One"), await web.AccountAsync("Many"));
        JsonObject To(Guid id) => new() { ["@odata.id"] = $"{web.Address}api/data/v9.2/accounts({id})" };
        async Task<string?> ParentAsync() => (await web.Administrator.GetAsync($"accounts({many})")).Json["_parentaccountid_value"]?.ToString();

        (await web.Administrator.SendAsync("PUT", $"accounts({many})/parentaccountid/$ref", To(one))).Expect(204);
        Assert.Equal(one.ToString(), await ParentAsync());
        (await web.Administrator.SendAsync("DELETE", $"accounts({many})/parentaccountid/$ref")).Expect(204);
        Assert.Null(await ParentAsync());
        (await web.Administrator.SendAsync("PUT", $"accounts({many})/parentaccountid/$ref", new JsonObject { ["@odata.id"] = $"contacts({one})" })).Expect(400);
    }

    // Source: …/webapi/associate-disassociate-entities-using-web-api#using-collection-valued-navigation-properties
    [Fact]
    public async Task A_row_joins_and_leaves_the_rows_of_a_relationship()
    {
        var account = (Guid)(await web.Administrator.GetAsync($"pax8_provideraccounts?$select=pax8_name&$filter=pax8_providerspecificid eq '{web.Company}'")).Rows[0]["pax8_provideraccountid"]!;
        var customer = await web.AccountAsync("Customer");
        var relationship = web.Tenant.Dataverse.Metadata.Relationships.Single(r => r is { ReferencingTable: "pax8_provideraccount", ReferencingColumn: "pax8_accountid" }).Name;
        async Task<string?> CustomerAsync() => (await web.Administrator.GetAsync($"pax8_provideraccounts({account})")).Json["_pax8_accountid_value"]?.ToString();

        (await web.Administrator.SendAsync("POST", $"accounts({customer})/{relationship}/$ref", new JsonObject { ["@odata.id"] = $"pax8_provideraccounts({account})" })).Expect(204);
        Assert.Equal(customer.ToString(), await CustomerAsync());
        (await web.Administrator.SendAsync("DELETE", $"accounts({customer})/{relationship}({account})/$ref")).Expect(204);
        Assert.Null(await CustomerAsync());
        (await web.Administrator.SendAsync("DELETE", $"accounts({customer})/{relationship}({account})/$ref")).Expect(404);
    }

    [Fact]
    public async Task What_a_plug_in_refuses_is_400_with_its_sentence()
    {
        var answer = (await web.Administrator.SendAsync("POST", "pax8_connectors", new JsonObject { ["pax8_name"] = "No secret" })).Expect(400);

        Assert.StartsWith("0x8004", answer.Code, StringComparison.Ordinal);
        Assert.StartsWith("Application Secret is missing.", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Methods_that_an_address_does_not_take_are_refused()
    {
        var id = await web.AccountAsync("Methods");

        (await web.Administrator.SendAsync("PUT", $"accounts({id})", new JsonObject())).Expect(405);
        (await web.Administrator.SendAsync("DELETE", "accounts")).Expect(405);
        (await web.Administrator.SendAsync("PATCH", "accounts", new JsonObject())).Expect(405);
        (await web.Administrator.SendAsync("POST", $"accounts({id})", new JsonObject())).Expect(405);
    }
}
