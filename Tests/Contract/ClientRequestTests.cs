using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Demo;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>Every request that leaves the plug-ins' HTTP handler is one that pax8.yaml describes.</summary>
public sealed class ClientRequestTests
{
    /// <summary>Each method of the client, in every way it can be called.</summary>
    private static readonly Dictionary<string, Action<Pax8Client>[]> Uses = new()
    {
        [nameof(Pax8Client.ListCompanies)] = [client => client.ListCompanies(0, 200), client => client.ListCompanies(7, 1)],
        [nameof(Pax8Client.CountCompanies)] = [client => client.CountCompanies()],
        [nameof(Pax8Client.FindCompany)] = [client => client.FindCompany(Calls.Id)],
        [nameof(Pax8Client.ListSubscriptions)] = [client => client.ListSubscriptions(0, 200, null), client => client.ListSubscriptions(2, 50, Calls.Id)],
        [nameof(Pax8Client.FindSubscription)] = [client => client.FindSubscription(Calls.Id)],
        [nameof(Pax8Client.ChangeSubscription)] =
        [
            client => client.ChangeSubscription(Calls.Id, 1, null, null), client => client.ChangeSubscription(Calls.Id, null, 0m, null),
            client => client.ChangeSubscription(Calls.Id, null, null, "Annual"), client => client.ChangeSubscription(Calls.Id, 1_000_000_000, 12.345m, "3-Year"),
        ],
        [nameof(Pax8Client.CancelSubscription)] =
        [
            client => client.CancelSubscription(Calls.Id, null), client => client.CancelSubscription(Calls.Id, new DateTime(2026, 12, 31, 0, 0, 0, DateTimeKind.Utc)),
        ],
        [nameof(Pax8Client.FindProduct)] = [client => client.FindProduct(Calls.Id)],
        [nameof(Pax8Client.CreateCompany)] =
        [
            client => client.CreateCompany(Company), client => client.CreateCompany(Company with { Address = Company.Address with { Street2 = null }, SelfServiceAllowed = true }),
        ],
    };

    private static NewCompany Company => new()
    {
        Name = "Contoso",
        Address = new() { Street = "1 Main St", Street2 = "Floor 2", City = "Denver", StateOrProvince = "Colorado", PostalCode = "80202", Country = "US" },
        Phone = "+1 303 555 0100",
        Website = "https://contoso.example",
        ExternalId = Calls.Id,
        Contacts =
        [
            new() { Types = ["Admin", "Technical"], FirstName = "Ada", LastName = "Lovelace", Email = "ada@contoso.example", Phone = "+1 303 555 0101" },
            new() { Types = ["Billing"], FirstName = "Grace", LastName = "Hopper", Email = "grace@contoso.example", Phone = "+1 303 555 0102" },
        ],
    };

