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

/// <summary>
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity and
/// learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record
/// </summary>
public sealed class KeyTests
{
    [Fact]
    public void Key_values_are_unique_whatever_their_case()
    {
        using var tenant = new World().Open();
        tenant.Admin().Create(Row(Shelf, ("x_code", "abc")));
        var other = tenant.Admin().Create(Row(Shelf, ("x_code", "def")));

        var fault = Fault(ErrorCodes.DuplicateRecordEntityKey, () => tenant.Admin().Create(Row(Shelf, ("x_code", "ABC"))));

        Assert.Contains("Entity Key Code Key violated", fault.Message, StringComparison.Ordinal);
        Fault(ErrorCodes.DuplicateRecordEntityKey, () => tenant.Admin().Update(Row(Shelf, other, ("x_code", "aBc"))));
    }

    [Fact]
    public void Rows_without_a_value_in_a_key_column_are_not_compared()
    {
        using var tenant = new World().Open();
        var shelf = tenant.Admin().Create(Row(Shelf));
        tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Create(Row(Book, ("x_shelfid", new EntityReference(Shelf, shelf))));
        tenant.Admin().Create(Row(Book, ("x_shelfid", new EntityReference(Shelf, shelf))));

        Assert.Equal(2, tenant.Admin().Count(Book));
    }

    [Fact]
    public void A_key_of_several_columns_is_unique_as_a_whole()
    {
        using var tenant = new World().Open();
        var one = new EntityReference(Shelf, tenant.Admin().Create(Row(Shelf)));
        var two = new EntityReference(Shelf, tenant.Admin().Create(Row(Shelf)));
        tenant.Admin().Create(Row(Book, ("x_shelfid", one), ("x_name", "Moby-Dick")));

        tenant.Admin().Create(Row(Book, ("x_shelfid", two), ("x_name", "Moby-Dick")));

        var fault = Fault(ErrorCodes.DuplicateRecordEntityKey, () => tenant.Admin().Create(Row(Book, ("x_shelfid", one), ("x_name", "moby-dick"))));
        Assert.Contains("Entity Key Book Key violated", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_read_and_updated_and_deleted_by_its_key()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_code", "abc")));

        tenant.Admin().Update(new Entity(Shelf, "x_code", "abc") { ["x_count"] = 3 });

        var row = ((RetrieveResponse)tenant.Admin().Execute(new RetrieveRequest { Target = new EntityReference(Shelf, "x_code", "ABC"), ColumnSet = new ColumnSet("x_count") })).Entity;
        Assert.Equal(id, row.Id);
        Assert.Equal(3, row["x_count"]);
        tenant.Admin().Execute(new DeleteRequest { Target = new EntityReference(Shelf, "x_code", "abc") });
        Assert.Equal(0, tenant.Admin().Count(Shelf));
    }

    [Fact]
    public void A_key_that_no_row_has_and_columns_that_are_no_key_are_refused()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.RecordNotFoundByEntityKey, () => tenant.Admin().Update(new Entity(Shelf, "x_code", "abc") { ["x_count"] = 3 }));
        Fault(ErrorCodes.EntityKeyNotDefined, () => tenant.Admin().Update(new Entity(Shelf, "x_name", "abc") { ["x_count"] = 3 }));
    }

    // Source of the two: learn.microsoft.com/power-apps/developer/data-platform/use-upsert-insert-update-record
    [Fact]
    public void An_upsert_creates_the_row_with_its_key_and_then_updates_it()
    {
        using var tenant = new World().Open();
        var upsert = new UpsertRequest { Target = new Entity(Shelf, "x_code", "abc") { ["x_count"] = 3 } };

        var first = (UpsertResponse)tenant.Admin().Execute(upsert);
        upsert.Target["x_count"] = 4;
        var second = (UpsertResponse)tenant.Admin().Execute(upsert);

        Assert.True(first.RecordCreated);
        Assert.False(second.RecordCreated);
        Assert.Equal(first.Target.Id, second.Target.Id);
        var row = tenant.Admin().Read(Shelf, first.Target.Id);
        Assert.Equal("abc", row["x_code"]);
        Assert.Equal(4, row["x_count"]);
    }

    [Fact]
    public void An_upsert_runs_the_steps_of_create_or_of_update()
    {
        var seen = "";
        var world = new World().Step("Create", Shelf, 20, _ => seen += "C").Step("Update", Shelf, 20, _ => seen += "U");
        using var tenant = world.Open();
        var upsert = new UpsertRequest { Target = Row(Shelf, Guid.NewGuid(), ("x_count", 3)) };

        tenant.Admin().Execute(upsert);
        tenant.Admin().Execute(upsert);

        Assert.Equal("CU", seen);
    }
}
