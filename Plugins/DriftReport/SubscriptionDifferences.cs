using System;
using System.Collections.Generic;
using System.Globalization;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;
using Kinds = Pax8Dataverse.DriftReport.SubscriptionDifference.Kinds;

namespace Pax8Dataverse.DriftReport;

/// <summary>
/// In what a subscription is not the same here and in Pax8, and how much money per month hangs on it. Pure. A value that Pax8
/// leaves out does not differ. Where several things differ, each part of the money is told once: that of an end with the
/// quantity, that of a term with the price where the price differs as well.
/// </summary>
internal static class SubscriptionDifferences
{
    /// <summary>The kinds in words, in the order of the column's options.</summary>
    private static readonly string[] OfOne =
        ["Missing here", "Missing in Pax8", "Quantity differs", "Price differs", "Billing term differs", "Status differs", "Change logs do not add up", "Company differs",
            "Product differs", "Parent differs", "Cancellation differs"];

    private static readonly string[] OfMany =
        ["missing here", "missing in Pax8", "quantities", "prices", "billing terms", "statuses", "sums of change logs", "companies", "products", "parents", "cancellations"];

    /// <summary>Such as <c>quantities 2</c>.</summary>
    public static string Counted(int kind, int count) => FormattableString.Invariant($"{OfMany[kind - Kinds.MissingHere]} {count:N0}");

    /// <summary>Everything that is in Pax8 and not here.</summary>
    public static FoundDifference MissingHere(Pax8Subscription there, EnabledAccount account)
    {
        var values = SubscriptionMap.ValuesOf(there);
        var subscription = new ComparedSubscription(there.Id, $"{there.ProductName ?? there.Id} – {account.Name}", account.Id, null, there.CurrencyCode);
        return Of(subscription, Kinds.MissingHere, null, Summary(values, WordOf(there.Status) ?? "no status"), PerMonth(values));
    }

    /// <summary>Everything that is here and that Pax8 does not know.</summary>
    public static FoundDifference MissingInPax8(SubscriptionState here) =>
        Of(here, Kinds.MissingInPax8, Summary(here.Here, StatusOf(here)), null, PerMonth(here.Here));

    /// <summary>What differs between a row and Pax8's record of it.</summary>
    public static IEnumerable<FoundDifference> Between(SubscriptionState here, Pax8Subscription there)
    {
        var values = SubscriptionMap.ValuesOf(there).Or(here.Here);
        var pricesDiffer = values.Price != here.Here.Price;
        if (values.Quantity != here.Here.Quantity)
            yield return Of(here, Kinds.QuantityDiffers, Number(here.Here.Quantity), Number(values.Quantity), PerMonth(values with { Quantity = Apart(values.Quantity, here.Here.Quantity) }));
        if (pricesDiffer)
            yield return Of(here, Kinds.PriceDiffers, Price(here.Here.Price), Price(values.Price), PricesApart(here.Here, values));
        if (there.BillingTerm?.Trim() is { } term && !IsSame(TermOf(here), term))
            yield return Of(here, Kinds.BillingTermDiffers, TermOf(here), term, pricesDiffer ? 0 : PricesApart(here.Here, values));
        if (WordOf(there.Status) is { } status && (!IsSame(StatusOf(here), status) || values.Ended != here.Here.Ended))
            yield return Of(here, Kinds.StatusDiffers, StatusOf(here), status, 0);
        // From the earlier date on, one side has it and the other has not.
        if (values.Cancels != here.Here.Cancels && values.Ended != true && here.Here.Ended != true)
            yield return Of(here, Kinds.CancellationDiffers, $"{here.Here.Cancels}", $"{values.Cancels}", PerMonth(values));
    }

    /// <summary>Pax8 has it under another company: all that it costs is at stake.</summary>
    /// <param name="here">The row.</param>
    /// <param name="companyHere">Name of the company that it is under here; null where it was moved away.</param>
    /// <param name="there">What Pax8 has.</param>
    /// <param name="companyThere">Name of the company there, or its id.</param>
    public static FoundDifference OfCompany(SubscriptionState here, string? companyHere, Pax8Subscription there, string companyThere) =>
        Of(here, Kinds.CompanyDiffers, companyHere ?? $"Moved away to {here.MovedTo}", companyThere, PerMonth(SubscriptionMap.ValuesOf(there).Or(here.Here)));

