using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using DataverseEmulator;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Sync;
using SimulatedTime;

namespace Pax8Dataverse.LocalTenant;

/// <summary>
/// A local Dataverse with the solution and its plug-ins, and a Pax8 it can reach: everything on one machine. The same parts run
/// in real time (sockets, worker threads) or simulated (one thread, virtual clock).
/// </summary>
public sealed class Tenant : IAsyncDisposable
{
    /// <summary>The host that the package calls; the tenant's network leads it to the simulator.</summary>
    public const string Pax8Host = "api.pax8.com";

    private readonly TenantOptions _options;
    private readonly HttpMessageHandler _network;
    private readonly IReadOnlyList<Pax8Server> _servers;
    private TimeSpan _longestBeforeReset;

    private Tenant(TenantOptions options, TimeProvider time, Pax8Simulator? pax8, HttpMessageHandler network, params IReadOnlyList<Pax8Server> servers)
    {
        _options = options;
        _network = network;
        _servers = servers;
        Time = time;
        Pax8 = pax8;
        var clock = new TenantClock(time);
        Dataverse = LocalDataverse.Open(new LocalDataverseOptions
        {
            SolutionFolder = SolutionFolder.Find(),
            Metadata = options.Metadata,
            Database = options.Database,
            Time = time,
            PluginAssembly = typeof(IClock).Assembly,
            CreatePlugin = CreatePlugin(options.OtherPlugins),
            PlatformServices = type => type == typeof(HttpMessageHandler) ? network : type == typeof(IClock) ? clock : options.OtherServices?.Invoke(type),
            Probe = options.Probe,
            QueryObserver = options.QueryObserver,
            Seed = options.Seed,
            OrganizationId = options.OrganizationId,
            EnvironmentId = options.EnvironmentId,
            MergedLinks = options.MergedLinks,
            HasAppNotifications = options.HasAppNotifications,
            PackageFolder = AppContext.BaseDirectory,
            WriteLatency = options.RowLatency,
            QueryLatency = options.QueryLatency,
            RowLatency = options.ReadLatency,
            SimulatedWorkers = options.SimulatedWorkers,
            DuplicateRuns = options.DuplicateRuns,
            RetryDelay = options.RetryDelay ?? (options.Simulated ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(3)),
        });
        if (!options.Simulated) Dataverse.Async.Start(options.Workers);
    }

    /// <summary>The Dataverse side.</summary>
    public LocalDataverse Dataverse { get; }

    /// <summary>The Pax8 side; null where another Pax8 is used.</summary>
    public Pax8Simulator? Pax8 { get; }

    /// <summary>The clock of both.</summary>
    public TimeProvider Time { get; }

    /// <summary>The organization service as the administrator's client has it.</summary>
    public IOrganizationService Administrator => Dataverse.ServiceFor(Dataverse.AdministratorId);

    /// <summary>Calls to Pax8 by method and path since the last <see cref="ResetCounts"/>.</summary>
    public IReadOnlyDictionary<string, int> Pax8Requests => Pax8?.Counts ?? new Dictionary<string, int>();

