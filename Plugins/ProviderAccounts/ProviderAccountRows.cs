using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Products;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>A provider account whose subscriptions are synchronised.</summary>
/// <param name="Id">The row.</param>
/// <param name="CompanyId">The company in Pax8.</param>
/// <param name="Name">Its name.</param>
/// <param name="AccountId">The customer that it is mapped to.</param>
/// <param name="IsGone">Pax8 has said that there is no such company any more.</param>
/// <param name="SyncStatusOn">When somebody last switched its sync; null where that was before it was noted.</param>
internal sealed record EnabledAccount(Guid Id, string CompanyId, string Name, Guid? AccountId, bool IsGone = false, DateTime? SyncStatusOn = null);

/// <summary>A provider account with what its subscriptions take over from it.</summary>
/// <param name="Id">The row.</param>
/// <param name="ConnectorId">Its connector.</param>
/// <param name="CompanyId">The company in Pax8.</param>
/// <param name="Name">Its name.</param>
/// <param name="CustomerId">The customer that it is mapped to.</param>
/// <param name="MatchReason">How it came to that.</param>
/// <param name="Owner">Whose row it is.</param>
internal sealed record MappedAccount(Guid Id, Guid ConnectorId, string CompanyId, string Name, Guid? CustomerId, string? MatchReason, EntityReference? Owner);

/// <summary>A provider account as an order sees it.</summary>
/// <param name="ConnectorId">Its connector.</param>
/// <param name="CompanyId">The company in Pax8; null while there is none.</param>
/// <param name="Name">Its name.</param>
/// <param name="CompanyStatus">As Pax8 tells it; null where it does not.</param>
/// <param name="IsEnabled">Whether its subscriptions are synchronised.</param>
/// <param name="CustomerId">The customer that it is mapped to.</param>
internal sealed record OrderableAccount(Guid ConnectorId, string? CompanyId, string Name, int? CompanyStatus, bool IsEnabled, Guid? CustomerId);

/// <summary>A company of Pax8 as a row here names it.</summary>
internal sealed record KnownCompany(string Id, string Name);

/// <summary>Rows of <see cref="ProviderAccount"/>.</summary>
internal sealed class ProviderAccountRows(TenantRows rows, HeldRows held) : IPricedCustomers
{
    public static readonly HeldTable Held = new(ProviderAccount.Table, ProviderAccount.ProviderSpecificId, ProviderAccount.Connector, Connector.Table, Connector.Id);

    /// <summary>Columns that a pull compares.</summary>
    public static readonly string[] Compared =
    [
        .. ProviderAccount.Columns.OwnedBy(ColumnOwner.Pax8), ProviderAccount.Account, ProviderAccount.MatchStatus,
        ProviderAccount.MatchCandidates, ProviderAccount.MatchReason, ProviderAccount.SyncStatusOn, Common.State,
    ];

    private static readonly string[] Matched =
    [
        ProviderAccount.Connector, ProviderAccount.ProviderSpecificId, ProviderAccount.CompanyStatus, ProviderAccount.Account, ProviderAccount.MatchStatus, ProviderAccount.MatchReason,
        ProviderAccount.MatchCandidates, ProviderAccount.Name, ProviderAccount.ExternalId, ProviderAccount.Website, ProviderAccount.Country,
    ];

    /// <summary>The connector's rows for these Pax8 ids, by id; one query.</summary>
    public Dictionary<string, Entity> ByCompanyIds(Guid connectorId, IReadOnlyCollection<string> companyIds)
    {
        var found = new Dictionary<string, Entity>(companyIds.Count, StringComparer.OrdinalIgnoreCase);
        if (companyIds.Count == 0) return found;
        var query = From(ProviderAccount.Table, Compared)
            .Where(ProviderAccount.Connector, connectorId)
            .WhereIn(ProviderAccount.ProviderSpecificId, companyIds.Cast<object>().ToArray());
        foreach (var row in rows.Query(query)) found[row.Text(ProviderAccount.ProviderSpecificId)!] = row;
        return found;
    }

