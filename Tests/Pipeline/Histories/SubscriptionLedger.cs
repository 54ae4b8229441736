using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using DataverseEmulator.Storage;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// Watches both sides of a history and knows what was asked for by whom: after every commit it holds the rows against the
/// rules that are never broken, and every change of Pax8 by the package against the change that people asked for.
/// Reads the database directly and shares nothing with the package's own merging.
/// </summary>
internal sealed partial class SubscriptionLedger(TenantDatabase database, Pax8Simulator pax8, Wire wire)
{
    private const int Awaiting = 0, Provisioned = 1, Failed = 2, NotApplicable = 3;
    private const int Deactivate = 1;

    private readonly Dictionary<string, List<Moment>> _timeline = [];
    private Dictionary<string, Log> _logs = [];
    private readonly HashSet<(string Pax8Id, string Value)> _asked = [];
    private readonly List<Sent> _sent = [];
    private HashSet<string> _withdrawn = [];
    private readonly HashSet<string> _liedAbout = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Decision> _pax8Won = [];
    private readonly List<Decision> _work365Won = [];
    private Pax8Subscription? _beforeCall;
    private int _policy;
    private int _now;

    /// <summary>What Pax8 has of a subscription, as the package is meant to understand it.</summary>
    public static Facets FacetsOf(Pax8Subscription? subscription) => subscription is null
        ? new Facets(0, null, null, true, false)
        : subscription.Status is "Cancelled" or "Converted"
            ? new Facets(0, subscription.Price, subscription.BillingTerm, true, false)
            : new Facets((int)subscription.Quantity, subscription.Price, subscription.BillingTerm, false, subscription.Status == "PendingCancel") { EndsOn = DayThere(subscription) };

    /// <summary>Begins with what is there now.</summary>
    public void Begin()
    {
        foreach (var subscription in pax8.State.Subscriptions)
        {
            Note(subscription.Id, FacetsOf(subscription), byPeople: false);
            wire.Hears(subscription.Id, (int)subscription.Quantity);
        }
        AfterCommit();
    }

    /// <summary>A person is about to ask for a value.</summary>
    public void Asks(string pax8Id, string value) => _asked.Add((pax8Id, value));

    public void Withdraws(string logId) => _withdrawn.Add(logId);

    /// <summary>A person decides the conflict of one subscription.</summary>
    public void Decides(string pax8Id, bool forPax8) => (forPax8 ? _pax8Won : _work365Won).Add(new Decision(pax8Id, _now));

    /// <summary>Whether a person has decided the conflict of a row for Pax8, or the policy does and something was changed here.</summary>
    public bool IsSettledForPax8(Row row) =>
        _pax8Won.Any(one => one.Pax8Id == row.Pax8Id) || ((_policy == 1 || _pax8Won.Any(one => one.Pax8Id is null)) && _logs.Values.Any(log => log.Subscription == row.Id && log.ByPerson));

    /// <summary>Whether somebody has asked for the end of a row, and not taken that back.</summary>
    public bool IsEndAskedFor(string row) => _logs.Values.Any(log => log.Subscription == row && log.ByPerson && (log.Ends || log.Schedules) && !_withdrawn.Contains(log.Id));

    /// <summary>Whether so many licences, or none, are what was sent from here.</summary>
    public bool IsOurs(string pax8Id, int quantity) =>
        _sent.Any(sent => sent.Pax8Id == pax8Id && (sent.Value == string.Create(CultureInfo.InvariantCulture, $"quantity {quantity}") || (quantity == 0 && sent.Facet is "ended" or "scheduled")));

    /// <summary>The policy is about to become 0 Ask, 1 Pax8 wins or 2 Work 365 wins.</summary>
    public void PolicyBecomes(int policy)
    {
        if (_policy != 0) (_policy == 1 ? _pax8Won : _work365Won).Add(new Decision(null, _now));
        _policy = policy;
    }

    /// <summary>Pax8 changed without the package: in its portal, or because a date has come.</summary>
    public void NoteThere(string pax8Id, bool byPeople) => Note(pax8Id, FacetsOf(pax8.State.FindSubscription(pax8Id)), byPeople);

    /// <summary>The same of whichever has changed.</summary>
    public void NoteThere()
    {
        foreach (var subscription in pax8.State.Subscriptions)
            if (_timeline[subscription.Id][^1].Facets != FacetsOf(subscription)) NoteThere(subscription.Id, byPeople: true);
    }

