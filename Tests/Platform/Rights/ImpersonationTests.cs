using System;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rights;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/impersonate-another-user</summary>
public sealed class ImpersonationTests
{
    [Fact]
    public void Only_who_may_act_on_behalf_of_others_does_so()
    {
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf").Open();
        var other = tenant.AddUser("Other", "Clerk");

        Missing("prvActOnBehalfOfAnotherUser", () => tenant.ServiceFor(tenant.AddUser("One", "Clerk"), other).Create(Row(Shelf)));
        tenant.ServiceFor(tenant.AddUser("Two", "Clerk", "Delegate"), other).Create(Row(Shelf));
        tenant.ServiceFor(tenant.AdministratorId, other).Create(Row(Shelf));
    }

    [Theory]
    [InlineData("Clerk", "Nobody")]
    [InlineData("Nobody", "Clerk")]
    public void Both_need_the_privilege(string ofOne, string ofOther)
    {
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf", "prvReadx_Shelf").Role("Nobody", PrivilegeDepth.Global).Open();
        var one = tenant.ServiceFor(tenant.AddUser("One", ofOne, "Delegate"), tenant.AddUser("Other", ofOther));

        Missing("prvCreatex_Shelf", () => one.Create(Row(Shelf)));
        Missing("prvReadx_Shelf", () => one.Count(Shelf));
    }

    [Fact]
    public void A_custom_api_opens_only_if_both_hold_its_privilege()
    {
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf").Api("x_Do", _ => { }, privilege: "prvCreatex_Shelf").Open();
        var other = tenant.AddUser("Other", "Clerk");

        Missing("prvCreatex_Shelf", () => tenant.ServiceFor(tenant.AddUser("One", "Delegate"), other).Execute(new OrganizationRequest("x_Do")));
        tenant.ServiceFor(tenant.AddUser("Two", "Clerk", "Delegate"), other).Execute(new OrganizationRequest("x_Do"));
    }

    [Fact]
    public void Steps_are_told_both_and_what_they_write_as_the_calling_user_is_the_others()
    {
        (Guid User, Guid Initiating, int Depth) seen = default;
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf")
            .Step("Create", Shelf, 20, run => seen = (run.Context.UserId, run.Context.InitiatingUserId, run.Context.Depth)).Open();
        var (one, other) = (tenant.AddUser("One", "Clerk", "Delegate"), tenant.AddUser("Other", "Clerk"));

        tenant.ServiceFor(one, other).Create(Row(Shelf));

        Assert.Equal((other, one, 1), seen);
    }

    // That steps are told the user as whom code called is assumed; that null is SYSTEM, documented:
    // learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservicefactory.createorganizationservice
    [Fact]
    public void Steps_below_a_plug_in_are_told_as_whom_it_called_and_WhoAmI_says_the_same()
    {
        (Guid User, Guid Initiating, int Depth) seen = default;
        Guid said = default;
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf")
            .Step("Create", Shelf, 40, run => { said = (Guid)run.System.Execute(new OrganizationRequest("WhoAmI")).Results["UserId"]; run.System.Create(Row(ShelfLabel)); })
            .Step("Create", ShelfLabel, 20, run => seen = (run.Context.UserId, run.Context.InitiatingUserId, run.Context.Depth)).Open();
        var clerk = tenant.AddUser("Clerk", "Clerk");

        tenant.ServiceFor(clerk).Create(Row(Shelf));

        Assert.Equal((tenant.SystemUserId, clerk, 2), seen);
        Assert.Equal(tenant.SystemUserId, said);
    }

    // Source: learn.microsoft.com/power-apps/developer/data-platform/bypass-custom-business-logic
    [Theory]
    [InlineData("BypassCustomPluginExecution", "prvBypassCustomPlugins")]
    [InlineData("BypassBusinessLogicExecution", "prvBypassCustomBusinessLogic")]
    public void Only_who_may_leave_out_plug_ins_asks_for_it(string parameter, string privilege)
    {
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf").Open();
        var request = new CreateRequest { Target = Row(Shelf), [parameter] = true };

        Missing(privilege, () => tenant.ServiceFor(tenant.AddUser("One", "Clerk")).Execute(request));
        Refusal(() => tenant.Admin().Execute(request));
    }

    // Source: learn.microsoft.com/power-platform/admin/database-security#predefined-security-roles
    [Fact]
    public void A_system_customizer_does_everything_with_rows_of_custom_tables_and_only_reads_the_others()
    {
        using var tenant = new World().Open();
        var maker = tenant.ServiceFor(tenant.AddUser("Maker", "System Customizer"));
        var shelf = tenant.Admin().Create(Row(Shelf));

        maker.Update(Row(Shelf, shelf, ("x_count", 1)));
        maker.Delete(Shelf, shelf);
        Assert.Equal(0, maker.Count("account"));
        Missing("prvCreateAccount", () => maker.Create(Row("account", ("name", "x"))));
    }

    private static void Missing(string privilege, Action work) =>
        Assert.Contains($"missing {privilege} privilege", Fault(ErrorCodes.PrivilegeDenied, work).Message, StringComparison.Ordinal);
}
