using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>Two minutes for an execution and a depth of eight: slow writes and slow answers are handed over, paused and resumed.</summary>
public sealed class SyncDeadlineTests
{
    private static readonly string Secret = Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData(320, 0.7)]
    [InlineData(600, 0.5)]
    [InlineData(1001, 0.15)]
    public void Writes_too_slow_for_one_execution_are_handed_over(int companies, double seconds)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies, options => options with { RowLatency = TimeSpan.FromSeconds(seconds) });

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((companies, 0, 0, 0), job.Counts());
        Assert.Equal(companies, tenant.Dataverse.Statistics.WritesOf("Create", "pax8_provideraccount"));
        Assert.InRange(Hops(tenant).Max(), 1, 3);
        Assert.Equal(job["pax8_pagestotal"], job["pax8_pagesdone"]);
        tenant.AssertEqualToPax8(connector);
        tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_three_hops_the_job_pauses_until_Resume_or_a_new_Sync(bool byResume)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1000, options => options with { RowLatency = TimeSpan.FromSeconds(0.48) });

        var paused = tenant.Sync(connector);

        Assert.Equal(Acting.Paused, paused.Status());
        Assert.True(paused.IsLocked());
        Assert.Equal(3, Hops(tenant).Max());
        Assert.StartsWith("The sync was paused after 4 of 5 pages, because the platform limits how long work may go on by itself.", paused.Message(), StringComparison.Ordinal);
        var answer = byResume ? tenant.PressResume(paused.Id) : tenant.PressSync(connector);
        Assert.Equal(paused.Id, answer["SyncJobId"]);
        Assert.Equal("The interrupted sync was resumed. It goes on in the background from where it stopped.", answer["Message"]);
        if (!byResume) Assert.Equal(true, answer["AlreadyRunning"]);
        tenant.Settle();

        var job = tenant.Job(paused.Id);
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((1000, 0, 0, 0), job.Counts());
        Assert.Equal(1000, tenant.Dataverse.Statistics.WritesOf("Create", "pax8_provideraccount"));
        Assert.Single(tenant.Rows("pax8_syncjob", "pax8_name"));
        tenant.AssertEqualToPax8(connector);
        tenant.AssertWithinLimits();
    }

    /// <summary>What the last execution of a chain writes wakes steps that write licence change logs: these are one deeper.</summary>
    [Theory]
    [InlineData(150)]
    [InlineData(170)]
    public void No_row_is_refused_for_its_depth_where_writes_are_slow(int milliseconds)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 1000, options => options with { RowLatency = TimeSpan.FromMilliseconds(milliseconds) });

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(3, Hops(tenant).Max());
        tenant.AssertSubscriptionsEqualPax8();
        tenant.AssertWithinLimits();
    }

    /// <summary>A page that is begun and not ended is asked for again by whoever goes on.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(110)]
    public void No_page_is_read_twice_where_its_writes_would_not_fit_the_time_that_is_left(int milliseconds)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 10, subscriptions: 1900, options => options with { RowLatency = TimeSpan.FromMilliseconds(milliseconds) });
        tenant.ResetCounts();

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.InRange(Hops(tenant).Max(), 1, 3);
        Assert.Equal(10, tenant.Pax8!.Count(SubscriptionScene.Listing));
        tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(19)]
    public void Slow_answers_stay_within_the_limits(int seconds)
    {
        var (tenant, connector) = Given.TenantWithCompanies(2001, options => options with { Latency = TimeSpan.FromSeconds(seconds) });

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(11, tenant.CompanyCalls());
        Assert.Equal((2001, 0, 0, 0), job.Counts());
        tenant.AssertEqualToPax8(connector);
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void The_check_after_the_last_hop_would_be_too_deep_and_waits_to_be_resumed()
    {
        using var database = TenantDatabase.InMemory();
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 830, ApplicationSecret = Secret, TimeProvider = time });
        var quick = Given.Tenant(options => options with { Database = database, Time = time, Pax8 = pax8 });
        var connector = quick.CreateConnector("Pax8");
        quick.Sync(connector).AssertEnded(Acting.Succeeded);
        foreach (var company in pax8.State.Companies.ToList()) pax8.State.ChangeCompany(company.Id, one => one with { Name = one.Name + " renamed", Status = "Active" });
        pax8.State.VanishCompany(pax8.State.Companies[0].Id);
        var slow = Given.Tenant(options => options with { Database = database, Time = time, Pax8 = pax8, RowLatency = TimeSpan.FromSeconds(0.48), Seed = 2 });

        var paused = slow.Sync(connector);
        slow.PressResume(paused.Id);
        slow.Settle();
        var job = slow.Job(paused.Id);

        Assert.Equal(3, Hops(slow).Max());
        Assert.Equal(Acting.Paused, paused.Status());
        Assert.StartsWith("All pages were read.", paused.GetAttributeValue<string>("pax8_message"), StringComparison.Ordinal);
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((0, 830, 0, 0), job.Counts());
        slow.AssertEqualToPax8(connector);
        slow.AssertWithinLimits();
    }

    [Fact]
    public void A_list_that_lacks_records_at_the_last_hop_is_told_and_not_read_again_beyond_the_platforms_depth()
    {
        var (tenant, connector) = Given.TenantWithCompanies(830, options => options with { RowLatency = TimeSpan.FromSeconds(0.48) });
        tenant.Pax8!.Faults = ListLies.Always(Lies.TotalOff(20));

        var job = tenant.Sync(connector);

        Assert.Equal(3, Hops(tenant).Max());
        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((1, (830, 0, 0, 0)), (job["pax8_round"], job.Counts()));
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_check_of_many_companies_is_handed_over_paused_and_resumed_and_asks_for_each_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(100, options => options with { Latency = TimeSpan.FromSeconds(10) });
        tenant.Sync(connector);
        var vanished = tenant.Pax8!.State.Companies.Where(company => company.Status != "Deleted").Take(50).ToList();
        foreach (var company in vanished) tenant.Pax8.State.VanishCompany(company.Id);
        tenant.ResetCounts();

        var paused = tenant.Sync(connector);
        var asked = tenant.Pax8.Count(Observing.OneCompany);
        tenant.PressResume(paused.Id);
        tenant.Settle();

        Assert.Equal(Acting.Paused, paused.Status());
        Assert.InRange(asked, 20, 49);
        var job = tenant.Job(paused.Id);
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(50, tenant.Pax8.Count(Observing.OneCompany));
        Assert.Equal((0, 50, 50, 0), job.Counts());
        Assert.Equal(50, tenant.OpenIssues().Count);
        tenant.AssertEqualToPax8(connector);
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void Time_outs_and_slow_writes_together_stay_within_the_limits()
    {
        var (tenant, connector) = Given.TenantWithCompanies(600, options => options with { RowLatency = TimeSpan.FromSeconds(0.3), Latency = TimeSpan.FromSeconds(8) });
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(0), Fault.NeverAnswers(), times: 3).When(Observing.Page(2), Fault.NeverAnswers(), times: 2);

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((600, 0, 0, 0), job.Counts());
        tenant.AssertEqualToPax8(connector);
        tenant.AssertWithinLimits();
    }

    private static IEnumerable<int> Hops(Tenant tenant) => tenant.Rows("pax8_syncbatch", "pax8_hop").Select(batch => batch.GetAttributeValue<int>("pax8_hop"));
}
