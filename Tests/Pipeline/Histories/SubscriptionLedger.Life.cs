using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// What holds of a row whatever happens in its life: moves, other products and parents, other customers, another connector, a copy, a
/// backup that is put in place. Written from what Plugins/docs and the guides of Solution/docs say.
/// </summary>
internal sealed partial class SubscriptionLedger
{
    private const int MovedAway = 5;

    private readonly Dictionary<string, Turn> _turns = [];
    private readonly Dictionary<string, int> _answered = [];
    private Dictionary<string, int> _mustAsk = [];
    private int _restoredAt;

    /// <summary>A person says of one change that it is meant: confirms it, or sets one that has failed back.</summary>
    public void Answers(string logId) => _answered[logId] = _now;

    /// <summary>
    /// A person is about to send a change before others: they exchange their numbers, and each keeps its difference. What each leads to
    /// then is asked for.
    /// </summary>
    public void AsksBefore(Log chosen)
    {
        var open = OpenLogs(chosen.Subscription);
        var id = Rows().Single(row => row.Id == chosen.Subscription).Pax8Id;
        var quantity = open[0].FromQuantity;
        foreach (var log in open.Where(log => log.Id != chosen.Id).Prepend(chosen))
        {
            quantity += log.Delta;
            Asks(id, $"quantity {quantity}");
        }
    }

    /// <summary>It was done: the change is the first one, the others follow in the order they had, each makes the difference it made, and whatever was saved meanwhile comes last.</summary>
    public void AssertSentBefore(Log chosen, IReadOnlyList<Log> before)
    {
        var wanted = before.Where(log => log.Id != chosen.Id).Prepend(chosen).Select(log => (log.Id, log.Delta)).ToList();
        Assert.Equal(wanted, OpenLogs(chosen.Subscription).Select(log => (log.Id, log.Delta)).Take(wanted.Count));
    }

    /// <summary>An administrator says that the environment of a connector was restored: whatever waits there at this moment asks first.</summary>
    public void DeclaresRestored(string connector)
    {
        foreach (var log in OpenOf(Rows().Where(row => row.Connector == connector)))
        {
            _mustAsk[log.Id] = _now;
            _unrecognised.RemoveAll(one => one.Log == log.Id);
        }
    }

    /// <summary>What is known of the rows as they are now, for when a backup of this moment is put in place.</summary>
    public Kept Keep() => new(new(_logs), new(_withdrawn), new(_mustAsk), _policy);

    /// <summary>
    /// The rows are those of another moment, Pax8 is not. What waited then may have been sent since: it asks where it lay in the queue for
    /// a day with nothing on record. Of any other the documents promise nothing without the administrator's word, so nothing is asked of it.
    /// </summary>
    public void GoesBackTo(Kept kept, DateTime now)
    {
        (_logs, _withdrawn, _mustAsk) = (new(kept.Logs), new(kept.Withdrawn), new(kept.MustAsk));
        PolicyBecomes(kept.Policy);
        _turns.Clear();
        _restoredAt = ++_now;
        foreach (var row in Rows())
        {
            foreach (var log in OpenOf([row]))
            {
                if (log.IsForgotten(now)) _mustAsk[log.Id] = _now;
                else _unrecognised.Add((row.Pax8Id, log.Id));
            }
        }
    }

    /// <summary>The backup that is in place was not told, and nothing else tells what waited when it was made.</summary>
    public void StaysUnrecognised()
    {
        foreach (var (pax8Id, _) in _unrecognised) _liedAbout.Add(pax8Id);
        _unrecognised.Clear();
    }

    private readonly List<(string Pax8Id, string Log)> _unrecognised = [];

    private IEnumerable<Log> OpenOf(IEnumerable<Row> rows) => rows.SelectMany(row => OpenLogs(row.Id)).ToList();

    private bool IsAnswered(string logId, int since) => _answered.TryGetValue(logId, out var at) && at >= since;

    /// <summary>Somebody confirmed it since it was held for what happened to its subscription: then it goes on top of what Pax8 has by now.</summary>
    private bool IsMeantAllTheSame(Log log) => _mustAsk.TryGetValue(log.Id, out var since) && IsAnswered(log.Id, since);

