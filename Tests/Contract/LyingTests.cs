using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>Every lie is told as it says, and an honest answer follows when it is over.</summary>
public sealed class LyingTests
{
    private const string List = "/v1/companies?page=0&size=200";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(200, 1)]
    [InlineData(4711, 24)]
    public void A_total_is_what_the_lie_says_and_the_rows_are_all_there(int total, int pages)
    {
        var pax8 = new Liar(Lies.TotalIs(total));

        var body = pax8.Get(List);

        Assert.Equal((total, pages, 200), (Page(body, "totalElements"), Page(body, "totalPages"), Content(body).Count));
    }

    [Theory]
    [InlineData(-50, 400)]
    [InlineData(-9999, 0)]
    [InlineData(7, 457)]
    public void A_total_is_off_by_so_many(int difference, int total) => Assert.Equal(total, Page(new Liar(Lies.TotalOff(difference)).Get(List), "totalElements"));

    [Theory]
    [InlineData(true, 100, 5)]
    [InlineData(false, 200, 3)]
    public void Shorter_pages_are_counted_in_their_own_size_and_say_so_or_not(bool says, int size, int pages)
    {
        var pax8 = new Liar(Lies.ShorterPages(100, says));

        var bodies = Enumerable.Range(0, 5).Select(page => pax8.Get($"/v1/companies?page={page}&size=200")).ToList();

        Assert.All(bodies, body => Assert.Equal((size, pages, 450), (Page(body, "size"), Page(body, "totalPages"), Page(body, "totalElements"))));
        Assert.Equal(450, bodies.SelectMany(Content).Select(Id).Distinct().Count());
        Assert.Equal([100, 100, 100, 100, 50], bodies.Select(body => Content(body).Count));
    }

    [Fact]
    public void Rows_are_left_out_at_the_end_of_a_page()
    {
        var pax8 = new Liar(Lies.RowsLeftOut(30));

        var told = pax8.Get(List);

        Assert.Equal(Content(pax8.Honest(List)).Take(170).Select(Id), Content(told).Select(Id));
        Assert.Equal((200, 450), (Page(told, "size"), Page(told, "totalElements")));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void A_page_holds_the_rows_of_the_one_before(bool says, int number)
    {
        var pax8 = new Liar(Lies.PageRepeated(says));

        var told = pax8.Get("/v1/companies?page=2&size=100");

        Assert.Equal(Content(pax8.Honest("/v1/companies?page=1&size=100")).Select(Id), Content(told).Select(Id));
        Assert.Equal(number, Page(told, "number"));
        Assert.Equal(Content(pax8.Honest(List)).Select(Id), Content(pax8.Get(List)).Select(Id));
    }

    [Fact]
    public void A_page_says_another_number_of_itself() => Assert.Equal(1, Page(new Liar(Lies.PageNumberOff(1)).Get(List), "number"));

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    public void Only_a_page_past_the_end_is_refused(int status)
    {
        var pax8 = new Liar(Lies.PastEndRefused(status));

        Assert.Equal(50, Content(pax8.Get("/v1/companies?page=2&size=200")).Count);
        Assert.Equal(status, pax8.Ask("GET", "/v1/companies?page=3&size=200").Status);
    }

    [Theory]
    [InlineData(0, 404)]
    [InlineData(60, 404)]
    [InlineData(60, 403)]
    public void Another_partner_has_none_of_our_companies_and_knows_no_id_of_ours(int companies, int status)
    {
        var pax8 = new Liar(Lies.OtherPartner(1, companies, companies * 2, status));
        var ours = pax8.Honest(List);

        Assert.Empty(Content(pax8.Get(List)).Select(Id).Intersect(Content(ours).Select(Id)));
        Assert.Equal(companies, Content(pax8.Get(List)).Count);
        Assert.Equal(companies * 2, Content(pax8.Get("/v1/subscriptions?size=200")).Count);
        Assert.Equal(status, pax8.Ask("GET", $"/v1/companies/{Id(Content(ours)[0])}").Status);
        Assert.Equal(status, pax8.Ask("GET", $"/v1/subscriptions/{pax8.Subscription}").Status);
        Assert.Equal(403, pax8.Ask("GET", $"/v1/subscriptions?companyId={Id(Content(ours)[0])}").Status);
        Assert.Equal(status, pax8.Ask("DELETE", $"/v1/subscriptions/{pax8.Subscription}").Status);
        Assert.NotEqual("Cancelled", pax8.State.FindSubscription(pax8.Subscription)!.Status);
    }

    [Theory]
    [InlineData("gateway", "application/json; charset=utf-8")]
    [InlineData("empty", "")]
    [InlineData("html", "text/html; charset=utf-8")]
    [InlineData("another", "application/json")]
    public void A_foreign_404_says_nothing_of_the_id_and_has_no_effect(string kind, string contentType)
    {
        var pax8 = new Liar(kind switch
        {
            "gateway" => Lies.GatewayNotFound(),
            "empty" => Lies.EmptyNotFound(),
            "html" => Lies.HtmlNotFound(),
            _ => Lies.NotFoundOfAnother(),
        });

        foreach (var method in new[] { "GET", "DELETE" })
        {
            var answer = pax8.Ask(method, $"/v1/subscriptions/{pax8.Subscription}");
            Assert.Equal((404, contentType), (answer.Status, answer.ContentType));
            Assert.DoesNotContain(pax8.Subscription, BodyWithoutPath(answer), StringComparison.Ordinal);
        }
        Assert.Equal(404, pax8.Ask("GET", $"/v1/companies/{pax8.State.Companies[0].Id}").Status);
        Assert.NotEqual("Cancelled", pax8.State.FindSubscription(pax8.Subscription)!.Status);
    }

    [Fact]
    public void The_reported_form_of_a_404_names_the_id_and_only_what_is_gone_gets_it()
    {
        var pax8 = new Liar(Lies.NotFoundAsErrors());
        Assert.Equal(200, pax8.Ask("GET", $"/v1/subscriptions/{pax8.Subscription}").Status);
        pax8.State.VanishSubscription(pax8.Subscription);

        var answer = pax8.Ask("GET", $"/v1/subscriptions/{pax8.Subscription}");

        Assert.Equal((404, $$"""{"errors":["Subscription Not Found: {{pax8.Subscription}}"]}"""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("companies")]
    [InlineData("subscriptions")]
    [InlineData("products")]
    public void An_answer_by_id_is_another_record_of_the_same_kind(string kind)
    {
        var pax8 = new Liar(Lies.AnotherRecord(3));
        var id = Id(Content(pax8.Honest($"/v1/{kind}"))[0]);

        var told = pax8.Get($"/v1/{kind}/{id}");

        Assert.NotEqual(id, Id(told));
        Assert.Equal(pax8.Honest($"/v1/{kind}/{Id(told)}").ToString(), told.ToString());
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    public void A_strange_number_stands_at_any_place_of_a_page(string token)
    {
        var pages = Enumerable.Range(0, 300).Select(at => new Liar(Lies.NumberAnywhere(token, at)).Ask("GET", "/v1/subscriptions?size=20").Text).ToList();

        Assert.All(pages, page => Assert.Single(Occurrences(page, ":" + token)));
        foreach (var member in new[] { "quantity", "price", "partnerCost", "totalElements", "totalPages", "size", "number", "score" })
            Assert.Contains(pages, page => page.Contains($"\"{member}\":{token}", StringComparison.Ordinal));
        Assert.Single(Occurrences(new Liar(Lies.NumberAnywhere(token, 0)).Ask("GET", List).Text, token));
    }

    [Fact]
    public void A_number_of_one_record_and_the_lifetime_of_a_token_are_as_written()
    {
        var pax8 = new Liar(Lies.Number("quantity", "1e400", at: 1));
        var token = new Liar(Lies.TokenLifetime("1e400")).Token();

        Assert.Contains("\"quantity\":1e400", Content(pax8.Get("/v1/subscriptions?size=3"))[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("\"expires_in\":1e400", token.Text, StringComparison.Ordinal);
        Assert.Contains("access_token", token.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("productId")]
    [InlineData("parentSubscriptionId")]
    public void Ids_are_too_long_or_begin_with_a_mark(string member)
    {
        const string Path = "/v1/subscriptions?size=3";
        var honest = Content(new Liar(Lies.TotalOff(0)).Honest(Path))[1];
        var right = honest.TryGetProperty(member, out var value) ? value.GetString()! : Id(honest);

        var tooLong = Content(new Liar(Lies.LongId(member, 900, at: 1)).Get(Path))[1].GetProperty(member).GetString()!;
        var marked = Content(new Liar(Lies.MarkedId(member, "?", at: 1)).Get(Path))[1].GetProperty(member).GetString();

        Assert.Equal(900, tooLong.Length);
        Assert.StartsWith(right, tooLong, StringComparison.Ordinal);
        Assert.Equal("?" + right, marked);
    }

    [Fact]
    public void Every_optional_member_can_have_a_value_of_the_wrong_kind()
    {
        for (var which = 0; which < Lies.WrongKindsOfSubscriptions.Count; which++)
            Holds("/v1/subscriptions?size=3", Lies.WrongKindOfSubscription(which, at: 2), Lies.WrongKindsOfSubscriptions[which]);
        for (var which = 0; which < Lies.WrongKindsOfCompanies.Count; which++)
            Holds("/v1/companies?size=3", Lies.WrongKindOfCompany(which, at: 2), Lies.WrongKindsOfCompanies[which]);

        static void Holds(string path, Lie lie, (string Member, string Json) kind) =>
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(kind.Json).RootElement, Content(new Liar(lie).Get(path))[2].GetProperty(kind.Member)), lie.Name);
    }

    [Fact]
    public void Dates_and_status_words_stand_in_one_record()
    {
        foreach (var date in Lies.EarlyDates)
        {
            var told = Content(new Liar(Lies.Value("startDate", $"\"{date}\"", at: 1)).Get("/v1/subscriptions?size=3"))[1].GetProperty("startDate").GetString()!;
            Assert.True(DateTime.Parse(told, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).Year < 1753, told);
        }
        foreach (var word in Lies.StatusWords)
            Assert.Equal(word, Content(new Liar(Lies.Status(word, at: 1)).Get("/v1/subscriptions?size=3"))[1].GetProperty("status").GetString());
        var ended = Content(new Liar(Lies.ActiveThoughEnded(at: 1)).Get("/v1/subscriptions?size=3"))[1];
        Assert.Equal("Active", ended.GetProperty("status").GetString());
        Assert.True(ended.GetProperty("endDate").GetDateTimeOffset() < new Liar(Lies.TotalOff(0)).Now);
    }

    [Fact]
    public void The_end_of_a_commitment_stands_beside_it()
    {
        var pax8 = new Liar(Lies.CommitmentEndBeside());
        var bound = Content(pax8.Honest("/v1/subscriptions?size=200")).First(row => row.TryGetProperty("commitment", out var term) && term.TryGetProperty("endDate", out _));

        var told = pax8.Get($"/v1/subscriptions/{Id(bound)}");

        Assert.Equal(bound.GetProperty("commitment").GetProperty("endDate").GetString(), told.GetProperty("commitmentTermEndDate").GetString());
        Assert.False(told.GetProperty("commitment").TryGetProperty("endDate", out _));
    }

    [Fact]
    public void A_list_of_one_company_holds_subscriptions_of_others()
    {
        var pax8 = new Liar(Lies.OtherCompaniesToo());
        var company = pax8.State.FindSubscription(pax8.Subscription)!.CompanyId;

        var told = Content(pax8.Get($"/v1/subscriptions?companyId={company}&size=200")).Select(row => row.GetProperty("companyId").GetString()).ToList();

        Assert.Contains(company, told);
        Assert.Contains(told, one => one != company);
    }

    [Fact]
    public void A_change_is_shown_late_by_id_in_lists_and_in_its_own_answer()
    {
        var pax8 = new Liar(Lies.Late(TimeSpan.FromMinutes(10)));
        var id = pax8.Subscription;
        var before = pax8.State.FindSubscription(id)!.Quantity;
        var company = pax8.State.Companies[0];
        pax8.Advance(TimeSpan.FromHours(1));

        var answered = pax8.Send("PUT", $"/v1/subscriptions/{id}", """{"quantity":977}""");
        pax8.State.RenameCompany(company.Id, "Another name");
        pax8.Advance(TimeSpan.FromMinutes(9));

        Assert.Equal(977, pax8.State.FindSubscription(id)!.Quantity);
        Assert.Equal(before, answered.GetProperty("quantity").GetDecimal());
        Assert.Equal((before, before, company.Name), (ById(), InList(), CompanyInList()));
        pax8.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((977, 977, "Another name"), (ById(), InList(), CompanyInList()));

        decimal ById() => pax8.Get($"/v1/subscriptions/{id}").GetProperty("quantity").GetDecimal();
        decimal InList() => Content(pax8.Get("/v1/subscriptions?size=200")).Single(row => Id(row) == id).GetProperty("quantity").GetDecimal();
        string? CompanyInList() => Content(pax8.Get(List)).Single(row => Id(row) == company.Id).GetProperty("name").GetString();
    }

    [Fact]
    public void The_lying_profile_tells_every_lie_repeats_some_and_is_decided_by_its_seed()
    {
        Pax8Call[] calls =
        [
            Call("POST", "/v1/token", "/token"), Call("GET", "/v1/companies?page=0&size=200", "/companies"), Call("GET", "/v1/companies?page=1&size=200", "/companies"),
            Call("GET", "/v1/subscriptions?page=1&size=200", "/subscriptions"), Call("GET", "/v1/subscriptions?companyId=a", "/subscriptions"),
            Call("GET", "/v1/companies/a", "/companies/{companyId}"), Call("GET", "/v1/subscriptions/a", "/subscriptions/{subscriptionId}"),
            Call("PUT", "/v1/subscriptions/a", "/subscriptions/{subscriptionId}"), Call("DELETE", "/v1/subscriptions/a", "/subscriptions/{subscriptionId}"),
        ];
        List<string?> Draw(int seed)
        {
            var plan = FaultProfiles.Named("lying", seed)!;
            return Enumerable.Range(0, 100_000).Select(number => plan.Next(calls[number % calls.Length], number)?.Told!.Name).ToList();
        }

        var drawn = Draw(7);

        Assert.Equal(drawn, Draw(7));
        Assert.NotEqual(drawn, Draw(8));
        Assert.Contains(drawn, name => name is null);
        Assert.Contains(Enumerable.Range(0, drawn.Count - calls.Length), at => drawn[at] is not null && drawn[at] == drawn[at + calls.Length]);
        string[] every =
        [
            "total is 0", "total is 100", "total is off by -", "total is off by ", "pages of at most", ", said", ", not said", "rows left out", "page repeated", "page number off by", "refused with 400",
            "refused with 404", "refused with 422", "of other companies", "another partner with 0", "another partner with 2", ", 403", "late", "a number is NaN", "quantity is 1e400", "a token lives",
            "id has", "productId has", "parentSubscriptionId has", "id begins with -", "begins with ?", "price is {", "address is \"", "currencyCode is \"EURO\"", "selfServiceAllowed is \"Yes\"", "is null",
            "commitmentTermEndDate", "status is Canceled", "status is CANCELLED", "status is Terminated", "status is Deleted", "active, and ended", "is \"1752", "another record", "404 of a gateway",
            "404 without a body", "404 as a page", "404 of another id", "404 as errors",
        ];
        Assert.All(every, part => Assert.Contains(drawn, name => name?.Contains(part, StringComparison.Ordinal) == true));
    }

    [Fact]
    public void Two_simulators_with_the_same_seed_tell_the_same_lies_to_the_same_calls()
    {
        static List<string> Told()
        {
            var pax8 = new Liar(FaultProfiles.Named("lying", 3));
            return Enumerable.Range(0, 200).Select(number => pax8.Ask("GET", number % 3 == 0 ? $"/v1/subscriptions/{pax8.Subscription}" : $"/v1/companies?page={number % 4}&size=200"))
                .Select(answer => $"{answer.Status} {answer.Text}").ToList();
        }

        Assert.Equal(Told(), Told());
    }

    [Fact]
    public void The_log_says_that_a_call_was_lied_to()
    {
        var pax8 = new Liar(Lies.TotalIs(0));

        pax8.Get(List);

        Assert.Equal(FaultKind.Lie, pax8.Log[^1].Fault);
    }

    private static Pax8Call Call(string method, string path, string template) => Pax8Call.Create(method, path) with { Template = template };

    private static string BodyWithoutPath(Pax8Answer answer) => answer.Text.Replace("/public/v1/subscriptions/", "", StringComparison.Ordinal) is var text && text.Contains("\"instance\"", StringComparison.Ordinal)
        ? JsonDocument.Parse(answer.Text).RootElement.GetProperty("message").GetString()!
        : text;

    private static IEnumerable<int> Occurrences(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal)) yield return at;
    }

    private static List<JsonElement> Content(JsonElement body) => [.. body.GetProperty("content").EnumerateArray()];

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    private static int Page(JsonElement body, string member) => body.GetProperty("page").GetProperty(member).GetInt32();

    /// <summary>A simulator with 450 companies and 150 subscriptions that lies, and can be asked honestly.</summary>
    private sealed class Liar
    {
        private readonly VirtualTime _time = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        private readonly Pax8Simulator _pax8;
        private readonly IFaultPlan? _plan;
        private readonly string _token;

        public Liar(Lie lie)
            : this(new ScriptedFaults().Always(Fault.Lie(lie)))
        {
        }

        public Liar(IFaultPlan? plan)
        {
            _pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 450, Subscriptions = 150, TimeProvider = _time, RequestsPerMinute = 0 });
            _token = JsonDocument.Parse(Token().Text).RootElement.GetProperty("access_token").GetString()!;
            _pax8.Faults = _plan = plan;
            Subscription = _pax8.State.Subscriptions.First(one => one.Status == "Active" && one.Commitment is null && string.CompareOrdinal(one.StartDate, "2026") < 0).Id;
        }

        public string Subscription { get; }

        public Pax8State State => _pax8.State;

        public IReadOnlyList<Pax8LogEntry> Log => _pax8.Log;

        public DateTimeOffset Now => _time.GetUtcNow();

        public void Advance(TimeSpan time) => _time.Advance(time);

        public Pax8Answer Ask(string method, string path) => _pax8.Handle(Pax8Call.Create(method, path, _token));

        public JsonElement Send(string method, string path, string json) => Read(_pax8.Handle(Pax8Call.Create(method, path, _token, json)));

        public JsonElement Get(string path) => Read(Ask("GET", path));

        public JsonElement Honest(string path)
        {
            _pax8.Faults = null;
            var body = Get(path);
            _pax8.Faults = _plan;
            return body;
        }

        public Pax8Answer Token() => _pax8.Handle(Pax8Call.Create("POST", "/v1/token", null, JsonSerializer.Serialize(
            new { client_id = _pax8.Options.ApplicationId, client_secret = _pax8.Options.ApplicationSecret, audience = "https://api.pax8.com", grant_type = "client_credentials" })));

        private static JsonElement Read(Pax8Answer answer)
        {
            Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Text}");
            return JsonDocument.Parse(answer.Text).RootElement;
        }
    }
}
