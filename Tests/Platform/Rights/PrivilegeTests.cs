using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rights;

/// <summary>Source: learn.microsoft.com/power-platform/admin/security-roles-privileges</summary>
public sealed class PrivilegeTests
{
    private static readonly string[] Everything = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"];

    [Fact]
    public void A_user_without_a_role_may_do_nothing()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));
        var nobody = tenant.ServiceFor(tenant.AddUser("No Body"));

        Missing("prvCreatex_Shelf", () => nobody.Create(Row(Shelf)));
        Missing("prvReadx_Shelf", () => nobody.Read(Shelf, id));
        Missing("prvReadx_Shelf", () => nobody.Count(Shelf));
        Missing("prvWritex_Shelf", () => nobody.Update(Row(Shelf, id, ("x_count", 1))));
        Missing("prvDeletex_Shelf", () => nobody.Delete(Shelf, id));
    }

    [Fact]
    public void Platform_tables_have_privileges_by_their_own_names()
    {
        using var tenant = new World().Open();
        var nobody = tenant.ServiceFor(tenant.AddUser("No Body"));

        Missing("prvReadUser", () => nobody.Count("systemuser"));
        Missing("prvReadTransactionCurrency", () => nobody.Count("transactioncurrency"));
    }

    [Fact]
    public void Basic_depth_reaches_own_rows_only()
    {
        using var tenant = Clerks(PrivilegeDepth.Basic).Open();
        var user = tenant.AddUser("One", "Clerk");
        var one = tenant.ServiceFor(user);
        var own = one.Create(Row(Shelf, ("x_name", "own")));
        var others = tenant.Admin().Create(Row(Shelf, ("x_name", "other's")));

        Assert.Equal("own", Assert.Single(one.RetrieveMultiple(new QueryExpression(Shelf) { ColumnSet = new ColumnSet("x_name") }).Entities)["x_name"]);
        Assert.Equal("own", one.Read(Shelf, own)["x_name"]);
        one.Update(Row(Shelf, own, ("x_count", 1)));
        Fault(ErrorCodes.AccessDenied, () => one.Read(Shelf, others));
        Fault(ErrorCodes.AccessDenied, () => one.Update(Row(Shelf, others, ("x_count", 1))));
        Fault(ErrorCodes.AccessDenied, () => one.Delete(Shelf, others));
        one.Delete(Shelf, own);
    }

    [Theory]
    [InlineData(PrivilegeDepth.Local)]
    [InlineData(PrivilegeDepth.Deep)]
    [InlineData(PrivilegeDepth.Global)]
    public void Every_deeper_depth_reaches_all_rows_of_the_one_business_unit(PrivilegeDepth depth)
    {
        using var tenant = Clerks(depth).Open();
        var others = tenant.Admin().Create(Row(Shelf));
        var one = tenant.ServiceFor(tenant.AddUser("One", "Clerk"));

        one.Update(Row(Shelf, others, ("x_count", 1)));

        Assert.Equal(1, one.Count(Shelf));
    }

    [Fact]
    public void A_linked_table_needs_the_read_privilege_too()
    {
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Global, "prvReadx_Book").Open();
        var one = tenant.ServiceFor(tenant.AddUser("One", "Clerk"));
        var query = new QueryExpression(Book);
        query.AddLink(Shelf, "x_shelfid", "x_shelfid");

        Missing("prvReadx_Shelf", () => one.RetrieveMultiple(query));
    }

    [Theory]
    [InlineData("prvAppendx_Book")]
    [InlineData("prvAppendTox_Shelf")]
    public void A_lookup_needs_append_on_its_row_and_append_to_on_the_other(string without)
    {
        string[] all = ["prvCreatex_Book", "prvReadx_Book", "prvReadx_Shelf", "prvAppendx_Book", "prvAppendTox_Shelf"];
        using var tenant = new World().Role("All", PrivilegeDepth.Global, all).Role("Less", PrivilegeDepth.Global, [.. all.Where(name => name != without)]).Open();
        var shelf = new EntityReference(Shelf, tenant.Admin().Create(Row(Shelf)));

        tenant.ServiceFor(tenant.AddUser("One", "All")).Create(Row(Book, ("x_shelfid", shelf)));

        Missing(without, () => tenant.ServiceFor(tenant.AddUser("Two", "Less")).Create(Row(Book, ("x_shelfid", shelf))));
    }

    [Fact]
    public void Giving_a_row_to_somebody_needs_assign_and_he_must_be_able_to_read_it()
    {
        using var tenant = Clerks(PrivilegeDepth.Global).Role("Writer", PrivilegeDepth.Global, "prvReadx_Shelf", "prvWritex_Shelf").Open();
        var id = tenant.Admin().Create(Row(Shelf));
        var clerk = tenant.AddUser("Clerk", "Clerk");
        var writer = tenant.AddUser("Writer", "Writer");
        var nobody = tenant.AddUser("No Body");

        Missing("prvAssignx_Shelf", () => tenant.ServiceFor(writer).Update(Owned(id, clerk)));
        Missing("prvReadx_Shelf", () => tenant.ServiceFor(clerk).Update(Owned(id, nobody)));
        tenant.ServiceFor(clerk).Update(Owned(id, writer));
        Missing("prvAssignx_Shelf", () => tenant.ServiceFor(writer).Update(Owned(id, clerk)));
    }

    [Fact]
    public void SYSTEM_and_administrators_need_no_privilege()
    {
        using var tenant = new World().Open();

        tenant.ServiceFor(tenant.SystemUserId).Create(Row(Shelf));
        tenant.ServiceFor(tenant.AddUser("Other Administrator", "System Administrator")).Create(Row(Shelf));

        Assert.Equal(2, tenant.Admin().Count(Shelf));
    }

    [Fact]
    public void What_a_user_may_not_do_a_plugin_may_do_for_him_as_SYSTEM()
    {
        var world = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf").Step("Create", Shelf, 40, run => run.System.Create(Row(ShelfLabel)));
        using var tenant = world.Open();

        tenant.ServiceFor(tenant.AddUser("One", "Clerk")).Create(Row(Shelf));

        Assert.Equal(1, tenant.Admin().Count(ShelfLabel));
    }

    [Fact]
    public void As_the_calling_user_a_plugin_may_do_no_more_than_he()
    {
        var world = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf").Step("Create", Shelf, 40, run => run.User.Create(Row(ShelfLabel)));
        using var tenant = world.Open();

        var fault = Fault(ErrorCodes.IsvUnExpected, () => tenant.ServiceFor(tenant.AddUser("One", "Clerk")).Create(Row(Shelf)));

        Assert.Equal(ErrorCodes.PrivilegeDenied, fault.InnerFault.ErrorCode);
    }

    [Fact]
    public void Roles_add_up_and_can_be_asked_for()
    {
        using var tenant = new World().Role("Reader", PrivilegeDepth.Basic, "prvReadx_Shelf").Role("Boss", PrivilegeDepth.Global, "prvReadx_Shelf").Open();
        tenant.Admin().Create(Row(Shelf));

        var user = tenant.AddUser("One", "Reader", "Boss");

        Assert.Equal(1, tenant.ServiceFor(user).Count(Shelf));
        Assert.Equal(["Reader", "Boss"], tenant.RolesOf(user));
        Assert.True(tenant.HasPrivilege(user, "prvReadx_Shelf"));
        Assert.False(tenant.HasPrivilege(user, "prvWritex_Shelf"));
        Assert.Throws<ArgumentException>(() => tenant.AddUser("Two", "No such role"));
    }

    [Fact]
    public void A_user_that_does_not_exist_may_not_call()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.ObjectDoesNotExist, () => tenant.ServiceFor(Guid.NewGuid()).Count(Shelf));
    }

    private static World Clerks(PrivilegeDepth depth) => new World().Role("Clerk", depth, [.. Everything.Select(verb => $"prv{verb}x_Shelf")]);

    private static Entity Owned(Guid id, Guid owner) => Row(Shelf, id, ("ownerid", new EntityReference("systemuser", owner)));

    private static void Missing(string privilege, Action work) =>
        Assert.Contains(privilege, Fault(ErrorCodes.PrivilegeDenied, work).Message, StringComparison.Ordinal);
}
