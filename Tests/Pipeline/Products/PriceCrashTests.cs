using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>Readings of prices that are stopped at each commit and each call, see <see cref="CrashScene"/>.</summary>
public sealed class PriceCrashTests
{
    [Fact]
    public void A_first_reading_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(read: false, _ => { });

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 1, share: 3));

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; a first reading has more.");
    }

    [Fact]
    public void A_reading_of_changed_prices_stopped_at_any_step_keeps_what_they_were_before()
    {
        using var scene = Scene(read: true, pax8 =>
        {
            var used = pax8.Used();
            pax8.SetBuyRate(used[0], 7.77m);
            pax8.ChangeProduct(used[1], one => one with { Prices = [.. one.Prices.Skip(1)] });
        });

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 30, $"Only {steps} steps were stopped at; such a reading has more.");
    }

    private static CrashScene Scene(bool read, Action<Pax8State> change) => new(4, 8, tenant =>
    {
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        if (!read) return connector;
        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        // The run under test begins on another day.
        foreach (var product in tenant.Products().Values)
            tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId).Update(new Entity("pax8_product", product.Id) { ["pax8_pricereadings"] = null });
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
        Assert.Equal(tenant.Pax8!.State.ShownPrices(), tenant.ShownPrices());
        return
        [
            CrashScene.EndOfJob(tenant), .. tenant.Rows("pax8_subscription", "pax8_providerspecificid", "pax8_currentbuyrate").Select(row => $"{row["pax8_providerspecificid"]} {row.GetAttributeValue<decimal?>("pax8_currentbuyrate")}").Order(StringComparer.Ordinal), .. tenant.Prices().Select(price => $"{price.Text("pax8_name")} {price["pax8_partnerbuyrate"]} {price.GetAttributeValue<decimal?>("pax8_previousbuyrate")} {price.Contains("pax8_changedon")} {price.IsActive()}").Order(StringComparer.Ordinal),
            .. CrashScene.Issues(tenant),
        ];
    }
}
