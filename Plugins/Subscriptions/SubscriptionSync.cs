using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// Pulls Pax8's subscriptions: one call a page, one query of the rows that are here, writes only for what differs. What both
/// sides can change is merged, never overwritten in silence.
/// </summary>
internal sealed class SubscriptionSync(
    Pax8Client pax8, SubscriptionScope scope, SubscriptionRows subscriptions, LicenseChangeRows changes, ProductSync products, SubscriptionParents parents, SubscriptionTurn turn,
    SubscriptionStore store, IReadOnlyList<IDueQueue> queues, LogCustomers customers, SyncIssueRows issues, DateTime? previousOn, IClock clock) : SubscriptionSource<SubscriptionSync.Here>(pax8, scope, subscriptions), IGoneRows
{
    /// <summary>Parents that one query looks for.</summary>
    private const int ParentsAtOnce = 500;

    /// <summary>Between product and company in a name.</summary>
    private const string Between = " – ";

    private const string NotListed = "Pax8 does not list the subscription any more and answers that there is none with this id.";

    private static readonly IReadOnlyList<LicenseChange> NothingPending = [];

    /// <summary>Takes what differs of one record after the other.</summary>
    private readonly Entity _difference = new(Subscription.Table);

    /// <summary>What became due since the last sync is sent beside this one.</summary>
    public override void Prepare(Guid connectorId)
    {
        customers.FillIn(connectorId);
        foreach (var queue in queues) queue.QueueDue(connectorId);
    }

    public override SyncSummary Summarise(Guid jobId, SyncCounts counts, SyncKind kind) => new(issues.CountOf(jobId, IssueCodes.Turn) switch
    {
        0 => counts.Sentence(kind),
        1 => $"{counts.Sentence(kind)} 1 subscription has another company, product or parent in Pax8 now; a sync issue tells which.",
        var turned => $"{counts.Sentence(kind)} {turned} subscriptions have another company, product or parent in Pax8 now; sync issues tell which.",
    });

    protected override Here FindPage(List<Pax8Subscription> records, SyncRun run)
    {
        var rows = FindRows(records, run);
        var ours = records.Where(record => Scope.Find(record.CompanyId) is not null).ToList();
        List<string> without = [];
        List<Guid> differing = [];
        foreach (var record in ours)
        {
            // Whoever makes a change says so on the row in the same transaction; where somebody was cut off while settling one, the row
            // is in sync a moment too early, which matters once Pax8 has changed again.
            if (!rows.TryGetValue(record.Id, out var row)) without.Add(record.Id);
            else if (row.SyncState != Subscription.SyncStates.InSync || !SubscriptionMap.ValuesOf(record).AreAmong(row.Agreed)) differing.Add(row.Id);
        }
        var pending = changes.OpenOf(differing);
        products.Prepare(ours.Where(record => record.ProductId is not null).Select(record => record.ProductId!), run);
        parents.Prepare(run.Connector.Id, ours);
        var held = Subscriptions.HeldElsewhere(run.Connector.Id, without);
        return new Here(rows, pending, held);
    }

    protected override Taken? Take(Pax8Subscription record, Here page, SyncRun run)
    {
        var account = Scope.Find(record.CompanyId);
        var row = RowOf(record, page);
        if (row is not null && HasMoved(row, record, account))
        {
            // What is held for that was asked for already.
            if (row.Held == Subscription.HeldKinds.MovedAway && account is null && Scope.FindEnabled(record.CompanyId) is null) return new Taken(RecordOutcome.Unchanged, IsAbsent: false);
            // Whether it has moved is asked of Pax8 once more.
            return run.Deadline.LeavesNoPage ? null : FollowMove(record, row, run);
        }
        return account is null ? new Taken(RecordOutcome.Skipped, IsAbsent: true)
            : new Taken(page.IsHeldElsewhere(record.Id) ? SubscriptionIssues.RaiseHeldElsewhere(record, account, run) : Pull(record, row, page.PendingOf(row), account, run), IsAbsent: false);
    }

    protected override Taken TakeUnlisted(Pax8Subscription record, SubscriptionState row, SyncRun run)
    {
        var taken = Scope.Find(record.CompanyId) is { } account && !HasMoved(row, record, account) ? new Taken(Pull(record, row, changes.OpenOf(row.Id), account, run), IsAbsent: false)
            // The list of its company lacks it, and the record says that it is another's. A list of all companies would have to have it.
            : Scope.CompanyId is not null ? Follow(record, row, new SubscriptionTaking(), run)
            : new Taken(SubscriptionIssues.RaiseCompanyUnclear(row, null, record, Scope, run), IsAbsent: false);
        return taken with { IsAbsent = false };
    }

    protected override Taken TakeGone(SubscriptionState row, SyncRun run) =>
        new(SetGone(row, NotListed, new SubscriptionTaking(), run), IsAbsent: true);

    protected override RecordOutcome TellNotAnswered(SubscriptionState row, Pax8Exception failure, SyncRun run) =>
        SubscriptionIssues.RaiseNotAnswered(row, failure, "The subscription was left as it is. Start the sync again; if this stays, ask Pax8 support about it.", run);

    protected override SubscriptionState? RowOf(Pax8Subscription record, Here page) => page.Find(record.Id);

    protected override Taken TellRefused(Pax8Subscription record, SubscriptionState? row, Exception failure, SyncRun run)
    {
        var account = Scope.Find(record.CompanyId);
        var isMove = row is not null && HasMoved(row, record, account);
        run.Issues.Raise(RecordFailures.OfRow($"subscription {row?.Name ?? record.Id}", record.Id, failure, isMove ? row!.ProviderAccountId : account?.Id ?? row?.ProviderAccountId, row?.Id));
        return new Taken(RecordOutcome.Failed, isMove && IsNotPresent(row!));
    }

    protected override RecordOutcome TellRefusedUnlisted(Pax8Subscription? record, SubscriptionState row, Exception failure, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfRow($"subscription {row.Name}", row.Pax8Id, failure, row.ProviderAccountId, row.Id));
        return RecordOutcome.Failed;
    }

    /// <summary>
    /// Links add-ons to their parents, whichever of them was read first and by whichever batch. What waits for a parent is asked for once
    /// a job; what is linked waits no longer, so whoever goes on has only the rest.
    /// </summary>
    public override bool End(SyncRun run)
    {
        var waiting = Subscriptions.WaitingForParents(run.Connector.Id);
        for (var first = 0; first < waiting.Count; first += ParentsAtOnce)
        {
            var some = waiting.GetRange(first, Math.Min(ParentsAtOnce, waiting.Count - first));
            var parents = Subscriptions.IdsOf(run.Connector.Id, some.Select(child => child.ParentPax8Id).Distinct(StringComparer.OrdinalIgnoreCase).ToList());
            foreach (var child in some)
            {
                if (!parents.TryGetValue(child.ParentPax8Id, out var parent) || parent == child.Id) continue;
                if (run.Deadline.LeavesNoRecord) return false;
                LinkSafely(child, parent, run);
            }
        }
        return true;
    }

    private static bool IsNotPresent(SubscriptionState row) => row.IsMovedAway || row.Row.Flag(Subscription.GoneInPax8);

    /// <summary>
    /// True where Pax8 has the subscription under another company than the row says: one that is synchronised here, or another one
    /// while the row's is.
    /// </summary>
    private bool HasMoved(SubscriptionState row, Pax8Subscription record, EnabledAccount? account)
    {
        if (row.IsMovedAway) return account is not null || !IsSame(record.CompanyId, row.MovedTo!);
        return row.ProviderAccountId != Guid.Empty && row.ProviderAccountId != account?.Id && (account is not null || Scope.Has(row.ProviderAccountId));
    }

    /// <summary>
    /// Listed under another company than the row's: believed only where the record, asked for by its id, says the same. Else the
    /// row, its licences and what waits to be sent stay as they are, and people are told.
    /// </summary>
    private Taken FollowMove(Pax8Subscription listed, SubscriptionState row, SyncRun run)
    {
        var byId = Detail(listed.Id, run);
        return byId is not null && IsSame(byId.CompanyId, listed.CompanyId)
            ? Follow(byId, row, new SubscriptionTaking(), run)
            : new Taken(SubscriptionIssues.RaiseCompanyUnclear(row, listed, byId, Scope, run), IsNotPresent(row));
    }

    private Taken Follow(Pax8Subscription record, SubscriptionState row, SubscriptionTaking taking, SyncRun run)
    {
        var isElsewhere = Scope.Find(record.CompanyId) is null;
        // Whoever sends a change looks at the company first, so nothing is sent of it; the next sync follows.
        if (row.IsBeingSent(clock.UtcNow)) return new Taken(RecordOutcome.Unchanged, isElsewhere);
        if (Scope.FindEnabled(record.CompanyId) is not { } account)
        {
            return SubscriptionGuard.OfMove(row, SubscriptionMap.StatusOf(record)) is { } held && !MayTake(row, held, taking) && !turn.WasSwitchedSince(previousOn, run.Connector.Id, record.CompanyId)
                ? new Taken(Hold(row, held, run), IsAbsent: false)
                : new Taken(turn.MoveAway(row, record, run), isElsewhere);
        }
        taking.RowId = row.Id;
        taking.Detail = record;
        taking.Reason = turn.AnnounceMove(row, record, account, run);
        return new Taken(TakeOver(record, account, taking, Update(record, row, changes.OpenOf(row.Id), account, taking, run), run), isElsewhere);
    }

    /// <summary>Whether what Pax8 takes away may be taken now; see <see cref="SubscriptionGuard"/>.</summary>
    private static bool MayTake(SubscriptionState row, HeldValue held, SubscriptionTaking taking) => taking.TakesAway || (taking.IsDecided && row.Covers(held));

    /// <summary>Holds what takes the whole row away.</summary>
    private RecordOutcome Hold(SubscriptionState row, HeldValue held, SyncRun run)
    {
        run.Issues.Settle(row.Pax8Id);
        return store.Hold(row, held, run.JobId) ? RecordOutcome.Updated : RecordOutcome.Unchanged;
    }

    private static SubscriptionThere WithHeld(SubscriptionThere there, SubscriptionState row, IReadOnlyList<LicenseChange> pending, SubscriptionTaking taking, SyncRun run) =>
        SubscriptionGuard.Of(row, there, pending) is { } held && !MayTake(row, held, taking) ? there.Holding(held, run.JobId) : there;

    /// <summary>
    /// Applies what the row holds, where Pax8, asked for it by its id, still says so: as much as was decided about, and what has changed
    /// since is held anew. What Pax8 has taken back is let go. What this very job has met is not asked for again.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="isAnswer">Whether a person has said so, for whom time has passed.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="Pax8Exception">Pax8 gave no answer.</exception>
    public RecordOutcome ApplyHeld(SubscriptionState row, bool isAnswer, SyncRun run)
    {
        if (row.IsBeingSent(clock.UtcNow)) return RecordOutcome.Skipped;
        if (!isAnswer && row.HeldByJob == run.JobId && row.Held != Subscription.HeldKinds.MovedAway) return ApplyMet(row, run);
        var record = AskFor(row.Pax8Id);
        var taking = new SubscriptionTaking { RowId = row.Id, IsDecided = true };
        if (record is null) return SetGone(row, "Pax8, asked for it by its id, answers that there is none.", taking, run);
        var account = Scope.Find(record.CompanyId);
        if (HasMoved(row, record, account))
        {
            // Where it has become another one's that is synchronised, the next sync asks the list as well, and follows.
            return row.Held == Subscription.HeldKinds.MovedAway && Scope.FindEnabled(record.CompanyId) is null ? Follow(record, row, taking, run).Outcome : RecordOutcome.Skipped;
        }
        if (account is null) return RecordOutcome.Skipped;
        taking.Detail = record;
        return TakeOver(record, account, taking, Update(record, row, changes.OpenOf(row.Id), account, taking, run), run);
    }

    private static bool IsSame(string companyId, string other) => string.Equals(companyId, other, StringComparison.OrdinalIgnoreCase);

    private RecordOutcome Pull(Pax8Subscription record, SubscriptionState? row, IReadOnlyList<LicenseChange> pending, EnabledAccount account, SyncRun run)
    {
        var taking = new SubscriptionTaking { RowId = row?.Id };
        RecordOutcome outcome;
        if (row is null) outcome = Create(record, account, taking, run);
        // Whoever sends a change reads the subscription back and stores all of it.
        else if (row.IsBeingSent(clock.UtcNow)) return RecordOutcome.Unchanged;
        else outcome = Update(record, row, pending, account, taking, run);
        return TakeOver(record, account, taking, outcome, run);
    }

    /// <summary>All else of the record was taken when it was met, and whoever changed the row since is met in a conflict.</summary>
    private RecordOutcome ApplyMet(SubscriptionState row, SyncRun run)
    {
        if (row.Held == Subscription.HeldKinds.Gone) return SetGone(row, NotListed, new SubscriptionTaking { TakesAway = true }, run);
        var columns = new Entity(Subscription.Table);
        if (row.Row.Choice(Subscription.HeldStatus) is { } status) columns[Subscription.Status] = new OptionSetValue(status);
        var there = new SubscriptionThere(columns, new SubscriptionValues(row.HeldQuantity, null, null, row.Held == Subscription.HeldKinds.Ended ? true : null));
        return Merge(there, row, changes.OpenOf(row.Id), run.Connector);
    }

    /// <summary>Tells what turned up, and settles what was told before.</summary>
    private RecordOutcome TakeOver(Pax8Subscription record, EnabledAccount account, SubscriptionTaking taking, RecordOutcome outcome, SyncRun run)
    {
        SubscriptionIssues.RaiseWarnings(record, taking, account, clock.UtcNow, run);
        run.Issues.Settle(record.Id, exceptCode: taking.Detail is null ? IssueCodes.ValueOfDetail : null);
        return outcome;
    }

    private RecordOutcome Create(Pax8Subscription record, EnabledAccount account, SubscriptionTaking taking, SyncRun run)
    {
        var values = SubscriptionMap.ValuesOf(record);
        var product = record.ProductId is { } productId ? products.FindOrCreate(productId, record.ProductName, run) : null;
        var row = SubscriptionMap.NewRow(record, taking.Cut);
        row[Subscription.ProviderSpecificId] = record.Id;
        row[Subscription.Connector] = new EntityReference(Connector.Table, run.Connector.Id);
        row[Subscription.Name] = NameOf(record.ProductName ?? product?.Name ?? record.ProductId ?? record.Id, account, taking);
        AddLinks(row, account, product);
        if (account.AccountId is null) row.Attributes.Remove(Subscription.Account);
        row[Subscription.Quantity] = row[Subscription.AgreedQuantity] = values.Quantity;
        if (values.Price is { } price) row[Subscription.Price] = row[Subscription.AgreedPrice] = price;
        if (values.Cancels is { On: { } cancelOn }) row[Subscription.CancelOn] = row[Subscription.AgreedCancelOn] = cancelOn;
        if (values.BillingTerm is { } term) row[Subscription.BillingTerm] = row[Subscription.AgreedBillingTerm] = new OptionSetValue(term);
        if (!row.Contains(Subscription.Status)) row[Subscription.Status] = new OptionSetValue(Subscription.Statuses.Other);
        if (values.Ended != true && row.Choice(Subscription.Status) is { } status) row[Subscription.AgreedStatus] = new OptionSetValue(status);
        row[Subscription.SyncState] = new OptionSetValue(Subscription.SyncStates.InSync);
        if (run.Connector.Owner is not null) row[Common.Owner] = run.Connector.Owner;
        var id = Subscriptions.Create(row);
        taking.RowId = id;
        // A row cannot be born inactive, so this takes a second write; cut off between the two, the next run sees the difference.
        if (values.Ended == true)
        {
            var born = Subscriptions.Get(id);
            Merge(ThereOf(record, born, account, taking, run), born, NothingPending, run.Connector);
        }
        return RecordOutcome.Created;
    }

    private RecordOutcome Update(
        Pax8Subscription record, SubscriptionState row, IReadOnlyList<LicenseChange> pending, EnabledAccount account, SubscriptionTaking taking, SyncRun run)
    {
        if (row.IsAtRest && row.Held is null && pending.Count == 0 && IsAsStored(record, row, account, taking, run)) return RecordOutcome.Unchanged;
        // Whoever switches the sync of a customer knows what that does to him.
        taking.TakesAway |= previousOn is { } previous && account.SyncStatusOn >= previous;
        var there = WithHeld(ThereOf(record, row, account, taking, run), row, pending, taking, run);
        var changed = there.Columns.DifferenceFrom(row.Row).Attributes;
        var isAgreed = there.Taken.AreAmong(row.Agreed);
        var isHeld = row.Holds(there.Held) || row.SyncState == Subscription.SyncStates.Conflict;
        if (isAgreed && isHeld && changed.Count == 0 && pending.Count == 0 && row.IsAtRest) return RecordOutcome.Unchanged;
        if ((!isAgreed || !isHeld || changed.Keys.Any(ShownByDetail.Contains)) && record.VendorSku is null) taking.Detail ??= Detail(record.Id, run);
        if (taking.Detail is { } detail)
        {
            if (!IsSame(detail.CompanyId, record.CompanyId)) return SubscriptionIssues.RaiseCompanyUnclear(row, record, detail, Scope, run);
            there = WithHeld(ThereOf(detail, row, account, taking, run), row, pending, taking, run);
        }
        if (turn.AnnounceConversion(row, there, run)) pending = changes.OpenOf(row.Id);
        return Merge(there, row, pending, run.Connector);
    }

    /// <summary>
    /// Whether nothing differs from the row, found without making a row of the record, since most records of a sync are as they were.
    /// False also where that takes a closer look.
    /// </summary>
    private bool IsAsStored(Pax8Subscription record, SubscriptionState row, EnabledAccount account, SubscriptionTaking taking, SyncRun run)
    {
        if (!SubscriptionMap.ValuesOf(record).AreAmong(row.Agreed) || row.Row.Flag(Subscription.GoneInPax8)) return false;
        if (row.ProviderAccountId != account.Id || row.Row.Lookup(Subscription.Account) != account.AccountId) return false;
        if (record.ProductId is { } id && products.FindOrCreate(id, record.ProductName, run)?.Id != row.Row.Lookup(Subscription.Product)) return false;
        if (row.Row.Lookup(Subscription.Parent) is { } linked && linked != parents.Find(run.Connector.Id, record.ParentId)) return false;
        if (record.ProductName is { } product && !IsName(row.Name, product, account.Name)) return false;
        List<string>? cut = null;
        _difference.Attributes.Clear();
        Subscription.Columns.PutDifference(record, _difference, row.Row, ref cut);
        if (_difference.Attributes.Count > 0) return false;
        taking.Cut.Clear();
        foreach (var text in cut ?? []) taking.Cut.Add(text);
        return true;
    }

    /// <summary>Columns whose change is a reason to ask for the record by its id.</summary>
    private static readonly string[] ShownByDetail = [.. Subscription.Columns.OwnedBy(ColumnOwner.Pax8), Subscription.Product];

    private RecordOutcome Merge(SubscriptionThere there, SubscriptionState row, IReadOnlyList<LicenseChange> pending, ConnectorSettings connector)
    {
        var waiting = pending.Select(change => change.Pending).ToList();
        var merge = row.IsMovedAway
            ? SubscriptionMerge.OfReturned(row.Agreed, there.Values, waiting)
            : SubscriptionMerge.Of(row.Agreed, row.Here, there.Taken, waiting, connector.ConflictPolicy);
        return store.Apply(row, there, merge, pending) ? RecordOutcome.Updated : RecordOutcome.Unchanged;
    }

    private SubscriptionThere ThereOf(Pax8Subscription record, SubscriptionState row, EnabledAccount account, SubscriptionTaking taking, SyncRun run)
    {
        taking.Cut.Clear();
        var columns = SubscriptionMap.Columns(record, taking.Cut);
        if (record.ProductId is not null) products.Prepare([record.ProductId], run);
        var product = record.ProductId is { } id ? products.FindOrCreate(id, record.ProductName, run) : null;
        if (columns.Contains(Subscription.ParentSpecificId)) columns[Subscription.Parent] = ParentOf(record, row, run);
        AddLinks(columns, account, product);
        var name = record.ProductName ?? (row.ProviderAccountId != account.Id || product?.Id != row.Row.Lookup(Subscription.Product) ? product?.Name : null);
        if (name is not null) columns[Subscription.Name] = NameOf(name, account, taking);
        return new SubscriptionThere(columns, SubscriptionMap.ValuesOf(record)) { ProductId = record.ProductId, Reason = taking.Reason };
    }

    /// <summary>The parent as it is linked, where that is the one Pax8 names; else none, and <see cref="End"/> links the right one once it is here.</summary>
    private EntityReference? ParentOf(Pax8Subscription record, SubscriptionState row, SyncRun run) =>
        row.Row.Lookup(Subscription.Parent) is { } linked && linked == parents.Find(run.Connector.Id, record.ParentId) ? new EntityReference(Subscription.Table, linked) : null;

    private static void AddLinks(Entity row, EnabledAccount account, KnownProduct? product)
    {
        row[Subscription.ProviderAccount] = new EntityReference(ProviderAccount.Table, account.Id);
        row[Subscription.Account] = account.AccountId is { } id ? new EntityReference(Account.Table, id) : null;
        if (product is not null) row[Subscription.Product] = new EntityReference(Product.Table, product.Id);
    }

    private static bool IsName(string name, string product, string account) =>
        name.Length == product.Length + Between.Length + account.Length && name.StartsWith(product, StringComparison.Ordinal)
        && string.CompareOrdinal(name, product.Length, Between, 0, Between.Length) == 0 && name.EndsWith(account, StringComparison.Ordinal);

    private static string? NameOf(string product, EnabledAccount account, SubscriptionTaking taking)
    {
        var name = product + Between + account.Name;
        if (name.Length > Subscription.Name.Length) taking.Cut.Add(Subscription.Name.Cut(name));
        return name.ForColumn(Subscription.Name);
    }

    /// <summary>Lists leave out what only a single subscription shows; asked for where something changed, and done without where it fails.</summary>
    private Pax8Subscription? Detail(string id, SyncRun run)
    {
        if (run.Deadline.LeavesNoPage) return null;
        try
        {
            return AskFor(id);
        }
        catch (Pax8Exception)
        {
            return null;
        }
    }

    /// <summary>An issue of its own: the record itself was taken over, and what it settles must not settle this.</summary>
    private void LinkSafely(WaitingForParent child, Guid parent, SyncRun run)
    {
        var issue = $"parent of {child.Pax8Id}";
        try
        {
            Subscriptions.LinkToParent(child.Id, parent);
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

    public string RowName => RecordName;

    public string? NameOf(Guid connectorId, string id) => Subscriptions.ByPax8Id(connectorId, id)?.Name;

    public bool IsInPax8(string id) => AskFor(id) is not null;

    public bool SetGone(string id, string why, SyncRun run)
    {
        var row = Subscriptions.ByPax8Id(run.Connector.Id, id)!;
        SetGone(row, why, new SubscriptionTaking { TakesAway = true }, run);
        return Subscriptions.Get(row.Id).SyncState != Subscription.SyncStates.Conflict;
    }

    /// <summary>The issue first: once the row is marked, a later execution no longer asks for it, and would not tell anybody.</summary>
    private RecordOutcome SetGone(SubscriptionState row, string why, SubscriptionTaking taking, SyncRun run)
    {
        var there = new SubscriptionThere(new Entity(Subscription.Table) { [Subscription.GoneInPax8] = true }, SubscriptionMap.Gone);
        var pending = changes.OpenOf(row.Id);
        if (SubscriptionGuard.Of(row, there, pending) is { } held && !MayTake(row, held, taking)) return Hold(row, held, run);
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
        return Merge(there, row, pending, run.Connector);
    }

    /// <summary>What is here of the records of a page.</summary>
    internal sealed class Here(Dictionary<string, SubscriptionState> rows, ILookup<Guid, LicenseChange> pending, Dictionary<string, Guid> held)
    {
        public bool IsHeldElsewhere(string pax8Id) => held.ContainsKey(pax8Id);

        public SubscriptionState? Find(string pax8Id) => rows.TryGetValue(pax8Id, out var row) ? row : null;

        public IReadOnlyList<LicenseChange> PendingOf(SubscriptionState? row) => row is not null && pending.Contains(row.Id) ? pending[row.Id].ToList() : NothingPending;
    }
}
