using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

/// <summary>Time that passes only when the gate waits or a test says so; it fails the test when a wait would pass the deadline.</summary>
internal sealed class VirtualWait(TimeSpan budget) : IWait
{
    public static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public DateTime UtcNow { get; private set; } = Start;

    public TimeSpan Remaining => Start + budget - UtcNow;

    public List<double> Delays { get; } = [];

    public void Delay(TimeSpan time)
    {
        Assert.True(time <= Remaining, $"A wait of {time} would pass the deadline, {Remaining} is left.");
        Delays.Add(time.TotalSeconds);
        Pass(time);
    }

    public CancellationTokenSource Limit(TimeSpan time) => new(time);

    public void Pass(TimeSpan time) => UtcNow += time;
}

/// <summary>A gate with a client over a scripted network, and all that it said.</summary>
internal sealed class Scene : IDisposable
{
    public const string Secret = "s3cr3t-of-the-tests";

    private readonly Pax8Gate _gate;

    public Scene(ScriptedNetwork network, VirtualWait? wait = null, Patience? patience = null, TokenCache? tokens = null)
    {
        Network = network;
        Wait = wait ?? new VirtualWait(TimeSpan.FromSeconds(100));
        Connection = Connect();
        _gate = new Pax8Gate(network, Connection, Wait, Trace.Add, patience, tokens ?? new TokenCache());
        Client = new Pax8Client(_gate);
    }

    public ScriptedNetwork Network { get; }

    public VirtualWait Wait { get; }

    public Pax8Connection Connection { get; }

    public Pax8Client Client { get; }

    public List<string> Trace { get; } = [];

    public static Pax8Connection Connect(string secret = Secret, string applicationId = "app-1", string endpoint = "https://api.pax8.example") =>
        new(new Uri(endpoint), applicationId, secret);

    /// <summary>A request that no endpoint of the client makes yet; its answer's body is given as text.</summary>
    public string Send(string method) => Send(method, body => Encoding.UTF8.GetString(body.ToArray()));

    public T Send<T>(string method, Func<Body, T> read) =>
        _gate.Send(new Pax8Request(new HttpMethod(method), "/v1/things/t-1", "change the thing") { RecordId = "t-1", Json = method is "GET" or "DELETE" ? null : "{}" }, read);

    public Pax8Exception Fails() => Assert.Throws<Pax8Exception>(() => Client.ListCompanies(0, 200));

    public Pax8Exception Fails(string method) => Assert.Throws<Pax8Exception>(() => Send(method));

    public void Dispose() => _gate.Dispose();
}
