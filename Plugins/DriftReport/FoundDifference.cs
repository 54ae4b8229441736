using System;

namespace Pax8Dataverse.DriftReport;

/// <summary>One thing in which a subscription is not the same here and in Pax8.</summary>
/// <param name="Of">The subscription.</param>
/// <param name="Kind">A value of <see cref="DriftReport.SubscriptionDifference.Kind"/>.</param>
/// <param name="Name">What differs, of which subscription.</param>
/// <param name="Here">The value here, for people; null where there is none.</param>
/// <param name="There">The value in Pax8, for people; null where there is none.</param>
/// <param name="AmountPerMonth">Money per month that hangs on it, never negative; null where the price is not one for a number of months.</param>
internal sealed record FoundDifference(ComparedSubscription Of, int Kind, string Name, string? Here, string? There, decimal? AmountPerMonth);

/// <summary>A subscription that is on one side or on both.</summary>
/// <param name="Pax8Id">Its id in Pax8.</param>
/// <param name="Name">Its name here, or the one it would have.</param>
/// <param name="ProviderAccountId">Whose it is.</param>
/// <param name="RowId">Its row; null where it is missing here.</param>
/// <param name="CurrencyCode">Currency of its price.</param>
internal sealed record ComparedSubscription(string Pax8Id, string Name, Guid ProviderAccountId, Guid? RowId, string? CurrencyCode);

/// <summary>A difference as a report sums it up.</summary>
internal sealed record DifferenceFacts(int Kind, string Pax8Id, decimal AmountPerMonth, string CurrencyCode);
