using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>A tenant with products to order, and a customer who orders.</summary>
public sealed class OrderFixture : BrowserFixture
{
    /// <inheritdoc />
    protected override async Task SeedAsync()
    {
        await base.SeedAsync();
        Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncProducts") { ["Target"] = new EntityReference("pax8_connector", ConnectorId) });
        await Tenant.SettleAsync();
    }
}

/// <summary>Orders from the first button to Pax8: their forms, commands and dialogs, and the page Provisioning Details.</summary>
public sealed class OrderTests(OrderFixture fixture) : IClassFixture<OrderFixture>
{
    private const int WaitingForApproval = 476500001, Draft = 476500000, Placed = 476500005, NeedsReview = 476500007, Cancelled = 476500008;

    private Pax8State Pax8 => fixture.Tenant.Pax8!.State;

    [BrowserTheory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    public async Task An_order_is_made_on_a_provider_account_filled_with_what_Pax8_offers_and_asks_for_checked_and_submitted(Look look)
    {
        var product = Pax8.Products.First(one => one.Name == Marketplace.WithQuestions);
        var account = Account(look == Look.Light ? 0 : 1);
        await using var window = await fixture.OpenAsync(Form("pax8_provideraccount", account.Id), look, user: "Buyer");
        await window.WidenAsync();
        await window.Button("New Order").ClickAsync();
        await window.ReadyAsync();
        await Assertions.Expect(window.Field("pax8_provideraccountid")).ToContainTextAsync(account.GetAttributeValue<string>("pax8_name"));
        await Assertions.Expect(window.Button("Submit")).ToHaveCountAsync(0);
        await window.ScreenshotAsync($"order new {look}");
        await window.SaveAsync();

        await window.Tab("Order Lines").ClickAsync();
        await Assertions.Expect(window.Page.Locator("[data-control=grid_approvals]").GetByRole(AriaRole.Button, new() { Name = "New" })).ToHaveCountAsync(0);
        await window.Page.Locator("[data-control=grid_lines]").GetByRole(AriaRole.Button, new() { Name = "New" }).ClickAsync();
        await window.ReadyAsync();
        await Assertions.Expect(Page(window).Locator("#details")).ToContainTextAsync("Choose Order and Product first.");
        await window.Button("Look up Product").ClickAsync();
        await window.PickAsync(product.Name);
        await Assertions.Expect(Page(window).GetByText("What Pax8 wants to know")).ToBeVisibleAsync();
        await window.Input("pax8_quantity").FillAsync("3");
        await window.Input("pax8_quantity").BlurAsync();

        await Page(window).GetByRole(AriaRole.Radio).First.CheckAsync();
        await Page(window).GetByLabel("Public host name").FillAsync("fw.example.com");
        await Page(window).GetByLabel("Region").SelectOptionAsync("Europe");
        await Page(window).GetByLabel("Web", new() { Exact = true }).CheckAsync();
        await Page(window).GetByLabel("Mail", new() { Exact = true }).CheckAsync();
        await window.ScreenshotAsync($"order line {look}");
        await window.AssertAccessibleAsync();
        await window.SaveAsync();
        await Assertions.Expect(Page(window).GetByLabel("Public host name")).ToHaveValueAsync("fw.example.com");
        await Assertions.Expect(Page(window).GetByLabel("Mail", new() { Exact = true })).ToBeCheckedAsync();

        var line = Newest("pax8_orderline", "pax8_orderid", "pax8_quantity", "pax8_billingterm", "pax8_provisioningdetails");
        Assert.Equal("{\"fwHost\":[\"fw.example.com\"],\"fwRegion\":[\"Europe\"],\"fwServices\":[\"Web\",\"Mail\"]}", line.GetAttributeValue<string>("pax8_provisioningdetails"));
        Assert.Equal((3, 476500000), (line.GetAttributeValue<int>("pax8_quantity"), line.GetAttributeValue<OptionSetValue>("pax8_billingterm").Value));

        var order = line.GetAttributeValue<EntityReference>("pax8_orderid").Id;
        await window.GoAsync(Form("pax8_order", order));
        await window.Button("Check").ClickAsync();
        await Assertions.Expect(window.Message("Pax8 accepts this order.").First).ToBeVisibleAsync();
        await window.ScreenshotAsync($"order checked {look}");
        await window.AssertAccessibleAsync();
        await window.Button("Submit").ClickAsync();
        var question = window.Page.GetByRole(AriaRole.Alertdialog);
        await Assertions.Expect(question).ToContainTextAsync("what Pax8 takes is bought");
        await window.ScreenshotAsync($"order submit {look}");
        await question.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Assertions.Expect(window.Message("sent to Pax8 in the background").First).ToBeVisibleAsync();
        await fixture.Tenant.SettleAsync();

        Assert.Equal(Placed, StatusOf(order));
        await window.GoAsync(Form("pax8_order", order));
        await Assertions.Expect(window.Button("Submit")).ToHaveCountAsync(0);
        await Assertions.Expect(window.Button("Cancel Order")).ToHaveCountAsync(0);
        await window.ScreenshotAsync($"order placed {look}");
        await window.Tab("Order Lines").ClickAsync();
        await window.ScreenshotAsync($"order placed lines {look}");
        window.AssertNoErrors();
    }

    private static string Form(string table, Guid id) => $"/main.aspx?pagetype=entityrecord&etn={table}&id={id}";

    /// <summary>The page on the form of a line.</summary>
    private static IFrameLocator Page(Window window) => window.Page.FrameLocator("[data-control=WebResource_details] iframe");

    private Entity Account(int index)
    {
        var query = new QueryExpression("pax8_provideraccount") { ColumnSet = new ColumnSet("pax8_name"), TopCount = index + 1 };
        query.Criteria.AddCondition("pax8_companystatus", ConditionOperator.Equal, 476500000);
        query.AddOrder("pax8_name", OrderType.Descending);
        return fixture.Tenant.Administrator.RetrieveMultiple(query).Entities[index];
    }

    private Entity Newest(string table, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), TopCount = 1 };
        query.AddOrder("createdon", OrderType.Descending);
        return fixture.As("Administrator").RetrieveMultiple(query).Entities[0];
    }

    private int StatusOf(Guid order) => fixture.Tenant.Administrator.Retrieve("pax8_order", order, new ColumnSet("pax8_orderstatus")).GetAttributeValue<OptionSetValue>("pax8_orderstatus").Value;
}
