using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>What the people of each role can and cannot do, each through the whole pipeline as that person.</summary>
public sealed class RightsTests
{
    private const string Administrator = "Pax8 Administrator", Billing = "Pax8 Billing", SecretProfile = "Pax8 Application Secret";

    private static readonly string[] OwnTables = ["pax8_connector", "pax8_provideraccount", "pax8_syncjob", "pax8_syncbatch", "pax8_syncissue"];

    [Fact]
    public void A_Pax8_administrator_sets_a_connector_up_verifies_it_and_syncs()
    {
        var tenant = Given.Tenant(options => options with { Companies = 3 });
        var person = tenant.Person(Administrator, SecretProfile);

        var connector = person.Create(NewConnector(tenant));
        Assert.Equal("Connected. 3 companies visible.", person.Execute(Press("pax8_VerifyConnectivity", connector))["Message"]);
        var job = (Guid)person.Execute(Press("pax8_SyncProviderAccounts", connector))["SyncJobId"];
        tenant.Settle();

        Assert.Equal("3 created, 0 updated, 0 unchanged, 0 failed.", person.Retrieve("pax8_syncjob", job, new ColumnSet("pax8_message"))["pax8_message"]);
        Assert.Equal(3, Visible(person, "pax8_provideraccount").Count);
        person.Update(Row("pax8_connector", connector, ("pax8_applicationsecret", "another")));
        person.Delete("pax8_connector", person.Create(NewConnector(tenant, "To be deleted", "another")));
    }

    [Fact]
    public void Whoever_starts_a_sync_its_rows_belong_to_the_owner_of_the_connector()
    {
        var (tenant, connector) = Given.TenantWithCompanies(2);
        var owner = tenant.Dataverse.AddUser("Owner", Administrator);
        tenant.ChangeConnector(connector, ("ownerid", new EntityReference("systemuser", owner)));
        var person = tenant.Person(Administrator);

        person.Execute(Press("pax8_SyncProviderAccounts", connector));
        tenant.Settle();

        foreach (var table in new[] { "pax8_provideraccount", "pax8_syncjob" })
            Assert.All(tenant.Rows(table, "ownerid"), row => Assert.Equal(owner, row.GetAttributeValue<EntityReference>("ownerid").Id));
    }

    [Fact]
    public void Without_the_profile_a_Pax8_administrator_cannot_write_the_secret()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var person = tenant.Person(Administrator);

