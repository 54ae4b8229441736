using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// What Pax8 said, answer by answer, true or not: which records stood on which page, and what was said of each of them in an
/// answer that arrived. Reads the bytes anew and shares nothing with the package's own reading.
/// </summary>
/// <param name="records"><c>companies</c> or <c>subscriptions</c>.</param>
internal sealed partial class Wire(string records)
{
    /// <summary>How many of the last statements about a record may have brought about what is done now: executions overlap.</summary>
    private const int Recent = 8;

    private readonly List<Page> _pages = [];
    private readonly List<Told> _told = [];
    private readonly string _one = $"/{records}/{{{(records == "companies" ? "companyId" : "subscriptionId")}}}";

    /// <summary>Grows with every answer.</summary>
    public int Now { get; private set; }

    /// <summary>What the last answer said.</summary>
    public IEnumerable<Told> Last => Enumerable.Reverse(_told).TakeWhile(told => told.At == Now);

    /// <summary>Hears an answer, whether the package makes anything of it or not.</summary>
    public void Hear(Pax8Call call, Pax8Answer answer)
    {
        Now++;
        if (answer.Transport != TransportFault.None) return;
        if (call.Endpoint == $"GET /{records}") HearPage(call, answer);
        else if (call.Template == _one) HearOne(call, answer);
    }

    /// <summary>What had been said before anything was heard.</summary>
    public void Hears(string id, int quantity) => _told.Add(new Told(Now, id, Quantity: quantity));

    /// <summary>The process stopped: pages that were under way were read by nobody.</summary>
    public void Forget(int since) => _pages.RemoveAll(page => page.At > since);

    /// <summary>The pages heard since, of each call the last answer: an execution that was cut off reads a page again.</summary>
    public IReadOnlyList<Page> PagesSince(int since) => _pages.Where(page => page.At > since).GroupBy(page => page.Query).Select(group => group.Last()).ToList();

    /// <summary>Every page heard since, those read again included.</summary>
    public IEnumerable<Page> AllPagesSince(int since) => _pages.Where(page => page.At > since);

    /// <summary>What was said of records since, on a page or by id, other than that they are not there.</summary>
    public IEnumerable<Told> SeenSince(int since) => _told.Where(told => told.At > since && !told.Gone);

    /// <summary>Ids of records of which anything was said since, that they are not there included.</summary>
    public IEnumerable<string> SaidOfSince(int since) => _told.Where(told => told.At > since).Select(told => told.Id);

    /// <summary>Whether Pax8 said, lately and of this very record, that it has ended, is gone, or has no licences.</summary>
    public bool SaidEnded(string id) => Of(id).TakeLast(Recent).Any(told => told.Gone || told.Ended || told.Quantity == 0);

    /// <summary>Whether Pax8 said, lately and asked for this very record, that it is this company's; or, by <paramref name="isNot"/>, that it is another's.</summary>
    public bool SaidCompany(string id, string? company, bool isNot = false) =>
        Of(id).TakeLast(Recent).Any(told => told is { IsById: true, Company: not null } && Same(told.Company, company) != isNot);

    /// <summary>The last time that Pax8 showed this very record when it was asked for it; null where it never was.</summary>
    public Told? ShownById(string id) => Of(id).LastOrDefault(told => told is { IsById: true, IsWhole: true });

    /// <summary>Whether Pax8 ever said, of this very record, that it has so many licences.</summary>
    public bool SaidQuantity(string id, int quantity) => Of(id).Any(told => told.Quantity == quantity);

    private IEnumerable<Told> Of(string id) => _told.Where(told => Same(told.Id, id));

