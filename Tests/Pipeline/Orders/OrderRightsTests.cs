using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>Who may order, approve, settle and see what an order tells of people; each through the whole pipeline as that person.</summary>
public sealed class OrderRightsTests
{
    private const string Orders = "Pax8 Orders", OrderApprover = "Pax8 Order Approver", Billing = "Pax8 Billing", Administrator = "Pax8 Administrator";
    private const string DetailsProfile = "Pax8 Provisioning Details", Details = """{"fwHost":["fw.example.com"],"fwRegion":["Europe"],"fwServices":["Web"]}""";

    private static OrderScene WithApproval() => new(connector: row => row["pax8_ordersneedapproval"] = true);

    [Theory]
    [InlineData(Orders)]
    [InlineData(Administrator)]
    public void Who_orders_makes_checks_changes_submits_cancels_and_deletes_orders(string role)
    {
        using var scene = new OrderScene();
        var person = scene.Tenant.Person(role);
        scene.Row(scene.Plain);
        var order = scene.NewOrder(person);
        var line = Line(scene, person, order, scene.Plain);

        person.Update(Row("pax8_orderline", line, ("pax8_quantity", 3)));
        Assert.Equal(true, person.Execute(Request("pax8_CheckOrder", order))["Success"]);
        scene.Press("pax8_SubmitOrder", order, person);
        scene.Tenant.Settle();
        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(3, scene.There.Single().LineItems[0].Quantity);

        var second = scene.NewOrder(person);
        Line(scene, person, second, scene.Plain);
        scene.Press("pax8_CancelOrder", second, person);
        person.Delete("pax8_order", second);
        Assert.Contains("cannot be deleted", Refusal(() => person.Delete("pax8_order", order)), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_orders_approves_nothing_and_writes_no_decision()
    {
        using var scene = WithApproval();
        var person = scene.Tenant.Person(Orders);
        var order = scene.Simple();
        scene.Submit(order);

        AssertDenied(() => scene.Press("pax8_ApproveOrder", order, person));
        AssertDenied(() => scene.Press("pax8_RejectOrder", order, person, ("Reason", "No")));
        AssertDenied(() => person.Create(Decision(order)));
        AssertDenied(() => person.Update(Row("pax8_connector", scene.Connector, ("pax8_ordersneedapproval", false))));
        Assert.Equal(WaitingForApproval, scene.Status(order));
        Assert.Empty(scene.Tenant.Rows("pax8_orderapproval", "pax8_name"));
    }

    [Fact]
    public void Who_approves_reads_and_decides_and_does_nothing_else()
    {
        using var scene = WithApproval();
        var person = scene.Tenant.Person(OrderApprover);
        var order = scene.Simple();
        var draft = scene.Simple();
        scene.Submit(order);

        Assert.Equal(5, person.Retrieve("pax8_orderline", scene.Lines(order)[0].Id, new ColumnSet("pax8_quantity"))["pax8_quantity"]);
        AssertDenied(() => scene.NewOrder(person));
        AssertDenied(() => person.Update(Row("pax8_orderline", scene.Lines(draft)[0].Id, ("pax8_quantity", 1))));
        AssertDenied(() => person.Update(Row("pax8_order", draft, ("pax8_name", "Mine"))));
        AssertDenied(() => person.Delete("pax8_order", draft));
        AssertDenied(() => scene.Press("pax8_CheckOrder", draft, person));
        AssertDenied(() => scene.Press("pax8_SubmitOrder", draft, person));
        AssertDenied(() => scene.Press("pax8_CancelOrder", order, person));
        AssertDenied(() => scene.Press("pax8_SettleOrder", order, person, ("Placed", false)));
        AssertDenied(() => person.Update(Row("pax8_connector", scene.Connector, ("pax8_ordersneedapproval", false))));

        scene.Press("pax8_ApproveOrder", order, person);
        scene.Tenant.Settle();
        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(Draft, scene.Status(draft));
    }

    /// <summary>Whoever may decide has the right to create the row of a decision; the rules leave that to the command.</summary>
    [Theory]
    [InlineData(OrderApprover)]
    [InlineData(Administrator)]
    public void Nobody_writes_changes_or_removes_a_decision_by_hand(string role)
    {
        using var scene = WithApproval();
        var person = scene.Tenant.Person(role);
        var order = scene.Simple();
        scene.Submit(order);

        Refusal(() => person.Create(Decision(order)));
        Assert.Equal(WaitingForApproval, scene.Status(order));
        scene.Press("pax8_ApproveOrder", order, person);
        var decision = Assert.Single(scene.Tenant.Rows("pax8_orderapproval", "pax8_decision")).Id;
        Refusal(() => person.Update(Row("pax8_orderapproval", decision, ("pax8_decision", Option(1)))));
        Refusal(() => person.Delete("pax8_orderapproval", decision));
        Assert.Equal(0, Assert.Single(scene.Tenant.Rows("pax8_orderapproval", "pax8_decision")).Number("pax8_decision"));
    }

    [Theory]
    [InlineData(Administrator)]
    [InlineData(null)]
    public void Nobody_approves_what_he_wrote_or_submitted_himself(string? role)
    {
        using var scene = WithApproval();
        var person = role is null ? scene.Tenant.Administrator : scene.Tenant.Person(role);
        scene.Row(scene.Plain);
        var own = scene.NewOrder(person);
        Line(scene, person, own, scene.Plain);
        scene.Press("pax8_SubmitOrder", own, scene.Tenant.Person(Orders));
        var submitted = scene.NewOrder(scene.Tenant.Person(Orders));
        Line(scene, scene.Tenant.Person(Orders), submitted, scene.Plain);
        scene.Press("pax8_SubmitOrder", submitted, person);

        Assert.Contains("author", Refusal(() => scene.Press("pax8_ApproveOrder", own, person)), StringComparison.Ordinal);
        Assert.Contains("author", Refusal(() => scene.Press("pax8_ApproveOrder", submitted, person)), StringComparison.Ordinal);
        scene.Tenant.Settle();
        Assert.Equal(0, scene.Posts);
    }

    [Fact]
    public void Billing_staff_read_orders_and_their_decisions_and_do_nothing_to_them()
    {
        using var scene = WithApproval();
        var person = scene.Tenant.Person(Billing, DetailsProfile);
        var order = scene.Simple();
        scene.Submit(order);
        scene.Press("pax8_ApproveOrder", order, scene.Tenant.Person(OrderApprover));
        scene.Tenant.Settle();
        var draft = scene.Simple();

        foreach (var table in new[] { "pax8_order", "pax8_orderline", "pax8_orderapproval" }) Assert.NotEmpty(person.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(true) }).Entities);
        AssertDenied(() => scene.NewOrder(person));
        AssertDenied(() => person.Update(Row("pax8_order", draft, ("pax8_name", "Mine"))));
        AssertDenied(() => person.Update(Row("pax8_orderline", scene.Lines(draft)[0].Id, ("pax8_quantity", 1))));
        AssertDenied(() => person.Delete("pax8_order", draft));
        foreach (var command in new[] { "pax8_CheckOrder", "pax8_SubmitOrder", "pax8_CancelOrder", "pax8_ApproveOrder" }) AssertDenied(() => scene.Press(command, draft, person));
        AssertDenied(() => scene.Press("pax8_RejectOrder", draft, person, ("Reason", "No")));
        AssertDenied(() => scene.Press("pax8_SettleOrder", draft, person, ("Placed", false)));
        AssertDenied(() => person.Execute(ReadDetails(scene, scene.Row(scene.Plain))));
    }