    /// <summary>Moves what is due in Pax8, so that it is not taken for the effect of the next call.</summary>
    public void NoteDue()
    {
        lock (pax8.State.Gate) pax8.State.Settle();
        foreach (var subscription in pax8.State.Subscriptions)
            if (_timeline[subscription.Id][^1].Facets != FacetsOf(subscription)) NoteThere(subscription.Id, byPeople: false);
    }

    public void BeforeCall(Pax8Call call)
    {
        NoteDue();
        if (!IsChange(call)) return;
        var id = IdOf(call);
        _beforeCall = pax8.State.FindSubscription(id);
        var row = Rows().Single(one => one.Pax8Id == id);
        var change = OpenLogs(row.Id).FirstOrDefault();
        Assert.True(change is not null, $"{call.Method} of {id} is sent, and no change waits to be sent.");
        Assert.Equal(Awaiting, change!.Status);
        Assert.False(change.NeedsConfirmation, $"{call.Method} of {id} is sent for change {change.Number}, which nobody has confirmed.");
        AssertMayBeSent(call, row, change);
        if (call.Method == "DELETE") AssertAskedForCancel(call, id, change);
        else AssertAskedFor(call, id, row, change);
    }

    /// <summary>After the wire has heard the answer.</summary>
    public void AfterCall(Pax8Call call)
    {
        foreach (var told in wire.Last.Where(IsLie)) _liedAbout.Add(told.Id);
        if (!IsChange(call)) return;
        var id = IdOf(call);
        var old = FacetsOf(_beforeCall);
        var now = FacetsOf(pax8.State.FindSubscription(id));
        _beforeCall = null;
        if (old == now) return;
        var row = Rows().Single(one => one.Pax8Id == id);
        var change = OpenLogs(row.Id)[0];
        _now++;
        if (call.Method == "DELETE") AssertNoDateOverwritten(id, old, change, row);
        foreach (var (facet, from, to) in Differences(old, now))
        {
            AssertNothingOverwritten(id, facet, from, change, row);
            AssertNotSentBefore(id, facet, to, change);
            _sent.Add(new Sent(id, facet, to, change.Id, _now));
        }
        _timeline[id].Add(new Moment(_now, now, ByPeople: false));
    }

    /// <summary>What holds at every committed state.</summary>
    public void AfterCommit()
    {
        _now++;
        AssertSums();
        AssertHereOnce();
        foreach (var log in Logs()) Check(log);
        foreach (var ofOne in _logs.Values.GroupBy(log => log.Subscription))
        {
            var firstOpen = ofOne.Where(log => log.IsOpen).Select(log => log.Number).DefaultIfEmpty(int.MaxValue).Min();
            Assert.DoesNotContain(ofOne, log => log.Status == Provisioned && log.Number > firstOpen);
        }
        NoteTurns();
    }

    /// <summary>The logs of each subscription add up to its quantity, and those of each customer to the licences he has of it.</summary>
    public void AssertSums()
    {
        var wrong = database.Read(connection => connection.Query(
            "SELECT s.pax8_name, s.pax8_quantity, (SELECT COALESCE(SUM(l.pax8_quantity), 0) FROM pax8_licensechangelog l WHERE l.pax8_subscriptionid = s.pax8_subscriptionid), s.statecode "
            + "FROM pax8_subscription s WHERE s.pax8_quantity <> (SELECT COALESCE(SUM(l.pax8_quantity), 0) FROM pax8_licensechangelog l WHERE l.pax8_subscriptionid = s.pax8_subscriptionid) "
            + "OR (s.statecode = 1 AND s.pax8_quantity <> 0)",
            reader => $"{reader.GetString(0)}: quantity {reader.GetInt64(1)}, logs {reader.GetInt64(2)}, state {reader.GetInt64(3)}"));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        AssertOfCustomers();
    }

    /// <summary>What holds once nothing is under way any more.</summary>
    /// <param name="scope">Whose rows take part in syncs, and whether their changes are sent.</param>
    /// <param name="now">In UTC.</param>
    public void AtRest(SyncScope scope, DateTime now)
    {
        AfterCommit();
        foreach (var row in Rows())
        {
            var there = pax8.State.FindSubscription(row.Pax8Id);
            if (IsMovedAwayAtRest(row, there, scope)) continue;
            CheckAtRest(row, FacetsOf(there), scope.IsSent && scope.Has(row), now);
            if (scope.Has(row)) CheckLinksAtRest(row, there, scope);
        }
        foreach (var log in _logs.Values.Where(log => log.ByPerson)) CheckOutcome(log);
    }