    /// <summary>What matching looks at of these rows; one query.</summary>
    public IEnumerable<Entity> ForMatching(params object[] ids) => rows.Query(From(ProviderAccount.Table, Matched).WhereIn(ProviderAccount.Id, ids));

    public Entity? ByCompanyId(Guid connectorId, string companyId) =>
        ByCompanyIds(connectorId, [companyId]).Values.FirstOrDefault();

    /// <summary>Pax8 ids of the connector's rows that are not marked as deleted in Pax8.</summary>
    public IEnumerable<string> PresentCompanyIds(Guid connectorId) =>
        rows.Query(From(ProviderAccount.Table, ProviderAccount.ProviderSpecificId)
                .Where(ProviderAccount.Connector, connectorId)
                .WhereNot(ProviderAccount.CompanyStatus, ProviderAccount.CompanyStatuses.Deleted)
                // One that is being provisioned has no id yet.
                .WhereNotNull(ProviderAccount.ProviderSpecificId)
                // In the order of a key: else each of many pages is looked for among all that follow.
                .OrderedBy(ProviderAccount.ProviderSpecificId))
            .Select(row => row.Text(ProviderAccount.ProviderSpecificId)!);

    /// <summary>Whether one of these companies is an active row of the connector; one query.</summary>
    public bool IsAnyActive(Guid connectorId, IReadOnlyCollection<string> companyIds) =>
        companyIds.Count > 0 && rows.First(Active(connectorId).WhereIn(ProviderAccount.ProviderSpecificId, companyIds.Cast<object>().ToArray())) is not null;

    /// <summary>Whether the connector has an active row.</summary>
    public bool IsAnyActive(Guid connectorId) => rows.First(Active(connectorId)) is not null;

    /// <summary>Pax8 ids and names of the connector's active rows, those whose subscriptions are synchronised first.</summary>
    public List<KnownCompany> ActiveCompanies(Guid connectorId) =>
        rows.Query(Active(connectorId, ProviderAccount.ProviderSpecificId, ProviderAccount.Name, ProviderAccount.SyncStatus))
            .OrderBy(row => row.Choice(ProviderAccount.SyncStatus) ?? int.MaxValue)
            .ThenBy(row => row.Text(ProviderAccount.ProviderSpecificId), StringComparer.Ordinal)
            .Select(row => new KnownCompany(row.Text(ProviderAccount.ProviderSpecificId)!, row.Text(ProviderAccount.Name) ?? ""))
            .ToList();

