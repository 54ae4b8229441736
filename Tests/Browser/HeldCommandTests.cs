using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>What an administrator sees and presses where a sync would take away so much that it asks first.</summary>
public sealed class HeldCommandTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const int Inactive = 1, FewerLicences = 476500000, Succeeded = 476500003;

    /// <summary>Jobs of a connector that its card reads at most, but for those that ask.</summary>
    private const int JobsOfCard = 20;

    private Pax8State Pax8 => fixture.Tenant.Pax8!.State;

    [BrowserFact]
    public async Task What_a_sync_asks_stands_at_the_top_of_the_card_and_Apply_ends_with_the_rows_applied()
    {
        var (ended, endedId) = Active(0);
        var (fewer, fewerId) = Active(1, atLeast: 2);
        Pax8.CancelSubscription(endedId);
        Pax8.ChangeQuantity(fewerId, 1);
        var job = await AskAsync();
        Assert.Equal(0, Subscription(ended).GetAttributeValue<OptionSetValue>("statecode").Value);

        foreach (var (look, locale) in new[] { (Look.Light, "en-GB"), (Look.DarkPhone, "de-DE") })
        {
            await using var looked = await fixture.OpenAsync(HubPage.Address, look, locale: locale);
            await looked.HubReadyAsync();
            await Assertions.Expect(looked.Card(BrowserFixture.ConnectorName)).ToContainTextAsync(look == Look.Light ? "Show what is held" : "Zurückgehaltenes anzeigen");
            await looked.ScreenshotAsync($"hub held {look}");
            await looked.AssertAccessibleAsync();
            Assert.Equal(0, await looked.Hub().Locator("html").EvaluateAsync<int>("page => page.scrollWidth - page.clientWidth"));
            await looked.GoAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_syncjob&id={job}");
            await looked.ScreenshotAsync($"sync job held {look}");
            await looked.AssertAccessibleAsync();
            looked.AssertNoErrors();
        }
        await using var window = await fixture.OpenAsync(HubPage.Address);
        await window.HubReadyAsync();
        var card = window.Card(BrowserFixture.ConnectorName);
        await Assertions.Expect(card.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Pax8 would take something away" })).ToBeVisibleAsync();
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new() { Name = "2 subscriptions hold what Pax8 would take away" })).ToBeVisibleAsync();

        await window.HubButton("Apply").ClickAsync();
        var question = window.Page.GetByRole(AriaRole.Alertdialog);
        await Assertions.Expect(question).ToContainTextAsync("Pax8 would take something away");
        await window.ScreenshotAsync("hub held question");
        await question.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(card).ToContainTextAsync("Subscriptions: Succeeded");
        await Assertions.Expect(window.HubButton("Apply")).ToHaveCountAsync(0);
        await Assertions.Expect(card.GetByText("hold what Pax8 would take away")).ToHaveCountAsync(0);
        await window.ScreenshotAsync("hub held applied");

        Assert.Equal(Inactive, Subscription(ended).GetAttributeValue<OptionSetValue>("statecode").Value);
        Assert.Equal((0, 1), (Subscription(ended).GetAttributeValue<int>("pax8_quantity"), Subscription(fewer).GetAttributeValue<int>("pax8_quantity")));
        await window.GoAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_syncjob&id={job}");
        await Assertions.Expect(window.Field("pax8_decision")).ToContainTextAsync("Apply");
        await Assertions.Expect(window.Field("pax8_heldcount")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button("Apply")).ToBeHiddenAsync();
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Discard_on_a_subscriptions_form_leaves_it_as_it_is_and_is_offered_once()
    {
        var (row, pax8Id) = Active(2, atLeast: 2);
        var before = Subscription(row).GetAttributeValue<int>("pax8_quantity");
        await using var window = await fixture.OpenAsync(Form(row));
        await window.WidenAsync();
        await Assertions.Expect(window.Field("pax8_held")).ToBeHiddenAsync();
        await Assertions.Expect(window.Button("Apply what is held")).ToBeHiddenAsync();
        Pax8.ChangeQuantity(pax8Id, 1);
        var job = await AskAsync();
        await window.Button("Refresh").ClickAsync();
        await Assertions.Expect(window.Field("pax8_held")).ToContainTextAsync("Fewer licences");
        await Assertions.Expect(window.Button("Apply what is held")).ToBeVisibleAsync();
        await window.ScreenshotAsync("subscription held Light");
        await window.AssertAccessibleAsync();
        await using (var phone = await fixture.OpenAsync(Form(row), Look.DarkPhone, locale: "de-DE"))
        {
            await Assertions.Expect(phone.Message("Zurückgehalten: Pax8 nähme diesem Abonnement Lizenzen weg.")).ToBeVisibleAsync();
            await phone.ScreenshotAsync("subscription held notice DarkPhone");
            await phone.Field("pax8_heldon").ScrollIntoViewIfNeededAsync();
            await phone.ScreenshotAsync("subscription held DarkPhone");
            await phone.AssertAccessibleAsync();
            phone.AssertNoErrors();
        }

        await window.Button("Discard what is held").ClickAsync();
        var question = window.Page.GetByRole(AriaRole.Alertdialog);
        await Assertions.Expect(question).ToContainTextAsync($"Held: Fewer licences. Licences here: {before}, and 1 would be left.");
        await window.ScreenshotAsync("subscription held question");
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard what is held" }).ClickAsync();
        await Assertions.Expect(window.Message("The subscription stays as it is here.")).ToBeVisibleAsync();
        await Assertions.Expect(window.Message("Held: Pax8 would take licences away")).ToBeHiddenAsync();
        await Assertions.Expect(window.Button("Discard what is held")).ToBeHiddenAsync();
        await Assertions.Expect(window.Button("Apply what is held")).ToBeVisibleAsync();

        var now = Subscription(row);
        Assert.Equal((before, FewerLicences), (now.GetAttributeValue<int>("pax8_quantity"), now.GetAttributeValue<OptionSetValue>("pax8_held").Value));
        Assert.NotNull(now.GetAttributeValue<EntityReference>("pax8_discardedbyid"));
        Assert.Equal(Succeeded, Status(job));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_question_is_shown_however_many_syncs_came_after_it_and_only_an_administrator_may_answer()
    {
        var (row, pax8Id) = Active(3);
        Pax8.CancelSubscription(pax8Id);
        var job = await AskAsync();
        for (var newer = 0; newer <= JobsOfCard; newer++) await PressAsync("pax8_SyncProviderAccounts");
        await using (var billing = await fixture.OpenAsync(HubPage.Address, user: "Billing"))
        {
            await billing.HubReadyAsync();
            await Assertions.Expect(billing.Card(BrowserFixture.ConnectorName)).ToContainTextAsync("Pax8 would take something away");
            await Assertions.Expect(billing.HubButton("Apply")).ToHaveCountAsync(0);
            await billing.GoAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_syncjob&id={job}");
            await Assertions.Expect(billing.Button("Discard")).ToBeHiddenAsync();
            billing.AssertNoErrors();
        }
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_syncjob&viewid=47c99aaa-aa1f-43d9-a07b-f9385b5b6a18");
        await window.WidenAsync();
        await window.Page.Locator("tbody input[type=checkbox]").First.CheckAsync();

        await window.Button("Discard").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Assertions.Expect(window.Message("stay as they are here")).ToBeVisibleAsync();
        await fixture.Tenant.SettleAsync();

        Assert.Equal(0, Subscription(row).GetAttributeValue<OptionSetValue>("statecode").Value);
        Assert.NotNull(Subscription(row).GetAttributeValue<EntityReference>("pax8_discardedbyid"));
        Assert.Equal(Succeeded, Status(job));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_sync_that_failed_needs_attention_until_one_of_its_kind_has_not()
    {
        fixture.Tenant.Pax8!.Forbidden.Add("GET /companies");
        await PressAsync("pax8_SyncProviderAccounts");
        fixture.Tenant.Pax8.Forbidden.Remove("GET /companies");
        await using var window = await fixture.OpenAsync(HubPage.Address);
        await window.HubReadyAsync();
        var failed = window.Card(BrowserFixture.ConnectorName).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Provider Accounts: Failed" });
        await Assertions.Expect(failed).ToBeVisibleAsync();
        await window.ScreenshotAsync("hub failed");
        await window.AssertAccessibleAsync();

        await window.ChooseAsync(BrowserFixture.ConnectorName, "Sync Provider Accounts");

        await Assertions.Expect(window.Card(BrowserFixture.ConnectorName)).ToContainTextAsync("Provider Accounts: Succeeded");
        await Assertions.Expect(failed).ToHaveCountAsync(0);
        window.AssertNoErrors();
    }

    private static string Form(Guid subscription) => $"/main.aspx?pagetype=entityrecord&etn=pax8_subscription&id={subscription}";

    /// <summary>Syncs with a limit of nothing, so that whatever would be lost is asked about. Returns the job that asks.</summary>
    private async Task<Guid> AskAsync()
    {
        fixture.Tenant.Administrator.Update(new Entity("pax8_connector", fixture.ConnectorId) { ["pax8_holdpercent"] = 0, ["pax8_holdnumber"] = 0 });
        await PressAsync("pax8_SyncSubscriptions");
        var query = new QueryExpression("pax8_syncjob") { ColumnSet = new ColumnSet("pax8_message") };
        query.Criteria.AddCondition("pax8_jobstatus", ConditionOperator.Equal, 476500008);
        return Assert.Single(fixture.Tenant.Administrator.RetrieveMultiple(query).Entities).Id;
    }

    private Task PressAsync(string api)
    {
        fixture.Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_connector", fixture.ConnectorId) });
        return fixture.Tenant.SettleAsync();
    }

    /// <summary>The n-th subscription that is active on both sides, with so many licences: the row here and its id in Pax8.</summary>
    private (Guid Row, string Pax8Id) Active(int number, int atLeast = 1)
    {
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_providerspecificid") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.Criteria.AddCondition("pax8_held", ConditionOperator.Null);
        query.Criteria.AddCondition("pax8_quantity", ConditionOperator.GreaterEqual, atLeast);
        query.AddOrder("pax8_providerspecificid", OrderType.Ascending);
        var row = fixture.Tenant.Administrator.RetrieveMultiple(query).Entities
            .Where(found => Pax8.FindSubscription((string)found["pax8_providerspecificid"]) is { Status: "Active", Commitment: null }).ElementAt(number);
        return (row.Id, (string)row["pax8_providerspecificid"]);
    }

    private Entity Subscription(Guid id) => fixture.Tenant.Administrator.Retrieve("pax8_subscription", id, new ColumnSet("pax8_quantity", "pax8_held", "pax8_discardedbyid", "statecode"));

    private int Status(Guid job) => fixture.Tenant.Administrator.Retrieve("pax8_syncjob", job, new ColumnSet("pax8_jobstatus")).GetAttributeValue<OptionSetValue>("pax8_jobstatus").Value;
}
