using System;
using System.Linq;
using DataverseEmulator.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The message SendAppNotification. Documented: its parameters, of which Title and Recipient must be there; that a team is no recipient; that
/// who calls it needs the privilege Send In-App Notification and the one to create a notification, beyond Basic where it is for somebody else;
/// the lengths and bounds of what it creates; that it expires after 14 days unless told otherwise; that it comes with a solution of its own, so
/// an environment can lack it. Seen in the example of its page: choices are OptionSetValue through the SDK. Assumed: that a plain number is
/// refused there; that the row is made in the caller's name and so asks, as any row made for somebody else, for the privilege to assign and for
/// the recipient's to read; that the 14 days stand in the row; what becomes of a message that does not exist; the words of the refusals. Not
/// copied: that a notification is gone when its time is over, and that an administrator can set another time.
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/sendappnotification,
/// learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/send-in-app-notifications#managing-security-for-notifications,
/// learn.microsoft.com/power-apps/developer/data-platform/reference/entities/appnotification.
/// </summary>
internal sealed class AppNotifying(Engine engine, RequestDispatcher dispatcher)
{
    public const string Message = "SendAppNotification", Table = "appnotification";

    /// <summary>Of the roles that every environment has, Environment Maker brings it along and System Administrator has it as all others.</summary>
    public const string Privilege = "prvSendAppNotification";

    private const int FourteenDays = 14 * 24 * 60 * 60;

    /// <summary>What is copied here, and the column that it fills. OverrideContent and Actions are documented too, and refused as not supported.</summary>
    private static readonly (string Parameter, string Column, Type Type)[] Copied =
    [
        ("Title", "title", typeof(string)),
        ("Body", "body", typeof(string)),
        ("Recipient", "ownerid", typeof(EntityReference)),
        ("IconType", "icontype", typeof(OptionSetValue)),
        ("ToastType", "toasttype", typeof(OptionSetValue)),
        ("Priority", "priority", typeof(OptionSetValue)),
        ("Expiry", "ttlinseconds", typeof(int)),
    ];

    public static readonly string[] Parameters = [.. Copied.Select(one => one.Parameter)];

    public OrganizationResponse Send(OrganizationRequest request, Caller caller)
    {
        if (!engine.HasAppNotifications) throw Faults.InvalidArgument($"The message {Message} does not exist in this environment.");
        foreach (var user in caller.Privileged) engine.Access.Demand(user, Privilege, "none");
        var row = Row(request);
        foreach (var user in caller.Privileged) engine.Access.Demand(user, Access.Create, engine.Table(Table), row);
        var created = (CreateResponse)dispatcher.Execute(new CreateRequest { Target = row }, caller);
        return new OrganizationResponse { ResponseName = Message, Results = { ["NotificationId"] = created.id } };
    }

    private static Entity Row(OrganizationRequest request)
    {
        var row = new Entity(Table) { ["ttlinseconds"] = FourteenDays };
        foreach (var (parameter, column, type) in Copied)
        {
            if (!request.Parameters.TryGetValue(parameter, out object value) || value is null) continue;
            row[column] = type.IsInstanceOfType(value) ? value : throw Faults.InvalidArgument($"{parameter} of {Message} is a {value.GetType().Name}, and has to be a {type.Name}.");
        }

        if (string.IsNullOrEmpty(row.GetAttributeValue<string>("title"))) throw Missing("Title");
        var recipient = row.GetAttributeValue<EntityReference>("ownerid") ?? throw Missing("Recipient");
        return recipient.LogicalName == "systemuser"
            ? row
            : throw Faults.InvalidArgument($"Recipient is a row of {recipient.LogicalName}. A notification goes to one user.");
    }

    private static Exception Missing(string name) => Faults.InvalidArgument($"Required field '{name}' is missing for {Message}.");
}
