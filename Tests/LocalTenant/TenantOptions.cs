using System;
using System.Collections.Generic;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;

namespace Pax8Dataverse.LocalTenant;

/// <summary>How a local tenant with its Pax8 is put together.</summary>
public sealed record TenantOptions
{
    /// <summary>True: one thread, a virtual clock, an order decided by the seed. False: sockets, workers, the wall clock.</summary>
    public bool Simulated { get; init; }

    /// <summary>Decides generated data, faults, ids and, when simulated, the order of asynchronous jobs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Generated companies; null for the examples of the official documents.</summary>
    public int? Companies { get; init; }

    /// <summary>Generated subscriptions; null for those of the examples, or none beside generated companies.</summary>
    public int? Subscriptions { get; init; }

    /// <summary>What goes wrong in Pax8; null for nothing.</summary>
    public IFaultPlan? Faults { get; init; }

    /// <summary>Adds companies with awkward but valid data to the generated ones.</summary>
    public bool NastyNames { get; init; }

    /// <summary>Time each answer of Pax8 takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Time each written row takes.</summary>
    public TimeSpan RowLatency { get; init; }

    /// <summary>Time each query takes, beside its rows.</summary>
    public TimeSpan QueryLatency { get; init; }

    /// <summary>Time each row takes that a query returns.</summary>
    public TimeSpan ReadLatency { get; init; }

    /// <summary>Where rows are kept; null for memory.</summary>
    public TenantDatabase? Database { get; init; }

    /// <summary>Metadata read before, so that opening many tenants is quick; null to read Solution/.</summary>
    public TenantMetadata? Metadata { get; init; }

    /// <summary>Watches every commit and every call to Pax8; crash tests stop the process there.</summary>
    public ITenantProbe? Probe { get; init; }

    /// <summary>Is told what each query cost; null: nothing is counted.</summary>
    public IQueryObserver? QueryObserver { get; init; }

    /// <summary>Probability that an asynchronous job runs twice.</summary>
    public double DuplicateRuns { get; init; }

    /// <summary>
    /// How long after it asked for it a system job runs again; the platform's interval is not documented, and cannot be set. Null for a
    /// minute when simulated, else for three seconds.
    /// </summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Pax8 to use instead of a new simulator, when a tenant is opened again or two tenants share one.</summary>
    public Pax8Simulator? Pax8 { get; init; }

    /// <summary>Further hosts and the Pax8 behind each: connectors of several partners in one tenant.</summary>
    public IReadOnlyDictionary<string, Pax8Simulator> OtherHosts { get; init; } = new Dictionary<string, Pax8Simulator>();

    /// <summary>Hosts whose certificate the tenant does not trust.</summary>
    public IReadOnlySet<string> UntrustedHosts { get; init; } = new HashSet<string>();

    /// <summary>
    /// Makes the plug-ins of other solutions, whose steps <see cref="Metadata"/> has beside the package's: full name in, an
    /// IPlugin out; null for a type that is the package's own.
    /// </summary>
    public Func<string, object?>? OtherPlugins { get; init; }

    /// <summary>Services that the package is handed beside the platform's, the network and the clock; null for none.</summary>
    public Func<Type, object?>? OtherServices { get; init; }

    /// <summary>The clock to go on with, when a simulated tenant is opened again.</summary>
    public VirtualTime? Time { get; init; }

    /// <summary>A Pax8 elsewhere: another mock server, or the real one. Then there is no simulator.</summary>
    public ForeignPax8? Foreign { get; init; }

    /// <summary>The organization that plug-ins are told of; null for the one that is stored. Another one makes a copied environment of a copied database.</summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>The environment that plug-ins are told of; null for one named like the organization, empty for a platform that names none.</summary>
    public string? EnvironmentId { get; init; }

    /// <summary>How a merge leads the rows that pointed to the account that is merged.</summary>
    public MergedLinks MergedLinks { get; init; }

    /// <summary>Whether the environment has in-app notifications.</summary>
    public bool HasAppNotifications { get; init; } = true;

    /// <summary>Threads of the asynchronous service in real mode.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>Executions of system jobs that overlap in simulated time; one: each ends before the next begins.</summary>
    public int SimulatedWorkers { get; init; } = 1;
}

/// <summary>A Pax8 that is not the simulator.</summary>
/// <param name="Address">Scheme, host and port.</param>
/// <param name="ApplicationId">Client ID.</param>
/// <param name="ApplicationSecret">Client Secret.</param>
/// <param name="AllowWrites">False: any call but reading and the token request is refused before it leaves.</param>
public sealed record ForeignPax8(Uri Address, string ApplicationId, string ApplicationSecret, bool AllowWrites)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Address} as {ApplicationId}";
}
