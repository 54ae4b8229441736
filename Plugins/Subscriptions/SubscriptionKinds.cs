using System;
using System.Collections.Generic;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Reads Pax8's subscriptions, of provider accounts whose sync status is Enabled and of no other.</summary>
internal abstract class OfEnabledAccounts(ProviderAccountRows providerAccounts) : SyncKind
{
    public override string RecordsName => "subscriptions";

    public override string RowsName => "subscriptions";

    public override string SkippedBecause => "because their provider account is not enabled";

    /// <summary>There must be such a provider account, and the one that the job is limited to must be one.</summary>
    public override void CheckStart(Guid connectorId, Guid? providerAccountId)
    {
        if (providerAccounts.SomeEnabled(connectorId, most: 1).Count == 0)
            throw new RefusedException("Sync status of every provider account is Disabled, so there is nothing to synchronise. Enable the sync of those you want, then try again.");
        if (providerAccountId is { } only && providerAccounts.EnabledByIds(connectorId, [only]).Count == 0)
            throw new RefusedException("Sync status of the provider account is Disabled, so its subscriptions are not synchronised. Enable its sync, then try again.");
    }

    protected SubscriptionScope Scope(Guid connectorId, Guid? only) => new(providerAccounts, connectorId, only);
}

/// <summary>Pulls Pax8's subscriptions into rows.</summary>
internal sealed class SubscriptionKind(
    Pax8Access pax8, ProviderAccountRows providerAccounts, SubscriptionRows subscriptions, Func<Pax8Client, SubscriptionScope, DateTime?, SubscriptionSync> sync,
    Func<SubscriptionSync, HeldSubscriptions> held)
    : OfEnabledAccounts(providerAccounts)
{
    /// <summary>Stands in rows.</summary>
    public const int Value = 476500001;

    public override int Number => Value;

    public override string Name => "Subscriptions";

    public override ISyncSource Open(SyncJobState job) => Open(job, job.ProviderAccountId);

    /// <summary>An answer is about all that the connector holds, also where the job that asked was about one customer.</summary>
    public override IHeldBack HeldBack(SyncJobState job) => held(Open(job, job.Decision is null ? job.ProviderAccountId : null));

    public override IGoneRows GoneRows(Guid connectorId) => ForWaitingUser(connectorId);

    private SubscriptionSync Open(SyncJobState job, Guid? only) => sync(pax8.ForBackgroundWork(job.ConnectorId), Scope(job.ConnectorId, only), job.PreviousOn);

    /// <summary>For what a person waits for.</summary>
    public SubscriptionSync ForWaitingUser(Guid connectorId) => sync(pax8.ForWaitingUser(connectorId), Scope(connectorId, only: null), null);

    public override IReadOnlyDictionary<string, Guid> HeldElsewhere(Guid connectorId, IReadOnlyCollection<string> listed) => subscriptions.HeldElsewhere(connectorId, listed);
}
