using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Subscriptions;

/// <summary>A row that is not linked to its parent yet.</summary>
internal sealed record WaitingForParent(Guid Id, string Pax8Id, string ParentPax8Id);

/// <summary>The customer of a subscription, in Pax8 and here.</summary>
internal sealed record ShownCustomer(Guid? ProviderAccountId, Guid? AccountId);

/// <summary>Rows of <see cref="Subscription"/>.</summary>
internal sealed class SubscriptionRows(TenantRows rows, HeldRows held) : IBilledSubscriptions
{
    public static readonly HeldTable Held = new(Subscription.Table, Subscription.ProviderSpecificId, Subscription.Connector, Connector.Table, Connector.Id);

    public SubscriptionState Get(Guid id) => new(rows.Get(Subscription.Table, id, SubscriptionState.Columns));

    /// <summary>The connector's rows for these Pax8 ids, by id; one query.</summary>
    public Dictionary<string, SubscriptionState> ByPax8Ids(Guid connectorId, IReadOnlyCollection<string> pax8Ids)
    {
        var found = new Dictionary<string, SubscriptionState>(pax8Ids.Count, StringComparer.OrdinalIgnoreCase);
        if (pax8Ids.Count == 0) return found;
        var query = From(Subscription.Table, SubscriptionState.Columns)
            .Where(Subscription.Connector, connectorId)
            .WhereIn(Subscription.ProviderSpecificId, pax8Ids.Cast<object>().ToArray());
        foreach (var row in rows.Query(query).Select(row => new SubscriptionState(row))) found[row.Pax8Id] = row;
        return found;
    }

    public SubscriptionState? ByPax8Id(Guid connectorId, string pax8Id) => ByPax8Ids(connectorId, [pax8Id]).Values.FirstOrDefault();

