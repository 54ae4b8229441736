using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>In which order the steps of a message run, and what of it survives an error.</summary>
public sealed class PipelineOrderTests
{
    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/event-framework#event-execution-pipeline</summary>
    [Fact]
    public void Steps_run_before_validation_before_the_operation_and_after_it_whatever_their_order_of_registration()
    {
        var seen = new List<string>();
        using var tenant = new Given()
            .Step("Create", 40, run => seen.Add($"40 row there: {run.Service.Retrieve(Sample.Order, run.Context.PrimaryEntityId, new()) is not null}"))
            .Step("Create", 20, run => seen.Add($"20 id known: {run.Context.PrimaryEntityId != Guid.Empty}"))
            .Step("Create", 10, run => seen.Add("10"))
            .Open();

        tenant.Order();

        Assert.Equal(["10", "20 id known: False", "40 row there: True"], seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/register-plug-in#register-plug-in-step (Execution Order)</summary>
    [Fact]
    public void Steps_of_one_stage_run_by_rank()
    {
        var seen = new List<int>();
        using var tenant = new Given()
            .Step("Create", 20, _ => seen.Add(3), rank: 3)
            .Step("Create", 20, _ => seen.Add(1), rank: 1)
            .Step("Create", 20, _ => seen.Add(2), rank: 2)
            .Open();

        tenant.Order();

        Assert.Equal([1, 2, 3], seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/event-framework#event-execution-pipeline</summary>
    [Fact]
    public void Only_stage_10_of_a_first_message_runs_outside_the_transaction()
    {
        var seen = new List<(int Stage, bool Inside)>();
        void Note(Execution run) => seen.Add((run.Context.Stage, run.Context.IsInTransaction));
        using var tenant = new Given().Step("Create", 10, Note).Step("Create", 20, Note).Step("Create", 40, Note).Open();

        tenant.Order();

        Assert.Equal([(10, false), (20, true), (40, true)], seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/write-plug-in (change the target before the operation)</summary>
    [Fact]
    public void What_a_step_before_the_operation_changes_in_the_target_is_written()
    {
        using var tenant = new Given().Step("Create", 20, run => run.Target["sample_name"] = "changed").Open();

        var order = tenant.Order(row => row["sample_name"] = "given");

        Assert.Equal("changed", tenant.Read(order).Name());
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/scalable-customization-design/database-transactions</summary>
    [Fact]
    public void An_error_after_the_operation_rolls_back_everything_even_rows_of_other_tables_and_system_jobs()
    {
        using var tenant = new Given()
            .Async("Create", _ => { })
            .Step("Create", 20, run => run.Service.Create(new Entity(Sample.Remark)))
            .Step("Create", 40, _ => throw new InvalidPluginExecutionException("No."))
            .Open();

        Fault(() => tenant.Order());

        Assert.Equal((0, 0), (tenant.Count(Sample.Order), tenant.Count(Sample.Remark)));
        Assert.Empty(tenant.Jobs);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/event-framework#event-execution-pipeline</summary>
    [Fact]
    public void What_stage_10_wrote_stays_when_the_operation_fails()
    {
        using var tenant = new Given()
            .Step("Create", 10, run => run.Service.Create(new Entity(Sample.Remark)))
            .Step("Create", 20, _ => throw new InvalidPluginExecutionException("No."))
            .Open();

        Fault(() => tenant.Order());

        Assert.Equal((0, 1), (tenant.Count(Sample.Order), tenant.Count(Sample.Remark)));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/include-filtering-attributes-plugin-registration</summary>
    [Fact]
    public void An_update_runs_a_filtered_step_only_when_a_column_of_the_filter_is_sent_changed_or_not()
    {
        var runs = 0;
        using var tenant = new Given().Step("Update", 20, _ => runs++, filter: ["sample_code", "sample_note"]).Open();
        var order = tenant.Order(row => row["sample_code"] = "A");

        tenant.Update(order, row => row["sample_name"] = "other column");
        var afterOther = runs;
        tenant.Update(order, row => row["sample_code"] = "A");

        Assert.Equal((0, 1), (afterOther, runs));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/use-upsert-insert-update-record</summary>
    [Fact]
    public void An_upsert_runs_the_steps_of_create_or_of_update()
    {
        var seen = new List<string>();
        using var tenant = new Given().Step("Create", 20, _ => seen.Add("create")).Step("Update", 20, _ => seen.Add("update")).Open();
        var row = new Entity(Sample.Order, "sample_number", "7");

        var first = (UpsertResponse)tenant.Admin.Execute(new UpsertRequest { Target = row });
        var second = (UpsertResponse)tenant.Admin.Execute(new UpsertRequest { Target = row });

        Assert.Equal(["create", "update"], seen);
        Assert.Equal((true, false, first.Target.Id), (first.RecordCreated, second.RecordCreated, second.Target.Id));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/org-service/early-bound-programming</summary>
    [Fact]
    public void A_target_of_another_class_than_Entity_is_refused()
    {
        using var tenant = new Given().Step("Create", 20, run => run.Context.InputParameters["Target"] = new Early()).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Contains("must be an Entity", fault.Message, StringComparison.Ordinal);
    }

    private sealed class Early : Entity
    {
        public Early() : base(Sample.Order) { }
    }
}