        Assert.Contains("create permissions to a secured field", Refusal(() => person.Create(NewConnector(tenant, "Second", "another"))), StringComparison.Ordinal);
        Assert.Contains("pax8_applicationsecret", Refusal(() => person.Update(Row("pax8_connector", connector, ("pax8_applicationsecret", "s")))), StringComparison.Ordinal);
        person.Update(Row("pax8_connector", connector, ("pax8_name", "Renamed")));
    }

    [Fact]
    public void What_a_sync_keeps_a_Pax8_administrator_cannot_make_change_or_delete()
    {
        var (tenant, connector) = Given.TenantWithCompanies(2);
        var job = tenant.Sync(connector).Id;
        var person = tenant.Person(Administrator);
        var account = Visible(person, "pax8_provideraccount")[0].Id;
        var batch = Visible(person, "pax8_syncbatch")[0].Id;

        Assert.StartsWith("Provider accounts are created by", Refusal(() => person.Create(Row("pax8_provideraccount", Guid.NewGuid(), ("pax8_name", "Mine")))), StringComparison.Ordinal);
        AssertDenied(() => person.Delete("pax8_provideraccount", account));
        AssertDenied(() => person.Update(Row("pax8_syncjob", job, ("pax8_message", "x"))));
        AssertDenied(() => person.Delete("pax8_syncjob", job));
        AssertDenied(() => person.Update(Row("pax8_syncbatch", batch, ("pax8_message", "x"))));
        AssertDenied(() => person.Create(Row("pax8_syncissue", Guid.NewGuid(), ("pax8_name", "x"))));
    }

    [Fact]
    public void Billing_staff_map_enable_and_close_issues()
    {
        var (tenant, connector) = Given.TenantWithCompanies(2);
        tenant.Pax8!.Faults = new LocalTenant.Pax8.ScriptedFaults().When(Observing.AnyPage, LocalTenant.Pax8.Fault.RowWithoutId(), times: 1);
        tenant.Sync(connector);
        var customer = tenant.Account("Contoso");
        var person = tenant.Person(Billing);
        var account = Visible(person, "pax8_provideraccount")[0].Id;
        var issue = Assert.Single(Visible(person, "pax8_syncissue")).Id;

        person.Update(Row("pax8_provideraccount", account, ("pax8_accountid", new EntityReference("account", customer)), ("pax8_syncstatus", Option(0))));
        person.Update(Row("pax8_syncissue", issue, ("pax8_issuestatus", Option(1))));

        var mapped = person.Retrieve("pax8_provideraccount", account, new ColumnSet("pax8_matchstatus", "pax8_matchreason", "pax8_syncstatus"));
        Assert.Equal((1, "Chosen by a person", 0), (mapped.Number("pax8_matchstatus"), mapped.Text("pax8_matchreason"), mapped.Number("pax8_syncstatus")));
        Assert.Empty(tenant.OpenIssues());
    }

    [Theory]
    [InlineData(Administrator)]
    [InlineData(Billing)]
    public void Whoever_resolves_an_issue_or_opens_it_again_rewrites_nothing_of_what_it_says(string role)
    {
        var (tenant, connector) = Given.TenantWithCompanies(2);
        tenant.Pax8!.Faults = new LocalTenant.Pax8.ScriptedFaults().When(Observing.AnyPage, LocalTenant.Pax8.Fault.RowWithoutId(), times: 1);
        tenant.Sync(connector);
        var person = tenant.Person(role);
        var issue = Assert.Single(Visible(person, "pax8_syncissue")).Id;

        Assert.StartsWith("Sync issues record what a sync found", Refusal(() => person.Update(Row("pax8_syncissue", issue, ("pax8_whattodo", "Nothing."), ("pax8_issuestatus", Option(1))))), StringComparison.Ordinal);
        person.Update(Row("pax8_syncissue", issue, ("pax8_issuestatus", Option(1))));
        Assert.Equal(tenant.Time.GetUtcNow().UtcDateTime, ResolvedOn());
        person.Update(Row("pax8_syncissue", issue, ("pax8_issuestatus", Option(0))));
        Assert.Null(ResolvedOn());
        var colleague = tenant.Dataverse.AddUser("Colleague", Billing);
        tenant.Administrator.Update(Row("pax8_syncissue", issue, ("ownerid", new EntityReference("systemuser", colleague))));
        Assert.Equal(colleague, tenant.Administrator.Retrieve("pax8_syncissue", issue, new ColumnSet("ownerid")).GetAttributeValue<EntityReference>("ownerid").Id);

        DateTime? ResolvedOn() => tenant.Administrator.Retrieve("pax8_syncissue", issue, new ColumnSet("pax8_resolvedon")).GetAttributeValue<DateTime?>("pax8_resolvedon");
    }

    [Fact]
    public void Billing_staff_cannot_touch_connectors_start_runs_or_change_what_comes_from_Pax8()
    {
        var (tenant, connector) = Given.TenantWithCompanies(2);
        var job = tenant.Sync(connector).Id;
        var calls = tenant.Pax8!.Log.Count;
        var person = tenant.Person(Billing, SecretProfile);
        var account = Visible(person, "pax8_provideraccount")[0].Id;

        AssertDenied(() => person.Create(NewConnector(tenant, "Second", "another")));
        AssertDenied(() => person.Update(Row("pax8_connector", connector, ("pax8_name", "Mine"))));
        AssertDenied(() => person.Delete("pax8_connector", connector));
        AssertDenied(() => person.Execute(Press("pax8_VerifyConnectivity", connector)));
        AssertDenied(() => person.Execute(Press("pax8_SyncProviderAccounts", connector)));
        AssertDenied(() => person.Execute(new OrganizationRequest("pax8_ResumeSync") { ["Target"] = new EntityReference("pax8_syncjob", job) }));
        AssertDenied(() => person.Create(Row("pax8_syncjob", Guid.NewGuid(), ("pax8_connectorid", new EntityReference("pax8_connector", connector)), ("pax8_kind", Option(0)))));
        AssertDenied(() => person.Delete("pax8_provideraccount", account));
        Assert.StartsWith("Provider Name comes from Pax8", Refusal(() => person.Update(Row("pax8_provideraccount", account, ("pax8_name", "Mine")))), StringComparison.Ordinal);
        Assert.Equal(calls, tenant.Pax8.Log.Count);
        Assert.Single(tenant.Rows("pax8_syncjob"));
    }

    [Fact]
    public void Somebody_without_a_role_sees_and_starts_nothing()
    {
        var (tenant, connector) = Given.TenantWithCompanies(2);
        tenant.Sync(connector);
        var person = tenant.Person();

        foreach (var table in OwnTables) AssertDenied(() => Visible(person, table));
        AssertDenied(() => person.Retrieve("pax8_connector", connector, new ColumnSet("pax8_name")));
        foreach (var api in new[] { "pax8_VerifyConnectivity", "pax8_SyncProviderAccounts" }) AssertDenied(() => person.Execute(Press(api, connector)));
        AssertDenied(() => person.Create(NewConnector(tenant, "Second", "another")));
    }

    [Theory]
    [InlineData(Administrator)]
    [InlineData(Billing)]
    public void Nobody_with_a_Pax8_role_can_read_or_guess_the_secret_not_even_who_may_write_it(string role)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var person = tenant.Person(role, SecretProfile);
        var guess = new QueryExpression("pax8_connector");
        guess.Criteria.AddCondition("pax8_applicationsecret", ConditionOperator.Equal, tenant.Pax8!.Options.ApplicationSecret);
        var fetch = new FetchExpression("<fetch><entity name='pax8_connector'><attribute name='pax8_applicationsecret' /><order attribute='pax8_applicationsecret' /></entity></fetch>");

        Assert.False(person.Retrieve("pax8_connector", connector, new ColumnSet(true)).Contains("pax8_applicationsecret"));
        Assert.False(Visible(person, "pax8_connector").Single().Contains("pax8_applicationsecret"));
        Assert.Empty(person.RetrieveMultiple(guess).Entities);
        Assert.False(person.RetrieveMultiple(fetch).Entities.Single().Contains("pax8_applicationsecret"));
    }

    [Fact]
    public void Every_right_that_a_custom_api_asks_for_is_in_a_role_that_should_have_it_and_in_no_other()
    {
        var tenant = Given.Tenant();
        var administrator = tenant.Dataverse.AddUser("A", Administrator);
        var billing = tenant.Dataverse.AddUser("B", Billing);

        foreach (var api in new[] { "pax8_VerifyConnectivity", "pax8_SetApplicationSecret", "pax8_SyncProviderAccounts", "pax8_ResumeSync" })
        {
            var privilege = tenant.Dataverse.Metadata.CustomApis[api].ExecutePrivilege;
            Assert.False(string.IsNullOrEmpty(privilege), $"{api} asks for no right.");
            Assert.Equal((true, false), (tenant.Dataverse.HasPrivilege(administrator, privilege!), tenant.Dataverse.HasPrivilege(billing, privilege!)));
        }
    }

    private static Entity NewConnector(Tenant tenant, string name = "Pax8", string? applicationId = null) => Row(
        "pax8_connector", Guid.NewGuid(), ("pax8_name", name), ("pax8_environment", Option(0)), ("pax8_endpointurl", "https://api.pax8.com"),
        ("pax8_applicationid", applicationId ?? tenant.Pax8!.Options.ApplicationId), ("pax8_applicationsecret", tenant.Pax8!.Options.ApplicationSecret),
        ("pax8_countrycode", new OptionSetValue(840)), ("pax8_currencyid", new EntityReference("transactioncurrency", tenant.Currency("USD"))));

    private static OrganizationRequest Press(string api, Guid connector) => new(api) { ["Target"] = new EntityReference("pax8_connector", connector) };

    private static IList<Entity> Visible(IOrganizationService person, string table) =>
        person.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(true) }).Entities;
}

/// <summary>People with roles.</summary>
internal static class People
{
    /// <summary>The service of a new user with this role and column security profile.</summary>
    public static IOrganizationService Person(this Tenant tenant, string? role = null, string? profile = null)
    {
        var user = role is null ? tenant.Dataverse.AddUser("Somebody") : tenant.Dataverse.AddUser("Somebody", role);
        if (profile is not null) tenant.Dataverse.AddToColumnSecurityProfile(user, profile);
        return tenant.Dataverse.ServiceFor(user);
    }
}
