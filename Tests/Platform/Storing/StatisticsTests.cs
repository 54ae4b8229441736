using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Storing;

/// <summary>What the tenant counts, and what a write costs.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void Committed_rows_are_counted_by_message_and_table_and_rolled_back_ones_are_not()
    {
        var fail = false;
        var world = new World().Step("Create", Shelf, 40, run =>
        {
            run.System.Create(Row(ShelfLabel));
            if (fail)
            {
                throw new InvalidPluginExecutionException("No.");
            }
        });
        using var tenant = world.Open();

        var id = tenant.Admin().Create(Row(Shelf));
        tenant.Admin().Update(Row(Shelf, id, ("x_count", 1)));
        fail = true;
        Assert.ThrowsAny<Exception>(() => tenant.Admin().Create(Row(Shelf)));
        tenant.Admin().Read(Shelf, id);
        tenant.Admin().Count(ShelfLabel);

        Assert.Equal((1, 1, 1), (tenant.Statistics.WritesOf("Create", Shelf), tenant.Statistics.WritesOf("Create", ShelfLabel), tenant.Statistics.WritesOf("Update", Shelf)));
        Assert.Equal(3, tenant.Statistics.TotalWrites);
        Assert.Equal(1, tenant.Statistics.Reads[Shelf]);
        Assert.Equal(2, tenant.Statistics.TotalReads);
        tenant.Statistics.Reset();
        Assert.Equal((0, 0, TimeSpan.Zero), (tenant.Statistics.TotalWrites, tenant.Statistics.TotalReads, tenant.Statistics.LongestExecution));
    }

    [Fact]
    public void The_services_own_bookkeeping_of_jobs_is_not_counted()
    {
        using var tenant = new World().Step("Create", Shelf, 40, _ => { }, asynchronous: true).Open();

        tenant.Admin().Create(Row(Shelf));
        tenant.Async.RunUntilIdle();

        Assert.Equal(1, tenant.Statistics.TotalWrites);
    }

    [Fact]
    public void Each_written_row_takes_the_write_latency_on_the_tenants_clock()
    {
        var world = new World().Step("Create", Shelf, 40, run => run.System.Create(Row(ShelfLabel)));
        using var tenant = world.Open(options => options with { WriteLatency = TimeSpan.FromMilliseconds(50) });
        var start = world.Time.GetUtcNow();

        tenant.Admin().Create(Row(Shelf));
        tenant.Admin().Count(Shelf);

        Assert.Equal(TimeSpan.FromMilliseconds(100), world.Time.GetUtcNow() - start);
        Assert.Equal(TimeSpan.FromMilliseconds(100), tenant.Statistics.LongestExecution);
    }
}
