using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Upgrade;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>Sync Products: Pax8's whole catalogue as rows to choose from, beside those that subscriptions show first.</summary>
public sealed class CatalogueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(190)]
    [InlineData(1100)]
    public void A_first_sync_brings_the_whole_catalogue_with_a_call_per_200(int more)
    {
        var (tenant, connector) = Partner(more);

        var job = tenant.SyncProducts(connector);

        job.AssertEnded(Acting.Succeeded);
        var listed = tenant.Pax8!.State.Products.Count;
        Assert.Equal((listed, 0, 0, 0), job.Counts());
        Assert.Equal(Observing.CallsOf(listed), tenant.Pax8.Count(ProductScene.Listing));
        Assert.Equal(tenant.Pax8.State.Shown(), tenant.Shown());
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_second_sync_makes_the_same_calls_and_writes_no_row()
    {
        var (tenant, connector) = Partner(1100);
        tenant.SyncProducts(connector);
        tenant.ResetCounts();

        var job = tenant.SyncProducts(connector);

        Assert.Equal((0, 0, tenant.Pax8!.State.Products.Count, 0), job.Counts());
        Assert.Equal(0, tenant.Writes("pax8_product"));
        Assert.Equal(0, tenant.Pax8.Count(SubscriptionScene.OneProduct));
        Assert.Equal(["pax8_syncbatch", "pax8_syncjob"], Written(tenant));
    }

    [Fact]
    public void Only_what_differs_is_written()
    {
        var (tenant, connector) = Partner(250);
        tenant.SyncProducts(connector);
        var all = tenant.Pax8!.State.Products;
        tenant.Pax8.State.ChangeProduct(all[3].Id, one => one with { Name = "Another name", VendorSku = null });
        tenant.Pax8.State.ChangeProduct(all[240].Id, one => one with { RequiresCommitment = one.RequiresCommitment != true, VendorName = "Bought by another" });
        tenant.ResetCounts();

        var job = tenant.SyncProducts(connector);

        Assert.Equal((0, 2, all.Count - 2, 0), job.Counts());
        Assert.Equal(2, tenant.Writes("pax8_product"));
        Assert.Equal(tenant.Pax8.State.Shown(), tenant.Shown());
    }

    [Fact]
    public void A_product_that_is_gone_is_asked_for_by_its_id_deactivated_and_comes_back_with_the_list()
    {
        var (tenant, connector) = Partner(5);
        tenant.SyncProducts(connector);
        var gone = tenant.Pax8!.State.Products[2].Id;
        tenant.Pax8.State.VanishProduct(gone);
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(1, tenant.Pax8.Count(SubscriptionScene.OneProduct));
        Assert.Equal((true, false), (tenant.Products()[gone]["pax8_goneinpax8"], tenant.Products()[gone].IsActive()));
        Assert.Empty(tenant.OpenIssues());

        tenant.ResetCounts();
        tenant.SyncProducts(connector);
        Assert.Equal((0L, 0), (tenant.Writes("pax8_product"), tenant.Pax8.Count(SubscriptionScene.OneProduct)));

        tenant.Pax8.State.ReturnProduct(gone);
        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal((false, true), (tenant.Products()[gone]["pax8_goneinpax8"], tenant.Products()[gone].IsActive()));
    }

    [Fact]
    public void A_product_that_Pax8_does_not_list_and_knows_by_its_id_stays()
    {
        var (tenant, connector) = Partner(5);
        tenant.SyncProducts(connector);
        tenant.Pax8!.Faults = new ScriptedFaults().When(call => call.Endpoint == ProductScene.Listing, Fault.Lie(Lies.RowsLeftOut(1)));
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(1, tenant.Pax8.Count(SubscriptionScene.OneProduct));
        Assert.Equal(0, tenant.Writes("pax8_product"));
        Assert.Equal(tenant.Pax8.State.Shown(), tenant.Shown());
    }

    [Fact]
    public void What_a_gateway_says_is_gone_stays_until_an_administrator_says_so_too()
    {
        var (tenant, connector) = Partner(5);
        tenant.SyncProducts(connector);
        var gone = tenant.Pax8!.State.Products[2].Id;
        tenant.Pax8.State.VanishProduct(gone);
        tenant.Pax8.Faults = new ScriptedFaults().When(call => call.Endpoint == SubscriptionScene.OneProduct, Fault.Lie(Lies.GatewayNotFound()));

        tenant.SyncProducts(connector).AssertEnded(Acting.CompletedWithIssues);
        Assert.True(tenant.Products()[gone].IsActive());

        var answer = tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmGone") { ["Target"] = tenant.SingleIssue().ToEntityReference() });

        Assert.Equal(("Marked", false), (answer["Outcome"], tenant.Products()[gone].IsActive()));
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_product_that_a_person_has_deactivated_stays_so()
    {
        var (tenant, connector) = Partner(5);
        tenant.SyncProducts(connector);
        var (id, row) = tenant.Products().First();
        tenant.Administrator.Update(Refusing.Row("pax8_product", row.Id, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2))));
        tenant.Pax8!.State.ChangeProduct(id, one => one with { Name = "Another name" });

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(("Another name", false), (tenant.Products()[id]["pax8_name"], tenant.Products()[id].IsActive()));
    }

    [Fact]
    public void A_product_that_a_subscription_has_shown_first_is_the_same_row_in_the_catalogue()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 60);
        tenant.SyncSubscriptions(connector);
        var shown = tenant.Products();
        Assert.NotEmpty(shown);
        Assert.All(shown.Values, row => Assert.False(row.Contains("pax8_connectorid"), "No catalogue has been read."));

        var job = tenant.SyncProducts(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((tenant.Pax8!.State.Products.Count - shown.Count, shown.Count, 0, 0), job.Counts());
        Assert.Equal(tenant.Pax8.State.Shown(), tenant.Shown());
        Assert.All(shown, row => Assert.Equal(row.Value.Id, tenant.Products()[row.Key].Id));
        Assert.All(tenant.Products().Values, row => Assert.Equal(connector, row.GetAttributeValue<EntityReference>("pax8_connectorid").Id));
    }

    [Fact]
    public void A_subscription_does_not_ask_for_a_product_of_the_catalogue()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 60);
        tenant.SyncProducts(connector);
        tenant.ResetCounts();

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal((0L, 0), (tenant.Writes("pax8_product"), tenant.Pax8!.Count(SubscriptionScene.OneProduct)));
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_product_that_is_gone_keeps_its_subscriptions_and_their_licences()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 60);
        tenant.SyncSubscriptions(connector);
        tenant.SyncProducts(connector);
        var gone = tenant.ActiveSubscription().ProductId;
        tenant.Pax8!.State.VanishProduct(gone);
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.False(tenant.Products()[gone].IsActive());
        Assert.Equal((0L, 0L), (tenant.Writes("pax8_subscription"), tenant.Writes("pax8_licensechangelog")));
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Two_integrations_do_not_write_over_each_other_and_the_other_one_takes_on_what_an_inactive_one_leaves()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 3, TimeProvider = time });
        var tenant = Given.Tenant(options => options with { Time = time, Pax8 = pax8, OtherHosts = new Dictionary<string, Pax8Simulator> { ["other.pax8.com"] = pax8 } });
        var connector = tenant.CreateConnector("Pax8");
        tenant.SyncProducts(connector);
        var other = tenant.CreateConnector("Another", row => row["pax8_endpointurl"] = "https://other.pax8.com");
        tenant.Pax8!.State.ChangeProduct(tenant.Pax8.State.Products[0].Id, one => one with { Name = "Another name" });
        tenant.Pax8.State.VanishProduct(tenant.Pax8.State.Products[1].Id);
        tenant.ResetCounts();

        var second = tenant.SyncProducts(other);

        second.AssertEnded(Acting.Succeeded);
        Assert.Contains("skipped because they are in the catalogue of another active provider integration.", second.Message(), StringComparison.Ordinal);
        Assert.Equal(0, tenant.Writes("pax8_product"));

        tenant.Deactivate(connector);
        tenant.SyncProducts(other).AssertEnded(Acting.Succeeded);
        Assert.All(tenant.Products().Values.Where(row => (string)row["pax8_name"] == "Another name"), row => Assert.Equal(other, row.GetAttributeValue<EntityReference>("pax8_connectorid").Id));
        Assert.Contains(tenant.Products().Values, row => (string)row["pax8_name"] == "Another name");
    }

    [Fact]
    public void The_catalogue_of_another_partner_is_not_believed()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 20);
        tenant.SyncProducts(connector);
        tenant.Pax8!.Faults = ListLies.Always(Lies.OtherPartner(seed: 5, companies: 3));
        tenant.ResetCounts();

        tenant.SyncProducts(connector).AssertEnded(Acting.OtherPartner);

        Assert.Equal(0, tenant.Writes("pax8_product"));
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_and_told_until_it_is_mended()
    {
        var (tenant, connector) = Partner(5);
        var id = tenant.Pax8!.State.Products[0].Id;
        tenant.Pax8.State.ChangeProduct(id, one => one with { Name = new string('n', 400), VendorSku = new string('v', 300) });

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        var issue = tenant.SingleIssue();
        Assert.Contains("Name (400 characters, 300 kept), Vendor SKU (300 characters, 200 kept)", issue.Text("pax8_reason"), StringComparison.Ordinal);
        tenant.ResetCounts();
        tenant.SyncProducts(connector);
        Assert.Equal((0L, 0L), (tenant.Writes("pax8_product"), tenant.Writes("pax8_syncissue")));

        tenant.Pax8.State.ChangeProduct(id, one => one with { Name = "Short", VendorSku = "V" });
        tenant.SyncProducts(connector);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void Pax8s_limit_of_calls_is_waited_for()
    {
        var (tenant, connector) = Partner(1100);
        tenant.Pax8!.Faults = new ScriptedFaults().When(call => call.Endpoint == ProductScene.Listing && call.Query["page"] is "1" or "4", Fault.TooManyRequests(TimeSpan.FromSeconds(3)), times: 4);

        tenant.SyncProducts(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(tenant.Pax8.State.Shown(), tenant.Shown());
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_second_click_while_it_runs_starts_nothing_new_and_other_kinds_run_beside_it()
    {
        var (tenant, connector) = Partner(5);
        var first = tenant.Administrator.PressSyncProducts(connector);

        var second = tenant.Administrator.PressSyncProducts(connector);
        tenant.PressSync(connector);
        tenant.Settle();

        Assert.Equal((false, true, first["SyncJobId"]), (first["AlreadyRunning"], second["AlreadyRunning"], second["SyncJobId"]));
        Assert.All(tenant.Rows("pax8_syncjob", "pax8_jobstatus"), job => Assert.Equal(Acting.Succeeded, job.Status()));
    }

    [Fact]
    public void Billing_staff_see_products_and_start_no_sync()
    {
        var (tenant, connector) = Partner(5);
        tenant.SyncProducts(connector);
        var clerk = tenant.Person("Pax8 Billing");

        Refusing.AssertDenied(() => clerk.PressSyncProducts(connector));

        Assert.NotEmpty(clerk.RetrieveMultiple(new QueryExpression("pax8_product") { ColumnSet = new ColumnSet("pax8_name") }).Entities);
        Refusing.AssertDenied(() => clerk.Update(Refusing.Row("pax8_product", tenant.Products().First().Value.Id, ("pax8_name", "Mine"))));
    }

    [Fact]
    public void Products_of_the_version_before_are_taken_into_the_catalogue()
    {
        using var scene = new VersionBefore();
        scene.Tenant.Settle();
        var before = scene.Tenant.Products();
        Assert.NotEmpty(before);

        var job = scene.Tenant.SyncProducts(scene.Connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((scene.Pax8.State.Products.Count - before.Count, before.Count), (job.Counts().Created, job.Counts().Updated));
        Assert.Equal(scene.Pax8.State.Shown(), scene.Tenant.Shown());
        Assert.All(before, row => Assert.Equal(row.Value.Id, scene.Tenant.Products()[row.Key].Id));
        scene.Tenant.ResetCounts();
        scene.Tenant.SyncProducts(scene.Connector);
        Assert.Equal(0, scene.Tenant.Writes("pax8_product"));
    }

    private static (Tenant Tenant, Guid Connector) Partner(int more)
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.Pax8!.State.AddProducts(more);
        return (tenant, connector);
    }

    private static string[] Written(Tenant tenant) => [.. tenant.Dataverse.Statistics.Writes.Keys.Select(write => write.Table).Distinct().Order(StringComparer.Ordinal)];
}