    public List<Row> Rows() => database.Read(connection => connection.Query(
        "SELECT s.pax8_subscriptionid, s.pax8_providerspecificid, s.pax8_quantity, s.pax8_price, s.pax8_billingterm, s.statecode, s.pax8_basequantity, s.pax8_baseprice, s.pax8_basebillingterm, s.pax8_basestatus, "
        + "s.pax8_syncstate, s.pax8_lasterror, s.pax8_sendinguntil, s.pax8_conflictquantity, s.pax8_conflicton, s.pax8_provideraccountid, s.pax8_goneinpax8, "
        + "s.pax8_connectorid, a.pax8_providerspecificid, s.pax8_movedto, p.pax8_pax8productid, s.pax8_parentspecificid, f.pax8_providerspecificid, s.pax8_accountid, a.pax8_accountid, a.pax8_syncstatus, c.statecode, c.pax8_writeback, s.pax8_held "
        + "FROM pax8_subscription s JOIN pax8_connector c ON c.pax8_connectorid = s.pax8_connectorid LEFT JOIN pax8_provideraccount a ON a.pax8_provideraccountid = s.pax8_provideraccountid "
        + "LEFT JOIN pax8_product p ON p.pax8_productid = s.pax8_productid LEFT JOIN pax8_subscription f ON f.pax8_subscriptionid = s.pax8_parentsubscriptionid ORDER BY s.pax8_providerspecificid",
        reader => new Row(
            reader.GetString(0), reader.GetString(1), new Facets(reader.GetInt32(2), Decimal(reader, 3), Term(reader, 4), reader.GetInt32(5) == 1, false),
            new Facets(reader.GetInt32(6), Decimal(reader, 7), Term(reader, 8), Option(reader, 9) is 1 or 7, false),
            Option(reader, 10) ?? 0, Text(reader, 11), Text(reader, 12) is not null, Text(reader, 14) is not null, reader.GetString(15), Option(reader, 16) is not null && reader.GetInt32(16) == 1)
        {
            Connector = reader.GetString(17),
            Company = Text(reader, 18),
            MovedTo = Text(reader, 19),
            Product = Text(reader, 20),
            Parent = Text(reader, 21),
            LinkedParent = Text(reader, 22),
            Customer = Text(reader, 23),
            CustomerOfAccount = Text(reader, 24),
            IsSyncOn = Option(reader, 25) == 0,
            IsConnectorOn = Option(reader, 26) == 0,
            WritesBack = Option(reader, 27) == 1,
            IsHeld = Option(reader, 28) is not null,
        }));

    public List<Log> OpenLogs(string subscription) => Logs().Where(log => log.Subscription == subscription && log.IsOpen).OrderBy(log => log.Number).ToList();

    private List<Log> Logs() => database.Read(connection => connection.Query(
        "SELECT pax8_licensechangelogid, pax8_subscriptionid, pax8_number, pax8_quantity, pax8_fromquantity, pax8_toquantity, pax8_toprice, pax8_tobillingterm, pax8_changetype, "
        + "pax8_provisioningstatus, pax8_effectiveon, pax8_requestedbyid, pax8_withdrawn, pax8_message, pax8_waitsfor, pax8_takenon, pax8_connectionfailure, pax8_queuedon, pax8_attempts, pax8_waits, "
        + "pax8_provideraccountid, pax8_accountid FROM pax8_licensechangelog ORDER BY pax8_number",
        reader =>
        {
            var delta = reader.GetInt32(3);
            var effective = Text(reader, 10);
            var scheduled = Option(reader, 8) == Deactivate && delta == 0 && effective is not null;
            var isWithdrawn = !reader.IsDBNull(12) && reader.GetInt32(12) == 1;
            // Who mapped a provider account to another customer is named on logs that are not sent.
            var isOrdered = Text(reader, 11) is not null && (Option(reader, 9) != NotApplicable || isWithdrawn);
            return new Log(
                reader.GetString(0), reader.GetString(1), reader.GetInt32(2), delta, reader.GetInt32(4), reader.GetInt32(5),
                delta == 0 ? null : reader.GetInt32(5), Decimal(reader, 6), Term(reader, 7), Option(reader, 8) == Deactivate && !scheduled, scheduled, Option(reader, 9)!.Value,
                Date(effective), isOrdered, isWithdrawn, Text(reader, 13))
            {
                WaitsFor = Option(reader, 14),
                TakenOn = Date(Text(reader, 15)),
                ConnectionFailure = Option(reader, 16),
                QueuedOn = Date(Text(reader, 17)),
                Tries = (Option(reader, 18) ?? 0) + (Option(reader, 19) ?? 0),
                Customer = (Text(reader, 20), Text(reader, 21)),
                NamesPerson = Text(reader, 11) is not null,
            };
        }));

