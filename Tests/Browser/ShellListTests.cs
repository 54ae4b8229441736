using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>Lists of the shell: what is sorted, filtered, searched, paged and chosen there.</summary>
public sealed class ShellListTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Accounts = "/main.aspx?pagetype=entitylist&etn=pax8_provideraccount";

    [BrowserFact]
    public async Task A_click_on_a_header_sorts_and_a_second_one_turns_the_order_around()
    {
        await using var window = await fixture.OpenAsync(Accounts);
        var names = window.Page.Locator("tbody tr td.leads");
        var first = await names.First.TextContentAsync();

        await window.Button("Provider Name").ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Provider Name" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Assertions.Expect(names.First).Not.ToHaveTextAsync(first!);
        await window.Button("Provider Name").ClickAsync();
        await Assertions.Expect(names.First).ToHaveTextAsync(first!);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Pages_lead_through_all_rows_and_back()
    {
        await using var window = await fixture.OpenAsync(Accounts);
        var count = window.Page.Locator(".count");
        await Assertions.Expect(count).ToContainTextAsync("1 - 50 of ");
        var first = await window.Page.Locator("tbody tr td.leads").First.TextContentAsync();

        await window.Button("Next page").ClickAsync();
        await Assertions.Expect(count).ToContainTextAsync("51 - 100 of ");
        await window.Button("Next page").ClickAsync();
        await Assertions.Expect(count).ToContainTextAsync("101 - ");
        await Assertions.Expect(window.Button("Next page")).ToBeDisabledAsync();
        await window.Button("Previous page").ClickAsync();
        await window.Button("Previous page").ClickAsync();

        await Assertions.Expect(window.Page.Locator("tbody tr td.leads").First).ToHaveTextAsync(first!);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_search_finds_what_begins_with_the_text_and_a_star_what_holds_it()
    {
        await using var window = await fixture.OpenAsync(Accounts);
        var name = (await window.Page.Locator("tbody tr td.leads").Filter(new() { HasText = " " }).Last.TextContentAsync())!;
        var lastWord = name[(name.LastIndexOf(' ') + 1)..];
        var search = window.Page.GetByRole(AriaRole.Searchbox);

        await search.FillAsync(name);
        await search.PressAsync("Enter");
        await Assertions.Expect(window.Link(name)).ToHaveCountAsync(1);
        await search.FillAsync("*" + lastWord);
        await search.PressAsync("Enter");

        await Assertions.Expect(window.Link(name)).ToHaveCountAsync(1);
        await search.FillAsync("no account is named so");
        await search.PressAsync("Enter");
        await Assertions.Expect(window.Page.GetByText("No row matches.")).ToBeVisibleAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_column_is_filtered_by_its_options_by_text_and_by_the_name_a_lookup_shows()
    {
        await using var window = await fixture.OpenAsync(Accounts);
        var count = window.Page.Locator(".count");
        var all = await count.TextContentAsync();

        await FilterAsync(window, "Mapping", dialog => dialog.GetByLabel("Unmapped", new() { Exact = true }).CheckAsync());
        await Assertions.Expect(window.Page.GetByText("Filtered by Mapping")).ToBeVisibleAsync();
        await FilterAsync(window, "Provider", dialog => dialog.GetByLabel("Value").FillAsync("Contoso"));
        await Assertions.Expect(count).ToHaveTextAsync(all!);
        await FilterAsync(window, "Provider", dialog => dialog.GetByLabel("Value").FillAsync("Nobody"));
        await Assertions.Expect(count).ToHaveTextAsync("0 rows");
        await window.Button("Clear all filters").ClickAsync();

        await Assertions.Expect(count).ToHaveTextAsync(all!);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Rows_are_chosen_one_by_one_or_all_and_commands_follow()
    {
        await using var window = await fixture.OpenAsync(Accounts);
        var boxes = window.Page.Locator("tbody input[type=checkbox]");
        await Assertions.Expect(window.Button("Deactivate")).ToBeHiddenAsync();

        await boxes.Nth(0).CheckAsync();
        await boxes.Nth(1).CheckAsync();
        await Assertions.Expect(window.Page.Locator(".count")).ToContainTextAsync("2 selected");
        await Assertions.Expect(window.Button("Deactivate")).ToBeVisibleAsync();
        await window.Page.GetByLabel("Select all rows").CheckAsync();

        await Assertions.Expect(window.Page.Locator(".count")).ToContainTextAsync("50 selected");
        await window.ScreenshotAsync("shell list selected");
        await window.Page.GetByLabel("Select all rows").UncheckAsync();
        await Assertions.Expect(window.Button("Deactivate")).ToBeHiddenAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Another_view_is_picked_and_the_address_keeps_it()
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_connector");

        await window.Page.GetByLabel("View", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Inactive Provider Integrations" });
        await Assertions.Expect(window.Page.GetByText("No Provider Integrations here.")).ToBeVisibleAsync();
        await window.Page.ReloadAsync();
        await window.ReadyAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Provider Integrations: Inactive Provider Integrations" })).ToHaveCountAsync(1);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Names_that_look_like_markup_are_shown_as_text()
    {
        await using var window = await fixture.OpenAsync(Accounts);

        var link = window.Link("<img src=x onerror=alert(1)>");
        await link.ClickAsync();
        await window.ReadyAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("<img src=x onerror=alert(1)>");
        await Assertions.Expect(window.Page.Locator("main img[src=x]")).ToHaveCountAsync(0);
        window.AssertNoErrors();
    }

    private static async Task FilterAsync(Window window, string column, System.Func<ILocator, Task> enter)
    {
        await window.Button($"Filter by {column}").ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await enter(dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await window.ReadyAsync();
    }
}
