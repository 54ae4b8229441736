using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.DriftReport;

/// <summary>Compares the subscriptions of both sides and changes neither.</summary>
internal sealed class ComparisonKind(Pax8Access pax8, ProviderAccountRows providerAccounts, Func<Pax8Client, SubscriptionScope, SubscriptionComparison> comparison)
    : OfEnabledAccounts(providerAccounts)
{
    /// <summary>Stands in rows.</summary>
    public const int Value = 476500002;

    public override int Number => Value;

    public override string Name => "Compare Subscriptions";

    /// <summary>What it meets is a subscription, whose row the pull writes.</summary>
    public override int RowsOf => SubscriptionKind.Value;

    public override ISyncSource Open(SyncJobState job) => comparison(pax8.ForBackgroundWork(job.ConnectorId), Scope(job.ConnectorId, job.ProviderAccountId));
}
