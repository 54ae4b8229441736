using System;
using System.Linq;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// What a billing clerk reads of a change that Pax8 did not take. Pax8 refuses with 400 as well as 422, with a null message and
/// the reason in the details, so the words are what is looked at. Source: API reference, errors and subscriptions.
/// </summary>
internal static class RefusalSentences
{
    /// <param name="failure">What Pax8 answered.</param>
    /// <param name="connectionFailure">What of the connector is to blame, whatever the change; null where it is the change.</param>
    public static string Of(Pax8Exception failure, int? connectionFailure) => connectionFailure switch
    {
        null => OfTheChange(failure),
        LicenseChangeLog.ConnectionFailures.MissingRight => $"{failure.Message} After the next Verify Connectivity that succeeds, one change is sent by itself, and the others follow once Pax8 has taken it.",
        _ => $"{failure.Message} The change is sent again by itself when Verify Connectivity succeeds.",
    };

    private static string OfTheChange(Pax8Exception failure)
    {
        if (failure.Kind != Pax8Error.Refused) return failure.Message;
        var said = failure.FieldMessages.Count > 0 ? string.Join("; ", failure.FieldMessages.Select(message => message.TrimEnd('.', ' '))) : null;
        if (Speaks(failure, "commitment") && Speaks(failure, "quantity"))
            return $"Pax8 takes fewer licences only outside of the commitment{Saying(said)}. Withdraw the change and make it again once Commitment Ends On has passed, or raise the quantity instead.";
        if (Speaks(failure, "commitment"))
            return $"Pax8 does not take this change during the commitment{Saying(said)}. Withdraw it and make it again once Commitment Ends On has passed.";
        if (Speaks(failure, "future"))
            return $"Pax8 takes no change of a subscription before it has started{Saying(said)}. Set Provisioning Status back to Awaiting Provisioning on or after Starts On.";
        if (Speaks(failure, "cancelled"))
            return $"Pax8 says that the subscription has been cancelled{Saying(said)}. Press Sync Subscriptions to bring the row up to date, and withdraw the change.";
        return failure.Message;
    }

    private static bool Speaks(Pax8Exception failure, string word) =>
        failure.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0
        || failure.FieldMessages.Any(message => message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static string Saying(string? said) => said is null ? "" : $" (it says: {said})";
}
