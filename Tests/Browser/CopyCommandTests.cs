using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>What an administrator sees and presses in a copy, after a restore, and where another integration takes rows over; in English and in German on a phone.</summary>
public sealed class CopyCommandTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Restored = "This environment was restored", TakeOver = "Take over", Fresh = "Fabrikam Pax8";

    public static TheoryData<Look, string> Ways => new() { { Look.Light, "en-US" }, { Look.DarkPhone, "de-DE" } };

    private string Form => $"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}";

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task In_a_copy_the_form_and_the_card_say_that_it_only_reads(Look look, string locale)
    {
        var notice = locale == "de-DE" ? "Kopiert: nur lesen." : "Copied: read only.";
        WriteConnector(fixture.ConnectorId, "pax8_homeorganizationid", Guid.NewGuid().ToString());
        try
        {
            await using var form = await fixture.OpenAsync(Form, look, locale: locale);
            await Assertions.Expect(form.Message(notice)).ToBeVisibleAsync();
            await form.ScreenshotAsync($"connector copied {look} {locale}");
            await form.AssertAccessibleAsync();

            await using var hub = await fixture.OpenAsync(HubPage.Address, look, locale: locale);
            await hub.HubReadyAsync();
            await Assertions.Expect(hub.Card(BrowserFixture.ConnectorName).GetByText(notice)).ToBeVisibleAsync();
            await hub.ScreenshotAsync($"hub copied {look} {locale}");
            await hub.AssertAccessibleAsync();
            await AssertNotWiderAsync(hub);
            form.AssertNoErrors();
            hub.AssertNoErrors();
        }
        finally
        {
            WriteConnector(fixture.ConnectorId, "pax8_homeorganizationid", null);
            WriteConnector(fixture.ConnectorId, "pax8_home", null);
        }
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task That_the_environment_was_restored_is_said_on_the_form_and_at_the_gear(Look look, string locale)
    {
        var noted = locale == "de-DE" ? "Vermerkt: Diese Umgebung wurde wiederhergestellt." : "Noted: this environment was restored.";
        await using var form = await fixture.OpenAsync(Form, look, locale: locale);
        await PressAsync(form, "DeclareRestored");
        await form.ScreenshotAsync($"connector restored question {look} {locale}");
        await form.AssertAccessibleAsync();
        await AnswerAsync(form, Restored);
        await Assertions.Expect(form.Message(noted)).ToBeVisibleAsync();
        await form.ScreenshotAsync($"connector restored {look} {locale}");

        await using var hub = await fixture.OpenAsync(HubPage.Address, look, locale: locale);
        await hub.HubReadyAsync();
        await ChooseAsync(hub, BrowserFixture.ConnectorName, Restored, locale);
        await hub.ScreenshotAsync($"hub restored question {look} {locale}");
        await hub.AssertAccessibleAsync();
        await AnswerAsync(hub, Restored);
        await Assertions.Expect(hub.Card(BrowserFixture.ConnectorName).GetByText(noted)).ToBeVisibleAsync();
        await hub.ScreenshotAsync($"hub restored {look} {locale}");
        await hub.AssertAccessibleAsync();
        await AssertNotWiderAsync(hub);

        Assert.NotNull(fixture.Tenant.Administrator.Retrieve("pax8_connector", fixture.ConnectorId, new ColumnSet("pax8_restoredon")).GetAttributeValue<DateTime?>("pax8_restoredon"));
        form.AssertNoErrors();
        hub.AssertNoErrors();
    }

    [BrowserTheory]
    [InlineData("form", Look.Light, "en-US")]
    [InlineData("hub", Look.Light, "en-US")]
    [InlineData("form", Look.DarkPhone, "de-DE")]
    [InlineData("hub", Look.DarkPhone, "de-DE")]
    public async Task Another_integration_of_the_same_Pax8_takes_everything_over(string place, Look look, string locale)
    {
        var (fresh, name) = Replace();
        var subscriptions = Of("pax8_subscription", fixture.ConnectorId);
        Assert.True(subscriptions > 0);
        try
        {
            await using var window = await fixture.OpenAsync(place == "hub" ? HubPage.Address : $"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fresh}", look, locale: locale);
            if (place == "hub")
            {
                await window.HubReadyAsync();
                await ChooseAsync(window, name, TakeOver, locale);
            }
            else
            {
                await PressAsync(window, "TakeOver");
            }
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync($"{subscriptions} {(locale == "de-DE" ? "Abonnements" : "subscriptions")} (");
            await window.ScreenshotAsync($"{place} take over question {look} {locale}");
            await window.AssertAccessibleAsync();
            await AnswerAsync(window, TakeOver);
            var done = locale == "de-DE" ? "Übernommen: " : "Taken over: ";
            await Assertions.Expect(place == "hub" ? window.Card(name).GetByText(done) : window.Message(done)).ToBeVisibleAsync();
            await window.ScreenshotAsync($"{place} take over {look} {locale}");
            await window.AssertAccessibleAsync();

            Assert.Equal((0, subscriptions), (Of("pax8_subscription", fixture.ConnectorId), Of("pax8_subscription", fresh)));
            if (place == "hub")
            {
                await AssertNotWiderAsync(window);
                await Assertions.Expect(window.Card(name).Locator("dl.figures")).ToContainTextAsync(subscriptions.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            window.AssertNoErrors();
        }
        finally
        {
            Restore(fresh);
        }
    }

    [BrowserFact]
    public async Task Why_nothing_is_taken_over_is_said_where_it_was_asked_for_and_only_to_who_may()
    {
        await using (var billing = await fixture.OpenAsync(HubPage.Address, user: "Billing"))
        {
            await billing.HubReadyAsync();
            await billing.HubButton($"Settings and actions of {BrowserFixture.ConnectorName}").ClickAsync();
            await Assertions.Expect(billing.Hub().GetByRole(AriaRole.Menuitem, new() { Name = TakeOver, Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");
        }
        await using var hub = await fixture.OpenAsync(HubPage.Address);
        await hub.HubReadyAsync();
        await hub.ChooseAsync(BrowserFixture.ConnectorName, TakeOver);
        await Assertions.Expect(hub.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Status)).ToContainTextAsync("so there is nothing to take over.");
        await hub.ScreenshotAsync("hub take over nothing");
        hub.TakeErrors();
    }

    /// <summary>Another integration for the same Pax8 in place of the first, which is inactive then.</summary>
    private (Guid Id, string Name) Replace()
    {
        SetActive(fixture.ConnectorId, active: false);
        var name = $"{Fresh} {Guid.NewGuid():N}"[..24];
        return (fixture.Tenant.CreateConnector(name), name);
    }

    /// <summary>Everything back, by the same command.</summary>
    private void Restore(Guid fresh)
    {
        SetActive(fresh, active: false);
        SetActive(fixture.ConnectorId, active: true);
        if (Of("pax8_provideraccount", fresh) > 0)
            fixture.Tenant.Administrator.Execute(new OrganizationRequest("pax8_TakeOver") { ["Target"] = new EntityReference("pax8_connector", fixture.ConnectorId) });
    }

    private void SetActive(Guid connector, bool active) => fixture.Tenant.Administrator.Update(new Entity("pax8_connector", connector)
    {
        ["statecode"] = new OptionSetValue(active ? 0 : 1),
        ["statuscode"] = new OptionSetValue(active ? 1 : 2),
    });

    private void WriteConnector(Guid connector, string column, object? value) =>
        fixture.Tenant.Dataverse.ServiceInside(fixture.Tenant.Dataverse.SystemUserId).Execute(new UpdateRequest { Target = new Entity("pax8_connector", connector) { [column] = value }, Parameters = { ["tag"] = "pax8-own-write" } });

    private int Of(string table, Guid connector)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        return fixture.Tenant.Administrator.RetrieveMultiple(query).Entities.Count;
    }

    /// <summary>Presses a button of the command bar that it has no room for.</summary>
    private static async Task PressAsync(Window window, string command)
    {
        await window.Button("More commands").ClickAsync();
        await window.Page.Locator($"[data-command='pax8.pax8_connector.{command}.Form.Button']:visible").ClickAsync();
    }

    private static async Task ChooseAsync(Window window, string connector, string verb, string locale)
    {
        await window.HubButton(locale == "de-DE" ? $"Einstellungen und Aktionen von {connector}" : $"Settings and actions of {connector}").ClickAsync();
        await window.ScreenshotAsync($"hub menu of a connector {locale}");
        await window.Hub().GetByRole(AriaRole.Menuitem, new() { Name = verb, Exact = true }).ClickAsync();
    }

    private static Task AnswerAsync(Window window, string button) =>
        window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task AssertNotWiderAsync(Window window) =>
        Assert.Equal(0, await window.Hub().Locator("html").EvaluateAsync<int>("page => page.scrollWidth - page.clientWidth"));
}
