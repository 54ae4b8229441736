using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>From a draft to a subscription. Sources: API reference, orders and products; documentation of asynchronous steps.</summary>
public sealed class OrderPlacingTests
{
    [Fact]
    public void A_submitted_order_is_checked_by_Pax8_and_placed_once_and_its_line_follows_the_subscription()
    {
        using var scene = new OrderScene();
        var order = scene.Simple(quantity: 5);

        scene.Submit(order);

        Assert.Equal(Placed, scene.Status(order));
        var there = Assert.Single(scene.There);
        Assert.Equal(there.Id, scene.Order(order).Text("pax8_pax8orderid"));
        Assert.Equal((scene.Plain.Id, 5m), (there.LineItems[0].ProductId, there.LineItems[0].Quantity));
        Assert.Equal(1, scene.Posts);
        var line = Assert.Single(scene.Lines(order));
        Assert.Equal(there.LineItems[0].SubscriptionId, line.Text("pax8_pax8subscriptionid"));
    }

    [Fact]
    public void Pax8_checks_an_order_before_it_is_sent_and_its_complaints_stand_word_for_word_at_order_and_line()
    {
        using var scene = new OrderScene();
        var order = scene.NewOrder();
        scene.AddLine(order, scene.Committed, 3, change: line => line["pax8_commitmentid"] = scene.Committed.Commitments[0].Id);
        scene.AddLine(order, scene.Plain, 1);

        var message = scene.Submit(order);

        var required = scene.Committed.ProvisioningFields.First(field => field.Required).Label + ": This field is required.";
        Assert.Contains(required, message, StringComparison.Ordinal);
        Assert.Contains(required, scene.Message(order), StringComparison.Ordinal);
        Assert.Contains(required, scene.Lines(order)[0].Text("pax8_message"), StringComparison.Ordinal);
        Assert.Null(scene.Lines(order)[1].Text("pax8_message"));
        Assert.Equal(Draft, scene.Status(order));
        Assert.Equal(0, scene.Posts);
        Assert.Empty(scene.There);
    }

    [Fact]
    public void What_is_missing_here_is_listed_at_once_before_Pax8_is_asked()
    {
        using var scene = new OrderScene();
        var order = scene.NewOrder();
        scene.Tenant.SetSync(scene.CompanyId, enabled: false);

        var refused = Refusal(() => scene.Press("pax8_SubmitOrder", order));

        Assert.Contains("no lines", refused, StringComparison.Ordinal);
        Assert.Contains("Disabled", refused, StringComparison.Ordinal);
        Assert.Empty(scene.Pax8.Log);
    }

    [Fact]
    public void With_a_Sandbox_connector_an_order_is_checked_and_stops_there()
    {
        using var scene = new OrderScene(connector: row =>
        {
            row["pax8_environment"] = Option(1);
            row["pax8_selfserviceallowed"] = row["pax8_billonbehalfofenabled"] = row["pax8_orderapprovalrequired"] = false;
        });
        var order = scene.Simple();

        var message = scene.Submit(order);

        Assert.Contains("Sandbox", message, StringComparison.Ordinal);
        Assert.Equal(Draft, scene.Status(order));
        Assert.Equal(0, scene.Posts);
        Assert.Contains(scene.Pax8.Log, entry => entry.Endpoint == Post && IsMock(entry));
    }

    [Fact]
    public void While_write_back_is_off_an_order_waits_and_goes_out_once_it_is_on()
    {
        using var scene = new OrderScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        var order = scene.Simple();

        scene.Submit(order);

        Assert.Equal(Submitting, scene.Status(order));
        Assert.Contains("Write-back", scene.Message(order), StringComparison.Ordinal);
        Assert.Equal(0, scene.Posts);

        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(1, scene.Posts);
    }

    [Fact]
    public void Credentials_that_may_only_read_are_told_as_such_and_nothing_more_is_sent_until_they_are_verified_again()
    {
        using var scene = new OrderScene();
        var one = scene.Simple();
        var other = scene.Simple(quantity: 7);
        scene.Press("pax8_SubmitOrder", one);
        scene.Press("pax8_SubmitOrder", other);
        scene.Pax8.Forbidden.Add(Post);

        scene.Tenant.Settle();

        Assert.Equal(3, scene.Tenant.Connector(scene.Connector).Number("pax8_connectivitystatus"));
        Assert.Contains("read and not write", scene.Message(one) + scene.Message(other), StringComparison.Ordinal);
        Assert.Equal((Submitting, Submitting), (scene.Status(one), scene.Status(other)));
        Assert.Empty(scene.There);

        scene.Pax8.Forbidden.Clear();
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal(1, scene.Tenant.Connector(scene.Connector).Number("pax8_connectivitystatus"));
        Assert.Equal((Placed, Placed), (scene.Status(one), scene.Status(other)));
        Assert.Equal(2, scene.There.Count);
    }
}
