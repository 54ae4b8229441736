using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>A licence change log that does not say for which customer it was written.</summary>
internal sealed record LogWithoutCustomer(Guid Id, Guid SubscriptionId, Guid ProviderAccountId);

/// <summary>Rows of <see cref="LicenseChangeLog"/>. None is ever deleted.</summary>
internal sealed class LicenseChangeRows(TenantRows rows)
{
    /// <summary>Subscriptions that one query names.</summary>
    private const int AtOnce = 500;

    public LicenseChange Get(Guid id) => new(rows.Get(LicenseChangeLog.Table, id, LicenseChange.Columns));

    /// <summary>Changes of the subscription that have not reached Pax8, in their order.</summary>
    public List<LicenseChange> OpenOf(Guid subscriptionId) =>
        rows.Query(Open().Where(LicenseChangeLog.Subscription, subscriptionId).OrderedBy(LicenseChangeLog.Number)).Select(row => new LicenseChange(row)).ToList();

    /// <summary>The same for several subscriptions; a query for every 500.</summary>
    public ILookup<Guid, LicenseChange> OpenOf(IReadOnlyCollection<Guid> subscriptionIds) =>
        subscriptionIds.Cast<object>().InParts(AtOnce)
            .SelectMany(some => rows.Query(Open().WhereIn(LicenseChangeLog.Subscription, some).OrderedBy(LicenseChangeLog.Number)))
            .Select(row => new LicenseChange(row)).ToLookup(change => change.SubscriptionId);

    /// <summary>
    /// The open changes of those subscriptions of a connector of which one waits and is not dated past tomorrow; whether the first may be
    /// sent is the caller's to see. The key of open changes leads to them.
    /// </summary>
    public ILookup<Guid, LicenseChange> OpenOfWaiting(Guid connectorId, DateTime now)
    {
        var query = OpenOfConnector(connectorId, LicenseChangeLog.ProvisioningStatuses.AwaitingProvisioning);
        var due = query.Criteria.AddFilter(LogicalOperator.Or);
        due.AddCondition(LicenseChangeLog.EffectiveOn, ConditionOperator.Null);
        due.AddCondition(LicenseChangeLog.EffectiveOn, ConditionOperator.LessEqual, now.AddDays(1));
        // The date of a scheduled cancellation is Pax8's to keep.
        due.AddCondition(LicenseChangeLog.ChangeType, ConditionOperator.Equal, LicenseChangeLog.ChangeTypes.Deactivate);
        return OpenOf(SubscriptionsOf(query));
    }

    /// <summary>The open changes of those subscriptions of a connector of which one failed for its connection, or goes first since.</summary>
    public ILookup<Guid, LicenseChange> OpenOfDisconnected(Guid connectorId) => OpenOf(SubscriptionsOf(OpenOfConnector(
        connectorId, LicenseChangeLog.ProvisioningStatuses.AwaitingProvisioning, LicenseChangeLog.ProvisioningStatuses.FailedProvisioning).WhereNotNull(LicenseChangeLog.ConnectionFailure)));

    private static QueryExpression OpenOfConnector(Guid connectorId, params object[] statuses) =>
        From(LicenseChangeLog.Table, LicenseChangeLog.Subscription).Where(LicenseChangeLog.Connector, connectorId).WhereIn(LicenseChangeLog.ProvisioningStatus, statuses);

    private List<Guid> SubscriptionsOf(QueryExpression query) =>
        rows.Query(query).Select(row => row.Lookup(LicenseChangeLog.Subscription)).OfType<Guid>().Distinct().ToList();

    /// <summary>Sum of the quantities of a subscription's changes, for each of these subscriptions.</summary>
    public Dictionary<Guid, int> SumsOf(IReadOnlyCollection<Guid> subscriptionIds) =>
        subscriptionIds.Count == 0
            ? []
            : rows.Query(From(LicenseChangeLog.Table, LicenseChangeLog.Subscription, LicenseChangeLog.Quantity)
                    .WhereIn(LicenseChangeLog.Subscription, subscriptionIds.Cast<object>().ToArray()))
                .GroupBy(row => row.Lookup(LicenseChangeLog.Subscription)!.Value)
                .ToDictionary(group => group.Key, group => group.Sum(row => row.Number(LicenseChangeLog.Quantity)));

