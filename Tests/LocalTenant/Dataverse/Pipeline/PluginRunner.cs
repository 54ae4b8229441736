using System;
using System.ServiceModel;
using System.Text;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>Calls one plug-in and says how it ended.</summary>
internal sealed class PluginRunner(Engine engine)
{
    /// <summary>Set once by the dispatcher, which needs the runner itself.</summary>
    public RequestDispatcher Dispatcher { get; set; } = null!;

    /// <summary>Calls it synchronously: what leaves it becomes the fault that the caller gets.</summary>
    public void Run(IPlugin plugin, string owner, string pluginType, PluginContext context, ExecutionLimit limit, OperationTransaction? transaction)
    {
        if (Execute(plugin, owner, pluginType, context, limit, transaction) is { } failure)
        {
            throw AsFault(failure, owner, pluginType);
        }
    }

    /// <summary>Calls it; the exception that left it or that the platform would raise at its end, null when it ended well.</summary>
    /// <exception cref="ProcessStoppedException">The process was stopped inside, whatever the plug-in made of it.</exception>
    public Exception? Execute(IPlugin plugin, string owner, string pluginType, PluginContext context, ExecutionLimit limit, OperationTransaction? transaction)
    {
        var tracing = new PluginTracing();
        var startedOn = engine.Time.GetUtcNow();
        Exception? failure;
        using (var services = new PluginServices(engine, Dispatcher, context, limit, transaction, tracing))
        {
            failure = Call(plugin, services);
        }

        engine.Commits.ThrowIfStopped();
        if (limit.Exceeded)
        {
            failure = Faults.TimedOut();
        }
        else if (failure is null && transaction is { Broken: true })
        {
            failure = Faults.TransactionBroken();
        }

        engine.Traces.Add(new PluginTrace(owner, pluginType, context.MessageName, context.PrimaryEntityName, context.Depth, context.Mode == 1,
            context.CorrelationId, startedOn.UtcDateTime, engine.Time.GetUtcNow() - startedOn, tracing.Text, failure is null ? null : TextOf(failure)));
        return failure;
    }

    /// <summary>
    /// Type, message and stack of the exception and of its causes. InvalidPluginExecutionException.ToString() gives neither message nor
    /// stack. That the platform shows type and message is seen; the rest of the form is assumed.
    /// </summary>
    private static string TextOf(Exception failure)
    {
        var text = new StringBuilder("Unhandled exception:");
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
            text.Append($"\nException type: {cause.GetType().FullName}\nMessage: {cause.Message}\n{cause.StackTrace}");
        return text.ToString();
    }

    private static Exception? Call(IPlugin plugin, PluginServices services)
    {
        try
        {
            plugin.Execute(services);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions. What only the local tenant can't
    /// do is not dressed up as an error of the plug-in.
    /// </summary>
    private static Exception AsFault(Exception failure, string owner, string pluginType) => failure switch
    {
        InvalidPluginExecutionException said => Aborted(said, owner),
        FaultException<OrganizationServiceFault> { Detail.ErrorCode: ErrorCodes.PluginTimeout or ErrorCodes.TransactionCountReduced or ErrorCodes.DepthTooHigh } => failure,
        NotSupportedException => failure,
        _ => Faults.Of(ErrorCodes.IsvUnExpected,
            $"An unexpected error occurred from ISV code. (ErrorType = ClientError) Unexpected exception from plug-in (Execute): {pluginType}: {failure.GetType()}: {failure.Message}",
            (failure as FaultException<OrganizationServiceFault>)?.Detail),
    };

    private static FaultException<OrganizationServiceFault> Aborted(InvalidPluginExecutionException said, string owner)
    {
        var fault = Faults.Of(ErrorCodes.IsvAborted, said.Message);
        fault.Detail.ErrorDetails ??= [];
        fault.Detail.ErrorDetails["ApiExceptionSourceKey"] = "Plugin/" + owner;
        fault.Detail.ErrorDetails["ApiExceptionHttpStatusCode"] = said.HttpStatus == PluginHttpStatusCode.NotSet ? 400 : (int)said.HttpStatus;
        fault.Detail.ErrorDetails["OperationStatus"] = (int)said.Status;
        fault.Detail.ErrorDetails["SubErrorCode"] = said.ErrorCode;
        return fault;
    }
}
