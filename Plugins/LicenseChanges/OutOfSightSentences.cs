using System;
using System.Collections.Generic;
using System.Globalization;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>What people read of a change that Pax8 took without showing it.</summary>
internal static class OutOfSightSentences
{
    public const string Waiting =
        "Pax8 took this change but does not show it yet. It is not sent again; each sync looks for it, and later changes of this subscription wait behind it. Nothing needs to be done.";

    public const string Replaced = "Pax8 took this change, and shows another one now. This one is sent again, since it still holds.";

    public static string Overdue(LicenseChange change, SubscriptionThere there, DateTime taken) =>
        $"Pax8 took this change on {taken:yyyy-MM-dd HH:mm} UTC and still does not show it a day later: {Difference(change, there)}. Ask Pax8 what became of it; choose Retry to send it again, or withdraw it.";

    private static string Difference(LicenseChange change, SubscriptionThere there)
    {
        if (change.IsScheduledCancel) return $"a cancellation {(change.IsForAtOnce ? "at once" : $"on {change.EffectiveOn:yyyy-MM-dd}")} was asked for, and Pax8 shows {there.Values.Cancels?.ToString() ?? "none"}";
        var parts = new List<string>();
        if (change.To.Ended == true) parts.Add("a cancellation was asked for, and Pax8 shows the subscription as it was");
        else
        {
            Add(parts, "Quantity", change.To.Quantity, there.Values.Quantity);
            Add(parts, "Price", change.To.Price, there.Values.Price);
            if (change.To.BillingTerm is { } term && term != there.Values.BillingTerm)
                parts.Add($"Billing Term {SubscriptionMap.WordOfTerm(term)} was asked for, Pax8 shows {(there.Values.BillingTerm is { } shown ? SubscriptionMap.WordOfTerm(shown) : "none")}");
        }
        return string.Join("; ", parts);
    }

    private static void Add<T>(List<string> parts, string caption, T? asked, T? shown) where T : struct, IFormattable
    {
        if (asked is { } value && !value.Equals(shown))
            parts.Add($"{caption} {value.ToString(null, CultureInfo.InvariantCulture)} was asked for, Pax8 shows {shown?.ToString(null, CultureInfo.InvariantCulture) ?? "none"}");
    }
}
