using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using DataverseEmulator.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ProviderAccounts.ProvisioningScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.ProviderAccounts;

/// <summary>Provision Account: what is missing, what is sent, who may, and what is kept.</summary>
public sealed class ProvisionAccountTests
{
    [Fact]
    public void Everything_that_is_missing_is_said_at_once_and_nothing_is_made()
    {
        var (tenant, connector) = Given.TenantWithCompanies(2);
        var account = tenant.Account("Contoso", ("address1_country", "Atlantis"));
        tenant.ResetCounts();

        var refusal = Refusal(() => tenant.Press(connector, account));
        tenant.Settle();

        Assert.Equal(
            "Pax8 needs more to create this company. Missing: Street; City; State or Province; Postal Code; Country (Atlantis is no country of ISO 3166-1); Phone; Website; Admin contact; Billing contact; Technical contact. "
            + "Complete it, on the account or in the dialog, and try again.", refusal);
        Assert.Empty(tenant.Intents());
        Assert.Equal(0, tenant.Pax8!.Log.Count(Creating));
    }

    [Fact]
    public void What_lacks_of_contacts_is_said_of_each_and_values_that_cannot_be_taken_are_named()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();
        var details = """{"name":"","website":" ","contacts":[{"types":["Admin"],"firstName":"Ada","email":"no address","phone":"1"},{"types":["Billing"],"lastName":"Hopper","email":"a@b"},{"types":["Billing","Technical"],"firstName":"Eve","lastName":"E","email":"e@e","phone":"2"}]}""";

        var missing = ((string)tenant.Press(connector, account, details, preview: true)["Missing"]).Split('\n');

