using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Dataverse;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>
/// What a test registers before it opens a tenant with the sample solution: steps and custom APIs whose plug-ins are
/// written where they are registered.
/// </summary>
internal sealed class Given
{
    private readonly List<StepDefinition> _steps = [];
    private readonly List<CustomApiDefinition> _apis = [];
    private readonly Dictionary<string, Action<Execution>> _plugins = [];

    /// <summary>The clock of the tenants that are opened.</summary>
    public VirtualTime Time { get; } = new(new DateTimeOffset(2026, 3, 4, 10, 30, 0, TimeSpan.Zero));

    /// <summary>A tenant without any step.</summary>
    public static SampleTenant Tenant() => new Given().Open();

    /// <summary>Registers a synchronous step for orders, or for another table.</summary>
    public Given Step(string message, int stage, Action<Execution> plugin, string table = Sample.Order, int rank = 1,
        string[]? filter = null, params StepImageDefinition[] images) => Add(message, stage, plugin, table, rank, filter, images, false, false);

    /// <summary>Registers an asynchronous step for orders, or for another table.</summary>
    public Given Async(string message, Action<Execution> plugin, string table = Sample.Order, bool autoDelete = false,
        string[]? filter = null, params StepImageDefinition[] images) => Add(message, 40, plugin, table, 1, filter, images, true, autoDelete);

    /// <summary>Registers a custom API; bound to orders unless it is global.</summary>
    public Given Api(string name, Action<Execution> plugin, bool global = false, string? privilege = null,
        CustomApiParameter[]? input = null, CustomApiParameter[]? output = null)
    {
        _plugins[name] = plugin;
        _apis.Add(new CustomApiDefinition
        {
            UniqueName = name,
            DisplayName = name,
            Binding = global ? CustomApiBinding.Global : CustomApiBinding.Entity,
            BoundTable = global ? null : Sample.Order,
            IsFunction = false,
            IsPrivate = false,
            ExecutePrivilege = privilege,
            PluginType = name,
            PluginTypeExportKey = name,
            RequestParameters = input ?? [],
            ResponseProperties = output ?? [],
        });
        return this;
    }

    public static StepImageDefinition Image(string alias, ImageType type, params string[] columns) =>
        new(Guid.NewGuid(), alias, type, "Target", columns);

    /// <summary>Opens a tenant; more than one may be opened on one database, one after the other.</summary>
    public SampleTenant Open(Func<LocalDataverseOptions, LocalDataverseOptions>? change = null)
    {
        var options = new LocalDataverseOptions
        {
            SolutionFolder = "",
            Metadata = Sample.Metadata with { Steps = [.. _steps], CustomApis = _apis.ToDictionary(api => api.UniqueName) },
            CreatePlugin = name => new WrittenPlugin(_plugins[name]),
            Time = Time,
        };
        return new SampleTenant(LocalDataverse.Open(change is null ? options : change(options)), Time);
    }

    private Given Add(string message, int stage, Action<Execution> plugin, string table, int rank, string[]? filter,
        StepImageDefinition[] images, bool asynchronous, bool autoDelete)
    {
        var number = _steps.Count + 1;
        var name = $"Step {number}: {message} of {table}";
        _plugins[name] = plugin;
        _steps.Add(new StepDefinition
        {
            Id = new Guid($"00000000-0000-4000-9000-{number:D12}"),
            Name = name,
            Message = message,
            Table = table,
            Stage = stage,
            Asynchronous = asynchronous,
            AsyncAutoDelete = autoDelete,
            Rank = rank,
            FilteringColumns = filter ?? [],
            Images = images,
            PluginType = name,
            PluginTypeExportKey = name,
        });
        return this;
    }

    private sealed class WrittenPlugin(Action<Execution> plugin) : IPlugin
    {
        public void Execute(IServiceProvider serviceProvider) => plugin(new Execution(serviceProvider));
    }
}

/// <summary>One execution of a plug-in, as it sees it.</summary>
internal sealed class Execution(IServiceProvider services)
{
    public IPluginExecutionContext Context { get; } = (IPluginExecutionContext)services.GetService(typeof(IPluginExecutionContext))!;

    /// <summary>The organization service of the executing user.</summary>
    public IOrganizationService Service => Factory.CreateOrganizationService(Context.UserId);

    /// <summary>The organization service of SYSTEM.</summary>
    public IOrganizationService System => Factory.CreateOrganizationService(null);

    public Entity Target => (Entity)Context.InputParameters["Target"];

    public IOrganizationServiceFactory Factory => (IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory))!;

    public void Trace(string text) => ((ITracingService)services.GetService(typeof(ITracingService))!).Trace(text);
}
