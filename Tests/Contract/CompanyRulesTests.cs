using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>What the simulator demands of new companies and their contacts, and what it does where nobody knows what Pax8 does.</summary>
public sealed class CompanyRulesTests
{
    private const string Companies = "/v1/companies";

    [Fact]
    public async Task A_company_with_a_primary_contact_for_each_role_is_active_and_keeps_its_external_id()
    {
        var pax8 = await OpenAsync();

        var made = pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200);

        var read = pax8.Get($"{Companies}/{made.Text("id")}", 200);
        Assert.Equal(("Active", "N-7"), (read.Text("status"), read.Text("externalId")));
        Assert.False(made.TryGetProperty("contacts", out _));
        Assert.Equal(3, pax8.Rows($"{Companies}/{made.Text("id")}/contacts")[0].GetProperty("types").GetArrayLength());
        Assert.Equal([made.Text("id")!], pax8.Pax8.State.CompaniesWithExternalId("N-7").Select(company => company.Id));
        pax8.AssertConforming();
    }

    [Fact]
    public async Task Without_contacts_it_is_inactive_and_becomes_active_with_the_third_role()
    {
        var pax8 = await OpenAsync();
        var id = pax8.Send("POST", Companies, Requests.CompanyAlone().ToJsonString(), 200).Text("id");
        string? Status() => pax8.Get($"{Companies}/{id}", 200).Text("status");

        var alone = Status();
        pax8.Send("POST", $"{Companies}/{id}/contacts", Requests.Contact("Admin").ToJsonString(), 200);
        var contact = pax8.Send("POST", $"{Companies}/{id}/contacts", Requests.Contact("Billing").ToJsonString(), 200).Text("id");
        var withTwo = Status();
        pax8.Send("PUT", $"{Companies}/{id}/contacts/{contact}", Requests.Contact("Billing", "Technical").ToJsonString(), 200);

        Assert.Equal(("Inactive", "Inactive", "Active"), (alone, withTwo, Status()));
        pax8.AssertConforming();
    }

    [Fact]
    public async Task A_contact_that_is_not_primary_does_not_activate()
    {
        var pax8 = await OpenAsync();
        var contact = Requests.Contact("Admin", "Billing", "Technical");
        contact["types"]![1]!["primary"] = false;

        var made = pax8.Send("POST", Companies, Requests.Company().With("contacts", new JsonArray(contact)).ToJsonString(), 200);

        Assert.Equal("Inactive", made.Text("status"));
    }

    [Theory]
    [InlineData(422)]
    [InlineData(400)]
    public async Task A_name_that_is_taken_is_refused_also_where_nobody_sees_the_company_that_has_it(int status)
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch);
        var pax8 = await OpenAsync(new Pax8SimulatorOptions
        {
            TimeProvider = time,
            Habits = new Pax8Habits { TakenNameStatus = status, CompanyListedAfter = TimeSpan.FromMinutes(5), LateByIdToo = true },
        });
        var hidden = pax8.Send("POST", Companies, Requests.CompanyAlone().ToJsonString(), 200).Text("id")!;

        var refused = pax8.Send("POST", Companies, Requests.Company("NORTHWIND Ferries").ToJsonString(), status);

        Assert.Contains("already exists", refused.Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, pax8.AllIds(Companies));
        pax8.Get($"{Companies}/{hidden}", 404);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains(hidden, pax8.AllIds(Companies));
        Assert.Single(pax8.Pax8.State.CreatedCompanies);
        pax8.AssertConforming();
    }

    [Fact]
    public async Task A_name_stays_taken_when_its_company_has_vanished_or_is_inactive()
    {
        var pax8 = await OpenAsync();
        pax8.Pax8.State.VanishCompany(pax8.Send("POST", Companies, Requests.Company("Vanished").ToJsonString(), 200).Text("id")!);
        pax8.Send("POST", Companies, Requests.CompanyAlone("Inactive").ToJsonString(), 200);

        pax8.Send("POST", Companies, Requests.Company("Vanished").ToJsonString(), 422);
        pax8.Send("POST", Companies, Requests.Company("Inactive").ToJsonString(), 422);

        Assert.Equal(["Vanished", "Inactive"], pax8.Pax8.State.CreatedCompanies.Select(company => company.Name));
    }

    [Fact]
    public async Task A_change_to_a_name_that_is_taken_is_refused()
    {
        var pax8 = await OpenAsync();
        var taken = pax8.Rows(Companies)[0].Text("name");
        var id = pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200).Text("id");

        pax8.Send("PATCH", $"{Companies}/{id}", new JsonObject { ["name"] = taken }.ToJsonString(), 422);

        Assert.Equal("Northwind Ferries", pax8.Get($"{Companies}/{id}", 200).Text("name"));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("address")]
    [InlineData("phone")]
    [InlineData("website")]
    [InlineData("billOnBehalfOfEnabled")]
    [InlineData("selfServiceAllowed")]
    [InlineData("orderApprovalRequired")]
    public async Task A_member_that_is_missing_is_refused_by_its_name(string member)
    {
        var pax8 = await OpenAsync();

        var refused = pax8.Send("POST", Companies, Requests.Company().Without(member).ToJsonString(), 422);

        Assert.Equal([$"{member}: This field is required."], refused.Details());
        Assert.Empty(pax8.Pax8.State.CreatedCompanies);
        pax8.AssertConforming();
    }

    [Fact]
    public async Task Members_that_nobody_knows_are_refused_at_each_depth()
    {
        var pax8 = await OpenAsync();
        JsonObject inAddress = Requests.Company(), inContact = Requests.Company(), inType = Requests.Company();
        inAddress["address"]!["region"] = "x";
        inContact["contacts"]![0]!["nickname"] = "x";
        inType["contacts"]![0]!["types"]![0]!["since"] = "x";

        foreach (var (body, member) in new[] { (inAddress, "region"), (inContact, "nickname"), (inType, "since"), (Requests.Company().With("taxNumber", "x"), "taxNumber") })
            Assert.Contains("field: " + member, pax8.Send("POST", Companies, body.ToJsonString(), 400).Text("message"), StringComparison.Ordinal);
        Assert.Empty(pax8.Pax8.State.CreatedCompanies);
        pax8.AssertConforming();
    }

    [Theory]
    [InlineData(422)]
    [InlineData(400)]
    public async Task A_change_of_nothing_is_refused(int status)
    {
        var pax8 = await OpenAsync(new Pax8SimulatorOptions { Habits = new Pax8Habits { NoChangeStatus = status } });
        var id = pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200).Text("id");

        pax8.Send("PATCH", $"{Companies}/{id}", """{"phone":"+1 206 555 0100","externalId":"N-7"}""", status);
        pax8.Send("PATCH", $"{Companies}/{id}", "{}", status);
        // The status is read-only: it may be sent and changes nothing.
        pax8.Send("PATCH", $"{Companies}/{id}", """{"status":"Deleted"}""", status);

        pax8.AssertConforming();
    }

    [Theory]
    [InlineData(false, "Seattle")]
    [InlineData(true, null)]
    public async Task What_a_changed_address_leaves_out_stays_or_goes(bool replaced, string? city)
    {
        var pax8 = await OpenAsync(new Pax8SimulatorOptions { Habits = new Pax8Habits { AddressIsReplaced = replaced } });
        var id = pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200).Text("id");

        var changed = pax8.Send("PATCH", $"{Companies}/{id}", """{"address":{"street":"4 Harbour Way","country":"US"}}""", 200);

        Assert.Equal(("4 Harbour Way", city), (changed.GetProperty("address").Text("street"), changed.GetProperty("address").Text("city")));
        pax8.AssertConforming();
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 0)]
    public async Task Types_that_a_contact_is_sent_without_stay_or_go(bool cleared, int types)
    {
        var pax8 = await OpenAsync(new Pax8SimulatorOptions { Habits = new Pax8Habits { TypesLeftOutAreCleared = cleared } });
        var id = pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200).Text("id");
        var contacts = $"{Companies}/{id}/contacts";
        var first = pax8.Rows(contacts)[0].Text("id");
        // Somebody else holds the roles by now, so that none of them is lost.
        pax8.Send("POST", contacts, Requests.Contact("Admin", "Billing", "Technical").ToJsonString(), 200);

        pax8.Send("PUT", $"{contacts}/{first}", Requests.Contact().Without("types").ToJsonString(), 200);

        Assert.Equal(types, pax8.Get($"{contacts}/{first}", 200).GetProperty("types").GetArrayLength());
        pax8.AssertConforming();
    }

    [Fact]
    public async Task The_last_primary_contact_of_a_role_stays()
    {
        var pax8 = await OpenAsync(new Pax8SimulatorOptions { Habits = new Pax8Habits { TypesLeftOutAreCleared = true } });
        var id = pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200).Text("id");
        var contact = pax8.Rows($"{Companies}/{id}/contacts")[0].Text("id");

        pax8.Send("DELETE", $"{Companies}/{id}/contacts/{contact}", null, 422);
        pax8.Send("PUT", $"{Companies}/{id}/contacts/{contact}", Requests.Contact().Without("types").ToJsonString(), 422);

        Assert.Equal("Active", pax8.Get($"{Companies}/{id}", 200).Text("status"));
        Assert.Single(pax8.Rows($"{Companies}/{id}/contacts"));
        pax8.AssertConforming();
    }

    [Fact]
    public async Task Where_the_last_primary_contact_may_go_the_company_is_inactive_afterwards()
    {
        var pax8 = await OpenAsync(new Pax8SimulatorOptions { Habits = new Pax8Habits { LastPrimaryMayGo = true } });
        var id = pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200).Text("id");
        var contact = pax8.Rows($"{Companies}/{id}/contacts")[0].Text("id");

        pax8.Send("DELETE", $"{Companies}/{id}/contacts/{contact}", null, 204);

        Assert.Equal("Inactive", pax8.Get($"{Companies}/{id}", 200).Text("status"));
        Assert.Empty(pax8.Rows($"{Companies}/{id}/contacts"));
    }

    [Fact]
    public async Task A_key_that_may_only_read_reads_and_writes_nothing()
    {
        var pax8 = await OpenAsync(new Pax8SimulatorOptions { ReadOnlyKey = true });
        var company = pax8.AllIds(Companies)[0];
        var subscription = pax8.AllIds("/v1/subscriptions")[0];
        var before = pax8.Get($"{Companies}/{company}", 200).ToString();

        pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 403);
        pax8.Send("PATCH", $"{Companies}/{company}", """{"phone":"1"}""", 403);
        pax8.Send("POST", $"{Companies}/{company}/contacts", Requests.Contact("Admin").ToJsonString(), 403);
        pax8.Send("POST", "/v1/orders", "{}", 403);
        pax8.Send("POST", "/v1/orders?isMock=true", "{}", 403);
        pax8.Send("PUT", $"/v1/subscriptions/{subscription}", """{"quantity":7}""", 403);
        pax8.Send("DELETE", $"/v1/subscriptions/{subscription}", null, 403);

        Assert.Equal(before, pax8.Get($"{Companies}/{company}", 200).ToString());
        Assert.Empty(pax8.Pax8.State.CreatedCompanies);
        pax8.Pax8.ReadOnlyKey = false;
        pax8.Send("POST", Companies, Requests.Company().ToJsonString(), 200);
        pax8.AssertConforming();
    }

    private static async Task<Conversation> OpenAsync(Pax8SimulatorOptions? options = null) =>
        new(await Pax8Contract.LoadAsync(), options ?? new Pax8SimulatorOptions());
}
