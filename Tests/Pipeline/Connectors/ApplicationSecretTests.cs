using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Connectors;

/// <summary>Change Application Secret: the secret is entered without its field, in the name of whoever enters it.</summary>
public sealed class ApplicationSecretTests
{
    private const string Administrator = "Pax8 Administrator", Billing = "Pax8 Billing", Reader = "Service Reader", SecretProfile = "Pax8 Application Secret";
    private const string Entered = "Bilby-19aa4c-Secret";

    [Fact]
    public void Who_may_write_connectors_and_is_in_the_profile_stores_another_secret_and_has_it_verified_anew()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.PressVerify(connector);
        tenant.Pax8!.ChangeSecret(Entered);
        var person = tenant.Person(Administrator, SecretProfile);

        var message = person.Execute(Change(connector, Entered))["Message"];

        Assert.Equal("The Application Secret is stored. Choose Verify Connectivity to see whether Pax8 accepts it.", message);
        var row = tenant.Connector(connector);
        Assert.Equal((Entered, 0), (row.Text("pax8_applicationsecret"), row.Number("pax8_connectivitystatus")));
        Assert.Equal("Connected. 3 companies visible.", tenant.PressVerify(connector)["Message"]);
    }

    [Fact]
    public void Endpoint_URL_and_Application_ID_change_in_the_same_call_by_the_rules_of_their_fields()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var person = tenant.Person(Administrator, SecretProfile);

        person.Execute(Change(connector, Entered, " https://EU.pax8.com/ ", " another-id "));

        var row = tenant.Connector(connector);
        Assert.Equal((Entered, "https://eu.pax8.com", "another-id"), (row.Text("pax8_applicationsecret"), row.Text("pax8_endpointurl"), row.Text("pax8_applicationid")));
        person.Execute(Change(connector, Entered + "2", "", " "));
        Assert.Equal(("https://eu.pax8.com", "another-id"), (tenant.Connector(connector).Text("pax8_endpointurl"), tenant.Connector(connector).Text("pax8_applicationid")));
    }

    public static TheoryData<string, string?, string?, string> Refusals => new()
    {
        { "  ", null, null, "Application Secret is missing. Enter the Client Secret of the integration in Pax8 and try again." },
        { Entered, "http://api.pax8.com", null, "Endpoint URL must start with https://. Enter https://api.pax8.com unless Pax8 gave you another address, and save again." },
        { Entered, "https://evil.example", null, "Endpoint URL must be on pax8.com while Environment is Production. Enter https://api.pax8.com unless Pax8 gave you another address, and save again." },
        { Entered, null, "two words", "Application ID must not contain spaces. Copy the Client ID from Pax8 again and save again." },
        { Entered, null, "other", "Application ID is in use: the active provider integration Other has the same Application ID and Endpoint URL. Deactivate that one or enter a different Application ID, and save again." },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void What_a_save_would_refuse_is_refused_in_the_same_words_and_stores_nothing(string secret, string? endpoint, string? application, string sentence)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        tenant.CreateConnector("Other", row => row["pax8_applicationid"] = "other");
        var before = tenant.Connector(connector).RowVersion;

        Assert.Equal(sentence, Refusal(() => tenant.Person(Administrator, SecretProfile).Execute(Change(connector, secret, endpoint, application))));

        Assert.Equal(before, tenant.Connector(connector).RowVersion);
    }

    [Fact]
    public void Without_the_profile_column_security_refuses_with_a_sentence_that_names_it()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var before = tenant.Connector(connector).RowVersion;

        Assert.Equal("Application Secret can only be entered by members of the column security profile Pax8 Application Secret. Ask an administrator to add you to it, and try again.",
            Refusal(() => tenant.Person(Administrator).Execute(Change(connector, Entered))));

        Assert.Equal(before, tenant.Connector(connector).RowVersion);
    }

    [Theory]
    [InlineData(Billing)]
    [InlineData(Reader)]
    [InlineData(null)]
    public void Who_may_not_write_connectors_is_denied_at_the_door_profile_or_not(string? role)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var before = tenant.Connector(connector).RowVersion;

        AssertDenied(() => tenant.Person(role, SecretProfile).Execute(Change(connector, Entered)));

        Assert.Equal(before, tenant.Connector(connector).RowVersion);
    }

    [Fact]
    public void A_secret_that_is_too_long_is_refused_without_being_repeated()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);

        var refusal = Refusal(() => tenant.Person(Administrator, SecretProfile).Execute(Change(connector, Entered + new string('x', 500))));

        Assert.Contains("pax8_applicationsecret", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(Entered[..12], refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void It_writes_one_row_calls_nobody_starts_no_background_work_and_is_no_write_of_the_packages_own()
    {
        var tags = new List<bool>();
        var tenant = Given.Tenant(options => options.BehindWithContext("Update", "pax8_connector", context => tags.Add(context.SharedVariables.ContainsKey("tag"))));
        var connector = tenant.CreateConnector("Pax8");
        tenant.ResetCounts();
        tags.Clear();

        tenant.Administrator.Execute(Change(connector, Entered));

        Assert.Equal(["pax8_connector"], tenant.Dataverse.Statistics.Writes.Where(write => write.Value > 0).Select(write => write.Key.Table));
        Assert.Equal(1, tenant.Dataverse.Statistics.Writes.Sum(write => write.Value));
        Assert.Empty(tenant.Pax8!.Log);
        Assert.Equal([false], tags);
        Assert.Empty(tenant.Rows("asyncoperation", "name"));
    }

    private static OrganizationRequest Change(Guid connector, string secret, string? endpoint = null, string? application = null)
    {
        var request = new OrganizationRequest("pax8_SetApplicationSecret") { ["Target"] = new EntityReference("pax8_connector", connector), ["ApplicationSecret"] = secret };
        if (endpoint is not null) request["EndpointUrl"] = endpoint;
        if (application is not null) request["ApplicationId"] = application;
        return request;
    }
}
