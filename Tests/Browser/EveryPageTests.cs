using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Playwright;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>Every view and every form that the solution brings is drawn as it lies in Solution/.</summary>
public sealed class EveryPageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly TenantMetadata Metadata = SolutionReader.Read(SolutionFolder.Find(), typeof(Pax8Dataverse.Execution.IClock).Assembly);

    public static TheoryData<string> Tables => [.. Metadata.Tables.Values.Where(table => table.Custom).Select(table => table.LogicalName)];

    [BrowserTheory, MemberData(nameof(Tables))]
    public async Task Every_view_is_shown_with_the_columns_of_its_layout(string name)
    {
        await using var window = await fixture.OpenAsync();
        var table = Metadata.Tables[name];

        foreach (var view in table.Views)
        {
            await window.GoAsync($"/main.aspx?pagetype=entitylist&etn={name}&viewid={view.Id}");

            var headers = window.Page.GetByRole(AriaRole.Table, new() { Name = view.Name, Exact = true }).Locator("th:not(.check)");
            await Assertions.Expect(headers).ToHaveTextAsync(Columns(table, view).ToArray());
        }

        await window.ScreenshotAsync($"list {name}");
        window.AssertNoErrors();
    }

    [BrowserTheory, MemberData(nameof(Tables))]
    public async Task Every_form_is_shown_with_its_tabs_and_fields(string name)
    {
        await using var window = await fixture.OpenAsync();
        var table = Metadata.Tables[name];

        foreach (var form in table.Forms.Where(form => form.Type == FormType.Main))
        {
            await window.GoAsync($"/main.aspx?pagetype=entityrecord&etn={name}&formid={form.Id}&id={fixture.FirstRow(name)}");

            var xml = XElement.Parse(form.FormXml);
            var tabs = xml.Elements("tabs").Elements("tab").Select(Label).ToList();
            foreach (var tab in tabs.Where(_ => tabs.Count > 1))
                await Assertions.Expect(window.Tab(tab)).ToBeVisibleAsync();
            foreach (var control in xml.Descendants("control").Attributes("id").Select(a => a.Value))
                await Assertions.Expect(window.Page.Locator($"[data-control={control}]")).ToHaveCountAsync(1);
        }

        await window.ScreenshotAsync($"form {name}");
        window.AssertNoErrors();
    }

    private static IEnumerable<string> Columns(TableDefinition table, ViewDefinition view) =>
        XElement.Parse(view.LayoutXml).Descendants("cell").Select(cell => table.Columns[(string)cell.Attribute("name")!].DisplayName);

    private static string Label(XElement element) => (string)element.Elements("labels").Elements("label").First().Attribute("description")!;
}
