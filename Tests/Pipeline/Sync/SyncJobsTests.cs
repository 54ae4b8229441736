using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>One open job per connector, its progress, its end, and what brings a job back that lost its way.</summary>
public sealed class SyncJobsTests
{
    private static readonly string Secret = Guid.NewGuid().ToString("N");

    [Fact]
    public void A_second_click_returns_the_running_job_with_its_progress_and_creates_nothing()
    {
        var (tenant, connector) = Given.TenantWithCompanies(1001);
        var first = tenant.PressSync(connector);
        var planning = tenant.PressSync(connector);
        tenant.Dataverse.Async.RunNext();
        tenant.Dataverse.Async.RunNext();
        var done = tenant.Job((Guid)first["SyncJobId"])["pax8_pagesdone"];
        tenant.ResetCounts();

        var reading = tenant.PressSync(connector);

        Assert.Equal((false, true, true), (first["AlreadyRunning"], planning["AlreadyRunning"], reading["AlreadyRunning"]));
        Assert.Equal([first["SyncJobId"], first["SyncJobId"]], [planning["SyncJobId"], reading["SyncJobId"]]);
        Assert.Equal("The sync was started. It goes on in the background; its progress is shown on the sync job.", first["Message"]);
        Assert.Equal("A sync is already running: it is being planned. Nothing new was started.", planning["Message"]);
        Assert.Equal($"A sync is already running: {done} of 6 pages done. Nothing new was started.", reading["Message"]);
        Assert.Equal(0, tenant.Dataverse.Statistics.TotalWrites);
        Assert.Single(tenant.Rows("pax8_syncjob", "pax8_name"));
    }

    /// <summary>All batches write on it, so it is written every ten seconds at most.</summary>
    [Fact]
    public void Progress_is_seen_while_the_job_runs()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var tenant = Given.Tenant(options => options with { Companies = 2001, Time = time });
        var connector = tenant.CreateConnector("Pax8");
        var id = (Guid)tenant.PressSync(connector)["SyncJobId"];
        var seen = new List<Entity> { tenant.Job(id) };
        while (tenant.Dataverse.Async.RunNext())
        {
            seen.Add(tenant.Job(id));
            time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(
            [Acting.Waiting, Acting.InProgress, Acting.InProgress, Acting.InProgress, Acting.InProgress, Acting.Succeeded],
            seen.Select(job => job.Status()));
        var pages = seen.ConvertAll(job => job.GetAttributeValue<int>("pax8_pagesdone"));
        Assert.Equal(pages.Order(), pages);
        Assert.Equal(5, pages.Distinct().Count());
        Assert.Equal((11, 2001), (seen[1]["pax8_pagestotal"], seen[1]["pax8_remotecount"]));
        Assert.All(seen[1..], job => Assert.Equal(job.Counts().Created, Math.Min(2001, 200 * job.GetAttributeValue<int>("pax8_pagesdone") - Missing(job))));
        Assert.All(seen[..^1], job => Assert.True(job.IsLocked()));
        seen[^1].AssertEnded(Acting.Succeeded);
    }

    [Fact]
    public void Two_connectors_are_synchronised_beside_each_other()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var other = new Pax8Simulator(new Pax8SimulatorOptions { Seed = 2, Companies = 1100, ApplicationId = "other", ApplicationSecret = Secret, TimeProvider = time });
        var tenant = Given.Tenant(options => options with { Companies = 1100, Time = time, OtherHosts = new Dictionary<string, Pax8Simulator> { ["other.pax8.com"] = other } });
        var first = tenant.CreateConnector("First");
        var second = tenant.CreateConnector("Second", row =>
        {
            row["pax8_endpointurl"] = "https://other.pax8.com";
            row["pax8_applicationid"] = "other";
            row["pax8_applicationsecret"] = Secret;
        });
        other.State.AddCompany("Only in the other");

        Guid[] jobs = [(Guid)tenant.PressSync(first)["SyncJobId"], (Guid)tenant.PressSync(second)["SyncJobId"]];
        tenant.Settle();

