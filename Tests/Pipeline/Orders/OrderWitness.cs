using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using DataverseEmulator.Storage;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Histories;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>
/// Sees every call and every commit, and holds each request that places an order against the rows: checked by Pax8 before, the number of
/// orders read and kept, the attempt committed, wanted by a person, and never a second one where the first may have arrived.
/// </summary>
internal sealed class OrderWitness(TenantDatabase database, Pax8Simulator pax8)
{
    private readonly Dictionary<string, OrderIntent> _intents = [];
    private readonly Dictionary<Pax8Call, OrderIntent> _under = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _known = [.. pax8.State.Purchases.Select(purchase => purchase.OrderId)];
    private readonly Dictionary<string, int> _checked = [];
    private readonly Dictionary<string, HashSet<int>> _totals = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<OrderIntent> Intents => _intents.Values;

    public OrderIntent Of(Guid row) => _intents[row.ToString()];

    /// <summary>Orders as the rows are now, oldest first.</summary>
    public List<Row> Rows() => database.Read(connection => connection.Query(
        "SELECT o.pax8_orderid, o.pax8_orderstatus, a.pax8_providerspecificid, o.pax8_pax8orderid, o.pax8_ordersbefore, o.pax8_attemptedon, o.pax8_attempts, o.pax8_message, "
        + "o.pax8_submittedbyid, o.pax8_approvedbyid FROM pax8_order o JOIN pax8_provideraccount a ON a.pax8_provideraccountid = o.pax8_provideraccountid ORDER BY o.rowid",
        reader => new Row(
            reader.GetString(0), reader.GetInt32(1) - 476500000, reader.GetString(2), Text(reader, 3), reader.IsDBNull(4) ? null : reader.GetInt32(4),
            $"{Text(reader, 5)} {(reader.IsDBNull(6) ? 0 : reader.GetInt32(6))}", Text(reader, 7), Text(reader, 8), Text(reader, 9))));

    /// <summary>Lines of an order in the order of their numbers.</summary>
    public List<Line> Lines(string order) => database.Read(connection => connection.Query(
        "SELECT p.pax8_pax8productid, l.pax8_quantity, l.pax8_billingterm, l.pax8_linestatus, l.pax8_pax8subscriptionid, l.pax8_message FROM pax8_orderline l "
        + $"JOIN pax8_product p ON p.pax8_productid = l.pax8_productid WHERE l.pax8_orderid = '{order}' ORDER BY l.pax8_linenumber",
        reader => new Line(
            reader.GetString(0), reader.GetInt32(1), SubscriptionWorld.Terms[reader.GetInt32(2) - 476500000], reader.IsDBNull(3) ? 0 : reader.GetInt32(3) - 476500000, Text(reader, 4), Text(reader, 5))));

    public void BeforeCall(Pax8Call call)
    {
        if (!Placing(call)) return;
        using var body = JsonDocument.Parse(call.Body);
        var company = body.RootElement.GetProperty("companyId").GetString()!;
        var lines = Key(body.RootElement.GetProperty("lineItems").EnumerateArray().Select(line => (line.GetProperty("productId").GetString()!, line.GetProperty("quantity").GetDecimal(), line.GetProperty("billingTerm").GetString()!)));
        var flying = Rows().Where(row => row.Status == InFlight && Same(row.Company, company)).ToList();
        Assert.True(flying.Count == 1, $"An order of {lines} is sent while {flying.Count} orders of the company are in flight: its attempt was not committed before.");
        var row = flying[0];
        var intent = _intents[row.Id];
        _under[call] = intent;
        Assert.True(KeyOf(row.Id) == lines, $"Sent is {lines}, the row says {KeyOf(row.Id)}.");
        Assert.False(intent.IsAttemptSent, $"One attempt was sent twice; the first ended so: {intent.LastEnd}.");
        Assert.True(intent.Bought.Count == 0, "What was bought is sent once more.");
        Assert.False(intent.IsCancelled, "An order that was cancelled is sent.");
        Assert.False(intent.WaitsForApproval && !intent.IsApproved, "An order is sent that nobody approved.");
        var text = Written(call);
        Assert.True(_checked.GetValueOrDefault(text) > 0, "An order is sent that Pax8 has not accepted with isMock=true.");
        _checked[text]--;
        Assert.True(row.Before is { } before && _totals.GetValueOrDefault(company)?.Contains(before) == true, $"The number of orders kept is {row.Before}; read were {string.Join(", ", _totals.GetValueOrDefault(company) ?? [])}.");
        if (intent.IsApproved) AssertApproved(row);
        intent.IsAttemptSent = true;
        intent.MayBeSent = false;
    }

