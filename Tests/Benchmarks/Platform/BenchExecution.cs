using System;
using System.Net.Http;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>The context and services of one execution of a step on Create.</summary>
internal sealed class BenchExecution(Entity target, int stage, bool asynchronous, BenchRows rows, HttpMessageHandler network)
    : IServiceProvider, IPluginExecutionContext, ITracingService
{
    public object? GetService(Type serviceType) =>
        serviceType == typeof(IPluginExecutionContext) || serviceType == typeof(ITracingService) ? this
        : serviceType == typeof(IOrganizationServiceFactory) ? rows
        : serviceType == typeof(HttpMessageHandler) ? network
        : null;

    public void Trace(string format, params object[] args)
    {
        // The platform keeps the text elsewhere.
    }

    public int Stage => stage;
    public IPluginExecutionContext? ParentContext => null;
    public int Mode => asynchronous ? 1 : 0;
    public int IsolationMode => 2;
    public int Depth => 1;
    public string MessageName => "Create";
    public string PrimaryEntityName => target.LogicalName;
    public Guid? RequestId => null;
    public string SecondaryEntityName => "none";
    public ParameterCollection InputParameters { get; } = new() { ["Target"] = target };
    public ParameterCollection OutputParameters { get; } = [];
    public ParameterCollection SharedVariables { get; } = [];
    public Guid UserId => Guid.Empty;
    public Guid InitiatingUserId => Guid.Empty;
    public Guid BusinessUnitId => Guid.Empty;
    public Guid OrganizationId => Guid.Empty;
    public string OrganizationName => "measures";
    public Guid PrimaryEntityId => target.Id;
    public EntityImageCollection PreEntityImages { get; } = [];
    public EntityImageCollection PostEntityImages { get; } = [];
    public EntityReference? OwningExtension => null;
    public Guid CorrelationId => Guid.Empty;
    public bool IsExecutingOffline => false;
    public bool IsOfflinePlayback => false;
    public bool IsInTransaction => false;
    public Guid OperationId => Guid.Empty;
    public DateTime OperationCreatedOn => DateTime.UnixEpoch;
}