    [Fact]
    public void Every_method_of_the_client_is_tried() =>
        Assert.Equal(
            typeof(Pax8Client).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(method => method.Name).Order(StringComparer.Ordinal),
            Uses.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_request_of_the_client_is_described()
    {
        var contract = await Pax8Contract.LoadAsync();
        using var scene = new ClientScene(contract, AnyAnswer);

        foreach (var use in Uses.Values.SelectMany(uses => uses)) use(scene.Client);

        Assert.Empty(scene.Network.Findings);
        Assert.Equal(Uses.Values.Sum(uses => uses.Length), scene.Network.Endpoints.Count);
    }

    [Property(MaxTest = 100)]
    public Property Whatever_is_changed_the_request_is_described() => Prop.ForAll(
        Gen.Choose(1, 1_000_000_000).Or(Gen.Constant(0)).ToArbitrary(), Gen.Choose(0, 100_000_000).ToArbitrary(), Gen.Elements("Monthly", "Annual", "2-Year", "3-Year", "One-Time", "Trial", "Activation", null).ToArbitrary(),
        (quantity, thousandths, term) =>
        {
            using var scene = new ClientScene(Pax8Contract.LoadAsync().GetAwaiter().GetResult(), AnyAnswer);
            scene.Client.ChangeSubscription(Guid.NewGuid().ToString(), quantity == 0 ? null : quantity, thousandths / 1000m, term);
            scene.Client.CancelSubscription(Guid.NewGuid().ToString(), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(thousandths));
            return scene.Network.Findings.Count == 0;
        });

    [Fact]
    public async Task A_wrong_request_is_noticed()
    {
        var contract = await Pax8Contract.LoadAsync();
        Pax8Call[] wrong =
        [
            Pax8Call.Create("GET", "/v1/invoices", "token"),
            Pax8Call.Create("GET", "/companies", "token"),
            Pax8Call.Create("GET", "/v1/companies"),
            Pax8Call.Create("GET", "/v1/companies?limit=5", "token"),
            Pax8Call.Create("GET", "/v1/companies?size=201", "token"),
            Pax8Call.Create("GET", "/v1/companies?page=one", "token"),
            Pax8Call.Create("GET", "/v1/companies?status=Sleeping", "token"),
            Pax8Call.Create("GET", "/v1/companies/17", "token"),
            Pax8Call.Create("DELETE", $"/v1/subscriptions/{Calls.Id}?cancelDate=tomorrow", "token"),
            Pax8Call.Create("DELETE", $"/v1/subscriptions/{Calls.Id}", "token", "{}"),
            Pax8Call.Create("PUT", $"/v1/subscriptions/{Calls.Id}", "token", "{}"),
            Pax8Call.Create("PUT", $"/v1/subscriptions/{Calls.Id}", "token", "not json"),
            Pax8Call.Create("PUT", $"/v1/subscriptions/{Calls.Id}", "token", """{"quantity":"5"}"""),
            Pax8Call.Create("PUT", $"/v1/subscriptions/{Calls.Id}", "token", """{"quantity":1.5}"""),
            Pax8Call.Create("PUT", $"/v1/subscriptions/{Calls.Id}", "token", """{"quantity":5,"status":"Active"}"""),
            Pax8Call.Create("PUT", $"/v1/subscriptions/{Calls.Id}", "token", """{"billingTerm":"Weekly"}"""),
            Pax8Call.Create("PUT", $"/v1/subscriptions/{Calls.Id}", "token", """{"quantity":5}""") with { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer token" } },
            Pax8Call.Create("POST", "/v1/token", null, """{"client_id":"a","client_secret":"b","grant_type":"client_credentials"}"""),
        ];

        Assert.Empty(wrong.Where(call => contract.CheckRequest(call).Count == 0).Select(call => $"{call.Method} {call.Path} {call.QueryText}"));
    }

    [Fact]
    public async Task The_whole_demo_asks_and_is_answered_as_described()
    {
        var contract = await Pax8Contract.LoadAsync();
        await using var tenant = await Tenant.StartAsync(new TenantOptions { Simulated = true });
        var (findings, calls) = (new List<string>(), 0);
        tenant.Pax8!.Observer = (call, answer) =>
        {
            calls++;
            findings.AddRange(contract.CheckRequest(call).Concat(contract.CheckAnswer(call, answer)));
        };

        var report = await new DemoRun(tenant, new NoVoice()).RunAsync();

        Assert.Empty(findings.Distinct());
        Assert.True(report.Ok, string.Join(" ", report.Problems));
        Assert.True(calls > 20, "The demo calls Pax8 often; this test sees hardly any call, so it sees wrongly.");
    }

    private static Pax8Answer AnyAnswer(Pax8Call call) => call.Method switch
    {
        "DELETE" => new Pax8Answer { Status = 204 },
        "GET" when call.QueryText.Length > 0 => Calls.Json(200, """{"content":[],"page":{"size":200,"totalElements":0,"totalPages":0,"number":0}}"""),
        _ => Calls.Json(200, $$"""{"id":"{{Calls.Id}}","companyId":"{{Calls.Id}}","quantity":1}"""),
    };
}