    /// <summary>What a call that is under way is to place.</summary>
    public OrderIntent? UnderWay(Pax8Call call) => _under.GetValueOrDefault(call);

    public void AfterCall(Pax8Call call, Pax8Answer answer)
    {
        if (call.Endpoint == List && answer is { Status: 200, Transport: TransportFault.None, Fault: null or { Kind: FaultKind.NullInsteadOfAbsent or FaultKind.OddDates or FaultKind.MissingToken } } && call.Query.TryGetValue("companyId", out var company)) NoteTotal(company, answer);
        if (call.Endpoint != Post) return;
        if (IsMock(call))
        {
            var text = Written(call);
            if (answer is { Status: 200, Fault: null }) _checked[text] = _checked.GetValueOrDefault(text) + 1;
            return;
        }
        var bought = pax8.State.Purchases is [.., var last] && _known.Add(last.OrderId) ? last : null;
        if (!_under.Remove(call, out var intent)) return;
        if (bought is not null) intent.Bought.Add(bought);
        intent.LastEnd = answer.Fault is { } fault ? $"{fault.Kind} {answer.Status}, {(bought is null ? "not executed" : "executed")}" : answer.Status.ToString(CultureInfo.InvariantCulture);
        var isUnread = answer.Transport == TransportFault.Refused || answer.Status is 401 or 429;
        // Refused in Pax8's own words: a server error of such a status is Pax8's envelope.
        var isRefused = answer.Fault is { Kind: FaultKind.ServerError, Executed: false, Status: 400 or 404 or 409 or 422 };
        intent.IsUnclear = answer.Fault is not null && !isUnread && !isRefused;
        if (!isUnread) return;
        // What was turned away unread may go at once with another token, as it was checked.
        _checked[Written(call)]++;
        intent.IsAttemptSent = false;
        intent.MayBeSent = true;
    }

