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
/// What code may do to rows of asyncoperation: state, status reason and PostponeUntil.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
public sealed class JobRowTests
{
    [Fact]
    public void A_job_is_a_row_that_can_be_read()
    {
        using var tenant = Waiting(out var job);

        var row = tenant.Admin().Read("asyncoperation", job.Id);

        Assert.Equal("Step1", row["name"]);
        Assert.Equal("Waiting For Resources", row.FormattedValues["statuscode"]);
        Assert.Equal(job.RowId, ((EntityReference)row["regardingobjectid"]).Id);
        Assert.Equal(tenant.AdministratorId, ((EntityReference)row["ownerid"]).Id);
    }

    [Fact]
    public void A_postponed_job_waits_for_its_time()
    {
        var world = new World().Step("Create", Shelf, 40, _ => { }, asynchronous: true);
        using var tenant = world.Open();
        tenant.Admin().Create(Row(Shelf));
        var job = tenant.Async.Jobs.Single();
        var later = world.Time.GetUtcNow().UtcDateTime.AddHours(1);

        tenant.Admin().Update(Row("asyncoperation", job.Id, ("postponeuntil", later)));

        Assert.False(tenant.Async.RunNext());
        tenant.Async.RunUntilIdle();
        Assert.Equal(later, world.Time.GetUtcNow().UtcDateTime);
        Assert.True(tenant.Async.Jobs.Single().Succeeded);
    }

    [Fact]
    public void A_waiting_job_may_be_cancelled_and_then_deleted()
    {
        using var tenant = Waiting(out var job);
        Fault(ErrorCodes.JobNotCompleted, () => tenant.Admin().Delete("asyncoperation", job.Id));

        tenant.Admin().Update(Row("asyncoperation", job.Id, ("statecode", new OptionSetValue(3)), ("statuscode", new OptionSetValue(32))));

        Assert.False(tenant.Async.RunNext());
        tenant.Admin().Delete("asyncoperation", job.Id);
        Assert.Empty(tenant.Async.Jobs);
    }

    [Fact]
    public void Other_changes_of_a_job_are_refused()
    {
        using var tenant = Waiting(out var job);

        Refusal(() => tenant.Admin().Update(Row("asyncoperation", job.Id, ("name", "Other"))));
        Fault(ErrorCodes.JobStateChange, () => tenant.Admin().Update(Row("asyncoperation", job.Id, ("statecode", new OptionSetValue(3)), ("statuscode", new OptionSetValue(30)))));
        Fault(ErrorCodes.JobStateChange, () => tenant.Admin().Update(Row("asyncoperation", job.Id, ("statecode", new OptionSetValue(2)))));
    }

    private static LocalDataverse Waiting(out AsyncJob job)
    {
        var tenant = new World().Step("Create", Shelf, 40, _ => { }, asynchronous: true).Open();
        tenant.Admin().Create(Row(Shelf));
        job = tenant.Async.Jobs.Single();
        return tenant;
    }
}