    /// <summary>Logs of a subscription under a provider account whose customer is not known yet.</summary>
    public List<Guid> WithoutCustomer(Guid subscriptionId, Guid providerAccountId) =>
        rows.Query(From(LicenseChangeLog.Table, LicenseChangeLog.Id)
                .Where(LicenseChangeLog.Subscription, subscriptionId)
                .Where(LicenseChangeLog.ProviderAccount, providerAccountId)
                .WhereNull(LicenseChangeLog.Account))
            .Select(row => row.Id).ToList();

    /// <summary>Logs of a subscription that name this customer.</summary>
    public List<Guid> OfCustomer(Guid subscriptionId, Guid accountId) =>
        rows.Query(From(LicenseChangeLog.Table, LicenseChangeLog.Id).Where(LicenseChangeLog.Subscription, subscriptionId).Where(LicenseChangeLog.Account, accountId)).Select(row => row.Id).ToList();

    /// <summary>Logs of a connector that name no customer though their provider account and their subscription have one, at most so many.</summary>
    public List<LogWithoutCustomer> WithoutCustomer(Guid connectorId, int most)
    {
        var query = From(LicenseChangeLog.Table, LicenseChangeLog.Subscription, LicenseChangeLog.ProviderAccount)
            .Where(LicenseChangeLog.Connector, connectorId)
            .WhereNull(LicenseChangeLog.Account);
        query.AddLink(ProviderAccount.Table, LicenseChangeLog.ProviderAccount, ProviderAccount.Id).LinkCriteria.AddCondition(ProviderAccount.Account, ConditionOperator.NotNull);
        query.AddLink(Subscription.Table, LicenseChangeLog.Subscription, Subscription.Id).LinkCriteria.AddCondition(Subscription.Account, ConditionOperator.NotNull);
        return rows.Query(query, most).Take(most).Select(row => new LogWithoutCustomer(
            row.Id, row.Lookup(LicenseChangeLog.Subscription) ?? Guid.Empty, row.Lookup(LicenseChangeLog.ProviderAccount) ?? Guid.Empty)).ToList();
    }

    /// <summary>Logs of a subscription that name no customer.</summary>
    public List<LogWithoutCustomer> WithoutCustomerOf(Guid subscriptionId) =>
        rows.Query(From(LicenseChangeLog.Table, LicenseChangeLog.ProviderAccount).Where(LicenseChangeLog.Subscription, subscriptionId).WhereNull(LicenseChangeLog.Account))
            .Select(row => new LogWithoutCustomer(row.Id, subscriptionId, row.Lookup(LicenseChangeLog.ProviderAccount) ?? Guid.Empty)).ToList();

    public void NameCustomer(Guid id, Guid accountId) =>
        rows.Update(new Entity(LicenseChangeLog.Table, id) { [LicenseChangeLog.Account] = new EntityReference(Account.Table, accountId) });

    public Guid Create(Entity row) => rows.Create(row);

    /// <summary>Gives all changes of a subscription to another connector, and to its provider account where that is another row. Returns their number.</summary>
    public int GiveTo(Guid subscriptionId, Guid connectorId, Guid? providerAccountId)
    {
        var all = rows.Query(From(LicenseChangeLog.Table, LicenseChangeLog.Id).Where(LicenseChangeLog.Subscription, subscriptionId)).ToList();
        foreach (var found in all)
        {
            var row = new Entity(LicenseChangeLog.Table, found.Id) { [LicenseChangeLog.Connector] = new EntityReference(Connector.Table, connectorId) };
            if (providerAccountId is { } account) row[LicenseChangeLog.ProviderAccount] = new EntityReference(ProviderAccount.Table, account);
            rows.Update(row);
        }
        return all.Count;
    }

