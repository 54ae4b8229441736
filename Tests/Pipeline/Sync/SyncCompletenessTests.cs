using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>Complete, or not succeeded: what Pax8 says of the length of its lists is held against what it lists.</summary>
public sealed class SyncCompletenessTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(449)]
    public void A_total_smaller_than_the_list_loses_no_company_and_is_told_with_both_numbers(int total)
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Pax8!.Faults = ListLies.Always(Lies.TotalIs(total));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((450, 0, 0, 0), job.Counts());
        Assert.StartsWith($"Pax8 counts {total} companies but listed 450. 450 created", job.Message(), StringComparison.Ordinal);
        Assert.Equal($"Pax8 counts {total} companies but listed 450.", tenant.SingleIssue()["pax8_name"]);
        Assert.Equal(Observing.CallsOf(450), tenant.CompanyCalls());
        Assert.Equal(job["pax8_pagestotal"], job["pax8_pagesdone"]);
        tenant.AssertEqualToPax8(connector);

        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((0L, 0L), (tenant.AccountWrites(), tenant.Writes("pax8_syncissue")));

        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_total_of_none_beside_a_first_page_that_is_not_full_is_told()
    {
        var (tenant, connector) = Given.TenantWithCompanies(150);
        tenant.Pax8!.Faults = ListLies.Always(Lies.TotalIs(0));

        tenant.Sync(connector).AssertEnded(Acting.CompletedWithIssues);

        Assert.Equal("Pax8 counts 0 companies but listed 150.", tenant.SingleIssue()["pax8_name"]);
        Assert.Equal(1, tenant.CompanyCalls());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_total_larger_than_the_list_is_told_after_a_second_reading_and_nothing_is_taken_for_gone()
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Sync(connector);
        tenant.Pax8!.Faults = ListLies.Always(Lies.TotalOff(120));
        tenant.ResetCounts();

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((0, 0, 450, 0), job.Counts());
        Assert.Equal(2, job["pax8_round"]);
        Assert.StartsWith("Pax8 counts 570 companies, but only 450 were found.", job.Message(), StringComparison.Ordinal);
        Assert.InRange(tenant.CompanyCalls(), 6, 9);
        Assert.Equal(0, tenant.AccountWrites());
        tenant.SingleIssue();

        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
    }

    [Theory]
    [InlineData(450, true, 5)]
    [InlineData(450, false, 5)]
    [InlineData(1450, true, 15)]
    [InlineData(1450, false, 0)]
    public void A_Pax8_that_gives_at_most_100_a_page_is_read_to_its_end(int companies, bool says, int calls)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);
        tenant.Pax8!.Faults = ListLies.Always(Lies.ShorterPages(100, says));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((companies, 0, 0, 0), job.Counts());
        if (calls > 0) Assert.Equal(calls, tenant.CompanyCalls());
        Assert.Equal(job["pax8_pagestotal"], job["pax8_pagesdone"]);
        Assert.Equal(0, tenant.IssuesEver());
        tenant.AssertEqualToPax8(connector);
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_page_that_comes_short_once_is_made_good_by_a_second_reading()
    {
        for (var page = 0; page < 3; page++)
        {
            var (tenant, connector) = Given.TenantWithCompanies(450);
            tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(page), Fault.Lie(Lies.RowsLeftOut(7)), times: 1);

            var job = tenant.Sync(connector);

            job.AssertEnded(Acting.Succeeded);
            Assert.Equal((450, 0, 0, 0), job.Counts());
            tenant.AssertEqualToPax8(connector);
        }
    }

    [Fact]
    public void Pages_that_always_come_short_are_told()
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Pax8!.Faults = ListLies.Always(Lies.RowsLeftOut(7));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((429, 0, 0, 0), job.Counts());
        Assert.StartsWith("Pax8 counts 450 companies, but only 429 were found.", job.Message(), StringComparison.Ordinal);
        tenant.SingleIssue();
    }

    [Fact]
    public void What_short_pages_leave_out_is_asked_for_by_id_and_adds_up_where_all_of_it_is_there()
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        foreach (var company in tenant.Pax8!.State.Companies.ToList()) tenant.Pax8.State.SetCompanyStatus(company.Id, "Active");
        tenant.Sync(connector);
        tenant.Pax8.Faults = ListLies.Always(Lies.RowsLeftOut(7));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((0, 0, 450, 0), job.Counts());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void Companies_that_are_gone_do_not_make_up_for_others_that_were_not_listed()
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        foreach (var company in tenant.Pax8!.State.Companies.ToList()) tenant.Pax8.State.SetCompanyStatus(company.Id, "Active");
        tenant.Sync(connector);
        var state = tenant.Pax8.State;
        foreach (var company in state.Companies.Where(company => company.Status != "Deleted").Take(7).ToList()) state.VanishCompany(company.Id);
        for (var number = 0; number < 7; number++) state.AddCompany($"New at the end {number}");
        tenant.Pax8.Faults = ListLies.Always(Lies.RowsLeftOut(7));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.StartsWith("Pax8 counts 450 companies, but only 443 were found.", job.Message(), StringComparison.Ordinal);
        Assert.Contains(tenant.OpenIssues(), issue => (string)issue["pax8_name"] == "Pax8 counts 450 companies, but only 443 were found.");
        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_page_that_is_empty_with_a_total_of_none_is_not_believed(int page)
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Sync(connector);
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(page), Fault.Lie(ListLies.Nothing()));

        var job = tenant.Sync(connector);

        // Where the first page is empty, nothing that Pax8 says speaks against an empty list: it is believed only company by company.
        if (page == 0) job.AssertEnded(Acting.Succeeded);
        else job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal(page == 0 ? 0 : 1, tenant.OpenIssues().Count);
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData(450)]
    [InlineData(1450)]
    public void A_Pax8_that_gives_the_first_page_for_ever_is_left_and_told(int companies)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);
        tenant.Pax8!.Faults = ListLies.Always(ListLies.FirstPageForEver());

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.StartsWith(FormattableString.Invariant($"Pax8 counts {companies:N0} companies, but only 200 were found."), job.Message(), StringComparison.Ordinal);
        Assert.Equal((200, 0, 0, 0), job.Counts());
        Assert.InRange(tenant.CompanyCalls(), 3, 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pages_that_repeat_the_one_before_are_read_until_all_were_listed(bool says)
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Pax8!.Faults = ListLies.Always(Lies.PageRepeated(says));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((450, 0, 0, 0), job.Counts());
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_page_that_says_another_number_of_itself_is_taken_for_what_is_on_it(int off)
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Pax8!.Faults = ListLies.Always(Lies.PageNumberOff(off));

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(Observing.CallsOf(450), tenant.CompanyCalls());
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData(200, 400)]
    [InlineData(200, 404)]
    [InlineData(1000, 422)]
    [InlineData(400, 404)]
    public void A_refusal_of_the_page_behind_a_full_last_one_is_the_end_of_the_list(int companies, int status)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);
        tenant.Pax8!.Faults = ListLies.Always(Lies.PastEndRefused(status));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((companies, 0, 0, 0), job.Counts());
        Assert.Equal(Observing.CallsOf(companies), tenant.CompanyCalls());
        Assert.Equal((companies / 200, companies / 200), (job["pax8_pagesdone"], job["pax8_pagestotal"]));
        Assert.Equal(0, tenant.IssuesEver());
    }

    [Fact]
    public void Totals_that_change_from_page_to_page_lose_nothing()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var (tenant, connector) = Given.TenantWithCompanies(1290, options => options with { Seed = seed });
            var random = new Random(seed);
            var faults = new ScriptedFaults();
            for (var page = 0; page < 12; page++) faults.When(Observing.Page(page), Fault.Lie(Lies.TotalIs(random.Next(2000))));
            tenant.Pax8!.Faults = faults;

            var job = tenant.Sync(connector);

            Assert.NotEqual(Acting.InProgress, job.Status());
            tenant.AssertEqualToPax8(connector);
            if (job.Status() != Acting.Succeeded) tenant.SingleIssue();
        }
    }

    [Fact]
    public void A_list_without_end_pauses_instead_of_being_read_for_ever()
    {
        var (tenant, connector) = Given.TenantWithCompanies(200, options => options with { Latency = TimeSpan.FromSeconds(19) });
        tenant.Pax8!.Faults = ListLies.Always(ListLies.Endless());

        var job = tenant.Sync(connector);

        Assert.Equal(Acting.Paused, job.Status());
        Assert.InRange(tenant.CompanyCalls(), 6, 40);
        Assert.True((int)job["pax8_pagesdone"] <= (int)job["pax8_pagestotal"]);
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_Pax8_without_companies_is_asked_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((1, 1), (job["pax8_pagesdone"], job["pax8_pagestotal"]));
        Assert.Equal(1, tenant.CompanyCalls());
    }

    [Fact]
    public void A_row_deleted_after_its_page_was_read_is_told()
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Sync(connector);
        var deleted = tenant.ProviderAccounts()[tenant.Pax8!.State.Companies.First(company => company.Status != "Deleted").Id].Id;
        tenant.Pax8.BeforeCall = call =>
        {
            if (!Observing.Page(2)(call)) return;
            tenant.Pax8.BeforeCall = null;
            tenant.Administrator.Delete("pax8_provideraccount", deleted);
        };

        tenant.Sync(connector).AssertEnded(Acting.CompletedWithIssues);

        Assert.Equal("1 of the companies that Pax8 lists have no row among the provider accounts here.", tenant.SingleIssue()["pax8_name"]);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void Subscriptions_beyond_a_total_that_is_too_small_are_not_lost(int total)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 20, subscriptions: 450);
        tenant.Pax8!.Faults = ListLies.Always(Lies.TotalIs(total));

        var job = tenant.SyncSubscriptions(connector);
        var compared = tenant.CompareSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((450, 0, 0, 0), job.Counts());
        Assert.StartsWith($"Pax8 counts {total} subscriptions but listed 450.", job.Message(), StringComparison.Ordinal);
        compared.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal(450, compared.Counts().Unchanged);
        tenant.AssertSubscriptionsEqualPax8();
        tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Subscriptions_of_one_provider_account_are_read_to_their_end()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 230);
        var account = tenant.Rows("pax8_provideraccount", "pax8_name")[0].Id;
        tenant.Pax8!.Faults = ListLies.Always(Lies.ShorterPages(100, says: false));

        var job = tenant.SyncSubscriptions(connector, account);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((230, 0, 0, 0), job.Counts());
        tenant.AssertSubscriptionsEqualPax8();
    }

    /// <summary>Jobs and batches of the version before know neither the size of pages nor which batch reads to the end.</summary>
    [Theory]
    [InlineData(1001)]
    [InlineData(1200)]
    public void A_job_planned_by_the_version_before_goes_on(int companies)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);
        var id = (Guid)tenant.PressSync(connector)["SyncJobId"];
        tenant.Dataverse.Async.RunNext();
        tenant.Administrator.Update(new Entity("pax8_syncjob", id) { ["pax8_pagesize"] = null });
        foreach (var batch in tenant.Rows("pax8_syncbatch", "pax8_name"))
            tenant.Administrator.Update(new Entity("pax8_syncbatch", batch.Id) { ["pax8_readstoend"] = null, ["pax8_listedcount"] = null });
        tenant.Settle();

        var job = tenant.Job(id);
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((companies, 0, 0, 0), job.Counts());
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("?")]
    public void An_id_is_compared_as_it_is_whatever_it_begins_with(string mark)
    {
        var (tenant, connector) = Given.TenantWithCompanies(20);
        tenant.Pax8!.Faults = ListLies.Always(Lies.MarkedId("id", mark));

        var first = tenant.Sync(connector);
        tenant.ResetCounts();
        var second = tenant.Sync(connector);

        first.AssertEnded(Acting.Succeeded);
        second.AssertEnded(Acting.Succeeded);
        Assert.Equal((0, 0, 20, 0), second.Counts());
        Assert.Equal(0, tenant.AccountWrites());
        Assert.Equal(0, tenant.Pax8.Count(Observing.OneCompany));
        Assert.Contains(tenant.ProviderAccounts(), row => row.Key.StartsWith(mark, StringComparison.Ordinal) && row.Value.Choice("statecode") == 0);
    }

    [Fact]
    public void An_id_of_900_characters_ends_the_job_with_an_issue()
    {
        var (tenant, connector) = Given.TenantWithCompanies(401);
        tenant.Pax8!.Faults = ListLies.Always(Lies.LongId("id"));

        var job = tenant.Sync(connector);

        Assert.Contains(job.Status(), new[] { Acting.CompletedWithIssues, Acting.Failed });
        job.AssertEnded(job.Status());
        Assert.NotEmpty(tenant.OpenIssues());
        Assert.All(tenant.OpenIssues(), issue => issue.AssertAnswersFourQuestions());
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, system => system.Failed);
    }

    /// <summary>What a batch has seen can no longer be stored, so none of its progress can.</summary>
    [Theory]
    [InlineData(401)]
    [InlineData(1201)]
    public void A_batch_whose_progress_cannot_be_saved_says_so_and_the_job_ends(int companies)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies, options => options.Shortening("pax8_syncbatch", "pax8_seenids", 100));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Failed);
        Assert.NotEmpty(tenant.OpenIssues());
        Assert.All(tenant.OpenIssues(), issue => issue.AssertAnswersFourQuestions());
        Assert.DoesNotContain(tenant.Rows("pax8_syncbatch", "pax8_batchstatus"), batch => batch.Choice("pax8_batchstatus") is var status && status < Observing.Option(2));
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, system => system.Failed);
    }
}
