using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>
/// Scripts, commands and pages run in the shell as they would in Dataverse, and what it does not support is said by name.
/// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference
/// </summary>
public sealed class ShellClientApiTests(ProbeFixture fixture) : IClassFixture<ProbeFixture>
{
    private const string List = "/main.aspx?pagetype=entitylist&etn=account";

    [BrowserFact]
    public async Task A_form_script_hears_of_loads_changes_and_saves()
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entityrecord&etn=account");

        await Assertions.Expect(window.Field("fax")).ToBeHiddenAsync();
        await Assertions.Expect(window.Field("telephone1")).ToContainTextAsync("Telephone");
        await window.Input("name").FillAsync("Fourth Coffee and Company");
        await window.Input("name").BlurAsync();
        await Assertions.Expect(window.Field("accountnumber").GetByRole(AriaRole.Textbox)).ToHaveTextAsync("FOURTH COFFEE AND CO");
        await Assertions.Expect(window.Page.GetByText("A long name.")).ToBeVisibleAsync();
        await window.SaveAsync();

        Assert.Equal("load 1, data, save 1 dirty true, data", await window.Page.EvaluateAsync<string>("Probe.seen.join(', ')"));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_script_stops_a_save_with_a_notice_at_the_field_or_by_preventing_it()
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entityrecord&etn=account");

        await window.Input("name").FillAsync("Bad");
        await window.Button("Save").ClickAsync();
        await Assertions.Expect(window.Field("name")).ToContainTextAsync("Bad is no name.");
        await window.Input("name").FillAsync("Mail order");
        await window.Button("Save").ClickAsync();
        await Assertions.Expect(window.Input("emailaddress1")).ToHaveAttributeAsync("aria-invalid", "true");
        await window.Input("name").FillAsync("Never");
        await window.Button("Save").ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Never is not saved.")).ToBeVisibleAsync();

        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("name", ConditionOperator.In, "Bad", "Mail order", "Never");
        Assert.Empty(fixture.Tenant.Administrator.RetrieveMultiple(query).Entities);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_command_is_offered_by_its_rules_and_runs_with_its_parameters()
    {
        var id = fixture.As("Administrator").Create(new Entity("account") { ["name"] = "Trey Research" });
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entityrecord&etn=account");
        await Assertions.Expect(window.Button("Save")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button("Greet")).ToBeHiddenAsync();

        await window.GoAsync($"/main.aspx?pagetype=entityrecord&etn=account&id={id}");
        await window.Button("Greet").ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Alertdialog, new() { Name = "Hello" });
        await Assertions.Expect(dialog).ToContainTextAsync("account 1");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "OK" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Greeted.", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(window.Input("description")).ToHaveValueAsync("Greeted");

        await window.Input("name").FillAsync("A name that is far too long");
        await window.Button("Save").ClickAsync();
        await Assertions.Expect(window.Button("Greet")).ToBeHiddenAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_command_above_a_list_follows_the_number_of_chosen_rows()
    {
        await using var window = await fixture.OpenAsync(List);
        var mark = window.Button("Mark");
        window.TakeErrors();

        await window.Page.GetByLabel("Select Adventure Works").CheckAsync();
        await Assertions.Expect(window.Button("Deactivate")).ToBeVisibleAsync();
        await Assertions.Expect(mark).ToBeHiddenAsync();
        await Assertions.Expect(window.Button("Delete")).ToBeHiddenAsync();
        await window.Page.GetByLabel("Select Contoso").CheckAsync();
        await mark.ClickAsync();

        await Assertions.Expect(window.Page.GetByText("Adventure Works, Contoso marked.")).ToBeVisibleAsync();
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("fax", ConditionOperator.Equal, "marked");
        Assert.Equal(2, fixture.Tenant.Administrator.RetrieveMultiple(query).Entities.Count);
    }

    [BrowserFact]
    public async Task A_rule_and_a_member_that_the_shell_does_not_support_are_said_by_name()
    {
        await using var window = await fixture.OpenAsync(List);
        await Assertions.Expect(window.Page.GetByText("Strange: The shell does not support the ribbon rule SkuRule.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button("Strange")).ToBeDisabledAsync();
        window.TakeErrors();

        await window.Link("Contoso").ClickAsync();
        await window.Button("More greetings").ClickAsync();
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Fail" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync("The local tenant's client API does not support Xrm.Utility.openThatDoesNotExist.");
    }

    [BrowserFact]
    public async Task A_page_works_with_the_Xrm_of_the_window_around_it()
    {
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=webresource&webresourceName=probe_/page.html&data=seven");
        var page = window.Page.FrameLocator("main iframe");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Hello, Administrator");
        await Assertions.Expect(page.Locator("#data")).ToHaveTextAsync("seven");
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Adventure Works" })).ToHaveCountAsync(1);
        window.AssertNoErrors();
    }
}
