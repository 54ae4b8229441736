using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>Paging and the limit of calls, without the documents.</summary>
public sealed class ListTests
{
    [Property(MaxTest = 60)]
    public Property Pages_of_any_size_give_every_company_once() => Prop.ForAll(Gen.Choose(1, 200).ToArbitrary(), Gen.Choose(0, 700).ToArbitrary(), (size, companies) =>
    {
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = companies, RequestsPerMinute = 0 });
        var token = Token(pax8);
        var ids = new List<string>();
        for (var page = 0; page <= companies / size; page++)
            ids.AddRange(Content(pax8, token, $"/v1/companies?page={page}&size={size}").Select(row => row.GetProperty("id").GetString()!));
        return ids.Count == companies && ids.Distinct().Count() == companies;
    });

    [Fact]
    public void A_page_past_the_end_is_empty_and_an_empty_list_has_no_pages()
    {
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 0 });
        var answer = pax8.Handle(Pax8Call.Create("GET", "/v1/companies?page=3", Token(pax8)));

        var body = JsonDocument.Parse(answer.Text).RootElement;

        Assert.Empty(body.GetProperty("content").EnumerateArray());
        Assert.Equal(0, body.GetProperty("page").GetProperty("totalPages").GetInt32());
    }

    [Fact]
    public void Unknown_query_parameters_are_ignored()
    {
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions());
        var token = Token(pax8);

        Assert.Equal(
            Content(pax8, token, "/v1/companies").Select(row => row.ToString()),
            Content(pax8, token, "/v1/companies?updatedSince=2026-01-01").Select(row => row.ToString()));
    }

    [Fact]
    public void The_thousand_and_first_call_in_a_minute_is_refused_and_a_minute_later_it_is_not()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 1, TimeProvider = time });
        var token = Token(pax8);

        var statuses = Enumerable.Range(0, 1000).Select(_ => pax8.Handle(Pax8Call.Create("GET", "/v1/companies?size=1", token)).Status).ToList();
        time.Advance(TimeSpan.FromSeconds(61));
        var later = pax8.Handle(Pax8Call.Create("GET", "/v1/companies?size=1", token)).Status;

        Assert.Equal(999, statuses.Count(status => status == 200));
        Assert.Equal(429, statuses[^1]);
        Assert.Equal(200, later);
    }

    [Theory]
    [InlineData("flaky")]
    [InlineData("ratelimited")]
    [InlineData("hostile")]
    public void Fault_profiles_are_decided_by_their_seed_and_pass_after_two_in_a_row(string profile)
    {
        var call = Pax8Call.Create("GET", "/v1/companies?page=0") with { Template = "/companies" };
        IReadOnlyList<FaultKind?> Draw(int seed)
        {
            var plan = FaultProfiles.Named(profile, seed)!;
            return Enumerable.Range(1, 500).Select(number => plan.Next(call, number)?.Kind).ToList();
        }

        var drawn = Draw(7);

        Assert.Equal(drawn, Draw(7));
        Assert.NotEqual(drawn, Draw(8));
        Assert.Contains(drawn, kind => kind is not null);
        Assert.DoesNotContain(Enumerable.Range(0, 498), at => drawn[at] is not null && drawn[at + 1] is not null && drawn[at + 2] is not null);
    }

    [Fact]
    public void A_hundred_thousand_companies_have_different_ids_and_names()
    {
        var companies = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 100_000 }).State.Companies;

        Assert.Equal(100_000, companies.Select(company => company.Id).Distinct().Count());
        Assert.Equal(100_000, companies.Select(company => company.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static string Token(Pax8Simulator pax8) => JsonDocument.Parse(pax8.Handle(Pax8Call.Create("POST", "/v1/token", null,
        JsonSerializer.Serialize(new { client_id = pax8.Options.ApplicationId, client_secret = pax8.Options.ApplicationSecret, audience = "https://api.pax8.com", grant_type = "client_credentials" }))).Text)
        .RootElement.GetProperty("access_token").GetString()!;

    private static List<JsonElement> Content(Pax8Simulator pax8, string token, string path) =>
        JsonDocument.Parse(pax8.Handle(Pax8Call.Create("GET", path, token)).Text).RootElement.GetProperty("content").EnumerateArray().ToList();
}