    /// <summary>Ids of rows by Pax8 id, for links between subscriptions; one query.</summary>
    public Dictionary<string, Guid> IdsOf(Guid connectorId, IReadOnlyCollection<string> pax8Ids) =>
        pax8Ids.Count == 0
            ? []
            : rows.Query(From(Subscription.Table, Subscription.ProviderSpecificId)
                    .Where(Subscription.Connector, connectorId)
                    .WhereIn(Subscription.ProviderSpecificId, pax8Ids.Cast<object>().ToArray()))
                .ToDictionary(row => row.Text(Subscription.ProviderSpecificId)!, row => row.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Pax8 ids of these rows, by row; one query.</summary>
    public Dictionary<Guid, string> Pax8IdsOf(IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0
            ? []
            : rows.Query(From(Subscription.Table, Subscription.ProviderSpecificId).WhereIn(Subscription.Id, ids.Cast<object>().ToArray()))
                .ToDictionary(row => row.Id, row => row.Text(Subscription.ProviderSpecificId) ?? "");

    /// <summary>Rows that name a parent and are not linked to it. Walks all rows of the connector, so it is for once a job.</summary>
    public List<WaitingForParent> WaitingForParents(Guid connectorId) =>
        rows.Query(From(Subscription.Table, Subscription.ProviderSpecificId, Subscription.ParentSpecificId)
                .Where(Subscription.Connector, connectorId)
                .WhereNull(Subscription.Parent)
                .WhereNotNull(Subscription.ParentSpecificId))
            .Select(row => new WaitingForParent(row.Id, row.Text(Subscription.ProviderSpecificId)!, row.Text(Subscription.ParentSpecificId)!)).ToList();

    /// <summary>Connectors that have rows of these Pax8 ids which this one has none of; by Pax8 id, one of them each.</summary>
    public Dictionary<string, Guid> HeldElsewhere(Guid connectorId, IReadOnlyCollection<string> pax8Ids) =>
        held.Elsewhere(connectorId, pax8Ids);

    /// <summary>All rows of a connector, with what is taken over of them.</summary>
    public List<Entity> AllOf(Guid connectorId) =>
        rows.Query(From(Subscription.Table, Subscription.ProviderSpecificId, Subscription.ProviderAccount, Subscription.Quantity)
            .Where(Subscription.Connector, connectorId).OrderedBy(Subscription.ProviderSpecificId)).ToList();

    /// <summary>Gives the row to another connector, and to its provider account where that is another row.</summary>
    public void GiveTo(Guid id, Guid connectorId, Guid? providerAccountId)
    {
        var row = new Entity(Subscription.Table, id) { [Subscription.Connector] = new EntityReference(Connector.Table, connectorId) };
        if (providerAccountId is { } account) row[Subscription.ProviderAccount] = new EntityReference(ProviderAccount.Table, account);
        rows.Update(row);
    }

    public void LinkToParent(Guid id, Guid parentId) =>
        rows.Update(new Entity(Subscription.Table, id) { [Subscription.Parent] = new EntityReference(Subscription.Table, parentId) });

    /// <summary>
    /// Pax8 ids of the rows of enabled provider accounts, or of one of them, that are not known to be gone from Pax8, applied or held, nor to
    /// be another company's there.
    /// </summary>
    public IEnumerable<string> PresentPax8Ids(Guid connectorId, Guid? providerAccountId)
    {
        var query = From(Subscription.Table, Subscription.ProviderSpecificId)
            .Where(Subscription.Connector, connectorId)
            .WhereNot(Subscription.GoneInPax8, true)
            .WhereNull(Subscription.MovedTo);
        // Rows that hold nothing have no value there, and whether those differ from one is not the same to all who answer.
        var held = query.Criteria.AddFilter(LogicalOperator.Or);
        held.AddCondition(Subscription.Held, ConditionOperator.Null);
        held.AddCondition(Subscription.Held, ConditionOperator.NotEqual, Subscription.HeldKinds.Gone);
        LimitTo(providerAccountId, query);
        OfEnabled(query, connectorId);
        return rows.Query(query).Select(row => row.Text(Subscription.ProviderSpecificId)!);
    }

    /// <summary>Whether the connector has a row that holds something which nobody has discarded; the key leads to those that hold something.</summary>
    public bool IsAnyHeld(Guid connectorId) => rows.First(Holding(connectorId, Subscription.Id)) is not null;

    /// <summary>Rows of the connector, or of one provider account, that hold something which nobody has discarded, with what they would lose.</summary>
    public IEnumerable<Entity> HeldOf(Guid connectorId, Guid? providerAccountId)
    {
        var query = Holding(connectorId, Subscription.ProviderSpecificId, Subscription.ProviderAccount, Subscription.Quantity, Subscription.HeldQuantity, Subscription.HeldOn, Subscription.Price,
            Subscription.BillingTerm, Subscription.CurrencyCode);
        if (providerAccountId is { } only) query.Where(Subscription.ProviderAccount, only);
        return rows.Query(query);
    }

    /// <summary>In the order of the key, which leads to those that hold something. Of customers whose sync is switched off nothing is applied.</summary>
    private static QueryExpression Holding(Guid connectorId, params string[] columns)
    {
        var query = From(Subscription.Table, columns)
            .Where(Subscription.Connector, connectorId).WhereNotNull(Subscription.Held).WhereNull(Subscription.DiscardedOn)
            .OrderedBy(Subscription.Held).OrderedBy(Subscription.ProviderSpecificId);
        OfEnabled(query, connectorId);
        return query;
    }

    /// <summary>How many of the connector's rows executions have claimed to send for, at most so many; the key leads to them.</summary>
    public int CountBeingSent(Guid connectorId, DateTime now, int most)
    {
        var query = From(Subscription.Table, Subscription.Id).Where(Subscription.Connector, connectorId)
            .OrderedBy(Subscription.SendingUntil).OrderedBy(Subscription.ProviderSpecificId);
        query.Criteria.AddCondition(Subscription.SendingUntil, ConditionOperator.GreaterThan, now);
        return rows.Top(query, most).Count;
    }

    /// <summary>Active rows of enabled provider accounts, or of one, with their licences. Walks all rows of the connector, so it is for once a job.</summary>
    public IEnumerable<Entity> ActiveOf(Guid connectorId, Guid? providerAccountId)
    {
        var query = From(Subscription.Table, Subscription.Quantity).Where(Subscription.Connector, connectorId).Where(Common.State, Common.StateActive);
        LimitTo(providerAccountId, query);
        OfEnabled(query, connectorId);
        return rows.Query(query);
    }

    /// <summary>Products that active rows of the connector have. Walks all of them, so it is for once a job.</summary>
    public List<Guid> ProductsOfActive(Guid connectorId)
    {
        var query = From(Subscription.Table, Subscription.Product).Where(Subscription.Connector, connectorId).Where(Common.State, Common.StateActive)
            .WhereNotNull(Subscription.Product).OrderedBy(Subscription.Product);
        query.Distinct = true;
        return rows.Query(query).Select(row => row.Lookup(Subscription.Product)!.Value).ToList();
    }

    /// <summary>Active rows of a product, with what is compared of its prices; the key leads to those of the product.</summary>
    public IEnumerable<Entity> ActiveWith(Guid connectorId, Guid productId) =>
        rows.Query(From(Subscription.Table, BuyRateMap.Columns).Where(Subscription.Connector, connectorId).Where(Subscription.Product, productId).Where(Common.State, Common.StateActive)
            .OrderedBy(Subscription.ProviderSpecificId));

    /// <summary>Writes what is only shown, whoever else writes the row at this moment.</summary>
    public void UpdateShown(Entity difference) => rows.Update(difference);

    /// <summary>Those of one provider account, to which its lookup leads; else all, in the order of a key, since each of many pages would be looked for among all that follow.</summary>
    private static void LimitTo(Guid? providerAccountId, QueryExpression query)
    {
        if (providerAccountId is { } only) query.Where(Subscription.ProviderAccount, only);
        else query.OrderedBy(Subscription.ProviderSpecificId);
    }

    private static void OfEnabled(QueryExpression query, Guid connectorId)
    {
        var account = query.AddLink(ProviderAccount.Table, Subscription.ProviderAccount, ProviderAccount.Id).LinkCriteria;
        account.AddCondition(ProviderAccount.Connector, ConditionOperator.Equal, connectorId);
        account.AddCondition(ProviderAccount.SyncStatus, ConditionOperator.Equal, ProviderAccount.SyncStatuses.Enabled);
    }

    private static readonly string[] MappedColumns = [Subscription.ProviderAccount, Subscription.Account, Common.Owner];

    /// <summary>A row in what it takes over from its provider account.</summary>
    public Entity GetMapped(Guid id) => rows.Get(Subscription.Table, id, MappedColumns);

    /// <summary>Rows of a provider account that do not have its customer, or its owner, as asked for.</summary>
    public List<Entity> Lacking(MappedAccount account, bool ofCustomer, bool ofOwner) =>
        rows.Query(From(Subscription.Table, MappedColumns).Where(Subscription.ProviderAccount, account.Id))
            .Where(row => (ofCustomer && row.Lookup(Subscription.Account) != account.CustomerId) || (ofOwner && account.Owner is not null && row.Lookup(Common.Owner) != account.Owner.Id))
            .ToList();

    public HashSet<Guid> IdsUnder(Guid providerAccountId) =>
        new(rows.Query(From(Subscription.Table, Subscription.Id).Where(Subscription.ProviderAccount, providerAccountId)).Select(row => row.Id));

    public int CountActiveUnder(Guid providerAccountId) =>
        rows.Query(From(Subscription.Table, Subscription.Id).Where(Subscription.ProviderAccount, providerAccountId).Where(Common.State, Common.StateActive)).Count();

    public string? FirstActiveOf(Guid accountId, List<Guid> providerAccounts)
    {
        var own = rows.First(Active().Where(Subscription.Account, accountId));
        own ??= providerAccounts.Count == 0 ? null : rows.First(Active().WhereIn(Subscription.ProviderAccount, providerAccounts.Cast<object>().ToArray()));
        return own?.Text(Subscription.Name);
    }

    private static QueryExpression Active() => From(Subscription.Table, Subscription.Name).Where(Common.State, Common.StateActive);

    /// <summary>What these rows show as their customer; a query for every 500.</summary>
    public Dictionary<Guid, ShownCustomer> CustomersOf(List<Guid> ids) =>
        ByIds(ids, Subscription.ProviderAccount, Subscription.Account)
            .ToDictionary(row => row.Id, row => new ShownCustomer(row.Lookup(Subscription.ProviderAccount), row.Lookup(Subscription.Account)));

    /// <summary>
    /// Of these rows those whose changes may go by themselves: in no conflict, not moved away, and under an enabled provider account of
    /// the connector; a query for every 500.
    /// </summary>
    public HashSet<Guid> SendableOf(List<Guid> ids, Guid connectorId) =>
        new(ByIds(ids, query => OfEnabled(query, connectorId), Subscription.SyncState, Subscription.MovedTo)
            .Where(row => row.Choice(Subscription.SyncState) != Subscription.SyncStates.Conflict && row.Text(Subscription.MovedTo) is null)
            .Select(row => row.Id));

    /// <summary>These rows; a query for every 500.</summary>
    public Dictionary<Guid, SubscriptionState> Of(List<Guid> ids) => ByIds(ids, SubscriptionState.Columns).ToDictionary(row => row.Id, row => new SubscriptionState(row));

    private IEnumerable<Entity> ByIds(List<Guid> ids, params string[] columns) => ByIds(ids, null, columns);

    private IEnumerable<Entity> ByIds(List<Guid> ids, Action<QueryExpression>? limit, params string[] columns)
    {
        foreach (var some in ids.Cast<object>().InParts(500))
        {
            var query = From(Subscription.Table, columns).WhereIn(Subscription.Id, some);
            limit?.Invoke(query);
            foreach (var row in rows.Query(query)) yield return row;
        }
    }

    /// <summary>Notes who would not have what the row holds, unless somebody wrote the row since it was read.</summary>
    public void Discard(SubscriptionState subscription, Guid userId, DateTime now) => Update(new Entity(Subscription.Table, subscription.Id)
    {
        [Subscription.DiscardedOn] = now,
        [Subscription.DiscardedBy] = Subscription.DiscardedBy.To(userId),
    }, subscription.RowVersion);

    public Guid Create(Entity row) => rows.Create(row);

    /// <summary>Writes the difference, unless somebody wrote the row since it was read.</summary>
    public void Update(Entity difference, string? rowVersion) => rows.UpdateUnchanged(difference, rowVersion);

    /// <summary>Shows what becomes of its changes, and until when an execution alone sends them; writes nothing where that stands there.</summary>
    public void Show(SubscriptionState subscription, int state, string? message, DateTime? sendingUntil)
    {
        var difference = new Entity(Subscription.Table)
        {
            [Subscription.SyncState] = new OptionSetValue(state),
            [Subscription.LastError] = message,
            [Subscription.SendingUntil] = sendingUntil,
        }.DifferenceFrom(subscription.Row);
        if (difference.Attributes.Count > 0) Update(difference, subscription.RowVersion);
    }

    /// <summary>
    /// Takes the row's lock until the end of this transaction: two changes at once follow each other. Does nothing useful outside
    /// of a synchronous step or a custom API.
    /// </summary>
    public void Lock(Guid id) => rows.Update(new Entity(Subscription.Table, id) { [Subscription.TransactionMark] = Guid.NewGuid().ToString("N") });
}
