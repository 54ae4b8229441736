using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>What the simulator demands of orders, and what it makes of them.</summary>
public sealed class OrderRulesTests
{
    private const string Orders = "/v1/orders";

    [Fact]
    public async Task An_order_of_several_lines_makes_as_many_subscriptions_and_answers_without_what_is_only_sent()
    {
        var shop = await Shop.OpenAsync();
        var order = shop.Order(
            shop.Line(Marketplace.WithQuestions, 1).With("provisioningDetails", Shop.Firewall()),
            shop.Line(Marketplace.AddOn, 2).With("parentLineItemNumber", 1).With("quantity", 4));

        var made = shop.Pax8.Send("POST", Orders, order.ToJsonString(), 200);

        var lines = made.GetProperty("lineItems").EnumerateArray().ToList();
        Assert.Equal(2, lines.Select(line => line.Text("subscriptionId")).Distinct().Count());
        Assert.All(lines, line => Assert.Equal(["billingTerm", "id", "productId", "quantity", "subscriptionId"], line.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(("Pax8Partner", "1970-01-01"), (made.Text("orderedBy"), made.Text("createdDate")));
        Assert.Equal(made.ToString(), shop.Pax8.Get($"{Orders}/{made.Text("id")}", 200).ToString());
        var addOn = shop.Pax8.Get($"/v1/subscriptions/{lines[1].Text("subscriptionId")}", 200);
        Assert.Equal((lines[0].Text("subscriptionId"), 4), (addOn.Text("parentSubscriptionId"), addOn.GetProperty("quantity").GetInt32()));
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task What_was_bought_can_be_compared_with_what_was_asked_for()
    {
        var shop = await Shop.OpenAsync();
        var first = shop.Order(shop.Line(Marketplace.WithQuestions, 7).With("quantity", 3).With("provisioningDetails", Shop.Firewall()));
        var second = shop.Order(shop.Line(Marketplace.Plain));

        shop.Pax8.Send("POST", Orders, first.ToJsonString(), 200);
        shop.Pax8.Send("POST", Orders, second.ToJsonString(), 200);
        shop.Pax8.Send("POST", Orders, second.With("companyId", Guid.NewGuid().ToString()).ToJsonString(), 404);

        var state = shop.State;
        Assert.Equal([first.ToJsonString()], state.Purchases.Take(1).Select(purchase => purchase.Request));
        var line = state.Purchases[0].Lines.Single();
        Assert.Equal((7, 3m, "Monthly"), (line.Number, line.Quantity, line.BillingTerm));
        Assert.Equal(["Web", "Mail"], line.ProvisioningDetails["fwServices"]);
        Assert.Equal([(line.SubscriptionId, 3m)], state.SubscriptionsOfOrder(state.Purchases[0].OrderId).Select(bought => (bought.Id, bought.Quantity)));
        Assert.Equal((2, 3), (state.Purchases.Count, shop.Pax8.Pax8.Arrived("POST /orders")));
    }

    [Fact]
    public async Task The_same_order_sent_twice_is_two_orders()
    {
        var shop = await Shop.OpenAsync();
        var order = shop.Order(shop.Line(Marketplace.Plain)).ToJsonString();

        var ids = new[] { shop.Pax8.Send("POST", Orders, order, 200).Text("id"), shop.Pax8.Send("POST", Orders, order, 200).Text("id") };

        Assert.Equal(ids, shop.Pax8.AllIds($"{Orders}?companyId={shop.Company}"));
        Assert.Equal(2, shop.State.Purchases.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mock_order_is_checked_and_leaves_nothing(bool hasIds)
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { MockHasIds = hasIds });
        var (orders, subscriptions) = (shop.State.Orders.Count, shop.State.Subscriptions.Count);

        var answer = shop.Pax8.Send("POST", Orders + "?isMock=true", shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);
        shop.Pax8.Send("POST", Orders + "?isMock=true", shop.Order(shop.Line(Marketplace.WithQuestions)).ToJsonString(), 400);

        Assert.Equal(hasIds, answer.TryGetProperty("id", out var id));
        if (hasIds) shop.Pax8.Get($"{Orders}/{id.GetString()}", 404);
        Assert.Equal((orders, subscriptions), (shop.State.Orders.Count, shop.State.Subscriptions.Count));
        Assert.Empty(shop.State.Purchases);
        Assert.Single(shop.State.CheckedOrders);
        shop.Pax8.AssertConforming();
    }

    [Theory]
    [InlineData("commitmentTerm")]
    [InlineData("companyId")]
    [InlineData("subscriptionId")]
    public async Task A_member_of_a_line_that_nobody_knows_is_refused(string member)
    {
        var shop = await Shop.OpenAsync();

        var refused = shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain).With(member, shop.Company)).ToJsonString(), 400);

        Assert.Equal($"Invalid input, please check the documentation for allowed values. field: {member}", refused.Text("message"));
        Assert.Empty(shop.State.Purchases);
    }

