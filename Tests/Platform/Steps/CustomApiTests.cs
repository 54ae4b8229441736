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

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/custom-api</summary>
public sealed class CustomApiTests
{
    private static readonly CustomApiParameter Amount = new("Amount", "Amount", CustomApiType.Integer, Optional: false, null);
    private static readonly CustomApiParameter Note = new("Note", "Note", CustomApiType.String, Optional: true, null);
    private static readonly CustomApiParameter Total = new("Total", "Total", CustomApiType.Integer, Optional: false, null);

    [Fact]
    public void A_custom_api_runs_its_plugin_as_the_main_operation()
    {
        IPluginExecutionContext? context = null;
        var world = new World().Api("x_Add", run =>
        {
            context = run.Context;
            run.Context.OutputParameters["Total"] = (int)run.Context.InputParameters["Amount"] + 1;
        }, request: [Amount, Note], response: [Total]);
        using var tenant = world.Open();

        var answer = tenant.Admin().Execute(new OrganizationRequest("x_Add") { ["Amount"] = 41 });

        Assert.Equal(42, answer["Total"]);
        Assert.Equal(("x_Add", 30, true, 1), (context!.MessageName, context.Stage, context.IsInTransaction, context.Depth));
    }

    [Fact]
    public void A_bound_api_has_its_row_as_target()
    {
        Guid row = Guid.Empty;
        using var tenant = new World().Api("x_Do", run => row = run.Context.PrimaryEntityId, boundTable: Shelf).Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Execute(new OrganizationRequest("x_Do") { ["Target"] = new EntityReference(Shelf, id) });

        Assert.Equal(id, row);
        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(new OrganizationRequest("x_Do")));
        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(new OrganizationRequest("x_Do") { ["Target"] = new EntityReference(Book, id) }));
    }

    [Fact]
    public void Parameters_are_checked_by_name_type_and_presence()
    {
        using var tenant = new World().Api("x_Add", _ => { }, request: [Amount, Note]).Open();

        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(new OrganizationRequest("x_Add")));
        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(new OrganizationRequest("x_Add") { ["Amount"] = "1" }));
        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(new OrganizationRequest("x_Add") { ["Amount"] = 1, ["Other"] = 1 }));
    }

    [Fact]
    public void An_answer_that_is_not_declared_or_of_another_type_is_an_error()
    {
        var world = new World()
            .Api("x_Other", run => run.Context.OutputParameters["Other"] = 1, response: [Total])
            .Api("x_Type", run => run.Context.OutputParameters["Total"] = "1", response: [Total]);
        using var tenant = world.Open();

        Assert.Throws<InvalidOperationException>(() => tenant.Admin().Execute(new OrganizationRequest("x_Other")));
        Assert.Throws<InvalidOperationException>(() => tenant.Admin().Execute(new OrganizationRequest("x_Type")));
    }

    [Fact]
    public void The_execute_privilege_is_asked_at_the_door()
    {
        var world = new World()
            .Api("x_Do", _ => { }, privilege: "prvCreatex_Shelf")
            .Role("Reader", PrivilegeDepth.Global, "prvReadx_Shelf")
            .Role("Writer", PrivilegeDepth.Basic, "prvCreatex_Shelf");
        using var tenant = world.Open();
        var reader = tenant.ServiceFor(tenant.AddUser("Reader", "Reader"));
        var writer = tenant.ServiceFor(tenant.AddUser("Writer", "Writer"));

        var fault = Fault(ErrorCodes.PrivilegeDenied, () => reader.Execute(new OrganizationRequest("x_Do")));

        Assert.Contains("prvCreatex_Shelf", fault.Message, StringComparison.Ordinal);
        writer.Execute(new OrganizationRequest("x_Do"));
    }
}
