using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using SimulatedTime;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>A tenant in the making: a test adds the steps, APIs and roles that it is about, then opens it.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Action<Execution>> plugins = [];
    private readonly List<StepDefinition> steps = [];
    private readonly Dictionary<string, CustomApiDefinition> apis = [];
    private readonly List<RoleDefinition> roles = [];
    private readonly List<ColumnSecurityProfile> profiles = [];
    private TenantMetadata? metadata;

    public VirtualTime Time { get; } = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

    /// <summary>How often an instance of a plug-in was made.</summary>
    public int Instances { get; private set; }

    public IReadOnlyList<RelationshipDefinition> Relationships { get; set; } = FixtureTables.Relationships;

    public TenantMetadata Metadata => metadata ??= new TenantMetadata
    {
        Tables = FixtureTables.All,
        GlobalChoices = new Dictionary<string, ChoiceDefinition>(),
        Relationships = Relationships,
        Steps = steps,
        CustomApis = apis,
        Roles = roles,
        ColumnSecurityProfiles = profiles,
        WebResources = [],
        Apps = [],
        Package = new PluginPackageDefinition("x_Package", "1.0.0"),
        SolutionName = "Fixture",
        SolutionVersion = "1.0.0.0",
    };

    public World Step(string message, string table, int stage, Action<Execution> work, bool asynchronous = false, bool autoDelete = false,
        int rank = 1, string[]? filter = null, params StepImageDefinition[] images)
    {
        var name = $"Step{steps.Count + 1}";
        plugins[name] = work;
        steps.Add(new StepDefinition
        {
            Id = new Guid(steps.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
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

    public World Api(string name, Action<Execution> work, string? boundTable = null, string? privilege = null,
        CustomApiParameter[]? request = null, CustomApiParameter[]? response = null)
    {
        plugins[name] = work;
        apis[name] = new CustomApiDefinition
        {
            UniqueName = name,
            DisplayName = name,
            Binding = boundTable is null ? CustomApiBinding.Global : CustomApiBinding.Entity,
            BoundTable = boundTable,
            IsFunction = false,
            IsPrivate = false,
            ExecutePrivilege = privilege,
            PluginType = name,
            PluginTypeExportKey = name,
            RequestParameters = request ?? [],
            ResponseProperties = response ?? [],
        };
        return this;
    }

    public World Role(string name, PrivilegeDepth depth, params string[] privileges)
    {
        roles.Add(new RoleDefinition(new Guid(roles.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]), name, privileges.ToDictionary(privilege => privilege, _ => depth)));
        return this;
    }

    public World Profile(string name, bool read = false, bool create = false, bool update = false)
    {
        profiles.Add(new ColumnSecurityProfile(new Guid(profiles.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 3]), name,
            [new ColumnPermission(FixtureTables.Shelf, "x_secret", read, create, update)]));
        return this;
    }

    /// <summary>Opens the tenant on the virtual clock.</summary>
    public LocalDataverse Open(Func<LocalDataverseOptions, LocalDataverseOptions>? change = null)
    {
        var options = new LocalDataverseOptions { SolutionFolder = "", Metadata = Metadata, Time = Time, CreatePlugin = Create };
        return LocalDataverse.Open(change is null ? options : change(options));
    }

    public static StepImageDefinition Image(ImageType type, string alias, params string[] columns) =>
        new(Guid.Empty, alias, type, "Target", columns);

    private FixturePlugin Create(string type)
    {
        Instances++;
        return new FixturePlugin(plugins[type]);
    }
}
