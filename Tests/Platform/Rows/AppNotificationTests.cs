using System;
using System.Linq;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/sendappnotification; what is assumed says the operation.
/// </summary>
public sealed class AppNotificationTests
{
    private const string Create = "prvCreateAppNotification", Privilege = "prvSendAppNotification";

    [Fact]
    public void A_notification_is_a_row_of_its_recipient()
    {
        using var tenant = new World().Open();

        var id = (Guid)Send(tenant, ("Body", "Look at it."), ("IconType", new OptionSetValue(100000003)))["NotificationId"];

        var row = tenant.Admin().Retrieve("appnotification", id, new ColumnSet("title", "body", "ownerid", "icontype", "toasttype"));
        Assert.Equal(("Hello", "Look at it.", tenant.AdministratorId), (row["title"], row["body"], row.GetAttributeValue<EntityReference>("ownerid").Id));
        Assert.Equal((100000003, 200000000), (row.GetAttributeValue<OptionSetValue>("icontype").Value, row.GetAttributeValue<OptionSetValue>("toasttype").Value));
    }

    [Theory]
    [InlineData("Title")]
    [InlineData("Recipient")]
    public void What_it_cannot_be_without_is_asked_for(string parameter)
    {
        using var tenant = new World().Open();

        Assert.Contains(parameter, Fault(ErrorCodes.InvalidArgument, () => Send(tenant, (parameter, null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_team_is_no_recipient()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.InvalidArgument, () => Send(tenant, ("Recipient", new EntityReference("team", Guid.NewGuid()))));
    }

    [Fact]
    public void Nobody_is_no_recipient()
    {
        using var tenant = new World().Open();

        Assert.ThrowsAny<Exception>(() => Send(tenant, ("Recipient", new EntityReference("systemuser", Guid.NewGuid()))));
        Assert.Empty(tenant.Admin().RetrieveMultiple(new QueryExpression("appnotification") { ColumnSet = new ColumnSet("title") }).Entities);
    }

    [Fact]
    public void A_choice_is_no_number_through_the_SDK()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.InvalidArgument, () => Send(tenant, ("IconType", 100000003)));
    }

    [Theory]
    [InlineData("Body", 501)]
    [InlineData("Title", 257)]
    public void A_text_longer_than_its_column_is_refused(string parameter, int length)
    {
        using var tenant = new World().Open();

        Assert.ThrowsAny<Exception>(() => Send(tenant, (parameter, new string('x', length))));
        Send(tenant, (parameter, new string('x', length - 1)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_notification_expires_after_a_second_at_the_earliest(int seconds, bool isTaken)
    {
        using var tenant = new World().Open();

        if (isTaken) Send(tenant, ("Expiry", seconds));
        else Assert.ThrowsAny<Exception>(() => Send(tenant, ("Expiry", seconds)));
    }

    [Fact]
    public void Whoever_sends_one_needs_the_privilege_to_send_besides_that_to_create()
    {
        using var tenant = new World().Role("Creator", PrivilegeDepth.Global, Create, "prvAssignAppNotification").Role("Sender", PrivilegeDepth.Global, Privilege).Open();

        Missing(Privilege, () => Send(tenant.ServiceFor(tenant.AddUser("One", "Creator")), tenant.AdministratorId));
        Missing(Create, () => Send(tenant.ServiceFor(tenant.AddUser("Two", "Sender")), tenant.AdministratorId));
        Send(tenant.ServiceFor(tenant.AddUser("Three", "Creator", "Sender")), tenant.AdministratorId);
    }

    [Fact]
    public void Whoever_may_create_only_own_rows_notifies_only_himself()
    {
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Basic, Create, Privilege).Open();
        var user = tenant.AddUser("Clerk", "Clerk");

        Send(tenant.ServiceFor(user), user);
        Assert.ThrowsAny<Exception>(() => Send(tenant.ServiceFor(user), tenant.AdministratorId));
    }

    [Fact]
    public void A_plug_in_sends_one_by_the_name_of_the_message()
    {
        using var tenant = new World().Step("Create", FixtureTables.Shelf, 40, execution => execution.User.Execute(Request(execution.Context.UserId))).Open();

        tenant.Admin().Create(Row(FixtureTables.Shelf));

        Assert.Single(tenant.Admin().RetrieveMultiple(new QueryExpression("appnotification") { ColumnSet = new ColumnSet("title") }).Entities);
    }

    [Fact]
    public void What_is_not_copied_is_refused()
    {
        using var tenant = new World().Open();

        Refusal(() => Send(tenant, ("Actions", new Entity())));
    }

    [Fact]
    public void An_environment_without_the_solution_of_notifications_does_not_know_the_message()
    {
        using var tenant = new World().Open(options => options with { HasAppNotifications = false });

        Fault(ErrorCodes.InvalidArgument, () => Send(tenant));
    }

    /// <summary>One in order, but for what is named.</summary>
    private static OrganizationResponse Send(LocalDataverse tenant, params (string Name, object? Value)[] changed)
    {
        var request = Request(tenant.AdministratorId);
        foreach (var (name, value) in changed)
        {
            if (value is null) request.Parameters.Remove(name);
            else request[name] = value;
        }

        return tenant.Admin().Execute(request);
    }

    private static void Missing(string privilege, Action act) => Assert.Contains(privilege, Fault(ErrorCodes.PrivilegeDenied, act).Message, StringComparison.Ordinal);

    private static void Send(IOrganizationService service, Guid recipient) => service.Execute(Request(recipient));

    private static OrganizationRequest Request(Guid recipient) =>
        new("SendAppNotification") { ["Title"] = "Hello", ["Recipient"] = new EntityReference("systemuser", recipient) };
}
