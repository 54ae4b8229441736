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

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service</summary>
public sealed class JobTests
{
    [Fact]
    public void An_asynchronous_step_becomes_a_job_that_runs_after_the_commit()
    {
        var runs = 0;
        using var tenant = new World().Step("Create", Shelf, 40, _ => runs++, asynchronous: true).Open();

        var id = tenant.Admin().Create(Row(Shelf));

        Assert.Equal(0, runs);
        var job = Assert.Single(tenant.Async.Jobs);
        Assert.Equal((0, 0, "Step1", "Create", Shelf, id, 0), (job.State, job.Status, job.Step, job.MessageName, job.Table, job.RowId, job.Attempts));

        Assert.True(tenant.Async.RunNext());

        Assert.Equal(1, runs);
        job = Assert.Single(tenant.Async.Jobs);
        Assert.Equal((3, 30, 1), (job.State, job.Status, job.Attempts));
        Assert.False(tenant.Async.RunNext());
    }

    // Source: …/best-practices (AsyncAutoDelete of the step)
    [Fact]
    public void A_succeeded_job_of_a_step_with_automatic_delete_is_gone_and_a_failed_one_stays()
    {
        var fail = false;
        var world = new World().Step("Create", Shelf, 40, _ =>
        {
            if (fail)
            {
                throw new InvalidPluginExecutionException("Not today.");
            }
        }, asynchronous: true, autoDelete: true);
        using var tenant = world.Open();
        tenant.Admin().Create(Row(Shelf));
        tenant.Async.RunUntilIdle();
        Assert.Empty(tenant.Async.Jobs);

        fail = true;
        tenant.Admin().Create(Row(Shelf));
        tenant.Async.RunUntilIdle();

        var job = Assert.Single(tenant.Async.Jobs);
        Assert.Equal((31, "Not today."), (job.Status, job.Message));
    }

    /// <summary>In memory the waiting ones are known without walking the rows, in a file they are not: both must say the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Jobs_that_come_wait_fail_and_are_changed_run_in_the_same_order_in_memory_as_in_a_file(int seed)
    {
        using var place = new TemporaryFile();
        using var file = TenantDatabase.File(place.Path);
        using var memory = TenantDatabase.InMemory();
        var expected = OrderOfRuns(seed, file);

        Assert.True(expected.Count > 100);
        Assert.Equal(expected, OrderOfRuns(seed, memory));
    }

