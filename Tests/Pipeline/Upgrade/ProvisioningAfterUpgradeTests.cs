using Pax8Dataverse.Tests.Pipeline.ProviderAccounts;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Upgrade;

/// <summary>An account of a database that the version before has stored is provisioned, and its other provider accounts stay as they were.</summary>
public sealed class ProvisioningAfterUpgradeTests
{
    [Fact]
    public void An_account_is_provisioned_beside_the_rows_of_the_version_before()
    {
        using var scene = new VersionBefore();
        scene.Tenant.Settle();
        var before = scene.Tenant.Rows("pax8_provideraccount", "pax8_name").Count;
        Assert.Empty(scene.Tenant.Intents());
        var account = scene.Tenant.Customer("Fabrikam, new here");

        scene.Tenant.Press(scene.Connector, account);
        scene.Tenant.Settle();

        scene.Tenant.AssertProvisioned(scene.Connector, account);
        Assert.Equal(before + 1, scene.Tenant.Rows("pax8_provideraccount", "pax8_name").Count);
    }
}
