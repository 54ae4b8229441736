using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>
/// Syncs and comparisons of subscriptions that are stopped at each commit and each call, see <see cref="CrashScene"/>; the licence
/// change logs add up after each of them, not only in the end.
/// </summary>
public sealed class SubscriptionCrashTests
{
    [Fact]
    public void A_first_sync_stopped_at_any_step_ends_like_one_that_was_not()
    {
        // Whatever is taken away would be asked about, and nothing is: one that had ended before was never here.
        using var scene = Scene(subscriptions: 12, sync: false, GiveParents, PressSync, Subscriptions, percent: 0);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; a first sync has more.");
    }

    [Fact]
    public void A_sync_with_changes_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(subscriptions: 20, sync: true, ChangeAll, PressSync, Subscriptions);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_that_asks_and_is_answered_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(subscriptions: 20, sync: true, ChangeAll, PressSync, Subscriptions, asks: true);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_of_two_batches_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(subscriptions: 1001, sync: true, ChangeAll, PressSync, Subscriptions);

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 2, share: 7));

        Assert.True(steps > 80, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_that_follows_moves_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(subscriptions: 20, sync: true, MoveSome, PressSync, Subscriptions);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 40, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_that_finds_one_moved_away_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(subscriptions: 20, sync: true, MoveOneAway, PressSync, tenant => [CrashScene.EndOfJob(tenant), .. tenant.SubscriptionPicture(), .. CrashScene.Issues(tenant)]);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 20, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sync_that_ends_what_waited_stopped_at_any_step_ends_like_one_that_was_not_and_Pax8_is_told_nothing(bool alike)
    {
        using var scene = new CrashScene(2, 6, tenant =>
        {
            var connector = tenant.CreateConnector("Pax8", row =>
            {
                row["pax8_newaccountsare"] = new OptionSetValue(476500001);
                row["pax8_conflictpolicy"] = Refusing.Option(1);
                row["pax8_writeback"] = false;
            });
            tenant.Sync(connector).AssertEnded(Acting.Succeeded);
            tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
            var one = tenant.ActiveSubscription();
            foreach (var more in new[] { 1, 3 }) tenant.Administrator.Update(Refusing.Row("pax8_subscription", tenant.Subscription(one.Id).Id, ("pax8_quantity", (int)one.Quantity + more)));
            tenant.Settle();
            tenant.ChangeConnector(connector, ("pax8_writeback", true));
            return connector;
        })
        {
            Change = pax8 =>
            {
                var one = pax8.Subscriptions.First(one => one is { Status: "Active", Commitment: null });
                pax8.ChangeQuantity(one.Id, one.Quantity + (alike ? 3 : 8));
            },
            Act = (tenant, connector) =>
            {
                if (CrashScene.Jobs(tenant).Count == 0) PressSync(tenant, connector);
                else tenant.SyncSubscriptions(connector);
                tenant.AssertLogsAddUp();
            },
            Ending = tenant =>
            {
                tenant.AssertSubscriptionsEqualPax8();
                return [.. tenant.SubscriptionPicture(), .. tenant.Pax8!.State.Subscriptions.Select(one => $"{one.Id} changed {tenant.Pax8.State.HistoryOf(one.Id).Count}")];
            },
        };

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 15, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_stopped_several_times_ends_like_one_that_was_not()
    {
        using var scene = Scene(subscriptions: 25, sync: true, ChangeAll, PressSync, Subscriptions);

        scene.StopSeveralTimes(60);
    }

    [Fact]
    public void A_comparison_stopped_at_any_step_tells_each_difference_once()
    {
        using var scene = Scene(subscriptions: 20, sync: true, ChangeAll, PressCompare, Differences);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 40, $"Only {steps} steps were stopped at; such a comparison has more.");
    }

    /// <summary>Lets the sync come to its end and says yes to what it asks.</summary>
    private static void Answer(Tenant tenant)
    {
        tenant.Settle();
        foreach (var job in CrashScene.Jobs(tenant).Where(job => job.Status() == Acting.WaitingForConfirmation))
            tenant.Administrator.Execute(new OrganizationRequest("pax8_ApplyHeld") { ["Target"] = new EntityReference("pax8_syncjob", job.Id) });
    }

    private static CrashScene Scene(int subscriptions, bool sync, Action<Pax8State> change, Action<Tenant, Guid> press, Func<Tenant, IReadOnlyList<string>> ending, bool asks = false, int percent = 100) => new(4, subscriptions, tenant =>
    {
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        if (sync) tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        if (!asks) tenant.ChangeConnector(connector, ("pax8_holdpercent", percent), ("pax8_holdnumber", 0));
        return connector;
    })
    {
        Change = change,
        Act = (tenant, connector) =>
        {
            tenant.AssertLogsAddUp();
            if (CrashScene.Jobs(tenant).Count == 0) press(tenant, connector);
            if (asks) Answer(tenant);
        },
        Ending = ending,
    };

    private static void PressSync(Tenant tenant, Guid connector) =>
        tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", connector) });

    private static void PressCompare(Tenant tenant, Guid connector) =>
        tenant.Administrator.Execute(new OrganizationRequest("pax8_CompareSubscriptions") { ["Target"] = new EntityReference("pax8_connector", connector) });

    private static void GiveParents(Pax8State pax8)
    {
        var all = pax8.Subscriptions;
        pax8.ChangeSubscription(all[0].Id, one => one with { ParentSubscriptionId = all[9].Id });
        pax8.ChangeSubscription(all[8].Id, one => one with { ParentSubscriptionId = all[1].Id });
        pax8.CancelSubscription(all[2].Id);
    }

    /// <summary>Changed, ended, active again, vanished and new subscriptions, the new ones with parents and a new product.</summary>
    private static void ChangeAll(Pax8State pax8)
    {
        var all = pax8.Subscriptions;
        var last = all[^1];
        pax8.ChangeQuantity(all[0].Id, all[0].Quantity + 3);
        pax8.ChangePrice(all[1].Id, 77.5m);
        pax8.ChangeSubscription(all[2].Id, one => one with { Quantity = one.Quantity + 1, BillingTerm = "3-Year" });
        foreach (var one in all.Where(one => one.Status == "Active").Take(4).Skip(2)) pax8.CancelSubscription(one.Id);
        if (all.FirstOrDefault(one => one.Status is "Cancelled" or "Converted") is { } ended) pax8.ChangeSubscription(ended.Id, one => one with { Status = "Active" });
        pax8.VanishSubscription(all[all.Count / 2].Id);
        pax8.ChangeQuantity(last.Id, last.Quantity + 9);
        var products = pax8.Products.Select(product => product.Id).Except(all.Select(one => one.ProductId)).ToList();
        pax8.AddSubscription(last.CompanyId, products.Count > 0 ? products[0] : last.ProductId, 4, one => one with { ParentSubscriptionId = all[3].Id });
    }

    /// <summary>One goes to another company, one becomes another product, one gets another parent.</summary>
    private static void MoveSome(Pax8State pax8)
    {
        var active = pax8.Subscriptions.Where(one => one.Status == "Active").ToList();
        pax8.ChangeSubscription(active[0].Id, one => one with { CompanyId = pax8.Companies.First(company => company.Id != one.CompanyId).Id });
        pax8.ChangeSubscription(active[1].Id, one => one with { ProductId = pax8.Products.First(product => product.Id != one.ProductId).Id });
        pax8.ChangeSubscription(active[2].Id, one => one with { ParentSubscriptionId = active.First(other => other.Id != one.Id && other.Id != one.ParentSubscriptionId).Id });
    }

    private static void MoveOneAway(Pax8State pax8)
    {
        var unknown = pax8.AddCompany("Unknown Ltd").Id;
        pax8.ChangeSubscription(pax8.Subscriptions.First(one => one.Status == "Active").Id, one => one with { CompanyId = unknown });
    }

    /// <summary>The vendor's SKU is left out: whether it was read depends on whether a row was created and changed by one execution or by two.</summary>
    private static IReadOnlyList<string> Subscriptions(Tenant tenant)
    {
        tenant.AssertSubscriptionsEqualPax8();
        var skus = tenant.Pax8!.State.Subscriptions.Select(one => one.VendorSkuId).OfType<string>().Distinct().ToList();
        return
        [
            CrashScene.EndOfJob(tenant),
            .. tenant.SubscriptionPicture().Select(line => skus.Aggregate(line, (text, sku) => text.Replace("pax8_vendorsku=" + sku, "pax8_vendorsku=", StringComparison.Ordinal))),
            .. CrashScene.Issues(tenant),
        ];
    }

    private static IReadOnlyList<string> Differences(Tenant tenant) =>
    [
        CrashScene.EndOfJob(tenant),
        .. tenant.Rows("pax8_subscriptiondifference", "pax8_name", "pax8_kind", "pax8_here", "pax8_there", "pax8_amountpermonth", "pax8_currencycode", "pax8_providerspecificid")
            .Select(row => $"{row["pax8_name"]} {row.Number("pax8_kind")} {row.Text("pax8_here")} {row.Text("pax8_there")} {row.GetAttributeValue<decimal?>("pax8_amountpermonth")} {row["pax8_providerspecificid"]}")
            .Order(StringComparer.Ordinal),
        .. tenant.SubscriptionPicture(),
        .. CrashScene.Issues(tenant),
    ];
}
