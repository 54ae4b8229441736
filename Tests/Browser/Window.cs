using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>One window of the browser. Errors on its console, alerts and failed scripts are kept and must be none at the end.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly Uri address;
    private readonly List<string> errors = [];

    private Window(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        this.address = address;
        Page = page;
        page.Console += (_, message) => { if (message.Type == "error") errors.Add($"console: {message.Text}"); };
        page.PageError += (_, error) => errors.Add($"script: {error}");
        page.Dialog += (_, dialog) =>
        {
            errors.Add($"{dialog.Type}: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    /// <summary>The page as Playwright has it.</summary>
    public IPage Page { get; }

    internal static async Task<Window> OpenAsync(IBrowser browser, Uri address, Look look, string locale)
    {
        var phone = look is Look.LightPhone or Look.DarkPhone;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 860 },
            ColorScheme = look is Look.Dark or Look.DarkPhone ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = locale,
        });
        return new Window(context, await context.NewPageAsync(), address);
    }

    /// <summary>Goes to a page of the tenant and waits until nothing is being loaded.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(address, path).ToString());
        await ReadyAsync();
    }

    /// <summary>Waits until the shell has drawn its page and its lists are filled.</summary>
    public async Task ReadyAsync()
    {
        await Assertions.Expect(Page.Locator("#page[aria-busy=false], #page:has(.message)")).ToHaveCountAsync(1);
        await Assertions.Expect(Page.Locator(".grid[aria-busy=true]")).ToHaveCountAsync(0);
    }

    /// <summary>Acts as another user from the next page on.</summary>
    public Task SwitchUserAsync(Guid userId) =>
        context.AddCookiesAsync([new Cookie { Name = "pax8-user", Value = userId.ToString(), Url = address.ToString() }]);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Tab(string name) => Page.GetByRole(AriaRole.Tab, new() { Name = name, Exact = true });

    /// <summary>The field of a form by its column: label, input and notices.</summary>
    public ILocator Field(string column) => Page.Locator($"main .field[data-column={column}]").First;

    /// <summary>The input of a field.</summary>
    public ILocator Input(string column) => Field(column).Locator("input, select, textarea").First;

    /// <summary>Saves the form's changes, and fails with the refusal if the server refuses them.</summary>
    public async Task SaveAsync()
    {
        await Button("Save").ClickAsync();
        var refusal = Page.Locator("[role=alertdialog], [data-id='shell.problems']");
        await Assertions.Expect(Page.Locator(".form-state").GetByText("Saved", new() { Exact = true }).Or(refusal).First).ToBeVisibleAsync();
        foreach (var text in await refusal.AllTextContentsAsync()) Assert.Fail(text);
    }

    /// <summary>Keeps a picture below artifacts/screenshots, for people to look at.</summary>
    public async Task ScreenshotAsync(string name)
    {
        var folder = Path.Combine(SolutionFolder.Find(), "..", "..", "artifacts", "screenshots");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Fails with every rule of WCAG 2.1 A and AA that axe finds broken, and where.</summary>
    public async Task AssertAccessibleAsync()
    {
        var violations = await Accessibility.ViolationsAsync(Page);
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
    }

    /// <summary>Fails when a script failed, an alert opened or an error came to the console.</summary>
    public void AssertNoErrors() => Assert.True(errors.Count == 0, string.Join(Environment.NewLine, errors));

    /// <summary>Takes the errors that a test expects.</summary>
    public IReadOnlyList<string> TakeErrors()
    {
        var taken = errors.ToList();
        errors.Clear();
        return taken;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
