using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Subscriptions;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>What a call of the command moves, or would move.</summary>
/// <param name="From">Name of the connector before.</param>
/// <param name="ProviderAccounts">Rows.</param>
/// <param name="Subscriptions">Rows, each with its licence change logs.</param>
/// <param name="Licences">Sum of their quantities.</param>
/// <param name="Left">Subscriptions that stay, because the new connector has a row of them already.</param>
/// <param name="HasMore">True where another call has to go on.</param>
internal sealed record TakeOverResult(string From, int ProviderAccounts, int Subscriptions, int Licences, int Left, bool HasMore);

/// <summary>What the custom APIs about a take-over declare alike; <see cref="Return"/> fills it in.</summary>
internal static class TakeOverDeclaration
{
    public static CustomApiBuilder AboutTakeOver(this CustomApiBuilder api) => api
        .For("prvWrite" + Connector.SchemaName)
        .Returns("From", ParameterType.String)
        .Returns("ProviderAccounts", ParameterType.Integer)
        .Returns("Subscriptions", ParameterType.Integer)
        .Returns("Licences", ParameterType.Integer)
        .Returns("Left", ParameterType.Integer)
        .Returns("HasMore", ParameterType.Boolean);

    public static void Return(this PluginExecution run, TakeOverResult result)
    {
        run.Return("From", result.From);
        run.Return("ProviderAccounts", result.ProviderAccounts);
        run.Return("Subscriptions", result.Subscriptions);
        run.Return("Licences", result.Licences);
        run.Return("Left", result.Left);
        run.Return("HasMore", result.HasMore);
    }
}