        Assert.Equal(["Name", "Website", "Admin contact: Last Name", "Admin contact: E-mail (no address is no e-mail address)", "Billing contact (one person only)"], missing);
    }

    [Theory]
    [InlineData("[]", "it is not JSON of one object")]
    [InlineData("""{"colour":"red"}""", "colour is not a member of a company")]
    [InlineData("""{"contacts":[{"types":["Boss"]}]}""", "Boss is no type of a contact")]
    public void Details_that_cannot_be_read_are_refused(string details, string problem)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);

        Assert.StartsWith($"Details cannot be read: {problem}", Refusal(() => tenant.Press(connector, tenant.Customer(), details)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_fills_in_the_account_and_its_people_and_makes_nothing()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();
        tenant.Person(account, "Grace", "Hopper");

        var answer = tenant.Press(connector, account, preview: true);
        tenant.Settle();

        var details = JsonNode.Parse((string)answer["Details"])!;
        Assert.Equal(("Contoso", "US", "Floor 2"), ((string?)details["name"], (string?)details["address"]!["country"], (string?)details["address"]!["street2"]));
        Assert.Equal("""["Admin","Billing","Technical"]""", Assert.Single(details["contacts"]!.AsArray())!["types"]!.ToJsonString());
        Assert.Equal(["Ada", "Grace"], JsonNode.Parse((string)answer["People"])!.AsArray().Select(person => (string?)person!["firstName"]));
        Assert.Equal("", answer["Missing"]);
        Assert.Empty(tenant.Intents());
        Assert.Equal(0, tenant.Posts());
    }

    [Fact]
    public void Company_and_contacts_are_made_in_one_call_and_the_row_becomes_its_mapped_and_enabled()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.ChangeConnector(connector, ("pax8_selfserviceallowed", true), ("pax8_orderapprovalrequired", true));
        var account = tenant.Customer();

        tenant.Provision(connector, account);

        tenant.AssertProvisioned(connector, account);
        var company = tenant.MadeFor(account).Single();
        Assert.Equal(("Contoso", "Active", true, false, true), (company.Name, company.Status, company.SelfServiceAllowed, company.BillOnBehalfOfEnabled, company.OrderApprovalRequired));
        Assert.Equal(new Pax8Address { Street = "1 Main St", Street2 = "Floor 2", City = "Denver", StateOrProvince = "Colorado", PostalCode = "80202", Country = "US" }, company.Address);
        var contact = Assert.Single(tenant.Pax8!.State.ContactsOf(company.Id));
        Assert.Equal(("Ada", "Lovelace", "ada@contoso.example", 3), (contact.FirstName, contact.LastName, contact.Email, contact.Types.Count(type => type.Primary)));
        Assert.Equal((1, 0), (tenant.Posts(), tenant.Pax8.Log.Count("POST /companies/{companyId}/contacts")));
        Assert.StartsWith("Created in Pax8 on ", tenant.Intent().Said(), StringComparison.Ordinal);
        tenant.AssertWithinLimits();

        tenant.Sync(connector);
        tenant.ResetCounts();
        tenant.Sync(connector);
        Assert.Equal(0, tenant.AccountWrites());
        tenant.AssertProvisioned(connector, account);
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void Each_contact_may_be_another_person_and_one_who_is_named_twice_is_one_contact()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();

        tenant.Provision(connector, account, Contacts(("Admin", "Ada", "Lovelace"), ("Billing", "Grace", "Hopper"), ("Technical", "Ada", "Lovelace")));

        var contacts = tenant.Pax8!.State.ContactsOf(tenant.MadeFor(account).Single().Id);
        Assert.Equal(["Ada: Admin Technical", "Grace: Billing"], contacts.Select(contact => $"{contact.FirstName}: {string.Join(' ', contact.Types.Select(type => type.Type))}").Order());
    }

    [Fact]
    public void People_stand_on_the_row_until_they_are_sent_and_in_no_system_job_trace_or_message()
    {
        using var database = TenantDatabase.InMemory();
        var (tenant, connector) = Given.TenantWithCompanies(0, options => options with { Database = database });
        var account = tenant.Customer();
        var details = Contacts(("Admin,Billing,Technical", "Quokka", "Wombat"));

        tenant.Press(connector, account, details);
        Assert.Equal(["pax8_provideraccount"], TablesWith(database, "Wombat"));
        tenant.Settle();

        Assert.Empty(TablesWith(database, "Wombat"));
        Assert.NotEmpty(tenant.Dataverse.Traces);
        Assert.All(tenant.Dataverse.Traces, trace => Assert.DoesNotContain("Wombat", trace.Text + trace.Exception, StringComparison.Ordinal));
        Assert.Equal("Wombat", Assert.Single(tenant.Pax8!.State.ContactsOf(tenant.MadeFor(account).Single().Id)).LastName);
    }

    /// <summary>Tables of the database, those of the platform's own work among them, in which a text is.</summary>
    private static List<string> TablesWith(TenantDatabase database, string text)
    {
        var found = new List<string>();
        var sqlite = database.BeginWriting().Sqlite;
        foreach (var table in Read(sqlite, "SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => row[0]))
            if (Read(sqlite, $"SELECT * FROM \"{table}\"").Any(row => row.Any(cell => cell.Contains(text, StringComparison.Ordinal)))) found.Add(table);
        database.EndWriting(commit: false);
        return found;
    }

    private static List<string[]> Read(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names come from the database itself.
        command.CommandText = statement;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(field => reader.GetValue(field) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : Convert.ToString(reader.GetValue(field), System.Globalization.CultureInfo.InvariantCulture) ?? "")]);
        return rows;
    }

    [Fact]
    public void Who_clicks_twice_at_the_same_moment_gets_one_row_and_one_company()
    {
        var meanwhile = new Meanwhile("pax8_ProvisionAccount", "account");
        var (tenant, connector) = Given.TenantWithCompanies(0, options => options with { Probe = meanwhile });
        var account = tenant.Customer();
        meanwhile.Let(() => tenant.Press(connector, account));

        var refusal = Refusal(() => tenant.Press(connector, account));
        tenant.Settle();

        Assert.True(meanwhile.HasActed);
        Assert.StartsWith("Somebody else saved the same record at the same moment", refusal, StringComparison.Ordinal);
        tenant.AssertProvisioned(connector, account);
        Assert.Equal(1, tenant.Posts());
    }

    [Fact]
    public void An_account_that_is_in_flight_or_has_a_company_there_is_not_provisioned_again()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();

        tenant.Press(connector, account);
        Assert.StartsWith("Contoso is being created in Pax8 already.", Refusal(() => tenant.Press(connector, account)), StringComparison.Ordinal);
        tenant.Settle();
        Assert.StartsWith("This account has a company in the Pax8 of Pax8 already", Refusal(() => tenant.Press(connector, account)), StringComparison.Ordinal);

        Assert.Equal(1, tenant.Posts());
    }

    [Fact]
    public void A_Sandbox_connector_says_what_is_missing_and_stops_there()
    {
        var tenant = Given.Tenant();
        var connector = tenant.CreateConnector("Test", row => row["pax8_environment"] = Option(1));
        var account = tenant.Customer();

        Assert.StartsWith("Pax8 needs more", Refusal(() => tenant.Press(connector, account, """{"phone":""}""")), StringComparison.Ordinal);
        var answer = tenant.Press(connector, account);
        tenant.Settle();

        Assert.StartsWith("Nothing is missing. Environment of Test is Sandbox", (string)answer["Message"], StringComparison.Ordinal);
        Assert.False(answer.Results.Contains("ProviderAccountId"));
        Assert.Empty(tenant.Intents());
        Assert.Empty(tenant.Pax8!.Log);
    }

    [Fact]
    public void Nothing_begins_where_nothing_may_be_written()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();

        tenant.ChangeConnector(connector, ("pax8_writeback", false));
        Assert.Equal("Write-back of Pax8 is No, so nothing was sent to Pax8. Set it to Yes and provision the account again.", Refusal(() => tenant.Press(connector, account)));
        tenant.ChangeConnector(connector, ("pax8_writeback", true));
        tenant.Deactivate(connector);
        Assert.StartsWith("Pax8 is inactive", Refusal(() => tenant.Press(connector, account)), StringComparison.Ordinal);

        Assert.Empty(tenant.Intents());
    }

    [Fact]
    public void Where_write_back_is_switched_off_after_the_click_nothing_is_sent_and_it_is_begun_again_by_a_person()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();
        tenant.Press(connector, account);
        tenant.ChangeConnector(connector, ("pax8_writeback", false));
        tenant.Settle();
        var row = tenant.Intent();
        Assert.Equal((NotSent, 0), (row.State(), tenant.Posts()));
        AssertKeepsNobody(row);

        tenant.ChangeConnector(connector, ("pax8_writeback", true));
        tenant.Sync(connector);
        Assert.Equal(0, tenant.Posts());
        tenant.PressAgain(row.Id);
        tenant.Settle();

        tenant.AssertProvisioned(connector, account);
    }

    [Fact]
    public void Who_may_not_create_provider_accounts_may_not_provision_and_who_may_not_read_the_account_sees_nothing_of_it()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();

        AssertDenied(() => tenant.Press(connector, account, by: tenant.Person("Pax8 Billing")));
        foreach (var role in new[] { "Pax8 Administrator", "Pax8 Orders" })
            Assert.Equal("", tenant.Press(connector, account, preview: true, by: tenant.Person(role))["Missing"]);
        Assert.Empty(tenant.Intents());
    }

    [Fact]
    public void A_row_that_is_being_created_is_not_deleted_enabled_or_mapped_otherwise_and_nobody_makes_one_by_hand()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();
        tenant.Press(connector, account);
        var row = tenant.Intent().Id;

        Assert.StartsWith("This provider account is being created in Pax8", Refusal(() => tenant.Administrator.Delete("pax8_provideraccount", row)), StringComparison.Ordinal);
        Assert.StartsWith("Account and Sync status cannot be changed", Refusal(() => tenant.Administrator.Update(Row("pax8_provideraccount", row, ("pax8_syncstatus", Option(0))))), StringComparison.Ordinal);
        Assert.StartsWith("Mapping, Candidates", Refusal(() => tenant.Administrator.Update(Row("pax8_provideraccount", row, ("pax8_provisioning", Option(2))))), StringComparison.Ordinal);
        Assert.StartsWith("Provider accounts are created by", Refusal(() => tenant.Administrator.Create(Row("pax8_provideraccount", Guid.NewGuid(), ("pax8_name", "x")))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_was_withdrawn_is_inactive_and_the_account_may_be_provisioned_again()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Customer();
        tenant.Press(connector, account);

        Assert.StartsWith("Withdrawn", tenant.Withdraw(tenant.Intent().Id), StringComparison.Ordinal);
        tenant.Settle();
        var first = tenant.Intent();
        Assert.Equal((Withdrawn, 1, 0), (first.State(), first.GetAttributeValue<OptionSetValue>("statecode").Value, tenant.Posts()));
        AssertKeepsNobody(first);

        tenant.Press(connector, account);
        tenant.Settle();
        Assert.Single(tenant.MadeFor(account));
        Assert.Equal([Provisioned, Withdrawn], tenant.Intents().Select(row => row.State()).Order());
    }
}
