using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Connectors;

/// <summary>What a new connector must be like. Every refusal names the field and the fix.</summary>
public sealed class ConnectorCreateTests
{
    public static TheoryData<string, object?, string> Refusals => new()
    {
        { "pax8_name", null, "Name is missing. Enter a name for this provider integration and save again." },
        { "pax8_name", "   ", "Name is missing. Enter a name for this provider integration and save again." },
        { "pax8_environment", null, "Environment is missing. Choose Production, or Sandbox for a test connector, and save again." },
        { "pax8_applicationid", null, "Application ID is missing. Enter the Client ID of the integration in Pax8 and save again." },
        { "pax8_applicationid", " ", "Application ID is missing. Enter the Client ID of the integration in Pax8 and save again." },
        { "pax8_applicationid", "client id", "Application ID must not contain spaces. Copy the Client ID from Pax8 again and save again." },
        { "pax8_applicationid", "client\tid", "Application ID must not contain spaces. Copy the Client ID from Pax8 again and save again." },
        { "pax8_applicationsecret", null, "Application Secret is missing. Enter the Client Secret of the integration in Pax8 and save again." },
        { "pax8_applicationsecret", "  ", "Application Secret is missing. Enter the Client Secret of the integration in Pax8 and save again." },
        { "pax8_countrycode", null, "Country Code is missing. Choose the country of your Pax8 account and save again." },
        { "pax8_countrycode", 999, "Country Code 999 is not an ISO 3166-1 country. Choose one from the list and save again." },
        { "pax8_currencyid", null, "Currency Code is missing. Choose the currency that Pax8 bills you in and save again." },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_new_connector_that_cannot_work_is_refused_with_field_and_fix(string column, object? value, string sentence)
    {
        await using var tenant = Given.Tenant();

        var refusal = Refusal(() => tenant.CreateConnector("Pax8", row => row[column] = value is int number ? new OptionSetValue(number) : value));

        Assert.Equal(sentence, refusal);
        Assert.Empty(tenant.Rows("pax8_connector"));
    }

    [Theory]
    [InlineData("pax8_selfserviceallowed", "Self Service Allowed")]
    [InlineData("pax8_billonbehalfofenabled", "Bill on behalf of enabled")]
    [InlineData("pax8_orderapprovalrequired", "Order approval required")]
    public async Task A_flag_is_refused_in_Sandbox_and_taken_in_Production(string column, string caption)
    {
        await using var tenant = Given.Tenant();

        var refusal = Refusal(() => tenant.CreateConnector("Test", row =>
        {
            row["pax8_environment"] = Option(1);
            row[column] = true;
        }));
        tenant.CreateConnector("Production", row => row[column] = true);

        Assert.Equal($"{caption} must be No while Environment is Sandbox. Set it to No, or choose Production, and save again.", refusal);
    }

    [Theory]
    [InlineData("Pax8")]
    [InlineData("PAX8")]
    [InlineData("  pax8 ")]
    public async Task A_name_that_another_connector_has_is_refused_in_whatever_case(string name)
    {
        await using var tenant = Given.Tenant();
        tenant.CreateConnector("Pax8");

        var refusal = Refusal(() => tenant.CreateConnector(name, row => row["pax8_applicationid"] = "another"));

        Assert.Equal($"Name is taken: another provider integration is called {name.Trim()}. Enter a different name and save again.", refusal);
    }

    [Fact]
    public async Task The_name_of_an_inactive_connector_stays_taken()
    {
        await using var tenant = Given.Tenant();
        tenant.ChangeConnector(tenant.CreateConnector("Pax8"), ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)));

        var refusal = Refusal(() => tenant.CreateConnector("Pax8"));

        Assert.Equal("Name is taken: another provider integration is called Pax8. Enter a different name and save again.", refusal);
    }

    [Fact]
    public async Task What_the_system_keeps_cannot_be_brought_along()
    {
        await using var tenant = Given.Tenant();

        var connector = tenant.Connector(tenant.CreateConnector("Pax8", row =>
        {
            row["pax8_connectivitystatus"] = Option(1);
            row["pax8_connectivityverifiedon"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            row["pax8_connectivitymessage"] = "Connected. 5 companies visible.";
            row["pax8_companycount"] = 5;
            row["pax8_secretstored"] = false;
            row["pax8_activekey"] = "none";
        }));

        Assert.Equal(0, connector.Number("pax8_connectivitystatus"));
        Assert.False(connector.Contains("pax8_connectivityverifiedon"));
        Assert.False(connector.Contains("pax8_connectivitymessage"));
        Assert.False(connector.Contains("pax8_companycount"));
        Assert.True(connector.GetAttributeValue<bool>("pax8_secretstored"));
        Assert.NotEqual("none", connector.Text("pax8_activekey"));
    }

    [Fact]
    public async Task Blanks_around_texts_are_taken_off()
    {
        await using var tenant = Given.Tenant();

        var connector = tenant.Connector(tenant.CreateConnector("  Pax8 ", row =>
        {
            row["pax8_applicationid"] = " client ";
            row["pax8_applicationsecret"] = " a secret  ";
        }));

        Assert.Equal("Pax8", connector.Text("pax8_name"));
        Assert.Equal("client", connector.Text("pax8_applicationid"));
        Assert.Equal("a secret", connector.Text("pax8_applicationsecret"));
    }
}
