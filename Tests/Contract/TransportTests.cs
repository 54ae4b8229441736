using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>What goes wrong on the way: the simulated network must report it as HttpClient reports it of real sockets.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task A_reset_is_reported_alike() =>
        await BothAsync(Fault.Reset(), failure => Assert.IsType<HttpRequestException>(failure));

    [Fact]
    public async Task A_body_that_ends_in_the_middle_is_reported_alike() =>
        await BothAsync(Fault.Truncated(), failure => Assert.IsType<HttpRequestException>(failure));

    [Fact]
    public async Task A_chunked_body_that_ends_in_the_middle_is_reported_alike() =>
        await BothAsync(Fault.Truncated(chunked: true), failure => Assert.IsType<HttpRequestException>(failure));

    [Fact]
    public async Task An_answer_that_never_comes_is_reported_alike() => await BothAsync(Fault.NeverAnswers(), failure =>
    {
        var cancelled = Assert.IsType<TaskCanceledException>(failure);
        Assert.IsType<TimeoutException>(cancelled.InnerException);
    });

    [Fact]
    public async Task An_unknown_host_is_reported_alike() => await BothAsync(null, failure =>
    {
        var unreachable = Assert.IsType<HttpRequestException>(failure);
        Assert.Equal(SocketError.HostNotFound, Assert.IsType<SocketException>(unreachable.InnerException).SocketErrorCode);
    }, host: "no-such-host.example");

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_reported_alike()
    {
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions());
        await using var server = await Pax8Server.StartAsync(pax8);
        using var distrusting = LoopbackNetwork.Of(new Dictionary<string, int> { ["api.pax8.com"] = server.HttpsAddress.Port });
        using var simulated = new SimulatedNetwork(pax8);
        simulated.RefusedCertificates["api.pax8.com"] = true;

        foreach (var network in new HttpMessageHandler[] { distrusting, simulated })
        {
            var failure = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(network, "api.pax8.com", TimeSpan.FromSeconds(20)));
            Assert.IsType<AuthenticationException>(failure.InnerException);
        }
        Assert.Empty(pax8.Log);
    }

    [Fact]
    public async Task Over_sockets_and_in_process_the_same_call_gets_the_same_answer()
    {
        var real = new Pax8Simulator(new Pax8SimulatorOptions());
        await using var server = await Pax8Server.StartAsync(real);
        using var sockets = LoopbackNetwork.To("api.pax8.com", server);
        using var simulated = new SimulatedNetwork(new Pax8Simulator(new Pax8SimulatorOptions()));

        Assert.Equal(await GetAsync(simulated, "api.pax8.com", TimeSpan.FromSeconds(20)), await GetAsync(sockets, "api.pax8.com", TimeSpan.FromSeconds(20)));
    }

    private static async Task BothAsync(Fault? fault, Action<Exception> expected, string host = "api.pax8.com")
    {
        var faults = fault is null ? null : new ScriptedFaults().Always(fault);
        await using var server = await Pax8Server.StartAsync(new Pax8Simulator(new Pax8SimulatorOptions { Faults = faults }));
        using var sockets = LoopbackNetwork.To("api.pax8.com", server);
        using var simulated = new SimulatedNetwork(new Pax8Simulator(new Pax8SimulatorOptions { Faults = faults }), new VirtualTime(DateTimeOffset.UnixEpoch));
        expected(await Record.ExceptionAsync(() => GetAsync(sockets, host, TimeSpan.FromMilliseconds(fault?.Kind == FaultKind.NeverAnswers ? 300 : 20_000))));
        expected(await Record.ExceptionAsync(() => GetAsync(simulated, host, TimeSpan.FromSeconds(20))));
    }

    private static async Task<string> GetAsync(HttpMessageHandler network, string host, TimeSpan timeout)
    {
        using var client = new HttpClient(network, disposeHandler: false) { Timeout = timeout };
        var answer = await client.GetAsync(new Uri($"https://{host}/v1/companies"));
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
