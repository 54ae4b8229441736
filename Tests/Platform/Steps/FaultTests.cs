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

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions</summary>
public sealed class FaultTests
{
    [Fact]
    public void The_message_of_an_InvalidPluginExecutionException_reaches_the_caller()
    {
        using var tenant = new World().Step("Create", Shelf, 20, _ => throw new InvalidPluginExecutionException("Enter a name.")).Open();

        var fault = Fault(ErrorCodes.IsvAborted, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal("Enter a name.", fault.Message);
    }

    [Fact]
    public void The_status_code_for_the_web_travels_with_the_fault()
    {
        using var tenant = new World().Step("Create", Shelf, 20, _ => throw new InvalidPluginExecutionException("Gone.", PluginHttpStatusCode.Conflict)).Open();

        var fault = Fault(ErrorCodes.IsvAborted, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(409, fault.ErrorDetails["ApiExceptionHttpStatusCode"]);
    }

    [Fact]
    public void Any_other_exception_is_an_unexpected_error_of_ISV_code()
    {
        using var tenant = new World().Step("Create", Shelf, 20, _ => throw new InvalidOperationException("Oops")).Open();

        var fault = Fault(ErrorCodes.IsvUnExpected, () => tenant.Admin().Create(Row(Shelf)));

        Assert.StartsWith("An unexpected error occurred from ISV code.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Oops", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_a_service_call_that_leaves_a_plugin_is_unexpected_and_holds_the_first_one()
    {
        using var tenant = new World().Step("Create", Shelf, 20, run => run.System.Read(ShelfLabel, Guid.NewGuid())).Open();

        var fault = Fault(ErrorCodes.IsvUnExpected, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(ErrorCodes.ObjectDoesNotExist, fault.InnerFault.ErrorCode);
    }

    [Fact]
    public void A_plugin_that_calls_sees_the_fault_of_the_plugin_that_it_caused()
    {
        OrganizationServiceFault? seen = null;
        var world = new World()
            .Step("Create", Shelf, 20, run =>
            {
                seen = Assert.Throws<FaultException<OrganizationServiceFault>>(() => run.System.Create(Row(ShelfLabel))).Detail;
                throw new InvalidPluginExecutionException("Outer.");
            })
            .Step("Create", ShelfLabel, 20, _ => throw new InvalidPluginExecutionException("Inner."));
        using var tenant = world.Open();

        var fault = Fault(ErrorCodes.IsvAborted, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal((ErrorCodes.IsvAborted, "Inner."), (seen!.ErrorCode, seen.Message));
        Assert.Equal("Outer.", fault.Message);
    }

    [Fact]
    public void What_only_the_tenant_cannot_do_is_not_blamed_on_the_plugin()
    {
        using var tenant = new World().Step("Create", Shelf, 20, run => run.System.Execute(new OrganizationRequest("ExecuteMultiple"))).Open();

        Refusal(() => tenant.Admin().Create(Row(Shelf)));
    }

    // Source: learn.microsoft.com/power-apps/developer/data-platform/logging-tracing
    [Fact]
    public void A_trace_is_kept_also_when_the_operation_is_undone()
    {
        var world = new World().Step("Create", Shelf, 20, run =>
        {
            run.Trace("first");
            run.Trace("second");
            throw new InvalidPluginExecutionException("No.");
        });
        using var tenant = world.Open();

        Assert.ThrowsAny<Exception>(() => tenant.Admin().Create(Row(Shelf)));

        var trace = Assert.Single(tenant.Traces);
        Assert.Equal("first\nsecond", trace.Text);
        Assert.Contains("No.", trace.Exception, StringComparison.Ordinal);
        Assert.Equal(("Step1", "Create", Shelf, 1, false), (trace.Owner, trace.Message, trace.Table, trace.Depth, trace.Asynchronous));
    }

    [Fact]
    public void A_trace_keeps_its_last_10_KB()
    {
        using var tenant = new World().Step("Create", Shelf, 20, run =>
        {
            for (var line = 0; line < 1000; line++)
            {
                run.Trace($"{line:0000} {new string('t', 44)}");
            }
        }).Open();

        tenant.Admin().Create(Row(Shelf));

        var lines = tenant.Traces[0].Text.Split('\n');
        Assert.Equal(10 * 1024 / 50, lines.Length);
        Assert.StartsWith("0999", lines[^1], StringComparison.Ordinal);
    }
}
