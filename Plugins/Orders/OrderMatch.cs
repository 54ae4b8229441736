using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Orders;

/// <summary>
/// By what an order of Pax8 is known for one of ours: Pax8 keeps no reference of ours and tells neither numbers nor details of lines, so
/// it is the multiset of product, quantity and term, and the day. Pure.
/// </summary>
internal static class OrderMatch
{
    /// <summary>A day more on both sides: Pax8 tells the day alone, and not in which time zone.</summary>
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>Whether Pax8's order may be what was ordered then.</summary>
    public static bool IsLike(NewOrder ordered, Pax8Order found, DateTime attemptedOn) =>
        (found.CreatedOn is not { } day || (day.Date >= attemptedOn.Date - OneDay && day.Date <= attemptedOn.Date + OneDay)) && HasSameLines(ordered, found);

    public static bool HasSameLines(NewOrder ordered, Pax8Order found)
    {
        if (ordered.Lines.Count != found.Lines.Count) return false;
        return Sorted(ordered.Lines.Select(KeyOf)).SequenceEqual(Sorted(found.Lines.Select(KeyOf)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether two of our orders ask for the same, so that Pax8's answer to one may be taken for the other's.</summary>
    public static bool AskTheSame(NewOrder one, NewOrder other) => Sorted(one.Lines.Select(KeyOf)).SequenceEqual(Sorted(other.Lines.Select(KeyOf)), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Subscriptions for lines: each of Pax8's lines answers one line of the same product, quantity and term. Lines that are alike in these
    /// are interchangeable, and answered in the order in which they were asked (assumed).
    /// </summary>
    /// <param name="lines">Lines that have no subscription yet.</param>
    /// <param name="found">Pax8's order.</param>
    /// <param name="known">Subscriptions that other lines of the order have.</param>
    public static Dictionary<int, string> SubscriptionsOf(IEnumerable<NewOrderLine> lines, Pax8Order found, IEnumerable<string> known)
    {
        var taken = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
        var free = found.Lines.Where(line => line.SubscriptionId is { } id && !taken.Contains(id)).ToList();
        var subscriptions = new Dictionary<int, string>();
        foreach (var line in lines.OrderBy(line => line.Number))
        {
            var at = free.FindIndex(candidate => string.Equals(KeyOf(candidate), KeyOf(line), StringComparison.OrdinalIgnoreCase));
            if (at < 0) continue;
            subscriptions[line.Number] = free[at].SubscriptionId!;
            free.RemoveAt(at);
        }
        return subscriptions;
    }

    private static string KeyOf(NewOrderLine line) => $"{line.ProductId} {line.Quantity} {line.BillingTerm.Trim()}";

    private static string KeyOf(Pax8OrderLine line) => $"{line.ProductId} {line.Quantity} {line.BillingTerm.Trim()}";

    private static IEnumerable<string> Sorted(IEnumerable<string> keys) => keys.OrderBy(key => key, StringComparer.OrdinalIgnoreCase);
}
