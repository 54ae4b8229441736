using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Subscriptions that hold what Pax8 would take away of them, see <see cref="SubscriptionGuard"/>.</summary>
internal sealed class HeldSubscriptions(SubscriptionRows subscriptions, SubscriptionSync sync, Execution.IClock clock) : IHeldBack
{
    public bool IsAny(Guid connectorId) => subscriptions.IsAnyHeld(connectorId);

    public HeldStake StakeOf(Guid connectorId, Guid? providerAccountId)
    {
        var rows = 0;
        long licences = 0;
        DateTime? oldest = null;
        var customers = new HashSet<Guid>();
        var perMonth = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in subscriptions.HeldOf(connectorId, providerAccountId))
        {
            var lost = Math.Max(0, row.Number(Subscription.Quantity) - row.Number(Subscription.HeldQuantity));
            rows++;
            licences += lost;
            if (row.Date(Subscription.HeldOn) is { } on && !(on >= oldest)) oldest = on;
            if (row.Lookup(Subscription.ProviderAccount) is { } account) customers.Add(account);
            var currency = row.Text(Subscription.CurrencyCode) ?? "";
            if (new SubscriptionValues(lost, row.GetAttributeValue<decimal?>(Subscription.Price), row.Choice(Subscription.BillingTerm), null).PerMonth is { } amount and not 0)
                perMonth[currency] = (perMonth.TryGetValue(currency, out var sum) ? sum : 0) + amount;
        }
        return new HeldStake(rows, licences, customers.Count, string.Join(" and ", perMonth.Select(one => string.Format(CultureInfo.InvariantCulture, "{0:N2} {1}", one.Value, one.Key).TrimEnd())), oldest);
    }

    public HeldScope ScopeOf(Guid connectorId, Guid? providerAccountId)
    {
        var rows = 0;
        long licences = 0;
        foreach (var row in subscriptions.ActiveOf(connectorId, providerAccountId))
        {
            rows++;
            licences += row.Number(Subscription.Quantity);
        }
        return new HeldScope(rows, licences);
    }

    public IReadOnlyList<Guid> RowsOf(Guid connectorId, Guid? providerAccountId) => subscriptions.HeldOf(connectorId, providerAccountId).Select(row => row.Id).ToList();

    public bool Decide(IReadOnlyList<Guid> rows, HeldAnswer? answer, SyncRun run, ref SyncCounts counts)
    {
        foreach (var row in subscriptions.Of(rows.ToList()).Values.Where(row => row.Held is not null && !row.IsDiscarded && row.ConnectorId == run.Connector.Id).ToList())
        {
            if (answer is { DiscardedBy: not null } ? run.Deadline.LeavesNoRecord : run.Deadline.LeavesNoPage) return false;
            counts = counts.Plus(DecideSafely(row, answer, run));
        }
        return true;
    }

    /// <summary>One row that cannot be decided stops no other: it becomes an issue, and stays held.</summary>
    private RecordOutcome DecideSafely(SubscriptionState row, HeldAnswer? answer, SyncRun run)
    {
        try
        {
            return Decide(row, answer, run);
        }
        catch (Pax8Exception failure) when (run.GivesUp(failure))
        {
            return SubscriptionIssues.RaiseNotAnswered(row, failure, "What is held of the subscription stays held. The next sync counts it again.", run);
        }
        catch (RowChangedException)
        {
            // Somebody wrote the row since it was read: from what is there now, once.
            return DecideAgain(subscriptions.Get(row.Id), answer, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return Refused(row, failure, run);
        }
    }

    private RecordOutcome DecideAgain(SubscriptionState row, HeldAnswer? answer, SyncRun run)
    {
        try
        {
            return row.Held is null || row.IsDiscarded ? RecordOutcome.Unchanged : Decide(row, answer, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return Refused(row, failure, run);
        }
    }

    private RecordOutcome Decide(SubscriptionState row, HeldAnswer? answer, SyncRun run)
    {
        if (answer?.DiscardedBy is not { } user) return sync.ApplyHeld(row, isAnswer: answer is not null, run);
        subscriptions.Discard(row, user, clock.UtcNow);
        return RecordOutcome.Updated;
    }

    private static RecordOutcome Refused(SubscriptionState row, Exception failure, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfRow($"subscription {row.Name}", row.Pax8Id, failure, row.ProviderAccountId, row.Id));
        return RecordOutcome.Failed;
    }
}
