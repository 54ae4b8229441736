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

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/configure-entity-relationship-cascading-behavior</summary>
public sealed class CascadeTests
{
    [Fact]
    public void A_cascading_delete_takes_the_pointing_rows_along_with_their_steps()
    {
        var deleted = 0;
        using var tenant = new World().Step("Delete", Book, 40, _ => deleted++).Open();
        var (shelf, pointer) = Shelved(tenant);
        tenant.Admin().Create(Row(Book, ("x_shelfid", pointer), ("x_name", "a")));
        tenant.Admin().Create(Row(Book, ("x_shelfid", pointer), ("x_name", "b")));
        tenant.Admin().Create(Row(Book, ("x_name", "elsewhere")));

        tenant.Admin().Delete(Shelf, shelf);

        Assert.Equal(1, tenant.Admin().Count(Book));
        Assert.Equal(2, deleted);
    }

    [Fact]
    public void A_link_that_is_removed_leaves_the_pointing_row()
    {
        using var tenant = new World().Open();
        var (shelf, pointer) = Shelved(tenant);
        var label = tenant.Admin().Create(Row(ShelfLabel, ("x_shelfid", pointer)));

        tenant.Admin().Delete(Shelf, shelf);

        Assert.False(tenant.Admin().Read(ShelfLabel, label).Contains("x_shelfid"));
    }

    [Fact]
    public void A_restricting_relationship_refuses_the_delete_as_a_whole()
    {
        using var tenant = new World().Open();
        var (shelf, pointer) = Shelved(tenant);
        tenant.Admin().Create(Row(Anchor, ("x_shelfid", pointer)));
        tenant.Admin().Create(Row(Book, ("x_shelfid", pointer)));

        var fault = Fault(ErrorCodes.CannotDeleteDueToAssociation, () => tenant.Admin().Delete(Shelf, shelf));

        Assert.Contains("x_shelf_anchor", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, tenant.Admin().Count(Book));
        Assert.Equal(1, tenant.Admin().Count(Shelf));
    }

    [Fact]
    public void A_failing_step_of_a_cascaded_delete_undoes_everything()
    {
        using var tenant = new World().Step("Delete", Book, 20, _ => throw new InvalidPluginExecutionException("Books stay.")).Open();
        var (shelf, pointer) = Shelved(tenant);
        tenant.Admin().Create(Row(ShelfLabel, ("x_shelfid", pointer)));
        tenant.Admin().Create(Row(Book, ("x_shelfid", pointer)));

        Assert.ThrowsAny<Exception>(() => tenant.Admin().Delete(Shelf, shelf));

        Assert.Equal(1, tenant.Admin().Count(Shelf));
        Assert.Equal(1, tenant.Admin().Count(Book));
    }

    [Fact]
    public void A_cascading_assignment_gives_the_pointing_rows_to_the_new_owner_too()
    {
        using var tenant = new World().Open();
        var (shelf, pointer) = Shelved(tenant);
        var book = tenant.Admin().Create(Row(Book, ("x_shelfid", pointer)));
        var label = tenant.Admin().Create(Row(ShelfLabel, ("x_shelfid", pointer)));
        var user = tenant.AddUser("New Owner", "System Administrator");

        tenant.Admin().Update(Row(Shelf, shelf, ("ownerid", new EntityReference("systemuser", user))));

        Assert.Equal(user, ((EntityReference)tenant.Admin().Read(Shelf, shelf)["ownerid"]).Id);
        Assert.Equal(user, ((EntityReference)tenant.Admin().Read(Book, book)["ownerid"]).Id);
        Assert.Equal(tenant.AdministratorId, ((EntityReference)tenant.Admin().Read(ShelfLabel, label)["ownerid"]).Id);
    }

    [Theory]
    [InlineData(CascadeBehavior.Active, true, false)]
    [InlineData(CascadeBehavior.UserOwned, false, true)]
    public void An_assignment_may_cascade_to_active_rows_or_to_those_of_the_former_owner_only(CascadeBehavior assign, bool othersRow, bool inactiveRow)
    {
        var world = new World { Relationships = [new("x_shelf_book", Shelf, Book, "x_shelfid", CascadeBehavior.Cascade, assign)] };
        using var tenant = world.Open();
        var (shelf, pointer) = Shelved(tenant);
        var user = tenant.AddUser("New Owner", "System Administrator");
        var other = tenant.AddUser("Other Owner", "System Administrator");
        var ofOther = tenant.Admin().Create(Row(Book, ("x_shelfid", pointer), ("ownerid", new EntityReference("systemuser", other))));
        var inactive = tenant.Admin().Create(Row(Book, ("x_shelfid", pointer)));
        tenant.Admin().Update(Row(Book, inactive, ("statecode", new OptionSetValue(1))));

        tenant.Admin().Update(Row(Shelf, shelf, ("ownerid", new EntityReference("systemuser", user))));

        Assert.Equal(othersRow, ((EntityReference)tenant.Admin().Read(Book, ofOther)["ownerid"]).Id == user);
        Assert.Equal(inactiveRow, ((EntityReference)tenant.Admin().Read(Book, inactive)["ownerid"]).Id == user);
    }

    private static (Guid Id, EntityReference Pointer) Shelved(LocalDataverse tenant)
    {
        var id = tenant.Admin().Create(Row(Shelf));
        return (id, new EntityReference(Shelf, id));
    }
}
