using System;
using System.Collections.Generic;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Pulls Pax8's companies into provider accounts.</summary>
internal sealed class ProviderAccountKind(Pax8Access pax8, ProviderAccountRows providerAccounts, Func<Pax8Client, ProviderAccountSync> sync, ProviderAccountMatching matching) : SyncKind
{
    /// <summary>Stands in rows.</summary>
    public const int Value = 476500000;

    public override int Number => Value;

    public override string Name => "Provider Accounts";

    public override string RecordsName => "companies";

    public override string RowsName => "provider accounts";

    public override ISyncSource Open(SyncJobState job) => sync(pax8.ForBackgroundWork(job.ConnectorId));

    public override ILeftRows LeftRows => matching;

    public override IGoneRows GoneRows(Guid connectorId) => sync(pax8.ForWaitingUser(connectorId));

    public override IReadOnlyDictionary<string, Guid> HeldElsewhere(Guid connectorId, IReadOnlyCollection<string> listed) => providerAccounts.HeldElsewhere(connectorId, listed);
}
