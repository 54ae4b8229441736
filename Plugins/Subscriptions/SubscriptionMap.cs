using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// A Pax8 subscription as the columns of a row. Pure. What goes both ways (quantity, price, billing term, whether it has ended)
/// is in <see cref="ValuesOf"/> and merged; everything else belongs to Pax8 and is taken as it comes. An absent text or date is
/// emptied, since Pax8 omits empty ones; an absent price, term or status says nothing, and neither does a value that cannot be read. Vendor SKU is told for single
/// subscriptions only, so a list that lacks it says nothing either. Source: API reference, absent values and subscriptions.
/// </summary>
internal static class SubscriptionMap
{
    private const int PriceDigits = 4;

    /// <summary>Billing terms as Pax8 writes them, in the order of the column's options.</summary>
    private static readonly string[] TermWords = ["Monthly", "Annual", "2-Year", "3-Year", "One-Time", "Trial", "Activation"];

    private static readonly string[] StatusWords =
    [
        "Active", "Cancelled", "PendingManual", "PendingAutomated", "PendingCancel", "WaitingForDetails", "Trial", "Converted", "PendingActivation", "Activated",
    ];

    /// <summary>The columns that belong to Pax8, as it has them now; captions of texts that had to be cut are added to <paramref name="cut"/>.</summary>
    public static Entity Columns(Pax8Subscription subscription, ICollection<string> cut)
    {
        var row = new Entity(Subscription.Table);
        Subscription.Columns.Fill(subscription, row, cut);
        row[Subscription.GoneInPax8] = false;
        return row;
    }

    /// <summary>The same of one that has no row yet: only what has a value.</summary>
    public static Entity NewRow(Pax8Subscription subscription, List<string> cut)
    {
        var row = new Entity(Subscription.Table) { [Subscription.GoneInPax8] = false };
        List<string>? taken = null;
        Subscription.Columns.PutDifference(subscription, row, stored: null, ref taken);
        if (taken is not null) cut.AddRange(taken);
        return row;
    }

    /// <summary>The word of a billing term that this version does not know; null for any other.</summary>
    public static string? UnknownTermOf(Pax8Subscription subscription) => subscription.BillingTerm is { } term && TermOf(term) == Subscription.BillingTerms.Other ? term : null;

    /// <summary>The status; null where Pax8 sends none.</summary>
    public static int? StatusOf(Pax8Subscription subscription) => subscription.Status is { } word ? StatusOf(word) : null;

    /// <summary>The word of a status that this version does not know; null for any other.</summary>
    public static string? UnknownStatusOf(Pax8Subscription subscription) => StatusOf(subscription) == Subscription.Statuses.Other ? subscription.Status : null;

    /// <summary>What Pax8 has of the values that go both ways. A status this version does not know leaves open whether it has ended.</summary>
    public static SubscriptionValues ValuesOf(Pax8Subscription subscription)
    {
        var status = StatusOf(subscription);
        bool? ended = status is null or Subscription.Statuses.Other ? null : IsEnded(status.Value);
        return new SubscriptionValues(
            ended == true ? 0 : subscription.Quantity, Amount(subscription.Price), subscription.BillingTerm is { } term ? TermOf(term) : null, ended,
            CancellationOf(status, subscription.EndsOn.ForColumn()));
    }

    /// <summary>
    /// The cancellation that a status and an end date show; null where they say nothing of it: an unknown status, one that has ended, and
    /// Pending Cancel whose date Pax8 leaves out. A trial has an end date without being cancelled.
    /// </summary>
    public static Cancellation? CancellationOf(int? status, DateTime? endsOn) => status switch
    {
        null or Subscription.Statuses.Other => null,
        Subscription.Statuses.PendingCancel => endsOn is { } date ? new Cancellation(date) : null,
        { } known => IsEnded(known) ? null : Cancellation.None,
    };

    /// <summary>What is left of a subscription that Pax8 no longer has: no licence.</summary>
    public static readonly SubscriptionValues Gone = new(0, null, null, true);

    /// <summary>Whether a status means that there are no licences any more; see Plugins/docs/subscription-statuses.md.</summary>
    public static bool IsEnded(int status) => status is Subscription.Statuses.Cancelled or Subscription.Statuses.Converted;

    /// <summary>The word Pax8 knows a billing term by; null for <c>Other</c>, which cannot be sent.</summary>
    public static string? WordOfTerm(int term) =>
        term - Subscription.BillingTerms.Monthly is var index && index >= 0 && index < TermWords.Length ? TermWords[index] : null;

    /// <summary>The word of a status; null for <c>Other</c>.</summary>
    public static string? WordOfStatus(int status) =>
        status - Subscription.Statuses.Active is var index && index >= 0 && index < StatusWords.Length ? StatusWords[index] : null;

    /// <summary>Months that one price covers; null where it is paid once or says nothing.</summary>
    public static int? MonthsOfTerm(int term) => (term - Subscription.BillingTerms.Monthly) switch { 0 => 1, 1 => 12, 2 => 24, 3 => 36, _ => null };

    public static int TermOf(string word) =>
        IndexOf(TermWords, word) is var index && index >= 0 ? Subscription.BillingTerms.Monthly + index : Subscription.BillingTerms.Other;

    /// <summary>The status of a word, in any letters; <c>Other</c> for every word that the API reference does not name for subscriptions.</summary>
    public static int StatusOf(string word) =>
        Is("Canceled", word) ? Subscription.Statuses.Cancelled // Pax8 spells it so in other places of its systems; seen, not documented here.
        : IndexOf(StatusWords, word) is var index && index >= 0 ? Subscription.Statuses.Active + index
        : Subscription.Statuses.Other;

    /// <summary>As the column holds it, so that what Pax8 sends finer does not differ for ever.</summary>
    public static decimal? Amount(decimal? amount) => amount is { } value ? Math.Round(value, PriceDigits, MidpointRounding.AwayFromZero) : null;

    /// <summary>Asked several times a record, so without a closure.</summary>
    private static int IndexOf(string[] words, string word)
    {
        for (var at = 0; at < words.Length; at++)
            if (Is(words[at], word)) return at;
        return -1;
    }

    private static bool Is(string known, string word) => string.Equals(known, word.Trim(), StringComparison.OrdinalIgnoreCase);
}
