using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>What the form of a subscription asks before it saves, and the command Confirm.</summary>
public sealed class AskedChangeTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private Pax8State Pax8 => fixture.Tenant.Pax8!.State;

    [BrowserTheory]
    [InlineData(Look.Light, "en-GB", "Save and send", "Back")]
    [InlineData(Look.DarkPhone, "de-DE", "Speichern und senden", "Zurück")]
    public async Task A_changed_quantity_is_asked_about_with_what_it_costs_before_it_is_saved(Look look, string locale, string send, string back)
    {
        var (row, pax8Id) = Active(look == Look.Light ? 0 : 1);
        Pax8.ChangeSubscription(pax8Id, one => one with { Quantity = 160, Price = 3.25m, Commitment = new("term", "1-Year", "2099-05-01T00:00:00.000Z") });
        await SyncAsync();
        await using var window = await fixture.OpenAsync(Form(row), look, locale: locale, user: "Billing");
        if (look == Look.Light) await window.WidenAsync();
        await Quantity(window).FillAsync("200");
        await window.Button("Save").ClickAsync();
        var question = window.Page.GetByRole(AriaRole.Alertdialog);

        await Assertions.Expect(question).ToContainTextAsync("160 → 200 (+40)");
        await Assertions.Expect(question).ToContainTextAsync(look == Look.Light ? "650.00" : "650,00");
        await Assertions.Expect(question).ToContainTextAsync("2099");
        await window.ScreenshotAsync($"asked change {look}");
        await window.AssertAccessibleAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = back }).ClickAsync();
        await fixture.Tenant.SettleAsync();
        Assert.Equal((160, 160), (QuantityOf(row), (int)Pax8.FindSubscription(pax8Id)!.Quantity));

        await window.Button("Save").ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = send }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".record-state, [class*=state]").First).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        await fixture.Tenant.SettleAsync();

        Assert.Equal((200, 200), (QuantityOf(row), (int)Pax8.FindSubscription(pax8Id)!.Quantity));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Other_columns_are_saved_without_a_question_and_a_quantity_that_cannot_be_is_told_at_once()
    {
        var (row, _) = Active(2);
        await using var window = await fixture.OpenAsync(Form(row), user: "Billing");
        await window.WidenAsync();
        await Quantity(window).FillAsync("0");
        await Quantity(window).PressAsync("Tab");
        await Assertions.Expect(window.Field("pax8_quantity")).ToContainTextAsync("Quantity must be 1 or more. To end the subscription, choose Cancel subscription.");
        await window.ScreenshotAsync("asked change quantity refused");
        await Quantity(window).FillAsync("1.5");
        await Quantity(window).PressAsync("Tab");
        await Assertions.Expect(window.Field("pax8_quantity")).ToContainTextAsync("whole number");
        await Quantity(window).FillAsync("1000000000000");
        await Quantity(window).PressAsync("Tab");
        await Assertions.Expect(window.Field("pax8_quantity")).ToContainTextAsync("1,000,000,000");
    }

    [BrowserFact]
    public async Task A_large_change_waits_and_is_confirmed_on_the_subscription_or_on_its_log()
    {
        foreach (var onLog in new[] { false, true })
        {
            var (row, pax8Id) = Active(onLog ? 3 : 4);
            Pax8.ChangeQuantity(pax8Id, 10);
            await SyncAsync();
            fixture.As("Billing").Update(new Entity("pax8_subscription", row) { ["pax8_quantity"] = 100 });
            await fixture.Tenant.SettleAsync();
            Assert.Equal(10, (int)Pax8.FindSubscription(pax8Id)!.Quantity);
            await using var window = await fixture.OpenAsync(onLog ? $"/main.aspx?pagetype=entityrecord&etn=pax8_licensechangelog&id={LastChange(row)}" : Form(row), user: "Billing");
            await window.WidenAsync();

            await window.Button("Confirm").ClickAsync();
            var question = window.Page.GetByRole(AriaRole.Alertdialog);
            await Assertions.Expect(question).ToContainTextAsync("Quantity goes from 10 to 100.");
            await window.ScreenshotAsync(onLog ? "confirm on log" : "confirm on subscription");
            await window.AssertAccessibleAsync();
            await question.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
            await Assertions.Expect(window.Message("The change is confirmed")).ToBeVisibleAsync();
            await fixture.Tenant.SettleAsync();

            Assert.Equal(100, (int)Pax8.FindSubscription(pax8Id)!.Quantity);
            await window.Button("Refresh").ClickAsync();
            await Assertions.Expect(window.Button("Confirm")).ToBeHiddenAsync();
            window.AssertNoErrors();
        }
    }

    private static string Form(Guid row) => $"/main.aspx?pagetype=entityrecord&etn=pax8_subscription&id={row}";

    private static ILocator Quantity(Window window) => window.Field("pax8_quantity").Locator("input");

    private async Task SyncAsync()
    {
        fixture.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", fixture.ConnectorId) });
        await fixture.Tenant.SettleAsync();
    }

    private int QuantityOf(Guid row) => fixture.Tenant.Administrator.Retrieve("pax8_subscription", row, new ColumnSet("pax8_quantity")).GetAttributeValue<int>("pax8_quantity");

    private Guid LastChange(Guid subscription)
    {
        var query = new QueryExpression("pax8_licensechangelog") { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition("pax8_subscriptionid", ConditionOperator.Equal, subscription);
        query.AddOrder("pax8_number", OrderType.Descending);
        return fixture.Tenant.Administrator.RetrieveMultiple(query).Entities.Single().Id;
    }

    private (Guid Row, string Pax8Id) Active(int number)
    {
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_providerspecificid") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("pax8_providerspecificid", OrderType.Ascending);
        var row = fixture.Tenant.Administrator.RetrieveMultiple(query).Entities
            .Where(found => Pax8.FindSubscription((string)found["pax8_providerspecificid"]) is { Status: "Active" }).ElementAt(number);
        return (row.Id, (string)row["pax8_providerspecificid"]);
    }
}