    public static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private void HearPage(Pax8Call call, Pax8Answer answer)
    {
        if (answer.Status != 200 || Read(answer) is not { } body || Member(body, "content") is not { ValueKind: JsonValueKind.Array } content) return;
        var rows = content.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object).Select(row => Record(row, call)).Where(told => told is not null).Select(told => told!).ToList();
        var total = Member(body, "page") is { } page && Member(page, "totalElements") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : (int?)null;
        _pages.Add(new Page(Now, call.QueryText, call.Query.GetValueOrDefault("companyId"), total, rows, answer.Fault?.Told));
        _told.AddRange(rows);
    }

    private void HearOne(Pax8Call call, Pax8Answer answer)
    {
        var id = Uri.UnescapeDataString(call.Path[(call.Path.LastIndexOf('/') + 1)..]);
        if (answer.Status == 204 && call.Method == "DELETE" && !call.Query.ContainsKey("cancelDate")) _told.Add(new Told(Now, id, Ended: true));
        else if (answer.Status == 404 && SaysNotFound(answer, id)) _told.Add(new Told(Now, id, Gone: true));
        else if (answer.Status == 200 && Read(answer) is { ValueKind: JsonValueKind.Object } body && Record(body, call) is { } told && Same(told.Id, id)) _told.Add(told with { IsById = true });
        // What was taken is what there is, whatever is shown.
        if (answer.Status == 200 && call.Method == "PUT" && JsonDocument.Parse(call.Body).RootElement is var sent && Quantity(sent) is { } quantity)
            _told.Add(new Told(Now, id, Quantity: quantity));
    }

    private Told? Record(JsonElement row, Pax8Call call)
    {
        if (Text(row, "id") is not { Length: > 0 } id) return null;
        var status = Text(row, "status")?.Trim();
        var ended = records == "companies" ? Same(status, "Deleted") : Same(status, "Cancelled") || Same(status, "Canceled") || Same(status, "Converted");
        return new Told(Now, id, Text(row, "companyId"), Quantity(row), ended, Gone: false, Price(row), Text(row, "billingTerm"), IsWhole: true)
        {
            EndsOn = EndsOn(row),
            Product = Text(row, "productId"),
            Parent = Text(row, "parentSubscriptionId"),
        };
    }

    /// <summary>
    /// In the envelope of Pax8: its type NOT_FOUND or its words, and the id; or one of its errors names the id. The path of the call,
    /// which the envelope repeats, does not count.
    /// </summary>
    private static bool SaysNotFound(Pax8Answer answer, string id)
    {
        if (Read(answer) is not { ValueKind: JsonValueKind.Object } body) return false;
        var texts = new[] { Member(body, "details"), Member(body, "errors") }.Where(part => part?.ValueKind == JsonValueKind.Array).SelectMany(part => part!.Value.EnumerateArray())
            .Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : Text(part, "message")).Append(Text(body, "message")).ToList();
        return texts.Any(text => text?.Contains(id, StringComparison.OrdinalIgnoreCase) == true)
            && (Text(body, "type") == "NOT_FOUND" || texts.Any(text => text?.Contains("not found", StringComparison.OrdinalIgnoreCase) == true));
    }

    private static JsonElement? Read(Pax8Answer answer)
    {
        try
        {
            return JsonDocument.Parse(NoNumber().Replace(answer.Text, "null")).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Member(JsonElement part, string name) => part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement part, string name) => Member(part, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The day on which it is to end, of one that is cancelled and has not ended.</summary>
    private static string? EndsOn(JsonElement row) =>
        Same(Text(row, "status")?.Trim(), "PendingCancel") && LocalTenant.Pax8.Pax8Dates.TryRead(Text(row, "endDate"), out var end) ? end.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static int? Quantity(JsonElement row) =>
        Member(row, "quantity") is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) && value == decimal.Truncate(value) && value is >= 0 and < int.MaxValue ? (int)value : null;

    private static decimal? Price(JsonElement row) => Member(row, "price") is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) ? value : null;

    [GeneratedRegex(@"(?<=[:\[,])-?(NaN|Infinity)(?=[,\]}])")]
    private static partial Regex NoNumber();

    /// <summary>A page as it arrived.</summary>
    /// <param name="At">When.</param>
    /// <param name="Query">What was asked.</param>
    /// <param name="Company">Whose records were asked for; null for all.</param>
    /// <param name="Total">How many records the list says it has; null where it says nothing that can be read.</param>
    /// <param name="Rows">The records on it that have an id.</param>
    /// <param name="Lie">What was not true; null for an honest page.</param>
    internal sealed record Page(int At, string Query, string? Company, int? Total, IReadOnlyList<Told> Rows, Lie? Lie);

    /// <summary>One statement about one record.</summary>
    /// <param name="At">When.</param>
    /// <param name="Id">As it was said, or as it was asked for.</param>
    /// <param name="Company">Whose it is.</param>
    /// <param name="Quantity">Null where it can't be read.</param>
    /// <param name="Ended">A company: deleted.</param>
    /// <param name="Gone">In Pax8's own words.</param>
    /// <param name="Price">Null where it can't be read.</param>
    /// <param name="Term">Null where it can't be read.</param>
    /// <param name="IsWhole">Whether it was a whole record, not the outcome of a change.</param>
    internal sealed record Told(
        int At, string Id, string? Company = null, int? Quantity = null, bool Ended = false, bool Gone = false, decimal? Price = null, string? Term = null, bool IsWhole = false)
    {
        public string? EndsOn { get; init; }

        /// <summary>Whether Pax8 was asked for this record.</summary>
        public bool IsById { get; init; }

        public string? Product { get; init; }

        /// <summary>Id of the subscription that this one is an add-on of.</summary>
        public string? Parent { get; init; }
    }
}
