using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>Provision Account from the button to the company in Pax8, and what a person says of one that nobody knows of.</summary>
public sealed class ProvisionAccountTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Command = "Provision Account";

    private Pax8State Pax8 => fixture.Tenant.Pax8!.State;

    [BrowserFact]
    public async Task An_account_is_completed_in_the_dialog_and_becomes_a_company_with_its_contacts()
    {
        var account = Account("Northwind Traders", ("address1_line1", null), ("telephone1", null));
        await using var window = await fixture.OpenAsync(Form("account", account));
        await window.WidenAsync();
        await window.Button(Command).ClickAsync();
        var dialog = Dialog(window);

        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Missing: Street; Phone.");
        await Assertions.Expect(dialog.GetByLabel("Street", new() { Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(dialog.GetByLabel("City")).ToHaveValueAsync("Denver");
        await Assertions.Expect(dialog.GetByLabel("Last Name").First).ToHaveValueAsync("Lovelace");
        await window.ScreenshotAsync("provision account 1 missing");
        await window.AssertAccessibleAsync();

        await dialog.GetByLabel("Street", new() { Exact = true }).FillAsync("1 Main St");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create in Pax8" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Missing: Phone.");
        Assert.All(window.TakeErrors(), error => Assert.Contains("400", error, StringComparison.Ordinal));
        await dialog.GetByRole(AriaRole.Group, new() { Name = "Company" }).GetByLabel("Phone").FillAsync("+1 303 555 0100");
        await dialog.GetByRole(AriaRole.Group, new() { Name = "Billing contact" }).GetByLabel("The same person").UncheckAsync();
        await dialog.GetByRole(AriaRole.Group, new() { Name = "Billing contact" }).GetByLabel("Take over from a contact").SelectOptionAsync(new SelectOptionValue { Label = "Grace Hopper" });
        await window.ScreenshotAsync("provision account 2 completed");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create in Pax8" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The company is created in Pax8 in the background");
        await window.ScreenshotAsync("provision account 3 begun");
        await fixture.Tenant.SettleAsync();

        var company = Assert.Single(Pax8.Companies, company => company.ExternalId == account.ToString());
        Assert.Equal(("Northwind Traders", "Active", "1 Main St"), (company.Name, company.Status, company.Address!.Street));
        Assert.Equal(["Ada", "Grace"], Pax8.ContactsOf(company.Id).Select(contact => contact.FirstName).Order());
        await window.GoAsync(Form("pax8_provideraccount", RowOf(account)));
        await Assertions.Expect(window.Field("pax8_provisioning")).ToContainTextAsync("Provisioned");
        await Assertions.Expect(window.Field("pax8_syncstatus").First).ToContainTextAsync("Enabled");
        await window.ScreenshotAsync("provision account 4 provisioned");
        foreach (var verb in new[] { Command, "It was created", "It was not created", "New" }) await Assertions.Expect(window.Button(verb)).ToBeHiddenAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task What_nobody_knows_of_is_settled_by_a_person_who_looked_in_Pax8()
    {
        var account = Account("Fourth Coffee");
        fixture.Tenant.Pax8!.Faults = new ScriptedFaults().At("POST /companies", 1, Fault.Reset(executed: false));
        fixture.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ProvisionAccount") { ["Target"] = new EntityReference("account", account), ["ConnectorId"] = fixture.ConnectorId });
        await fixture.Tenant.SettleAsync();
        fixture.Tenant.Pax8.Faults = null;
        await using var window = await fixture.OpenAsync(Form("pax8_provideraccount", RowOf(account)), Look.DarkPhone, locale: "de-DE");
        await Assertions.Expect(window.Field("pax8_provisioning")).ToContainTextAsync("Needs review");
        await window.ScreenshotAsync("provision account 5 needs review");

        await ChooseAsync(window, "WasCreated");
        var dialog = Dialog(window);
        await dialog.GetByLabel("Eine andere, mit ihrer Id in Pax8").FillAsync(Guid.NewGuid().ToString());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sie wurde angelegt" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Pax8 has no company with this id");
        Assert.All(window.TakeErrors(), error => Assert.Contains("400", error, StringComparison.Ordinal));
        await window.ScreenshotAsync("provision account 6 it was created");
        await window.AssertAccessibleAsync();

        await window.GoAsync(Form("pax8_provideraccount", RowOf(account)));
        await ChooseAsync(window, "WasNotCreated");
        await Assertions.Expect(dialog.Locator(".message.doubtful")).ToContainTextAsync("Sehen Sie zuerst in Pax8 nach");
        await window.ScreenshotAsync("provision account 7 it was not created");
        await window.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Sie wurde nicht angelegt: noch einmal senden" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The company is created in Pax8 in the background");
        await fixture.Tenant.SettleAsync();

        Assert.Single(Pax8.Companies, company => company.ExternalId == account.ToString());
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Who_may_not_create_provider_accounts_is_not_offered_to_provision()
    {
        await using var window = await fixture.OpenAsync(Form("account", Account("Tailspin Toys")), user: "Billing");
        await window.WidenAsync();

        await Assertions.Expect(window.Button("Refresh")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button(Command)).ToBeHiddenAsync();
    }

    private static async Task ChooseAsync(Window window, string verb)
    {
        await window.Button("More commands").ClickAsync();
        await window.Page.Locator($"[data-command='pax8.pax8_provideraccount.{verb}.Form.Button']:visible").ClickAsync();
    }

    private static string Form(string table, Guid row) => $"/main.aspx?pagetype=entityrecord&etn={table}&id={row}";

    private static IFrameLocator Dialog(Window window) => window.Page.FrameLocator("dialog iframe");

    /// <summary>An account with everything that Pax8 requires but for what is said otherwise, and two contacts.</summary>
    private Guid Account(string name, params (string Column, object? Value)[] values)
    {
        var row = new Entity("account")
        {
            ["name"] = name,
            ["websiteurl"] = "https://northwind.example",
            ["telephone1"] = "+1 303 555 0100",
            ["address1_line1"] = "1 Main St",
            ["address1_city"] = "Denver",
            ["address1_stateorprovince"] = "Colorado",
            ["address1_postalcode"] = "80202",
        };
        foreach (var (column, value) in values) row[column] = value;
        var account = fixture.Tenant.Administrator.Create(row);
        var primary = Person("Ada", "Lovelace");
        Person("Grace", "Hopper");
        fixture.Tenant.Administrator.Update(new Entity("account", account) { ["primarycontactid"] = new EntityReference("contact", primary) });
        return account;

        Guid Person(string first, string last) => fixture.Tenant.Administrator.Create(new Entity("contact")
        {
            ["firstname"] = first,
            ["lastname"] = last,
            ["emailaddress1"] = $"{first}@northwind.example",
            ["telephone1"] = "+1 303 555 0101",
            ["parentcustomerid"] = new EntityReference("account", account),
        });
    }

    private Guid RowOf(Guid account)
    {
        var query = new QueryByAttribute("pax8_provideraccount") { ColumnSet = new ColumnSet("pax8_name") };
        query.AddAttributeValue("pax8_externalid", account.ToString());
        return Assert.Single(fixture.Tenant.Administrator.RetrieveMultiple(query).Entities).Id;
    }
}