/// <summary>
/// A second connector of the same partner takes the rows of the one before over, with logs and mapping, instead of reading them a second
/// time. Each call moves as many as fit into it, in one transaction; where it is not done, the next call goes on with what is left.
/// </summary>
internal sealed class TakeOver(
    ConnectorRows connectors, ProviderAccountRows providerAccounts, SubscriptionRows subscriptions, LicenseChangeRows changes, SyncJobRows jobs, Pax8Access pax8, IClock clock, Deadline deadline) : ISyncGuard
{
    /// <summary>Writes of one call: a person waits for each, and they are one transaction.</summary>
    private const int MostWrites = 1500;

    /// <summary>A call of a custom API has two minutes; half of what an execution takes is left for the commit.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(50);

    private int _writes;

    private bool IsUsedUp => _writes >= MostWrites || deadline.Remaining < Kept;

    /// <summary>Ends a job before it makes rows that another connector has already.</summary>
    public SyncStop? OfFirstPage(ConnectorSettings connector, SyncKind kind, ListedPage first) => WhyNot(connector, kind, first.Ids) is not { } why ? null : new SyncStop(SyncJob.Statuses.Failed, why, new IssueDraft
    {
        Code = "held",
        RecordId = SyncClose.JobRecord,
        What = "The records of this Pax8 belong to another provider integration already.",
        Why = why,
        WhatToDo = "Deactivate the other provider integration and choose Take over on this one; it shows what moves before anything does. Then start the sync again.",
    });

    public SyncStop? OfConnector(ConnectorSettings connector) => null;

    /// <summary>Why a sync that listed these records would make doubles; null where it would not.</summary>
    private string? WhyNot(ConnectorSettings connector, SyncKind kind, IReadOnlyCollection<string> listed)
    {
        if (connector.TakesOverFrom is { } begun) return $"Rows of {connectors.NameOf(begun)} are being taken over, and not all have been moved, so nothing was synchronised. Choose Take over on {connector.Name} once more, then start the sync again.";
        var held = kind.HeldElsewhere(connector.Id, listed);
        return held.Count == 0 ? null
            : FormattableString.Invariant($"Pax8 lists records that belong to the provider integration {connectors.NameOf(held.Values.First())} already ({held.Count:N0} of the first {listed.Count:N0}), so nothing was synchronised: they would be here twice. Deactivate that one and choose Take over on {connector.Name}, then start the sync again.");
    }

    /// <summary>What would move, without moving it.</summary>
    public TakeOverResult Preview(Guid connectorId)
    {
        var from = Source(connectors.Get(connectorId));
        var rows = subscriptions.AllOf(from.Id);
        var moving = Movable(connectorId, rows);
        return new TakeOverResult(from.Name, providerAccounts.AllOf(from.Id).Count, moving.Count, moving.Sum(row => row.Number(Subscription.Quantity)), rows.Count - moving.Count, HasMore: true);
    }

    /// <summary>Moves what fits into this call.</summary>
    public TakeOverResult Move(Guid connectorId)
    {
        var connector = connectors.Get(connectorId);
        var from = Source(connector);
        if (connector.TakesOverFrom is null) connectors.StoreTakeOver(connectorId, from.Id);
        if (AskUntil(from) is { } until && !(connector.RestoredOn >= until)) connectors.StoreRestored(connectorId, until);
        var rows = subscriptions.AllOf(from.Id);
        var byAccount = Movable(connectorId, rows).ToLookup(row => row.Lookup(Subscription.ProviderAccount) ?? Guid.Empty);
        var accounts = providerAccounts.AllOf(from.Id);
        var here = providerAccounts.AllOf(connectorId).ToDictionary(row => row.Text(ProviderAccount.ProviderSpecificId)!, StringComparer.OrdinalIgnoreCase);
        var moved = new List<Entity>();
        var movedAccounts = 0;
        foreach (var account in accounts)
        {
            here.TryGetValue(account.Text(ProviderAccount.ProviderSpecificId)!, out var own);
            if (!MoveAll(byAccount[account.Id], connectorId, own?.Id, moved)) return Result(hasMore: true);
            if (IsUsedUp) return Result(hasMore: true);
            if (own is null) Give(account, connectorId);
            else TakeMapping(own, account);
            movedAccounts++;
        }
        var known = new HashSet<Guid>(accounts.Select(account => account.Id));
        if (!MoveAll(byAccount.Where(group => !known.Contains(group.Key)).SelectMany(group => group), connectorId, null, moved)) return Result(hasMore: true);
        connectors.StoreTakeOver(connectorId, null);
        // What its rows hold went along, and the next sync here asks about it.
        jobs.EndQuestions(from.Id, SubscriptionKind.Value, $"The rows that this sync held were taken over by {connector.Name}; its next sync asks about them.");
        return Result(hasMore: false);

        TakeOverResult Result(bool hasMore) => new(
            from.Name, movedAccounts, moved.Count, moved.Sum(row => row.Number(Subscription.Quantity)), rows.Count - byAccount.Sum(group => group.Count()), hasMore);
    }

    /// <summary>The connector whose rows Pax8 shows with these credentials.</summary>
    private ConnectorSettings Source(ConnectorSettings connector)
    {
        if (!connector.IsActive) throw new RefusedException($"{connector.Name} is inactive, so it takes nothing over. Activate the provider integration and try again.");
        var from = connector.TakesOverFrom is { } begun ? connectors.Get(begun) : Found(connector);
        if (from.IsActive) throw new RefusedException($"{from.Name} is active, so its rows stay with it. Deactivate that provider integration and choose Take over again.");
        return from;
    }

    /// <summary>What waited up to then with the one before may have been sent, so it goes on asking: its secret was never entered here, or a backup was put in place.</summary>
    private DateTime? AskUntil(ConnectorSettings from) => from.IsCopied ? clock.UtcNow : from.RestoredOn;

    private ConnectorSettings Found(ConnectorSettings connector)
    {
        var listed = pax8.ForWaitingUser(connector.Id).ListCompanies(0, Pax8Client.LargestPage).Records.Select(company => company.Id).ToList();
        var held = providerAccounts.HolderOf(connector.Id, listed)
            ?? throw new RefusedException("No other provider integration has companies that Pax8 lists with these credentials, so there is nothing to take over. Start Sync Provider Accounts instead.");
        return connectors.Get(held);
    }

    private List<Entity> Movable(Guid connectorId, List<Entity> rows)
    {
        var own = new HashSet<string>(subscriptions.AllOf(connectorId).Select(row => row.Text(Subscription.ProviderSpecificId)!), StringComparer.OrdinalIgnoreCase);
        return rows.Where(row => !own.Contains(row.Text(Subscription.ProviderSpecificId)!)).ToList();
    }

    /// <summary>False where the call is used up before all were moved.</summary>
    private bool MoveAll(IEnumerable<Entity> rows, Guid connectorId, Guid? providerAccountId, List<Entity> moved)
    {
        foreach (var row in rows)
        {
            if (IsUsedUp) return false;
            _writes += changes.GiveTo(row.Id, connectorId, providerAccountId) + 1;
            subscriptions.GiveTo(row.Id, connectorId, providerAccountId);
            moved.Add(row);
        }
        return true;
    }

    private void Give(Entity account, Guid connectorId)
    {
        _writes++;
        providerAccounts.Write(new Entity(ProviderAccount.Table, account.Id) { [ProviderAccount.Connector] = new EntityReference(Connector.Table, connectorId) });
    }

    /// <summary>A company that both have: the new one's row is kept, and what people decided on the old one goes along where the new one has nothing.</summary>
    private void TakeMapping(Entity own, Entity old)
    {
        var row = new Entity(ProviderAccount.Table, own.Id);
        if (own.Lookup(ProviderAccount.Account) is null && old.GetAttributeValue<EntityReference>(ProviderAccount.Account) is { } account)
        {
            row[ProviderAccount.Account] = account;
            row[ProviderAccount.MatchStatus] = new OptionSetValue(ProviderAccount.MatchStatuses.Mapped);
            row[ProviderAccount.MatchReason] = old.Text(ProviderAccount.MatchReason);
        }
        if (old.Choice(ProviderAccount.SyncStatus) == ProviderAccount.SyncStatuses.Enabled && own.Choice(ProviderAccount.SyncStatus) != ProviderAccount.SyncStatuses.Enabled)
            row[ProviderAccount.SyncStatus] = new OptionSetValue(ProviderAccount.SyncStatuses.Enabled);
        if (row.Attributes.Count == 0) return;
        _writes++;
        providerAccounts.Write(row);
    }
}
