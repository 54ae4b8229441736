using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.DriftReport;

/// <summary>
/// Compares the subscriptions of enabled provider accounts with Pax8 and stores what differs as rows of a report. Changes no
/// subscription on either side: one call and one query of rows, of licence change logs, of products and of parents a page, a write for
/// each difference.
/// </summary>
internal sealed class SubscriptionComparison(
    Pax8Client pax8, SubscriptionScope scope, SubscriptionRows subscriptions, LicenseChangeRows changes, ProductRows products, SubscriptionParents parents,
    SubscriptionDifferenceRows differences) : SubscriptionSource<SubscriptionComparison.Compared>(pax8, scope, subscriptions)
{
    /// <summary>Counts what was found by kind and by currency.</summary>
    public override SyncSummary Summarise(Guid jobId, SyncCounts counts, SyncKind kind)
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

    protected override Compared FindPage(List<Pax8Subscription> records, SyncRun run)
    {
        var rows = FindRows(records, run);
        parents.Prepare(run.Connector.Id, records);
        return Beside(rows);
    }

    protected override Taken? Take(Pax8Subscription record, Compared page, SyncRun run)
    {
        var row = RowOf(record, page);
        return new Taken(Compare(record, row, Scope.Find(record.CompanyId), page, run), IsNotPresent(row));
    }

    protected override Taken TakeUnlisted(Pax8Subscription record, SubscriptionState row, SyncRun run) => new(Save(Between(row, record, BesideOne(row), run), row.Pax8Id, run), IsAbsent: false);

    protected override Taken TakeGone(SubscriptionState row, SyncRun run) =>
        new(Save([SubscriptionDifferences.MissingInPax8(row), .. OfLogs(row, BesideOne(row).Sums)], row.Pax8Id, run), IsAbsent: false);

    protected override RecordOutcome TellNotAnswered(SubscriptionState row, Pax8Exception failure, SyncRun run) =>
        SubscriptionIssues.RaiseNotAnswered(row, failure, "Compare again; if this stays, ask Pax8 support about the subscription.", run);

    protected override SubscriptionState? RowOf(Pax8Subscription record, Compared page) => page.Rows.TryGetValue(record.Id, out var row) ? row : null;

    protected override Taken TellRefused(Pax8Subscription record, SubscriptionState? row, Exception failure, SyncRun run) => new(RaiseRefused(record.Id, failure, run), IsNotPresent(row));

    protected override RecordOutcome TellRefusedUnlisted(Pax8Subscription? record, SubscriptionState row, Exception failure, SyncRun run) => RaiseRefused(row.Pax8Id, failure, run);

    private static RecordOutcome RaiseRefused(string id, Exception failure, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = "row",
            RecordId = id,
            What = $"What differs of the subscription {id} could not be saved.",
            Why = RecordFailures.Reason(failure),
            WhatToDo = "Put right what Dataverse says, such as a required column or a rule of another solution, and compare again.",
            Retryable = true,
        });
        return RecordOutcome.Failed;
    }

    private static string AtStake(List<DifferenceFacts> found)
    {
        var amounts = found.GroupBy(difference => difference.CurrencyCode, difference => difference.AmountPerMonth)
            .Where(group => group.Sum() != 0).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Format(CultureInfo.InvariantCulture, "{0:N2} {1}", group.Sum(), group.Key).TrimEnd()).ToList();
        return amounts.Count == 0 ? "" : $" At stake per month: {string.Join(" and ", amounts)}.";
    }

    private RecordOutcome Compare(Pax8Subscription record, SubscriptionState? row, EnabledAccount? account, Compared beside, SyncRun run)
    {
        if (row is null) return account is null ? RecordOutcome.Skipped : Save([SubscriptionDifferences.MissingHere(record, account)], record.Id, run);
        if (row.IsMovedAway)
            return account is null && IsSame(row.MovedTo!, record.CompanyId) ? RecordOutcome.Skipped : Save([OfCompany(row, record), .. OfLogs(row, beside.Sums)], record.Id, run);
        if (account is null && !Scope.Has(row.ProviderAccountId)) return RecordOutcome.Skipped;
        return Save(Between(row, record, beside, run), record.Id, run);
    }

    private List<FoundDifference> Between(SubscriptionState row, Pax8Subscription record, Compared beside, SyncRun run)
    {
        var product = row.Row.Lookup(Subscription.Product) is { } id && beside.Products.TryGetValue(id, out var linked) ? linked : null;
        return
        [
            .. Scope.FindEnabled(record.CompanyId)?.Id == row.ProviderAccountId ? Enumerable.Empty<FoundDifference>() : [OfCompany(row, record)],
            .. SubscriptionDifferences.Between(row, record),
            .. SubscriptionDifferences.OfLinks(row, record, product, parents.Find(run.Connector.Id, record.ParentId)),
            .. OfLogs(row, beside.Sums),
        ];
    }

    private FoundDifference OfCompany(SubscriptionState row, Pax8Subscription record) => SubscriptionDifferences.OfCompany(
        row, row.IsMovedAway ? null : Scope.NameOf(row.ProviderAccountId) ?? "a provider account that is not enabled", record, Scope.FindEnabled(record.CompanyId)?.Name ?? record.CompanyId);

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private Compared Beside(Dictionary<string, SubscriptionState> rows) => new(
        rows, changes.SumsOf(rows.Values.Select(row => row.Id).ToList()),
        products.Linked(rows.Values.Select(row => row.Row.Lookup(Subscription.Product)).OfType<Guid>().Distinct().ToList()));

    private Compared BesideOne(SubscriptionState row) => Beside(new Dictionary<string, SubscriptionState> { [row.Pax8Id] = row });

    private bool IsNotPresent(SubscriptionState? row) => row is null || row.Row.Flag(Subscription.GoneInPax8) || row.IsMovedAway || !Scope.Has(row.ProviderAccountId);

    private static IEnumerable<FoundDifference> OfLogs(SubscriptionState row, Dictionary<Guid, int> sums) =>
        SubscriptionDifferences.OfLogs(row, sums.TryGetValue(row.Id, out var sum) ? sum : 0) is { } difference ? [difference] : [];

    /// <summary>Nothing is written of subscriptions, so all that went well are unchanged.</summary>
    private RecordOutcome Save(List<FoundDifference> found, string pax8Id, SyncRun run)
    {
        foreach (var difference in found) differences.Save(difference, run.JobId, run.Connector.Id, run.Connector.Owner);
        run.Issues.Settle(pax8Id);
        return RecordOutcome.Unchanged;
    }

    /// <summary>The rows of a page, and what is compared besides them.</summary>
    internal sealed record Compared(Dictionary<string, SubscriptionState> Rows, Dictionary<Guid, int> Sums, Dictionary<Guid, LinkedProduct> Products);
}