    [Fact]
    public async Task Only_an_active_company_can_order()
    {
        var shop = await Shop.OpenAsync();
        var inactive = shop.Pax8.Send("POST", "/v1/companies", Requests.CompanyAlone("Dormant").ToJsonString(), 200).Text("id")!;
        var order = Requests.Order(inactive, shop.Line(Marketplace.Plain)).ToJsonString();

        shop.Pax8.Send("POST", Orders, order, 422);
        shop.Pax8.Send("POST", $"/v1/companies/{inactive}/contacts", Requests.Contact("Admin", "Billing", "Technical").ToJsonString(), 200);

        shop.Pax8.Send("POST", Orders, order, 200);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(400)]
    public async Task An_unknown_product_and_an_unknown_company_are_refused(int status)
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { UnknownReferenceStatus = status });
        var nowhere = Guid.NewGuid().ToString();

        Assert.Contains(nowhere, shop.Pax8.Send("POST", Orders, shop.Order(Requests.Line(nowhere)).ToJsonString(), status).Text("message"), StringComparison.Ordinal);
        Assert.Contains(nowhere, shop.Pax8.Send("POST", Orders, Requests.Order(nowhere, shop.Line(Marketplace.Plain)).ToJsonString(), status).Text("message"), StringComparison.Ordinal);
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task A_commitment_is_needed_where_the_product_requires_one_and_must_be_one_of_its_own_and_long_enough()
    {
        var shop = await Shop.OpenAsync();
        var terms = shop.Product(Marketplace.WithCommitments).Commitments;
        JsonObject Line(string billingTerm, string? commitment)
        {
            var line = shop.Line(Marketplace.WithCommitments).With("billingTerm", billingTerm);
            return commitment is null ? line : line.With("commitmentTermId", commitment);
        }
        int Status(JsonObject line) => shop.Pax8.Call("POST", Orders, shop.Order(line).ToJsonString()).Status;

        Assert.Equal(422, Status(Line("Monthly", null)));
        Assert.Equal(400, Status(Line("Monthly", Guid.NewGuid().ToString())));
        Assert.Equal(400, Status(shop.Line(Marketplace.Plain).With("commitmentTermId", terms[0].Id)));
        Assert.Equal(422, Status(Line("Annual", terms[0].Id)));
        Assert.Equal(200, Status(Line("Annual", terms[1].Id)));
        var bought = shop.State.SubscriptionsOfOrder(shop.State.Purchases.Single().OrderId).Single();
        Assert.Equal(("1-Year", terms[1].Id, 180m), (bought.Commitment!.Term, bought.Commitment.Id, bought.Price));
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task Required_answers_are_told_by_their_labels_in_the_refusal_alone()
    {
        var shop = await Shop.OpenAsync();
        var told = shop.Pax8.Get($"/v1/products/{shop.Product(Marketplace.WithQuestions).Id}/provision-details", 200);

        var refused = shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.WithQuestions)).ToJsonString(), 400);

        Assert.DoesNotContain("required", told.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["Input", "Multi-Value", "Single-Value"], told.GetProperty("content").EnumerateArray().Select(field => field.Text("valueType")).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.Null, refused.GetProperty("message").ValueKind);
        Assert.Equal(
            ["Errors with provisioningDetails", "Public host name: This field is required.", "Region: This field is required.", "Protected services: This field is required."],
            refused.Details());
        shop.Pax8.AssertConforming();
    }

    [Theory]
    [InlineData("fwRegion", "europe")]
    [InlineData("fwRegion", "Europe ")]
    [InlineData("fwRegion", "Europe|North America")]
    [InlineData("fwServices", "Web|Telephone")]
    [InlineData("fwHost", "one|two")]
    [InlineData("fwUnknown", "x")]
    public async Task A_choice_that_is_not_exactly_one_of_the_possible_ones_is_refused(string key, string values)
    {
        var shop = await Shop.OpenAsync();
        var line = shop.Line(Marketplace.WithQuestions).With("provisioningDetails", Shop.Firewall((key, values.Split('|'))));

        var refused = shop.Pax8.Send("POST", Orders, shop.Order(line).ToJsonString(), 400);

        Assert.Equal("Errors with provisioningDetails", refused.Details()[0]);
        Assert.Empty(shop.State.Purchases);
    }

    [Fact]
    public async Task Each_billing_term_must_be_offered()
    {
        var shop = await Shop.OpenAsync();
        int Status(string product, string term) => shop.Pax8.Call("POST", Orders, shop.Order(shop.Line(product).With("billingTerm", term)).ToJsonString()).Status;

        Assert.All(new[] { "Monthly", "Annual", "2-Year", "3-Year", "One-Time", "Trial", "Activation" }, term => Assert.Equal(200, Status(Marketplace.AnyTerm, term)));
        Assert.Equal((422, 400), (Status(Marketplace.Plain, "Annual"), Status(Marketplace.Plain, "Weekly")));
    }

    [Fact]
    public async Task An_add_on_belongs_to_a_line_or_a_subscription_of_a_product_that_it_requires()
    {
        var shop = await Shop.OpenAsync();
        var firewall = shop.State.AddSubscription(shop.Company, shop.Product(Marketplace.WithQuestions).Id, 1);
        var plain = shop.State.AddSubscription(shop.Company, shop.Product(Marketplace.Plain).Id, 1);
        var foreign = shop.State.AddSubscription(shop.State.Companies.First(company => company.Id != shop.Company).Id, firewall.ProductId, 1);
        var ended = shop.State.CancelSubscription(shop.State.AddSubscription(shop.Company, firewall.ProductId, 1).Id);
        int Status(params JsonObject[] lines) => shop.Pax8.Call("POST", Orders, shop.Order(lines).ToJsonString()).Status;
        JsonObject Of(Pax8Subscription parent) => shop.Line(Marketplace.AddOn).With("parentSubscriptionId", parent.Id);

        Assert.Equal(422, Status(shop.Line(Marketplace.AddOn)));
        Assert.Equal(422, Status(Of(plain)));
        Assert.Equal(404, Status(Of(foreign)));
        Assert.Equal(422, Status(Of(ended)));
        Assert.Equal(422, Status(shop.Line(Marketplace.AddOn).With("parentLineItemNumber", 1)));
        Assert.Equal(422, Status(shop.Line(Marketplace.Plain), shop.Line(Marketplace.AddOn, 2).With("parentLineItemNumber", 1)));
        Assert.Equal(422, Status(shop.Line(Marketplace.Plain), shop.Line(Marketplace.Plain)));
        Assert.Equal(200, Status(Of(firewall)));
        Assert.Equal(firewall.Id, shop.State.SubscriptionsOfOrder(shop.State.Purchases.Single().OrderId).Single().ParentSubscriptionId);
    }

    [Fact]
    public async Task An_order_for_a_later_day_and_a_quantity_that_is_no_whole_number_are_refused()
    {
        var shop = await Shop.OpenAsync();

        shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain).With("provisionStartDate", "1970-01-02T00:00:00Z")).ToJsonString(), 422);
        shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain).With("quantity", 1.5)).ToJsonString(), 422);
        shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain).With("quantity", 0)).ToJsonString(), 422);
        shop.Pax8.Send("POST", Orders, shop.Order().ToJsonString(), 422);
        shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain).Without("lineItemNumber")).ToJsonString(), 200);
    }

    [Fact]
    public async Task Who_ordered_is_answered_with_or_without_the_space()
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { OrderedByWithSpace = true });

        var made = shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);

        Assert.Equal("Pax8 Partner", made.Text("orderedBy"));
        shop.Pax8.Pax8.Habits = new Pax8Habits();
        Assert.Equal("Pax8Partner", shop.Pax8.Get($"{Orders}/{made.Text("id")}", 200).Text("orderedBy"));
        shop.Pax8.AssertConforming();
    }

    [Theory]
    [InlineData(SubscriptionIdInOrder.NullUntilProvisioned, true)]
    [InlineData(SubscriptionIdInOrder.LeftOutUntilProvisioned, false)]
    public async Task The_id_of_a_subscription_may_be_shown_only_when_it_is_provisioned(SubscriptionIdInOrder habit, bool isThere)
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { SubscriptionIdInOrder = habit });

        var made = shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);
        shop.Time.Advance(TimeSpan.FromMinutes(6));
        var later = shop.Pax8.Get($"{Orders}/{made.Text("id")}", 200);

        Assert.Equal(isThere, made.GetProperty("lineItems")[0].TryGetProperty("subscriptionId", out var id));
        if (isThere) Assert.Equal(JsonValueKind.Null, id.ValueKind);
        Assert.Equal(shop.State.Purchases.Single().Lines.Single().SubscriptionId, later.GetProperty("lineItems")[0].Text("subscriptionId"));
        shop.Pax8.AssertConforming();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_order_and_its_subscription_are_listed_late_where_that_is_wanted(bool byIdToo)
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { OrderListedAfter = TimeSpan.FromSeconds(90), SubscriptionListedAfter = TimeSpan.FromMinutes(3), LateByIdToo = byIdToo });
        var list = $"{Orders}?companyId={shop.Company}";
        var made = shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);
        var (order, subscription) = (made.Text("id")!, made.GetProperty("lineItems")[0].Text("subscriptionId")!);
        (bool Order, bool Subscription) Listed() => (shop.Pax8.AllIds(list).Contains(order), shop.Pax8.AllIds("/v1/subscriptions").Contains(subscription));

        var atOnce = Listed();
        shop.Pax8.Get($"{Orders}/{order}", byIdToo ? 404 : 200);
        shop.Pax8.Get($"/v1/subscriptions/{subscription}", byIdToo ? 404 : 200);
        Assert.Equal([order], shop.State.Purchases.Select(purchase => purchase.OrderId));
        shop.Time.Advance(TimeSpan.FromSeconds(90));
        var soon = Listed();
        shop.Time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(((false, false), (true, false), (true, true)), (atOnce, soon, Listed()));
        shop.Pax8.Get($"{Orders}/{order}", 200);
        shop.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("Active", shop.Pax8.Get($"/v1/subscriptions/{subscription}", 200).Text("status"));
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task What_is_provisioned_before_it_is_shown_is_shown_as_it_is()
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { SubscriptionListedAfter = TimeSpan.FromMinutes(10), LateByIdToo = true });
        shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);

        shop.Time.Advance(TimeSpan.FromMinutes(6));
        shop.Pax8.AllIds(Orders);
        shop.Time.Advance(TimeSpan.FromMinutes(4));

        var id = shop.State.Purchases.Single().Lines.Single().SubscriptionId;
        Assert.Equal("Active", shop.Pax8.Get($"/v1/subscriptions/{id}", 200).Text("status"));
    }

    [Fact]
    public async Task The_list_is_oldest_first_and_takes_no_notice_of_status_and_sort()
    {
        var shop = await Shop.OpenAsync(orders: 450);
        var newest = shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200).Text("id")!;

        var ids = shop.Pax8.AllIds(Orders);

        Assert.Equal((451, newest), (ids.Count, ids[^1]));
        Assert.Equal(shop.State.Orders.Select(order => order.Id), ids);
        var dates = shop.State.Orders.SkipLast(1).Select(order => order.CreatedDate).ToList();
        Assert.Equal(dates.Order(StringComparer.Ordinal), dates);
        Assert.Equal(ids.Take(10), shop.Pax8.Rows($"{Orders}?status=Open&sort=createdDate,desc&nonsense=1").Select(row => row.Text("id")));
        Assert.All(shop.Pax8.Rows($"{Orders}?companyId={shop.Company}"), row => Assert.Equal(shop.Company, row.Text("companyId")));
        shop.Pax8.Get($"{Orders}?companyId={Guid.NewGuid()}", 404);
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task Lies_about_lists_are_told_of_orders_too()
    {
        var shop = await Shop.OpenAsync(orders: 30);
        List<string> Ids(Lie lie, string query)
        {
            shop.Pax8.Pax8.Faults = new ScriptedFaults().At("GET /orders", 1, Fault.Lie(lie));
            return shop.Pax8.Rows($"{Orders}?{query}").Select(row => row.Text("id")!).ToList();
        }
        var right = shop.State.Orders.Select(order => order.Id).ToList();

        Assert.Equal(right.Take(7), Ids(Lies.RowsLeftOut(3), "size=10"));
        Assert.Equal(right.Take(10), Ids(Lies.PageRepeated(says: false), "size=10&page=1"));
        Assert.Equal(right, Ids(Lies.OtherCompaniesToo(), $"size=200&companyId={shop.Company}"));
    }

    [Fact]
    public async Task The_list_takes_its_time_with_a_partner_of_many_orders()
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { OrdersLatency = TimeSpan.FromSeconds(2), LatencyPerOrder = TimeSpan.FromMilliseconds(20) }, orders: 2000);
        TimeSpan Latency(string path) => shop.Pax8.Call("GET", path).Latency;

        Assert.Equal(TimeSpan.FromSeconds(42), Latency($"{Orders}?page=0&size=1"));
        Assert.Equal(
            TimeSpan.FromSeconds(2) + (TimeSpan.FromMilliseconds(20) * shop.State.Orders.Count(order => order.CompanyId == shop.Company)),
            Latency($"{Orders}?companyId={shop.Company}"));
        Assert.Equal(TimeSpan.Zero, Latency("/v1/subscriptions"));
    }

    [Fact]
    public async Task A_subscription_is_pending_until_its_time_or_for_good()
    {
        var shop = await Shop.OpenAsync();
        string Buy(JsonObject line)
        {
            shop.Pax8.Send("POST", Orders, shop.Order(line).ToJsonString(), 200);
            return shop.State.Purchases[^1].Lines.Single().SubscriptionId;
        }
        string[] bought = [Buy(shop.Line(Marketplace.Plain)), Buy(shop.Line(Marketplace.WithQuestions).With("provisioningDetails", Shop.Firewall())), Buy(shop.Line(Marketplace.Stuck))];
        List<string> Statuses() => bought.Select(id => shop.Pax8.Get($"/v1/subscriptions/{id}", 200).Text("status")!).ToList();

        Assert.Equal(["PendingAutomated", "PendingManual", "PendingManual"], Statuses());
        shop.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["Active", "PendingManual", "PendingManual"], Statuses());
        shop.Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(["Active", "Active", "PendingManual"], Statuses());
        shop.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(["Active", "Active", "PendingManual"], Statuses());
        shop.State.Provision(bought[2]);
        Assert.Equal(["Active", "Active", "Active"], Statuses());
    }

    [Fact]
    public async Task Which_subscriptions_are_stuck_is_drawn_from_the_seed()
    {
        var first = await Stuck(seed: 3);

        Assert.Equal(first, await Stuck(seed: 3));
        Assert.NotEqual(first, await Stuck(seed: 4));
        Assert.Equal(2, first.Distinct().Count());

        static async Task<List<string>> Stuck(int seed)
        {
            var shop = await Shop.OpenAsync(new Pax8Habits { StuckPercent = 50 }, seed: seed);
            for (var order = 0; order < 40; order++) shop.Pax8.Send("POST", Orders, shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);
            shop.Time.Advance(TimeSpan.FromDays(1));
            shop.Pax8.AllIds(Orders);
            return shop.State.Purchases.Select(purchase => shop.State.SubscriptionsOfOrder(purchase.OrderId).Single().Status).ToList();
        }
    }

    [Fact]
    public async Task What_somebody_orders_in_the_portal_looks_like_any_order_and_is_no_purchase_of_the_API()
    {
        var shop = await Shop.OpenAsync();

        var order = shop.State.OrderInPortal(shop.Company, shop.Product(Marketplace.Plain).Id, 5);

        var listed = shop.Pax8.Rows($"{Orders}?companyId={shop.Company}").Single();
        Assert.Equal((order.Id, 5), (listed.Text("id"), listed.GetProperty("lineItems")[0].GetProperty("quantity").GetInt32()));
        Assert.Empty(shop.State.Purchases);
        shop.Pax8.AssertConforming();
    }
}

