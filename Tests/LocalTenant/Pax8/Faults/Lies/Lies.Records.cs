using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pax8Dataverse.LocalTenant.Pax8;

public static partial class Lies
{
    /// <summary>Numbers that JSON allows and no decimal holds, and such as JSON does not allow.</summary>
    public static readonly IReadOnlyList<string> StrangeNumbers = ["1e400", "-1e400", "NaN", "Infinity", "-Infinity", "1e30", "1e-400", "123456789012345678901234567890123"];

    /// <summary>Optional members of a subscription with values that are not of their kind, as JSON.</summary>
    public static readonly IReadOnlyList<(string Member, string Json)> WrongKindsOfSubscriptions =
    [
        ("price", """{"amount":12.5,"currency":"USD"}"""), ("price", "\"twelve\""), ("price", "true"), ("partnerCost", """{"amount":9,"currency":"USD"}"""), ("partnerCost", "[9]"),
        ("currencyCode", "840"), ("currencyCode", """["USD"]"""), ("currencyCode", "\"EURO\""), ("billingTerm", "12"), ("billingTerm", """{"term":"Monthly"}"""),
        ("startDate", "1735689600"), ("endDate", "{}"), ("createdDate", "[2026,1,5]"), ("updatedDate", "true"), ("billingStart", "20260105"), ("startDate", "\"next week\""),
        ("commitment", "\"1-Year\""), ("commitment", "[]"), ("commitment", """{"id":7,"term":12,"endDate":{}}"""),
        ("productName", "17"), ("productName", """{"en":"Licence"}"""), ("vendorSubscriptionId", "4711"), ("vendorSkuId", "{}"),
    ];

    /// <summary>Optional members of a company with values that are not of their kind, as JSON.</summary>
    public static readonly IReadOnlyList<(string Member, string Json)> WrongKindsOfCompanies =
    [
        ("address", "\"5500 S Quebec St, Greenwood Village\""), ("address", "[]"), ("address", """{"street":{"line":"1 Main St"},"city":17,"country":["US"],"postalCode":80111}"""),
        ("selfServiceAllowed", "\"Yes\""), ("billOnBehalfOfEnabled", "1"), ("orderApprovalRequired", "{}"), ("selfServiceAllowed", "\"true\""),
        ("phone", """{"number":"555-555-5555"}"""), ("phone", "5555555555"), ("website", """["https://www.example.com"]"""), ("externalId", "4711"), ("updatedDate", "1735689600"),
    ];

    /// <summary>Words for the status of a subscription that no document has, or has in another spelling.</summary>
    public static readonly IReadOnlyList<string> StatusWords =
    [
        "Canceled", "CANCELLED", "cancelled", "canceled", "CANCELED", "Terminated", "Deleted", "Suspended", "active", "ACTIVE", "pendingcancel", "CONVERTED", "trial", " Cancelled ", "",
    ];

    /// <summary>Moments that Dataverse can't hold: it begins in 1753.</summary>
    public static readonly IReadOnlyList<string> EarlyDates = ["0001-01-01T00:00:00Z", "1752-12-31T23:59:59Z", "1700-01-01", "0001-01-01T00:00:00.000-0600"];

    /// <summary>One of the answer's numbers, in a record or in the page object, or a member that no document knows, is a strange one.</summary>
    /// <param name="token">As it stands in the answer, such as NaN.</param>
    /// <param name="at">Which number.</param>
    public static Lie NumberAnywhere(string token, int at) => new($"a number is {token}", HasRecords, call => call.Changed(root =>
    {
        var places = Numbers(root).ToList();
        if (LiedCall.Rows(root) is [var first, ..]) places.Add((first, "score"));
        if (places.Count == 0) return;
        var (parent, member) = places[(int)((uint)at % places.Count)];
        parent[member] = LiedCall.Raw(token);
    }));

    /// <summary>A member of one record is a number as written here.</summary>
    public static Lie Number(string member, string token, int at = 0) => new($"{member} is {token}", HasRecords, call => call.ChangedRow(at, row => row[member] = LiedCall.Raw(token)));

    /// <summary>The lifetime of a token is a number as written here.</summary>
    public static Lie TokenLifetime(string token) => new($"a token lives {token} seconds", IsToken, call => call.Changed(root => root["expires_in"] = LiedCall.Raw(token)));

    /// <summary>An id of so many characters, which begins as the right one.</summary>
    /// <param name="member">id, companyId, productId or parentSubscriptionId.</param>
    /// <param name="length">In characters.</param>
    /// <param name="at">Which record.</param>
    public static Lie LongId(string member, int length = 900, int at = 0) => new($"{member} has {length} characters", FitsId(member), call => call.ChangedRow(at, row =>
        row[member] = (Text(row, member) ?? Text(row, "id") ?? "").PadRight(length, 'a')));

