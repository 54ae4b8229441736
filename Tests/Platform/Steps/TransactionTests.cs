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

/// <summary>
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/scalable-customization-design/database-transactions and
/// learn.microsoft.com/troubleshoot/power-platform/power-apps/dataverse/dataverse-plug-ins-errors#transaction-errors
/// </summary>
public sealed class TransactionTests
{
    [Fact]
    public void A_failing_step_undoes_the_row_what_other_steps_wrote_and_the_jobs()
    {
        var world = new World()
            .Step("Create", Shelf, 20, run => run.System.Create(Row(ShelfLabel)))
            .Step("Create", ShelfLabel, 40, _ => { }, asynchronous: true)
            .Step("Create", Shelf, 40, _ => throw new InvalidPluginExecutionException("No."));
        using var tenant = world.Open();

        Fault(ErrorCodes.IsvAborted, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(0, tenant.Admin().Count(Shelf));
        Assert.Equal(0, tenant.Admin().Count(ShelfLabel));
        Assert.Empty(tenant.Async.Jobs);
    }

    [Fact]
    public void Inside_the_transaction_its_own_writes_are_seen()
    {
        var seen = 0;
        using var tenant = new World().Step("Create", Shelf, 40, run => seen = run.System.Count(Shelf)).Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal(1, seen);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void A_plugin_that_swallows_the_error_of_a_service_call_breaks_the_transaction(int stage)
    {
        var world = new World().Step("Create", Shelf, stage, run => Swallow(() => run.System.Create(Row(ShelfLabel, ("x_name", new string('n', 101))))));
        using var tenant = world.Open();

        var fault = Fault(ErrorCodes.TransactionCountReduced, () => tenant.Admin().Create(Row(Shelf)));

        Assert.StartsWith("ISV code reduced the open transaction count.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, tenant.Admin().Count(Shelf));
    }

    [Fact]
    public void After_a_swallowed_error_every_further_call_fails_at_once()
    {
        var code = 0;
        var world = new World().Step("Create", Shelf, 20, run =>
        {
            Swallow(() => run.System.Retrieve(ShelfLabel, Guid.NewGuid(), new ColumnSet(true)));
            code = Assert.Throws<FaultException<OrganizationServiceFault>>(() => run.System.Create(Row(ShelfLabel))).Detail.ErrorCode;
        });
        using var tenant = world.Open();

        Fault(ErrorCodes.TransactionCountReduced, () => tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(ErrorCodes.TransactionCountReduced, code);
        Assert.Equal(0, tenant.Admin().Count(ShelfLabel));
    }

    [Fact]
    public void A_custom_api_is_one_transaction_too()
    {
        var world = new World().Api("x_Do", run =>
        {
            run.System.Create(Row(ShelfLabel));
            throw new InvalidPluginExecutionException("No.");
        });
        using var tenant = world.Open();

        Fault(ErrorCodes.IsvAborted, () => tenant.Admin().Execute(new OrganizationRequest("x_Do")));

        Assert.Equal(0, tenant.Admin().Count(ShelfLabel));
    }

    [Fact]
    public void Stage_10_may_go_on_after_an_error_because_there_is_no_transaction_yet()
    {
        using var tenant = new World().Step("Create", Shelf, 10, run => Swallow(() => run.System.Read(ShelfLabel, Guid.NewGuid()))).Open();

        tenant.Admin().Create(Row(Shelf));

        Assert.Equal(1, tenant.Admin().Count(Shelf));
    }

    private static void Swallow(Action work) => Assert.ThrowsAny<Exception>(work);
}
