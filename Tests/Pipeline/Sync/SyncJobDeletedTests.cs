using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>A person deletes a sync job that runs: its system jobs end quietly, saying so in the trace, and the next sync does all of it.</summary>
public sealed class SyncJobDeletedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Deleting_a_job_between_its_system_jobs_leaves_no_failed_one(int after)
    {
        var (tenant, connector) = Given.TenantWithCompanies(2500);
        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];
        for (var run = 0; run < after; run++) tenant.Dataverse.Async.RunNext();

        tenant.Administrator.Delete("pax8_syncjob", job);
        tenant.Settle();

        AssertQuiet(tenant);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Deleting_a_job_while_it_reads_a_page_ends_it_there(bool subscriptions)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(4, 30);
        var deleted = false;
        tenant.Pax8!.Faults = new ScriptedFaults().When(call =>
        {
            if (!deleted && call.Endpoint == (subscriptions ? SubscriptionScene.Listing : "GET /companies"))
            {
                deleted = true;
                foreach (var job in tenant.Rows("pax8_syncjob", "pax8_jobstatus").Where(job => job.Status() == Acting.InProgress)) tenant.Administrator.Delete("pax8_syncjob", job.Id);
            }
            return false;
        }, LocalTenant.Pax8.Fault.HtmlPage(200));

        tenant.Administrator.Execute(new OrganizationRequest(subscriptions ? "pax8_SyncSubscriptions" : "pax8_SyncProviderAccounts") { ["Target"] = new EntityReference("pax8_connector", connector) });
        tenant.Settle();

        Assert.True(deleted);
        AssertQuiet(tenant);
        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
    }

    private static void AssertQuiet(Tenant tenant)
    {
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, job => job.Failed);
        Assert.Contains(tenant.Dataverse.Traces, trace => trace.Text.Contains("ended, because the sync job was deleted", StringComparison.Ordinal));
    }
}