    private void Check(Log log)
    {
        if (!_logs.TryGetValue(log.Id, out var before))
        {
            var earlier = _logs.Values.Where(one => one.Subscription == log.Subscription).OrderBy(one => one.Number).LastOrDefault();
            Assert.Equal((earlier?.Number ?? 0) + 1, log.Number);
            Assert.Equal(earlier?.ToQuantity ?? 0, log.FromQuantity);
            Assert.Equal(log.ToQuantity, log.FromQuantity + log.Delta);
            Assert.True(log.ByPerson ? log.Status == Awaiting : log.Status == NotApplicable, $"Change {log.Number} begins with status {log.Status}.");
            if (!log.ByPerson) AssertSaid(log);
            _logs[log.Id] = log with { MadeAt = _now, AgreedThen = Rows().Single(row => row.Id == log.Subscription).Agreed, DayAgreedThen = DaysOf(log.Subscription).Agreed };
            return;
        }
        if (before.Status != log.Status)
        {
            Assert.True(before.IsOpen, $"Change {log.Number} was settled with status {before.Status} and got status {log.Status}.");
            Assert.True(log.Status != Failed || !string.IsNullOrEmpty(log.Message), $"Change {log.Number} failed without a word.");
        }
        _logs[log.Id] = log with { MadeAt = before.MadeAt, AgreedThen = before.AgreedThen, DayAgreedThen = before.DayAgreedThen, EverFailed = before.EverFailed || log.Status == Failed };
    }

    /// <summary>What was said of a record is not so. What follows from that is right by what was said, and its rules are then other ones.</summary>
    private bool IsLie(Wire.Told told)
    {
        var truth = FacetsOf(pax8.State.FindSubscription(told.Id));
        if (told.Gone) return !truth.Ended;
        if (!told.IsWhole) return false;
        if (pax8.State.FindSubscription(told.Id) is { } there && (!Wire.Same(told.Company, there.CompanyId) || !Wire.Same(told.Product, there.ProductId) || !Wire.Same(told.Parent, there.ParentSubscriptionId))) return true;
        return told.Ended != truth.Ended || (!truth.Ended && told.Quantity != truth.Quantity) || told.Price != truth.Price || told.Term != truth.Term || told.EndsOn != truth.EndsOn;
    }

    private void AssertAskedFor(Pax8Call call, string id, Row row, Log change)
    {
        using var body = JsonDocument.Parse(call.Body);
        foreach (var member in body.RootElement.EnumerateObject())
        {
            var (value, wanted) = member.Name switch
            {
                "quantity" => ($"quantity {member.Value.GetInt32()}", change.To is { } quantity ? $"quantity {quantity}" : null),
                "price" => (Price(member.Value.GetDecimal()), change.ToPrice is { } price ? Price(price) : null),
                "billingTerm" => ($"term {member.Value.GetString()}", change.ToTerm is { } term ? $"term {term}" : null),
                _ => (member.Name, null),
            };
            Assert.True(value == wanted, $"{value} is sent for change {change.Number} of {id}, which says {wanted ?? "nothing of it"}.");
            Assert.True(_asked.Contains((id, value)), $"{value} is sent for {id}, and nobody asked for it.");
        }
    }

