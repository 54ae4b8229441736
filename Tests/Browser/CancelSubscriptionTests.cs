using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The dialog Cancel subscription, and that the platform's Deactivate and Activate are not offered.</summary>
public sealed class CancelSubscriptionTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Command = "Cancel subscription";

    private Pax8State Pax8 => fixture.Tenant.Pax8!.State;

    [BrowserTheory]
    [InlineData(Look.Light, "en-GB", Command, "At once")]
    [InlineData(Look.DarkPhone, "de-DE", "Abonnement kündigen", "Sofort")]
    public async Task It_says_what_ends_and_what_goes_on_being_billed_before_it_cancels(Look look, string locale, string verb, string atOnce)
    {
        var (row, pax8Id) = Active(look == Look.Light ? 0 : 1);
        Pax8.ChangeSubscription(pax8Id, one => one with { Commitment = new("term", "1-Year", "2027-05-01T00:00:00.000Z") });
        await SyncAsync();
        var licences = (int)Pax8.FindSubscription(pax8Id)!.Quantity;
        await using var window = await fixture.OpenAsync(Form(row), look, locale: locale, user: "Billing");
        if (look == Look.Light) await window.WidenAsync();
        else await window.Button("More commands").ClickAsync();
        await window.Page.Locator("[data-command='pax8.pax8_subscription.CancelSubscription.Form.Button']:visible").ClickAsync();
        var dialog = Dialog(window);

        await Assertions.Expect(dialog.GetByLabel(atOnce, new() { Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(dialog.Locator(".facts")).ToContainTextAsync(FormattableString.Invariant($"{licences} ×"));
        await Assertions.Expect(dialog.Locator(".message.doubtful")).ToContainTextAsync("2027");
        await window.ScreenshotAsync($"cancel subscription {look}");
        await window.AssertAccessibleAsync();
        Assert.Equal("Active", Pax8.FindSubscription(pax8Id)!.Status);

        await dialog.GetByRole(AriaRole.Button, new() { Name = verb }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("is cancelled, and its licences");
        await window.ScreenshotAsync($"cancel subscription done {look}");
        await fixture.Tenant.SettleAsync();

        Assert.Equal("Cancelled", Pax8.FindSubscription(pax8Id)!.Status);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task From_the_list_a_day_is_chosen_and_one_that_is_missing_is_asked_for()
    {
        var (row, pax8Id) = Active(2);
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_subscription", user: "Billing");
        await window.WidenAsync();
        await Selecting(window, row).CheckAsync();
        await Assertions.Expect(window.Button("Deactivate")).ToBeHiddenAsync();
        await window.Button(Command).ClickAsync();
        var dialog = Dialog(window);

        await dialog.GetByLabel("On this day:").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = Command }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The day on which it is to end is missing.");
        var day = DateTime.UtcNow.Date.AddDays(20);
        await dialog.GetByLabel("Day on which it ends").FillAsync(FormattableString.Invariant($"{day:yyyy-MM-dd}"));
        await dialog.GetByLabel("Reason for Change").FillAsync("The project ends");
        await window.ScreenshotAsync("cancel subscription on a day");
        await dialog.GetByRole(AriaRole.Button, new() { Name = Command }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(FormattableString.Invariant($"on {day:yyyy-MM-dd}"));
        await fixture.Tenant.SettleAsync();

        var there = Pax8.FindSubscription(pax8Id)!;
        Assert.Equal("PendingCancel", there.Status);
        Assert.StartsWith(FormattableString.Invariant($"{day:yyyy-MM-dd}"), there.EndDate, StringComparison.Ordinal);
        await window.GoAsync(Form(row));
        await window.Button(Command).ClickAsync();
        await Assertions.Expect(dialog.Locator(".facts")).ToContainTextAsync("what you choose here replaces that");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Deactivate_and_Activate_are_not_offered_on_subscriptions_and_who_only_reads_cannot_cancel()
    {
        var (row, pax8Id) = Active(3);
        await using var window = await fixture.OpenAsync(Form(row));
        await window.WidenAsync();
        await Assertions.Expect(window.Button(Command)).ToBeVisibleAsync();
        await Assertions.Expect(window.Button("Deactivate")).ToHaveCountAsync(0);

        Pax8.CancelSubscription(pax8Id);
        await SyncAsync();
        await window.GoAsync(Form(row));
        await Assertions.Expect(window.Button("Refresh")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button("Activate")).ToHaveCountAsync(0);
        await Assertions.Expect(window.Button(Command)).ToBeHiddenAsync();

        await using var reading = await fixture.OpenAsync(Form(Active(0).Row), user: "Reader");
        await reading.WidenAsync();
        await Assertions.Expect(reading.Button("Refresh")).ToBeVisibleAsync();
        await Assertions.Expect(reading.Button(Command)).ToBeHiddenAsync();
    }

    private static string Form(Guid row) => $"/main.aspx?pagetype=entityrecord&etn=pax8_subscription&id={row}";

    private static IFrameLocator Dialog(Window window) => window.Page.FrameLocator("dialog iframe");

    private ILocator Selecting(Window window, Guid row) =>
        window.Page.GetByLabel($"Select {fixture.Tenant.Administrator.Retrieve("pax8_subscription", row, new ColumnSet("pax8_name"))["pax8_name"]}", new() { Exact = true }).First;

    private async Task SyncAsync()
    {
        fixture.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", fixture.ConnectorId) });
        await fixture.Tenant.SettleAsync();
    }

    /// <summary>The n-th subscription that is active on both sides, whose name no other has: the row here and its id in Pax8.</summary>
    private (Guid Row, string Pax8Id) Active(int number)
    {
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_providerspecificid", "pax8_name") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("pax8_providerspecificid", OrderType.Ascending);
        var row = fixture.Tenant.Administrator.RetrieveMultiple(query).Entities
            .Where(found => Pax8.FindSubscription((string)found["pax8_providerspecificid"]) is { Status: "Active", Commitment: null }).DistinctBy(found => found["pax8_name"]).ElementAt(number);
        return (row.Id, (string)row["pax8_providerspecificid"]);
    }
}
