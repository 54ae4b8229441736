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

    private const int Monthly = 476500000, Annual = 476500001;

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

    [BrowserTheory]
    [InlineData(Look.Light, "en-GB", "Approve", "Reject the order", "Reason is missing.")]
    [InlineData(Look.DarkPhone, "de-DE", "Genehmigen", "Bestellung ablehnen", "Der Grund fehlt.")]
    public async Task Somebody_else_than_the_author_rejects_with_a_reason_or_approves(Look look, string locale, string approve, string send, string missing)
    {
        var order = Order(2);
        fixture.Tenant.Administrator.Update(new Entity("pax8_connector", fixture.ConnectorId) { ["pax8_ordersneedapproval"] = true });
        try
        {
            Press("pax8_SubmitOrder", order);
            Assert.Equal(WaitingForApproval, StatusOf(order));
            await using (var author = await fixture.OpenAsync(Form("pax8_order", order), user: "Buyer"))
            {
                await author.WidenAsync();
                await Assertions.Expect(author.Button("Cancel Order")).ToBeVisibleAsync();
                await Assertions.Expect(author.Button("Approve")).ToHaveCountAsync(0);
                await Assertions.Expect(author.Button("Submit")).ToHaveCountAsync(0);
                await Assertions.Expect(author.Field("pax8_name").GetByRole(AriaRole.Textbox)).ToHaveAttributeAsync("aria-readonly", "true");
            }

            await using var window = await fixture.OpenAsync(Form("pax8_order", order), look, locale: locale, user: "Approver");
            await PressAsync(window, look, "Reject");
            var dialog = Dialog(window);
            await Assertions.Expect(dialog.Locator("#given")).ToBeFocusedAsync();
            await dialog.GetByRole(AriaRole.Button, new() { Name = send }).ClickAsync();
            await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(missing);
            await window.ScreenshotAsync($"order reject {look}");
            await window.AssertAccessibleAsync();
            await dialog.Locator("#given").FillAsync("Ask for the annual price first.");
            await dialog.GetByRole(AriaRole.Button, new() { Name = send }).ClickAsync();
            await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("a draft again");
            Assert.Equal(Draft, StatusOf(order));
            await window.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
            await Assertions.Expect(window.Field("pax8_message")).ToContainTextAsync("Ask for the annual price first.");

            Press("pax8_SubmitOrder", order);
            await window.GoAsync(Form("pax8_order", order));
            await PressAsync(window, look, "Approve");
            var question = window.Page.GetByRole(AriaRole.Alertdialog);
            await window.ScreenshotAsync($"order approve {look}");
            await question.GetByRole(AriaRole.Button, new() { Name = approve }).ClickAsync();
            await Assertions.Expect(window.Message("The order is approved").First).ToBeVisibleAsync();
            await fixture.Tenant.SettleAsync();
            Assert.Equal(Placed, StatusOf(order));
            window.AssertNoErrors();
        }
        finally
        {
            fixture.Tenant.Administrator.Update(new Entity("pax8_connector", fixture.ConnectorId) { ["pax8_ordersneedapproval"] = false });
        }
    }

    [BrowserTheory]
    [InlineData(Look.Light, "en-GB", "It was placed", "It is not in Pax8: send again")]
    [InlineData(Look.LightPhone, "de-DE", "Sie ist angekommen", "Sie ist nicht in Pax8: erneut senden")]
    public async Task Who_has_looked_in_Pax8_settles_an_order_of_which_it_is_not_known_whether_it_arrived(Look look, string locale, string placed, string again)
    {
        var order = Unclear(look == Look.Light ? 3 : 4);
        await fixture.Tenant.SettleAsync();
        Assert.Equal(NeedsReview, StatusOf(order));
        await using var window = await fixture.OpenAsync(Form("pax8_order", order), look, locale: locale, user: "Buyer");
        await window.ScreenshotAsync($"order review {look}");
        await PressAsync(window, look, "WasNotPlaced");
        var dialog = Dialog(window);
        await dialog.GetByRole(AriaRole.Button, new() { Name = again }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Pax8 lists what may be this order");
        Assert.Contains("400", Assert.Single(window.TakeErrors()), StringComparison.Ordinal);
        await window.ScreenshotAsync($"order not placed {look}");
        await window.AssertAccessibleAsync();
        await window.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await PressAsync(window, look, "WasPlaced");
        await dialog.Locator("#given").FillAsync(Pax8.Orders[^1].Id);
        await window.ScreenshotAsync($"order was placed {look}");
        await window.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = placed }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(Pax8.Orders[^1].Id);
        await fixture.Tenant.SettleAsync();

        Assert.Equal(Placed, StatusOf(order));
        window.AssertNoErrors();
    }

    [BrowserTheory]
    [InlineData(Look.Light, "en-GB", "Cancel Order")]
    [InlineData(Look.DarkPhone, "de-DE", "Bestellung stornieren")]
    public async Task A_commitment_is_chosen_with_its_price_goes_with_the_product_and_stays_as_it_was_once_the_order_is_cancelled(Look look, string locale, string cancel)
    {
        var product = Pax8.Products.First(one => one.Name == Marketplace.WithCommitments);
        var order = Order(5, product, Annual);
        await using var window = await fixture.OpenAsync(Form("pax8_orderline", Newest("pax8_orderline").Id), look, locale: locale, user: "Buyer");
        if (look == Look.Light) await window.WidenAsync();
        var chosen = Page(window).Locator(".offer").Filter(new() { HasText = "Annual" }).Filter(new() { HasText = "3-Year" }).First;
        await Assertions.Expect(Page(window).Locator(".offer").First).ToBeVisibleAsync();
        await window.ScreenshotAsync($"order line commitments {look}");
        await window.AssertAccessibleAsync();
        await chosen.GetByRole(AriaRole.Radio).CheckAsync();
        await window.SaveAsync();
        var line = Newest("pax8_orderline", "pax8_commitmentid", "pax8_commitmentterm", "pax8_billingterm");
        Assert.Equal("3-Year", line.GetAttributeValue<string>("pax8_commitmentterm"));
        Assert.Contains(product.Commitments, one => one.Id == line.GetAttributeValue<string>("pax8_commitmentid") && one.Term == "3-Year");
        Assert.Equal(Annual, line.GetAttributeValue<OptionSetValue>("pax8_billingterm").Value);
        await Assertions.Expect(Page(window).GetByRole(AriaRole.Radio, new() { Checked = true })).ToHaveCountAsync(1);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Clear Product" }).Or(window.Page.Locator("[data-column=pax8_productid] button").First).First.ClickAsync();
        await Assertions.Expect(window.Input("pax8_commitmentid")).ToHaveValueAsync("");
        await window.Button("Look up Product").ClickAsync();
        await window.PickAsync(Marketplace.ByTier);
        await Assertions.Expect(Page(window).Locator(".message.doubtful")).ToBeVisibleAsync();
        await window.ScreenshotAsync($"order line other product {look}");
        await Page(window).GetByRole(AriaRole.Radio).First.CheckAsync();
        await window.SaveAsync();
        Assert.Null(Newest("pax8_orderline", "pax8_commitmentid").GetAttributeValue<string>("pax8_commitmentid"));

        await window.GoAsync(Form("pax8_order", order));
        await PressAsync(window, look, "CancelOrder");
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = cancel }).ClickAsync();
        await Assertions.Expect(window.Message("The order is cancelled").First).ToBeVisibleAsync();
        Assert.Equal(Cancelled, StatusOf(order));
        await window.Page.GetByRole(AriaRole.Tab).Nth(1).ClickAsync();
        await window.ScreenshotAsync($"order cancelled lines {look}");
        await window.GoAsync(Form("pax8_orderline", Newest("pax8_orderline").Id));
        await Assertions.Expect(Page(window).GetByRole(AriaRole.Radio)).ToHaveCountAsync(0);
        await window.ScreenshotAsync($"order line closed {look}");
        window.AssertNoErrors();
    }

    /// <summary>Presses a command of the form, also where the window is too narrow to show it.</summary>
    private static async Task PressAsync(Window window, Look look, string command)
    {
        var button = window.Page.Locator($"[data-command='pax8.pax8_order.{command}.Form.Button']:visible");
        var more = window.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Commands for Order" }).Locator("button.more:visible");
        if (look is Look.Light or Look.Dark) await window.WidenAsync();
        await Assertions.Expect(button.Or(more).First).ToBeVisibleAsync();
        if (await more.CountAsync() > 0) await more.ClickAsync();
        await button.ClickAsync();
    }

    private static IFrameLocator Dialog(Window window) => window.Page.FrameLocator("dialog iframe");

    /// <summary>A draft of the Buyer with one line.</summary>
    private Guid Order(int customer, Pax8Product? product = null, int term = Monthly)
    {
        var buyer = fixture.As("Buyer");
        var account = Account(customer);
        var order = buyer.Create(new Entity("pax8_order") { ["pax8_name"] = $"Licences {customer}", ["pax8_provideraccountid"] = account.ToEntityReference() });
        var id = (product ?? Pax8.Products.First(one => one.Name == Marketplace.Plain)).Id;
        var query = new QueryExpression("pax8_product");
        query.Criteria.AddCondition("pax8_pax8productid", ConditionOperator.Equal, id);
        buyer.Create(new Entity("pax8_orderline")
        {
            ["pax8_orderid"] = new EntityReference("pax8_order", order),
            ["pax8_productid"] = fixture.Tenant.Administrator.RetrieveMultiple(query).Entities[0].ToEntityReference(),
            ["pax8_quantity"] = 4,
            ["pax8_billingterm"] = new OptionSetValue(term),
        });
        return order;
    }

    /// <summary>An order to which the answer got lost while somebody ordered the same in Pax8's own pages.</summary>
    private Guid Unclear(int customer)
    {
        var order = Order(customer);
        var pax8 = fixture.Tenant.Pax8!;
        var isTheirs = true;
        bool Places(Pax8Call call) => call.Endpoint == "POST /orders" && !(call.Query.TryGetValue("isMock", out var mock) && mock == "true");
        pax8.BeforeCall = call =>
        {
            if (!Places(call) || !isTheirs) return;
            isTheirs = false;
            pax8.Handle(call);
        };
        pax8.Faults = new ScriptedFaults().When(Places, Fault.Reset(executed: true), first: 2, times: 1);
        try
        {
            Press("pax8_SubmitOrder", order);
            fixture.Tenant.SettleAsync().GetAwaiter().GetResult();
        }
        finally
        {
            pax8.BeforeCall = null;
            pax8.Faults = null;
        }
        return order;
    }

    private void Press(string api, Guid order) => fixture.As("Buyer").Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_order", order) });

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