    /// <summary>An id with a character before it.</summary>
    /// <param name="member">id, companyId, productId or parentSubscriptionId.</param>
    /// <param name="mark">A dash, a question mark …</param>
    /// <param name="at">Which record.</param>
    public static Lie MarkedId(string member, string mark, int at = 0) => new($"{member} begins with {mark}", FitsId(member), call => call.ChangedRow(at, row =>
        row[member] = mark + (Text(row, member) ?? Text(row, "id"))));

    /// <summary>A member of one record has this value, whatever it had.</summary>
    /// <param name="member">Any name.</param>
    /// <param name="json">Any JSON; null stands for null.</param>
    /// <param name="at">Which record.</param>
    public static Lie Value(string member, string json, int at = 0) => new($"{member} is {json}", HasRecords, call => call.ChangedRow(at, row => row[member] = JsonNode.Parse(json)));

    /// <summary>A member of one subscription is not of its documented kind: the numbered one of <see cref="WrongKindsOfSubscriptions"/>.</summary>
    public static Lie WrongKindOfSubscription(int which, int at = 0) => OfKind(WrongKindsOfSubscriptions, which, at, IsOfSubscriptions);

    /// <summary>A member of one company is not of its documented kind: the numbered one of <see cref="WrongKindsOfCompanies"/>.</summary>
    public static Lie WrongKindOfCompany(int which, int at = 0) => OfKind(WrongKindsOfCompanies, which, at, IsOfCompanies);

    /// <summary>The end of the commitment stands beside the commitment, as commitmentTermEndDate.</summary>
    public static Lie CommitmentEndBeside() => new("commitmentTermEndDate", IsOfSubscriptions, call => call.Changed(root =>
    {
        foreach (var row in LiedCall.Rows(root))
        {
            if (row["commitment"] is not JsonObject commitment || commitment["endDate"] is not { } end) continue;
            commitment.Remove("endDate");
            row["commitmentTermEndDate"] = end;
        }
    }));

    /// <summary>One subscription has this word as its status.</summary>
    public static Lie Status(string word, int at = 0) => new($"status is {word}", IsOfSubscriptions, call => call.ChangedRow(at, row => row["status"] = word));

    /// <summary>One subscription is Active, and its end lies thirty days back.</summary>
    public static Lie ActiveThoughEnded(int at = 0) => new("active, and ended", IsOfSubscriptions, call => call.ChangedRow(at, row =>
    {
        row["status"] = "Active";
        row["endDate"] = Pax8Dates.Seconds(call.Now.AddDays(-30));
    }));

    /// <summary>An answer by id has the body of another record.</summary>
    /// <param name="at">Which one, among those that Pax8 lists.</param>
    public static Lie AnotherRecord(int at = 0) => new("another record", call => call.Endpoint is OneCompany or OneSubscription or OneProduct, call =>
    {
        IEnumerable<string> ids = call.Call.Endpoint switch
        {
            OneCompany => call.State.Companies.Select(company => company.Id),
            OneSubscription => call.State.Subscriptions.Select(subscription => subscription.Id),
            _ => call.State.Products.Select(product => product.Id),
        };
        var slash = call.Call.Path.LastIndexOf('/') + 1;
        var others = ids.Where(id => id.Length > 0 && !string.Equals(id, call.Call.Path[slash..], StringComparison.OrdinalIgnoreCase)).ToList();
        return others.Count == 0 ? call.Right() : call.Of(call.Call with { Path = call.Call.Path[..slash] + others[(int)((uint)at % others.Count)] });
    });

    private static Lie OfKind(IReadOnlyList<(string Member, string Json)> kinds, int which, int at, Func<Pax8Call, bool> fits)
    {
        var (member, json) = kinds[(int)((uint)which % kinds.Count)];
        return new Lie($"{member} is {json}", fits, call => call.ChangedRow(at, row => row[member] = JsonNode.Parse(json)));
    }

    private static Func<Pax8Call, bool> FitsId(string member) => member == "id" ? HasRecords : IsOfSubscriptions;

    private static string? Text(JsonObject row, string member) => row[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<(JsonObject Parent, string Member)> Numbers(JsonObject part) => part.SelectMany(pair => pair.Value switch
    {
        JsonObject inner => Numbers(inner),
        JsonArray array => array.OfType<JsonObject>().SelectMany(Numbers),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => [(part, pair.Key)],
        _ => [],
    });
}
