using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Steps;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/analyze-performance</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(121);

    [Fact]
    public void Past_two_minutes_the_next_service_call_fails_and_all_is_undone()
    {
        var world = new World();
        world.Step("Create", Shelf, 20, run =>
        {
            run.System.Create(Row(ShelfLabel));
            world.Time.Advance(TooLong);
            run.System.Create(Row(ShelfLabel));
        });
        using var tenant = world.Open();

        Fault(ErrorCodes.PluginTimeout, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(0, tenant.Admin().Count(ShelfLabel));
    }

    [Fact]
    public void Past_two_minutes_the_end_of_the_plugin_fails_whatever_it_caught()
    {
        var world = new World();
        world.Step("Create", Shelf, 40, _ => world.Time.Advance(TooLong));
        using var tenant = world.Open();

        Fault(ErrorCodes.PluginTimeout, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(0, tenant.Admin().Count(Shelf));
    }

    [Fact]
    public void All_that_one_call_causes_has_the_two_minutes_together()
    {
        var world = new World();
        world.Step("Create", Shelf, 20, _ => world.Time.Advance(TimeSpan.FromSeconds(70))).Step("Create", Shelf, 40, _ => world.Time.Advance(TimeSpan.FromSeconds(70)));
        using var tenant = world.Open();

        Fault(ErrorCodes.PluginTimeout, () => tenant.Admin().Create(Row(Shelf)));
    }

    [Fact]
    public void A_job_has_two_minutes_of_its_own_and_fails_past_them_but_keeps_what_it_wrote()
    {
        var world = new World();
        world.Step("Create", Shelf, 40, run =>
        {
            run.System.Create(Row(ShelfLabel));
            world.Time.Advance(TooLong);
        }, asynchronous: true);
        using var tenant = world.Open();
        tenant.Admin().Create(Row(Shelf));

        tenant.Async.RunUntilIdle();

        var job = Assert.Single(tenant.Async.Jobs);
        Assert.True(job.Failed);
        Assert.Contains("timed-out", job.Message, StringComparison.Ordinal);
        Assert.Equal(1, tenant.Admin().Count(ShelfLabel));
        Assert.Equal(TooLong, tenant.Statistics.LongestExecution);
    }
}
