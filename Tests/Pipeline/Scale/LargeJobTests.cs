using System;
using System.Linq;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Sync;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Scale;

/// <summary>The end of a job compares all its records, which takes longer the more there are.</summary>
public sealed class LargeJobTests
{
    private const int Succeeded = 3;

    [Theory]
    [InlineData(5_001, true)]
    [InlineData(30, false)]
    public void A_job_of_many_records_is_ended_by_an_execution_that_does_nothing_else(int counted, bool isLarge)
    {
        var (tenant, connector) = Given.TenantWithCompanies(30);
        // Else what is unmapped is decided about in such an execution too.
        tenant.ChangeConnector(connector, ("pax8_automatch", false));
        tenant.Pax8!.Faults = ListLies.Always(Lies.TotalIs(counted));

        var job = tenant.Sync(connector);

        Assert.Equal(isLarge ? Acting.CompletedWithIssues : Acting.Succeeded, job.Status());
        Assert.Equal(30, tenant.ProviderAccounts().Count);
        var ends = tenant.Rows("pax8_syncbatch", "pax8_batchkey", "pax8_batchstatus").Where(batch => batch.Text("pax8_batchkey")!.Contains(":end:", StringComparison.Ordinal)).ToList();
        Assert.Equal(isLarge, ends.Count > 0);
        Assert.All(ends, batch => Assert.Equal(Succeeded, batch.Number("pax8_batchstatus")));
    }

    /// <summary>Sixty batches, each made in two seconds, in the first reading and in the second.</summary>
    [Fact]
    public void More_batches_than_one_execution_can_make_are_made_by_several_and_each_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(10, options => options with { RowLatency = TimeSpan.FromSeconds(2) });
        tenant.Pax8!.Faults = ListLies.Always(Lies.TotalIs(60_000));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal(10, tenant.ProviderAccounts().Count);
        Assert.Equal((600, 600), (job["pax8_pagestotal"], job["pax8_pagesdone"]));
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void The_row_of_a_job_is_not_written_for_every_page()
    {
        var (tenant, connector) = Given.TenantWithCompanies(2000);

        tenant.Sync(connector);

        Assert.InRange(tenant.Writes("pax8_syncjob"), 4, 7);
    }
}
