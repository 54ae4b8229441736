using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>Pax8's lists have no cursor: what changes between two pages makes rows repeat or be missed.</summary>
public sealed class SyncShiftingTests
{
    [Fact]
    public void A_company_put_in_before_the_next_page_repeats_a_row_that_counts_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(400);
        var pax8 = tenant.Pax8!;
        var served = Served(pax8);
        BeforePage(pax8, 1, () => pax8.State.AddCompany("Put in", at: 0));

        var job = tenant.Sync(connector);

        // The new one stands where it was read already, so Pax8 counts more than were seen: one more reading.
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(2, job["pax8_round"]);
        Assert.Equal((401, 0, 0, 0), job.Counts());
        Assert.Equal(401, served.Count);
        Assert.Equal(4 + 3, tenant.CompanyCalls());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_company_taken_out_before_the_next_page_lets_another_be_missed_and_that_one_is_not_taken_for_gone()
    {
        var (tenant, connector) = Given.TenantWithCompanies(401);
        tenant.Sync(connector);
        var pax8 = tenant.Pax8!;
        var (removed, missed) = (pax8.State.Companies.First(one => one.Status != "Deleted"), pax8.State.Companies[200]);
        pax8.State.SetCompanyStatus(missed.Id, "Active");
        tenant.Sync(connector);
        BeforePage(pax8, 1, () => pax8.State.VanishCompany(removed.Id));
        tenant.ResetCounts();

        var job = tenant.Sync(connector);

        // 401 were there when the first page was read and 400 afterwards, so as many were seen as Pax8 counts in the end.
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((Observing.Option(0), 0), Standing(tenant, missed.Id));
        Assert.Equal(0, tenant.AccountWrites());
        pax8.BeforeCall = null;
        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal((Observing.Option(2), 1), Standing(tenant, removed.Id));
        Assert.Equal(1, tenant.AccountWrites());
        Assert.Equal(1, pax8.Count(Observing.OneCompany));
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_company_that_moves_to_another_batchs_pages_is_dealt_with_by_both_and_counts_once()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var (tenant, connector) = Given.TenantWithCompanies(1200, options => options with { Seed = seed });
            var pax8 = tenant.Pax8!;
            var served = Served(pax8);
            var pages = new HashSet<string>();
            pax8.BeforeCall = call =>
            {
                // From the batch that was read first to the one that is read second, whichever the seed lets be first.
                if (!Observing.AnyPage(call) || !pages.Add(call.Query["page"]) || pages.Count is not (2 or 6)) return;
                var all = pax8.State.Companies;
                if (pages.Count == 2) pax8.State.MoveCompany(all[pages.Contains("0") ? 0 : 1100].Id, pages.Contains("0") ? 1199 : 0);
                else pax8.State.MoveCompany(all[call.Query["page"] == "5" ? 100 : 1150].Id, call.Query["page"] == "5" ? 1150 : 100);
            };

            var job = tenant.Sync(connector);

            job.AssertEnded(Acting.Succeeded);
            Assert.Equal(served.Count, Total(job));
            Assert.Equal(1200, job.Counts().Created);
            pax8.BeforeCall = null;
            tenant.Sync(connector).AssertEnded(Acting.Succeeded);
            tenant.AssertEqualToPax8(connector);
        }
    }

    [Fact]
    public void A_list_that_grows_beyond_the_planned_pages_is_read_to_its_end()
    {
        var (tenant, connector) = Given.TenantWithCompanies(200);
        var pax8 = tenant.Pax8!;
        BeforePage(pax8, 0, () => { for (var number = 0; number < 250; number++) pax8.State.AddCompany($"Came late {number}"); });

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((450, 0, 0, 0), job.Counts());
        Assert.Equal(3, tenant.CompanyCalls());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_list_that_is_empty_all_of_a_sudden_is_believed_only_company_by_company()
    {
        var (tenant, connector) = Given.TenantWithCompanies(12);
        tenant.Sync(connector);
        var pax8 = tenant.Pax8!;
        var all = pax8.State.Companies;
        var present = all.Count(company => company.Status != "Deleted");
        foreach (var company in all) pax8.State.VanishCompany(company.Id);
        // So it looks where the credentials are another partner's, until somebody says that they are right.
        tenant.Sync(connector).AssertEnded(Acting.OtherPartner);
        tenant.Administrator.Execute(new OrganizationRequest("pax8_AcceptOtherPartner") { ["Target"] = new EntityReference("pax8_connector", connector) });
        tenant.ResetCounts();

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(1, tenant.CompanyCalls());
        Assert.Equal(present, pax8.Count(Observing.OneCompany));
        Assert.Equal((0, present, 0, 0), job.Counts());
        Assert.All(tenant.ProviderAccounts().Values, row => Assert.Equal((Observing.Option(2), 1), (row.Choice("pax8_companystatus"), row.Choice("statecode"))));
        Assert.Equal(present, tenant.OpenIssues().Count);

        foreach (var company in all) pax8.State.ReturnCompany(company.Id);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_company_that_Pax8_gives_no_answer_about_is_an_issue_and_the_others_are_checked()
    {
        var (tenant, connector) = Given.TenantWithCompanies(20);
        tenant.Sync(connector);
        var pax8 = tenant.Pax8!;
        var vanished = pax8.State.Companies.Where(company => company.Status == "Active").Take(3).Select(company => company.Id).ToList();
        foreach (var id in vanished) pax8.State.VanishCompany(id);
        pax8.Faults = new ScriptedFaults().When(Observing.AskingFor(vanished[1]), Fault.ServerError());
        tenant.ResetCounts();

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((0, 2, 17, 1), job.Counts());
        Assert.Equal(1 + 1 + (4 * 4), pax8.Count(Observing.OneCompany));
        Assert.Equal([Observing.Option(2), Observing.Option(0), Observing.Option(2)], vanished.Select(id => Standing(tenant, id).Status));
        var open = Assert.Single(tenant.OpenIssues(), issue => (string)issue["pax8_recordid"] == vanished[1]);
        open.AssertAnswersFourQuestions();
        Assert.Equal(true, open["pax8_retryable"]);

        pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(Observing.Option(2), Standing(tenant, vanished[1]).Status);
        Assert.Equal(3, tenant.OpenIssues().Count);
        Assert.All(tenant.OpenIssues(), issue => Assert.EndsWith(" no longer exists in Pax8.", (string)issue["pax8_name"], StringComparison.Ordinal));
    }

    [Fact]
    public void A_web_page_that_says_404_is_no_proof_that_a_company_is_gone()
    {
        var (tenant, connector) = Given.TenantWithCompanies(5);
        tenant.Sync(connector);
        var pax8 = tenant.Pax8!;
        var id = pax8.State.Companies.First(company => company.Status == "Active").Id;
        pax8.State.VanishCompany(id);
        pax8.Faults = new ScriptedFaults().When(Observing.AskingFor(id), Fault.HtmlPage(404));

        tenant.Sync(connector).AssertEnded(Acting.CompletedWithIssues);

        Assert.Equal((Observing.Option(0), 0), Standing(tenant, id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Whatever_shifts_while_it_is_read_nothing_is_doubled_or_wrongly_gone_and_the_counts_add_up(int seed)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1100, options => options with { Seed = seed, DuplicateRuns = 0.3 });
        tenant.Sync(connector);
        var random = new Random(seed);
        var pax8 = tenant.Pax8!;
        var served = Served(pax8);
        pax8.BeforeCall = call =>
        {
            if (!Observing.AnyPage(call)) return;
            var all = pax8.State.Companies;
            switch (random.Next(5))
            {
                case 0: pax8.State.MoveCompany(all[random.Next(all.Count)].Id, random.Next(all.Count)); break;
                case 1: pax8.State.VanishCompany(all[random.Next(all.Count)].Id); break;
                case 2: pax8.State.AddCompany($"Came {served.Count} {all.Count}", at: random.Next(all.Count)); break;
                case 3: pax8.State.RenameCompany(all[random.Next(all.Count)].Id, $"Renamed {all.Count}"); break;
            }
        };

        var shifting = tenant.Sync(connector);
        pax8.BeforeCall = null;

        shifting.AssertEnded(Acting.Succeeded);
        Assert.Equal(served.Count, Total(shifting));
        var listed = pax8.State.Companies.ToDictionary(company => company.Id);
        Assert.All(tenant.ProviderAccounts(), row => Assert.True(
            row.Value.Choice("pax8_companystatus") != Observing.Option(2) || !listed.TryGetValue(row.Key, out var company) || company.Status == "Deleted"));
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertEqualToPax8(connector);
        tenant.ResetCounts();
        tenant.Sync(connector);
        Assert.Equal(0, tenant.AccountWrites());
    }

    private static (int Status, int State) Standing(Tenant tenant, string id)
    {
        var row = tenant.ProviderAccounts()[id];
        return (row.Choice("pax8_companystatus"), row.Choice("statecode"));
    }

    private static int Total(Entity job)
    {
        var (created, updated, unchanged, failed) = job.Counts();
        return created + updated + unchanged + failed;
    }

    private static void BeforePage(Pax8Simulator pax8, int page, Action change)
    {
        var done = false;
        pax8.BeforeCall = call =>
        {
            if (done || !Observing.Page(page)(call)) return;
            done = true;
            change();
        };
    }

    /// <summary>Ids of the companies that Pax8 served from now on, or was asked for: each must be in one of a job's counts.</summary>
    private static HashSet<string> Served(Pax8Simulator pax8)
    {
        var ids = new HashSet<string>();
        pax8.Observer = (call, answer) =>
        {
            if (call.Endpoint == Observing.OneCompany) ids.Add(call.Path.Split('/')[^1]);
            else if (Observing.AnyPage(call) && answer.Status == 200)
                ids.UnionWith(JsonDocument.Parse(answer.Body).RootElement.GetProperty("content").EnumerateArray().Select(company => company.GetProperty("id").GetString()!));
        };
        return ids;
    }
}
