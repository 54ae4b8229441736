using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// The drift report: reads Pax8's subscriptions as a sync does, and writes nothing but a row for each difference found. Changes
/// that wait to be sent are differences too; that is what the report is for.
/// </summary>
internal sealed class SubscriptionComparison(
    Pax8Client pax8, SubscriptionScope scope, SubscriptionRows subscriptions, LicenseChangeRows changes, SubscriptionDifferenceRows differences) : ISyncSource
{
    private const int ValueLength = 200;
    private const int NameLength = 300;

    public string RecordsName => "subscriptions";

    public string RowsName => "subscriptions";

    public void Prepare(Guid connectorId)
    {
    }

    public int CountRecords() => scope.IsEmpty ? 0 : pax8.CountSubscriptions(scope.CompanyId);

    public PageResult PullPage(int page, SyncRun run)
    {
        var answer = pax8.ListSubscriptions(page, SyncPlan.PageSize, scope.CompanyId);
        var counts = default(SyncCounts);
        foreach (var unreadable in answer.Unreadable)
            if (UnreadableRecords.Raise(unreadable, "subscription", run)) counts = counts.Plus(RecordOutcome.Failed);
        var fresh = answer.Records.Where(record => !run.IsDone(record.Id)).ToList();
        var rows = subscriptions.ByPax8Ids(run.Connector.Id, fresh.Where(record => scope.Find(record.CompanyId) is not null).Select(record => record.Id).ToList());
        var sums = changes.SumsOf(rows.Values.Select(row => row.Id).ToList());
        foreach (var record in fresh)
        {
            if (run.IsDone(record.Id)) continue; // Listed twice on the same page.
            if (run.Deadline.LeavesNoRecord) return new PageResult(counts, answer.TotalElements, complete: false);
            var account = scope.Find(record.CompanyId);
            var row = rows.TryGetValue(record.Id, out var found) ? found : null;
            if (account is not null) Compare(record, row, row is null ? 0 : SumOf(row, sums), account, run);
            counts = counts.Plus(account is null ? RecordOutcome.Skipped : RecordOutcome.Unchanged);
            run.Seen.Add(record.Id, absent: row is null);
        }
        return new PageResult(counts, answer.TotalElements, complete: true);
    }

    public int CountPresentRows(SyncRun run) => subscriptions.PresentPax8Ids(run.Connector.Id, scope.Ids).Count();

    public bool CheckUnseen(SeenIds seen, SyncRun run, ref SyncCounts counts)
    {
        foreach (var id in subscriptions.PresentPax8Ids(run.Connector.Id, scope.Ids).Where(id => !seen.Contains(id)).ToList())
        {
            if (run.IsDone(id)) continue;
            if (run.Deadline.LeavesNoPage) return false;
            if (subscriptions.ByPax8Id(run.Connector.Id, id) is not { } row) continue;
            var record = pax8.FindSubscription(id);
            var sum = SumOf(row, changes.SumsOf([row.Id]));
            if (record is null) RaiseMissingInPax8(row, sum, run);
            else if (scope.Find(record.CompanyId) is { } account) Compare(record, row, sum, account, run);
            counts = counts.Plus(RecordOutcome.Unchanged);
            run.Seen.Add(id, absent: record is null);
        }
        return true;
    }

    public SyncSummary Summarise(Guid jobId, SyncCounts counts)
    {
        var amounts = differences.AmountsOf(jobId);
        var compared = counts.Unchanged + counts.Failed;
        if (amounts.Count == 0) return new SyncSummary($"{compared} subscriptions compared, no differences.");
        var sums = amounts.GroupBy(amount => amount.Key, amount => amount.Value).Where(group => group.Sum() != 0)
            .Select(group => string.Format(CultureInfo.InvariantCulture, "{0:N2} {1}", group.Sum(), group.Key).TrimEnd()).ToList();
        return new SyncSummary(
            $"{compared} subscriptions compared, {amounts.Count} differences" + (sums.Count == 0 ? "." : $", worth {string.Join(" and ", sums)} a month."), amounts.Count);
    }

    private static int SumOf(SubscriptionState row, Dictionary<Guid, int> sums) => sums.TryGetValue(row.Id, out var sum) ? sum : 0;

    private void Compare(Pax8Subscription record, SubscriptionState? row, int sum, EnabledAccount account, SyncRun run)
    {
        var there = SubscriptionMap.ValuesOf(record);
        var found = new Finding(run, record.Id, record.ProductName ?? row?.Name ?? record.Id, account.Id, row?.Id, record.CurrencyCode);
        if (row is null)
        {
            Raise(found, SubscriptionDifference.Kinds.MissingHere, "nothing", $"{there.Quantity} licences", PerMonth(there.Quantity ?? 0, there.Price, there.BillingTerm));
            return;
        }
        var here = row.Here;
        there = there.Or(here);
        if (here.Quantity != there.Quantity)
            Raise(found, SubscriptionDifference.Kinds.QuantityDiffers, Text(here.Quantity), Text(there.Quantity), PerMonth(here.Quantity!.Value - there.Quantity!.Value, there.Price, there.BillingTerm));
        if (here.Price != there.Price)
            Raise(found, SubscriptionDifference.Kinds.PriceDiffers, Text(here.Price), Text(there.Price), PerMonth(there.Quantity!.Value, (here.Price ?? 0) - there.Price, there.BillingTerm));
        if (here.BillingTerm != there.BillingTerm)
            Raise(found, SubscriptionDifference.Kinds.BillingTermDiffers, TermText(here.BillingTerm), record.BillingTerm ?? "none", null);
        var status = SubscriptionMap.Columns(record, []).Choice(Subscription.Status);
        if ((status is not null && status != row.Pax8Status) || here.Ended != there.Ended)
            Raise(found, SubscriptionDifference.Kinds.StatusDiffers, here.Ended == true ? "ended" : "active", record.Status ?? "none", null);
        RaiseWrongSum(found, row, sum);
    }

    private void RaiseMissingInPax8(SubscriptionState row, int sum, SyncRun run)
    {
        var found = new Finding(run, row.Pax8Id, row.Name, row.ProviderAccountId, row.Id, row.Row.Text(Subscription.CurrencyCode));
        Raise(found, SubscriptionDifference.Kinds.MissingInPax8, $"{row.Here.Quantity} licences", "nothing", PerMonth(row.Here.Quantity ?? 0, row.Here.Price, row.Here.BillingTerm));
        RaiseWrongSum(found, row, sum);
    }

    private void RaiseWrongSum(Finding found, SubscriptionState row, int sum)
    {
        if (row.Here.Quantity == sum) return;
        Raise(found, SubscriptionDifference.Kinds.ChangeLogsDoNotAddUp, $"logs {Text(sum)}, quantity {Text(row.Here.Quantity)}", "", PerMonth(row.Here.Quantity!.Value - sum, row.Here.Price, row.Here.BillingTerm));
    }

    private void Raise(Finding found, int kind, string here, string there, decimal? amount)
    {
        var row = new Entity(SubscriptionDifference.Table)
        {
            [SubscriptionDifference.Key] = $"{found.Run.JobId:N}:{found.Pax8Id}:{kind}".CutTo(200),
            [SubscriptionDifference.Name] = found.Name.ForColumn(NameLength) ?? found.Pax8Id,
            [SubscriptionDifference.Kind] = new OptionSetValue(kind),
            [SubscriptionDifference.Job] = new EntityReference(SyncJob.Table, found.Run.JobId),
            [SubscriptionDifference.Connector] = new EntityReference(Connector.Table, found.Run.Connector.Id),
            [SubscriptionDifference.ProviderAccount] = new EntityReference(ProviderAccount.Table, found.ProviderAccountId),
            [SubscriptionDifference.ProviderSpecificId] = found.Pax8Id.ForColumn(100),
            [SubscriptionDifference.Here] = here.ForColumn(ValueLength),
        };
        if (there.ForColumn(ValueLength) is { } value) row[SubscriptionDifference.There] = value;
        if (amount is { } money) row[SubscriptionDifference.AmountPerMonth] = Math.Round(Math.Abs(money), 4, MidpointRounding.AwayFromZero);
        if (found.CurrencyCode.ForColumn(3) is { } currency) row[SubscriptionDifference.CurrencyCode] = currency;
        if (found.SubscriptionId is { } id) row[SubscriptionDifference.Subscription] = new EntityReference(Subscription.Table, id);
        if (found.Run.Connector.Owner is { } owner) row[Common.Owner] = owner;
        differences.Ensure(row);
    }

    /// <summary>The customer's price spread over the months it covers; null where it is paid once or the term is unknown.</summary>
    private static decimal? PerMonth(int quantity, decimal? price, int? term) =>
        term is { } known && SubscriptionMap.MonthsOfTerm(known) is { } months && price is { } amount ? quantity * amount / months : null;

    private static string TermText(int? term) => term is { } value ? SubscriptionMap.WordOfTerm(value) ?? "Other" : "none";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static string Text(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none";

    /// <summary>What a difference is about.</summary>
    private sealed record Finding(SyncRun Run, string Pax8Id, string Name, Guid ProviderAccountId, Guid? SubscriptionId, string? CurrencyCode);
}
