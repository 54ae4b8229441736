using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>A tenant in which nothing has been set up; one company of Pax8 fits two accounts.</summary>
public sealed class NewTenantFixture : BrowserFixture
{
    public const string Twofold = "Fabrikam Holding";

    /// <inheritdoc />
    protected override TenantOptions Options() => new() { Companies = 12, Subscriptions = 20 };

    /// <inheritdoc />
    protected override Task SeedAsync()
    {
        foreach (var number in new[] { "A-1", "A-2" })
            Tenant.Administrator.Create(new Entity("account") { ["name"] = Twofold, ["accountnumber"] = number, ["websiteurl"] = "https://fabrikam.example" });
        Tenant.Administrator.Create(new Entity("account") { ["name"] = "Adventure Works" });
        var company = Tenant.Pax8!.State.AddCompany(Twofold, company => company with { Website = "https://fabrikam.example" });
        Tenant.Pax8.State.AddSubscription(company.Id, Tenant.Pax8.State.Products[0].Id, 5);
        return Task.CompletedTask;
    }
}

/// <summary>The set-up from the empty Admin Hub to a quantity that arrives in Pax8, by clicks alone.</summary>
public sealed class SetUpTests(NewTenantFixture fixture) : IClassFixture<NewTenantFixture>
{
    private const string Name = "Contoso Pax8";

    [BrowserFact]
    public async Task An_administrator_connects_Pax8_maps_and_enables_customers_and_changes_a_quantity()
    {
        await using var window = await fixture.OpenAsync();
        await window.WidenAsync();

        await CreateAsync(window);
        await VerifyAsync(window);
        await SyncAccountsAsync(window);
        await MapAsync(window);
        await EnableAsync(window);
        await SyncSubscriptionsAsync(window);
        await ChangeQuantityAsync(window);

        window.AssertNoErrors();
    }