/// <summary>A simulator with a company that can order, its clock standing at the beginning of 1970.</summary>
internal sealed class Shop
{
    private Shop(Conversation pax8, VirtualTime time)
    {
        (Pax8, Time) = (pax8, time);
        Company = pax8.Send("POST", "/v1/companies", Requests.Company().ToJsonString(), 200).Text("id")!;
    }

    public Conversation Pax8 { get; }

    public VirtualTime Time { get; }

    public string Company { get; }

    public Pax8State State => Pax8.Pax8.State;

    public static async Task<Shop> OpenAsync(Pax8Habits? habits = null, int? orders = null, int seed = 1)
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        var options = new Pax8SimulatorOptions { Seed = seed, Companies = 20, Subscriptions = 100, Orders = orders, TimeProvider = time, Habits = habits ?? new Pax8Habits() };
        return new Shop(new Conversation(await Pax8Contract.LoadAsync(), options), time);
    }

    public Pax8Product Product(string name) => State.Products.Single(product => product.Name == name);

    public JsonObject Line(string product, int number = 1) => Requests.Line(Product(product).Id, number);

    public JsonObject Order(params JsonObject[] lines) => Requests.Order(Company, lines);

    /// <summary>Everything that <see cref="Marketplace.WithQuestions"/> has to know, one answer perhaps another.</summary>
    public static JsonArray Firewall((string Key, string[] Values)? instead = null)
    {
        (string Key, string[] Values)[] answers = [("fwHost", ["edge.ferries.example"]), ("fwRegion", ["Europe"]), ("fwServices", ["Web", "Mail"])];
        return Requests.Answers(instead is { } other ? [.. answers.Where(answer => answer.Key != other.Key), other] : answers);
    }
}
