using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>What can go wrong with a call that creates or changes something, and what it left in Pax8.</summary>
public sealed class WriteFaultTests
{
    public static TheoryData<string> Names => new(WriteFaults.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_order_took_effect_where_the_name_of_the_fault_says_so_and_the_next_call_is_answered(string name)
    {
        var shop = await Shop.OpenAsync();
        shop.Pax8.Pax8.Faults = new ScriptedFaults().At("POST /orders", 1, WriteFaults.Named(name));
        var order = shop.Order(shop.Line(Marketplace.Plain)).ToJsonString();

        var answer = shop.Pax8.Call("POST", "/v1/orders", order);

        var executed = name.StartsWith("executed", StringComparison.Ordinal) ? 1 : 0;
        Assert.False(answer.Status == 200 && answer.Transport == TransportFault.None && IsJson(answer.Text), $"{name}: the caller knows that it worked.");
        Assert.Equal((executed, executed), (shop.State.Purchases.Count, shop.Pax8.Pax8.Arrived("POST /orders")));
        Assert.Equal(1, shop.Pax8.Pax8.Count("POST /orders"));
        // A token that was refused stays so: the caller needs another.
        if (name == "not executed, 401") shop.Pax8.ForgetToken();
        Assert.Equal(200, shop.Pax8.Call("POST", "/v1/orders", order).Status);
        Assert.Equal((executed + 1, executed + 1), (shop.State.Purchases.Count, shop.Pax8.Pax8.Arrived("POST /orders")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_change_of_a_company_took_effect_where_the_name_of_the_fault_says_so(string name)
    {
        var shop = await Shop.OpenAsync();
        shop.Pax8.Pax8.Faults = new ScriptedFaults().At("PATCH /companies/{companyId}", 2, WriteFaults.Named(name));

        shop.Pax8.Send("PATCH", $"/v1/companies/{shop.Company}", """{"phone":"1"}""", 200);
        shop.Pax8.Call("PATCH", $"/v1/companies/{shop.Company}", """{"phone":"2"}""");

        Assert.Equal(name.StartsWith("executed", StringComparison.Ordinal) ? "2" : "1", shop.State.FindCompany(shop.Company)!.Phone);
    }

    [Fact]
    public async Task A_request_that_the_network_delivers_twice_is_two_orders_and_a_company_that_already_exists()
    {
        var shop = await Shop.OpenAsync();
        shop.Pax8.Pax8.Faults = new ScriptedFaults().Always(Fault.DeliveredTwice());

        var order = shop.Pax8.Send("POST", "/v1/orders", shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);
        var company = shop.Pax8.Send("POST", "/v1/companies", Requests.Company("Twice").ToJsonString(), 422);

        Assert.Equal((2, order.Text("id")), (shop.State.Purchases.Count, shop.State.Purchases[1].OrderId));
        Assert.Contains("already exists", company.Text("message"), StringComparison.Ordinal);
        Assert.Single(shop.State.Companies, made => made.Name == "Twice");
        Assert.Equal((1, 2), (shop.Pax8.Pax8.Count("POST /orders"), shop.Pax8.Pax8.Arrived("POST /orders")));
    }

    [Theory]
    [InlineData("writes")]
    [InlineData("duplicating")]
    public async Task Faults_drawn_from_a_seed_strike_the_same_writes_again_however_much_is_read_between_them(string profile)
    {
        var first = await History(profile, seed: 5, reads: 0);

        Assert.Equal(first, await History(profile, seed: 5, reads: 3));
        Assert.NotEqual(first, await History(profile, seed: 6, reads: 0));
        Assert.Contains(first, entry => entry.StartsWith("POST ", StringComparison.Ordinal) && !entry.EndsWith(' '));
        Assert.Contains(first, entry => entry.EndsWith(' '));

        static async Task<List<string>> History(string profile, int seed, int reads)
        {
            var shop = await Shop.OpenAsync();
            shop.Pax8.Pax8.ClearLog();
            shop.Pax8.Pax8.Faults = FaultProfiles.Named(profile, seed);
            for (var call = 0; call < 60; call++)
            {
                shop.Pax8.Call("POST", "/v1/orders", shop.Order(shop.Line(Marketplace.Plain)).ToJsonString());
                shop.Pax8.Call("PATCH", $"/v1/companies/{shop.Company}", $$"""{"phone":"{{call}}"}""");
                for (var read = 0; read < reads; read++) shop.Pax8.Call("GET", "/v1/orders?size=1");
            }
            return shop.Pax8.Pax8.Log.Where(entry => entry.Method != "GET").Select(entry => $"{entry.Method} {entry.Status} {entry.Deliveries} {entry.Fault}").ToList();
        }
    }

    [Fact]
    public void Profiles_of_writes_leave_reads_and_tokens_alone_and_pass_after_two_in_a_row()
    {
        var plan = WriteFaults.Drawn(7, share: 0.9);
        var post = Pax8Call.Create("POST", "/v1/orders") with { Template = "/orders" };

        var struck = Enumerable.Range(1, 300).Select(number => plan.Next(post, number) is not null).ToList();

        Assert.Contains(Enumerable.Range(0, 299), at => struck[at] && struck[at + 1]);
        Assert.DoesNotContain(Enumerable.Range(0, 298), at => struck[at] && struck[at + 1] && struck[at + 2]);
        Assert.All(Enumerable.Range(1, 300), number =>
        {
            Assert.Null(plan.Next(Pax8Call.Create("GET", "/v1/orders") with { Template = "/orders" }, number));
            Assert.Null(plan.Next(Pax8Call.Create("POST", "/v1/token") with { Template = "/token" }, number));
        });
        Assert.All(Enumerable.Range(1, 300), number => Assert.Null(WriteFaults.Duplicating(7, 1).Next(post with { Method = "PATCH" }, number)));
    }

    [Fact]
    public void Only_the_profile_that_is_named_so_delivers_anything_twice()
    {
        var post = Pax8Call.Create("POST", "/v1/orders") with { Template = "/orders" };

        foreach (var profile in FaultProfiles.Names.Except(["none", "duplicating"]))
            for (var seed = 0; seed < 5; seed++)
            {
                var plan = FaultProfiles.Named(profile, seed)!;
                Assert.DoesNotContain(Enumerable.Range(1, 500).Select(number => plan.Next(post, number)), fault => fault?.Deliveries > 1);
            }
        Assert.Contains(Enumerable.Range(1, 50).Select(number => FaultProfiles.Named("duplicating", 1)!.Next(post, number)), fault => fault is null or { Deliveries: 2 });
    }

    [Fact]
    public async Task A_connection_that_is_refused_is_reported_as_that_of_a_port_where_nobody_listens()
    {
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Faults = new ScriptedFaults().Always(Fault.ConnectionRefused()) });
        using var simulated = new SimulatedNetwork(pax8, new VirtualTime(DateTimeOffset.UnixEpoch));
        using var sockets = LoopbackNetwork.Of(new Dictionary<string, int> { ["api.pax8.com"] = PortWithoutListener() });

        foreach (var network in new HttpMessageHandler[] { sockets, simulated })
        {
            using var client = new HttpClient(network, disposeHandler: false);
            using var body = new StringContent("{}", Encoding.UTF8, "application/json");
            var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(new Uri("https://api.pax8.com/v1/orders"), body));
            Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
            Assert.Equal(HttpRequestError.ConnectionError, failure.HttpRequestError);
        }
        Assert.Equal((1, 0), (pax8.Count("POST /orders"), pax8.Arrived("POST /orders")));
    }

    [Fact]
    public async Task An_order_that_takes_too_long_to_list_is_reported_as_an_answer_that_never_comes()
    {
        var shop = await Shop.OpenAsync(new Pax8Habits { OrdersLatency = TimeSpan.FromSeconds(31) });
        using var network = new SimulatedNetwork(shop.Pax8.Pax8, shop.Time) { AssumedTimeout = TimeSpan.FromSeconds(30) };
        using var client = new HttpClient(network, disposeHandler: false);
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + shop.Pax8.Bearer);
        var before = shop.Time.GetUtcNow();

        var failure = await Assert.ThrowsAsync<TaskCanceledException>(() => client.GetAsync(new Uri("https://api.pax8.com/v1/orders")));

        Assert.IsType<TimeoutException>(failure.InnerException);
        Assert.Equal(TimeSpan.FromSeconds(30), shop.Time.GetUtcNow() - before);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var read = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int PortWithoutListener()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
