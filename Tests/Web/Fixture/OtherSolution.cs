using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.Sync;
using Xunit;

namespace Pax8Dataverse.Tests.Web.Fixture;

/// <summary>A tenant with custom APIs of another solution, which give back what they are given, and steps that note with which tag an account is written.</summary>
public sealed class OtherSolution : IAsyncLifetime, IDisposable
{
    private static readonly CustomApiType[] Types =
    [
        CustomApiType.Boolean, CustomApiType.DateTime, CustomApiType.Decimal, CustomApiType.EntityReference, CustomApiType.Float, CustomApiType.Guid,
        CustomApiType.Integer, CustomApiType.Money, CustomApiType.Picklist, CustomApiType.String, CustomApiType.StringArray,
    ];

    private readonly HttpClient http = new();
    private Tenant tenant = null!;
    private TenantWebServer server = null!;

    /// <summary>The messages that came with a tag, and the tag.</summary>
    internal List<(string Message, object? Tag)> Tags { get; } = [];

    internal Caller Caller => new(http, server.Address, null);

    public async Task InitializeAsync()
    {
        var solution = SolutionReader.Read(SolutionFolder.Find(), typeof(IClock).Assembly);
        CustomApiDefinition[] apis = [Api("x_Echo", function: false, isPrivate: false, Types), Api("x_Ask", function: true, isPrivate: false, [.. Types.Where(type => type is not (CustomApiType.EntityReference or CustomApiType.StringArray))]),
            Api("x_Secretly", function: false, isPrivate: true, []) with { ResponseProperties = [] }];
        tenant = await Tenant.StartAsync(new TenantOptions
        {
            Metadata = solution with { CustomApis = solution.CustomApis.Concat(apis.ToDictionary(api => api.UniqueName)).ToDictionary(), Steps = [.. solution.Steps, Step("Create"), Step("Update"), Step("Delete")] },
            OtherPlugins = name => name == typeof(Echo).FullName ? new Echo(Tags) : null,
        });
        server = await TenantWebServer.StartAsync(tenant);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await tenant.DisposeAsync();
    }

    public void Dispose() => http.Dispose();

    private static CustomApiDefinition Api(string name, bool function, bool isPrivate, CustomApiType[] types)
    {
        CustomApiParameter[] all = [.. types.Select(type => new CustomApiParameter(type.ToString(), type.ToString(), type, Optional: !function, Table: null))];
        return new CustomApiDefinition
        {
            UniqueName = name,
            DisplayName = name,
            Binding = CustomApiBinding.Global,
            BoundTable = null,
            IsFunction = function,
            IsPrivate = isPrivate,
            ExecutePrivilege = null,
            PluginType = typeof(Echo).FullName!,
            PluginTypeExportKey = Guid.NewGuid().ToString(),
            RequestParameters = all,
            ResponseProperties = all,
        };
    }

    private static StepDefinition Step(string message) => new()
    {
        Id = Guid.NewGuid(),
        Name = $"Echo: {message} of account",
        Message = message,
        Table = "account",
        Stage = 20,
        Asynchronous = false,
        AsyncAutoDelete = false,
        Rank = 1,
        FilteringColumns = [],
        Images = [],
        PluginType = typeof(Echo).FullName!,
        PluginTypeExportKey = Guid.NewGuid().ToString(),
    };

    /// <summary>Notes the tag, and as a custom API gives back what it is given.</summary>
    private sealed class Echo(List<(string Message, object? Tag)> tags) : IPlugin
    {
        public void Execute(IServiceProvider serviceProvider)
        {
            var context = (IPluginExecutionContext)serviceProvider.GetService(typeof(IPluginExecutionContext))!;
            if (context.SharedVariables.TryGetValue("tag", out var tag)) lock (tags) tags.Add((context.MessageName, tag));
            if (context.Stage != 30) return;
            foreach (var pair in context.InputParameters) context.OutputParameters[pair.Key] = pair.Value;
        }
    }
}
