using System.Threading.Tasks;
using Microsoft.Playwright;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The Admin Hub inside the shell, and what is done on forms more than once.</summary>
internal static class HubPage
{
    public const string Address = "/main.aspx?pagetype=webresource&webresourceName=pax8_/adminhub/adminhub.html";

    /// <summary>The page of the web resource.</summary>
    public static IFrameLocator Hub(this Window window) => window.Page.FrameLocator("main iframe");

    public static ILocator HubButton(this Window window, string name) => window.Hub().GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The card of a connector.</summary>
    public static ILocator Card(this Window window, string connector) => window.Hub().GetByRole(AriaRole.Article, new() { Name = connector, Exact = true });

    /// <summary>Goes to the Admin Hub by the site map and waits until it has read everything.</summary>
    public static async Task OpenHubAsync(this Window window)
    {
        await window.Link("Admin Hub").ClickAsync();
        await window.HubReadyAsync();
    }

    public static async Task HubReadyAsync(this Window window)
    {
        await Assertions.Expect(window.Hub().GetByRole(AriaRole.Heading, new() { Name = "Admin Hub" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Hub().Locator("#hub[aria-busy]")).ToHaveCountAsync(0);
    }

    /// <summary>Opens the gear of a connector and chooses a verb.</summary>
    public static async Task ChooseAsync(this Window window, string connector, string verb)
    {
        await window.HubButton($"Settings and actions of {connector}").ClickAsync();
        await window.Hub().GetByRole(AriaRole.Menuitem, new() { Name = verb, Exact = true }).ClickAsync();
    }

    /// <summary>Picks a row in the lookup dialog that is open.</summary>
    public static async Task PickAsync(this Window window, string name)
    {
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Searchbox).FillAsync(name);
        await dialog.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
    }

    /// <summary>Makes the window so wide that the command bar has room for every command.</summary>
    public static Task WidenAsync(this Window window) => window.Page.SetViewportSizeAsync(2000, 900);

    /// <summary>The message over the page that a command leaves.</summary>
    public static ILocator Message(this Window window, string text) => window.Page.GetByText(text, new() { Exact = false });
}
