using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>Syncs of products that are stopped at each commit and each call, see <see cref="CrashScene"/>.</summary>
public sealed class CatalogueCrashTests
{
    [Fact]
    public void A_first_sync_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(synchronised: false, pax8 => pax8.AddProducts(10));

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 40, $"Only {steps} steps were stopped at; a first sync has more.");
    }

    [Fact]
    public void A_sync_with_changes_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(synchronised: true, pax8 =>
        {
            var all = pax8.Products;
            pax8.AddProducts(2);
            pax8.ChangeProduct(all[0].Id, one => one with { Name = "Another name" });
            pax8.ChangeProduct(all[1].Id, one => one with { VendorSku = "V-2", RequiresCommitment = true });
            pax8.VanishProduct(all[3].Id);
            pax8.VanishProduct(all[4].Id);
        });

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 40, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    private static CrashScene Scene(bool synchronised, Action<Pax8State> change) => new(4, 12, tenant =>
    {
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        if (synchronised) tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        return connector;
    })
    {
        Change = change,
        Act = (tenant, connector) =>
        {
            if (CrashScene.Jobs(tenant).Count == 0) tenant.Administrator.PressSyncProducts(connector);
        },
        Ending = Ending,
    };

    private static List<string> Ending(Tenant tenant)
    {
        Assert.Equal(tenant.Pax8!.State.Shown(), tenant.Shown());
        return [CrashScene.EndOfJob(tenant), .. tenant.Shown(), .. CrashScene.Issues(tenant)];
    }
}
