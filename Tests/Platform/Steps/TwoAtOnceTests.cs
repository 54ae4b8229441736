using System;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Steps;

/// <summary>
/// Reads see what is committed, and a row is locked by the first write of it: another's save fits between any two reads, and between
/// an image and the write. Source: learn.microsoft.com/power-apps/developer/data-platform/scalable-customization-design/database-transactions
/// </summary>
public sealed class TwoAtOnceTests
{
    [Fact]
    public void Another_save_between_the_image_and_the_write_leaves_the_step_with_an_image_that_is_over()
    {
        var probe = new Others();
        var image = "";
        var world = new World().Step("Update", Shelf, 20, run => image = run.Context.PreEntityImages["before"].GetAttributeValue<string>("x_name"), images: World.Image(ImageType.Pre, "before", "x_name"));
        using var tenant = world.Open(options => options with { Probe = probe });
        var id = tenant.Admin().Create(Row(Shelf, ("x_name", "first")));
        probe.At("Update", Shelf, () => tenant.Admin().Update(new Entity(Shelf, id) { ["x_name"] = "another's" }));

        tenant.Admin().Update(new Entity(Shelf, id) { ["x_name"] = "mine" });

        Assert.True(probe.IsDone);
        Assert.Equal(("first", "mine"), (image, tenant.Admin().Retrieve(Shelf, id, new ColumnSet("x_name")).GetAttributeValue<string>("x_name")));
    }

    [Fact]
    public void Another_save_between_two_reads_of_a_step_is_seen_by_the_second()
    {
        var probe = new Others();
        (string First, string Second) seen = ("", "");
        var id = Guid.Empty;
        var world = new World().Step("Create", Book, 40, run =>
        {
            string Name() => run.System.Retrieve(Shelf, id, new ColumnSet("x_name")).GetAttributeValue<string>("x_name");
            var first = Name();
            probe.At("Retrieve", Shelf, () => run.System.Update(new Entity(Shelf, id) { ["x_name"] = "another's" }));
            seen = (first, Name());
        }, asynchronous: true);
        using var tenant = world.Open(options => options with { Probe = probe });
        id = tenant.Admin().Create(Row(Shelf, ("x_name", "first")));

        tenant.Admin().Create(Row(Book));
        tenant.Async.RunUntilIdle();

        Assert.Equal(("first", "another's"), seen);
    }

    [Fact]
    public void Nobody_gets_in_once_the_transaction_has_written()
    {
        var probe = new Others();
        var world = new World().Step("Create", Book, 20, run =>
        {
            run.System.Create(Row(ShelfLabel));
            probe.At("RetrieveMultiple", Shelf, () => throw new InvalidOperationException("Somebody got in."));
            run.System.RetrieveMultiple(new QueryExpression(Shelf));
        });
        using var tenant = world.Open(options => options with { Probe = probe });

        tenant.Admin().Create(Row(Book));

        Assert.False(probe.IsDone);
    }

    /// <summary>Somebody else, who acts once where he can get in.</summary>
    private sealed class Others : ITenantProbe
    {
        private (string Operation, string Table, Action Act)? waiting;

        public bool IsDone { get; private set; }

        public void At(string operation, string table, Action act) => waiting = (operation, table, act);

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
        }

        public void Between(string operation, string table)
        {
            if (waiting is not { } at || (at.Operation, at.Table) != (operation, table))
            {
                return;
            }

            waiting = null;
            IsDone = true;
            at.Act();
        }
    }
}
