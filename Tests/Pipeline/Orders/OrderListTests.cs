using System;
using System.Linq;
using System.Text.Json.Nodes;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>
/// The list in which a lost order is looked for is not as documented: whatever it is, nothing is bought twice, and no row ever stands for
/// an order of somebody else that was there before. Source: API reference, orders (oldest first was seen, and is not documented), conventions (paging).
/// </summary>
public sealed class OrderListTests
{
    private static readonly Lie[] All =
    [
        NewestFirst(), OfAllCompanies(), WithoutPage(), Unreadable(), WithoutTotals(), Lies.ShorterPages(1, says: true), Lies.ShorterPages(1, says: false), Lies.ShorterPages(2, says: true), Lies.ShorterPages(2, says: false),
        Lies.TotalOff(-2), Lies.TotalOff(3), Lies.TotalIs(0), Lies.PageNumberOff(1), Lies.PageRepeated(says: false), Lies.RowsLeftOut(1),
    ];

    public static TheoryData<string, bool, bool> Told
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            foreach (var name in All.Select(lie => lie.Name))
            {
                data.Add(name, true, true);
                data.Add(name, true, false);
                data.Add(name, false, false);
                // A list that told too few orders before and does not have the lost one shows the others' as if they had come since.
                if (name != Lies.TotalOff(-2).Name && name != Lies.TotalIs(0).Name) data.Add(name, false, true);
            }
            return data;
        }
    }

    /// <param name="lie">What is not true of the list.</param>
    /// <param name="arrives">Whether Pax8 has the order whose answer was lost.</param>
    /// <param name="always">Whether the list was so before too, when the orders were counted; else from the attempt on.</param>
    [Theory]
    [MemberData(nameof(Told))]
    public void A_list_that_lies_leads_to_no_second_order_and_to_no_row_that_stands_for_anothers(string lie, bool arrives, bool always)
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        var others = OrderedByOthers(scene);
        scene.Pax8.Faults = Plan(All.Single(one => one.Name == lie), arrives, always);

        scene.Submit(order);
        Hours(scene, 3);

        Assert.True(scene.Posts <= 1, $"Sent {scene.Posts} times.");
        var row = scene.Order(order);
        Assert.DoesNotContain(row.Text("pax8_pax8orderid"), others);
        var bought = scene.Pax8.State.Purchases;
        if (bought.Count == 1) Assert.True(scene.Status(order) is InFlight or NeedsReview || row.Text("pax8_pax8orderid") == bought[0].OrderId, $"Status {scene.Status(order)}, {scene.Message(order)}");
        else Assert.True(scene.Status(order) is Submitting or InFlight or NeedsReview, $"Status {scene.Status(order)}, {scene.Message(order)}");

        // Once the list is as it should be, it is found, or a person says what became of it.
        scene.Pax8.Faults = null;
        Hours(scene, 2);
        if (scene.Status(order) == NeedsReview) Settle(scene, order);
        Hours(scene, 1);
        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(Assert.Single(scene.Pax8.State.Purchases).OrderId, scene.Order(order).Text("pax8_pax8orderid"));
    }

    /// <summary>Pages smaller than asked for are within what is documented; with them the order is found without people.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void In_pages_smaller_than_asked_for_the_order_is_found(int size)
    {
        using var scene = new OrderScene();
        var order = scene.Simple();
        // What would stand first if the newest came first is not like it.
        scene.Pax8.State.OrderInPortal(scene.CompanyId, scene.Plain.Id, 3);
        OrderedByOthers(scene);
        scene.Pax8.Faults = Plan(Lies.ShorterPages(size, says: true), arrives: true, always: true);

        scene.Submit(order);
        Hours(scene, 2);

        Assert.Equal(Placed, scene.Status(order));
        Assert.Equal(Assert.Single(scene.Pax8.State.Purchases).OrderId, scene.Order(order).Text("pax8_pax8orderid"));
    }

    /// <summary>Earlier that day others bought the same twice for this company and twice for another, and something else in between.</summary>
    private static string?[] OrderedByOthers(OrderScene scene)
    {
        var other = scene.Pax8.State.Companies.First(company => company.Status == "Active" && company.Id != scene.CompanyId).Id;
        Pax8Order Bought(string company, decimal quantity) => scene.Pax8.State.OrderInPortal(company, scene.Plain.Id, quantity, made => made with { LineItems = [made.LineItems[0] with { BillingTerm = "Monthly" }] });
        return
        [
            Bought(scene.CompanyId, 5).Id, Bought(other, 5).Id, Bought(scene.CompanyId, 2).Id, Bought(other, 5).Id, Bought(scene.CompanyId, 5).Id,
        ];
    }

    private static ScriptedFaults Plan(Lie lie, bool arrives, bool always)
    {
        var isSent = always;
        return new ScriptedFaults()
            .When(
                call =>
                {
                    if (!Placing(call)) return false;
                    isSent = true;
                    return true;
                },
                Fault.Reset(arrives),
                times: 1)
            .When(call => isSent && lie.Fits(call) && call.Endpoint == List, Fault.Lie(lie));
    }

    private static void Settle(OrderScene scene, Guid order)
    {
        if (scene.Pax8.State.Purchases is [var bought]) scene.Press("pax8_SettleOrder", order, null, ("Placed", true), ("Pax8OrderId", bought.OrderId));
        else scene.Press("pax8_SettleOrder", order, null, ("Placed", false), ("Pax8OrderId", string.Join(", ", scene.There.Select(one => one.Id))));
    }

    private static void Hours(OrderScene scene, int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            scene.Wait(TimeSpan.FromMinutes(61));
            scene.Tenant.SyncSubscriptions(scene.Connector);
        }
    }

    private static Lie NewestFirst() => new("newest first", IsList, call =>
    {
        var (page, size) = (Number(call.Call, "page", 0), Number(call.Call, "size", 10));
        var rows = LiedRows(call, 200).Reverse().Skip(page * size).Take(size).ToArray();
        return call.Changed(root => root["content"] = new JsonArray(rows));
    });

    private static Lie OfAllCompanies() => new("orders of other companies", call => IsList(call) && call.Query.ContainsKey("companyId"), call => call.Of(Asking(call.Call, string.Join('&', call.Call.Query.Where(pair => pair.Key != "companyId").Select(pair => $"{pair.Key}={pair.Value}")))));

    private static Lie WithoutPage() => new("a list without page", IsList, call => call.Changed(root => root.Remove("page")));

    private static Lie WithoutTotals() => new("a list without totals", IsList, call => call.Changed(root =>
    {
        var page = (JsonObject)root["page"]!;
        page.Remove("totalElements");
        page.Remove("totalPages");
    }));

    private static Lie Unreadable() => new("an order that cannot be read", IsList, call => call.ChangedRow(0, row => row["lineItems"] = "none"));

    private static bool IsList(Pax8Call call) => call.Endpoint == List;

    private static JsonNode[] LiedRows(LiedCall call, int size)
    {
        var company = call.Call.Query.TryGetValue("companyId", out var id) ? "&companyId=" + id : "";
        var root = JsonNode.Parse(call.Of(Asking(call.Call, $"page=0&size={size}{company}")).Body.Span)!;
        return [.. root["content"]!.AsArray().Select(row => row!.DeepClone())];
    }

    private static int Number(Pax8Call call, string name, int otherwise) =>
        call.Query.TryGetValue(name, out var text) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    private static Pax8Call Asking(Pax8Call call, string query) => new() { Method = call.Method, Path = call.Path, Template = call.Template, Headers = call.Headers, QueryText = query };
}
