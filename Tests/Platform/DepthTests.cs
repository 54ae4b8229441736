using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>Executions that cause each other end at a depth of 8. Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth</summary>
public sealed class DepthTests
{
    private const int InfiniteLoop = unchecked((int)0x80044182);

    /// <summary>learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth</summary>
    [Fact]
    public void Each_message_that_a_plug_in_sends_is_one_deeper()
    {
        var depths = new List<int>();
        using var tenant = new Given().Step("Create", 40, run =>
        {
            depths.Add(run.Context.Depth);
            if (run.Context.Depth < 8) run.Service.Create(new Entity(Sample.Order));
        }).Open();

        tenant.Order();

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], depths);
        Assert.Equal(8, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth</summary>
    [Fact]
    public void The_ninth_level_is_refused_as_an_infinite_loop_and_everything_is_rolled_back()
    {
        using var tenant = new Given().Step("Create", 40, run => run.Service.Create(new Entity(Sample.Order))).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Equal(InfiniteLoop, fault.ErrorCode);
        Assert.Contains("infinite loop", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service (a job keeps depth and correlation of its cause)</summary>
    [Fact]
    public void Asynchronous_hops_count_and_the_job_that_goes_too_deep_fails()
    {
        using var tenant = new Given().Async("Create", run => run.Service.Create(new Entity(Sample.Order))).Open();

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal(8, tenant.Count(Sample.Order));
        var failed = Assert.Single(tenant.Jobs, job => job.Failed);
        Assert.Equal(8, failed.Depth);
        Assert.Contains("infinite loop", failed.Message, StringComparison.Ordinal);
        Assert.Single(tenant.Jobs.Select(job => job.CorrelationId).Distinct());
    }

    /// <summary>learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth</summary>
    [Fact]
    public void Breadth_is_not_limited()
    {
        using var tenant = new Given().Async("Create", run =>
        {
            for (var i = 0; i < 50; i++) run.Service.Create(new Entity(Sample.Remark));
        }).Open();

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal(50, tenant.Count(Sample.Remark));
    }

    /// <summary>learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth</summary>
    [Fact]
    public void A_custom_API_counts_as_a_level()
    {
        var depths = new List<int>();
        using var tenant = new Given()
            .Api("sample_Outer", run => run.Service.Execute(new OrganizationRequest("sample_Inner")), global: true)
            .Api("sample_Inner", run => depths.Add(run.Context.Depth), global: true).Open();

        tenant.Admin.Execute(new OrganizationRequest("sample_Outer"));

        Assert.Equal([2], depths);
    }
}