    /// <summary>
    /// What is replaced in Pax8 is what both sides agree on, and it was so already when the person made the change, or came there by
    /// a change made here, or is what a later change made here puts there again, or may be replaced by a decision.
    /// </summary>
    private void AssertNothingOverwritten(string id, string facet, string from, Log change, Row row)
    {
        // An end on a date is asked for whatever there will be on that date; the date is looked at for itself.
        if (change.Schedules || facet == "scheduled" || _liedAbout.Contains(id)) return;
        Assert.True(from == Facet(row.Agreed, facet), $"{facet} of {id} was {from} in Pax8 when change {change.Number} replaced it; both sides had agreed on {Facet(row.Agreed, facet)}.");
        var known = _logs[change.Id];
        var ours = _logs.Values.Where(log => log.Subscription == change.Subscription && log.ByPerson && log.Number != change.Number).SelectMany(log => log.Wanted());
        Assert.True(
            from == Facet(known.AgreedThen, facet) || ours.Any(wanted => wanted.To == from) || Decided(forPax8: false, id, known.MadeAt) || IsMeantAllTheSame(change),
            $"{facet} of {id} was {from} in Pax8 when change {change.Number} replaced it; whoever made the change knew {Facet(known.AgreedThen, facet)}, and nobody decided for Work 365.");
    }

    /// <summary>Whether a decision was in force at that moment or was made since.</summary>
    private bool Decided(bool forPax8, string pax8Id, int since) =>
        _policy == (forPax8 ? 1 : 2) || (forPax8 ? _pax8Won : _work365Won).Any(one => (one.Pax8Id is null || one.Pax8Id == pax8Id) && one.Until >= since);

    private void AssertNotSentBefore(string id, string facet, string to, Log change)
    {
        var before = _sent.LastOrDefault(sent => sent.Pax8Id == id && sent.Facet == facet);
        if (before is null || _liedAbout.Contains(id)) return;
        // One that was made after a backup that is in place now is not known here any more.
        if (_logs.TryGetValue(before.Log, out var earlier)) Assert.True(change.Number >= earlier.Number, $"Change {change.Number} of {id} is sent after change {earlier.Number}.");
        if (change.Id != before.Log || (before.At < _restoredAt && IsAnswered(change.Id, _restoredAt))) return;
        Assert.True(_timeline[id].Any(moment => moment.ByPeople && moment.At > before.At), $"{facet} {to} is sent twice for change {change.Number} of {id}.");
    }

    private void CheckAtRest(Row row, Facets there, bool isSynced, DateTime now)
    {
        var who = $"{row.Pax8Id} (state {row.SyncState}, here {row.Here}, agreed {row.Agreed}, Pax8 {there})";
        var open = _logs.Values.Where(log => log.Subscription == row.Id && log.IsOpen).OrderBy(log => log.Number).ToList();
        if (!isSynced)
        {
            Assert.True(row.SyncState != 0 || open.Count == 0, $"{who} says In sync with a change open.");
            return;
        }
        Assert.False(row.IsClaimed, $"{who} is still claimed.");
        Assert.False(row.IsHeld, $"{who} still holds something.");
        if (row.SyncState == 2)
        {
            Assert.True(row.HasConflict && !string.IsNullOrEmpty(row.LastError), $"{who} shows a conflict without saying so.");
            Assert.True(!row.Here.Agrees(there) || DaysOf(row.Id).Here != there.EndsOn, $"{who} shows a conflict, and both sides are the same.");
            return;
        }
        Assert.False(row.HasConflict, $"{who} keeps the values of a conflict that is over.");
        Assert.True(row.Agreed.Agrees(there), $"{who} agreed on something else than Pax8 has.");
        CheckDaysAtRest(row, there, open);
        var expected = open.Aggregate(row.Agreed, (values, log) => log.On(values));
        // Licences kept against an end in Pax8.
        if (expected.Quantity > 0) expected = expected with { Ended = false };
        Assert.True(row.Here.Agrees(expected), $"{who} is not the last agreement with the open changes on top ({expected}).");
        switch (row.SyncState)
        {
            case 0:
                Assert.True(open.Count == 0, $"{who} says In sync with change {open.FirstOrDefault()?.Number} open.");
                Assert.True(row.LastError is null, $"{who} says In sync and keeps the error {row.LastError}");
                break;
            case 1:
                Assert.True(open.Count > 0 && !open[0].IsDue(now), $"{who} says Waiting to be sent, with {open.Count} open changes and the first {(open.Count > 0 && open[0].Status == Failed ? "failed" : "due")}.");
                break;
            case 3:
                Assert.True(open.Any(log => log.Status == Failed), $"{who} says Failed, and no change has.");
                Assert.False(string.IsNullOrEmpty(row.LastError), $"{who} says Failed without saying why.");
                break;
            default:
                Assert.Fail($"{who} is in a state it should not be in.");
                break;
        }
    }

