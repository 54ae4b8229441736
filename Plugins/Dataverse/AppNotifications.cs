using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Dataverse;

/// <summary>
/// In-app notifications, by the name of their message, so that the solution depends on nothing that an environment may lack. Shown where the
/// app has them switched on.
/// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clients/send-in-app-notifications.
/// </summary>
internal sealed class AppNotifications(TenantRows rows)
{
    /// <summary>Whom notifications go to; a team has no bell.</summary>
    public const string User = "systemuser";

    /// <summary>The icon of a warning; documented.</summary>
    private const int WarningIcon = 100000003;

    /// <summary>Characters of a title, and of a body; documented: learn.microsoft.com/power-apps/developer/data-platform/reference/entities/appnotification.</summary>
    private const int LongestTitle = 256, LongestBody = 500;

    /// <summary>Sends one to a person.</summary>
    /// <param name="recipient">The user.</param>
    /// <param name="title">In plain text.</param>
    /// <param name="body">In plain text.</param>
    public void Send(EntityReference recipient, string title, string body) => rows.Execute(new OrganizationRequest("SendAppNotification")
    {
        ["Title"] = Cut(title, LongestTitle),
        ["Body"] = Cut(body, LongestBody),
        ["Recipient"] = recipient,
        ["IconType"] = new OptionSetValue(WarningIcon),
    });

    private static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length - 1) + "…";
}