    [Fact]
    public void Nobody_without_a_role_sees_or_does_anything_with_orders()
    {
        using var scene = new OrderScene();
        var person = scene.Tenant.Person();
        var order = scene.Simple();

        foreach (var table in new[] { "pax8_order", "pax8_orderline", "pax8_orderapproval" }) AssertDenied(() => person.RetrieveMultiple(new QueryExpression(table)));
        AssertDenied(() => person.Retrieve("pax8_order", order, new ColumnSet("pax8_name")));
        AssertDenied(() => scene.NewOrder(person));
        AssertDenied(() => scene.Press("pax8_SubmitOrder", order, person));
        AssertDenied(() => scene.Press("pax8_ApproveOrder", order, person));
    }

    /// <summary>Names, addresses and domains of people: whom the column security profile lets see them, and nobody else, whatever his role.</summary>
    [Theory]
    [InlineData(Orders)]
    [InlineData(OrderApprover)]
    [InlineData(Billing)]
    [InlineData(Administrator)]
    public void Provisioning_details_are_seen_with_the_profile_alone(string role)
    {
        using var scene = new OrderScene();
        var order = scene.NewOrder();
        var line = scene.AddLine(order, Questions(scene), 1, change: row => row["pax8_provisioningdetails"] = Details);
        var with = scene.Tenant.Person(role, DetailsProfile);
        var without = scene.Tenant.Person(role);
        var guess = new QueryExpression("pax8_orderline") { ColumnSet = new ColumnSet("pax8_name") };
        guess.Criteria.AddCondition("pax8_provisioningdetails", ConditionOperator.Like, "%fw.example.com%");

        Assert.Equal(Details, with.Retrieve("pax8_orderline", line, new ColumnSet(true)).Text("pax8_provisioningdetails"));
        Assert.Null(without.Retrieve("pax8_orderline", line, new ColumnSet(true)).Text("pax8_provisioningdetails"));
        Assert.Empty(without.RetrieveMultiple(guess).Entities);
    }