    /// <summary>Product and parent. What Pax8 does not name of a product does not differ.</summary>
    /// <param name="here">The row.</param>
    /// <param name="there">What Pax8 has.</param>
    /// <param name="product">The row's product; null where it has none.</param>
    /// <param name="parent">The row that Pax8's parent is here; null where there is none.</param>
    public static IEnumerable<FoundDifference> OfLinks(SubscriptionState here, Pax8Subscription there, LinkedProduct? product, Guid? parent)
    {
        if (there.ProductId is { } productId && !IsSame(product?.Pax8Id ?? "", productId))
            yield return Of(here, Kinds.ProductDiffers, product?.Name ?? "none", there.ProductName ?? productId, 0);
        var parentHere = here.Row.Text(Subscription.ParentSpecificId);
        var linked = here.Row.Lookup(Subscription.Parent);
        if (!IsSame(parentHere ?? "", there.ParentId ?? "") || (linked != parent && parent != here.Id))
            yield return Of(here, Kinds.ParentDiffers, linked is null && parentHere is not null ? $"{parentHere}, not linked" : parentHere ?? "none", there.ParentId ?? "none", 0);
    }

    /// <summary>Null where the quantities of the licence change logs add up to the quantity of the row.</summary>
    public static FoundDifference? OfLogs(SubscriptionState here, int sum) => sum == here.Here.Quantity
        ? null
        : Of(here, Kinds.ChangeLogsDoNotAddUp, $"{Number(here.Here.Quantity)}, by its change logs {Number(sum)}", null,
            PerMonth(here.Here with { Quantity = Apart(here.Here.Quantity, sum) }));

    private static FoundDifference Of(SubscriptionState here, int kind, string valueHere, string? valueThere, decimal? amount) => Of(
        new ComparedSubscription(here.Pax8Id, here.Name, here.ProviderAccountId, here.Id, here.Row.Text(Subscription.CurrencyCode)), kind, valueHere + (IsHeld(here, kind) ? " (held)" : Waiting(here)), valueThere, amount);

    private static FoundDifference Of(ComparedSubscription subscription, int kind, string? valueHere, string? valueThere, decimal? amount) =>
        new(subscription, kind, $"{OfOne[kind - Kinds.MissingHere]}: {subscription.Name}", valueHere, valueThere, amount);

    /// <summary>Whether the difference is what was not taken over until somebody has said so.</summary>
    private static bool IsHeld(SubscriptionState here, int kind) => here.Held is not null && kind is Kinds.QuantityDiffers or Kinds.StatusDiffers or Kinds.MissingInPax8 or Kinds.CompanyDiffers;

    /// <summary>Tells a difference that is known of from one that nobody has seen.</summary>
    private static string Waiting(SubscriptionState here) => here.SyncState switch
    {
        Subscription.SyncStates.WaitingToBeSent => " (waiting to be sent)",
        Subscription.SyncStates.Conflict => " (in conflict)",
        Subscription.SyncStates.Failed => " (change failed)",
        Subscription.SyncStates.NotSynced => " (change not sent)",
        _ => "",
    };

    private static string TermOf(SubscriptionState here) => here.Here.BillingTerm is { } term
        ? SubscriptionMap.WordOfTerm(term) ?? here.Row.Text(Subscription.BillingTermText) ?? "Other"
        : "none";

    /// <summary>The status that was read last; where the row was ended or activated since, that.</summary>
    private static string StatusOf(SubscriptionState here)
    {
        if (here.Row.Flag(Subscription.GoneInPax8)) return "Gone";
        if (here.Pax8Status is not { } status) return "none";
        if (SubscriptionMap.WordOfStatus(status) is not { } word) return here.Row.Text(Subscription.StatusText) ?? "Other";
        return SubscriptionMap.IsEnded(status) == here.Here.Ended ? word : here.Here.Ended == true ? "Ended" : here.Held is not null ? "Active" : "Active again";
    }

    /// <summary>A known status as Pax8 documents it, however it was spelt; any other word as it was sent.</summary>
    private static string? WordOf(string? sent) => sent is null ? null : SubscriptionMap.WordOfStatus(SubscriptionMap.StatusOf(sent)) ?? sent.Trim();

    private static bool IsSame(string here, string there) => string.Equals(here, there, StringComparison.OrdinalIgnoreCase);

    private static string Summary(SubscriptionValues values, string status) => $"{Number(values.Quantity)} at {Price(values.Price)}, {status}";

    private static string Number(int? number) => number is { } value ? value.ToString(CultureInfo.InvariantCulture) : "none";

    private static string Price(decimal? price) => price is { } value ? value.ToString("0.00##", CultureInfo.InvariantCulture) : "no price";

    private static int Apart(int? one, int? other) => Math.Abs((one ?? 0) - (other ?? 0));

    private static decimal? PerMonth(SubscriptionValues values) => values.PerMonth;

    /// <summary>What the licences in Pax8 cost a month with the one's price and term, and with the other's.</summary>
    private static decimal? PricesApart(SubscriptionValues here, SubscriptionValues there) =>
        PerMonth(here with { Quantity = there.Quantity }) is { } one && PerMonth(there) is { } other ? Math.Abs(one - other) : null;
}
