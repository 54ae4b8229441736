using System;
using System.Reflection;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using SimulatedTime;

namespace DataverseEmulator;

/// <summary>How a local tenant is opened.</summary>
public sealed record LocalDataverseOptions
{
    /// <summary>The unpacked solution, such as <c>Solution/src</c>. Not read when <see cref="Metadata"/> is given.</summary>
    public required string SolutionFolder { get; init; }

    /// <summary>Metadata that was read before: opening is then a matter of milliseconds.</summary>
    public TenantMetadata? Metadata { get; init; }

    /// <summary>Where rows live; null for a new database in memory that ends with the tenant.</summary>
    public TenantDatabase? Database { get; init; }

    /// <summary>The only clock of the tenant: a <c>VirtualTime</c> in simulated runs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// The assembly that holds the plug-in types. Null only where nothing needs it: <see cref="Metadata"/> is given,
    /// <see cref="CreatePlugin"/> makes the plug-ins, and no package is required.
    /// </summary>
    public Assembly? PluginAssembly { get; init; }

    /// <summary>
    /// Makes the instance of a plug-in type (full name in, an IPlugin out). Default: the type of that name in
    /// <see cref="PluginAssembly"/>, by its parameterless constructor.
    /// </summary>
    public Func<string, object>? CreatePlugin { get; init; }

    /// <summary>
    /// What a plug-in's service provider answers beyond the platform's own services: HttpMessageHandler, IClock.
    /// Null, or an answer of null, is what the real platform answers.
    /// </summary>
    public Func<Type, object?>? PlatformServices { get; init; }

    /// <summary>Watches commits; crash tests stop the process in it.</summary>
    public ITenantProbe? Probe { get; init; }

    /// <summary>Is told what each query cost; null: nothing is counted.</summary>
    public IQueryObserver? QueryObserver { get; init; }

    /// <summary>Decides row ids, the order of asynchronous jobs and which of them run twice.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Where the solution's plug-in package lies. Opening fails with a <see cref="SolutionException"/> unless it is there and
    /// holds <see cref="PluginAssembly"/> as it runs here. Null: nobody looks.
    /// </summary>
    public string? PackageFolder { get; init; }

    /// <summary>How long each written row takes: waited on <see cref="Time"/>.</summary>
    public TimeSpan WriteLatency { get; init; }

    /// <summary>How long each query of a client or a plug-in takes, beside its rows.</summary>
    public TimeSpan QueryLatency { get; init; }

    /// <summary>How long each row takes that a query returns.</summary>
    public TimeSpan RowLatency { get; init; }

    /// <summary>
    /// Executions of system jobs that overlap in time where <see cref="AsyncService.RunUntilIdle"/> runs them on a <c>VirtualTime</c>. One:
    /// each ends before the next begins, in an order that the seed draws.
    /// </summary>
    public int SimulatedWorkers { get; init; } = 1;

    /// <summary>
    /// Probability (0 to 1, drawn from <see cref="Seed"/>) that a finished asynchronous job is executed once more, as after
    /// a worker that died between its work and its mark.
    /// </summary>
    public double DuplicateRuns { get; init; }

    /// <summary>
    /// What plug-ins and clients are told of the organization instead of the stored id, also by jobs that were queued before: what a
    /// copy of an environment changes is assumed.
    /// </summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>What plug-ins are told of the environment; null for one named like the organization.</summary>
    public string? EnvironmentId { get; init; }

    /// <summary>How a merge leads the rows that pointed to the account that is merged.</summary>
    public MergedLinks MergedLinks { get; init; }

    /// <summary>Whether the environment has in-app notifications, which come with a solution of Microsoft's.</summary>
    public bool HasAppNotifications { get; init; } = true;

    /// <summary>Time between two executions of a job that asked for a retry. The platform's own is not documented.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMinutes(1);
}
