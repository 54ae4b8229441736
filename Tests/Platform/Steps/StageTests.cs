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

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/event-framework</summary>
public sealed class StageTests
{
    [Fact]
    public void Steps_run_by_stage_and_then_by_rank()
    {
        var order = new List<string>();
        var world = new World()
            .Step("Create", Shelf, 40, _ => order.Add("40"))
            .Step("Create", Shelf, 20, _ => order.Add("20 second"), rank: 2)
            .Step("Create", Shelf, 20, _ => order.Add("20 first"), rank: 1)
            .Step("Create", Shelf, 10, _ => order.Add("10"));
        using var tenant = world.Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal(["10", "20 first", "20 second", "40"], order);
    }

    [Fact]
    public void Before_the_operation_the_target_may_be_changed()
    {
        using var tenant = new World().Step("Create", Shelf, 20, run => run.Target["x_name"] = "From the step").Open();

        var id = tenant.Admin().Create(Row(Shelf, ("x_name", "From the caller")));

        Assert.Equal("From the step", tenant.Admin().Read(Shelf, id)["x_name"]);
    }

    [Fact]
    public void After_a_create_the_id_is_known_and_not_before()
    {
        Guid before = Guid.NewGuid(), after = Guid.Empty;
        object? output = null;
        var world = new World()
            .Step("Create", Shelf, 20, run => before = run.Context.PrimaryEntityId)
            .Step("Create", Shelf, 40, run => (after, output) = (run.Context.PrimaryEntityId, run.Context.OutputParameters["id"]));
        using var tenant = world.Open();

        var id = tenant.Admin().Create(Row(Shelf));

        Assert.Equal(Guid.Empty, before);
        Assert.Equal(id, after);
        Assert.Equal(id, output);
    }

    // Source: …/best-practices/business-logic/include-filtering-attributes-plugin-registration
    [Fact]
    public void A_step_with_filtering_columns_runs_when_one_of_them_is_in_the_target_changed_or_not()
    {
        var runs = 0;
        using var tenant = new World().Step("Update", Shelf, 20, _ => runs++, filter: ["x_count", "x_name"]).Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_count", 1)));

        tenant.Admin().Update(Row(Shelf, id, ("x_weight", 1m)));
        Assert.Equal(0, runs);

        tenant.Admin().Update(Row(Shelf, id, ("x_count", 1)));
        Assert.Equal(1, runs);
    }

    [Fact]
    public void The_target_of_an_update_holds_what_the_caller_gave_and_the_id()
    {
        string[] columns = [];
        Guid id = Guid.Empty;
        using var tenant = new World().Step("Update", Shelf, 20, run => (columns, id) = ([.. run.Target.Attributes.Keys], run.Target.Id)).Open();
        var row = tenant.Admin().Create(Row(Shelf, ("x_name", "One"), ("x_code", "A")));

        tenant.Admin().Update(new Entity(Shelf, "x_code", "A") { ["x_count"] = 1 });

        Assert.Equal(["x_count", "x_shelfid"], columns.Order());
        Assert.Equal(row, id);
    }

    [Fact]
    public void The_target_of_a_delete_is_a_reference()
    {
        EntityReference? target = null;
        using var tenant = new World().Step("Delete", Shelf, 20, run => target = (EntityReference)run.Context.InputParameters["Target"]).Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Delete(Shelf, id);

        Assert.Equal(new EntityReference(Shelf, id), target);
    }

    [Fact]
    public void Stage_10_runs_outside_of_the_transaction_and_20_and_40_inside()
    {
        var inside = new List<bool>();
        var world = new World();
        foreach (var stage in new[] { 10, 20, 40 })
        {
            world.Step("Create", Shelf, stage, run => inside.Add(run.Context.IsInTransaction));
        }

        using var tenant = world.Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal([false, true, true], inside);
    }

    [Fact]
    public void What_stage_10_wrote_stays_when_the_operation_fails()
    {
        var world = new World()
            .Step("Create", Shelf, 10, run => run.System.Create(Row(ShelfLabel)))
            .Step("Create", Shelf, 20, _ => throw new InvalidPluginExecutionException("No."));
        using var tenant = world.Open();

        Fault(ErrorCodes.IsvAborted, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(1, tenant.Admin().Count(ShelfLabel));
    }

    [Fact]
    public void Stage_10_of_an_operation_inside_a_transaction_is_in_that_transaction()
    {
        var inside = false;
        var world = new World()
            .Step("Create", Shelf, 20, run => run.System.Create(Row(ShelfLabel)))
            .Step("Create", ShelfLabel, 10, run => inside = run.Context.IsInTransaction);
        using var tenant = world.Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.True(inside);
    }

    [Fact]
    public void An_asynchronous_step_belongs_to_stage_40_only()
    {
        var world = new World().Step("Create", Shelf, 20, _ => { }, asynchronous: true);

        Assert.Contains("only stage 40 may be", Assert.Throws<InvalidOperationException>(() => world.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_on_other_messages_are_refused_by_name()
    {
        Refusal(() => new World().Step("Retrieve", Shelf, 20, _ => { }).Open());
    }

    // Source: …/org-service/early-bound-programming
    [Fact]
    public void An_early_bound_target_is_refused()
    {
        using var tenant = new World().Step("Create", Shelf, 20, run => run.Context.InputParameters["Target"] = new EarlyBound()).Open();

        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Create(Row(Shelf)));
    }

    private sealed class EarlyBound() : Entity(Shelf);
}
