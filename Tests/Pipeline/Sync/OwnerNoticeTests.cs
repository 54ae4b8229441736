using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;
using Xunit;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>The owner of an integration is told, once, of the ends of a sync that take a person; what cannot be told fails nothing.</summary>
public sealed class OwnerNoticeTests
{
    private const int Warning = 100000003;

    [Fact]
    public void A_sync_that_asks_is_told_once()
    {
        var scene = new HeldScene();
        var before = Told(scene.Tenant).Count;
        scene.EndMost();

        var job = scene.Asked();

        var notice = Assert.Single(Told(scene.Tenant).Skip(before));
        Assert.Equal(("Pax8: a sync waits for confirmation", scene.Tenant.Dataverse.AdministratorId, Warning),
            (notice.Text("title"), notice.GetAttributeValue<EntityReference>("ownerid").Id, notice.GetAttributeValue<OptionSetValue>("icontype").Value));
        Assert.StartsWith("Subscriptions: Pax8 would take something away", notice.Text("body"), StringComparison.Ordinal);
        scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);
        Assert.Equal(before + 1, Told(scene.Tenant).Count);
    }

    [Fact]
    public void A_failed_sync_is_told_once_and_one_that_succeeds_not()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(Told(tenant));
        tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.ServerError(503));

        tenant.Sync(connector).AssertEnded(Acting.Failed);

        Assert.Equal("Pax8: a sync has failed", Assert.Single(Told(tenant)).Text("title"));
    }

    [Fact]
    public void Another_partner_is_told_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(8);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.Pax8!.Faults = ListLies.Always(Lies.OtherPartner(5, companies: 7));

        tenant.Sync(connector).AssertEnded(Acting.OtherPartner);

        Assert.Equal("Pax8: Pax8 looks like another partner's", Assert.Single(Told(tenant)).Text("title"));
    }

    [Fact]
    public void An_environment_that_knows_no_notifications_ends_its_syncs_as_ever()
    {
        var scene = new HeldScene(options => options with { HasAppNotifications = false });
        scene.EndMost();

        var job = scene.Asked();

        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, system => system.Failed);
        scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);
        Assert.Empty(Told(scene.Tenant));
    }

    private static List<Entity> Told(Tenant tenant) => [.. tenant.Rows("appnotification", "title", "body", "ownerid", "icontype")];
}
