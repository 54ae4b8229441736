using System;
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
    private const string Create = "prvCreateAppNotification", Read = "prvReadAppNotification", Privilege = "prvSendAppNotification";

    [Fact]
    public void A_notification_is_a_row_of_its_recipient()
    {
        var world = new World().Role("Reader", PrivilegeDepth.Basic, Read);
        using var tenant = world.Open();
        var user = tenant.AddUser("Reader", "Reader");

        var id = (Guid)Send(tenant, ("Recipient", User(user)), ("Body", "Look at it."), ("IconType", new OptionSetValue(100000003)), ("ToastType", new OptionSetValue(200000001)),
            ("Priority", new OptionSetValue(200000001)), ("Expiry", 60))["NotificationId"];
        Send(tenant);

        var row = Assert.Single(Notifications(tenant.ServiceFor(user)));
        Assert.Equal((id, "Hello", "Look at it.", user), (row.Id, row["title"], row["body"], row.GetAttributeValue<EntityReference>("ownerid").Id));
        Assert.Equal((100000003, 200000001, 200000001, 60), (Chosen(row, "icontype"), Chosen(row, "toasttype"), Chosen(row, "priority"), row["ttlinseconds"]));
        Assert.Equal((world.Time.GetUtcNow().UtcDateTime, tenant.AdministratorId), (row["createdon"], row.GetAttributeValue<EntityReference>("createdby").Id));
    }

    [Fact]
    public void A_notification_of_which_nothing_more_is_said_informs_for_a_time_and_expires_after_fourteen_days()
    {
        using var tenant = new World().Open();

        Send(tenant);

        var row = Assert.Single(Notifications(tenant.Admin()));
        Assert.False(row.Contains("body"));
        Assert.Equal((100000000, 200000000, 200000000, 1_209_600), (Chosen(row, "icontype"), Chosen(row, "toasttype"), Chosen(row, "priority"), row["ttlinseconds"]));
    }

    [Theory]
    [InlineData("Title")]
    [InlineData("Recipient")]
    public void What_it_cannot_be_without_is_asked_for(string parameter)
    {
        using var tenant = new World().Open();

        Assert.Contains($"'{parameter}'", Fault(ErrorCodes.InvalidArgument, () => Send(tenant, (parameter, null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_title_is_none()
    {
        using var tenant = new World().Open();

        Assert.Contains("'Title'", Fault(ErrorCodes.InvalidArgument, () => Send(tenant, ("Title", ""))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team")]
    [InlineData("account")]
    public void Nothing_but_a_user_is_a_recipient(string table)
    {
        using var tenant = new World().Open();

        Assert.Contains(table, Fault(ErrorCodes.InvalidArgument, () => Send(tenant, ("Recipient", new EntityReference(table, Guid.NewGuid())))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_no_recipient()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.ObjectDoesNotExist, () => Send(tenant, ("Recipient", User(Guid.NewGuid()))));
        Assert.Empty(Notifications(tenant.Admin()));
    }

    [Fact]
    public void Whoever_may_not_read_notifications_is_sent_none()
    {
        using var tenant = new World().Open();

        Missing(Read, () => Send(tenant, ("Recipient", User(tenant.AddUser("Blind", "Basic User")))));
        Assert.Empty(Notifications(tenant.Admin()));
    }

    [Theory]
    [InlineData("IconType", 100000003)]
    [InlineData("ToastType", 200000001)]
    [InlineData("Priority", 200000001)]
    public void A_choice_is_no_number_through_the_SDK(string parameter, int value)
    {
        using var tenant = new World().Open();

        Assert.StartsWith(parameter, Fault(ErrorCodes.InvalidArgument, () => Send(tenant, (parameter, value))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Title", 1)]
    [InlineData("Body", 1)]
    [InlineData("Recipient", "me")]
    [InlineData("Expiry", "60")]
    [InlineData("Expiry", 60L)]
    public void A_value_of_another_type_is_refused_by_the_name_of_its_parameter(string parameter, object value)
    {
        using var tenant = new World().Open();

        Assert.StartsWith(parameter, Fault(ErrorCodes.InvalidArgument, () => Send(tenant, (parameter, value))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IconType")]
    [InlineData("ToastType")]
    [InlineData("Priority")]
    public void A_value_that_the_choice_does_not_have_is_refused(string parameter)
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.PicklistValueOutOfRange, () => Send(tenant, (parameter, new OptionSetValue(7))));
    }

    [Theory]
    [InlineData("Body", 501)]
    [InlineData("Title", 257)]
    public void A_text_longer_than_its_column_is_refused(string parameter, int length)
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.StringLengthTooLong, () => Send(tenant, (parameter, new string('x', length))));
        Send(tenant, (parameter, new string('x', length - 1)));
    }

    [Fact]
    public void A_notification_expires_after_a_second_at_the_earliest()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.IntegerValueOutOfRange, () => Send(tenant, ("Expiry", 0)));
        Send(tenant, ("Expiry", 1));
    }

    [Fact]
    public void System_may_send_one_as_administrators_may()
    {
        using var tenant = new World().Open();

        Send(tenant.ServiceFor(tenant.SystemUserId), tenant.AdministratorId);

        Assert.Single(Notifications(tenant.Admin()));
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
        using var tenant = new World().Role("Clerk", PrivilegeDepth.Basic, Create, Privilege).Role("Assigner", PrivilegeDepth.Global, "prvAssignAppNotification").Open();
        var user = tenant.AddUser("Clerk", "Clerk", "Assigner");

        Send(tenant.ServiceFor(user), user);
        Fault(ErrorCodes.AccessDenied, () => Send(tenant.ServiceFor(user), tenant.AdministratorId));
    }

    [Fact]
    public void A_plug_in_sends_one_by_the_name_of_the_message()
    {
        using var tenant = new World().Step("Create", FixtureTables.Shelf, 40, execution => execution.User.Execute(Request(execution.Context.UserId))).Open();

        tenant.Admin().Create(Row(FixtureTables.Shelf));

        Assert.Single(Notifications(tenant.Admin()));
    }

    [Theory]
    [InlineData("Actions")]
    [InlineData("OverrideContent")]
    [InlineData("Sound")]
    public void What_is_not_copied_is_refused(string parameter)
    {
        using var tenant = new World().Open();

        Refusal(() => Send(tenant, (parameter, new Entity())));
    }

    [Fact]
    public void An_environment_without_the_solution_of_notifications_does_not_know_the_message()
    {
        using var tenant = new World().Open(options => options with { HasAppNotifications = false });

        Assert.Contains("does not exist", Fault(ErrorCodes.InvalidArgument, () => Send(tenant)).Message, StringComparison.Ordinal);
        Assert.Empty(Notifications(tenant.Admin()));
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
        new("SendAppNotification") { ["Title"] = "Hello", ["Recipient"] = User(recipient) };

    private static EntityReference User(Guid id) => new("systemuser", id);

    private static int Chosen(Entity row, string column) => row.GetAttributeValue<OptionSetValue>(column).Value;

    /// <summary>Those that the user may read.</summary>
    private static DataCollection<Entity> Notifications(IOrganizationService user) => user.RetrieveMultiple(new QueryExpression("appnotification") { ColumnSet = new ColumnSet(true) }).Entities;
}
