using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>
/// What the roles of the tenant's people allow and hide over HTTP.
/// Sources: learn.microsoft.com/power-platform/admin/security-roles-privileges, …/developer/data-platform/column-level-security
/// </summary>
[Collection(WebCollection.Name)]
public sealed class AccessTests(WebFixture web)
{
    private const string PrivilegeDenied = "0x80040220";
    private const string Secret = "pax8_applicationsecret";

    [Fact]
    public async Task Reader_reads_every_table_and_changes_none()
    {
        var account = await web.AccountAsync("Read only");

        foreach (var table in web.Tenant.Dataverse.Metadata.Tables.Values)
        {
            (await web.Reader.GetAsync($"{table.EntitySetName}?$top=1")).Expect(200);
            Assert.Equal(PrivilegeDenied, (await web.Reader.SendAsync("DELETE", $"accounts({account})")).Expect(403).Code);
        }
        Assert.Equal(PrivilegeDenied, (await web.Reader.SendAsync("POST", "accounts", new JsonObject { ["name"] = "x" })).Expect(403).Code);
        Assert.Equal(PrivilegeDenied, (await web.Reader.SendAsync("PATCH", $"accounts({account})", new JsonObject { ["name"] = "x" })).Expect(403).Code);
        Assert.Equal("Read only", (string)(await web.Reader.GetAsync($"accounts({account})")).Json["name"]!);
    }

    [Fact]
    public async Task Billing_maps_and_enables_provider_accounts_and_makes_no_connector()
    {
        var row = (await web.Billing.GetAsync($"pax8_provideraccounts?$select=pax8_syncstatus&$filter=pax8_companystatus eq 476500000&$orderby=pax8_name desc&$top=1")).Expect(200).Rows.Single();
        var address = $"pax8_provideraccounts({row["pax8_provideraccountid"]})";
        var customer = await web.AccountAsync("Billed");

        (await web.Billing.SendAsync("PATCH", address, new JsonObject { ["pax8_AccountId@odata.bind"] = $"/accounts({customer})", ["pax8_syncstatus"] = 476500000 }, ("If-Match", "*"))).Expect(204);
        var create = (await web.Billing.SendAsync("POST", "pax8_connectors", new JsonObject { ["pax8_name"] = "Billing's" })).Expect(403);
        var delete = (await web.Billing.SendAsync("DELETE", $"pax8_connectors({web.Connector})")).Expect(403);

        Assert.Equal(customer, (Guid)(await web.Reader.GetAsync(address)).Json["_pax8_accountid_value"]!);
        Assert.Contains("prvCreatepax8_Connector", create.Error, StringComparison.Ordinal);
        Assert.Contains("prvDeletepax8_Connector", delete.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_a_table_that_the_user_may_not_read_is_not_read_by_expanding_it()
    {
        // Billing's roles read connectors but no role of theirs reads column security profiles or system jobs.
        Assert.Equal(PrivilegeDenied, (await web.Billing.GetAsync("fieldsecurityprofiles")).Expect(403).Code);
        Assert.Equal(PrivilegeDenied, (await web.Billing.GetAsync("fieldsecurityprofiles?$expand=organizationid($select=name)")).Expect(403).Code);
        Assert.Equal(PrivilegeDenied, (await web.Billing.GetAsync("asyncoperations?$select=name")).Expect(403).Code);
    }

    [Fact]
    public async Task Own_rows_are_hidden_from_others_whose_privilege_ends_at_their_own()
    {
        var account = (await web.Administrator.SendAsync("POST", "contacts", new JsonObject { ["lastname"] = "Administrator's own" })).Expect(204).EntityId;

        Assert.Equal("0x80048306", (await web.Billing.GetAsync($"contacts({account})?$select=lastname")).Expect(403).Code);
        Assert.Equal("0x80048306", (await web.Billing.GetAsync($"contacts({account})?$select=lastname&$expand=createdby($select=fullname)")).Expect(403).Code);
        Assert.Empty((await web.Billing.GetAsync($"contacts?$filter=contactid eq {account}")).Expect(200).Rows);
    }

    [Theory]
    [InlineData("Administrator")]
    [InlineData("Billing")]
    [InlineData("Reader")]
    public async Task Nobody_reads_the_application_secret_by_any_way_of_asking(string name)
    {
        var (id, secret) = await web.ConnectorAsync($"Secret from {name}");
        var user = web.With($"pax8-user={web.UserId(name)}");
        string[] addresses =
        [
            $"pax8_connectors({id})", $"pax8_connectors({id})?$select={Secret}", "pax8_connectors", $"pax8_connectors?$select={Secret}&$orderby={Secret}",
            $"pax8_connectors?$select={Secret}&$filter={Secret} ne null", $"pax8_provideraccounts?$expand=pax8_ConnectorId", $"pax8_provideraccounts?$expand=pax8_ConnectorId($select={Secret})",
            $"pax8_connectors?fetchXml={Uri.EscapeDataString($"<fetch><entity name='pax8_connector'><attribute name='{Secret}' alias='s'/><attribute name='{Secret}'/></entity></fetch>")}",
            $"pax8_connectors?fetchXml={Uri.EscapeDataString("<fetch><entity name='pax8_connector'><all-attributes/></entity></fetch>")}",
            $"pax8_connectors({id})/{Secret}", $"pax8_connectors({id})/{Secret}/$value", $"pax8_provideraccounts?fetchXml={Uri.EscapeDataString($"<fetch><entity name='pax8_provideraccount'><link-entity name='pax8_connector' from='pax8_connectorid' to='pax8_connectorid' alias='c'><attribute name='{Secret}'/></link-entity></entity></fetch>")}",
        ];

        foreach (var address in addresses)
        {
            var answer = await user.GetAsync(address, Caller.Annotated);
            Assert.InRange(answer.Status, 200, 204);
            Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(web.Tenant.Pax8!.Options.ApplicationSecret, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_application_secret_does_not_come_back_from_the_write_that_brings_it_or_fails()
    {
        var (id, _) = await web.ConnectorAsync("Secret written");
        const string secret = "another-secret-of-the-caller";
        var change = new JsonObject { [Secret] = secret };

        var shown = (await web.Administrator.SendAsync("PATCH", $"pax8_connectors({id})?$select=pax8_secretstored,{Secret}", change, Caller.Representation)).Expect(200);
        var wrongPlace = (await web.Administrator.SendAsync("PATCH", $"pax8_connectors({id})", new JsonObject { ["pax8_environment"] = secret })).Expect(400);
        var denied = (await web.Billing.SendAsync("PATCH", $"pax8_connectors({id})", change.DeepClone())).Expect(403);

        Assert.True((bool)shown.Json["pax8_secretstored"]!);
        Assert.Null(shown.Json[Secret]);
        foreach (var answer in new[] { shown, wrongPlace, denied }) Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_on_the_application_secret_tells_nothing_about_it()
    {
        var (id, secret) = await web.ConnectorAsync("Secret guessed");

        Assert.Empty((await web.Administrator.GetAsync($"pax8_connectors?$select=pax8_name&$filter=pax8_connectorid eq {id} and {Secret} eq '{secret}'")).Expect(200).Rows);
        Assert.Empty((await web.Administrator.GetAsync($"pax8_connectors?$select=pax8_name&$filter=pax8_connectorid eq {id} and startswith({Secret},'s')")).Expect(200).Rows);
    }
}