    private static async Task CreateAsync(Window window)
    {
        await window.HubReadyAsync();
        await Assertions.Expect(window.Hub().GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Partner Admin" })).ToBeVisibleAsync();
        await window.ScreenshotAsync("set-up 1 first use");
        await window.HubButton("Create a Pax8 provider integration").ClickAsync();

        await Assertions.Expect(window.Input("pax8_endpointurl")).ToHaveValueAsync("https://api.pax8.com");
        await window.Input("pax8_name").FillAsync(Name);
        await window.Input("pax8_environment").SelectOptionAsync(new SelectOptionValue { Label = "Production" });
        await window.Input("pax8_applicationid").FillAsync("local-tenant");
        await window.Input("pax8_applicationsecret").FillAsync("not the secret");
        await window.Input("pax8_countrycode").SelectOptionAsync(new SelectOptionValue { Label = "United States" });
        await window.Button("Look up Currency Code").ClickAsync();
        await window.PickAsync("US Dollar");
        await window.ScreenshotAsync("set-up 2 form filled");
        await window.SaveAsync();
        await Assertions.Expect(window.Field("pax8_applicationsecret")).ToContainTextAsync("Application Secret (one is stored)");
        await window.ScreenshotAsync("set-up 3 saved");
    }

    private async Task VerifyAsync(Window window)
    {
        await window.Button("Verify Connectivity").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Application Secret");
        await Assertions.Expect(window.Field("pax8_connectivitystatus")).ToContainTextAsync("Failed");
        await window.ScreenshotAsync("set-up 4 wrong secret");

        await window.Input("pax8_applicationsecret").FillAsync(fixture.Tenant.Pax8!.Options.ApplicationSecret);
        await window.SaveAsync();
        await Assertions.Expect(window.Field("pax8_connectivitystatus")).ToContainTextAsync("Not verified");
        await window.OpenHubAsync();
        await window.ChooseAsync(Name, "Verify Connectivity");
        await Assertions.Expect(window.Card(Name).GetByRole(AriaRole.Status)).ToContainTextAsync("13 companies visible");
        await Assertions.Expect(window.Card(Name)).ToContainTextAsync("Connected");
        await window.ScreenshotAsync("set-up 5 connected");
    }

    private async Task SyncAccountsAsync(Window window)
    {
        using var held = new HeldAnswers(fixture.Tenant.Pax8!, "/companies");
        await window.ChooseAsync(Name, "Sync Provider Accounts");
        await Assertions.Expect(window.Card(Name).GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await window.ScreenshotAsync("set-up 6 syncing");

        held.Release();
        await Assertions.Expect(window.Card(Name).GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        await Assertions.Expect(window.Card(Name)).ToContainTextAsync("Provider Accounts: Succeeded");
        await Assertions.Expect(window.Card(Name)).ToContainTextAsync("13 created");
        await Assertions.Expect(window.HubButton("1 provider account fits several accounts")).ToBeVisibleAsync();
        await window.ScreenshotAsync("set-up 7 accounts read");
    }

    private async Task MapAsync(Window window)
    {
        await window.HubButton("1 provider account fits several accounts").ClickAsync();
        await window.ReadyAsync();
        var first = window.Page.GetByRole(AriaRole.Table, new() { Name = "Unmapped Accounts" }).Locator("tbody tr").First;
        await Assertions.Expect(first).ToContainTextAsync("Ambiguous");
        foreach (var candidate in new[] { "(A-1)", "(A-2)" }) await Assertions.Expect(first).ToContainTextAsync($"{NewTenantFixture.Twofold} {candidate}");
        await window.ScreenshotAsync("set-up 8 work list");

        await window.Page.GetByLabel($"Select {NewTenantFixture.Twofold}").CheckAsync();
        await window.Button("Map to Account").ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("tbody tr")).ToHaveCountAsync(3);
        await window.ScreenshotAsync("set-up 9 map to account");
        await dialog.Locator("tbody tr").Filter(new() { HasText = "A-2" }).GetByRole(AriaRole.Button, new() { Name = NewTenantFixture.Twofold }).ClickAsync();
        await Assertions.Expect(window.Message($"{NewTenantFixture.Twofold} is mapped to the account.")).ToBeVisibleAsync();

        var account = Row("pax8_provideraccount", "pax8_name", NewTenantFixture.Twofold, "pax8_accountid").GetAttributeValue<EntityReference>("pax8_accountid");
        Assert.Equal("A-2", fixture.Tenant.Administrator.Retrieve("account", account.Id, new ColumnSet("accountnumber"))["accountnumber"]);
    }

    private async Task EnableAsync(Window window)
    {
        await window.Link("Provider Accounts").ClickAsync();
        await window.ReadyAsync();
        await window.Page.GetByLabel("Select all rows").CheckAsync();
        await window.Button("Enable Sync").ClickAsync();
        await Assertions.Expect(window.Message("Sync is enabled for")).ToBeVisibleAsync();
        await window.ScreenshotAsync("set-up 10 enabled");

        Assert.Equal(476500000, Row("pax8_provideraccount", "pax8_name", NewTenantFixture.Twofold, "pax8_syncstatus").GetAttributeValue<OptionSetValue>("pax8_syncstatus").Value);
    }

    private static async Task SyncSubscriptionsAsync(Window window)
    {
        await window.OpenHubAsync();
        await window.ChooseAsync(Name, "Sync Subscriptions");
        await Assertions.Expect(window.Card(Name)).ToContainTextAsync("Subscriptions: Succeeded");
        await Assertions.Expect(window.Hub().GetByRole(AriaRole.Heading, new() { Name = "Licences by status in Pax8" })).ToBeVisibleAsync();
        await window.ScreenshotAsync("set-up 11 subscriptions read");
        await window.ChooseAsync(Name, "Compare");
        await Assertions.Expect(window.Card(Name)).ToContainTextAsync("Compare Subscriptions: Succeeded");
    }

    private async Task ChangeQuantityAsync(Window window)
    {
        var subscription = fixture.Tenant.Pax8!.State.Subscriptions.Single(s => fixture.Tenant.Pax8.State.FindCompany(s.CompanyId)!.Name == NewTenantFixture.Twofold);
        var row = Row("pax8_subscription", "pax8_providerspecificid", subscription.Id, "pax8_quantity");
        await window.GoAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_subscription&id={row.Id}");

        await window.Input("pax8_quantity").FillAsync("7");
        await window.Input("pax8_changereason").FillAsync("Two colleagues more");
        await window.Button("Save").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Save and send" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".form-state").GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        await fixture.Tenant.SettleAsync();
        await window.Button("Refresh").ClickAsync();
        await Assertions.Expect(window.Field("pax8_syncstate")).ToContainTextAsync("In sync");
        await window.ScreenshotAsync("set-up 12 quantity changed");
        await window.Tab("License Change Logs").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Table).Filter(new() { HasText = "+2 to 7" })).ToContainTextAsync("Provisioned");
        await window.ScreenshotAsync("set-up 13 license change logs");

        Assert.Equal(7, fixture.Tenant.Pax8.State.FindSubscription(subscription.Id)!.Quantity);
    }

    private Entity Row(string table, string column, string value, params string[] columns)
    {
        var query = new QueryByAttribute(table) { ColumnSet = new ColumnSet(columns) };
        query.AddAttributeValue(column, value);
        return Assert.Single(fixture.Tenant.Administrator.RetrieveMultiple(query).Entities);
    }
}
