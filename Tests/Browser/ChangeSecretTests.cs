using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The dialog Change Application Secret, from the form, the list and the gear.</summary>
public sealed class ChangeSecretTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Command = "Change Application Secret", List = "/main.aspx?pagetype=entitylist&etn=pax8_connector";

    private string Form => $"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}";

    [BrowserTheory]
    [InlineData(Look.Light)]
    [InlineData(Look.DarkPhone)]
    public async Task From_the_form_the_secret_is_stored_and_nothing_of_it_stays_in_the_browser(Look look)
    {
        const string secret = "Quoll-55d1e0-Secret";
        await using var window = await fixture.OpenAsync(Form, look);
        if (look == Look.Light) await window.WidenAsync();
        else await window.Button("More commands").ClickAsync();

        await window.Page.Locator("[data-command='pax8.pax8_connector.ChangeApplicationSecret.Form.Button']:visible").ClickAsync();
        var field = Dialog(window).GetByLabel("Application Secret", new() { Exact = true });
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(field).ToHaveAttributeAsync("type", "password");
        await Assertions.Expect(field).ToHaveAttributeAsync("autocomplete", "off");
        await Assertions.Expect(Dialog(window).GetByLabel("Endpoint URL")).ToHaveValueAsync("https://api.pax8.com");
        await window.ScreenshotAsync($"secret dialog {look}");
        await window.AssertAccessibleAsync();

        await field.FillAsync(secret);
        await field.PressAsync("Enter");
        await Assertions.Expect(Dialog(window).GetByRole(AriaRole.Alert)).ToContainTextAsync("The Application Secret is stored.");
        await window.ScreenshotAsync($"secret dialog stored {look}");
        await window.AssertAccessibleAsync();

        Assert.Equal(secret, Stored("pax8_applicationsecret"));
        await Assertions.Expect(Dialog(window).Locator("input")).ToHaveCountAsync(0);
        foreach (var frame in window.Page.Frames)
        {
            Assert.DoesNotContain(secret, frame.Url + await frame.ContentAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, await frame.EvaluateAsync<string>("JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])"), StringComparison.Ordinal);
        }
        await window.Button("Close").ClickAsync();
        await Assertions.Expect(window.Field("pax8_connectivitystatus")).ToContainTextAsync("Not verified");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task From_the_list_Application_ID_and_Endpoint_URL_change_with_it_and_a_refusal_is_said_in_the_dialog()
    {
        await using var window = await fixture.OpenAsync(List);
        await window.WidenAsync();
        await window.Page.GetByLabel($"Select {BrowserFixture.ConnectorName}").CheckAsync();
        await window.Button(Command).ClickAsync();
        var dialog = Dialog(window);

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Store the secret" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Application Secret is missing.");
        await dialog.GetByLabel("Application Secret", new() { Exact = true }).FillAsync("another secret");
        await dialog.GetByLabel("Endpoint URL").FillAsync("http://eu.pax8.com");
        await dialog.GetByLabel("Application ID").FillAsync("another-id");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Store the secret" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Endpoint URL must start with https://.");
        await window.ScreenshotAsync("secret dialog refused");
        await window.AssertAccessibleAsync();
        Assert.NotEqual("another-id", Stored("pax8_applicationid"));
        window.TakeErrors();

        await dialog.GetByLabel("Endpoint URL").FillAsync("https://eu.pax8.com");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Store the secret" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The Application Secret is stored.");

        Assert.Equal(("another secret", "https://eu.pax8.com", "another-id"), (Stored("pax8_applicationsecret"), Stored("pax8_endpointurl"), Stored("pax8_applicationid")));
        window.AssertNoErrors();
    }

    [BrowserTheory]
    [InlineData("de-DE", "Application Secret ändern", "Secret speichern")]
    [InlineData("fr-FR", Command, "Store the secret")]
    public async Task From_the_gear_it_speaks_the_users_language_or_English(string locale, string verb, string button)
    {
        await using var window = await fixture.OpenAsync(HubPage.Address, locale: locale);
        var card = window.Card(BrowserFixture.ConnectorName);
        await card.Locator("[aria-haspopup=menu]").ClickAsync();
        await card.GetByRole(AriaRole.Menuitem, new() { Name = verb, Exact = true }).ClickAsync();

        await Assertions.Expect(Dialog(window).GetByRole(AriaRole.Button, new() { Name = button })).ToBeVisibleAsync();
        await window.ScreenshotAsync($"secret dialog {locale}");
        await Dialog(window).GetByLabel("Application Secret", new() { Exact = true }).FillAsync($"secret {locale}");
        await Dialog(window).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(Dialog(window).GetByRole(AriaRole.Alert)).ToContainTextAsync("The Application Secret is stored.");
        Assert.Equal($"secret {locale}", Stored("pax8_applicationsecret"));
        window.AssertNoErrors();
    }

    [BrowserTheory]
    [InlineData("Billing")]
    [InlineData("Reader")]
    public async Task Who_may_not_write_connectors_is_not_offered_it(string user)
    {
        await using var window = await fixture.OpenAsync(Form, user: user);
        await window.WidenAsync();
        await Assertions.Expect(window.Button("Refresh")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button(Command)).ToBeHiddenAsync();

        await window.GoAsync(HubPage.Address);
        await window.HubReadyAsync();
        await window.HubButton($"Settings and actions of {BrowserFixture.ConnectorName}").ClickAsync();
        await Assertions.Expect(window.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Menuitem, new() { Name = Command, Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");
        window.AssertNoErrors();
    }

    private static IFrameLocator Dialog(Window window) => window.Page.FrameLocator("dialog iframe");

    /// <summary>A column of the connector as the system user reads it.</summary>
    private string? Stored(string column) =>
        fixture.Tenant.Dataverse.ServiceFor(fixture.Tenant.Dataverse.SystemUserId).Retrieve("pax8_connector", fixture.ConnectorId, new ColumnSet(column)).GetAttributeValue<string>(column);
}