    /// <summary>Puts the change into the queue: a step waits for this column.</summary>
    /// <param name="waits">Executions that ended without having tried, where this goes on with them.</param>
    public void Queue(Guid id, DateTime now, int waits = 0) =>
        rows.Update(new Entity(LicenseChangeLog.Table, id) { [LicenseChangeLog.QueuedOn] = now, [LicenseChangeLog.Waits] = waits });

    /// <summary>An execution ended without having tried; it is no attempt.</summary>
    public void NoteWait(LicenseChange change, string message, int waits) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.Message] = message.CutTo(LicenseChangeLog.Message),
        [LicenseChangeLog.Waits] = waits,
        [LicenseChangeLog.WaitsFor] = null,
    });

    /// <summary>An execution ended because another one sends for the subscription.</summary>
    public void NoteWait(LicenseChange change, int waits) =>
        Save(change, new Entity(LicenseChangeLog.Table, change.Id) { [LicenseChangeLog.Waits] = waits });

    /// <summary>Pax8 took the change and does not show it: from here on it is looked for, never sent again.</summary>
    public void NoteTaken(LicenseChange change, Hold hold, DateTime now)
    {
        var row = Held(change, hold);
        row[LicenseChangeLog.TakenOn] = now;
        row[LicenseChangeLog.ConnectionFailure] = null;
        Save(change, row);
    }

    /// <summary>What Pax8 shows is no longer what it had when it took the change, so the change is sent again.</summary>
    public void NoteReplaced(LicenseChange change, string message) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.Message] = message.CutTo(LicenseChangeLog.Message),
        [LicenseChangeLog.TakenOn] = null,
        [LicenseChangeLog.WaitsFor] = null,
    });

    /// <summary>Pax8 has the change.</summary>
    public void Settle(LicenseChange change, string? message, DateTime now) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.ProvisioningStatus] = new OptionSetValue(LicenseChangeLog.ProvisioningStatuses.Provisioned),
        [LicenseChangeLog.ProvisionedOn] = now,
        [LicenseChangeLog.Message] = message?.CutTo(LicenseChangeLog.Message),
        [LicenseChangeLog.WaitsFor] = null,
        [LicenseChangeLog.ConnectionFailure] = null,
    });

    /// <summary>Pax8 did not take the change, and nobody tries again unasked but where the connector was to blame.</summary>
    /// <param name="connectionFailure">One of <see cref="LicenseChangeLog.ConnectionFailures"/>; null where it is the change's own failure.</param>
    public void Fail(LicenseChange change, string message, int attempts, int? connectionFailure) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.ProvisioningStatus] = new OptionSetValue(LicenseChangeLog.ProvisioningStatuses.FailedProvisioning),
        [LicenseChangeLog.Message] = message.CutTo(LicenseChangeLog.Message),
        [LicenseChangeLog.Attempts] = attempts,
        [LicenseChangeLog.WaitsFor] = null,
        [LicenseChangeLog.ConnectionFailure] = connectionFailure is { } reason ? new OptionSetValue(reason) : null,
    });

    /// <summary>A change that failed for its connector is to be sent again.</summary>
    /// <param name="goesFirst">Whether others follow its success.</param>
    public void SendAgain(LicenseChange change, bool goesFirst, DateTime now) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.ProvisioningStatus] = new OptionSetValue(LicenseChangeLog.ProvisioningStatuses.AwaitingProvisioning),
        [LicenseChangeLog.Message] = null,
        [LicenseChangeLog.Attempts] = 0,
        [LicenseChangeLog.Waits] = 0,
        [LicenseChangeLog.ConnectionFailure] = goesFirst ? new OptionSetValue(change.ConnectionFailure!.Value) : null,
        [LicenseChangeLog.QueuedOn] = now,
    });

    /// <summary>A failed change that is not sent again by itself: somebody has to choose Retry, or to withdraw it.</summary>
    public void LeaveToPeople(LicenseChange change, string message) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.ConnectionFailure] = null,
        [LicenseChangeLog.Message] = message.CutTo(LicenseChangeLog.Message),
    });

    /// <summary>Gives its number free, for the others to move.</summary>
    public void StandAside(LicenseChange change, int number) =>
        Save(change, new Entity(LicenseChangeLog.Table, change.Id) { [LicenseChangeLog.Number] = number });

    /// <summary>Gives the change another place in the order: its difference stays, what it begins with and leads to follow.</summary>
    public void Place(LicenseChange change, int number, int startsAt) => Save(change, Placed(change, number, startsAt));

    /// <summary>The same for one that stood aside, and now goes first: it is queued where nothing holds it.</summary>
    public void PlaceFirst(LicenseChange change, int number, int startsAt, Hold? hold, DateTime now)
    {
        var row = Placed(change, number, startsAt);
        if (hold is not null) AddHold(row, hold);
        else
        {
            row[LicenseChangeLog.Message] = null;
            row[LicenseChangeLog.WaitsFor] = null;
            row[LicenseChangeLog.Waits] = 0;
            row[LicenseChangeLog.QueuedOn] = now;
        }
        rows.Update(row);
    }

    private static Entity Placed(LicenseChange change, int number, int startsAt) => new(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.Number] = number,
        [LicenseChangeLog.Name] = LicenseChangeLogs.NameAt(change, startsAt + change.Delta),
        [LicenseChangeLog.FromQuantity] = startsAt,
        [LicenseChangeLog.ToQuantity] = startsAt + change.Delta,
    };

    /// <summary>The change will not be sent; its quantity still counts, and the row's return to what it was is a change of its own.</summary>
    public void Withdraw(LicenseChange change, string message) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.ProvisioningStatus] = new OptionSetValue(LicenseChangeLog.ProvisioningStatuses.NotApplicable),
        [LicenseChangeLog.Withdrawn] = true,
        [LicenseChangeLog.Message] = message.CutTo(LicenseChangeLog.Message),
        [LicenseChangeLog.WaitsFor] = null,
        [LicenseChangeLog.ConnectionFailure] = null,
    });

    /// <summary>An attempt was made and another follows.</summary>
    public void NoteAttempt(LicenseChange change, string message, int attempts) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.Message] = message.CutTo(LicenseChangeLog.Message),
        [LicenseChangeLog.Attempts] = attempts,
        [LicenseChangeLog.WaitsFor] = null,
    });

    /// <summary>
    /// Says why the change is not sent now; writes nothing where it says so already. Whatever becomes of the change next takes it
    /// off again: it is sent, tried, settled, withdrawn, or has failed.
    /// </summary>
    public void Hold(LicenseChange change, Hold hold)
    {
        if (change.WaitsFor != hold.Reason || change.Message != hold.Sentence.CutTo(LicenseChangeLog.Message)) Save(change, Held(change, hold));
    }

    /// <summary>Somebody has confirmed the change: nothing holds it for that any longer, and it is queued.</summary>
    public void Confirm(LicenseChange change, Guid userId, DateTime now) => Save(change, new Entity(LicenseChangeLog.Table, change.Id)
    {
        [LicenseChangeLog.Message] = null,
        [LicenseChangeLog.WaitsFor] = null,
        [LicenseChangeLog.ConfirmedBy] = new EntityReference("systemuser", userId),
        [LicenseChangeLog.ConfirmedOn] = now,
        [LicenseChangeLog.QueuedOn] = now,
    });

    /// <summary>The same for a log that is about to be written.</summary>
    public static void AddHold(Entity log, Hold hold)
    {
        log[LicenseChangeLog.Message] = hold.Sentence.CutTo(LicenseChangeLog.Message);
        log[LicenseChangeLog.WaitsFor] = new OptionSetValue(hold.Reason);
    }

    private static Entity Held(LicenseChange change, Hold hold)
    {
        var row = new Entity(LicenseChangeLog.Table, change.Id);
        AddHold(row, hold);
        return row;
    }

    private void Save(LicenseChange change, Entity row) => rows.UpdateUnchanged(row, change.RowVersion);

    private static QueryExpression Open() => From(LicenseChangeLog.Table, LicenseChange.Columns).WhereIn(
        LicenseChangeLog.ProvisioningStatus, LicenseChangeLog.ProvisioningStatuses.AwaitingProvisioning, LicenseChangeLog.ProvisioningStatuses.FailedProvisioning);
}
