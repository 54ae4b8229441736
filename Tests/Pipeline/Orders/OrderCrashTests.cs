using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>
/// Orders whose process is stopped before and after each commit and each call, see <see cref="CrashScene"/>. Where the end is not the
/// undisturbed one, the order is in review and Pax8 has one of it at most; once a person has said what became of it, the end is that of
/// the run nobody disturbed.
/// </summary>
public sealed class OrderCrashTests
{
    private const string Name = "To be ordered";

    private int _reviews;
    private int _runs;

    [Fact]
    public void An_order_stopped_at_any_step_is_placed_once_or_in_review()
    {
        using var scene = Scene(lines: 1, faults: null);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 30, $"Only {steps} steps were stopped at; an order has more.");
        // Between the commit of the attempt and the moment when Pax8 has it lie two steps: after the commit, and before the call.
        Assert.InRange(_reviews, 1, 2);
    }

    [Fact]
    public void An_order_of_three_lines_whose_answer_is_lost_stopped_at_any_step_is_placed_once_or_in_review()
    {
        using var scene = Scene(lines: 3, () => new ScriptedFaults().When(Placing, Fault.Reset(executed: true), times: 1));

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 1, share: 2));

        Assert.True(steps > 30, $"Only {steps} steps were stopped at; an order has more.");
        Assert.InRange(_reviews, 1, 2);
    }

    /// <summary>Nobody can know that it did not arrive, so it is always in review.</summary>
    [Fact]
    public void An_order_that_did_not_arrive_stopped_at_any_step_is_in_review_and_placed_once_by_a_person()
    {
        using var scene = Scene(lines: 1, () => new ScriptedFaults().When(Placing, Fault.NeverAnswers(), times: 1));

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 1, share: 2));

        Assert.True(steps > 30, $"Only {steps} steps were stopped at; an order has more.");
        Assert.True(_reviews > _runs / 2, $"{_reviews} of {_runs} runs came to a review.");
    }

    [Fact]
    public void An_order_that_is_turned_away_unread_at_first_stopped_at_any_step_is_placed_once_or_in_review()
    {
        using var scene = Scene(lines: 1, () => new ScriptedFaults().When(Placing, Fault.TooManyRequests(), times: 1));

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 1, share: 2));

        Assert.True(steps > 30, $"Only {steps} steps were stopped at; an order has more.");
    }

    [Fact]
    public void An_order_that_waits_for_approval_stopped_at_any_step_is_placed_once_or_in_review()
    {
        using var scene = Scene(lines: 2, faults: null, approval: true);

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 1, share: 2));

        Assert.True(steps > 30, $"Only {steps} steps were stopped at; an order has more.");
        Assert.InRange(_reviews, 0, 2);
    }

    [Fact]
    public void An_order_stopped_several_times_is_placed_once_or_in_review()
    {
        using var scene = Scene(lines: 2, () => new ScriptedFaults().When(Placing, Fault.ServerError(502, executed: true), times: 1));

        scene.StopSeveralTimes(LongTests.Of(all: 150, share: 30));
    }

    /// <summary>The look for what became of it is what is stopped here: its answer was lost before, and no system job waits any more.</summary>
    [Fact]
    public void A_look_for_an_order_whose_answer_was_lost_stopped_at_any_step_finds_it()
    {
        using var scene = Scene(lines: 2, () => new ScriptedFaults().When(Placing, Fault.Reset(executed: true), times: 1).When(call => call.Endpoint == List && call.Query.GetValueOrDefault("size") != "1", Fault.ServerError(503), times: 4), look: true);

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 1, share: 4));

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; ordering and two syncs have more.");
    }

    private CrashScene Scene(int lines, Func<IFaultPlan>? faults, bool approval = false, bool look = false) => new(companies: 4, subscriptions: 8, tenant =>
    {
        var connector = tenant.CreateConnector("Pax8", row =>
        {
            row["pax8_newaccountsare"] = Option(1);
            row["pax8_ordersneedapproval"] = approval;
        });
        tenant.Sync(connector);
        tenant.SyncSubscriptions(connector);
        tenant.Dataverse.AddUser("Approver", "Pax8 Order Approver");
        foreach (var product in Products(tenant)) tenant.Administrator.Create(new Entity("pax8_product") { ["pax8_name"] = product.Name, ["pax8_pax8productid"] = product.Id });
        return connector;
    })
    {
        Faults = faults,
        Act = (tenant, connector) => Act(tenant, connector, lines, approval, look),
        Ending = tenant => End(tenant),
    };

    /// <summary>Products of one price, so that lines tell themselves apart by their product.</summary>
    private static List<Pax8Product> Products(Tenant tenant) =>
        [.. new[] { Marketplace.Plain, Marketplace.ByVolume, Marketplace.AnyTerm }.Select(name => tenant.Pax8!.State.Products.Single(product => product.Name == name))];

    /// <summary>Makes the order and its lines where they are not there yet, and presses what is to be pressed next.</summary>
    private static void Act(Tenant tenant, Guid connector, int lines, bool approval, bool look)
    {
        var account = tenant.ProviderAccounts()[tenant.Pax8!.State.Companies.First(company => company.Status == "Active").Id].Id;
        var order = tenant.Rows("pax8_order", "pax8_name", "pax8_orderstatus").SingleOrDefault()?.Id
            ?? tenant.Administrator.Create(new Entity("pax8_order") { ["pax8_name"] = Name, ["pax8_provideraccountid"] = new EntityReference("pax8_provideraccount", account) });
        var products = Products(tenant);
        for (var number = tenant.Rows("pax8_orderline", "pax8_orderid").Count; number < lines; number++)
        {
            tenant.Administrator.Create(new Entity("pax8_orderline")
            {
                ["pax8_orderid"] = new EntityReference("pax8_order", order),
                ["pax8_productid"] = new EntityReference("pax8_product", tenant.Rows("pax8_product", "pax8_pax8productid").Single(row => row.Text("pax8_pax8productid") == products[number].Id).Id),
                ["pax8_quantity"] = number + 2,
                ["pax8_billingterm"] = Option(0),
            });
        }
        if (Status(tenant) == Draft) Press(tenant, "pax8_SubmitOrder", tenant.Dataverse.AdministratorId);
        if (approval && Status(tenant) == WaitingForApproval) Press(tenant, "pax8_ApproveOrder", tenant.Rows("systemuser", "fullname").Single(user => user.Text("fullname") == "Approver").Id);
        if (!look) return;
        tenant.Settle();
        tenant.Advance(TimeSpan.FromMinutes(20));
        tenant.PressVerify(connector);
        tenant.Settle();
    }

    /// <summary>Two hours with a sync each; then people settle what is in review; then what a day brings.</summary>
    private List<string> End(Tenant tenant)
    {
        _runs++;
        var connector = tenant.Rows("pax8_connector", "pax8_name").Single().Id;
        Hours(tenant, connector, 3);
        var bought = tenant.Pax8!.State.Purchases;
        Assert.True(bought.Count <= 1, $"Pax8 has {bought.Count} orders.");
        if (Status(tenant) == NeedsReview) _reviews++;
        // Once more where the process was stopped before the request and the next one got lost.
        for (var told = 0; told < 2 && Status(tenant) == NeedsReview; told++)
        {
            if (bought.Count == 1) Press(tenant, "pax8_SettleOrder", tenant.Dataverse.AdministratorId, ("Placed", true), ("Pax8OrderId", bought[0].OrderId));
            else Press(tenant, "pax8_SettleOrder", tenant.Dataverse.AdministratorId, ("Placed", false));
            Hours(tenant, connector, 2);
        }
        var order = tenant.Rows("pax8_order", "pax8_orderstatus", "pax8_pax8orderid", "pax8_message").Single();
        Assert.True(tenant.Pax8.State.Purchases.Count == 1, $"Pax8 has {tenant.Pax8.State.Purchases.Count} orders; the row is in status {order.Number("pax8_orderstatus")}: {order.Text("pax8_message")}");
        var placed = tenant.Pax8.State.Purchases[0];
        Assert.Equal(placed.OrderId, order.Text("pax8_pax8orderid"));
        return
        [
            $"order {order.Number("pax8_orderstatus")} at {placed.CompanyId}",
            .. tenant.Rows("pax8_orderline", "pax8_linenumber", "pax8_quantity", "pax8_linestatus", "pax8_pax8subscriptionid", "pax8_subscriptionid").OrderBy(line => line.GetAttributeValue<int>("pax8_linenumber")).Select(line => Told(line, placed)),
        ];
    }

    private static string Told(Entity line, Pax8Purchase placed)
    {
        var number = line.GetAttributeValue<int>("pax8_linenumber");
        var subscription = placed.Lines.Single(one => one.Number == number).SubscriptionId;
        return $"line {number}: {line["pax8_quantity"]}, status {line.Number("pax8_linestatus")}, {(line.Text("pax8_pax8subscriptionid") == subscription ? "its subscription" : "another subscription")}, {(line.Contains("pax8_subscriptionid") ? "linked" : "not linked")}";
    }

    private static void Hours(Tenant tenant, Guid connector, int hours)
    {
        tenant.Settle();
        for (var hour = 0; hour < hours; hour++)
        {
            tenant.Advance(TimeSpan.FromMinutes(61));
            tenant.SyncSubscriptions(connector);
        }
    }

    private static int Status(Tenant tenant) => tenant.Rows("pax8_order", "pax8_orderstatus").Single().Number("pax8_orderstatus");

    private static void Press(Tenant tenant, string command, Guid person, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest(command) { ["Target"] = new EntityReference("pax8_order", tenant.Rows("pax8_order", "pax8_name").Single().Id) };
        foreach (var (name, value) in parameters) request[name] = value;
        tenant.Dataverse.ServiceFor(person).Execute(request);
    }
}