    [Fact]
    public void Who_orders_enters_provisioning_details_with_the_profile_and_not_without()
    {
        using var scene = new OrderScene();
        var (with, without) = (scene.Tenant.Person(Orders, DetailsProfile), scene.Tenant.Person(Orders));
        scene.Row(Questions(scene));
        var order = scene.NewOrder(with);

        var line = Line(scene, with, order, Questions(scene), Details);
        Assert.Contains("secured field", Refusal(() => Line(scene, without, order, Questions(scene), Details)), StringComparison.Ordinal);
        Assert.Contains("pax8_provisioningdetails", Refusal(() => without.Update(Row("pax8_orderline", line, ("pax8_provisioningdetails", "{}")))), StringComparison.Ordinal);

        // Whoever cannot see them submits them all the same.
        scene.Press("pax8_SubmitOrder", order, without);
        scene.Tenant.Settle();
        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(["fw.example.com"], scene.Pax8.State.Purchases.Single().Lines[0].ProvisioningDetails["fwHost"]);
    }

    /// <summary>A message, the kept request and the kept answer are no way around the profile.</summary>
    [Fact]
    public void What_the_details_say_stands_nowhere_else_on_order_and_lines()
    {
        using var scene = new OrderScene();
        var order = scene.NewOrder();
        scene.AddLine(order, Questions(scene), 1, change: row => row["pax8_provisioningdetails"] = Details);
        scene.Pax8.Faults = new ScriptedFaults().When(Placing, Fault.Reset(executed: true), times: 1);
        scene.Submit(order);
        var without = scene.Tenant.Person(Orders);

        Assert.Equal(Placed, scene.Status(order));
        var seen = without.Retrieve("pax8_order", order, new ColumnSet(true)).Attributes.Concat(scene.Lines(order).SelectMany(line => without.Retrieve("pax8_orderline", line.Id, new ColumnSet(true)).Attributes));
        Assert.DoesNotContain(seen, value => value.Value?.ToString()?.Contains("fw.example.com", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(scene.Tenant.Dataverse.Traces, trace => trace.ToString().Contains("fw.example.com", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_product_asks_for_is_read_by_whoever_may_order_it()
    {
        using var scene = new OrderScene();
        var product = scene.Row(Questions(scene));

        Assert.Contains("fwHost", (string)scene.Tenant.Person(Orders).Execute(ReadDetails(scene, product))["Details"], StringComparison.Ordinal);
        AssertDenied(() => scene.Tenant.Person(OrderApprover).Execute(ReadDetails(scene, product)));
    }

    private static Pax8Product Questions(OrderScene scene) => scene.Pax8.State.Products.Single(product => product.Name == Marketplace.WithQuestions);

    private static OrganizationRequest Request(string command, Guid order) => new(command) { ["Target"] = new EntityReference("pax8_order", order) };

    private static OrganizationRequest ReadDetails(OrderScene scene, Guid product) => new("pax8_ReadOrderingDetails") { ["Target"] = new EntityReference("pax8_product", product), ["ProviderAccountId"] = scene.ProviderAccount };

    private static Entity Decision(Guid order) => new("pax8_orderapproval")
    {
        ["pax8_name"] = "Approved by hand",
        ["pax8_orderid"] = new EntityReference("pax8_order", order),
        ["pax8_decision"] = Option(0),
    };

    private static Guid Line(OrderScene scene, IOrganizationService person, Guid order, Pax8Product product, string? details = null)
    {
        var line = new Entity("pax8_orderline")
        {
            ["pax8_orderid"] = new EntityReference("pax8_order", order),
            ["pax8_productid"] = new EntityReference("pax8_product", scene.Row(product)),
            ["pax8_quantity"] = 2,
            ["pax8_billingterm"] = Option(0),
        };
        if (details is not null) line["pax8_provisioningdetails"] = details;
        return person.Create(line);
    }
}
