using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Pulls Pax8's subscriptions: one call a page, one query of the rows that are here, writes only for what differs. What both
/// sides can change is merged, never overwritten in silence.
/// </summary>
internal sealed class SubscriptionSync(
    Pax8Client pax8, SubscriptionScope scope, SubscriptionRows subscriptions, LicenseChangeRows changes, ProductSync products, SubscriptionStore store, LicenseChangeQueue queue,
    IClock clock) : ISyncSource, IGoneRows
{
    private const int NameLength = 300;

    private static readonly IReadOnlyList<LicenseChange> NothingPending = [];

    public string RecordsName => "subscriptions";

    public string RowsName => "subscriptions";

    /// <summary>What became due since the last sync is sent beside this one.</summary>
    public void Prepare(Guid connectorId) => queue.QueueDue(connectorId);

    public ListedPage ReadPage(int page, int size) => SubscriptionListing.Read(pax8, scope, page, size, PullPage);

    public int CountPresentRows(SyncRun run) => subscriptions.PresentPax8Ids(run.Connector.Id, scope.Ids).Count();

    public bool CheckUnseen(SeenIds seen, SyncRun run, ref SyncCounts counts)
    {
        foreach (var id in subscriptions.PresentPax8Ids(run.Connector.Id, scope.Ids).Where(id => !seen.Contains(id)).ToList())
        {
            if (run.IsDone(id)) continue;
            if (run.Deadline.LeavesNoPage) return false;
            if (subscriptions.ByPax8Id(run.Connector.Id, id) is not { } row) continue;
            Pax8Subscription? record;
            try
            {
                record = pax8.FindSubscription(id);
            }
            catch (Pax8Exception failure) when (run.GivesUp(failure))
            {
                counts = counts.Plus(SubscriptionIssues.RaiseNotAnswered(row, failure, "The subscription was left as it is. Start the sync again; if this stays, ask Pax8 support about it.", run));
                run.Seen.Add(id, absent: false);
                continue;
            }
            var account = scope.Find(record?.CompanyId);
            if (record is null) counts = counts.Plus(MarkGone(row, run));
            else if (IsElsewhere(row, account)) counts = counts.Plus(SubscriptionIssues.RaiseCompanyUnclear(row, null, record, scope, run));
            else if (account is not null) counts = counts.Plus(PullSafely(record, row, changes.OpenOf(row.Id), account, run));
            run.Seen.Add(id, absent: record is null);
        }
        return true;
    }

    public SyncSummary Summarise(Guid jobId, SyncCounts counts) => new(counts.ToString());

    private PageResult PullPage(RecordPage<Pax8Subscription> answer, SyncRun run)
    {
        var counts = default(SyncCounts);
        foreach (var unreadable in answer.Unreadable)
            if (UnreadableRecords.Raise(unreadable, "subscription", run)) counts = counts.Plus(RecordOutcome.Failed);
        var fresh = answer.Records.Where(record => !run.IsDone(record.Id)).ToList();
        var here = HereOf(fresh, run);
        foreach (var record in fresh)
        {
            if (run.IsDone(record.Id)) continue; // Listed twice on the same page.
            if (run.Deadline.LeavesNoRecord) return new PageResult(counts, complete: false);
            var account = scope.Find(record.CompanyId);
            var row = here.Find(record.Id);
            if (IsElsewhere(row, account))
            {
                // Whether it has moved is asked of Pax8 once more.
                if (run.Deadline.LeavesNoPage) return new PageResult(counts, complete: false);
                counts = counts.Plus(HoldMoved(record, row!, run));
                run.Seen.Add(record.Id, absent: row!.Row.Flag(Subscription.GoneInPax8));
                continue;
            }
            counts = counts.Plus(account is null ? RecordOutcome.Skipped
                : here.IsHeldElsewhere(record.Id) ? SubscriptionIssues.RaiseHeldElsewhere(record, account, run)
                : PullSafely(record, row, here.PendingOf(record.Id), account, run));
            run.Seen.Add(record.Id, absent: account is null);
        }
        LinkFamilies(answer.Records.Where(record => scope.Find(record.CompanyId) is not null).ToList(), run);
        return new PageResult(counts, complete: true);
    }

    private Here HereOf(List<Pax8Subscription> records, SyncRun run)
    {
        var ours = records.Where(record => scope.Find(record.CompanyId) is not null).ToList();
        // Also those of companies that are not synchronised: one of them may be under a company here that is.
        var rows = subscriptions.ByPax8Ids(run.Connector.Id, records.ConvertAll(record => record.Id));
        // Whoever makes a change says so on the row in the same transaction; where somebody was cut off while settling one, the row
        // is in sync a moment too early, which matters once Pax8 has changed again.
        var differing = ours.Where(record => rows.TryGetValue(record.Id, out var row)
            && (row.SyncState != Subscription.SyncStates.InSync || SubscriptionMap.ValuesOf(record).Or(row.Agreed) != row.Agreed));
        var pending = changes.OpenOf(differing.Select(record => rows[record.Id].Id).ToList());
        products.Prepare(ours.Where(record => record.ProductId is not null && !HasProduct(rows, record)).Select(record => record.ProductId!));
        var held = subscriptions.HeldElsewhere(run.Connector.Id, ours.Where(record => !rows.ContainsKey(record.Id)).Select(record => record.Id).ToList());
        return new Here(rows, pending, held);
    }

    private static bool HasProduct(Dictionary<string, SubscriptionState> rows, Pax8Subscription record) =>
        rows.TryGetValue(record.Id, out var row) && row.Row.Lookup(Subscription.Product) is not null;

    /// <summary>True where the row is under a provider account of this run, and Pax8 has the subscription under another company.</summary>
    private bool IsElsewhere(SubscriptionState? row, EnabledAccount? account) =>
        row is not null && row.ProviderAccountId != Guid.Empty && row.ProviderAccountId != account?.Id && (account is not null || scope.Ids.Contains(row.ProviderAccountId));

    /// <summary>
    /// Listed under another company than the row's: believed only where the record, asked for by its id, says the same. Either way the
    /// row, its licences and what waits to be sent stay as they are, and people are told.
    /// </summary>
    private RecordOutcome HoldMoved(Pax8Subscription listed, SubscriptionState row, SyncRun run)
    {
        var byId = Detail(listed.Id, run);
        return byId is not null && IsSame(byId.CompanyId, listed.CompanyId)
            ? SubscriptionIssues.RaiseMoved(row, listed, scope, run)
            : SubscriptionIssues.RaiseCompanyUnclear(row, listed, byId, scope, run);
    }

    private static bool IsSame(string companyId, string other) => string.Equals(companyId, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>One bad record never stops a run: it becomes an issue.</summary>
    private RecordOutcome PullSafely(Pax8Subscription record, SubscriptionState? row, IReadOnlyList<LicenseChange> pending, EnabledAccount account, SyncRun run)
    {
        try
        {
            return Pull(record, row, pending, account, run);
        }
        catch (Exception changed) when (changed is RowChangedException or RowExistsException)
        {
            // Somebody wrote the row since it was read: start from what is there now, once.
            return PullAgain(record, account, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return RaiseRefused(record.Id, row, failure, account, run);
        }
    }

    private RecordOutcome PullAgain(Pax8Subscription record, EnabledAccount account, SyncRun run)
    {
        var row = subscriptions.ByPax8Id(run.Connector.Id, record.Id);
        try
        {
            return Pull(record, row, row is null ? NothingPending : changes.OpenOf(row.Id), account, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return RaiseRefused(record.Id, row, failure, account, run);
        }
    }

    private RecordOutcome Pull(Pax8Subscription record, SubscriptionState? row, IReadOnlyList<LicenseChange> pending, EnabledAccount account, SyncRun run)
    {
        var taking = new SubscriptionTaking { RowId = row?.Id };
        RecordOutcome outcome;
        if (row is null) outcome = Create(record, account, taking, run);
        // Whoever sends a change reads the subscription back and stores all of it.
        else if (row.IsBeingSent(clock.UtcNow)) return RecordOutcome.Unchanged;
        else outcome = Update(record, row, pending, account, taking, run);
        SubscriptionIssues.RaiseWarnings(record, taking, account, clock.UtcNow, run);
        run.Issues.Settle(record.Id, exceptCode: taking.Detail is null ? IssueCodes.ValueOfDetail : null);
        return outcome;
    }

    private RecordOutcome Create(Pax8Subscription record, EnabledAccount account, SubscriptionTaking taking, SyncRun run)
    {
        var values = SubscriptionMap.ValuesOf(record);
        var product = record.ProductId is { } productId ? products.FindOrCreate(productId, record.ProductName, run) : null;
        var row = SubscriptionMap.Columns(record, taking.Cut);
        row[Subscription.ProviderSpecificId] = record.Id;
        row[Subscription.Connector] = new EntityReference(Connector.Table, run.Connector.Id);
        row[Subscription.Name] = NameOf(record.ProductName ?? product?.Name ?? record.ProductId ?? record.Id, account, taking);
        AddLinks(row, account, product);
        row[Subscription.Quantity] = row[Subscription.AgreedQuantity] = values.Quantity;
        row[Subscription.Price] = row[Subscription.AgreedPrice] = values.Price;
        if (values.BillingTerm is { } term) row[Subscription.BillingTerm] = row[Subscription.AgreedBillingTerm] = new OptionSetValue(term);
        if (!row.Contains(Subscription.Status)) row[Subscription.Status] = new OptionSetValue(Subscription.Statuses.Other);
        if (values.Ended != true && row.Choice(Subscription.Status) is { } status) row[Subscription.AgreedStatus] = new OptionSetValue(status);
        row[Subscription.SyncState] = new OptionSetValue(Subscription.SyncStates.InSync);
        if (run.Connector.Owner is not null) row[Common.Owner] = run.Connector.Owner;
        foreach (var empty in row.Attributes.Where(value => value.Value is null).Select(value => value.Key).ToList()) row.Attributes.Remove(empty);
        var id = subscriptions.Create(row);
        taking.RowId = id;
        // A row cannot be born inactive, so this takes a second write; cut off between the two, the next run sees the difference.
        if (values.Ended == true)
        {
            var born = subscriptions.Get(id);
            Merge(ThereOf(record, born, account, taking, run), born, NothingPending, run);
        }
        return RecordOutcome.Created;
    }

    private RecordOutcome Update(
        Pax8Subscription record, SubscriptionState row, IReadOnlyList<LicenseChange> pending, EnabledAccount account, SubscriptionTaking taking, SyncRun run)
    {
        var there = ThereOf(record, row, account, taking, run);
        var changed = there.Columns.DifferenceFrom(row.Row).Attributes;
        var isAgreed = there.Values.Or(row.Agreed) == row.Agreed;
        if (isAgreed && changed.Count == 0 && pending.Count == 0 && row.IsAtRest) return RecordOutcome.Unchanged;
        if ((!isAgreed || changed.Keys.Any(SubscriptionMap.OwnedByPax8.Contains)) && record.VendorSku is null) taking.Detail = Detail(record.Id, run);
        if (taking.Detail is not { } detail) return Merge(there, row, pending, run);
        if (!IsSame(detail.CompanyId, record.CompanyId)) return SubscriptionIssues.RaiseCompanyUnclear(row, record, detail, scope, run);
        return Merge(ThereOf(detail, row, account, taking, run), row, pending, run);
    }

    private RecordOutcome Merge(SubscriptionThere there, SubscriptionState row, IReadOnlyList<LicenseChange> pending, SyncRun run)
    {
        var merge = SubscriptionMerge.Of(row.Agreed, row.Here, there.Values, pending.Select(change => change.Pending).ToList(), run.Connector.ConflictPolicy);
        return store.Apply(row, there, merge, pending) ? RecordOutcome.Updated : RecordOutcome.Unchanged;
    }

    private SubscriptionThere ThereOf(Pax8Subscription record, SubscriptionState row, EnabledAccount account, SubscriptionTaking taking, SyncRun run)
    {
        taking.Cut.Clear();
        var columns = SubscriptionMap.Columns(record, taking.Cut);
        var product = row.Row.Lookup(Subscription.Product) is null && record.ProductId is { } id ? products.FindOrCreate(id, record.ProductName, run) : null;
        if (record.ProductName is { } name) columns[Subscription.Name] = NameOf(name, account, taking);
        AddLinks(columns, account, product);
        return new SubscriptionThere(columns, SubscriptionMap.ValuesOf(record));
    }

    private static void AddLinks(Entity row, EnabledAccount account, KnownProduct? product)
    {
        row[Subscription.ProviderAccount] = new EntityReference(ProviderAccount.Table, account.Id);
        row[Subscription.Account] = account.AccountId is { } id ? new EntityReference(Account.Table, id) : null;
        if (product is not null) row[Subscription.Product] = new EntityReference(Product.Table, product.Id);
    }

    private static string? NameOf(string product, EnabledAccount account, SubscriptionTaking taking)
    {
        var name = $"{product} – {account.Name}";
        if (name.Length > NameLength) taking.Cut.Add(FormattableString.Invariant($"Name ({name.Length:N0} characters, {NameLength} kept)"));
        return name.ForColumn(NameLength);
    }

    /// <summary>Lists leave out what only a single subscription shows; asked for where something changed, and done without where it fails.</summary>
    private Pax8Subscription? Detail(string id, SyncRun run)
    {
        if (run.Deadline.LeavesNoPage) return null;
        try
        {
            return pax8.FindSubscription(id);
        }
        catch (Pax8Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// Links add-ons to their parents, whichever of them was read first and by whichever batch: each batch looks for parents of
    /// what it read and for children of what it read, after its rows are written, so the later of two sees the other.
    /// </summary>
    private void LinkFamilies(List<Pax8Subscription> records, SyncRun run)
    {
        var connector = run.Connector.Id;
        var waiting = subscriptions.WaitingForParents(connector, records.ConvertAll(record => record.Id))
            .Concat(subscriptions.WaitingForParents(connector, records.Where(record => record.ParentId is not null).Select(record => record.ParentId!).Distinct().ToList()))
            .Distinct().ToList();
        if (waiting.Count == 0) return;
        var parents = subscriptions.IdsOf(connector, waiting.Select(child => child.ParentPax8Id).Distinct(StringComparer.OrdinalIgnoreCase).ToList());
        foreach (var child in waiting)
            if (parents.TryGetValue(child.ParentPax8Id, out var parent) && parent != child.Id) LinkSafely(child, parent, run);
    }

    /// <summary>An issue of its own: the record itself was taken over, and what it settles must not settle this.</summary>
    private void LinkSafely(WaitingForParent child, Guid parent, SyncRun run)
    {
        var issue = $"parent of {child.Pax8Id}";
        try
        {
            subscriptions.LinkToParent(child.Id, parent);
            run.Issues.Settle(issue);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            run.Issues.Raise(new IssueDraft
            {
                Code = "parent",
                RecordId = issue,
                What = $"The subscription {child.Pax8Id} could not be linked to its parent {child.ParentPax8Id}.",
                Why = RecordFailures.Reason(failure),
                WhatToDo = "Put right what Dataverse says, such as a required column or a rule of another solution. The next sync tries again; everything else of the subscription was taken over.",
                Retryable = true,
                IsWarning = true,
                SubscriptionId = child.Id,
            });
        }
    }

    private RecordOutcome MarkGone(SubscriptionState row, SyncRun run)
    {
        try
        {
            return SetGone(row, "Pax8 does not list the subscription any more and answers that there is none with this id.", run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return RaiseRefused(row.Pax8Id, row, failure, null, run);
        }
    }

    public string? NameOf(Guid connectorId, string id) => subscriptions.ByPax8Id(connectorId, id)?.Name;

    public bool IsInPax8(string id) => pax8.FindSubscription(id) is not null;

    public bool SetGone(string id, string why, SyncRun run)
    {
        var row = subscriptions.ByPax8Id(run.Connector.Id, id)!;
        SetGone(row, why, run);
        return subscriptions.Get(row.Id).SyncState != Subscription.SyncStates.Conflict;
    }

    /// <summary>The issue first: once the row is marked, a later execution no longer asks for it, and would not tell anybody.</summary>
    private RecordOutcome SetGone(SubscriptionState row, string why, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = "gone",
            RecordId = row.Pax8Id,
            What = $"{row.Name} no longer exists in Pax8.",
            Why = $"{why} It was deactivated here and its licences were taken off; nothing was deleted.",
            WhatToDo = "If the subscription was removed on purpose, nothing needs to be done. If not, ask Pax8 support; once it is back, the next sync activates it again.",
            IsWarning = true,
            ProviderAccountId = row.ProviderAccountId,
            SubscriptionId = row.Id,
        });
        run.Issues.Settle(row.Pax8Id);
        var there = new SubscriptionThere(new Entity(Subscription.Table) { [Subscription.GoneInPax8] = true }, SubscriptionMap.Gone);
        return Merge(there, row, changes.OpenOf(row.Id), run);
    }

    private static RecordOutcome RaiseRefused(string pax8Id, SubscriptionState? row, Exception failure, EnabledAccount? account, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = "row",
            RecordId = pax8Id,
            What = $"The subscription {row?.Name ?? pax8Id} could not be saved.",
            Why = RecordFailures.Reason(failure),
            WhatToDo = "Put right what Dataverse says, such as a required column or a rule of another solution. The next sync tries again.",
            Retryable = true,
            ProviderAccountId = account?.Id ?? row?.ProviderAccountId,
            SubscriptionId = row?.Id,
        });
        return RecordOutcome.Failed;
    }

    /// <summary>What is here of the records of a page.</summary>
    private sealed class Here(Dictionary<string, SubscriptionState> rows, ILookup<Guid, LicenseChange> pending, Dictionary<string, Guid> held)
    {
        public bool IsHeldElsewhere(string pax8Id) => held.ContainsKey(pax8Id);

        public SubscriptionState? Find(string pax8Id) => rows.TryGetValue(pax8Id, out var row) ? row : null;

        public IReadOnlyList<LicenseChange> PendingOf(string pax8Id) => Find(pax8Id) is { } row ? pending[row.Id].ToList() : NothingPending;
    }
}
