using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Compares the subscriptions of enabled provider accounts with Pax8 and stores what differs as rows of a report. Changes no
/// subscription on either side: one call and one query of rows, of licence change logs, of products and of parents a page, a write for
/// each difference.
/// </summary>
internal sealed class SubscriptionComparison(
    Pax8Client pax8, SubscriptionScope scope, SubscriptionRows subscriptions, LicenseChangeRows changes, ProductRows products, SubscriptionParents parents,
    SubscriptionDifferenceRows differences) : ISyncSource
{
    public void Prepare(Guid connectorId)
    {
    }

    public ListedPage ReadPage(int page, int size) => SubscriptionListing.Read(pax8, scope, page, size, PullPage);

    public int CountPresentRows(SyncRun run) => subscriptions.PresentPax8Ids(run.Connector.Id, scope.Ids).Count();

    public bool CheckUnseen(SeenIds seen, SyncRun run, ref SyncCounts counts)
    {
        foreach (var id in subscriptions.PresentPax8Ids(run.Connector.Id, scope.Ids).Where(id => !seen.Contains(id)).ToList())
        {
            if (run.IsDone(id)) continue;
            if (run.Deadline.LeavesNoPage) return false;
            if (subscriptions.ByPax8Id(run.Connector.Id, id) is not { } row) continue;
            counts = counts.Plus(CompareUnseen(row, run));
            run.Seen.Add(id, absent: false);
        }
        return true;
    }

    /// <summary>Counts what was found by kind and by currency.</summary>
    public SyncSummary Summarise(Guid jobId, SyncCounts counts, SyncKind kind)
    {
        var found = differences.OfJob(jobId);
        var compared = FormattableString.Invariant($"{counts.Unchanged:N0} subscriptions were compared; neither side was changed.");
        var rest = (counts.Skipped > 0 ? FormattableString.Invariant($" {counts.Skipped:N0} were passed over {kind.SkippedBecause}.") : "")
            + (counts.Failed > 0 ? FormattableString.Invariant($" {counts.Failed:N0} could not be compared.") : "");
        if (found.Count == 0) return new SyncSummary($"{compared} All are the same on both sides.{rest}");
        var kinds = string.Join(", ", found.GroupBy(difference => difference.Kind).OrderBy(group => group.Key).Select(group => SubscriptionDifferences.Counted(group.Key, group.Count())));
        var differing = found.Select(difference => difference.Pax8Id).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return new SyncSummary(FormattableString.Invariant($"{compared} {differing:N0} differ: {kinds}.{AtStake(found)}{rest}"), found.Count);
    }

    private PageResult PullPage(RecordPage<Pax8Subscription> answer, SyncRun run)
    {
        var counts = default(SyncCounts);
        foreach (var unreadable in answer.Unreadable)
            if (UnreadableRecords.Raise(unreadable, "subscription", run)) counts = counts.Plus(RecordOutcome.Failed);
        var fresh = answer.Records.Where(record => !run.IsDone(record.Id)).ToList();
        // Also those of companies that are not synchronised: one of them may be under a company here that is.
        var rows = subscriptions.ByPax8Ids(run.Connector.Id, fresh.ConvertAll(record => record.Id));
        var beside = new Beside(
            changes.SumsOf(rows.Values.Select(row => row.Id).ToList()),
            products.Linked(rows.Values.Select(row => row.Row.Lookup(Subscription.Product)).OfType<Guid>().Distinct().ToList()));
        parents.Prepare(run.Connector.Id, fresh);
        foreach (var record in fresh)
        {
            if (run.IsDone(record.Id)) continue; // Listed twice on the same page.
            if (run.Deadline.LeavesNoRecord) return new PageResult(counts, complete: false);
            var account = scope.Find(record.CompanyId);
            rows.TryGetValue(record.Id, out var row);
            counts = counts.Plus(Compare(record, row, account, beside, run));
            run.Seen.Add(record.Id, absent: row is null || row.Row.Flag(Subscription.GoneInPax8) || row.IsMovedAway || !scope.Ids.Contains(row.ProviderAccountId));
        }
        return new PageResult(counts, complete: true);
    }

    private static string AtStake(List<DifferenceFacts> found)
    {
        var amounts = found.GroupBy(difference => difference.CurrencyCode, difference => difference.AmountPerMonth)
            .Where(group => group.Sum() != 0).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Format(CultureInfo.InvariantCulture, "{0:N2} {1}", group.Sum(), group.Key).TrimEnd()).ToList();
        return amounts.Count == 0 ? "" : $" At stake per month: {string.Join(" and ", amounts)}.";
    }

    private RecordOutcome Compare(Pax8Subscription record, SubscriptionState? row, EnabledAccount? account, Beside beside, SyncRun run)
    {
        if (row is null) return account is null ? RecordOutcome.Skipped : SaveSafely([SubscriptionDifferences.MissingHere(record, account)], record.Id, run);
        if (row.IsMovedAway)
            return account is null && IsSame(row.MovedTo!, record.CompanyId) ? RecordOutcome.Skipped : SaveSafely([OfCompany(row, record), .. OfLogs(row, beside.Sums)], record.Id, run);
        if (account is null && !scope.Ids.Contains(row.ProviderAccountId)) return RecordOutcome.Skipped;
        return SaveSafely(Between(row, record, beside, run), record.Id, run);
    }

    private List<FoundDifference> Between(SubscriptionState row, Pax8Subscription record, Beside beside, SyncRun run)
    {
        var product = row.Row.Lookup(Subscription.Product) is { } id && beside.Products.TryGetValue(id, out var linked) ? linked : null;
        return
        [
            .. scope.FindEnabled(record.CompanyId)?.Id == row.ProviderAccountId ? Enumerable.Empty<FoundDifference>() : [OfCompany(row, record)],
            .. SubscriptionDifferences.Between(row, record),
            .. SubscriptionDifferences.OfLinks(row, record, product, parents.Find(run.Connector.Id, record.ParentId)),
            .. OfLogs(row, beside.Sums),
        ];
    }

    private FoundDifference OfCompany(SubscriptionState row, Pax8Subscription record) => SubscriptionDifferences.OfCompany(
        row, row.IsMovedAway ? null : scope.NameOf(row.ProviderAccountId) ?? "a provider account that is not enabled", record, scope.FindEnabled(record.CompanyId)?.Name ?? record.CompanyId);

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is compared besides the rows themselves.</summary>
    private sealed record Beside(Dictionary<Guid, int> Sums, Dictionary<Guid, LinkedProduct> Products);

    private RecordOutcome CompareUnseen(SubscriptionState row, SyncRun run)
    {
        try
        {
            var record = pax8.FindSubscription(row.Pax8Id);
            var beside = new Beside(changes.SumsOf([row.Id]), products.Linked(row.Row.Lookup(Subscription.Product) is { } id ? [id] : []));
            return SaveSafely(record is null ? [SubscriptionDifferences.MissingInPax8(row), .. OfLogs(row, beside.Sums)] : Between(row, record, beside, run), row.Pax8Id, run);
        }
        catch (Pax8Exception failure) when (run.GivesUp(failure))
        {
            return SubscriptionIssues.RaiseNotAnswered(row, failure, "Compare again; if this stays, ask Pax8 support about the subscription.", run);
        }
    }

    private static IEnumerable<FoundDifference> OfLogs(SubscriptionState row, Dictionary<Guid, int> sums) =>
        SubscriptionDifferences.OfLogs(row, sums.TryGetValue(row.Id, out var sum) ? sum : 0) is { } difference ? [difference] : [];

    /// <summary>One bad record never stops a run: it becomes an issue. Nothing is written of subscriptions, so all that went well are unchanged.</summary>
    private RecordOutcome SaveSafely(List<FoundDifference> found, string pax8Id, SyncRun run)
    {
        try
        {
            foreach (var difference in found) differences.Save(difference, run.JobId, run.Connector.Id, run.Connector.Owner);
            run.Issues.Settle(pax8Id);
            return RecordOutcome.Unchanged;
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            run.Issues.Raise(new IssueDraft
            {
                Code = "row",
                RecordId = pax8Id,
                What = $"What differs of the subscription {pax8Id} could not be saved.",
                Why = RecordFailures.Reason(failure),
                WhatToDo = "Put right what Dataverse says, such as a required column or a rule of another solution, and compare again.",
                Retryable = true,
            });
            return RecordOutcome.Failed;
        }
    }
}
