using System;
using System.Linq;
using Pax8Dataverse.LocalTenant.Demo;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>What a sync costs: calls of Pax8 and writes here.</summary>
public sealed class SyncCountsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(2050)]
    public void N_companies_take_a_call_per_200_and_one_more_only_where_the_last_page_is_full_and_both_sides_are_equal(int companies)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);

        var job = tenant.Sync(connector);

        Assert.Equal(Acting.Succeeded, job.Status());
        Assert.Equal(Observing.CallsOf(companies), tenant.CompanyCalls());
        Assert.Equal((companies, 0, 0, 0), job.Counts());
        Assert.Empty(Comparison.Of(tenant.Pax8!.State.Companies, tenant.Administrator, connector).Differences);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_second_sync_makes_the_same_calls_and_writes_no_account_and_no_issue()
    {
        var (tenant, connector) = Given.TenantWithCompanies(1200);
        tenant.Sync(connector);
        tenant.ResetCounts();

        var job = tenant.Sync(connector);

        Assert.Equal((0, 0, 1200, 0), job.Counts());
        Assert.Equal(7, tenant.CompanyCalls());
        Assert.Equal(0, tenant.AccountWrites());
        Assert.DoesNotContain(tenant.Dataverse.Statistics.Writes.Keys, write => write.Table == "pax8_syncissue");
    }

    /// <summary>
    /// A batch is five pages of 200; each page costs one query of rows and two savings of progress, whatever it holds. One query more
    /// of the job asks whose Pax8 it is, one which customers were merged, one which other integration has the listed records, one when
    /// the sync before began, and one which companies are being made from here. The unmapped are decided about by an execution of its own, which asks for them by five hundred.
    /// </summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(4000)]
    public void What_an_unchanged_sync_asks_and_writes_here_grows_with_pages_and_not_with_rows(int companies)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);
        tenant.Sync(connector);
        tenant.ResetCounts();
        var (pages, batches) = (companies / 200, companies / 1000);

        tenant.Sync(connector);

        var statistics = tenant.Dataverse.Statistics;
        Assert.InRange(statistics.TotalWrites, pages, (2 * pages) + (4 * batches) + 6);
        Assert.Equal(statistics.TotalWrites, tenant.Writes("pax8_syncbatch") + tenant.Writes("pax8_syncjob"));
        Assert.InRange(statistics.Reads["pax8_provideraccount"], pages, pages + (2 * batches) + 5);
        Assert.True(statistics.TotalReads <= (5 * pages) + (18 * batches) + 45, $"{statistics.TotalReads} reads for {pages} pages.");
    }

    [Fact]
    public void Only_the_row_that_differs_is_written()
    {
        var (tenant, connector) = Given.TenantWithCompanies(250);
        tenant.Sync(connector);
        var company = tenant.Pax8!.State.Companies.First(one => one.Status == "Active");
        tenant.Pax8.State.RenameCompany(company.Id, "A new name");
        tenant.ResetCounts();

        var job = tenant.Sync(connector);

        Assert.Equal((0, 1, 249, 0), job.Counts());
        Assert.Equal(1, tenant.AccountWrites());
        Assert.Equal("A new name", tenant.ProviderAccounts()[company.Id]["pax8_name"]);
    }

    [Fact]
    public void A_token_serves_the_whole_run()
    {
        var (tenant, connector) = Given.TenantWithCompanies(600);

        tenant.Sync(connector);

        Assert.Equal(1, tenant.Pax8!.Count("POST /token"));
    }

    [Fact]
    public void Jobs_finish_with_their_lock_freed_and_their_times_set()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);

        var job = tenant.Sync(connector);

        Assert.False(job.Contains("pax8_lockkey"));
        Assert.True(job.Contains("pax8_startedon") && job.Contains("pax8_finishedon"));
        Assert.Equal("3 created, 0 updated, 0 unchanged, 0 failed.", job["pax8_message"]);
        Assert.All(tenant.Rows("pax8_syncbatch", "pax8_batchstatus"), batch => Assert.Equal(476500003, batch.GetAttributeValue<Microsoft.Xrm.Sdk.OptionSetValue>("pax8_batchstatus").Value));
    }
}