    /// <summary>Each customer's logs add up to the licences he has: all of them are his whom the row shows.</summary>
    private void AssertOfCustomers()
    {
        var wrong = database.Read(connection => connection.Query(
            "SELECT s.pax8_name, COALESCE(l.pax8_provideraccountid, 'none'), COALESCE(l.pax8_accountid, 'none'), SUM(l.pax8_quantity), s.pax8_quantity, COALESCE(s.pax8_accountid, 'none') FROM pax8_licensechangelog l "
            + "JOIN pax8_subscription s ON s.pax8_subscriptionid = l.pax8_subscriptionid GROUP BY s.pax8_subscriptionid, l.pax8_provideraccountid, l.pax8_accountid "
            + "HAVING SUM(l.pax8_quantity) <> CASE WHEN l.pax8_provideraccountid IS s.pax8_provideraccountid AND l.pax8_accountid IS s.pax8_accountid THEN s.pax8_quantity ELSE 0 END",
            reader => $"{reader.GetString(0)}: logs of the customer {reader.GetString(1)}, {reader.GetString(2)} add up to {reader.GetInt64(3)}; the quantity is {reader.GetInt64(4)}, with the customer {reader.GetString(5)}"));
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>One row of each subscription of Pax8, whatever connectors there are.</summary>
    private void AssertHereOnce()
    {
        var twice = database.Read(connection => connection.Query(
            "SELECT pax8_providerspecificid, COUNT(*) FROM pax8_subscription GROUP BY lower(pax8_providerspecificid) HAVING COUNT(*) > 1",
            reader => $"{reader.GetString(0)} is here {reader.GetInt64(1)} times"));
        Assert.True(twice.Count == 0, string.Join(Environment.NewLine, twice));
    }

    /// <summary>
    /// What waits when a subscription becomes another company's, product's or parent's was meant for what it was before, so somebody is
    /// asked. What Pax8 has taken already is looked for and not sent.
    /// </summary>
    private void NoteTurns()
    {
        foreach (var row in Rows())
        {
            var turn = new Turn((row.MovedTo ?? row.Company)?.ToUpperInvariant(), row.Product, row.Parent?.ToUpperInvariant());
            if (_turns.TryGetValue(row.Id, out var was) && was != turn && was.Product is not null)
                foreach (var log in OpenLogs(row.Id).Where(log => log.TakenOn is null)) _mustAsk[log.Id] = _now;
            _turns[row.Id] = turn;
        }
    }

    /// <summary>Every door is open, whoever had to be asked was, and Pax8 shows what the row does.</summary>
    private void AssertMayBeSent(Pax8Call call, Row row, Log change)
    {
        var what = $"{call.Method} of {row.Pax8Id} is sent for change {change.Number}";
        Assert.True(row is { IsConnectorOn: true, WritesBack: true, IsSyncOn: true }, $"{what}: connector on {row.IsConnectorOn}, write-back {row.WritesBack}, sync {row.IsSyncOn}.");
        Assert.True(row.SyncState != MovedAway, $"{what}, and the row is moved away.");
        if (_liedAbout.Contains(row.Pax8Id)) return;
        Assert.True(!_mustAsk.TryGetValue(change.Id, out var since) || IsAnswered(change.Id, since), $"{what}, and nobody was asked since it was meant for something else or may have been sent.");
        if (wire.ShownById(row.Pax8Id) is not { } shown) return;
        Assert.True(
            Wire.Same(shown.Company, row.Company) && Wire.Same(shown.Product, row.Product) && Wire.Same(shown.Parent, row.Parent),
            $"{what}, and Pax8 shows company {shown.Company}, product {shown.Product}, parent {shown.Parent}; the row {row.Company}, {row.Product}, {row.Parent}.");
    }

    /// <summary>
    /// Nobody's licences change without a word of Pax8 about that record or a person's: they end, go to whom Pax8 says or the mapping, or
    /// become as many as Pax8 has or somebody asked for.
    /// </summary>
    private void AssertSaid(Log log)
    {
        var row = Rows().Single(one => one.Id == log.Subscription);
        var (given, taken) = (Beside(log, -1), Beside(log, +1));
        if (given is not null) return;
        if (taken is not null)
        {
            var company = database.Read(connection => connection.Query(
                $"SELECT pax8_providerspecificid FROM pax8_provideraccount WHERE pax8_provideraccountid = '{taken.Customer.ProviderAccount}'", reader => reader.GetString(0)))[0];
            Assert.True(
                taken.Customer.ProviderAccount == log.Customer.ProviderAccount || wire.SaidCompany(row.Pax8Id, company),
                $"{-log.Delta} licences of {row.Pax8Id} go to the company {company}, and Pax8, asked for it by its id, did not say so.");
            return;
        }
        Assert.False(log.NamesPerson, $"Change {log.Number} of {row.Pax8Id} was ordered by a person and is not sent.");
        if (log.Delta == 0) return;
        Assert.True(
            log.ToQuantity == 0
                ? wire.SaidEnded(row.Pax8Id) || (row.MovedTo is not null && wire.SaidCompany(row.Pax8Id, row.Company, isNot: true))
                : wire.SaidQuantity(row.Pax8Id, log.ToQuantity) || _asked.Contains((row.Pax8Id, $"quantity {log.ToQuantity}")),
            $"{log.Delta} licences of {row.Pax8Id}, to {log.ToQuantity}, and neither did Pax8 say so of it nor anybody ask for it.");
    }

    /// <summary>The other half of a transfer: as many licences, of another customer, in the log right before or behind it.</summary>
    private Log? Beside(Log log, int step) => Logs().FirstOrDefault(one =>
        one.Subscription == log.Subscription && one.Number == log.Number + step && one is { ByPerson: false, Status: NotApplicable, Withdrawn: false } && one.Delta == -log.Delta && one.Customer != log.Customer
        && (step > 0 ? (log.ToQuantity, one.FromQuantity) : (one.ToQuantity, log.FromQuantity)) == (0, 0));

    /// <summary>Where Pax8 has it under a company that is not synchronised here: no licences, and the place is told.</summary>
    private static bool IsMovedAwayAtRest(Row row, Pax8Subscription? there, SyncScope scope)
    {
        if (!scope.IsRead || row.Connector != scope.Connector) return row.SyncState == MovedAway;
        if (there is not null && scope.Companies.Contains(there.CompanyId))
        {
            Assert.True(Wire.Same(row.Company, there.CompanyId), $"{row.Pax8Id} is under the company {row.Company} here and under {there.CompanyId} in Pax8, which is synchronised.");
            return false;
        }
        // One that has ended here and that no list names any more is not looked at.
        if (there is not null && scope.Has(row)) Assert.True(row.SyncState == MovedAway || row.Here is { Ended: true, Quantity: 0 }, $"{row.Pax8Id} is under {there.CompanyId} in Pax8, which is not synchronised, and not moved away here.");
        if (row.SyncState != MovedAway) return there is not null && scope.Has(row);
        Assert.True(row.Here is { Ended: true, Quantity: 0 } && row.MovedTo is not null && !string.IsNullOrEmpty(row.LastError), $"{row.Pax8Id} is moved away with {row.Here}, and says {row.LastError}");
        // A list of one company does not tell from where to where others go.
        if (there is not null && scope.Companies.Count > 1) Assert.True(Wire.Same(row.MovedTo, there.CompanyId), $"{row.Pax8Id} is moved away to {row.MovedTo} here and to {there.CompanyId} in Pax8.");
        return true;
    }

    /// <summary>Customer, product and parent follow, and what failed for its connection has gone out once that was verified.</summary>
    private void CheckLinksAtRest(Row row, Pax8Subscription? there, SyncScope scope)
    {
        Assert.True(row.Customer == row.CustomerOfAccount, $"{row.Pax8Id} has the customer {row.Customer}, its provider account {row.CustomerOfAccount}.");
        var head = OpenLogs(row.Id).FirstOrDefault();
        Assert.True(
            head is null || !scope.IsSent || !scope.IsVerified || row.SyncState == 2 || head.Status != Failed || head.ConnectionFailure is null || (_mustAsk.TryGetValue(head.Id, out var since) && !IsAnswered(head.Id, since)),
            $"Change {head?.Number} of {row.Pax8Id} failed for its connection ({head?.Message}) and was not sent again when that was verified.");
        if (there is null) return;
        var parentHere = there.ParentSubscriptionId is { } parent ? Rows().Find(one => Wire.Same(one.Pax8Id, parent))?.Pax8Id : null;
        Assert.True(
            Wire.Same(row.Product, there.ProductId) && Wire.Same(row.Parent, there.ParentSubscriptionId) && Wire.Same(row.LinkedParent, parentHere),
            $"{row.Pax8Id} has the product {row.Product} and the parent {row.Parent}, linked {row.LinkedParent}; Pax8 {there.ProductId} and {there.ParentSubscriptionId}.");
    }

    /// <summary>What is known of the rows of a moment.</summary>
    internal sealed record Kept(Dictionary<string, Log> Logs, HashSet<string> Withdrawn, Dictionary<string, int> MustAsk, int Policy);

    /// <summary>What a sync takes part in at rest.</summary>
    /// <param name="Connector">The one that is active; empty for none.</param>
    /// <param name="IsRead">Whether its syncs read.</param>
    /// <param name="IsSent">Whether changes are sent.</param>
    /// <param name="IsVerified">Whether Verify Connectivity succeeded when the last doors were opened.</param>
    /// <param name="Companies">Those whose sync is enabled.</param>
    internal sealed record SyncScope(string Connector, bool IsRead, bool IsSent, bool IsVerified, IReadOnlySet<string> Companies)
    {
        public bool Has(Row row) => IsRead && row.Connector == Connector && row.IsSyncOn;
    }

    private sealed record Turn(string? Company, string? Product, string? Parent);
}
