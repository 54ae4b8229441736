using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Shell;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>
/// A tenant in real time with its web server, a Pax8 with awkward names, and the machine's browser. Shared by the tests of a
/// class; each test opens a window of its own.
/// </summary>
public class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;
    private TenantWebServer? server;

    /// <summary>The tenant behind the pages.</summary>
    public Tenant Tenant { get; private set; } = null!;

    /// <summary>What the tests of the shell look at: one connector with its accounts pulled.</summary>
    public Guid ConnectorId { get; private set; }

    public const string ConnectorName = "Contoso Pax8";

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        var program = MachineBrowser.Find() ?? throw new InvalidOperationException(MachineBrowser.Missing);
        Tenant = await Tenant.StartAsync(Options());
        server = await TenantWebServer.StartAsync(Tenant, shell: Shell());
        await SeedAsync();
        // A busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        // The machines of CI run as root, where Chromium's sandbox cannot start; only pages of this test are opened.
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    /// <summary>The tenant that the tests look at; always in real time.</summary>
    protected virtual TenantOptions Options() => new() { Companies = 130, Subscriptions = 40, NastyNames = true };

    /// <summary>The shell around the pages: as harsh as Dataverse's documentation has it.</summary>
    protected virtual ShellOptions Shell() => new() { MissingTexts = MissingTexts.Throw };

    /// <summary>Rows that the tests find: everything that a comparison and a sync of both kinds leave, and an issue.</summary>
    protected virtual async Task SeedAsync()
    {
        ConnectorId = Tenant.CreateConnector(ConnectorName, row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        Tenant.Administrator.Create(new Entity("account") { ["name"] = "Adventure Works", ["telephone1"] = "+1 425 555 0100" });
        Tenant.Administrator.Create(new Entity("account") { ["name"] = "Wide World Importers" });
        foreach (var api in new[] { "pax8_SyncProviderAccounts", "pax8_CompareSubscriptions", "pax8_SyncSubscriptions" })
        {
            Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", ConnectorId) });
            await Tenant.SettleAsync();
        }
        Tenant.Dataverse.ServiceFor(Tenant.Dataverse.SystemUserId).Create(new Entity("pax8_syncissue")
        {
            ["pax8_name"] = "Contoso was left out",
            ["pax8_reason"] = "Its name is longer than an account's may be.",
            ["pax8_whattodo"] = "Shorten the name in Pax8 and sync again.",
            ["pax8_issuekey"] = "seed",
            ["pax8_connectorid"] = new EntityReference("pax8_connector", ConnectorId),
            ["pax8_syncjobid"] = new EntityReference("pax8_syncjob", FirstRow("pax8_syncjob")!.Value),
        });
        Tenant.Administrator.Create(new Entity("pax8_productprice")
        {
            ["pax8_name"] = "Monthly",
            ["pax8_productid"] = new EntityReference("pax8_product", FirstRow("pax8_product")!.Value),
            ["pax8_connectorid"] = new EntityReference("pax8_connector", ConnectorId),
            ["pax8_billingterm"] = "Monthly",
            ["pax8_pricekey"] = "seed",
        });
    }

    /// <summary>The organization service of one of the people who can be chosen.</summary>
    public IOrganizationService As(string user) => Tenant.Dataverse.ServiceFor(server!.Users.Single(u => u.Name == user).Id);

    /// <summary>A window at a page of the tenant.</summary>
    public async Task<Window> OpenAsync(string path = "/main.aspx", Look look = Look.Light, string? user = null, string locale = "en-US")
    {
        var window = await Window.OpenAsync(browser!, server!.Address, look, locale);
        if (user is not null) await window.SwitchUserAsync(server.Users.Single(u => u.Name == user).Id);
        await window.GoAsync(path);
        return window;
    }

    /// <summary>Id of the first row of a table by name, or null.</summary>
    public Guid? FirstRow(string table)
    {
        var definition = Tenant.Dataverse.Metadata.Tables[table];
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(definition.PrimaryKey), TopCount = 1 };
        query.AddOrder(definition.PrimaryName, OrderType.Ascending);
        return Tenant.Administrator.RetrieveMultiple(query).Entities.FirstOrDefault()?.Id;
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        if (server is not null) await server.DisposeAsync();
        if (Tenant is not null) await Tenant.DisposeAsync();
    }
}
