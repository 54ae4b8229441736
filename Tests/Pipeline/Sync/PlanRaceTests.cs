using System;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>Batches begin while the plan still creates others: what others write meanwhile must not end the plan.</summary>
public sealed class PlanRaceTests
{
    [Fact]
    public async Task A_batch_that_works_while_the_plan_goes_on_does_not_end_the_plan()
    {
        var probe = new AfterFirstBatch();
        var (tenant, connector) = Given.TenantWithCompanies(1001, options => options with { Probe = probe });
        await using var disposing = tenant;
        probe.Act = () => Assert.True(tenant.Dataverse.Async.RunNext());

        var job = tenant.Sync(connector);

        Assert.Equal(Acting.Succeeded, job.Status());
        Assert.Equal((1001, 0, 0, 0), job.Counts());
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, system => system.Failed);
    }

    [Fact]
    public async Task A_connector_deactivated_while_the_plan_goes_on_leaves_no_batch_waiting()
    {
        var probe = new AfterFirstBatch();
        var (tenant, connector) = Given.TenantWithCompanies(1001, options => options with { Probe = probe });
        await using var disposing = tenant;
        probe.Act = () => tenant.Deactivate(connector);

        var job = tenant.Sync(connector);

        Assert.Equal(Acting.Cancelled, job.Status());
        Assert.All(tenant.Rows("pax8_syncbatch", "pax8_batchstatus"), batch => Assert.Equal(6, batch.Number("pax8_batchstatus")));
        Assert.Equal(2, tenant.Rows("pax8_syncbatch").Count);
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, system => system.Failed);
    }

    /// <summary>Acts once, right after the first batch is committed.</summary>
    private sealed class AfterFirstBatch : ITenantProbe
    {
        public Action? Act { get; set; }

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
            if (operation != "Create" || table != "pax8_syncbatch" || Act is not { } act) return;
            Act = null;
            act();
        }
    }
}
