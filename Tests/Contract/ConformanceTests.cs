using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>Every answer of the simulator is one that pax8.yaml describes, and it takes what is described there.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task A_wrong_answer_is_noticed()
    {
        var contract = await Pax8Contract.LoadAsync();
        var call = Pax8Call.Create("GET", "/v1/companies");
        string[] wrong =
        [
            """{"content":[{"id":"2b1c7a3e-6d0f-4c58-9a86-1f0c2d3e4f50","status":"Sleeping"}],"page":{"size":10,"totalElements":1,"totalPages":1,"number":0}}""",
            """{"content":[{"id":17}],"page":{"size":10,"totalElements":1,"totalPages":1,"number":0}}""",
            """{"content":[{"id":"2b1c7a3e-6d0f-4c58-9a86-1f0c2d3e4f50","nickname":"x"}],"page":{"size":10,"totalElements":1,"totalPages":1,"number":0}}""",
            """{"content":[{"id":"2b1c7a3e-6d0f-4c58-9a86-1f0c2d3e4f50","updatedDate":"3 May"}],"page":{"size":10,"totalElements":1,"totalPages":1,"number":0}}""",
            """{"content":{},"page":{"size":10,"totalElements":1,"totalPages":1,"number":0}}""",
            """{"content":[],"page":{"size":"ten","totalElements":1,"totalPages":1,"number":0}}""",
        ];

        Assert.All(wrong, body => Assert.NotEmpty(contract.CheckAnswer(call, new Pax8Answer { Status = 200, Body = System.Text.Encoding.UTF8.GetBytes(body) })));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5000)]
    public async Task Lists_and_single_records_conform(int? companies)
    {
        var contract = await Pax8Contract.LoadAsync();
        var pax8 = new Conversation(contract, new Pax8SimulatorOptions { Companies = companies, Subscriptions = companies is null ? null : 3000 });

        var ids = pax8.AllIds("/v1/companies");
        foreach (var id in ids.Take(40)) pax8.Get($"/v1/companies/{id}", 200);
        foreach (var id in ids.Take(10)) pax8.Get($"/v1/companies/{id}/contacts", 200);
        var products = pax8.AllIds("/v1/products");
        foreach (var id in products.Take(10))
            foreach (var part in new[] { "", "/pricing", "/dependencies", "/provision-details" })
                pax8.Get($"/v1/products/{id}{part}", 200);
        var subscriptions = pax8.AllIds("/v1/subscriptions");
        foreach (var id in subscriptions.Take(40)) pax8.Get($"/v1/subscriptions/{id}", 200);
        foreach (var id in subscriptions.Take(5)) pax8.Get($"/v1/subscriptions/{id}/history", 200);
        pax8.AllIds("/v1/orders");

        Assert.Equal(companies ?? 20, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.NotEmpty(products);
        Assert.NotEmpty(subscriptions);
        pax8.AssertConforming();
    }

    [Fact]
    public async Task Refusals_and_missing_records_conform()
    {
        var contract = await Pax8Contract.LoadAsync();
        var pax8 = new Conversation(contract, new Pax8SimulatorOptions());

        pax8.Get($"/v1/companies/{Guid.NewGuid()}", 404);
        pax8.Get($"/v1/subscriptions/{Guid.NewGuid()}", 404);
        pax8.Get($"/v1/products/{Guid.NewGuid()}", 404);
        pax8.Get($"/v1/orders/{Guid.NewGuid()}", 404);
        pax8.Get("/v1/companies?size=201", 400);
        pax8.Get("/v1/companies?size=0", 400);

        pax8.AssertConforming();
    }

    [Fact]
    public async Task Token_answers_conform()
    {
        var contract = await Pax8Contract.LoadAsync();
        var pax8 = new Conversation(contract, new Pax8SimulatorOptions());

        pax8.Send("POST", "/v1/token", """{"client_id":"nobody","client_secret":"x","audience":"https://api.pax8.com","grant_type":"client_credentials"}""", 401, bearer: null);

        pax8.AssertConforming();
    }

    [Fact]
    public async Task A_company_can_be_created_and_changed_and_stays_conforming()
    {
        var contract = await Pax8Contract.LoadAsync();
        var pax8 = new Conversation(contract, new Pax8SimulatorOptions());

        var created = pax8.Send("POST", "/v1/companies", """
            {"name":"New company","address":{"street":"1 Main St","city":"Denver","stateOrProvince":"CO","postalCode":"80202","country":"US"},
             "phone":"+1 555 0100","website":"https://new.example","billOnBehalfOfEnabled":true,"selfServiceAllowed":false,"orderApprovalRequired":false}
            """, 200);
        var id = created.GetProperty("id").GetString();
        pax8.Send("PATCH", $"/v1/companies/{id}", """{"phone":"+1 555 0101"}""", 200);
        pax8.Send("PATCH", $"/v1/companies/{id}", """{"phone":"+1 555 0101"}""", 422);
        var unknown = pax8.Send("PATCH", $"/v1/companies/{id}", """{"nickname":"x"}""", 400);

        Assert.Equal("Inactive", created.GetProperty("status").GetString());
        Assert.Contains("nickname", unknown.ToString(), StringComparison.Ordinal);
        pax8.AssertConforming();
    }

    [Fact]
    public async Task Every_member_that_may_be_sent_is_known_to_the_simulator_and_an_unknown_one_is_refused()
    {
        var contract = await Pax8Contract.LoadAsync();
        var pax8 = new Conversation(contract, new Pax8SimulatorOptions());
        var tried = 0;

        foreach (var endpoint in contract.Endpoints)
            foreach (var example in contract.RequestExamples(endpoint))
            {
                tried++;
                Assert.DoesNotContain("field: ", pax8.Try(endpoint, example.ToJsonString()).Text, StringComparison.Ordinal);
                var stranger = example.DeepClone();
                stranger["nickname"] = "x";
                var refused = pax8.Try(endpoint, stranger.ToJsonString());
                Assert.Equal((400, true), (refused.Status, refused.Text.Contains("field: nickname", StringComparison.Ordinal)));
            }

        Assert.True(tried > 8, $"There are more examples of requests than {tried}.");
        pax8.AssertConforming();
    }

    [Fact]
    public async Task Every_query_parameter_is_understood_where_it_is_described()
    {
        var contract = await Pax8Contract.LoadAsync();
        var pax8 = new Conversation(contract, new Pax8SimulatorOptions());
        string[] wrong = ["page=-1", "page=one", "size=0", "size=201", "sort=colour", "status=Sleeping", "selfServiceAllowed=perhaps", "billingTerm=Weekly"];

        foreach (var list in new[] { "/v1/companies", "/v1/products", "/v1/orders", "/v1/subscriptions" })
            foreach (var query in wrong)
            {
                var described = contract.CheckRequest(Pax8Call.Create("GET", $"{list}?{query}", "token")).All(finding => finding.Contains("which is not described", StringComparison.Ordinal));
                // Of a parameter that it does not know, the live API takes no notice.
                pax8.Get($"{list}?{query}", described ? 200 : 400);
            }

        pax8.AssertConforming();
    }
}
