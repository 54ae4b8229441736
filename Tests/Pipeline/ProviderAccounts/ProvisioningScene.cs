using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.ProviderAccounts;

/// <summary>What tests of provisioning do and look at.</summary>
internal static class ProvisioningScene
{
    public const string Creating = "POST /companies";
    public const string Listing = "GET /companies";

    public const int Waiting = 0, Sending = 1, Provisioned = 2, Refused = 3, NotSent = 4, NeedsReview = 5, Withdrawn = 6;

    private static readonly string[] Columns =
    [
        "pax8_name", "pax8_providerspecificid", "pax8_connectorid", "pax8_accountid", "pax8_syncstatus", "pax8_matchstatus", "pax8_matchreason", "pax8_externalid",
        "pax8_companystatus", "pax8_city", "pax8_selfserviceallowed", "pax8_billonbehalfofenabled", "pax8_orderapprovalrequired", "pax8_provisioning", "pax8_provisioningmessage", "pax8_provisioningof",
        "pax8_companycandidates", "pax8_contactstosend", "pax8_sendinguntil", "pax8_lookedpages", "statecode", "ownerid",
    ];

    /// <summary>An account with everything that Pax8 requires, and a primary contact.</summary>
    public static Guid Customer(this Tenant tenant, string name = "Contoso", params (string Column, object? Value)[] values)
    {
        var account = tenant.Account(
            name, [("websiteurl", "https://contoso.example"), ("telephone1", "+1 303 555 0100"), ("address1_line1", "1 Main St"), ("address1_line2", "Floor 2"), ("address1_city", "Denver"),
            ("address1_stateorprovince", "Colorado"), ("address1_postalcode", "80202"), ("address1_country", "United States"), .. values]);
        var person = tenant.Person(account, "Ada", "Lovelace");
        tenant.Administrator.Update(Row("account", account, ("primarycontactid", new EntityReference("contact", person))));
        return account;
    }

    public static Guid Person(this Tenant tenant, Guid account, string first, string last, string? phone = "+1 303 555 0101") => tenant.Administrator.Create(new Entity("contact")
    {
        ["firstname"] = first,
        ["lastname"] = last,
        ["emailaddress1"] = $"{first}@contoso.example".ToLowerInvariant(),
        ["telephone1"] = phone,
        ["parentcustomerid"] = new EntityReference("account", account),
    });

    /// <summary>Presses Provision Account; nothing runs in the background yet.</summary>
    public static OrganizationResponse Press(this Tenant tenant, Guid connector, Guid account, string? details = null, bool preview = false, IOrganizationService? by = null)
    {
        var request = new OrganizationRequest("pax8_ProvisionAccount") { ["Target"] = new EntityReference("account", account), ["ConnectorId"] = connector, ["Preview"] = preview };
        if (details is not null) request["Details"] = details;
        return (by ?? tenant.Administrator).Execute(request);
    }

    /// <summary>Presses Provision Account and lets everything come to rest. Returns the row.</summary>
    public static Entity Provision(this Tenant tenant, Guid connector, Guid account, string? details = null)
    {
        tenant.Press(connector, account, details);
        tenant.Settle();
        return tenant.Intent();
    }

    /// <summary>Sends the company of a row once more.</summary>
    public static OrganizationResponse PressAgain(this Tenant tenant, Guid row, bool wasNotCreated = false, string? details = null)
    {
        var request = new OrganizationRequest("pax8_ProvisionProviderAccount") { ["Target"] = new EntityReference("pax8_provideraccount", row), ["WasNotCreated"] = wasNotCreated };
        if (details is not null) request["Details"] = details;
        return tenant.Administrator.Execute(request);
    }

    public static string ConfirmCreated(this Tenant tenant, Guid row, string companyId) =>
        (string)tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmCompanyCreated") { ["Target"] = new EntityReference("pax8_provideraccount", row), ["CompanyId"] = companyId })["Message"];

    public static string Withdraw(this Tenant tenant, Guid row) =>
        (string)tenant.Administrator.Execute(new OrganizationRequest("pax8_WithdrawProvisioning") { ["Target"] = new EntityReference("pax8_provideraccount", row) })["Message"];

    /// <summary>All rows of provider accounts that were made by Provision Account.</summary>
    public static List<Entity> Intents(this Tenant tenant) => tenant.Rows("pax8_provideraccount", Columns).Where(row => row.Contains("pax8_provisioning")).ToList();

    public static Entity Intent(this Tenant tenant) => Assert.Single(tenant.Intents());

    public static int State(this Entity row) => row.Number("pax8_provisioning");

    public static string Said(this Entity row) => row.Text("pax8_provisioningmessage") ?? "";

    /// <summary>Companies of Pax8 with the account's id as external id.</summary>
    public static List<Pax8Company> MadeFor(this Tenant tenant, Guid account) => tenant.Pax8!.State.Companies.Where(company => company.ExternalId == account.ToString()).ToList();

    public static int Posts(this Tenant tenant) => tenant.Pax8!.Log.Count(Creating);

    /// <summary>The end that a provisioning is meant to have: one company, whose row this is, mapped and enabled, and no person kept.</summary>
    public static void AssertProvisioned(this Tenant tenant, Guid connector, Guid account)
    {
        var company = Assert.Single(tenant.MadeFor(account));
        var row = tenant.Intent();
        Assert.True(row.State() == Provisioned, $"Provisioning is {row.State()}: {row.Said()}");
        Assert.Equal((company.Id, account, connector), (row.Text("pax8_providerspecificid"), row.GetAttributeValue<EntityReference>("pax8_accountid").Id, row.GetAttributeValue<EntityReference>("pax8_connectorid").Id));
        Assert.Equal((0, 1), (row.Number("pax8_syncstatus"), row.Number("pax8_matchstatus")));
        Assert.Single(tenant.Rows("pax8_provideraccount", "pax8_externalid"), one => one.Text("pax8_externalid") == account.ToString());
        AssertKeepsNobody(row);
        Assert.False(row.Contains("pax8_provisioningof"));
    }

    public static void AssertKeepsNobody(Entity row) => Assert.False(row.Contains("pax8_contactstosend"), "The contacts are still on the row.");

    public static void AssertNeedsReview(this Tenant tenant)
    {
        var row = tenant.Intent();
        Assert.True(row.State() == NeedsReview, $"Provisioning is {row.State()}: {row.Said()}");
        Observing.AssertSentences(row.Said());
        Assert.False(row.Contains("pax8_providerspecificid"));
        AssertKeepsNobody(row);
    }

    /// <summary>Contacts as the dialog sends them.</summary>
    public static string Contacts(params IEnumerable<(string Types, string First, string Last)> people) => new JsonObject
    {
        ["contacts"] = new JsonArray([.. people.Select(person => (JsonNode)new JsonObject
        {
            ["types"] = new JsonArray([.. person.Types.Split(',').Select(type => (JsonNode)type)]),
            ["firstName"] = person.First,
            ["lastName"] = person.Last,
            ["email"] = $"{person.First}@contoso.example",
            ["phone"] = "+1 303 555 0199",
        })]),
    }.ToJsonString();
}
