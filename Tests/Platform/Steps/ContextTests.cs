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

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context</summary>
public sealed class ContextTests
{
    [Fact]
    public void The_context_tells_message_row_stage_mode_and_step()
    {
        IPluginExecutionContext? context = null;
        var world = new World().Step("Update", Shelf, 40, run => context = run.Context);
        using var tenant = world.Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Update(Row(Shelf, id, ("x_count", 1)));

        Assert.Equal(("Update", Shelf, id), (context!.MessageName, context.PrimaryEntityName, context.PrimaryEntityId));
        Assert.Equal((40, 0, 2), (context.Stage, context.Mode, context.IsolationMode));
        Assert.Equal("Step1", context.OwningExtension.Name);
        Assert.Equal(world.Time.GetUtcNow().UtcDateTime, context.OperationCreatedOn);
        Assert.Equal((tenant.BusinessUnitId, tenant.OrganizationId), (context.BusinessUnitId, context.OrganizationId));
    }

    [Fact]
    public void Every_version_of_the_context_interface_is_offered_and_unknown_services_are_not()
    {
        var answers = new List<object?>();
        Type[] wanted =
        [
            typeof(IExecutionContext), typeof(IPluginExecutionContext), typeof(IPluginExecutionContext2), typeof(IPluginExecutionContext3), typeof(IPluginExecutionContext4),
            typeof(IPluginExecutionContext5), typeof(IPluginExecutionContext6), typeof(IPluginExecutionContext7), typeof(ITracingService), typeof(IOrganizationServiceFactory),
        ];
        using var tenant = new World().Step("Create", Shelf, 20, run => answers.AddRange(wanted.Append(typeof(IFormattable)).Select(run.Services.GetService))).Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.All(answers.SkipLast(1), Assert.NotNull);
        Assert.Null(answers[^1]);
    }

    [Fact]
    public void Services_beyond_the_platforms_own_come_from_the_options()
    {
        object? answer = null;
        using var tenant = new World().Step("Create", Shelf, 20, run => answer = run.Services.GetService(typeof(string)))
            .Open(options => options with { PlatformServices = type => type == typeof(string) ? "given" : null });

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal("given", answer);
    }

    [Fact]
    public void Depth_and_parent_grow_with_each_call_and_the_correlation_stays()
    {
        var contexts = new List<IPluginExecutionContext>();
        var world = new World()
            .Step("Create", Shelf, 40, run => { contexts.Add(run.Context); run.System.Create(Row(Book)); })
            .Step("Create", Book, 40, run => { contexts.Add(run.Context); run.System.Create(Row(ShelfLabel)); })
            .Step("Create", ShelfLabel, 40, run => contexts.Add(run.Context));
        using var tenant = world.Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal([1, 2, 3], contexts.Select(context => context.Depth));
        Assert.Single(contexts.Select(context => context.CorrelationId).Distinct());
        // The context of the message itself stands between a step and the plug-in that sent the message.
        Assert.Same(contexts[1], contexts[2].ParentContext.ParentContext);
        Assert.Same(contexts[0], contexts[1].ParentContext.ParentContext);
        Assert.Null(contexts[0].ParentContext.ParentContext);
    }

    // Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth
    [Fact]
    public void A_loop_ends_at_depth_8_and_leaves_nothing()
    {
        var deepest = 0;
        var world = new World().Step("Create", Shelf, 40, run => { deepest = run.Context.Depth; run.System.Create(Row(Shelf)); });
        using var tenant = world.Open();

        var fault = Fault(ErrorCodes.DepthTooHigh, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Contains("infinite loop", fault.Message, StringComparison.Ordinal);
        Assert.Equal(8, deepest);
        Assert.Equal(0, tenant.Admin().Count(Shelf));
    }

    // Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservicefactory.createorganizationservice
    [Fact]
    public void A_service_for_null_is_SYSTEM_for_an_empty_id_the_user_and_else_that_user()
    {
        var users = new List<(Guid User, Guid Initiating)>();
        var other = Guid.Empty;
        var world = new World()
            .Step("Create", Shelf, 40, run =>
            {
                run.Factory.CreateOrganizationService(null).Create(Row(ShelfLabel));
                run.Factory.CreateOrganizationService(Guid.Empty).Create(Row(ShelfLabel));
                run.Factory.CreateOrganizationService(other).Create(Row(ShelfLabel));
            })
            .Step("Create", ShelfLabel, 40, run => users.Add((run.Context.UserId, run.Context.InitiatingUserId)));
        using var tenant = world.Open();
        other = tenant.AddUser("Other", "System Administrator");

        tenant.Admin().Create(Row(Shelf));

        var admin = tenant.AdministratorId;
        Assert.Equal([(tenant.SystemUserId, admin), (admin, admin), (other, admin)], users);
    }

    [Fact]
    public void What_SYSTEM_creates_is_created_by_SYSTEM_and_owned_by_it_unless_it_says_otherwise()
    {
        var row = Guid.Empty;
        using var tenant = new World().Step("Create", Shelf, 40, run => row = run.System.Create(Row(ShelfLabel))).Open();

        tenant.Admin().Create(Row(Shelf));

        var label = tenant.Admin().Read(ShelfLabel, row);
        Assert.Equal(tenant.SystemUserId, ((EntityReference)label["createdby"]).Id);
        Assert.Equal(tenant.SystemUserId, ((EntityReference)label["ownerid"]).Id);
    }

    // Source: …/understand-the-data-context#shared-variables
    [Fact]
    public void Shared_variables_go_from_stage_20_to_40_and_those_of_stage_10_lie_in_the_parent_context()
    {
        object? of20 = null, of10 = null;
        var own10 = true;
        var world = new World()
            .Step("Create", Shelf, 10, run => run.Context.SharedVariables["ten"] = 10)
            .Step("Create", Shelf, 20, run => run.Context.SharedVariables["twenty"] = 20)
            .Step("Create", Shelf, 40, run =>
            {
                of20 = run.Context.SharedVariables["twenty"];
                of10 = run.Context.ParentContext.SharedVariables["ten"];
                own10 = run.Context.SharedVariables.Contains("ten");
            });
        using var tenant = world.Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal((20, 10), (of20, of10));
        Assert.False(own10);
    }

    [Fact]
    public void Shared_variables_of_the_calling_plugin_are_found_up_the_chain_of_parents()
    {
        object? found = null;
        var world = new World()
            .Step("Create", Shelf, 40, run => { run.Context.SharedVariables["mark"] = "pull"; run.System.Create(Row(ShelfLabel)); })
            .Step("Create", ShelfLabel, 20, run => found = run.Context.ParentContext.ParentContext.SharedVariables["mark"]);
        using var tenant = world.Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal("pull", found);
    }

    // Source: …/optional-parameters#add-a-shared-variable-to-the-plugin-execution-context
    [Fact]
    public void The_optional_parameter_tag_becomes_a_shared_variable()
    {
        object? tag = null;
        var input = true;
        using var tenant = new World().Step("Create", Shelf, 20, run => (tag, input) = (run.Context.SharedVariables["tag"], run.Context.InputParameters.Contains("tag"))).Open();

        tenant.Admin().Execute(new CreateRequest { Target = Row(Shelf), ["tag"] = "import" });

        Assert.Equal("import", tag);
        Assert.False(input);
    }

    // Source: …/best-practices/business-logic/develop-iplugin-implementations-stateless
    [Fact]
    public void One_instance_of_a_plugin_serves_all_executions_of_its_step()
    {
        var world = new World().Step("Create", Shelf, 20, _ => { }).Step("Create", Shelf, 40, _ => { });
        using var tenant = world.Open();

        tenant.Admin().Create(Row(Shelf));
        tenant.Admin().Create(Row(Shelf));

        Assert.Equal(2, world.Instances);
    }

    [Fact]
    public void A_service_that_a_plugin_keeps_beyond_its_execution_is_dead()
    {
        IOrganizationService? kept = null;
        using var tenant = new World().Step("Create", Shelf, 20, run => kept = run.System).Open();
        tenant.Admin().Create(Row(Shelf));

        Assert.Contains("an execution that is over", Assert.Throws<InvalidOperationException>(() => kept!.Create(Row(ShelfLabel))).Message, StringComparison.Ordinal);
    }
}