    /// <summary>What became of a change that a person made.</summary>
    private void CheckOutcome(Log log)
    {
        var id = Rows().Single(row => row.Id == log.Subscription).Pax8Id;
        if (_liedAbout.Contains(id) || !_timeline.TryGetValue(id, out var moments)) return;
        var sent = _sent.Where(one => one.Log == log.Id && one.At >= _restoredAt).ToList();
        var since = moments.Where(moment => moment.At >= log.MadeAt).Prepend(moments.Last(moment => moment.At <= log.MadeAt)).ToList();
        if (log.Status == Provisioned)
        {
            foreach (var (facet, to) in log.Wanted())
                Assert.True(
                    IsThere(facet, to) || LaterOnes().Any(later => later.Wanted().Any(wanted => wanted.Facet == facet && IsThere(facet, wanted.To))),
                    $"Change {log.Number} of {id} says Provisioned, and {facet} {to} was never in Pax8, nor what a later change made of it.");
        }
        if (log.Status == NotApplicable)
        {
            Assert.True(log.Withdrawn, $"Change {log.Number} of {id} is Not Applicable and not withdrawn.");
            Assert.True(_withdrawn.Contains(log.Id) || Decided(forPax8: true, id, log.MadeAt), $"Change {log.Number} of {id} was withdrawn, and nobody decided so.");
            // What arrived and was replaced in Pax8 before its outcome could be noted looks as if it had never been there.
            var stayed = sent.FirstOrDefault(one => !moments.Any(moment => moment.ByPeople && moment.At > one.At));
            Assert.True(stayed is null || log.EverFailed, $"Change {log.Number} of {id} is withdrawn, and {stayed?.Value} was sent.");
        }

        bool IsThere(string facet, string to) => since.Any(moment => Facet(moment.Facets, facet) == to || (facet == "scheduled" && moment.Facets.Ended));

        IEnumerable<Log> LaterOnes() => _logs.Values.Where(one => one.Subscription == log.Subscription && one.ByPerson && one.Number > log.Number && one.Status == Provisioned);
    }

    private void Note(string pax8Id, Facets facets, bool byPeople)
    {
        _now++;
        if (!_timeline.TryGetValue(pax8Id, out var moments)) _timeline[pax8Id] = moments = [];
        moments.Add(new Moment(_now, facets, byPeople));
    }

    private static bool IsChange(Pax8Call call) => call.Endpoint is "PUT /subscriptions/{subscriptionId}" or "DELETE /subscriptions/{subscriptionId}";

    private static string IdOf(Pax8Call call) => Uri.UnescapeDataString(call.Path[(call.Path.LastIndexOf('/') + 1)..]);

    private static IEnumerable<(string Facet, string From, string To)> Differences(Facets old, Facets now) =>
        Facets.Names.Select(name => (name, Facet(old, name), Facet(now, name))).Where(one => one.Item2 != one.Item3);

    private static string Facet(Facets facets, string name) => name switch
    {
        "quantity" => $"quantity {facets.Quantity}",
        "price" => facets.Price is { } price ? Price(price) : "",
        "term" => $"term {facets.Term}",
        "ended" => facets.Ended ? "ended" : "",
        _ => facets.Scheduled ? $"scheduled {facets.EndsOn}" : "",
    };

    private static string Price(decimal price) => "price " + price.ToString("0.####", CultureInfo.InvariantCulture);

    private static DateTime? Date(string? text) =>
        text is null ? null : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static decimal? Decimal(SqlStatement reader, int column) => Text(reader, column) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static int? Option(SqlStatement reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column) is var value && value >= 476500000 ? value - 476500000 : value;

