using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
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
/// The real mode: worker threads on the wall clock.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
public sealed class WorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Workers_run_all_jobs_also_those_that_jobs_cause(bool file)
    {
        using var place = new TemporaryFile();
        using var database = file ? TenantDatabase.File(place.Path) : TenantDatabase.InMemory();
        var world = new World()
            .Step("Create", Shelf, 40, run => { for (var book = 0; book < 5; book++) run.System.Create(Row(Book)); }, asynchronous: true, autoDelete: true)
            .Step("Create", Book, 40, run => run.System.Create(Row(ShelfLabel)), asynchronous: true, autoDelete: true);
        using var tenant = Real(world, database);
        tenant.Async.Start(4);

        for (var shelf = 0; shelf < 10; shelf++)
        {
            tenant.Admin().Create(Row(Shelf));
        }

        await Idle(tenant);
        Assert.Equal(50, tenant.Admin().Count(ShelfLabel));
        Assert.Empty(tenant.Async.Jobs);
        await tenant.Async.StopAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Jobs_run_at_the_same_time_and_wait_for_each_other_outside_of_any_lock(bool file)
    {
        using var place = new TemporaryFile();
        using var database = file ? TenantDatabase.File(place.Path) : TenantDatabase.InMemory();
        using var together = new Barrier(3);
        var world = new World().Step("Create", Shelf, 40, run =>
        {
            run.System.Create(Row(ShelfLabel));
            Assert.True(together.SignalAndWait(Patience));
            run.System.Create(Row(ShelfLabel));
        }, asynchronous: true);
        using var tenant = Real(world, database);
        for (var shelf = 0; shelf < 3; shelf++)
        {
            tenant.Admin().Create(Row(Shelf));
        }

        tenant.Async.Start(3);

        await Idle(tenant);
        Assert.All(tenant.Async.Jobs, job => Assert.True(job.Succeeded, job.Message));
        Assert.Equal(6, tenant.Admin().Count(ShelfLabel));
    }

    [Fact]
    public async Task A_retry_comes_after_its_delay_without_anybody_waking_the_workers()
    {
        var runs = 0;
        var world = new World().Step("Create", Shelf, 40, _ =>
        {
            if (Interlocked.Increment(ref runs) < 3)
            {
                throw new InvalidPluginExecutionException(OperationStatus.Retry, "Busy.");
            }
        }, asynchronous: true);
        using var database = TenantDatabase.InMemory();
        using var tenant = Real(world, database, options => options with { RetryDelay = TimeSpan.FromMilliseconds(20) });
        tenant.Async.Start(2);

        tenant.Admin().Create(Row(Shelf));

        await Idle(tenant);
        Assert.Equal(3, runs);
        Assert.True(tenant.Async.Jobs.Single().Succeeded);
    }

    [Fact]
    public async Task In_a_file_readers_see_what_is_committed_while_a_transaction_is_open()
    {
        using var place = new TemporaryFile();
        using var database = TenantDatabase.File(place.Path);
        using var written = new ManualResetEventSlim();
        using var read = new ManualResetEventSlim();
        var world = new World().Step("Create", Shelf, 40, _ =>
        {
            written.Set();
            Assert.True(read.Wait(Patience));
        });
        using var tenant = Real(world, database);

        var writing = Task.Run(() => tenant.Admin().Create(Row(Shelf)));
        Assert.True(written.Wait(Patience));
        var during = tenant.Admin().Count(Shelf);
        read.Set();
        await writing;

        Assert.Equal(0, during);
        Assert.Equal(1, tenant.Admin().Count(Shelf));
    }

    [Fact]
    public async Task A_synchronous_plugin_that_has_not_written_yet_holds_nobody_up()
    {
        using var waiting = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var world = new World().Api("x_Wait", run =>
        {
            run.System.Count(Shelf);
            waiting.Set();
            Assert.True(go.Wait(Patience));
        });
        using var database = TenantDatabase.InMemory();
        using var tenant = Real(world, database);

        var call = Task.Run(() => tenant.Admin().Execute(new OrganizationRequest("x_Wait")));
        Assert.True(waiting.Wait(Patience));
        tenant.Admin().Create(Row(Shelf));
        go.Set();
        await call;

        Assert.Equal(1, tenant.Admin().Count(Shelf));
    }

    [Fact]
    public async Task Of_many_who_write_the_same_key_at_once_one_succeeds()
    {
        using var place = new TemporaryFile();
        using var database = TenantDatabase.File(place.Path);
        using var tenant = Real(new World(), database);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            try
            {
                tenant.Admin().Create(Row(Shelf, ("x_code", "one")));
                return 0;
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                return fault.Detail.ErrorCode;
            }
        })));

        Assert.Equal(1, outcomes.Count(outcome => outcome == 0));
        Assert.Equal(7, outcomes.Count(outcome => outcome == ErrorCodes.DuplicateRecordEntityKey));
    }

    [Fact]
    public async Task Who_waits_for_idle_is_told_when_the_process_was_stopped()
    {
        using var database = TenantDatabase.InMemory();
        using var tenant = Real(new World().Step("Create", Shelf, 40, _ => { }, asynchronous: true), database, options => options with { Probe = new StopAtStart() });
        tenant.Admin().Create(Row(Shelf));

        tenant.Async.Start(1);

        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => Idle(tenant));
        Assert.IsType<ProcessStoppedException>(told.InnerException);
    }

    [Fact]
    public async Task Jobs_run_one_by_one_only_while_no_workers_run()
    {
        using var database = TenantDatabase.InMemory();
        using var tenant = Real(new World(), database);
        tenant.Async.Start(1);

        Assert.Throws<InvalidOperationException>(() => tenant.Async.RunNext());
        Assert.Throws<InvalidOperationException>(() => tenant.Async.Start(1));

        await tenant.Async.StopAsync();
        Assert.False(tenant.Async.RunNext());
    }

    private static LocalDataverse Real(World world, TenantDatabase database, Func<LocalDataverseOptions, LocalDataverseOptions>? change = null) =>
        world.Open(options => (change ?? (same => same))(options with { Database = database, Time = TimeProvider.System }));

    private static async Task Idle(LocalDataverse tenant)
    {
        using var patience = new CancellationTokenSource(Patience);
        await tenant.Async.WhenIdleAsync(patience.Token);
    }

    private sealed class StopAtStart : ITenantProbe
    {
        public void Before(string operation, string table)
        {
            if (operation == "Start")
            {
                throw new ProcessStoppedException();
            }
        }

        public void After(string operation, string table)
        {
        }
    }
}
