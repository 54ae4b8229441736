using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>
/// Whatever language a user has chosen, scripts and pages speak to him: in German where he reads German, else in English, in
/// commands above lists, in commands and events of forms, and on the Admin Hub.
/// </summary>
public sealed class TextTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string English = "en-US", French = "fr-FR", German = "de-DE";

    private string Connector => $"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}";

    [BrowserTheory]
    [InlineData(English, "Application Secret (one is stored)", "Endpoint URL must start with https://.", "Save your changes first")]
    [InlineData(French, "Application Secret (one is stored)", "Endpoint URL must start with https://.", "Save your changes first")]
    [InlineData(German, "Application Secret (eines ist gespeichert)", "Endpoint URL muss mit https:// beginnen.", "Speichern Sie zuerst Ihre Änderungen")]
    public async Task Events_and_commands_of_a_form_speak_the_users_language_or_English(string locale, string label, string notice, string first)
    {
        await using var window = await fixture.OpenAsync(Connector, locale: locale);
        await window.WidenAsync();
        await Assertions.Expect(window.Field("pax8_applicationsecret")).ToContainTextAsync(label);

        await window.Input("pax8_endpointurl").FillAsync("http://api.pax8.com");
        await window.Input("pax8_endpointurl").BlurAsync();
        await Assertions.Expect(window.Field("pax8_endpointurl")).ToContainTextAsync(notice);
        await window.Button("Verify Connectivity").ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync(first);
        await window.ScreenshotAsync($"texts form {locale}");
        window.AssertNoErrors();
    }

    [BrowserTheory]
    [InlineData(English, "Sync is disabled for")]
    [InlineData(French, "Sync is disabled for")]
    [InlineData(German, "Die Synchronisierung ist für")]
    public async Task Commands_above_a_list_speak_it_though_no_form_was_open_before(string locale, string done)
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_provideraccount", locale: locale);
        await window.WidenAsync();

        await window.Page.Locator("tbody input[type=checkbox]").First.CheckAsync();
        await window.Button("Disable Sync").ClickAsync();

        await Assertions.Expect(window.Message(done)).ToBeVisibleAsync();
        await window.ScreenshotAsync($"texts list {locale}");
        window.AssertNoErrors();
    }

    [BrowserTheory]
    [InlineData(English, "Needs attention", "en")]
    [InlineData(French, "Needs attention", "en")]
    [InlineData(German, "Zu erledigen", "de")]
    public async Task The_Admin_Hub_speaks_it(string locale, string text, string language)
    {
        await using var window = await fixture.OpenAsync(HubPage.Address, locale: locale);

        await Assertions.Expect(window.Card(BrowserFixture.ConnectorName)).ToContainTextAsync(text);
        Assert.Equal(language, await window.Hub().Locator("html").GetAttributeAsync("lang"));
        await window.ScreenshotAsync($"hub {locale}");
        window.AssertNoErrors();
    }
}
