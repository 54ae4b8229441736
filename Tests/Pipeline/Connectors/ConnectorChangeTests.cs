using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Connectors;

/// <summary>What may become of a connector that exists.</summary>
public sealed class ConnectorChangeTests
{
    public static TheoryData<string, object?, string> Refusals => new()
    {
        { "pax8_name", null, "Name is missing. Enter a name for this provider integration and save again." },
        { "pax8_name", " OTHER ", "Name is taken: another provider integration is called OTHER. Enter a different name and save again." },
        { "pax8_environment", null, "Environment is missing. Choose Production, or Sandbox for a test connector, and save again." },
        { "pax8_applicationsecret", null, "Application Secret cannot be emptied. Enter the new Client Secret, or leave the field as it is to keep the stored one." },
        { "pax8_applicationsecret", "  ", "Application Secret cannot be emptied. Enter the new Client Secret, or leave the field as it is to keep the stored one." },
        { "pax8_applicationid", "another", "Application Secret must be entered again when Application ID changes. Enter the secret that belongs to the new Application ID and save again." },
        { "pax8_applicationid", null, "Application Secret must be entered again when Application ID changes. Enter the secret that belongs to the new Application ID and save again." },
        { "pax8_endpointurl", "https://eu.pax8.com", "Application Secret must be entered again when Endpoint URL changes. Enter it and save again." },
        { "pax8_endpointurl", "https://evil.example", "Application Secret must be entered again when Endpoint URL changes. Enter it and save again." },
        { "pax8_countrycode", null, "Country Code is missing. Choose the country of your Pax8 account and save again." },
        { "pax8_currencyid", null, "Currency Code is missing. Choose the currency that Pax8 bills you in and save again." },
        { "pax8_secretstored", false, "Secret stored is kept by the system. Enter the Application Secret instead; it is then shown as stored." },
        { "pax8_activekey", "key", "Active key is kept by the system. Leave it out of your change." },
        { "pax8_activekey", null, "Active key is kept by the system. Leave it out of your change." },
        { "pax8_connectivitystatus", Option(1), "The connectivity result is kept by the system. Press Verify Connectivity to have it set." },
        { "pax8_connectivityverifiedon", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), "The connectivity result is kept by the system. Press Verify Connectivity to have it set." },
        { "pax8_connectivitymessage", "Connected.", "The connectivity result is kept by the system. Press Verify Connectivity to have it set." },
        { "pax8_companycount", 7, "The connectivity result is kept by the system. Press Verify Connectivity to have it set." },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_change_that_cannot_work_is_refused_with_field_and_fix_and_changes_nothing(string column, object? value, string sentence)
    {
        await using var tenant = Given.Tenant();
        tenant.CreateConnector("Other", row => row["pax8_applicationid"] = "other");
        var id = tenant.CreateConnector("Pax8");
        var before = tenant.Connector(id);

        Assert.Equal(sentence, Refusal(() => tenant.ChangeConnector(id, (column, value))));

        Assert.Equal(before.RowVersion, tenant.Connector(id).RowVersion);
    }

    [Fact]
    public async Task An_application_id_is_refused_with_blanks_and_when_missing_on_a_change_too()
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");

