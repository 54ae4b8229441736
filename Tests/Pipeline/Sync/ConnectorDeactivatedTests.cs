using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>Deactivating a connector cancels its queued work, and nothing new starts.</summary>
public sealed class ConnectorDeactivatedTests
{
    private const string Message =
        "Cancelled, because Pax8 was deactivated. What was read is kept. Activate it and start the sync again to read the rest.";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_job_that_is_at_work_reads_no_further_page_and_its_batch_stays_cancelled(int pages)
    {
        var probe = new AfterPage(pages);
        var (tenant, connector) = Given.TenantWithCompanies(1800, options => options with { Probe = probe });
        await using var disposing = tenant;
        probe.Act = () => tenant.Deactivate(connector);

        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];
        await tenant.SettleAsync();

        Assert.Null(probe.Act);
        IsCancelled(tenant, job);
        Assert.All(tenant.Rows("pax8_syncbatch", "pax8_batchstatus"), batch => Assert.Contains(batch.Number("pax8_batchstatus"), new[] { 3, 6 }));
        Assert.True(tenant.Pax8Requests["GET /companies"] <= pages + 1, "Pages were read after the batch was cancelled.");
    }

    [Fact]
    public async Task A_paused_job_is_cancelled_with_the_batches_that_were_to_be_resumed()
    {
        var (tenant, connector) = Given.TenantWithCompanies(200, options => options with { Latency = TimeSpan.FromSeconds(19) });
        await using var disposing = tenant;
        tenant.Pax8!.Faults = ListLies.Always(ListLies.Endless());
        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];
        await tenant.SettleAsync();
        Assert.Equal(Acting.Paused, tenant.Job(job).Status());

        tenant.Deactivate(connector);

        Assert.Equal(Acting.Cancelled, tenant.Job(job).Status());
        Assert.DoesNotContain(tenant.Rows("pax8_syncbatch", "pax8_batchstatus"), batch => batch.Number("pax8_batchstatus") == 5);
    }

    [Fact]
    public async Task A_job_that_waits_is_cancelled_before_it_calls_Pax8()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        await using var disposing = tenant;
        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];

        tenant.Deactivate(connector);
        await tenant.SettleAsync();

        IsCancelled(tenant, job);
        Assert.Empty(tenant.Pax8Requests);
    }

    [Fact]
    public async Task Batches_that_wait_are_cancelled_and_read_nothing()
    {
        var (tenant, connector) = Given.TenantWithCompanies(1001);
        await using var disposing = tenant;
        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];
        Assert.True(tenant.Dataverse.Async.RunNext());
        tenant.ResetCounts();

        tenant.Deactivate(connector);
        await tenant.SettleAsync();

        IsCancelled(tenant, job);
        Assert.Equal(2, tenant.Rows("pax8_syncbatch").Count);
        Assert.Equal(0, tenant.CompanyCalls());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task A_worker_in_the_middle_of_its_batch_stops_after_the_page_it_is_on(int call)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1001);
        await using var disposing = tenant;
        var calls = 0;
        tenant.Pax8!.BeforeCall = made =>
        {
            if (made.Endpoint == "GET /companies" && ++calls == call) tenant.Deactivate(connector);
        };
        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];

        await tenant.SettleAsync();

        IsCancelled(tenant, job);
        Assert.Equal(call, tenant.CompanyCalls());
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, system => system.Failed);
    }

    [Fact]
    public async Task Only_the_work_of_that_connector_is_cancelled()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        await using var disposing = tenant;
        var other = tenant.CreateConnector("Other", row => row["pax8_endpointurl"] = "https://other.pax8.com");
        var cancelled = (Guid)tenant.PressSync(connector)["SyncJobId"];
        var kept = (Guid)tenant.PressSync(other)["SyncJobId"];

        tenant.Deactivate(connector);

        IsCancelled(tenant, cancelled);
        Assert.Equal(Acting.Waiting, tenant.Job(kept).Status());
    }

    [Fact]
    public async Task Nothing_new_starts_while_the_connector_is_inactive()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        await using var disposing = tenant;
        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];
        tenant.Deactivate(connector);
        await tenant.SettleAsync();

        Assert.Equal("Pax8 is inactive, so nothing is synchronised. Activate the provider integration and try again.", Refusal(() => tenant.PressSync(connector)));
        Assert.Equal("This sync job is finished, so there is nothing to resume. Start a new sync.", Refusal(() => tenant.PressResume(job)));
        Assert.Equal("Provider Pax8 is inactive. Activate it, or choose another, and save again.", Refusal(() => tenant.Administrator.Create(new Entity("pax8_syncjob")
        {
            ["pax8_connectorid"] = new EntityReference("pax8_connector", connector),
            ["pax8_kind"] = Option(0),
        })));
        Assert.Single(tenant.Rows("pax8_syncjob"));
    }

    [Fact]
    public async Task An_activated_connector_reads_the_rest_with_a_new_job()
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        await using var disposing = tenant;
        var calls = 0;
        tenant.Pax8!.BeforeCall = made =>
        {
            if (made.Endpoint == "GET /companies" && ++calls == 2) tenant.Deactivate(connector);
        };
        tenant.PressSync(connector);
        await tenant.SettleAsync();
        tenant.Pax8.BeforeCall = null;
        var kept = tenant.ProviderAccounts().Count;

        tenant.Activate(connector);
        var job = tenant.Sync(connector);

        Assert.Equal(Acting.Succeeded, job.Status());
        Assert.InRange(kept, 200, 400);
        Assert.Equal((450 - kept, 0, kept, 0), job.Counts());
    }

    [Fact]
    public async Task Provider_accounts_stay_as_they_are()
    {
        var (tenant, connector) = Given.TenantWithCompanies(5);
        await using var disposing = tenant;
        tenant.Sync(connector);
        var before = tenant.Picture();

        tenant.Deactivate(connector);
        await tenant.SettleAsync();

        Assert.Equal(before, tenant.Picture());
    }

    private static void IsCancelled(Tenant tenant, Guid id)
    {
        var job = tenant.Job(id);
        Assert.Equal(Acting.Cancelled, job.Status());
        Assert.False(job.Contains("pax8_lockkey"), "The lock was not freed.");
        Assert.Equal(Message, job.Text("pax8_message"));
        Assert.True(job.Contains("pax8_finishedon"));
        Assert.All(tenant.Rows("pax8_syncbatch", "pax8_batchstatus", "pax8_syncjobid", "pax8_name"), batch =>
        {
            if (batch.GetAttributeValue<EntityReference>("pax8_syncjobid").Id == id)
                Assert.True(batch.Number("pax8_batchstatus") is 3 or 6, $"{batch.Text("pax8_name")} has status {batch.Number("pax8_batchstatus")}.");
        });
    }

    /// <summary>Acts once, right after the progress of so many pages was committed.</summary>
    private sealed class AfterPage(int pages) : ITenantProbe
    {
        private int _seen;

        public Action? Act { get; set; }

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
            // Each batch is claimed by a write before its pages are saved.
            if (operation != "Update" || table != "pax8_syncbatch" || Act is not { } act || ++_seen <= pages) return;
            Act = null;
            act();
        }
    }
}
