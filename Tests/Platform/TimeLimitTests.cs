using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Dataverse.Pipeline;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>An execution has two minutes. Source: learn.microsoft.com/power-apps/developer/data-platform/analyze-performance#time-and-resource-constraints</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/analyze-performance#time-and-resource-constraints</summary>
    [Fact]
    public void A_synchronous_step_past_two_minutes_is_ended_and_rolled_back()
    {
        var given = new Given();
        using var tenant = given.Step("Create", 40, _ => given.Time.Advance(TwoMinutes + TimeSpan.FromSeconds(1))).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Equal(ErrorCodes.PluginTimeout, fault.ErrorCode);
        Assert.Equal(0, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/analyze-performance#time-and-resource-constraints</summary>
    [Fact]
    public void Exactly_two_minutes_are_within_the_limit()
    {
        var given = new Given();
        using var tenant = given.Step("Create", 40, _ => given.Time.Advance(TwoMinutes)).Open();

        tenant.Order();

        Assert.Equal(1, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/analyze-performance#time-and-resource-constraints</summary>
    [Fact]
    public void All_synchronous_steps_of_an_operation_share_the_two_minutes()
    {
        var given = new Given();
        void Wait(Execution run) => given.Time.Advance(TimeSpan.FromSeconds(70));
        using var tenant = given.Step("Create", 20, Wait).Step("Create", 40, Wait).Open();

        Assert.Equal(ErrorCodes.PluginTimeout, Fault(() => tenant.Order()).ErrorCode);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/analyze-performance#time-and-resource-constraints</summary>
    [Fact]
    public void An_asynchronous_job_past_two_minutes_fails_and_keeps_what_it_wrote_before()
    {
        var given = new Given();
        using var tenant = given.Async("Create", run =>
        {
            run.Service.Create(new Entity(Sample.Remark));
            given.Time.Advance(TwoMinutes + TimeSpan.FromSeconds(1));
            run.Service.Create(new Entity(Sample.Remark));
        }).Open();

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.True(Assert.Single(tenant.Jobs).Failed);
        Assert.Contains("2 minutes", tenant.Jobs[0].Message, StringComparison.Ordinal);
        Assert.Equal(1, tenant.Count(Sample.Remark));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/analyze-performance#time-and-resource-constraints</summary>
    [Fact]
    public void Each_asynchronous_job_has_its_own_two_minutes()
    {
        var given = new Given();
        using var tenant = given.Async("Create", _ => given.Time.Advance(TimeSpan.FromSeconds(100))).Open();

        tenant.Order();
        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.All(tenant.Jobs, job => Assert.True(job.Succeeded));
        Assert.Equal(TimeSpan.FromSeconds(100), tenant.Dataverse.Statistics.LongestExecution);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api (the limit holds for its plug-in too)</summary>
    [Fact]
    public void A_custom_API_past_two_minutes_is_ended_whatever_its_plug_in_catches()
    {
        var given = new Given();
        using var tenant = given.Api("sample_Send", run =>
        {
            given.Time.Advance(TwoMinutes + TimeSpan.FromSeconds(1));
            Fault(() => run.Service.Create(new Entity(Sample.Remark)));
        }, global: true).Open();

        Assert.Equal(ErrorCodes.PluginTimeout, Fault(() => tenant.Admin.Execute(new OrganizationRequest("sample_Send"))).ErrorCode);
    }
}
