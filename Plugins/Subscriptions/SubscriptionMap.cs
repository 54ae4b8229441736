using System;
using System.Collections.Generic;
using System.Linq;
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

    /// <summary>Columns that belong to Pax8 alone: the pull keeps them and nobody else changes them.</summary>
    public static readonly string[] OwnedByPax8 =
    [
        Subscription.VendorSubscriptionId, Subscription.VendorSku, Subscription.ParentSpecificId, Subscription.PartnerCost, Subscription.CurrencyCode,
        Subscription.BillingTermText, Subscription.CommitmentTerm, Subscription.CommitmentId, Subscription.CommitmentEndsOn, Subscription.StartsOn,
        Subscription.EndsOn, Subscription.BillingStartsOn, Subscription.CreatedInPax8, Subscription.UpdatedInPax8, Subscription.Status,
        Subscription.StatusText, Subscription.GoneInPax8,
    ];

    /// <summary>The columns that belong to Pax8, as it has them now; captions of texts that had to be cut are added to <paramref name="cut"/>.</summary>
    public static Entity Columns(Pax8Subscription subscription, ICollection<string> cut)
    {
        var row = new Entity(Subscription.Table);
        var saysAll = subscription.Unreadable.Count == 0;
        bool Says(string member) => saysAll || !subscription.IsUnreadable(member);

        if (Says("vendorSubscriptionId")) Text(row, Subscription.VendorSubscriptionId, "Vendor Subscription Id", 200, subscription.VendorSubscriptionId, cut);
        if (subscription.VendorSku is not null) Text(row, Subscription.VendorSku, "Vendor SKU", 200, subscription.VendorSku, cut);
        if (Says("parentSubscriptionId")) row[Subscription.ParentSpecificId] = subscription.ParentId;
        if (Says("partnerCost")) row[Subscription.PartnerCost] = Amount(subscription.PartnerCost);
        if (Says("currencyCode")) row[Subscription.CurrencyCode] = subscription.CurrencyCode.ForColumn(ColumnLimits.LongestCurrencyCode);
        if (Says("commitment.term") && Says("commitmentTerm")) Text(row, Subscription.CommitmentTerm, "Commitment Term", 100, subscription.Commitment?.Term, cut);
        if (Says("commitment.id") && Says("commitmentTerm")) row[Subscription.CommitmentId] = subscription.Commitment?.Id;
        if (Says("commitment.endDate") && Says("commitmentTerm") && Says("commitmentTermEndDate")) row[Subscription.CommitmentEndsOn] = (subscription.Commitment?.EndsOn).ForColumn();
        if (Says("startDate")) row[Subscription.StartsOn] = subscription.StartsOn.ForColumn();
        if (Says("endDate")) row[Subscription.EndsOn] = subscription.EndsOn.ForColumn();
        if (Says("billingStart")) row[Subscription.BillingStartsOn] = subscription.BillingStartsOn.ForColumn();
        if (subscription.CreatedOn.ForColumn() is { } created) row[Subscription.CreatedInPax8] = created;
        if (subscription.UpdatedOn.ForColumn() is { } updated) row[Subscription.UpdatedInPax8] = updated;
        row[Subscription.GoneInPax8] = false;
        if (subscription.BillingTerm is { } term)
            Text(row, Subscription.BillingTermText, "Billing Term Text", 100, TermOf(term) == Subscription.BillingTerms.Other ? term : null, cut);
        if (subscription.Status is { } status)
        {
            var value = StatusOf(status);
            row[Subscription.Status] = new OptionSetValue(value);
            Text(row, Subscription.StatusText, "Pax8 Status Text", 100, value == Subscription.Statuses.Other ? status : null, cut);
        }
        return row;
    }

    /// <summary>What Pax8 has of the values that go both ways. A status this version does not know leaves open whether it has ended.</summary>
    public static SubscriptionValues ValuesOf(Pax8Subscription subscription)
    {
        int? status = subscription.Status is { } word ? StatusOf(word) : null;
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
        Array.FindIndex(TermWords, known => Is(known, word)) is var index && index >= 0 ? Subscription.BillingTerms.Monthly + index : Subscription.BillingTerms.Other;

    /// <summary>The status of a word, in any letters; <c>Other</c> for every word that the API reference does not name for subscriptions.</summary>
    public static int StatusOf(string word) =>
        Is("Canceled", word) ? Subscription.Statuses.Cancelled // Pax8 spells it so in other places of its systems; seen, not documented here.
        : Array.FindIndex(StatusWords, known => Is(known, word)) is var index && index >= 0 ? Subscription.Statuses.Active + index
        : Subscription.Statuses.Other;

    /// <summary>As the column holds it, so that what Pax8 sends finer does not differ for ever.</summary>
    private static decimal? Amount(decimal? amount) => amount is { } value ? Math.Round(value, PriceDigits, MidpointRounding.AwayFromZero) : null;

    private static bool Is(string known, string word) => string.Equals(known, word.Trim(), StringComparison.OrdinalIgnoreCase);

    private static void Text(Entity row, string column, string caption, int length, string? text, ICollection<string> cut)
    {
        row[column] = text.ForColumn(length);
        if (text is not null && text.Trim().Length > length) cut.Add(FormattableString.Invariant($"{caption} ({text.Length:N0} characters, {length} kept)"));
    }
}
