using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The Admin Hub of a tenant at work: for everybody who looks at it, however he looks at it.</summary>
public sealed class AdminHubTests(AdminHubTests.Fixture fixture) : IClassFixture<AdminHubTests.Fixture>
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    /// <summary>Adds a connector with a name that would run a script where names are taken for markup.</summary>
    public sealed class Fixture : BrowserFixture
    {
        /// <inheritdoc />
        protected override async Task SeedAsync()
        {
            await base.SeedAsync();
            Tenant.CreateConnector(Hostile, row =>
            {
                row["pax8_applicationid"] = "somebody-else";
                row["pax8_environment"] = new OptionSetValue(476500001);
            });
        }
    }

    [BrowserTheory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.LightPhone)]
    [InlineData(Look.DarkPhone)]
    public async Task The_page_breaks_no_rule_of_accessibility(Look look)
    {
        await using var window = await fixture.OpenAsync(HubPage.Address, look);
        await window.HubReadyAsync();
        await window.ScreenshotAsync($"hub {look}");
        await window.AssertAccessibleAsync();
        Assert.Equal(0, await window.Hub().Locator("html").EvaluateAsync<int>("page => page.scrollWidth - page.clientWidth"));

        await window.HubButton($"Settings and actions of {BrowserFixture.ConnectorName}").ClickAsync();
        await window.ScreenshotAsync($"hub menu {look}");
        await window.AssertAccessibleAsync();

        await window.Hub().GetByRole(AriaRole.Tab, new() { Name = "Settings" }).ClickAsync();
        await window.ScreenshotAsync($"hub settings {look}");
        await window.AssertAccessibleAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_rule_of_accessibility_that_is_broken_is_found_in_the_shell_and_in_the_page_within()
    {
        await using var window = await fixture.OpenAsync(HubPage.Address);
        await window.HubReadyAsync();
        foreach (var frame in window.Page.Frames)
            await frame.EvaluateAsync("name => document.body.insertAdjacentHTML('beforeend', `<button id=${name}></button>`)", frame.ParentFrame is null ? "outside" : "within");

        var broken = await Assert.ThrowsAnyAsync<Exception>(window.AssertAccessibleAsync);

        Assert.Contains("<button id=\"outside\">", broken.Message, StringComparison.Ordinal);
        Assert.Contains("<button id=\"within\">", broken.Message, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_gear_and_the_tabs_are_worked_by_the_keyboard_alone()
    {
        await using var window = await fixture.OpenAsync(HubPage.Address);
        await window.HubReadyAsync();
        var keyboard = window.Page.Keyboard;
        var gear = window.HubButton($"Settings and actions of {BrowserFixture.ConnectorName}");
        ILocator Item(string name) => window.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

        await window.Hub().GetByRole(AriaRole.Tab, new() { Name = "Integrations" }).FocusAsync();
        await keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(window.Hub().GetByRole(AriaRole.Tabpanel, new() { Name = "Settings" })).ToBeVisibleAsync();
        await keyboard.PressAsync("Home");
        await Assertions.Expect(window.Hub().GetByRole(AriaRole.Tab, new() { Name = "Integrations" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Tab");
        await Assertions.Expect(window.HubButton("Create a Pax8 provider integration")).ToBeFocusedAsync();
        await window.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Button, new() { Name = BrowserFixture.ConnectorName, Exact = true }).FocusAsync();
        await keyboard.PressAsync("Tab");
        await Assertions.Expect(gear).ToBeFocusedAsync();

        await keyboard.PressAsync("Enter");
        await Assertions.Expect(Item("Edit")).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(Item("Resume")).ToBeFocusedAsync();
        await Assertions.Expect(Item("Resume")).ToHaveAttributeAsync("aria-disabled", "true");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(Item("Resume")).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(gear).ToBeFocusedAsync();
        await Assertions.Expect(Item("Edit")).ToBeHiddenAsync();
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("v");
        await Assertions.Expect(Item("Verify Connectivity")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(gear).ToBeFocusedAsync();
        await Assertions.Expect(window.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Status)).ToContainTextAsync("Connected.");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Names_that_look_like_markup_are_shown_as_text()
    {
        await using var window = await fixture.OpenAsync(HubPage.Address);
        await window.HubReadyAsync();

        await Assertions.Expect(window.Card(Hostile).GetByRole(AriaRole.Heading, new() { Level = 3 })).ToHaveTextAsync(Hostile);
        await Assertions.Expect(window.Hub().Locator("img")).ToHaveCountAsync(0);
        await window.ChooseAsync(Hostile, "Verify Connectivity");
        await Assertions.Expect(window.Card(Hostile).GetByRole(AriaRole.Status)).ToContainTextAsync("Application");
        await Assertions.Expect(window.Card(Hostile)).ToContainTextAsync("Failed");
        await window.ScreenshotAsync("hub hostile names");

        foreach (var table in new[] { "pax8_connector", "pax8_provideraccount" })
        {
            await window.GoAsync($"/main.aspx?pagetype=entitylist&etn={table}");
            var search = window.Page.GetByRole(AriaRole.Searchbox).First;
            await search.FillAsync("*<img");
            await search.PressAsync("Enter");
            await window.ReadyAsync();
            await Assertions.Expect(window.Page.Locator("tbody img")).ToHaveCountAsync(0);
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Cell).Filter(new() { HasText = "<img" }).First).ToBeVisibleAsync();
        }
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task What_needs_attention_leads_to_the_list_of_it()
    {
        await using var window = await fixture.OpenAsync(HubPage.Address);
        await window.HubReadyAsync();

        await window.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Button, new() { Name = "1 sync issue is open" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Table, new() { Name = "Open Issues" })).ToContainTextAsync("Contoso was left out");
        await window.OpenHubAsync();
        await window.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Button).Filter(new() { HasText = "provider accounts are unmapped" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Table, new() { Name = "Unmapped Accounts" })).ToBeVisibleAsync();
        await window.OpenHubAsync();
        await window.Hub().GetByRole(AriaRole.Button, new() { Name = "Show all differences" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Table, new() { Name = "Active Subscription Differences" })).ToBeVisibleAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task An_interrupted_sync_is_resumed_from_the_gear()
    {
        await using var window = await fixture.OpenAsync();
        using var held = new HeldAnswers(fixture.Tenant.Pax8!, "/companies");
        var job = (Guid)fixture.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncProviderAccounts") { ["Target"] = new EntityReference("pax8_connector", fixture.ConnectorId) })["SyncJobId"];
        await held.Arrived;
        // As it looks when nothing has been heard of its work for longer than an execution may last.
        fixture.Tenant.Dataverse.ServiceFor(fixture.Tenant.Dataverse.SystemUserId).Update(new Entity("pax8_syncjob", job) { ["pax8_progresson"] = DateTime.UtcNow.AddMinutes(-10) });
        await window.OpenHubAsync();
        var card = window.Card(BrowserFixture.ConnectorName);
        await Assertions.Expect(card).ToContainTextAsync("interrupted: choose Resume at the gear");
        await window.ScreenshotAsync("hub interrupted");

        await window.ChooseAsync(BrowserFixture.ConnectorName, "Resume");
        await Assertions.Expect(card.GetByRole(AriaRole.Status)).ToContainTextAsync("The interrupted sync was resumed.");
        held.Release();
        await Assertions.Expect(card.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        await Assertions.Expect(card).ToContainTextAsync("Provider Accounts: Succeeded");
        window.AssertNoErrors();
    }

    [BrowserTheory]
    [InlineData("Billing")]
    [InlineData("Reader")]
    public async Task Who_may_not_start_a_sync_sees_how_things_stand_and_can_only_open_the_integration(string user)
    {
        await using var window = await fixture.OpenAsync(HubPage.Address, user: user);
        await window.HubReadyAsync();
        var card = window.Card(BrowserFixture.ConnectorName);
        await Assertions.Expect(card).ToContainTextAsync("Provider Accounts: Succeeded");
        await Assertions.Expect(window.HubButton("Create a Pax8 provider integration")).ToHaveCountAsync(0);

        await window.HubButton($"Settings and actions of {BrowserFixture.ConnectorName}").ClickAsync();
        foreach (var verb in new[] { "Verify Connectivity", "Sync Provider Accounts", "Sync Subscriptions", "Sync Products", "Compare", "Resume" })
            await Assertions.Expect(card.GetByRole(AriaRole.Menuitem, new() { Name = verb, Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");
        await window.ScreenshotAsync($"hub {user}");
        await card.GetByRole(AriaRole.Menuitem, new() { Name = "Edit" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(BrowserFixture.ConnectorName);
        window.AssertNoErrors();
    }
}