    private static string? Text(SqlStatement reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string? Term(SqlStatement reader, int column) => Option(reader, column) is { } term ? SubscriptionWorld.Terms[term] : null;

    /// <summary>What both sides can change.</summary>
    internal sealed record Facets(int Quantity, decimal? Price, string? Term, bool Ended, bool Scheduled)
    {
        public static readonly string[] Names = ["quantity", "price", "term", "ended", "scheduled"];

        /// <summary>The day on which it is to end in Pax8.</summary>
        public string? EndsOn { get; init; }

        /// <summary>A subscription that is gone says nothing of price and term.</summary>
        public bool Agrees(Facets other) =>
            Quantity == other.Quantity && Ended == other.Ended && (Price is null || other.Price is null || Price == other.Price) && (Term is null || other.Term is null || Term == other.Term);
    }

    /// <summary>A subscription as it lies in the database.</summary>
    internal sealed record Row(
        string Id, string Pax8Id, Facets Here, Facets Agreed, int SyncState, string? LastError, bool IsClaimed, bool HasConflict, string ProviderAccount, bool Gone)
    {
        public string Connector { get; init; } = "";

        /// <summary>Something that Pax8 would take away is held.</summary>
        public bool IsHeld { get; init; }

        public bool IsConnectorOn { get; init; }

        public bool WritesBack { get; init; }

        /// <summary>The Pax8 id of its provider account.</summary>
        public string? Company { get; init; }

        public bool IsSyncOn { get; init; }

        /// <summary>Where it went: a company that is not synchronised here.</summary>
        public string? MovedTo { get; init; }

        public string? Product { get; init; }

        public string? Parent { get; init; }

        /// <summary>The Pax8 id of the row that it is linked to as its parent.</summary>
        public string? LinkedParent { get; init; }

        public string? Customer { get; init; }

        /// <summary>The customer that its provider account is mapped to.</summary>
        public string? CustomerOfAccount { get; init; }
    }

    /// <summary>A licence change log as it lies in the database.</summary>
    internal sealed record Log(
        string Id, string Subscription, int Number, int Delta, int FromQuantity, int ToQuantity, int? To, decimal? ToPrice, string? ToTerm, bool Ends, bool Schedules, int Status,
        DateTime? EffectiveOn, bool ByPerson, bool Withdrawn, string? Message)
    {
        public int MadeAt { get; init; }

        /// <summary>The number of the reason; null where nothing holds it.</summary>
        public int? WaitsFor { get; init; }

        public bool NeedsConfirmation => WaitsFor == 0;

        /// <summary>When Pax8 took it without showing it.</summary>
        public DateTime? TakenOn { get; init; }

        public int? ConnectionFailure { get; init; }

        public DateTime? QueuedOn { get; init; }

        /// <summary>Executions that ended without sending it, for a failure or for waiting.</summary>
        public int Tries { get; init; }

        public bool NamesPerson { get; init; }

        /// <summary>Provider account and account that the log names.</summary>
        public (string? ProviderAccount, string? Account) Customer { get; init; }

        /// <summary>What both sides agreed on when the change was made.</summary>
        public string? DayAgreedThen { get; init; }

        /// <inheritdoc cref="DayAgreedThen"/>
        public Facets AgreedThen { get; init; } = new(0, null, null, false, false);

        public bool EverFailed { get; init; }

        public bool IsOpen => Status is Awaiting or SubscriptionLedger.Failed;

        /// <summary>Was to be sent more than a day ago, and nothing is on record of a try, of waiting or of a reason to.</summary>
        public bool IsForgotten(DateTime now) => Status == Awaiting && QueuedOn is { } queued && Tries == 0 && TakenOn is null && WaitsFor is null && Message is null
            && (!Schedules && EffectiveOn > queued ? EffectiveOn.Value : queued) < now.AddDays(-1);

        public bool IsDue(DateTime now) => Schedules || EffectiveOn is null || EffectiveOn <= now;

        public Facets On(Facets values) => values with
        {
            Quantity = To ?? values.Quantity,
            Price = ToPrice ?? values.Price,
            Term = ToTerm ?? values.Term,
            Ended = Ends || values.Ended,
        };

        public IEnumerable<(string Facet, string To)> Wanted()
        {
            if (To is { } quantity) yield return ("quantity", $"quantity {quantity}");
            if (ToPrice is { } price) yield return ("price", Price(price));
            if (ToTerm is { } term) yield return ("term", $"term {term}");
            if (Ends) yield return ("ended", "ended");
            if (Schedules) yield return ("scheduled", $"scheduled {Day(EffectiveOn!.Value)}");
        }
    }

    private sealed record Moment(int At, Facets Facets, bool ByPeople);

    /// <param name="Pax8Id">Null for all subscriptions.</param>
    /// <param name="Until">The last moment at which it decided.</param>
    private sealed record Decision(string? Pax8Id, int Until);

    private sealed record Sent(string Pax8Id, string Facet, string Value, string Log, int At);
}
