using System;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The service provider of one execution. What it hands out ends with the execution: a plug-in that keeps an organization
/// service in a field meets an error when it uses it later.
/// </summary>
internal sealed class PluginServices(
    Engine engine, RequestDispatcher dispatcher, PluginContext context, ExecutionLimit limit, OperationTransaction? transaction,
    PluginTracing tracing) : IServiceProvider, IOrganizationServiceFactory, IDisposable
{
    private volatile bool ended;

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(ITracingService))
        {
            return tracing;
        }

        if (serviceType == typeof(IOrganizationServiceFactory))
        {
            return this;
        }

        return typeof(IExecutionContext).IsAssignableFrom(serviceType) && serviceType.IsInstanceOfType(context)
            ? context
            : engine.PlatformServices(serviceType);
    }

    /// <summary>
    /// Null is SYSTEM, an empty guid the user of the context, anything else that user.
    /// Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservicefactory.createorganizationservice
    /// </summary>
    public IOrganizationService CreateOrganizationService(Guid? userId)
    {
        var user = userId switch { null => engine.SystemUserId, { } id when id == Guid.Empty => context.UserId, { } id => id };
        return new PluginOrganizationService(dispatcher, engine.Commits, () => ended, new Caller
        {
            UserId = user,
            InitiatingUserId = context.InitiatingUserId,
            CorrelationId = context.CorrelationId,
            Depth = context.Depth + 1,
            Parent = context,
            Limit = limit,
            Transaction = transaction,
        });
    }

    public void Dispose() => ended = true;
}
