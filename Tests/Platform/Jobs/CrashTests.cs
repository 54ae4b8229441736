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

namespace Pax8Dataverse.Tests.Platform.Jobs;

/// <summary>
/// The process dies at a commit. What was committed stays, what was not is gone, and a worker that died leaves its job to the
/// next one. Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
public sealed class CrashTests
{
    [Fact]
    public void Every_commit_is_announced_before_and_after_with_operation_and_table()
    {
        var probe = new Probe();
        var world = new World()
            .Step("Create", Shelf, 20, run => run.System.Create(Row(ShelfLabel)))
            .Step("Create", Shelf, 40, run => run.System.Create(Row(Book)), asynchronous: true);
        using var tenant = world.Open(options => options with { Probe = probe });

        tenant.Admin().Create(Row(Shelf));
        tenant.Admin().Count(Shelf);
        tenant.Async.RunUntilIdle();

        Assert.Equal(["Create x_shelf", "Start asyncoperation", "Create x_book", "Finish asyncoperation"], probe.Seen);
    }

    [Fact]
    public void A_stop_before_the_commit_loses_the_write_and_a_stop_after_it_keeps_it()
    {
        Assert.Equal(0, RowsAfterStop(after: false));
        Assert.Equal(1, RowsAfterStop(after: true));
    }

    [Fact]
    public void A_stopped_tenant_refuses_all_further_work()
    {
        using var tenant = new World().Open(options => options with { Probe = new Probe { StopAt = 1 } });
        Assert.Throws<ProcessStoppedException>(() => tenant.Admin().Create(Row(Shelf)));

        Assert.True(tenant.Stopped);
        Assert.Throws<ProcessStoppedException>(() => tenant.Admin().Count(Shelf));
        Assert.Throws<ProcessStoppedException>(() => tenant.Async.RunNext());
    }

    [Fact]
    public void A_stop_passes_through_a_plugin_that_catches_everything_and_its_job_is_not_failed()
    {
        var calls = 0;
        var world = new World().Step("Create", Shelf, 40, run =>
        {
            for (var call = 0; call < 3; call++)
            {
                try
                {
                    run.System.Create(Row(ShelfLabel));
                    calls++;
                }
                catch (Exception exception)
                {
                    Assert.IsType<ProcessStoppedException>(exception);
                }
            }
        }, asynchronous: true);
        using var database = TenantDatabase.InMemory();
        using (var tenant = world.Open(options => options with { Database = database, Probe = new Probe { StopAt = 7 } }))
        {
            tenant.Admin().Create(Row(Shelf));
            Assert.Throws<ProcessStoppedException>(() => tenant.Async.RunNext());
        }

        Assert.Equal(1, calls);
        using var again = world.Open(options => options with { Database = database });
        Assert.Equal((0, 0, 1), Standing(again.Async.Jobs.Single()));
        again.Async.RunUntilIdle();
        Assert.Equal((3, 30, 2), Standing(again.Async.Jobs.Single()));
        Assert.Equal(1 + 3, again.Admin().Count(ShelfLabel));
    }

    [Fact]
    public void A_stop_at_any_commit_leaves_a_database_that_another_tenant_finishes()
    {
        var commits = CountCommits();
        for (var stop = 1; stop <= 2 * commits; stop++)
        {
            using var database = TenantDatabase.InMemory();
            using (var tenant = Chain().Open(options => options with { Database = database, Probe = new Probe { StopAt = stop } }))
            {
                Assert.Throws<ProcessStoppedException>(() => Work(tenant));
            }

            using var again = Chain().Open(options => options with { Database = database });
            Work(again);
            Assert.All(again.Async.Jobs, job => Assert.True(job.Succeeded));
            Assert.Equal(1, again.Admin().Count(Shelf));
            Assert.Equal(1, again.Admin().Count(Book));
        }
    }

    private static int CountCommits()
    {
        var probe = new Probe();
        using var tenant = Chain().Open(options => options with { Probe = probe });
        Work(tenant);
        return probe.Seen.Count;
    }

    /// <summary>A job that writes a row by a key, so that running it twice is harmless.</summary>
    private static World Chain() => new World().Step("Create", Shelf, 40, run => run.System.Execute(new UpsertRequest
    {
        Target = new Entity(Book, new KeyAttributeCollection { ["x_shelfid"] = new EntityReference(Shelf, run.Context.PrimaryEntityId), ["x_name"] = "a" }),
    }), asynchronous: true);

    private static void Work(LocalDataverse tenant)
    {
        tenant.Admin().Execute(new UpsertRequest { Target = new Entity(Shelf, "x_code", "one") });
        tenant.Async.RunUntilIdle();
    }

    private static int RowsAfterStop(bool after)
    {
        using var database = TenantDatabase.InMemory();
        using (var tenant = new World().Open(options => options with { Database = database, Probe = new Probe { StopAt = after ? 2 : 1 } }))
        {
            Assert.Throws<ProcessStoppedException>(() => tenant.Admin().Create(Row(Shelf)));
        }

        using var again = new World().Open(options => options with { Database = database });
        return again.Admin().Count(Shelf);
    }

    private static (int State, int Status, int Attempts) Standing(AsyncJob job) => (job.State, job.Status, job.Attempts);

    /// <summary>Notes commits; stops at the n-th call, where a Before is an odd and an After an even one.</summary>
    private sealed class Probe : ITenantProbe
    {
        private int calls;

        public List<string> Seen { get; } = [];

        public int StopAt { get; init; }

        public void Before(string operation, string table) => Count();

        public void After(string operation, string table)
        {
            Seen.Add($"{operation} {table}");
            Count();
        }

        private void Count()
        {
            if (++calls == StopAt)
            {
                throw new ProcessStoppedException();
            }
        }
    }
}
