using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>What an administrator sees and presses where Pax8 looks like another partner's, and where a record may be gone.</summary>
public sealed class PartnerCommandTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Accept = "This is another partner", Gone = "It is gone";
    private const int Accepted = 476500003;

    [BrowserFact]
    public async Task The_form_and_the_card_say_that_it_may_be_another_partner_and_an_administrator_answers()
    {
        fixture.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.Lie(Lies.OtherPartner(5, companies: 3)));
        try
        {
            Press("pax8_SyncProviderAccounts", new EntityReference("pax8_connector", fixture.ConnectorId));
            await fixture.Tenant.SettleAsync();
            await using var form = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_connector&id={fixture.ConnectorId}");
            await form.WidenAsync();
            await Assertions.Expect(form.Message("Other partner? Pax8 looks like another partner's.")).ToBeVisibleAsync();
            await form.ScreenshotAsync("connector other partner");
            await form.AssertAccessibleAsync();
            await Assertions.Expect(form.Button(Accept)).ToBeVisibleAsync();

            await using var hub = await fixture.OpenAsync(HubPage.Address);
            await hub.HubReadyAsync();
            await Assertions.Expect(hub.Card(BrowserFixture.ConnectorName).GetByText("Other partner? Pax8 looks")).ToBeVisibleAsync();
            await hub.ScreenshotAsync("hub other partner");
            await hub.AssertAccessibleAsync();
            await hub.ChooseAsync(BrowserFixture.ConnectorName, Accept);
            await hub.ScreenshotAsync("hub other partner question");
            await hub.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = Accept }).ClickAsync();
            await Assertions.Expect(hub.Card(BrowserFixture.ConnectorName).GetByText("Confirmed: this is another partner.")).ToBeVisibleAsync();
            await Assertions.Expect(hub.Card(BrowserFixture.ConnectorName).GetByText("Other partner? Pax8 looks")).ToBeHiddenAsync();

            Assert.Equal(Accepted, fixture.Tenant.Administrator.Retrieve("pax8_connector", fixture.ConnectorId, new ColumnSet("pax8_partnerstate")).GetAttributeValue<OptionSetValue>("pax8_partnerstate").Value);
            await form.Button("Refresh").ClickAsync();
            await Assertions.Expect(form.Button(Accept)).ToBeHiddenAsync();
            await Assertions.Expect(form.Message("Other partner? Pax8 looks")).ToBeHiddenAsync();
            form.AssertNoErrors();
            hub.AssertNoErrors();
        }
        finally
        {
            fixture.Tenant.Pax8.Faults = null;
        }
    }

    [BrowserFact]
    public async Task An_issue_that_asks_whether_a_record_is_gone_offers_administrators_to_say_so()
    {
        var pax8 = fixture.Tenant.Pax8!;
        var company = pax8.State.Companies.First(company => company.Status == "Active").Id;
        pax8.State.VanishCompany(company);
        pax8.Faults = new ScriptedFaults().When(call => call.Endpoint == "GET /companies/{companyId}", Fault.Lie(Lies.GatewayNotFound()));
        try
        {
            Press("pax8_SyncProviderAccounts", new EntityReference("pax8_connector", fixture.ConnectorId));
            await fixture.Tenant.SettleAsync();
            var issue = Issue(company);
            await using (var billing = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_syncissue&id={issue.Id}", user: "Billing"))
                await Assertions.Expect(billing.Button(Gone)).ToBeHiddenAsync();
            await using var window = await fixture.OpenAsync($"/main.aspx?pagetype=entityrecord&etn=pax8_syncissue&id={issue.Id}");
            await window.WidenAsync();
            await Assertions.Expect(window.Field("pax8_question")).ToContainTextAsync("Is it gone?");
            await window.ScreenshotAsync("sync issue is it gone");
            await window.AssertAccessibleAsync();

            await window.Button(Gone).ClickAsync();
            await window.ScreenshotAsync("sync issue is it gone question");
            await window.Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = Gone }).ClickAsync();
            await Assertions.Expect(window.Message("is marked as gone from Pax8 and was deactivated")).ToBeVisibleAsync();
            await Assertions.Expect(window.Button(Gone)).ToBeHiddenAsync();

            Assert.Equal(476500001, Issue(company).GetAttributeValue<OptionSetValue>("pax8_issuestatus").Value);
            window.AssertNoErrors();
        }
        finally
        {
            pax8.Faults = null;
        }
    }

    private void Press(string api, EntityReference target) => fixture.Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = target });

    /// <summary>The issue that asks about a company.</summary>
    private Entity Issue(string company)
    {
        var query = new QueryExpression("pax8_syncissue") { ColumnSet = new ColumnSet("pax8_issuestatus") };
        query.Criteria.AddCondition("pax8_recordid", ConditionOperator.Equal, company);
        query.Criteria.AddCondition("pax8_question", ConditionOperator.NotNull);
        return Assert.Single(fixture.Tenant.Administrator.RetrieveMultiple(query).Entities);
    }
}
