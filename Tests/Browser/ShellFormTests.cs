using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>Forms of the shell: entering, looking up, saving, refusals, and what is asked before changes are lost.</summary>
public sealed class ShellFormTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string NewAccount = "/main.aspx?pagetype=entityrecord&etn=account";

    [BrowserFact]
    public async Task A_row_is_created_changed_and_read_again()
    {
        await using var window = await fixture.OpenAsync(NewAccount);

        await window.Input("name").FillAsync("Northwind Traders");
        await window.Input("websiteurl").FillAsync("https://northwind.example");
        await window.SaveAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Northwind Traders");
        await Assertions.Expect(window.Tab("Related")).ToBeVisibleAsync();
        await window.Input("description").FillAsync("Two lines\nof text");
        await window.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(window.Page.Locator(".form-state")).ToHaveTextAsync("Saved");
        await window.Page.ReloadAsync();
        await window.ReadyAsync();

        await Assertions.Expect(window.Input("description")).ToHaveValueAsync("Two lines\nof text");
        await Assertions.Expect(window.Input("websiteurl")).ToHaveValueAsync("https://northwind.example");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_required_field_that_is_empty_is_marked_and_nothing_is_sent()
    {
        await using var window = await fixture.OpenAsync(NewAccount);

        await window.Button("Save").ClickAsync();

        await Assertions.Expect(window.Page.GetByText("The form was not saved. A field needs your attention: Account Name.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Input("name")).ToBeFocusedAsync();
        await Assertions.Expect(window.Input("name")).ToHaveAttributeAsync("aria-invalid", "true");
        await window.Input("name").FillAsync("Tailspin Toys");
        await window.Input("name").BlurAsync();
        await Assertions.Expect(window.Input("name")).ToHaveAttributeAsync("aria-invalid", "false");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_lookup_is_picked_from_a_dialog_that_searches()
    {
        await using var window = await fixture.OpenAsync(NewAccount);
        await window.Input("name").FillAsync("Adventure Works Branch");

        await window.Button("Look up Parent Account").ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Searchbox).FillAsync("Adv");
        await dialog.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Wide World Importers" })).ToHaveCountAsync(0);
        await window.ScreenshotAsync("shell lookup");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Adventure Works", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Field("parentaccountid").GetByRole(AriaRole.Link)).ToHaveTextAsync("Adventure Works");
        await window.SaveAsync();
        await window.Button("Clear Parent Account").ClickAsync();
        await window.SaveAsync();

        await Assertions.Expect(window.Field("parentaccountid").GetByRole(AriaRole.Link)).ToBeHiddenAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_refusal_of_the_server_is_shown_and_marks_the_field_it_names()
    {
        var id = fixture.Tenant.CreateConnector("Second", row => row["pax8_applicationid"] = "another-application");
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={id}");

        await window.Input("pax8_name").FillAsync(BrowserFixture.ConnectorName);
        await window.Button("Save").ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Alertdialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Name");
        await window.ScreenshotAsync("shell refusal");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "OK", Exact = true }).ClickAsync();

        await Assertions.Expect(window.Field("pax8_name").Locator(".field-notice")).ToContainTextAsync("Name");
        await Assertions.Expect(window.Input("pax8_name")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.All(window.TakeErrors(), error => Assert.Contains("400", error));
    }

    [BrowserFact]
    public async Task The_secret_is_entered_blind_and_never_comes_back()
    {
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}");
        var secret = fixture.Tenant.Pax8!.Options.ApplicationSecret;

        await Assertions.Expect(window.Input("pax8_applicationsecret")).ToHaveAttributeAsync("type", "password");
        await Assertions.Expect(window.Input("pax8_applicationsecret")).ToHaveValueAsync("");
        await window.Input("pax8_applicationsecret").FillAsync(secret);
        await window.SaveAsync();

        await Assertions.Expect(window.Input("pax8_applicationsecret")).ToHaveValueAsync("");
        Assert.DoesNotContain(secret, await window.Page.ContentAsync());
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Changes_are_lost_only_after_a_question()
    {
        await using var window = await fixture.OpenAsync(NewAccount);
        await window.Input("name").FillAsync("Never saved");
        await window.Input("name").BlurAsync();
        var list = window.Page.Locator("#navigation .nav-link[data-table=pax8_provideraccount]");

        await list.ClickAsync();
        await window.Button("Stay").ClickAsync();
        await Assertions.Expect(window.Input("name")).ToHaveValueAsync("Never saved");
        await list.ClickAsync();
        await window.Button("Discard changes").ClickAsync();

        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("etn=pax8_provideraccount"));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_row_is_deactivated_and_shown_read_only_and_activated_again()
    {
        var id = fixture.As("Administrator").Create(new Microsoft.Xrm.Sdk.Entity("account") { ["name"] = "Litware" });
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=account&id={id}");

        await window.Button("Deactivate").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Deactivate" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Read-only: this Account is inactive.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Account Name" })).ToHaveAttributeAsync("aria-readonly", "true");
        await window.Button("Activate").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();

        await Assertions.Expect(window.Input("name")).ToHaveValueAsync("Litware");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_row_is_deleted_after_a_question()
    {
        var id = fixture.As("Administrator").Create(new Microsoft.Xrm.Sdk.Entity("account") { ["name"] = "Proseware" });
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=account&id={id}");

        await window.Button("Delete").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        // The shell changes its address without loading a page, which waiting for a navigation can miss.
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("pagetype=entitylist&etn=account"));

        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, "Proseware");
        Assert.Empty(fixture.Tenant.Administrator.RetrieveMultiple(query).Entities);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_subgrid_shows_the_rows_of_the_form_and_a_new_one_is_related_to_it()
    {
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}");

        await window.Tab("Provider Accounts").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Tabpanel, new() { Name = "Provider Accounts" }).Locator("tbody tr")).ToHaveCountAsync(10);
        await window.ScreenshotAsync("shell subgrid");
        await window.Tab("Related").ClickAsync();
        await window.Page.GetByLabel("Related rows").SelectOptionAsync(new SelectOptionValue { Label = "Sync Jobs" });

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Tabpanel, new() { Name = "Related" }).Locator("tbody tr")).Not.ToHaveCountAsync(0);
        window.AssertNoErrors();
    }
}
