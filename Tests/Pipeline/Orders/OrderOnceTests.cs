using System;
using System.Text;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>
/// Nothing is bought twice: Pax8 has no key by which it would know a second request of the same intent. Source: API reference, conventions
/// (idempotency).
/// </summary>
public sealed class OrderOnceTests
{
    public static TheoryData<string> Unclear => ["reset", "never", "500", "408", "page", "cut"];

    private static Fault FaultOf(string name, bool executed) => name switch
    {
        "reset" => Fault.Reset(executed),
        "never" => Fault.NeverAnswers(executed),
        "500" => Fault.ServerError(500, executed: executed),
        "408" => Fault.ServerError(408, executed: executed),
        "page" => executed ? Fault.Rewritten(_ => Answered(502, "text/html", "<html>Bad gateway</html>")) : Fault.HtmlPage(403),
        _ => executed ? Fault.CutJson() : Fault.Reset(),
    };

    private static Pax8Answer Answered(int status, string type, string body) => new() { Status = status, ContentType = type, Body = Encoding.UTF8.GetBytes(body) };

    [Theory]
    [MemberData(nameof(Unclear))]
    public void An_order_whose_answer_was_lost_is_found_in_Pax8_and_not_sent_again(string fault)
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, FaultOf(fault, executed: true), times: 1);

        scene.Submit(order);

        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(1, scene.Posts);
        Assert.Equal(Assert.Single(scene.There).Id, scene.Order(order).Text("pax8_pax8orderid"));
    }

    [Theory]
    [MemberData(nameof(Unclear))]
    public void An_order_that_did_not_arrive_and_whose_end_is_unclear_is_never_sent_again_by_itself_and_comes_to_a_person(string fault)
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, FaultOf(fault, executed: false), times: 1);

        scene.Submit(order);
        Assert.NotEqual(Placed, scene.Status(order));
        scene.Wait(TimeSpan.FromHours(2));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal(NeedsReview, scene.Status(order));
        Assert.Equal(1, scene.Posts);
        Assert.Empty(scene.There);
        Assert.Contains("It was not placed", scene.Message(order), StringComparison.Ordinal);

        scene.Press("pax8_SettleOrder", order, null, ("Placed", false));
        scene.Tenant.Settle();

        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(2, scene.Posts);
        Assert.Single(scene.There);
    }

    [Fact]
    public void What_was_turned_away_unread_is_sent_again_by_itself()
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, Fault.TooManyRequests(), times: 2);

        scene.Submit(order);

        Assert.Equal(Placed, scene.Status(order));
        Assert.Single(scene.There);
        Assert.Equal(3, scene.Posts);
    }

    [Fact]
    public void What_Pax8_refuses_in_its_own_words_is_Refused_and_goes_again_by_a_persons_submit_alone()
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, Fault.Rewritten(_ => Answered(422, "application/json", """{"type":"UNPROCESSABLE","message":"Credit limit reached","details":[]}""")), times: 1);

        scene.Submit(order);
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal(Refused, scene.Status(order));
        Assert.Contains("Credit limit reached", scene.Message(order), StringComparison.Ordinal);
        Assert.Equal(1, scene.Posts);

        scene.Submit(order);
        Assert.Equal(Placed, scene.Status(order));
    }

    [Fact]
    public void Two_system_jobs_of_one_order_send_once()
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        scene.Press("pax8_SubmitOrder", order);
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(1, scene.Posts);
        Assert.Single(scene.There);
    }

    [Fact]
    public void Two_equal_orders_of_one_company_are_two_orders_in_Pax8()
    {
        using var scene = new OrderScene();
        var one = scene.Simple();
        var other = scene.Simple();
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, Fault.Reset(executed: true), times: 2);
        scene.Press("pax8_SubmitOrder", one);
        scene.Press("pax8_SubmitOrder", other);
        scene.Tenant.Settle();

        Assert.Equal((Placed, Placed), (scene.Status(one), scene.Status(other)));
        Assert.Equal(2, scene.There.Count);
        Assert.NotEqual(scene.Order(one).Text("pax8_pax8orderid"), scene.Order(other).Text("pax8_pax8orderid"));
    }

    [Fact]
    public void Several_orders_that_may_be_it_are_shown_to_a_person_who_says_which()
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        var isTheirs = true;
        scene.Pax8.BeforeCall = call =>
        {
            if (!Placing(call) || !isTheirs) return;
            isTheirs = false;
            // Somebody orders the same in Pax8's own pages at this moment.
            scene.Pax8.Handle(call);
        };
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, Fault.Reset(executed: true), first: 2, times: 1);

        scene.Submit(order);

        Assert.Equal(NeedsReview, scene.Status(order));
        Assert.Equal(2, scene.There.Count);
        Assert.All(scene.There, there => Assert.Contains(there.Id, scene.Message(order), StringComparison.Ordinal));
        Assert.Contains("may be this order", Refusing.Refusal(() => scene.Press("pax8_SettleOrder", order, null, ("Placed", false))), StringComparison.Ordinal);

        scene.Press("pax8_SettleOrder", order, null, ("Placed", true), ("Pax8OrderId", scene.There[0].Id));
        scene.Tenant.Settle();

        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(scene.There[0].LineItems[0].SubscriptionId, scene.Lines(order)[0].Text("pax8_pax8subscriptionid"));
        Assert.Equal(2, scene.There.Count);
    }

    [Fact]
    public void An_order_that_was_there_before_is_never_taken_for_it()
    {
        using var scene = new OrderScene();
        scene.Submit(scene.Simple());
        var order = scene.Simple();
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, Fault.Reset(), times: 1);

        scene.Submit(order);
        scene.Wait(TimeSpan.FromHours(2));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal(NeedsReview, scene.Status(order));
        Assert.Single(scene.There);
    }

    [Fact]
    public void Where_the_number_of_orders_cannot_be_read_nothing_is_sent()
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        scene.Pax8.Faults = new ScriptedFaults().Always(List, Fault.ServerError());

        scene.Submit(order);

        Assert.Equal(Submitting, scene.Status(order));
        Assert.Equal(0, scene.Posts);
    }
}
