using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Dataverse.Pipeline;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>Asynchronous steps.</summary>
public sealed class AsyncTests
{
    private const string Jobs = "asyncoperation";

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service</summary>
    [Fact]
    public void An_asynchronous_step_runs_after_the_commit_outside_a_transaction()
    {
        (bool RowThere, bool InTransaction, int Mode, int Stage) seen = default;
        using var tenant = new Given().Async("Create", run => seen = (
            run.Service.Retrieve(Sample.Order, run.Context.PrimaryEntityId, new ColumnSet()) is not null, run.Context.IsInTransaction, run.Context.Mode, run.Context.Stage)).Open();

        tenant.Order();
        var before = seen;
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal(default, before);
        Assert.Equal((true, false, 1, 40), seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service</summary>
    [Fact]
    public void A_job_waits_as_ready_and_ends_as_succeeded()
    {
        using var tenant = new Given().Async("Create", _ => { }).Open();

        var order = tenant.Order();
        var waiting = Assert.Single(tenant.Jobs);
        tenant.Dataverse.Async.RunUntilIdle();
        var done = Assert.Single(tenant.Jobs);

        Assert.Equal((0, 0, 0, order), (waiting.State, waiting.Status, waiting.Attempts, waiting.RowId));
        Assert.Equal((3, 30, 1), (done.State, done.Status, done.Attempts));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service</summary>
    [Fact]
    public void A_job_runs_as_the_user_who_caused_it_and_has_the_images_of_that_moment()
    {
        (Guid User, string? Name) seen = default;
        using var tenant = new Given().Async("Update", run => seen = (run.Context.UserId, run.Context.PostEntityImages["after"].Name()),
            images: Given.Image("after", LocalTenant.Dataverse.Metadata.ImageType.Post, "sample_name")).Open();
        var clerk = tenant.Dataverse.AddUser("Carl Clerk", Sample.Clerk);
        var order = tenant.Order(by: tenant.As(clerk));

        tenant.Update(order, row => row["sample_name"] = "first", tenant.As(clerk));
        tenant.Admin.Delete(Sample.Order, order);
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal((clerk, "first"), seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service#delete-completed-jobs (AsyncAutoDelete)</summary>
    [Fact]
    public void AsyncAutoDelete_removes_jobs_that_succeeded_and_keeps_those_that_failed()
    {
        using var tenant = new Given().Async("Create", run =>
        {
            if (run.Target.Name() == "bad") throw new InvalidPluginExecutionException("Bad.");
        }, autoDelete: true).Open();

        tenant.Order(row => row["sample_name"] = "good");
        tenant.Order(row => row["sample_name"] = "bad");
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.True(Assert.Single(tenant.Jobs).Failed);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions#exceptions-in-asynchronous-registered-plug-ins</summary>
    [Fact]
    public void A_plain_exception_fails_the_job_at_once_and_keeps_what_was_written()
    {
        using var tenant = new Given().Async("Create", run =>
        {
            run.Service.Create(new Entity(Sample.Remark));
            throw new InvalidOperationException("broken");
        }).Open();

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        var job = Assert.Single(tenant.Jobs);
        Assert.Equal((31, 1, "broken"), (job.Status, job.Attempts, job.Message));
        Assert.Equal((1, 1), (tenant.Count(Sample.Order), tenant.Count(Sample.Remark)));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions#exceptions-in-asynchronous-registered-plug-ins (OperationStatus.Retry)</summary>
    [Fact]
    public void A_job_that_always_asks_for_a_retry_runs_four_times_and_fails()
    {
        var runs = new List<DateTimeOffset>();
        var given = new Given();
        using var tenant = given.Async("Create", _ =>
        {
            runs.Add(given.Time.GetUtcNow());
            throw new InvalidPluginExecutionException(OperationStatus.Retry, "Busy.");
        }).Open(options => options with { RetryDelay = TimeSpan.FromMinutes(5) });

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal(4, runs.Count);
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(5), pair.Second - pair.First));
        var job = Assert.Single(tenant.Jobs);
        Assert.Equal((31, 4, "Busy."), (job.Status, job.Attempts, job.Message));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions#exceptions-in-asynchronous-registered-plug-ins (OperationStatus.Retry)</summary>
    [Fact]
    public void A_job_that_asks_for_a_retry_waits_and_may_then_succeed()
    {
        var runs = 0;
        using var tenant = new Given().Async("Create", _ =>
        {
            if (++runs == 1) throw new InvalidPluginExecutionException(OperationStatus.Retry, "Busy.");
        }).Open();
        tenant.Order();

        var first = tenant.Dataverse.Async.RunNext();
        var waiting = Assert.Single(tenant.Jobs);
        var tooEarly = tenant.Dataverse.Async.RunNext();
        tenant.Time.Advance(TimeSpan.FromMinutes(1));
        var second = tenant.Dataverse.Async.RunNext();

        Assert.Equal((true, false, true), (first, tooEarly, second));
        Assert.Equal((1, 10, "Busy."), (waiting.State, waiting.Status, waiting.Message));
        Assert.True(Assert.Single(tenant.Jobs).Succeeded);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service (order is not guaranteed)</summary>
    [Fact]
    public void The_seed_decides_the_order_of_jobs_and_replays_it()
    {
        List<string?> Orders(int seed)
        {
            var seen = new List<string?>();
            using var tenant = new Given().Async("Create", run => seen.Add(run.Target.Name())).Open(options => options with { Seed = seed });
            foreach (var name in "abcdefgh") tenant.Order(row => row["sample_name"] = name.ToString());
            tenant.Dataverse.Async.RunUntilIdle();
            return seen;
        }

        Assert.Equal(Orders(1), Orders(1));
        Assert.NotEqual(Orders(1), Orders(2));
        Assert.Equal(Orders(1).Order(), Orders(2).Order());
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service: a worker may die between the work and its mark.</summary>
    [Fact]
    public void Every_job_runs_twice_when_duplicate_runs_are_certain()
    {
        var runs = 0;
        using var tenant = new Given().Async("Create", _ => runs++).Open(options => options with { DuplicateRuns = 1 });

        tenant.Order();
        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal(4, runs);
        Assert.All(tenant.Jobs, job => Assert.True(job.Succeeded));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service#change-state-of-system-jobs (PostponeUntil)</summary>
    [Fact]
    public void A_ready_job_can_be_postponed()
    {
        var runs = 0;
        using var tenant = new Given().Async("Create", _ => runs++).Open();
        tenant.Order();
        var job = Assert.Single(tenant.Jobs);

        tenant.Admin.Update(new Entity(Jobs, job.Id) { ["postponeuntil"] = tenant.Time.GetUtcNow().UtcDateTime.AddHours(2) });
        var early = tenant.Dataverse.Async.RunNext();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal((false, 1, TimeSpan.FromHours(2)), (early, runs, tenant.Time.Elapsed));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service#change-state-of-system-jobs</summary>
    [Fact]
    public void A_suspended_job_rests_until_it_is_resumed()
    {
        var runs = 0;
        using var tenant = new Given().Async("Create", _ => runs++).Open();
        tenant.Order();
        var job = Assert.Single(tenant.Jobs);

        tenant.Admin.Update(new Entity(Jobs, job.Id) { ["statecode"] = Option(1), ["statuscode"] = Option(10) });
        tenant.Dataverse.Async.RunUntilIdle();
        var whileSuspended = runs;
        tenant.Admin.Update(new Entity(Jobs, job.Id) { ["statecode"] = Option(0) });
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal((0, 1), (whileSuspended, runs));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service#change-state-of-system-jobs</summary>
    [Fact]
    public void A_waiting_job_can_be_cancelled_and_then_deleted_but_neither_brought_back_nor_deleted_before()
    {
        using var tenant = new Given().Async("Create", _ => { }).Open();
        tenant.Order();
        var job = Assert.Single(tenant.Jobs);

        var tooEarly = Fault(() => tenant.Admin.Delete(Jobs, job.Id));
        tenant.Admin.Update(new Entity(Jobs, job.Id) { ["statecode"] = Option(3), ["statuscode"] = Option(32) });
        var back = Fault(() => tenant.Admin.Update(new Entity(Jobs, job.Id) { ["statecode"] = Option(0) }));
        tenant.Admin.Delete(Jobs, job.Id);

        Assert.Equal((ErrorCodes.JobNotCompleted, ErrorCodes.JobStateChange), (tooEarly.ErrorCode, back.ErrorCode));
        Assert.Empty(tenant.Jobs);
        Assert.False(tenant.Dataverse.Async.RunNext());
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service: code creates no jobs.</summary>
    [Fact]
    public void Creating_a_system_job_is_refused()
    {
        using var tenant = Given.Tenant();

        Assert.Throws<NotSupportedException>(() => tenant.Admin.Create(new Entity(Jobs)));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/reference/entities/asyncoperation</summary>
    [Fact]
    public void A_system_job_is_a_row_that_administrators_query()
    {
        using var tenant = new Given().Async("Create", _ => throw new InvalidPluginExecutionException("Bad.")).Open();
        var order = tenant.Order();

        tenant.Dataverse.Async.RunUntilIdle();

        var row = Assert.Single(tenant.All(Jobs, "statuscode", "messagename", "primaryentitytype", "regardingobjectid", "friendlymessage", "errorcode"));
        Assert.Equal(("Failed", "Create", Sample.Order, order, "Bad.", -2147220891),
            (row.FormattedValues["statuscode"], row["messagename"], row["primaryentitytype"], row.GetAttributeValue<EntityReference>("regardingobjectid").Id,
                row["friendlymessage"], row["errorcode"]));
    }
}
