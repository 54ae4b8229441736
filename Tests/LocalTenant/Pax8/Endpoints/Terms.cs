using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Words that several endpoints share.</summary>
internal static class Terms
{
    public static readonly string[] Billing = ["Monthly", "Annual", "2-Year", "3-Year", "One-Time", "Trial", "Activation"];

    public static readonly string[] SubscriptionStatuses =
    [
        "Active", "Cancelled", "PendingManual", "PendingAutomated", "PendingCancel", "WaitingForDetails", "Trial", "Converted",
        "PendingActivation", "Activated",
    ];

    /// <summary>Months that a billing term covers; a commitment must last at least as long. Others count as 0.</summary>
    public static int Months(string billingTerm) => billingTerm switch
    {
        "Monthly" => 1,
        "Annual" => 12,
        "2-Year" => 24,
        "3-Year" => 36,
        _ => 0,
    };

    public static readonly IReadOnlyCollection<string> ProvisioningMembers = ["label", "key", "values", "description", "valueType", "possibleValues"];
}
