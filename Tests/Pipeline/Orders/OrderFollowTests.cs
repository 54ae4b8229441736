using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>What becomes of the lines of a placed order, and of what they hold of people. Source: API reference, orders, subscriptions and products.</summary>
public sealed class OrderFollowTests
{
    private const string Personal = """{"fwHost":["gate.contoso.com"],"fwRegion":["Europe"],"fwServices":["Web","Mail"]}""";

    private static Pax8Product Offered(OrderScene scene, string name) => scene.Pax8.State.Products.Single(product => product.Name == name);

    [Theory]
    [InlineData(SubscriptionIdInOrder.NullUntilProvisioned)]
    [InlineData(SubscriptionIdInOrder.LeftOutUntilProvisioned)]
    public void A_line_gets_its_subscription_though_Pax8_tells_it_late(SubscriptionIdInOrder habit)
    {
        using var scene = new OrderScene();
        scene.Pax8.Habits = scene.Pax8.Habits with { SubscriptionIdInOrder = habit };
        var order = scene.Simple();
        scene.Submit(order);

        scene.Wait(TimeSpan.FromHours(1));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.SyncSubscriptions(scene.Connector);

        var line = Assert.Single(scene.Lines(order));
        var bought = Assert.Single(scene.Pax8.State.Purchases).Lines[0].SubscriptionId;
        Assert.Equal((Active, bought), (line.Number("pax8_linestatus"), line.Text("pax8_pax8subscriptionid")));
        Assert.Equal(scene.Tenant.Subscription(bought).Id, line.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id);
        Assert.Null(scene.Order(order).Text("pax8_openfor"));
    }

    [Fact]
    public void A_line_that_Pax8_does_not_provision_is_stuck_after_a_day_and_followed_all_the_same()
    {
        using var scene = new OrderScene();
        var order = scene.NewOrder();
        var stuck = Offered(scene, Marketplace.Stuck);
        scene.AddLine(order, stuck, 1);
        scene.Submit(order);
        Assert.Equal(Provisioning, scene.Lines(order)[0].Number("pax8_linestatus"));

        scene.Wait(TimeSpan.FromHours(25));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(Stuck, scene.Lines(order)[0].Number("pax8_linestatus"));
        Assert.Contains("Ask Pax8 support", scene.Lines(order)[0].Text("pax8_message"), StringComparison.Ordinal);

        scene.Pax8.State.Provision(scene.Lines(order)[0].Text("pax8_pax8subscriptionid")!);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(Active, scene.Lines(order)[0].Number("pax8_linestatus"));
    }

    [Fact]
    public void Answers_of_all_kinds_arrive_and_what_may_be_personal_stands_in_no_other_column_and_is_removed_after_the_time_that_was_set()
    {
        using var scene = new OrderScene(connector: row => row["pax8_keeppersonaldatadays"] = 10);
        var order = scene.NewOrder();
        scene.AddLine(order, Offered(scene, Marketplace.WithQuestions), 2, change: line => line["pax8_provisioningdetails"] = Personal);
        scene.Submit(order);

        var sent = Assert.Single(scene.Pax8.State.Purchases).Lines[0].ProvisioningDetails;
        Assert.Equal(["gate.contoso.com"], sent["fwHost"]);
        Assert.Equal(["Web", "Mail"], sent["fwServices"]);
        var row = scene.Order(order);
        Assert.DoesNotContain(row.Attributes.Values.OfType<string>(), text => text.Contains("gate.contoso.com", StringComparison.Ordinal));

        scene.Wait(TimeSpan.FromDays(9));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(Active, scene.Lines(order)[0].Number("pax8_linestatus"));
        Assert.Equal(Personal, scene.Lines(order)[0].Text("pax8_provisioningdetails"));

        scene.Wait(TimeSpan.FromDays(2));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Null(scene.Lines(order)[0].Text("pax8_provisioningdetails"));
        Assert.True(scene.Lines(order)[0].Contains("pax8_detailsremovedon"));
        Assert.Null(scene.Order(order).Text("pax8_openfor"));
    }

    [Fact]
    public void An_order_with_nothing_left_to_do_is_not_touched_by_a_sync()
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        scene.Submit(order);
        scene.Wait(TimeSpan.FromHours(1));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.ResetCounts();

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal(0, scene.Tenant.Dataverse.Statistics.Writes.Where(write => write.Key.Table is "pax8_order" or "pax8_orderline").Sum(write => write.Value));
        Assert.Equal(0, scene.Pax8.Count("GET /orders/{orderId}"));
    }

    [Theory]
    [InlineData(Marketplace.ByVolume, 5, 11.4, 2.28)]
    [InlineData(Marketplace.ByVolume, 50, 95.0, 1.9)]
    [InlineData(Marketplace.ByTier, 8, 55.1, 6.8875)]
    [InlineData(Marketplace.ByFlatRate, 12, 89.3, 7.4417)]
    public void Cost_follows_the_ranges_of_what_this_company_pays(string product, int quantity, double perMonth, double perUnit)
    {
        using var scene = new OrderScene();
        var order = scene.NewOrder();
        scene.AddLine(order, Offered(scene, product), quantity);

        scene.Press("pax8_CheckOrder", order);

        Assert.Equal((decimal)perMonth, scene.Order(order).GetAttributeValue<decimal>("pax8_monthlyamount"));
        Assert.Equal((decimal)perUnit, scene.Lines(order)[0].GetAttributeValue<decimal>("pax8_unitprice"));
    }

    [Fact]
    public void What_is_paid_yearly_counts_a_twelfth_a_month_and_what_is_paid_once_nothing()
    {
        using var scene = new OrderScene();
        var order = scene.NewOrder();
        var any = Offered(scene, Marketplace.AnyTerm);
        scene.AddLine(order, any, 3, term: 1);
        scene.AddLine(order, any, 1, term: 4);

        scene.Press("pax8_CheckOrder", order);

        var annual = scene.Pax8.State.PricesOf(any.Id, scene.CompanyId).Single(price => price.BillingTerm == "Annual").PartnerBuyRate * 3;
        Assert.Equal(Math.Round(annual / 12, 2, MidpointRounding.AwayFromZero), scene.Order(order).GetAttributeValue<decimal>("pax8_monthlyamount"));
    }
}
