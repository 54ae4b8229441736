using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>What billing staff press when a subscription was changed on both sides, or a change was not sent.</summary>
public sealed class SubscriptionCommandTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string PutSubscription = "PUT /subscriptions/{subscriptionId}";
    private const int Provisioned = 476500001, FailedProvisioning = 476500002, NotApplicable = 476500003;

    private Pax8State Pax8 => fixture.Tenant.Pax8!.State;

    [BrowserFact]
    public async Task Keep_Work_365_sends_what_stands_here()
    {
        var (row, pax8Id) = await ConflictAsync(0, here: 21, there: 22);
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_subscription&id={row}", user: "Billing");
        await window.WidenAsync();
        await window.ScreenshotAsync("subscription conflict");
        await window.AssertAccessibleAsync();

        await window.Button("Keep Work 365").ClickAsync();
        await window.ScreenshotAsync("subscription keep Work 365");
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Keep Work 365" }).ClickAsync();
        await Assertions.Expect(window.Button("Keep Work 365")).ToBeHiddenAsync();
        await fixture.Tenant.SettleAsync();

        Assert.Equal(21, Pax8.FindSubscription(pax8Id)!.Quantity);
        Assert.Equal(21, Subscription(row).GetAttributeValue<int>("pax8_quantity"));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Keep_Pax8_takes_over_what_Pax8_has_for_several_rows_of_the_list()
    {
        var (one, _) = await ConflictAsync(1, here: 31, there: 32);
        var (other, _) = await ConflictAsync(2, here: 41, there: 42);
        await using var window = await fixture.OpenAsync(HubPage.Address, user: "Billing");
        await window.HubReadyAsync();
        await window.Hub().GetByRole(AriaRole.Button).Filter(new() { HasText = "changed on both sides" }).ClickAsync();
        await window.ReadyAsync();
        foreach (var id in new[] { one, other }) await window.Page.GetByLabel($"Select {Subscription(id)["pax8_name"]}", new() { Exact = true }).First.CheckAsync();
        await window.ScreenshotAsync("subscription conflicts");

        await window.Button("Keep Pax8").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Keep Pax8" }).ClickAsync();
        await Assertions.Expect(window.Message("The conflicts of 2 subscriptions are settled.")).ToBeVisibleAsync();
        await fixture.Tenant.SettleAsync();

        Assert.Equal((32, 42), (Subscription(one).GetAttributeValue<int>("pax8_quantity"), Subscription(other).GetAttributeValue<int>("pax8_quantity")));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_change_that_waits_is_withdrawn_and_the_subscription_has_its_quantity_back()
    {
        var (row, _) = Active(3);
        var before = Subscription(row).GetAttributeValue<int>("pax8_quantity");
        await WithoutWriteBackAsync(() => ChangeQuantityAsync(row, before + 4));
        var change = LastChange(row);
        await using var window = await fixture.OpenAsync("/main.aspx?pagetype=entitylist&etn=pax8_licensechangelog&viewid=48ddf357-eb7e-4766-9706-7cc07753a7de", user: "Billing");
        await window.Page.GetByLabel($"Select {change["pax8_name"]}", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(window.Button("Withdraw")).ToBeVisibleAsync();
        await Assertions.Expect(window.Button("Retry")).ToBeHiddenAsync();
        await window.ScreenshotAsync("license change log waiting");

        await window.Button("Withdraw").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Assertions.Expect(window.Message("The change was withdrawn.")).ToBeVisibleAsync();

        Assert.Equal(before, Subscription(row).GetAttributeValue<int>("pax8_quantity"));
        Assert.Equal(NotApplicable, Status(change.Id));
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_change_behind_one_due_later_says_so_and_Send_before_sends_it_first()
    {
        var (row, pax8Id) = Active(6);
        var before = Subscription(row).GetAttributeValue<int>("pax8_quantity");
        fixture.As("Billing").Update(new Entity("pax8_subscription", row) { ["pax8_quantity"] = before + 3, ["pax8_changeeffectiveon"] = DateTime.UtcNow.AddDays(90) });
        await ChangeQuantityAsync(row, before + 5);
        var change = LastChange(row);
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_licensechangelog&id={change.Id}", user: "Billing");
        await Assertions.Expect(window.Field("pax8_waitsfor")).ToContainTextAsync("Earlier Change");
        await window.ScreenshotAsync("license change log behind another");
        await window.AssertAccessibleAsync();

        await window.Button("Send before").ClickAsync();
        await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Send before" }).ClickAsync();
        await Assertions.Expect(window.Message("and is sent to Pax8 in the background.")).ToBeVisibleAsync();
        await fixture.Tenant.SettleAsync();

        Assert.Equal(Provisioned, Status(change.Id));
        Assert.Equal(before + 2, Pax8.FindSubscription(pax8Id)!.Quantity);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task A_change_that_failed_is_sent_again_by_Retry()
    {
        var (row, pax8Id) = Active(4);
        var wanted = Subscription(row).GetAttributeValue<int>("pax8_quantity") + 3;
        fixture.Tenant.Pax8!.Forbidden.Add(PutSubscription);
        await ChangeQuantityAsync(row, wanted);
        fixture.Tenant.Pax8.Forbidden.Remove(PutSubscription);
        var change = LastChange(row);
        Assert.Equal(FailedProvisioning, Status(change.Id));
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_licensechangelog&id={change.Id}", user: "Billing");
        await window.ScreenshotAsync("license change log failed");
        await window.AssertAccessibleAsync();

        await window.Button("Retry").ClickAsync();
        await Assertions.Expect(window.Message("is queued again.")).ToBeVisibleAsync();
        await fixture.Tenant.SettleAsync();
        await window.Button("Refresh").ClickAsync();
        await Assertions.Expect(window.Field("pax8_provisioningstatus")).ToContainTextAsync("Provisioned");
        await Assertions.Expect(window.Button("Retry")).ToBeHiddenAsync();
        await Assertions.Expect(window.Button("Withdraw")).ToBeHiddenAsync();

        Assert.Equal(Provisioned, Status(change.Id));
        Assert.Equal(wanted, Pax8.FindSubscription(pax8Id)!.Quantity);
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Who_only_reads_is_offered_none_of_it()
    {
        var (row, _) = await ConflictAsync(5, here: 51, there: 52);
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_subscription&id={row}", user: "Reader");
        await Assertions.Expect(window.Field("pax8_syncstate")).ToContainTextAsync("Conflict");

        await Assertions.Expect(window.Button("Keep Pax8")).ToBeHiddenAsync();
        await Assertions.Expect(window.Button("Keep Work 365")).ToBeHiddenAsync();
        await Assertions.Expect(window.Button("Save")).ToBeHiddenAsync();
        await window.ScreenshotAsync("subscription Reader");
        window.AssertNoErrors();
    }

    [BrowserFact]
    public async Task Provider_accounts_are_disabled_and_enabled_from_the_connectors_form()
    {
        await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}");
        await window.Tab("Provider Accounts").ClickAsync();
        var grid = window.Page.GetByRole(AriaRole.Tabpanel, new() { Name = "Provider Accounts" });
        await grid.Locator("tbody input[type=checkbox]").Nth(0).CheckAsync();
        await grid.Locator("tbody input[type=checkbox]").Nth(1).CheckAsync();

        await grid.GetByRole(AriaRole.Button, new() { Name = "Disable Sync", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Message("Sync is disabled for 2 provider accounts.")).ToBeVisibleAsync();
        await Assertions.Expect(grid.Locator("tbody tr").Nth(1)).ToContainTextAsync("Disabled");
        await window.ScreenshotAsync("connector provider accounts");
        window.AssertNoErrors();
    }

    /// <summary>The n-th subscription that is active on both sides: the row here and its id in Pax8.</summary>
    private (Guid Row, string Pax8Id) Active(int number)
    {
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_providerspecificid") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("pax8_providerspecificid", OrderType.Ascending);
        var row = fixture.Tenant.Administrator.RetrieveMultiple(query).Entities
            .Where(found => Pax8.FindSubscription((string)found["pax8_providerspecificid"]) is { Status: "Active", Commitment: null }).ElementAt(number);
        return (row.Id, (string)row["pax8_providerspecificid"]);
    }

    private async Task<(Guid Row, string Pax8Id)> ConflictAsync(int number, int here, int there)
    {
        var (row, pax8Id) = Active(number);
        // How far a change may go without a confirmation is not what these tests are about.
        fixture.Tenant.Administrator.Update(new Entity("pax8_connector", fixture.ConnectorId) { ["pax8_confirmfactor"] = 1_000_000m, ["pax8_confirmlicences"] = 1_000_000 });
        await WithoutWriteBackAsync(() => ChangeQuantityAsync(row, here));
        Pax8.ChangeQuantity(pax8Id, there);
        fixture.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", fixture.ConnectorId) });
        await fixture.Tenant.SettleAsync();
        return (row, pax8Id);
    }

    private async Task WithoutWriteBackAsync(Func<Task> work)
    {
        SetWriteBack(false);
        await work();
        SetWriteBack(true);
    }

    private void SetWriteBack(bool on) => fixture.Tenant.Administrator.Update(new Entity("pax8_connector", fixture.ConnectorId) { ["pax8_writeback"] = on });

    private Task ChangeQuantityAsync(Guid row, int quantity)
    {
        fixture.As("Billing").Update(new Entity("pax8_subscription", row) { ["pax8_quantity"] = quantity });
        return fixture.Tenant.SettleAsync();
    }

    private Entity Subscription(Guid id) => fixture.Tenant.Administrator.Retrieve("pax8_subscription", id, new ColumnSet("pax8_name", "pax8_quantity", "pax8_syncstate"));

    private Entity LastChange(Guid subscription)
    {
        var query = new QueryExpression("pax8_licensechangelog") { ColumnSet = new ColumnSet("pax8_name", "pax8_provisioningstatus"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_subscriptionid", ConditionOperator.Equal, subscription);
        query.AddOrder("pax8_number", OrderType.Descending);
        return fixture.Tenant.Administrator.RetrieveMultiple(query).Entities.Single();
    }

    private int Status(Guid change) =>
        fixture.Tenant.Administrator.Retrieve("pax8_licensechangelog", change, new ColumnSet("pax8_provisioningstatus")).GetAttributeValue<OptionSetValue>("pax8_provisioningstatus").Value;
}
