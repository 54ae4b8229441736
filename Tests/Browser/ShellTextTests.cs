using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>
/// Texts of resx web resources in the shell are no kinder than in Dataverse: a form has those that its scripts depend on, commands
/// and pages have none.
/// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getresourcestring
///         learn.microsoft.com/power-apps/developer/model-driven-apps/web-resource-dependencies
/// </summary>
public sealed class ShellTextTests(ProbeFixture fixture, BaseLanguageFixture lenient) : IClassFixture<ProbeFixture>, IClassFixture<BaseLanguageFixture>
{
    private const string Form = "/main.aspx?pagetype=entityrecord&etn=account", List = "/main.aspx?pagetype=entitylist&etn=account";

    [BrowserTheory]
    [InlineData("en-US", "Hello")]
    [InlineData("de-DE", "Guten Tag")]
    public async Task A_form_has_the_texts_of_its_scripts_in_the_users_language(string locale, string text)
    {
        await using var window = await fixture.OpenAsync(Form, locale: locale);
        await Assertions.Expect(window.Field("fax")).ToBeHiddenAsync();

        Assert.Equal(text, await LookUpAsync(window, "Greeting"));
        Assert.Equal("null", await LookUpAsync(window, "Farewell"));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_language_that_has_no_texts_makes_the_lookup_throw()
    {
        await using var window = await fixture.OpenAsync(Form, locale: "fr-FR");
        await Assertions.Expect(window.Field("fax")).ToBeHiddenAsync();

        Assert.Equal("No resx web resource probe_/texts is loaded in the language 1036.", await LookUpAsync(window, "Greeting"));
    }

    [BrowserFact]
    public async Task Or_it_takes_those_of_the_base_language_as_another_page_of_the_documentation_has_it()
    {
        await using var window = await lenient.OpenAsync(Form, locale: "fr-FR");
        await Assertions.Expect(window.Field("fax")).ToBeHiddenAsync();

        Assert.Equal("Guten Tag", await LookUpAsync(window, "Greeting"));
        Assert.Equal(1031, await window.Page.EvaluateAsync<int>("Xrm.Utility.getGlobalContext().organizationSettings.languageId"));
    }

    [BrowserFact]
    public async Task A_command_above_a_list_loads_libraries_and_no_texts()
    {
        await using var window = await fixture.OpenAsync(List);
        await window.Page.GetByLabel("Select Adventure Works").CheckAsync();
        await window.Page.GetByLabel("Select Contoso").CheckAsync();
        await window.Button("Mark").ClickAsync();
        await Assertions.Expect(window.Page.GetByText("marked.")).ToBeVisibleAsync();

        Assert.Equal("No resx web resource probe_/texts is loaded in the language 1033.", await LookUpAsync(window, "Greeting"));
    }

    /// <summary>The text, null in words, or what the lookup throws.</summary>
    private static Task<string> LookUpAsync(Window window, string key) => window.Page.EvaluateAsync<string>(
        "key => { try { return String(Xrm.Utility.getResourceString('probe_/texts', key)); } catch (error) { return error.message; } }", key);
}