    private static List<string> OrderOfRuns(int seed, TenantDatabase database)
    {
        var random = new Random(seed);
        var runs = new List<string>();
        var world = new World();
        world.Step("Create", Shelf, 40, run =>
            {
                runs.Add($"{world.Time.GetUtcNow():HH:mm} {run.Target["x_name"]}");
                if (random.Next(5) == 0) throw new InvalidPluginExecutionException(OperationStatus.Retry, "Later.");
                if (random.Next(5) == 0) throw new InvalidPluginExecutionException("Never.");
                if (random.Next(4) == 0) run.System.Create(Row(Shelf, ("x_name", $"of {run.Target["x_name"]}")));
            }, asynchronous: true, autoDelete: seed % 2 == 0)
            .Step("Create", Book, 40, run =>
            {
                run.System.Create(Row(Shelf, ("x_name", "taken back")));
                throw new InvalidPluginExecutionException("Taken back.");
            });
        for (var opened = 0; opened < 2; opened++)
        {
            using var tenant = world.Open(options => options with { Database = database, Seed = seed });
            for (var round = 0; round < 100; round++)
            {
                for (var shelf = random.Next(4); shelf > 0; shelf--) tenant.Admin().Create(Row(Shelf, ("x_name", $"{opened}.{round}.{shelf}")));
                if (random.Next(5) == 0) Assert.ThrowsAny<Exception>(() => tenant.Admin().Create(Row(Book)));
                if (random.Next(3) == 0) Meddle(tenant, random, world.Time.GetUtcNow().UtcDateTime);
                for (var run = random.Next(3); run > 0; run--) tenant.Async.RunNext();
                if (random.Next(5) == 0) world.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 4)));
            }

            if (opened == 1) tenant.Async.RunUntilIdle();
        }

        return runs;
    }

    private static void Meddle(LocalDataverse tenant, Random random, DateTime now)
    {
        var open = tenant.Async.Jobs.Where(job => job.State is 0 or 1).ToList();
        if (open.Count == 0) return;
        var job = Row("asyncoperation", open[random.Next(open.Count)].Id);
        switch (random.Next(4))
        {
            case 0:
                job["postponeuntil"] = now.AddMinutes(random.Next(-2, 5));
                break;
            case 1:
                job["statecode"] = new OptionSetValue(1);
                break;
            case 2:
                job["statecode"] = new OptionSetValue(0);
                break;
            default:
                job["statecode"] = new OptionSetValue(3);
                job["statuscode"] = new OptionSetValue(32);
                break;
        }

        tenant.Admin().Update(job);
        if (random.Next(2) == 0 && job.Contains("statuscode")) tenant.Admin().Delete("asyncoperation", job.Id);
    }

    [Fact]
    public void A_job_gets_target_images_and_shared_variables_as_they_were_at_the_operation()
    {
        IPluginExecutionContext? context = null;
        var world = new World()
            .Step("Update", Shelf, 20, run => run.Context.SharedVariables["mark"] = 7)
            .Step("Update", Shelf, 40, run => context = run.Context, asynchronous: true, images:
                [World.Image(ImageType.Pre, "before", "x_price", "x_wood", "x_builton"), World.Image(ImageType.Post, "after", "x_count", "ownerid")]);
        using var tenant = world.Open();
        var built = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var id = tenant.Admin().Create(Row(Shelf, ("x_price", new Money(1.5m)), ("x_wood", new OptionSetValue(2)), ("x_builton", built)));
        tenant.Admin().Update(Row(Shelf, id, ("x_count", 1), ("x_weight", 2.5m), ("x_name", "Ünïcode \"quoted\"")));
        tenant.Admin().Update(Row(Shelf, id, ("x_count", 2)));

        tenant.Async.RunUntilIdle();
        var first = tenant.Traces;

        Assert.Equal((40, 1, false), (context!.Stage, context.Mode, context.IsInTransaction));
        Assert.Equal(7, context.SharedVariables["mark"]);
        Assert.Equal(1.5m, ((Money)context.PreEntityImages["before"]["x_price"]).Value);
        Assert.Equal(2, ((OptionSetValue)context.PreEntityImages["before"]["x_wood"]).Value);
        Assert.Equal(built, context.PreEntityImages["before"]["x_builton"]);
        Assert.Equal(tenant.AdministratorId, ((EntityReference)context.PostEntityImages["after"]["ownerid"]).Id);
        Assert.NotEqual(Guid.Empty, context.OperationId);
        Assert.True(first.Count(trace => trace.Asynchronous) == 2);
    }

    [Fact]
    public void A_job_runs_as_the_user_who_caused_it_with_his_correlation_and_depth()
    {
        var contexts = new List<IPluginExecutionContext>();
        var world = new World()
            .Step("Create", Shelf, 40, run => { contexts.Add(run.Context); run.System.Create(Row(ShelfLabel)); }, asynchronous: true)
            .Step("Create", ShelfLabel, 40, run => contexts.Add(run.Context), asynchronous: true);
        using var tenant = world.Open();
        var user = tenant.AddUser("Somebody", "System Administrator");

        tenant.ServiceFor(user).Create(Row(Shelf));
        tenant.Async.RunUntilIdle();

        Assert.Equal([(user, user, 1), (tenant.SystemUserId, user, 2)], contexts.Select(context => (context.UserId, context.InitiatingUserId, context.Depth)));
        Assert.Equal(contexts[0].CorrelationId, contexts[1].CorrelationId);
    }

    // Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth
    [Fact]
    public void Depth_is_inherited_across_jobs_so_a_job_that_causes_itself_ends_at_8()
    {
        var world = new World().Step("Update", Shelf, 40, run => run.System.Update(Row(Shelf, run.Context.PrimaryEntityId, ("x_count", run.Context.Depth))), asynchronous: true);
        using var tenant = world.Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Update(Row(Shelf, id, ("x_count", 0)));
        tenant.Async.RunUntilIdle();

        Assert.Equal(8, tenant.Async.Jobs.Count);
        Assert.True(tenant.Async.Jobs[^1].Failed);
        Assert.Equal(7, tenant.Admin().Read(Shelf, id)["x_count"]);
    }

    [Fact]
    public void Every_service_call_of_a_job_commits_on_its_own_and_its_errors_may_be_handled()
    {
        var world = new World().Step("Create", Shelf, 40, run =>
        {
            run.System.Create(Row(ShelfLabel));
            Assert.ThrowsAny<Exception>(() => run.System.Create(Row("x_nothing")));
            run.System.Create(Row(ShelfLabel));
            throw new InvalidPluginExecutionException("Late.");
        }, asynchronous: true);
        using var tenant = world.Open();
        tenant.Admin().Create(Row(Shelf));

        tenant.Async.RunUntilIdle();

        Assert.Equal(2, tenant.Admin().Count(ShelfLabel));
        Assert.True(tenant.Async.Jobs.Single().Failed);
    }

    [Fact]
    public void A_plain_exception_fails_the_job_at_once_with_its_message()
    {
        var runs = 0;
        var world = new World().Step("Create", Shelf, 40, _ => { runs++; throw new InvalidOperationException("Oops"); }, asynchronous: true);
        using var tenant = world.Open();
        tenant.Admin().Create(Row(Shelf));

        tenant.Async.RunUntilIdle();

        Assert.Equal(1, runs);
        Assert.Equal("Oops", tenant.Async.Jobs.Single().Message);
    }

    // Source: learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions
    [Fact]
    public void A_job_that_asks_for_a_retry_each_time_is_executed_4_times_and_fails()
    {
        var moments = new List<DateTimeOffset>();
        var world = new World();
        world.Step("Create", Shelf, 40, _ =>
        {
            moments.Add(world.Time.GetUtcNow());
            throw new InvalidPluginExecutionException(OperationStatus.Retry, "Busy.");
        }, asynchronous: true);
        using var tenant = world.Open(options => options with { RetryDelay = TimeSpan.FromMinutes(2) });
        tenant.Admin().Create(Row(Shelf));

        tenant.Async.RunNext();
        var waiting = tenant.Async.Jobs.Single();
        tenant.Async.RunUntilIdle();

        Assert.Equal((1, 10, "Busy."), (waiting.State, waiting.Status, waiting.Message));
        Assert.Equal(4, moments.Count);
        Assert.Equal(TimeSpan.FromMinutes(6), moments[3] - moments[0]);
        var job = tenant.Async.Jobs.Single();
        Assert.Equal((31, "Busy.", 4), (job.Status, job.Message, job.Attempts));
    }

    [Fact]
    public void A_retried_job_that_succeeds_is_succeeded()
    {
        var runs = 0;
        var world = new World().Step("Create", Shelf, 40, _ =>
        {
            if (++runs == 1)
            {
                throw new InvalidPluginExecutionException(OperationStatus.Retry, "Busy.");
            }
        }, asynchronous: true);
        using var tenant = world.Open();
        tenant.Admin().Create(Row(Shelf));

        tenant.Async.RunUntilIdle();

        Assert.Equal(2, runs);
        Assert.True(tenant.Async.Jobs.Single().Succeeded);
    }

    [Fact]
    public void The_order_of_ready_jobs_follows_from_the_seed_and_from_nothing_else()
    {
        Assert.Equal(OrderOf(1), OrderOf(1));
        Assert.Contains(Enumerable.Range(2, 5), seed => OrderOf(seed) != OrderOf(1));
    }

    [Fact]
    public void Every_job_can_run_twice()
    {
        var runs = 0;
        using var tenant = new World().Step("Create", Shelf, 40, _ => runs++, asynchronous: true).Open(options => options with { DuplicateRuns = 1 });
        tenant.Admin().Create(Row(Shelf));

        tenant.Async.RunUntilIdle();

        Assert.Equal(2, runs);
        var job = tenant.Async.Jobs.Single();
        Assert.Equal((30, 2), (job.Status, job.Attempts));
    }

    private static string OrderOf(int seed)
    {
        var order = "";
        using var tenant = new World().Step("Create", Shelf, 40, run => order += run.Target["x_code"], asynchronous: true).Open(options => options with { Seed = seed });
        foreach (var code in "abcdef")
        {
            tenant.Admin().Create(Row(Shelf, ("x_code", code.ToString())));
        }

        tenant.Async.RunUntilIdle();
        return order;
    }
}