    /// <summary>Looks at what was committed.</summary>
    public void AfterCommit()
    {
        var rows = Rows();
        foreach (var row in rows)
        {
            if (!_intents.TryGetValue(row.Id, out var intent)) _intents[row.Id] = intent = new OrderIntent(row.Id);
            if (row.Status == InFlight && (intent.Status != InFlight || row.Attempt != intent.Attempt)) BeginAttempt(intent, row);
            if (row.Status == intent.Status) continue;
            Turn(intent, row);
            intent.Status = row.Status;
        }
        var twice = rows.Where(row => row.Pax8Id is not null).GroupBy(row => row.Pax8Id, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        Assert.True(twice.Count == 0, $"Pax8's order {string.Join(", ", twice)} stands on two rows.");
    }

    /// <summary>Orders of others that Pax8 lists behind the number that the row kept and that are like it: nobody here can tell them from its own.</summary>
    public List<string> AlikeOfOthers(Row row) => AlikeOfOthers(row, orders => orders.Skip(row.Before ?? 0));

    /// <summary>The same of all orders of the company: what a person says to be others.</summary>
    public List<string> AllAlikeOfOthers(Row row) => AlikeOfOthers(row, orders => orders);

    private List<string> AlikeOfOthers(Row row, Func<List<Pax8Order>, IEnumerable<Pax8Order>> which)
    {
        var own = _intents[row.Id].Bought.Select(bought => bought.OrderId).ToList();
        var key = KeyOf(row.Id);
        var rows = Rows();
        return which(pax8.State.Orders.Where(order => Same(order.CompanyId, row.Company)).ToList())
            .Where(order => !own.Contains(order.Id) && KeyOf(order) == key && rows.TrueForAll(other => other.Id == row.Id || !Same(other.Pax8Id, order.Id))).Select(order => order.Id).ToList();
    }

    /// <summary>
    /// Whether one that is like it stands among the first, as many as have come since: there it would be its own if Pax8 listed the newest
    /// first, and nobody here knows that it does not.
    /// </summary>
    private bool HasTwinAtTheBeginning(Row row) => AlikeOfOthers(row, orders => orders.Take(Math.Min(row.Before ?? 0, orders.Count - (row.Before ?? 0)))).Count > 0;

    /// <summary>Whether another order of the company that asked for the same is in review: what Pax8 lists may be either's.</summary>
    private bool HasTwinInReview(Row row) => Rows().Exists(other => other.Id != row.Id && other.Status == NeedsReview && Same(other.Company, row.Company) && KeyOf(other.Id) == KeyOf(row.Id));

    private bool IsPortals(string order) => !_known.Contains(order);

    public string KeyOf(string order) => Key(Lines(order).Select(line => (line.Product, (decimal)line.Quantity, line.Term)));

    public static string KeyOf(Pax8Order order) => Key(order.LineItems.Select(line => (line.ProductId, line.Quantity, line.BillingTerm)));

    private void BeginAttempt(OrderIntent intent, Row row)
    {
        intent.Attempt = row.Attempt;
        intent.IsAttemptSent = false;
        Assert.True(intent.MayBeSent, $"Another attempt was begun by itself; the one before ended so: {intent.LastEnd ?? "not sent"}.");
        // Whoever is killed now has sent nothing, but nobody can know that.
        intent.MayBeSent = false;
        intent.IsUnclear = true;
    }

    private void Turn(OrderIntent intent, Row row)
    {
        Assert.False(intent.Status is Placed or Cancelled, $"An order that was {(intent.Status == Placed ? "placed" : "cancelled")} turned to status {row.Status}.");
        switch (row.Status)
        {
            case WaitingForApproval:
                intent.WaitsForApproval = true;
                intent.IsApproved = false;
                break;
            case Draft or Refused:
                intent.WaitsForApproval = intent.IsApproved = false;
                break;
            case Submitting or Approved or InFlight:
                intent.WasReleased = true;
                break;
            case NeedsReview:
                intent.WasInReview = true;
                intent.IsOneOfSeveral |= intent.Bought.Count > 0;
                Assert.True(intent.Bought.Count == 0 || AlikeOfOthers(row).Count > 0 || HasTwinAtTheBeginning(row) || HasTwinInReview(row), $"An order that Pax8 has, and nothing that is like it, is in review: {row.Message}");
                break;
            case Cancelled:
                intent.IsCancelled = true;
                break;
            case Placed:
                Assert.True(row.Pax8Id is not null, "A placed order names no order of Pax8.");
                if (intent.Bought.Exists(bought => Same(bought.OrderId, row.Pax8Id))) return;
                AssertTaken(intent, row);
                break;
        }
    }

    /// <summary>A row that names an order which its requests did not make: only one that it could not tell from its own.</summary>
    private void AssertTaken(OrderIntent intent, Row row)
    {
        Assert.True(IsPortals(row.Pax8Id!), $"A row took {row.Pax8Id}, which another row ordered.");
        Assert.True(AlikeOfOthers(row).Contains(row.Pax8Id!), $"A row took {row.Pax8Id}, which was there before or has other lines.");
        Assert.True(intent.Bought.TrueForAll(bought => !pax8.State.ListedOrders.Any(order => order.Id == bought.OrderId)), "A row took another's order although its own is listed too.");
        intent.TookAnothers = true;
    }

    private void AssertApproved(Row row)
    {
        Assert.True(row.ApprovedBy is not null && row.ApprovedBy != row.SubmittedBy, "An order was approved by its author.");
        var ofThisPrice = database.Read(connection => connection.Query(
            "SELECT v.pax8_orderapprovalid FROM pax8_orderapproval v JOIN pax8_order o ON o.pax8_orderid = v.pax8_orderid "
            + $"WHERE v.pax8_orderid = '{row.Id}' AND v.pax8_decision = 476500000 AND COALESCE(v.pax8_monthlyamount, -1) = COALESCE(o.pax8_monthlyamount, -1)",
            reader => reader.GetString(0)));
        Assert.True(ofThisPrice.Count > 0, "An order is sent at a price that nobody approved.");
    }

    private void NoteTotal(string company, Pax8Answer answer)
    {
        using var body = JsonDocument.Parse(answer.Body);
        if (!_totals.TryGetValue(company, out var totals)) _totals[company] = totals = [];
        totals.Add(body.RootElement.GetProperty("page").GetProperty("totalElements").GetInt32());
    }

    private static string Key(IEnumerable<(string Product, decimal Quantity, string Term)> lines) =>
        string.Join(", ", lines.Select(line => FormattableString.Invariant($"{line.Quantity:0} x {line.Product} {line.Term}")).Order(StringComparer.Ordinal));

    private static string Written(Pax8Call call) => System.Text.Encoding.UTF8.GetString(call.Body.Span);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? Text(SqlStatement reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>An order here. Before: the number kept of orders that were in Pax8; Attempt: what tells one attempt from the next.</summary>
    internal sealed record Row(string Id, int Status, string Company, string? Pax8Id, int? Before, string Attempt, string? Message, string? SubmittedBy, string? ApprovedBy);

    /// <summary>A line here.</summary>
    internal sealed record Line(string Product, int Quantity, string Term, int Status, string? SubscriptionId, string? Message);
}