        Assert.Equal("Application ID must not contain spaces. Copy the Client ID from Pax8 again and save again.",
            Refusal(() => tenant.ChangeConnector(id, ("pax8_applicationid", "a b"), ("pax8_applicationsecret", "s"))));
        Assert.Equal("Application ID is missing. Enter the Client ID of the integration in Pax8 and save again.",
            Refusal(() => tenant.ChangeConnector(id, ("pax8_applicationid", ""), ("pax8_applicationsecret", "s"))));
    }

    [Fact]
    public async Task Endpoint_and_application_id_may_change_with_the_secret()
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");
        var before = tenant.Connector(id);

        tenant.ChangeConnector(id, ("pax8_endpointurl", "https://EU.pax8.com/"), ("pax8_applicationid", "another"), ("pax8_applicationsecret", "another secret"));

        var after = tenant.Connector(id);
        Assert.Equal("https://eu.pax8.com", after.Text("pax8_endpointurl"));
        Assert.Equal("another", after.Text("pax8_applicationid"));
        Assert.Equal("another secret", after.Text("pax8_applicationsecret"));
        Assert.NotEqual(before.Text("pax8_activekey"), after.Text("pax8_activekey"));
    }

    [Fact]
    public async Task The_same_endpoint_in_another_form_and_the_same_id_with_blanks_are_no_change()
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");
        tenant.PressVerify(id);

        tenant.ChangeConnector(id, ("pax8_endpointurl", " HTTPS://API.Pax8.com:443/ "), ("pax8_applicationid", $" {tenant.Pax8!.Options.ApplicationId} "));

        var after = tenant.Connector(id);
        Assert.Equal("https://api.pax8.com", after.Text("pax8_endpointurl"));
        Assert.Equal(1, after.Number("pax8_connectivitystatus"));
    }

    [Fact]
    public async Task A_connector_may_be_saved_under_its_own_name_in_another_case()
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");

        tenant.ChangeConnector(id, ("pax8_name", "PAX8"));

        Assert.Equal("PAX8", tenant.Connector(id).Text("pax8_name"));
    }

    [Theory]
    [InlineData("pax8_selfserviceallowed", "Self Service Allowed")]
    [InlineData("pax8_billonbehalfofenabled", "Bill on behalf of enabled")]
    [InlineData("pax8_orderapprovalrequired", "Order approval required")]
    public async Task Sandbox_is_refused_while_a_flag_is_on_and_a_flag_in_Sandbox(string column, string caption)
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8", row => row[column] = true);
        var sentence = $"{caption} must be No while Environment is Sandbox. Set it to No, or choose Production, and save again.";

        Assert.Equal(sentence, Refusal(() => tenant.ChangeConnector(id, ("pax8_environment", Option(1)))));
        tenant.ChangeConnector(id, ("pax8_environment", Option(1)), (column, false));
        Assert.Equal(sentence, Refusal(() => tenant.ChangeConnector(id, (column, true))));
        tenant.ChangeConnector(id, ("pax8_environment", Option(0)), (column, true));
    }

    public static TheoryData<string, object> Settings => new()
    {
        { "pax8_environment", Option(1) },
        { "pax8_applicationsecret", "another" },
        { "pax8_countrycode", new OptionSetValue(276) },
        { "pax8_currencyid", "EUR" },
        { "pax8_selfserviceallowed", true },
        { "pax8_billonbehalfofenabled", true },
        { "pax8_orderapprovalrequired", true },
    };

    [Theory, MemberData(nameof(Settings))]
    public async Task Saving_a_changed_setting_makes_the_connector_not_verified(string column, object value)
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");
        tenant.PressVerify(id);

        tenant.ChangeConnector(id, (column, value is "EUR" ? new EntityReference("transactioncurrency", tenant.Currency("EUR")) : value));

        IsNotVerified(tenant, id);
    }

    [Fact]
    public async Task Another_endpoint_or_application_id_makes_the_connector_not_verified()
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");
        tenant.PressVerify(id);

        tenant.ChangeConnector(id, ("pax8_endpointurl", "https://eu.pax8.com"), ("pax8_applicationsecret", "s"));

        IsNotVerified(tenant, id);
    }

    [Fact]
    public async Task Entering_the_same_secret_again_makes_the_connector_not_verified()
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");
        tenant.PressVerify(id);

        tenant.ChangeConnector(id, ("pax8_applicationsecret", tenant.Pax8!.Options.ApplicationSecret));

        IsNotVerified(tenant, id);
    }

    public static TheoryData<string, object> NoSettings => new()
    {
        { "pax8_name", "Another name" },
        { "pax8_newaccountsare", Option(1) },
        { "pax8_automatch", false },
        { "pax8_environment", Option(0) },
        { "pax8_countrycode", new OptionSetValue(840) },
        { "pax8_selfserviceallowed", false },
        { "pax8_currencyid", "USD" },
    };

    [Theory, MemberData(nameof(NoSettings))]
    public async Task Name_sync_options_and_unchanged_settings_leave_the_verification_as_it_is(string column, object value)
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");
        tenant.PressVerify(id);

        tenant.ChangeConnector(id, (column, value is "USD" ? new EntityReference("transactioncurrency", tenant.Currency("USD")) : value));

        var connector = tenant.Connector(id);
        Assert.Equal(1, connector.Number("pax8_connectivitystatus"));
        Assert.Equal("Connected. 0 companies visible.", connector.Text("pax8_connectivitymessage"));
    }

    [Fact]
    public async Task What_the_system_keeps_may_be_sent_back_unchanged()
    {
        await using var tenant = Given.Tenant();
        var id = tenant.CreateConnector("Pax8");
        tenant.PressVerify(id);
        var read = tenant.Connector(id);
        read.Attributes.Remove("pax8_applicationsecret");
        read["pax8_name"] = "Renamed";

        tenant.Administrator.Update(read);

        Assert.Equal("Renamed", tenant.Connector(id).Text("pax8_name"));
        Assert.Equal(1, tenant.Connector(id).Number("pax8_connectivitystatus"));
    }

    private static void IsNotVerified(Tenant tenant, Guid id)
    {
        var connector = tenant.Connector(id);
        Assert.Equal(0, connector.Number("pax8_connectivitystatus"));
        Assert.False(connector.Contains("pax8_connectivityverifiedon"));
        Assert.False(connector.Contains("pax8_connectivitymessage"));
        Assert.False(connector.Contains("pax8_companycount"));
    }
}