        Assert.NotEqual(jobs[0], jobs[1]);
        tenant.Job(jobs[0]).AssertEnded(Acting.Succeeded);
        tenant.Job(jobs[1]).AssertEnded(Acting.Succeeded);
        Assert.Equal([(1100, 0, 0, 0), (1101, 0, 0, 0)], jobs.Select(job => tenant.Job(job).Counts()));
        tenant.AssertEqualToPax8(first);
        Assert.Empty(LocalTenant.Demo.Comparison.Of(other.State.Companies, tenant.Administrator, second).Differences);
        tenant.ResetCounts();
        tenant.Sync(first).AssertEnded(Acting.Succeeded);
        tenant.Sync(second).AssertEnded(Acting.Succeeded);
        Assert.Equal(0, tenant.AccountWrites());
    }

    [Theory]
    [InlineData("pax8_syncjob", 0, false)]
    [InlineData("pax8_syncjob", 0, true)]
    [InlineData("pax8_syncbatch", 1, false)]
    [InlineData("pax8_syncbatch", 2, true)]
    public void A_job_whose_system_jobs_were_lost_is_resumed_after_some_minutes(string lost, int jobsBefore, bool byResume)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1001);
        var id = (Guid)tenant.PressSync(connector)["SyncJobId"];
        for (var job = 0; job < jobsBefore; job++) tenant.Dataverse.Async.RunNext();
        tenant.LoseSystemJobs(lost);
        tenant.Settle();
        tenant.Advance(TimeSpan.FromMinutes(4));
        var early = byResume ? tenant.PressResume(id) : tenant.PressSync(connector);
        tenant.Advance(TimeSpan.FromMinutes(2));

        var answer = byResume ? tenant.PressResume(id) : tenant.PressSync(connector);
        tenant.Settle();

        Assert.Contains(byResume ? "is running; there is nothing to resume" : "already running", (string)early["Message"], StringComparison.Ordinal);
        Assert.Equal(id, answer["SyncJobId"]);
        Assert.Equal("The interrupted sync was resumed. It goes on in the background from where it stopped.", answer["Message"]);
        var ended = tenant.Job(id);
        ended.AssertEnded(Acting.Succeeded);
        Assert.Equal((1001, 0, 0, 0), ended.Counts());
        Assert.Equal(6, tenant.CompanyCalls());
        tenant.AssertEqualToPax8(connector);
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void Resuming_a_finished_job_is_refused_with_what_to_do()
    {
        var (tenant, connector) = Given.TenantWithCompanies(1);
        var job = tenant.Sync(connector);

        var refusal = Assert.Throws<FaultException<OrganizationServiceFault>>(() => tenant.PressResume(job.Id));

        Assert.Equal("This sync job is finished, so there is nothing to resume. Start a new sync.", refusal.Message);
    }

    [Fact]
    public void A_job_created_by_hand_works_like_the_button_and_a_second_open_one_is_refused()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        Entity ByHand() => new("pax8_syncjob") { ["pax8_connectorid"] = new EntityReference("pax8_connector", connector), ["pax8_kind"] = new OptionSetValue(Observing.Option(0)) };
        var id = tenant.Administrator.Create(ByHand());

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => tenant.Administrator.Create(ByHand()));
        Assert.Equal(id, tenant.PressSync(connector)["SyncJobId"]);
        tenant.Settle();

        var job = tenant.Job(id);
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((3, 0, 0, 0), job.Counts());
        Assert.Single(tenant.Rows("pax8_syncjob", "pax8_name"));
        tenant.Administrator.Create(ByHand());
    }

    [Fact]
    public void Deactivating_the_connector_cancels_its_job_and_a_later_sync_reads_the_rest()
    {
        var (tenant, connector) = Given.TenantWithCompanies(1001);
        var id = (Guid)tenant.PressSync(connector)["SyncJobId"];
        tenant.Dataverse.Async.RunNext();
        tenant.Dataverse.Async.RunNext();
        SetState(tenant, connector, active: false);
        tenant.ResetCounts();
        tenant.Settle();

        tenant.Job(id).AssertEnded(Acting.Cancelled);
        Assert.Equal((0L, 0), (tenant.AccountWrites(), tenant.CompanyCalls()));
        Assert.Throws<FaultException<OrganizationServiceFault>>(() => tenant.PressSync(connector));
        SetState(tenant, connector, active: true);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_job_that_is_cancelled_while_a_page_is_read_stays_cancelled()
    {
        var (tenant, connector) = Given.TenantWithCompanies(401);
        var id = (Guid)tenant.PressSync(connector)["SyncJobId"];
        tenant.Pax8!.BeforeCall = call =>
        {
            if (Observing.Page(1)(call)) SetState(tenant, connector, active: false);
        };
        tenant.Settle();

        tenant.Job(id).AssertEnded(Acting.Cancelled);
        Assert.Equal(2, tenant.CompanyCalls());
        Assert.All(tenant.Rows("pax8_syncbatch", "pax8_batchstatus"), batch => Assert.Equal(Observing.Option(6), batch.Choice("pax8_batchstatus")));
    }

    [Fact]
    public void System_jobs_that_run_twice_close_the_job_once()
    {
        using var synced = Synced(2001, out var connector);
        for (var seed = 1; seed <= 25; seed++)
        {
            using var database = TenantDatabase.CopyOf(synced);
            var updates = new List<Entity>();
            var pax8 = Pax8With(2001, TimeProvider.System);
            var tenant = Given.Tenant(options => options.Noting("pax8_syncjob", updates) with { Database = database, Pax8 = pax8, Seed = seed, DuplicateRuns = 0.5 });
            pax8.State.RenameCompany(pax8.State.Companies[seed * 70].Id, "Renamed");
            pax8.State.VanishCompany(pax8.State.Companies.Last(company => company.Status != "Deleted").Id);
            tenant.ResetCounts();

            var job = tenant.Sync(connector);

            job.AssertEnded(Acting.Succeeded);
            Assert.Equal(1, updates.Closings());
            Assert.Equal((0, 2, 1999, 0), job.Counts());
            Assert.Equal(2, tenant.AccountWrites());
            // 2000 companies now; the token of the simulator before is refused once.
            Assert.Equal(Observing.CallsOf(2000) + 1, tenant.CompanyCalls());
        }
    }

    [Fact]
    public async Task Workers_that_finish_batches_at_the_same_moment_close_the_job_once()
    {
        using var synced = Synced(2001, out var connector);
        for (var run = 1; run <= 6; run++)
        {
            using var database = TenantDatabase.CopyOf(synced);
            var updates = new List<Entity>();
            var pax8 = Pax8With(2001, TimeProvider.System);
            await using var tenant = Given.Tenant(options => options.Noting("pax8_syncjob", updates) with { Simulated = false, Database = database, Pax8 = pax8, Seed = run });
            pax8.State.RenameCompany(pax8.State.Companies[run * 300].Id, "Renamed");

            var id = (Guid)tenant.PressSync(connector)["SyncJobId"];
            await tenant.SettleAsync();

            tenant.Job(id).AssertEnded(Acting.Succeeded);
            Assert.Equal(1, updates.Closings());
            Assert.Equal((0, 1, 2000, 0), tenant.Job(id).Counts());
            Assert.Equal(11, tenant.Job(id)["pax8_pagesdone"]);
            Assert.Equal(1, tenant.AccountWrites());
        }
    }

    /// <summary>A database in which so many companies were synchronised once.</summary>
    private static TenantDatabase Synced(int companies, out Guid connector)
    {
        var database = TenantDatabase.InMemory();
        var tenant = Given.Tenant(options => options with { Database = database, Pax8 = Pax8With(companies, TimeProvider.System) });
        connector = tenant.CreateConnector("Pax8");
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        return database;
    }

    private static Pax8Simulator Pax8With(int companies, TimeProvider time) =>
        new(new Pax8SimulatorOptions { Companies = companies, ApplicationSecret = Secret, TimeProvider = time });

    private static void SetState(Tenant tenant, Guid connector, bool active) => tenant.Administrator.Update(
        new Entity("pax8_connector", connector) { ["statecode"] = new OptionSetValue(active ? 0 : 1), ["statuscode"] = new OptionSetValue(active ? 1 : 2) });

    /// <summary>The last page, whenever it is read, holds one company of 200.</summary>
    private static int Missing(Entity job) => job.Counts().Created % 200 == 1 ? 199 : 0;
}
