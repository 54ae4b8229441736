using System;
using System.Threading.Tasks;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Connectors;

/// <summary>One active connector for an Application ID at an endpoint: two would fetch every customer twice.</summary>
public sealed class ConnectorActiveTests
{
    private const string InUse =
        "Application ID is in use: the active provider integration First has the same Application ID and Endpoint URL. Deactivate that one or enter a different Application ID, and save again.";

    [Fact]
    public async Task A_second_active_connector_for_the_same_credentials_is_refused()
    {
        await using var tenant = Given.Tenant();
        tenant.CreateConnector("First");

        Assert.Equal(InUse, Refusal(() => tenant.CreateConnector("Second")));
        Assert.Equal(InUse, Refusal(() => tenant.CreateConnector("Second", row =>
        {
            row["pax8_endpointurl"] = "https://API.PAX8.COM/";
            row["pax8_applicationid"] = " " + tenant.Pax8!.Options.ApplicationId.ToUpperInvariant();
        })));
    }

    [Fact]
    public async Task Another_application_id_or_another_endpoint_is_another_connector()
    {
        await using var tenant = Given.Tenant();
        tenant.CreateConnector("First");

        tenant.CreateConnector("Second", row => row["pax8_applicationid"] = "another");
        tenant.CreateConnector("Third", row => row["pax8_endpointurl"] = "https://eu.pax8.com");

        Assert.Equal(3, tenant.Rows("pax8_connector").Count);
    }

    [Fact]
    public async Task A_change_to_the_credentials_of_another_active_connector_is_refused()
    {
        await using var tenant = Given.Tenant();
        tenant.CreateConnector("First");
        var second = tenant.CreateConnector("Second", row => row["pax8_applicationid"] = "another");

        var refusal = Refusal(() => tenant.ChangeConnector(second, ("pax8_applicationid", tenant.Pax8!.Options.ApplicationId), ("pax8_applicationsecret", "s")));

        Assert.Equal(InUse, refusal);
    }

    [Fact]
    public async Task An_inactive_connector_leaves_its_credentials_to_another_and_cannot_come_back_while_that_is_active()
    {
        await using var tenant = Given.Tenant();
        var first = tenant.CreateConnector("Was first");
        tenant.Deactivate(first);
        Assert.False(tenant.Connector(first).Contains("pax8_activekey"));

        var second = tenant.CreateConnector("First");
        Assert.Equal(InUse, Refusal(() => tenant.Activate(first)));

        tenant.Deactivate(second);
        tenant.Activate(first);
        Assert.True(tenant.Connector(first).Contains("pax8_activekey"));
    }

    [Fact]
    public async Task An_inactive_connector_may_be_edited_and_stays_without_key()
    {
        await using var tenant = Given.Tenant();
        var first = tenant.CreateConnector("Old");
        tenant.Deactivate(first);
        tenant.CreateConnector("First");

        tenant.ChangeConnector(first, ("pax8_name", "Former"), ("pax8_applicationsecret", "s"));

        Assert.False(tenant.Connector(first).Contains("pax8_activekey"));
    }
}
