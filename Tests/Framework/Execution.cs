using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Tests.Framework;

/// <summary>One call of a plug-in by what it declares: its services, and what it was handed.</summary>
internal sealed class Execution : IServiceProvider, IPluginExecutionContext, IOrganizationServiceFactory, ITracingService
{
    private readonly PluginBase _plugin;
    private readonly Rows _rows;
    private readonly Pax8Answers? _pax8;

    private Execution(PluginBase plugin, Rows rows, Pax8Answers? pax8)
    {
        _plugin = plugin;
        _rows = rows;
        _pax8 = pax8;
        Stage = 30;
        MessageName = PrimaryEntityName = "";
    }

    public int Stage { get; private set; }
    public int Mode { get; private set; }
    public string MessageName { get; private set; }
    public string PrimaryEntityName { get; private set; }
    public Guid PrimaryEntityId { get; private set; }
    public ParameterCollection InputParameters { get; } = new();
    public ParameterCollection OutputParameters { get; } = new();
    public ParameterCollection SharedVariables { get; } = new();
    public EntityImageCollection PreEntityImages { get; } = new();
    public EntityImageCollection PostEntityImages { get; } = new();
    public List<string> Lines { get; } = [];

    /// <summary>Calls the plug-in for the one step that it declares.</summary>
    /// <param name="plugin">The plug-in.</param>
    /// <param name="rows">What is in the tenant.</param>
    /// <param name="target">The row being written, changed by the plug-in before the operation.</param>
    /// <param name="before">The row before, for a plug-in that asks for it.</param>
    /// <param name="pax8">The network; null where none may be used.</param>
    public static Execution OfStep(PluginBase plugin, Rows rows, Entity target, Entity? before = null, Pax8Answers? pax8 = null)
    {
        var step = plugin.Steps.Single();
        var execution = new Execution(plugin, rows, pax8)
        {
            Stage = step.Stage,
            Mode = step.Asynchronous ? 1 : 0,
            MessageName = step.Message,
            PrimaryEntityName = step.Table,
            PrimaryEntityId = target.Id,
        };
        execution.InputParameters["Target"] = target;
        foreach (var image in step.Images) execution.PreEntityImages[image.Alias] = before ?? throw new InvalidOperationException($"{step.Name} asks for the row before.");
        execution.Run();
        return execution;
    }

    /// <summary>Calls the custom API that the plug-in implements.</summary>
    public static Execution OfApi(PluginBase plugin, Rows rows, Guid row, Pax8Answers pax8)
    {
        var api = plugin.CustomApi!;
        var execution = new Execution(plugin, rows, pax8) { MessageName = api.UniqueName, PrimaryEntityName = api.BoundTable!, PrimaryEntityId = row };
        execution.InputParameters["Target"] = new EntityReference(api.BoundTable, row);
        execution.Run();
        return execution;
    }

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(HttpMessageHandler)) return _pax8;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public IOrganizationService CreateOrganizationService(Guid? userId) => _rows;

    public void Trace(string format, params object[] args) => Lines.Add(string.Format(CultureInfo.InvariantCulture, format, args));

    private void Run()
    {
        try
        {
            _plugin.Execute(this);
        }
        catch (InvalidPluginExecutionException refused) when (refused.InnerException is not null)
        {
            throw new InvalidOperationException(string.Join(" ", Lines), refused);
        }
    }

    public int IsolationMode => 2;
    public int Depth => 1;
    public Guid? RequestId => null;
    public string SecondaryEntityName => "none";
    public Guid UserId { get; } = Guid.NewGuid();
    public Guid InitiatingUserId => UserId;
    public Guid BusinessUnitId => Guid.Empty;
    public Guid OrganizationId => Guid.Empty;
    public string OrganizationName => "framework";
    public EntityReference OwningExtension => new();
    public Guid CorrelationId { get; } = Guid.NewGuid();
    public bool IsExecutingOffline => false;
    public bool IsOfflinePlayback => false;
    public bool IsInTransaction => Mode == 0;
    public Guid OperationId => Guid.Empty;
    public DateTime OperationCreatedOn => DateTime.UtcNow;
    public IPluginExecutionContext ParentContext => null!;
}