    /// <summary>Account that rows of other connectors with one of these Pax8 ids are mapped to; ids with several answers are left out.</summary>
    public Dictionary<string, Guid> MappedByOtherConnectors(Guid connectorId, IReadOnlyCollection<string> companyIds) =>
        held.OfOthers(From(ProviderAccount.Table, ProviderAccount.ProviderSpecificId, ProviderAccount.Account).WhereNotNull(ProviderAccount.Account), connectorId, companyIds)
            .GroupBy(row => row.Text(ProviderAccount.ProviderSpecificId)!, row => row.Lookup(ProviderAccount.Account)!.Value, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    public MappedAccount GetMapped(Guid id) => Mapped(rows.Get(ProviderAccount.Table, id, MappedColumns));

    /// <summary>Provider accounts whose customer is this account, of any connector.</summary>
    public List<MappedAccount> MappedTo(Guid accountId) =>
        rows.Query(From(ProviderAccount.Table, MappedColumns).Where(ProviderAccount.Account, accountId)).Select(Mapped).ToList();

    public PricedCustomer? FindPriced(Guid providerAccountId) =>
        rows.Find(ProviderAccount.Table, providerAccountId, ProviderAccount.Connector, ProviderAccount.ProviderSpecificId, ProviderAccount.Name) is { } row
            ? new PricedCustomer(row.Id, row.Lookup(ProviderAccount.Connector)!.Value, row.Text(ProviderAccount.ProviderSpecificId)!, row.Text(ProviderAccount.Name) ?? "")
            : null;

    /// <summary>The connector's provider accounts whose customer was merged into another one.</summary>
    public List<MappedAccount> MappedToMerged(Guid connectorId)
    {
        var query = From(ProviderAccount.Table, MappedColumns).Where(ProviderAccount.Connector, connectorId);
        var merged = query.AddLink(Account.Table, ProviderAccount.Account, Account.Id).LinkCriteria;
        merged.AddCondition(Common.State, ConditionOperator.Equal, Common.StateInactive);
        merged.AddCondition(Account.Master, ConditionOperator.NotNull);
        return rows.Query(query).Select(Mapped).ToList();
    }

    public void MapTo(Guid id, Guid accountId, string reason) => rows.Update(new Entity(ProviderAccount.Table, id)
    {
        [ProviderAccount.Account] = new EntityReference(Account.Table, accountId),
        [ProviderAccount.MatchStatus] = new OptionSetValue(ProviderAccount.MatchStatuses.Mapped),
        [ProviderAccount.MatchCandidates] = null,
        [ProviderAccount.MatchReason] = reason,
    });

    /// <summary>Has one more system job carry to its subscriptions what changed: a step waits for this column.</summary>
    public void AskToFollow(Guid id, string share) => rows.Update(new Entity(ProviderAccount.Table, id) { [ProviderAccount.Follow] = share });

    private static readonly string[] MappedColumns =
        [ProviderAccount.Connector, ProviderAccount.ProviderSpecificId, ProviderAccount.Name, ProviderAccount.Account, ProviderAccount.MatchReason, Common.Owner];

    private static MappedAccount Mapped(Entity row) => new(
        row.Id, row.Lookup(ProviderAccount.Connector) ?? Guid.Empty, row.Text(ProviderAccount.ProviderSpecificId) ?? "", row.Text(ProviderAccount.Name) ?? "",
        row.Lookup(ProviderAccount.Account), row.Text(ProviderAccount.MatchReason), row.GetAttributeValue<EntityReference>(Common.Owner));

    /// <summary>Connectors that have rows of these Pax8 ids which this one has none of; by Pax8 id, one of them each.</summary>
    public Dictionary<string, Guid> HeldElsewhere(Guid connectorId, IReadOnlyCollection<string> companyIds) =>
        held.Elsewhere(connectorId, companyIds);

    /// <summary>Another connector that has rows of these Pax8 ids, whoever else has; null for none.</summary>
    public Guid? HolderOf(Guid connectorId, IReadOnlyCollection<string> companyIds) =>
        held.OfOthers(From(ProviderAccount.Table, ProviderAccount.Connector), connectorId, companyIds).FirstOrDefault()?.Lookup(ProviderAccount.Connector);

    /// <summary>All rows of a connector that have a Pax8 id, with what is taken over of them.</summary>
    public List<Entity> AllOf(Guid connectorId) =>
        rows.Query(From(ProviderAccount.Table, ProviderAccount.ProviderSpecificId, ProviderAccount.Account, ProviderAccount.MatchStatus, ProviderAccount.MatchReason, ProviderAccount.SyncStatus)
            .Where(ProviderAccount.Connector, connectorId).WhereNotNull(ProviderAccount.ProviderSpecificId).OrderedBy(ProviderAccount.ProviderSpecificId)).ToList();

    public void Write(Entity row) => rows.Update(row);

    /// <summary>Whether the sync status of the row is Enabled.</summary>
    public bool IsEnabled(Guid id) =>
        rows.Get(ProviderAccount.Table, id, ProviderAccount.SyncStatus).Choice(ProviderAccount.SyncStatus) == ProviderAccount.SyncStatuses.Enabled;

    public string NameOf(Guid id) => rows.Get(ProviderAccount.Table, id, ProviderAccount.Name).Text(ProviderAccount.Name) ?? "";

    /// <summary>Customers that these rows are mapped to, as far as they are; one query.</summary>
    public Dictionary<Guid, Guid> CustomersOf(IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0
            ? []
            : rows.Query(From(ProviderAccount.Table, ProviderAccount.Account).WhereIn(ProviderAccount.Id, ids.Cast<object>().ToArray()).WhereNotNull(ProviderAccount.Account))
                .ToDictionary(row => row.Id, row => row.Lookup(ProviderAccount.Account)!.Value);

    /// <summary>What decides whether something can be ordered for a provider account.</summary>
    public OrderableAccount OrderableOf(Guid id)
    {
        var row = rows.Get(
            ProviderAccount.Table, id, ProviderAccount.Connector, ProviderAccount.ProviderSpecificId, ProviderAccount.Name, ProviderAccount.CompanyStatus, ProviderAccount.SyncStatus, ProviderAccount.Account);
        return new OrderableAccount(
            row.Lookup(ProviderAccount.Connector) ?? Guid.Empty, row.Text(ProviderAccount.ProviderSpecificId), row.Text(ProviderAccount.Name) ?? "", row.Choice(ProviderAccount.CompanyStatus),
            row.Choice(ProviderAccount.SyncStatus) == ProviderAccount.SyncStatuses.Enabled, row.Lookup(ProviderAccount.Account));
    }

    /// <summary>The Pax8 company that the row stands for.</summary>
    public string? CompanyIdOf(Guid id) => rows.Get(ProviderAccount.Table, id, ProviderAccount.ProviderSpecificId).Text(ProviderAccount.ProviderSpecificId);

    /// <summary>Of the connector's provider accounts for these companies those whose sync status is Enabled; one query.</summary>
    public List<EnabledAccount> EnabledOf(Guid connectorId, IReadOnlyCollection<string> companyIds) =>
        companyIds.Count == 0 ? [] : Read(Enabled(connectorId).WhereIn(ProviderAccount.ProviderSpecificId, companyIds.Cast<object>().ToArray()));

    /// <summary>The same for rows; one query.</summary>
    public List<EnabledAccount> EnabledByIds(Guid connectorId, IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0 ? [] : Read(Enabled(connectorId).WhereIn(ProviderAccount.Id, ids.Cast<object>().ToArray()));

    /// <summary>Some of the connector's provider accounts whose sync status is Enabled, at most so many; the key of sync statuses leads to them.</summary>
    public List<EnabledAccount> SomeEnabled(Guid connectorId, int most) => Read(Enabled(connectorId).OrderedBy(ProviderAccount.ProviderSpecificId), most);

    private List<EnabledAccount> Read(QueryExpression query, int? most = null) =>
        (most is { } top ? rows.Top(query, top) : rows.Query(query))
            .Select(row => new EnabledAccount(
                row.Id, row.Text(ProviderAccount.ProviderSpecificId)!, row.Text(ProviderAccount.Name) ?? "", row.Lookup(ProviderAccount.Account),
                row.Choice(ProviderAccount.CompanyStatus) == ProviderAccount.CompanyStatuses.Deleted, row.Date(ProviderAccount.SyncStatusOn)))
            .ToList();

    private static QueryExpression Enabled(Guid connectorId) =>
        From(ProviderAccount.Table, ProviderAccount.ProviderSpecificId, ProviderAccount.Name, ProviderAccount.Account, ProviderAccount.CompanyStatus, ProviderAccount.SyncStatusOn)
            .Where(ProviderAccount.Connector, connectorId)
            .Where(ProviderAccount.SyncStatus, ProviderAccount.SyncStatuses.Enabled);

    public Guid Create(Entity row) => rows.Create(row);

    private static Microsoft.Xrm.Sdk.Query.QueryExpression Active(Guid connectorId, params string[] columns) =>
        From(ProviderAccount.Table, columns.Length > 0 ? columns : [ProviderAccount.Id])
            .Where(ProviderAccount.Connector, connectorId)
            .Where(Common.State, Common.StateActive)
            .WhereNot(ProviderAccount.CompanyStatus, ProviderAccount.CompanyStatuses.Deleted)
            .WhereNotNull(ProviderAccount.ProviderSpecificId);

    /// <summary>Writes the difference, unless somebody wrote the row since it was read.</summary>
    public void Update(Entity difference, string? rowVersion) => rows.UpdateUnchanged(difference, rowVersion);
}
