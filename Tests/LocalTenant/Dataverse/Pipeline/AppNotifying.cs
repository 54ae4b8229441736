using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The message SendAppNotification. Documented: its parameters, of which Title and Recipient must be there; that a team is no recipient; that
/// who calls it needs the privilege Send In-App Notification and the one to create a notification, beyond Basic where it is for somebody else;
/// the lengths and bounds of what it creates; that it comes with a solution of its own, so an environment can lack it. Seen in the example of
/// its page: choices are OptionSetValue through the SDK. Assumed: that a plain number is refused there, that the row is made in the caller's
/// name and so asks, as any row made for somebody else, for the privilege to assign, what becomes of a message that does not exist, and the
/// words of the refusals.
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/sendappnotification,
/// learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/send-in-app-notifications#managing-security-for-notifications,
/// learn.microsoft.com/power-apps/developer/data-platform/reference/entities/appnotification.
/// </summary>
internal sealed class AppNotifying(Engine engine, RequestDispatcher dispatcher)
{
    public const string Message = "SendAppNotification", Table = "appnotification";

    /// <summary>Of the roles that every environment has, Environment Maker brings it along and System Administrator has it as all others.</summary>
    public const string Privilege = "prvSendAppNotification";

    /// <summary>What is copied here. OverrideContent and Actions are documented too, and refused as not supported.</summary>
    public static readonly string[] Parameters = ["Title", "Body", "Recipient", "IconType", "ToastType", "Priority", "Expiry"];

    public OrganizationResponse Send(OrganizationRequest request, Caller caller)
    {
        if (!engine.HasAppNotifications) throw Faults.InvalidArgument($"The message {Message} does not exist in this environment.");
        foreach (var user in caller.Privileged) engine.Access.Demand(user, Privilege, "none");
        var title = Given<string>(request, "Title");
        if (string.IsNullOrEmpty(title)) throw Missing("Title");
        var recipient = Given<EntityReference>(request, "Recipient") ?? throw Missing("Recipient");
        if (recipient.LogicalName != "systemuser") throw Faults.InvalidArgument($"Recipient is a row of {recipient.LogicalName}. A notification goes to one user.");
        var row = new Entity(Table)
        {
            ["title"] = title,
            ["body"] = Given<string>(request, "Body"),
            ["ownerid"] = recipient,
            ["icontype"] = Given<OptionSetValue>(request, "IconType"),
            ["toasttype"] = Given<OptionSetValue>(request, "ToastType"),
            ["priority"] = Given<OptionSetValue>(request, "Priority"),
            ["ttlinseconds"] = request.Parameters.Contains("Expiry") ? Given<object>(request, "Expiry") : null,
        };
        foreach (var empty in row.Attributes.Where(one => one.Value is null).Select(one => one.Key).ToList()) row.Attributes.Remove(empty);
        var created = (CreateResponse)dispatcher.Execute(new CreateRequest { Target = row }, caller);
        return new OrganizationResponse { ResponseName = Message, Results = { ["NotificationId"] = created.id } };
    }

    private static T? Given<T>(OrganizationRequest request, string name) where T : class => !request.Parameters.TryGetValue(name, out object value) || value is null
        ? null
        : value as T ?? throw Faults.InvalidArgument($"{name} of {Message} is a {value.GetType().Name}, and has to be a {typeof(T).Name}.");

    private static Exception Missing(string name) => Faults.InvalidArgument($"Required field '{name}' is missing for {Message}.");
}
