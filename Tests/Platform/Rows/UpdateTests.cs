using System;
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

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-update-delete</summary>
public sealed class UpdateTests
{
    [Fact]
    public void An_update_changes_what_it_names_and_moves_the_version()
    {
        var world = new World();
        using var tenant = world.Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_name", "One"), ("x_count", 1)));
        var before = tenant.Admin().Read(Shelf, id);
        world.Time.Advance(TimeSpan.FromHours(1));

        tenant.Admin().Update(Row(Shelf, id, ("x_count", 2)));

        var after = tenant.Admin().Read(Shelf, id);
        Assert.Equal("One", after["x_name"]);
        Assert.Equal(2, after["x_count"]);
        Assert.Equal(before["createdon"], after["createdon"]);
        Assert.Equal(((DateTime)before["modifiedon"]).AddHours(1), after["modifiedon"]);
        Assert.True((long)after["versionnumber"] > (long)before["versionnumber"]);
    }

    [Fact]
    public void A_null_empties_the_column()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_name", "One")));

        tenant.Admin().Update(Row(Shelf, id, ("x_name", null)));

        Assert.False(tenant.Admin().Read(Shelf, id).Contains("x_name"));
    }

    [Fact]
    public void A_row_that_is_not_there_cannot_be_updated_or_deleted_or_read()
    {
        using var tenant = new World().Open();
        var id = Guid.NewGuid();

        Fault(ErrorCodes.ObjectDoesNotExist, () => tenant.Admin().Update(Row(Shelf, id, ("x_count", 2))));
        Fault(ErrorCodes.ObjectDoesNotExist, () => tenant.Admin().Delete(Shelf, id));
        var fault = Fault(ErrorCodes.ObjectDoesNotExist, () => tenant.Admin().Read(Shelf, id));
        Assert.Equal($"Entity 'x_shelf' With Id = {id} Does Not Exist", fault.Message);
    }

    [Fact]
    public void The_callers_own_objects_are_left_as_they_were()
    {
        var world = new World().Step("Update", Shelf, 20, run => run.Target["x_count"] = 9);
        using var tenant = world.Open();
        var id = tenant.Admin().Create(Row(Shelf));
        var given = Row(Shelf, id, ("x_name", "One"));

        tenant.Admin().Update(given);

        Assert.Single(given.Attributes);
        Assert.Equal(9, tenant.Admin().Read(Shelf, id)["x_count"]);
    }

    // Source of the three: learn.microsoft.com/power-apps/developer/data-platform/define-custom-state-model-transitions
    [Fact]
    public void A_state_alone_brings_its_default_status_reason()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Update(Row(Shelf, id, ("statecode", new OptionSetValue(1))));

        Assert.Equal(2, ((OptionSetValue)tenant.Admin().Read(Shelf, id)["statuscode"]).Value);
    }

    [Fact]
    public void A_status_reason_must_belong_to_the_state_that_the_row_has()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));

        Fault(ErrorCodes.InvalidStateCodeStatusCode, () => tenant.Admin().Update(Row(Shelf, id, ("statuscode", new OptionSetValue(2)))));
        Fault(ErrorCodes.InvalidStateCodeStatusCode, () => tenant.Admin().Create(Row(Shelf, ("statuscode", new OptionSetValue(2)))));
    }

    [Fact]
    public void State_and_status_reason_together_must_belong_together()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Update(Row(Shelf, id, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2))));

        Fault(ErrorCodes.InvalidStateCodeStatusCode, () => tenant.Admin().Update(
            Row(Shelf, id, ("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(2)))));
    }

    [Fact]
    public void The_owner_cannot_be_cleared()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));

        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Update(Row(Shelf, id, ("ownerid", null))));
    }
}
