using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>Where the connector asks for it, somebody else than the author approves an order, at the price that was read.</summary>
public sealed class OrderApprovalTests
{
    private static OrderScene Scene(decimal? from = null) => new(connector: row =>
    {
        row["pax8_ordersneedapproval"] = true;
        row["pax8_approveordersfrom"] = from;
    });

    private static IOrganizationService Approver(OrderScene scene) => scene.Tenant.Person("Pax8 Order Approver");

    [Fact]
    public void An_order_waits_for_somebody_else_than_its_author_and_both_are_recorded()
    {
        using var scene = Scene();
        var order = scene.Simple();

        scene.Submit(order);

        Assert.Equal(WaitingForApproval, scene.Status(order));
        Assert.Equal(0, scene.Posts);
        Assert.Contains("author", Refusal(() => scene.Press("pax8_ApproveOrder", order)), StringComparison.Ordinal);

        scene.Press("pax8_ApproveOrder", order, Approver(scene));
        scene.Tenant.Settle();

        Assert.Equal(Placed, scene.Status(order));
        var row = scene.Order(order);
        Assert.NotEqual(row.GetAttributeValue<EntityReference>("pax8_submittedbyid").Id, row.GetAttributeValue<EntityReference>("pax8_approvedbyid").Id);
        var decision = Assert.Single(scene.Tenant.Rows("pax8_orderapproval", "pax8_decision", "pax8_decidedbyid", "pax8_monthlyamount", "pax8_currencycode"));
        Assert.Equal(row.GetAttributeValue<decimal>("pax8_monthlyamount"), decision.GetAttributeValue<decimal>("pax8_monthlyamount"));
    }

    [Fact]
    public void A_rejected_order_is_a_draft_again_with_the_reason()
    {
        using var scene = Scene();
        var order = scene.Simple();
        scene.Submit(order);

        Assert.Contains("Reason is missing", Refusal(() => scene.Press("pax8_RejectOrder", order, Approver(scene), ("Reason", " "))), StringComparison.Ordinal);
        scene.Press("pax8_RejectOrder", order, Approver(scene), ("Reason", "Too many"));

        Assert.Equal((Draft, "Rejected: Too many"), (scene.Status(order), scene.Message(order)));
        scene.Tenant.Settle();
        Assert.Equal(0, scene.Posts);
    }

    [Fact]
    public void Below_the_limit_nobody_has_to_approve()
    {
        using var scene = Scene(from: 1_000_000);
        var order = scene.Simple();

        scene.Submit(order);

        Assert.Equal(Placed, scene.Status(order));
    }

    [Fact]
    public void A_price_that_differs_from_the_approved_one_sends_the_order_back_for_approval()
    {
        using var scene = Scene();
        var order = scene.Simple();
        scene.Submit(order);
        scene.Press("pax8_ApproveOrder", order, Approver(scene));
        var plain = scene.Plain;
        scene.Pax8.State.SetProduct(plain with { Prices = [.. plain.Prices.Select(price => price with { PartnerBuyRate = price.PartnerBuyRate + 1 })] });

        scene.Tenant.Settle();

        Assert.Equal(WaitingForApproval, scene.Status(order));
        Assert.Contains("Cost per Unit", scene.Message(order), StringComparison.Ordinal);
        Assert.Equal(0, scene.Posts);

        scene.Press("pax8_ApproveOrder", order, Approver(scene));
        scene.Tenant.Settle();
        Assert.Equal(Placed, scene.Status(order));
    }

    [Fact]
    public void What_waits_for_approval_cannot_be_changed_and_a_cancelled_order_is_never_sent()
    {
        using var scene = Scene();
        var order = scene.Simple();
        scene.Submit(order);
        var line = scene.Lines(order)[0].Id;

        Assert.Contains("Only a draft", Refusal(() => scene.Tenant.Administrator.Update(new Entity("pax8_orderline", line) { ["pax8_quantity"] = 500 })), StringComparison.Ordinal);
        Assert.Contains("Only a draft", Refusal(() => scene.Tenant.Administrator.Delete("pax8_orderline", line)), StringComparison.Ordinal);
        Assert.Contains("kept by the system", Refusal(() => scene.Tenant.Administrator.Update(new Entity("pax8_order", order) { ["pax8_orderstatus"] = Option(Approved) })), StringComparison.Ordinal);

        scene.Press("pax8_CancelOrder", order);
        scene.Tenant.Settle();

        Assert.Equal(Cancelled, scene.Status(order));
        Assert.Equal(0, scene.Posts);
    }
}