    /// <summary>Puts the tenant together and starts it.</summary>
    public static async Task<Tenant> StartAsync(TenantOptions options)
    {
        TimeProvider time = options.Simulated ? options.Time ?? new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero)) : TimeProvider.System;
        if (options.Foreign is { } foreign) return new Tenant(options, time, null, new ForwardingNetwork(foreign));
        var pax8 = options.Pax8 ?? new Pax8Simulator(SimulatorOptions(options, time));
        if (options.Simulated)
            return new Tenant(options, time, pax8, SimulatedNetworkTo(pax8, (VirtualTime)time, options));
        var servers = new Dictionary<string, Pax8Server>();
        foreach (var (host, simulator) in HostsOf(pax8, options)) servers.Add(host, await Pax8Server.StartAsync(simulator));
        return new Tenant(options, time, pax8, SocketsTo(servers, options), [.. servers.Values]);
    }

    /// <summary>Creates a connector that reaches this tenant's Pax8.</summary>
    public Guid CreateConnector(string name, Action<Entity>? change = null)
    {
        var row = new Entity("pax8_connector")
        {
            ["pax8_name"] = name,
            ["pax8_environment"] = new OptionSetValue(476500000),
            ["pax8_endpointurl"] = "https://" + Pax8Host,
            ["pax8_applicationid"] = _options.Foreign?.ApplicationId ?? Pax8!.Options.ApplicationId,
            ["pax8_applicationsecret"] = _options.Foreign?.ApplicationSecret ?? Pax8!.Options.ApplicationSecret,
            ["pax8_countrycode"] = new OptionSetValue(840),
            ["pax8_currencyid"] = new EntityReference("transactioncurrency", Currency("USD")),
        };
        change?.Invoke(row);
        return Administrator.Create(row);
    }

    /// <summary>Id of a currency by its ISO code.</summary>
    public Guid Currency(string isoCode)
    {
        var query = new QueryExpression("transactioncurrency") { ColumnSet = new ColumnSet("isocurrencycode"), TopCount = 1 };
        query.Criteria.AddCondition("isocurrencycode", ConditionOperator.Equal, isoCode);
        return Administrator.RetrieveMultiple(query).Entities.Single().Id;
    }

    /// <summary>Lets all asynchronous work come to rest.</summary>
    public async Task SettleAsync()
    {
        if (_options.Simulated) Dataverse.Async.RunUntilIdle();
        else await Dataverse.Async.WhenIdleAsync(CancellationToken.None);
    }

    /// <summary>The longest execution of a plug-in since the start, on the tenant's clock; resetting counts keeps it.</summary>
    public TimeSpan LongestExecution =>
        _longestBeforeReset > Dataverse.Statistics.LongestExecution ? _longestBeforeReset : Dataverse.Statistics.LongestExecution;

    /// <summary>Sets the counts of calls and writes to nothing.</summary>
    public void ResetCounts()
    {
        _longestBeforeReset = LongestExecution;
        Pax8?.ClearLog();
        Dataverse.Statistics.Reset();
    }

    /// <summary>The companies that Pax8 has and that have an id.</summary>
    public IReadOnlyList<Pax8Company> CompaniesOfPax8() =>
        Pax8?.State.Companies.Where(company => company.Id.Length > 0).ToList() ?? [];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_options.Simulated) await Dataverse.Async.StopAsync();
        Dataverse.Dispose();
        _network.Dispose();
        foreach (var server in _servers) await server.DisposeAsync();
    }

    private static Func<string, object> CreatePlugin(Func<string, object?>? others)
    {
        var own = PluginHost.From(typeof(IClock).Assembly);
        return name => others?.Invoke(name) ?? own(name);
    }

    private static SimulatedNetwork SimulatedNetworkTo(Pax8Simulator pax8, VirtualTime time, TenantOptions options)
    {
        var network = new SimulatedNetwork(HostsOf(pax8, options), time) { Probe = options.Probe is null ? null : new ProbedCalls(options.Probe) };
        foreach (var host in options.UntrustedHosts) network.RefusedCertificates[host] = true;
        return network;
    }

    private static HttpMessageHandler SocketsTo(Dictionary<string, Pax8Server> servers, TenantOptions options) => LoopbackNetwork.Of(
        servers.ToDictionary(server => server.Key, server => server.Value.HttpsAddress.Port),
        [.. servers.Where(server => !options.UntrustedHosts.Contains(server.Key)).Select(server => server.Value.Certificate.Thumbprint)]);

    private static Dictionary<string, Pax8Simulator> HostsOf(Pax8Simulator pax8, TenantOptions options) => new(options.OtherHosts) { [Pax8Host] = pax8 };

    /// <summary>Credentials differ from tenant to tenant: tokens are cached for the whole process, as on the platform.</summary>
    private static Pax8SimulatorOptions SimulatorOptions(TenantOptions options, TimeProvider time) => new()
    {
        Seed = options.Seed,
        Companies = options.Companies,
        Subscriptions = options.Subscriptions,
        NastyNames = options.NastyNames,
        ApplicationId = "local-tenant",
        ApplicationSecret = Guid.NewGuid().ToString("N"),
        TimeProvider = time,
        Faults = options.Faults,
        Latency = options.Latency,
    };

    /// <summary>Shows the calls to Pax8 to the probe that watches the writes, so that one count numbers both.</summary>
    private sealed class ProbedCalls(ITenantProbe probe) : ICallProbe
    {
        public void Before(Pax8Call call) => probe.Before("Call", call.Endpoint);

        public void After(Pax8Call call, Pax8Answer answer) => probe.After("Call", call.Endpoint);
    }
}
