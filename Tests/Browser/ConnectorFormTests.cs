using System.Threading.Tasks;
using Microsoft.Playwright;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The form of a provider integration: the fields in their order, notices while one types, refusals of the server.</summary>
public sealed class ConnectorFormTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string New = "/main.aspx?pagetype=entityrecord&etn=pax8_connector";

    private static readonly string[] Captions =
    [
        "Name", "Environment", "Endpoint URL", "Application ID", "Application Secret", "Country Code", "Currency Code", "Self Service Allowed",
        "Bill on behalf of enabled", "Order approval required",
    ];

    private string Existing => $"{New}&id={fixture.ConnectorId}";

    [BrowserFact]
    public async Task The_ten_fields_stand_in_the_documented_order()
    {
        await using var window = await fixture.OpenAsync(New);

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = "Settings" }).Locator(".label-text")).ToHaveTextAsync(Captions);
    }

    [BrowserTheory]
    [InlineData("pax8_endpointurl", "http://api.pax8.com", "Endpoint URL must start with https://.")]
    [InlineData("pax8_endpointurl", "https://api.example.com", "Endpoint URL must be on pax8.com while Environment is Production.")]
    [InlineData("pax8_applicationid", "two words", "Application ID must not contain spaces.")]
    public async Task A_value_that_would_be_refused_is_noticed_at_its_field(string column, string value, string notice)
    {
        await using var window = await fixture.OpenAsync(New);

        await window.Input(column).FillAsync(value);
        await window.Input(column).BlurAsync();
        await Assertions.Expect(window.Field(column)).ToContainTextAsync(notice);
        await window.ScreenshotAsync($"connector notice {column}");

        await window.Input(column).FillAsync(column == "pax8_endpointurl" ? "https://api.pax8.com" : "two-words");
        await window.Input(column).BlurAsync();
        await Assertions.Expect(window.Field(column)).Not.ToContainTextAsync(notice);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Sandbox_sets_the_three_flags_to_No_and_locks_them_with_a_notice()
    {
        await using var window = await fixture.OpenAsync(New);
        var flag = window.Field("pax8_selfserviceallowed").GetByRole(AriaRole.Switch);
        await window.Input("pax8_environment").SelectOptionAsync(new SelectOptionValue { Label = "Production" });
        await flag.CheckAsync();

        await window.Input("pax8_environment").SelectOptionAsync(new SelectOptionValue { Label = "Sandbox" });

        await Assertions.Expect(window.Page.GetByText("Pax8 has no sandbox: this marks a test integration.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Field("pax8_selfserviceallowed")).ToContainTextAsync("No");
        await Assertions.Expect(flag).ToHaveCountAsync(0);
        await window.ScreenshotAsync("connector Sandbox");
        await window.AssertAccessibleAsync();

        await window.Input("pax8_environment").SelectOptionAsync(new SelectOptionValue { Label = "Production" });
        await Assertions.Expect(flag).Not.ToBeCheckedAsync();
        await Assertions.Expect(window.Page.GetByText("Pax8 has no sandbox")).ToHaveCountAsync(0);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Another_Application_ID_demands_the_secret_again_at_its_field()
    {
        await using var window = await fixture.OpenAsync(Existing);
        await Assertions.Expect(window.Field("pax8_applicationsecret")).ToContainTextAsync("Application Secret (one is stored)");

        await window.Input("pax8_applicationid").FillAsync("another");
        await window.Input("pax8_applicationid").BlurAsync();
        await Assertions.Expect(window.Field("pax8_applicationsecret")).ToContainTextAsync("Application Secret must be entered again when Application ID changes.");

        await window.Input("pax8_applicationsecret").FillAsync("its secret");
        await window.Input("pax8_applicationsecret").BlurAsync();
        await Assertions.Expect(window.Field("pax8_applicationsecret")).Not.ToContainTextAsync("must be entered again");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task The_servers_refusal_is_shown_as_it_is()
    {
        await using var window = await fixture.OpenAsync(New);
        await window.Input("pax8_name").FillAsync(BrowserFixture.ConnectorName);
        await window.Input("pax8_environment").SelectOptionAsync(new SelectOptionValue { Label = "Production" });
        await window.Input("pax8_applicationid").FillAsync("a-second-one");
        await window.Input("pax8_applicationsecret").FillAsync("secret");
        await window.Input("pax8_countrycode").SelectOptionAsync(new SelectOptionValue { Label = "Germany" });
        await window.Button("Look up Currency Code").ClickAsync();
        await window.PickAsync("Euro");

        await window.Button("Save").ClickAsync();

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alertdialog)).ToContainTextAsync($"Name is taken: another provider integration is called {BrowserFixture.ConnectorName}.");
        await window.ScreenshotAsync("connector refused");
        await window.AssertAccessibleAsync();
    }

    [BrowserTheory]
    [InlineData("Administrator", true)]
    [InlineData("Billing", false)]
    [InlineData("Reader", false)]
    public async Task Its_commands_follow_the_users_privileges(string user, bool offered)
    {
        await using var window = await fixture.OpenAsync(Existing, user: user);
        await window.WidenAsync();
        await Assertions.Expect(window.Button("Refresh")).ToBeVisibleAsync();

        foreach (var command in new[] { "Verify Connectivity", "Sync Provider Accounts", "Sync Subscriptions", "Sync Products", "Compare Subscriptions" })
            await Assertions.Expect(window.Button(command)).ToBeVisibleAsync(new() { Visible = offered });

        await window.ScreenshotAsync($"connector {user}");
        window.AssertNoErrors();
    }
}
