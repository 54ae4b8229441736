using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The shell for everybody: rules of accessibility, the keyboard, and what each user is offered.</summary>
public sealed class ShellAccessTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [BrowserTheory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.LightPhone)]
    [InlineData(Look.DarkPhone)]
    public async Task Lists_and_forms_break_no_rule_of_accessibility(Look look)
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_provideraccount", look);
        await window.ScreenshotAsync($"shell list {look}");
        await window.AssertAccessibleAsync();

        await window.Page.Locator("tbody input[type=checkbox]").First.CheckAsync();
        await window.AssertAccessibleAsync();

        await window.GoAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}");
        await window.ScreenshotAsync($"shell form {look}");
        await window.AssertAccessibleAsync();

        await window.Button("Look up Currency Code, now US Dollar").ClickAsync();
        await window.ReadyAsync();
        await window.AssertAccessibleAsync();

        await window.GoAsync("/main.aspx?pagetype=entityrecord&etn=pax8_connector");
        await window.Button("Save").ClickAsync();
        await window.ScreenshotAsync($"shell form empty {look}");
        await window.AssertAccessibleAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Arrow_keys_lead_through_commands_tabs_and_menus()
    {
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}");

        await window.Button("Save").FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(window.Button("Save & Close")).ToBeFocusedAsync();
        await window.Tab("General").FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(window.Tab("Provider Accounts")).ToBeFocusedAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Tabpanel, new() { Name = "Provider Accounts" })).ToBeVisibleAsync();
        await window.Page.Locator(".user-button").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Menuitemradio).First).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Menuitemradio).Nth(1)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(window.Page.Locator(".user-button")).ToBeFocusedAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Escape_closes_a_dialog_and_the_focus_goes_back()
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_provideraccount");

        await window.Button("Filter by Mapping").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(window.Button("Filter by Mapping")).ToBeFocusedAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Another_user_is_chosen_in_the_header_and_is_offered_only_what_he_may_do()
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_connector");
        await Assertions.Expect(window.Button("New")).ToBeVisibleAsync();

        await window.Button("Administrator").ClickAsync();
        await window.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Billing" }).ClickAsync();
        await Assertions.Expect(window.Button("Billing")).ToBeVisibleAsync();
        await window.ReadyAsync();

        await Assertions.Expect(window.Button("Refresh")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button("New")).ToBeHiddenAsync();
        await window.Link(BrowserFixture.ConnectorName).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true })).ToHaveAttributeAsync("aria-readonly", "true");
        await window.GoAsync("/main.aspx?pagetype=entityrecord&etn=pax8_connector");
        await Assertions.Expect(window.Page.GetByText("You may not create Provider Integrations.")).ToBeVisibleAsync();
        window.AssertNoErrors();
    }
}
