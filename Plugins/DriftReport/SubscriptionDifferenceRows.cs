using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;
using Pax8Dataverse.Sync;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.DriftReport;

/// <summary>Rows of <see cref="SubscriptionDifference"/>: what a comparison found. None is ever changed; all go with their sync job.</summary>
internal sealed class SubscriptionDifferenceRows(TenantRows rows)
{
    /// <summary>Largest amount the column holds.</summary>
    private const decimal LargestAmount = 100_000_000_000m;

    /// <summary>Writes the difference unless this job has found it before.</summary>
    public void Save(FoundDifference difference, Guid jobId, Guid connectorId, EntityReference? owner)
    {
        var row = new Entity(SubscriptionDifference.Table)
        {
            [SubscriptionDifference.Name] = difference.Name.ForColumn(SubscriptionDifference.Name),
            [SubscriptionDifference.Key] = KeyOf(difference, jobId),
            [SubscriptionDifference.Job] = new EntityReference(SyncJob.Table, jobId),
            [SubscriptionDifference.Connector] = new EntityReference(Connector.Table, connectorId),
            [SubscriptionDifference.ProviderAccount] = new EntityReference(ProviderAccount.Table, difference.Of.ProviderAccountId),
            [SubscriptionDifference.ProviderSpecificId] = difference.Of.Pax8Id.ForColumn(SubscriptionDifference.ProviderSpecificId),
            [SubscriptionDifference.Kind] = new OptionSetValue(difference.Kind),
        };
        if (difference.Of.RowId is { } subscription) row[SubscriptionDifference.Subscription] = new EntityReference(Subscription.Table, subscription);
        if (difference.Here.ForColumn(SubscriptionDifference.Here) is { } here) row[SubscriptionDifference.Here] = here;
        if (difference.There.ForColumn(SubscriptionDifference.There) is { } there) row[SubscriptionDifference.There] = there;
        if (difference.AmountPerMonth is { } amount) row[SubscriptionDifference.AmountPerMonth] = Math.Round(Math.Min(amount, LargestAmount), 4, MidpointRounding.AwayFromZero);
        if (difference.Of.CurrencyCode.ForColumn(SubscriptionDifference.CurrencyCode) is { } currency) row[SubscriptionDifference.CurrencyCode] = currency;
        if (owner is not null) row[Common.Owner] = owner;
        try
        {
            rows.Create(row);
        }
        catch (RowExistsException)
        {
            // An execution that was cut off, or one that read the same record on a page that shifted, has told it already.
        }
    }

    /// <summary>What a job found, as far as its summary needs it.</summary>
    public List<DifferenceFacts> OfJob(Guid jobId) =>
        rows.Query(From(SubscriptionDifference.Table, SubscriptionDifference.Kind, SubscriptionDifference.AmountPerMonth, SubscriptionDifference.CurrencyCode, SubscriptionDifference.ProviderSpecificId)
                .Where(SubscriptionDifference.Job, jobId))
            .Select(row => new DifferenceFacts(
                row.Choice(SubscriptionDifference.Kind) ?? 0,
                row.Text(SubscriptionDifference.ProviderSpecificId) ?? "",
                row.GetAttributeValue<decimal?>(SubscriptionDifference.AmountPerMonth) ?? 0,
                row.Text(SubscriptionDifference.CurrencyCode) ?? ""))
            .ToList();

    private static string KeyOf(FoundDifference difference, Guid jobId) =>
        $"{jobId:N}:{difference.Of.Pax8Id.ToLowerInvariant().CutTo(100)}:{difference.Kind - SubscriptionDifference.Kinds.MissingHere}";
}
