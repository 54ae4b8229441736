using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>What it costs to put changes that wait into the queue.</summary>
public sealed class LicenseChangeQueueTests
{
    [Theory]
    [InlineData("pax8_VerifyConnectivity")]
    [InlineData("pax8_DeclareRestored")]
    public void Rows_of_waiting_changes_are_read_by_one_query_however_many_wait(string api)
    {
        Assert.Equal((1L, 1L), (ReadsOf(api, waiting: 3), ReadsOf(api, waiting: 18)));
    }

    /// <summary>Reads of subscriptions until the person who presses the button has the answer.</summary>
    private static long ReadsOf(string api, int waiting)
    {
        var scene = new ChangingScene(options => options with { Companies = 4, Subscriptions = 60 });
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        foreach (var (id, quantity) in scene.Tenant.Pax8!.State.Subscriptions.Where(one => one is { Status: "Active", Commitment: null }).Take(waiting).Select(one => (one.Id, (int)one.Quantity)))
            scene.Tenant.Administrator.Update(Refusing.Row("pax8_subscription", scene.Tenant.Subscription(id).Id, ("pax8_quantity", quantity + 1)));
        scene.Tenant.Settle();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Tenant.ResetCounts();

        scene.Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", scene.Connector) });

        Assert.Equal(waiting, scene.Tenant.Dataverse.Statistics.WritesOf("Update", "pax8_licensechangelog"));
        return scene.Tenant.Dataverse.Statistics.Reads["pax8_subscription"];
    }
}
