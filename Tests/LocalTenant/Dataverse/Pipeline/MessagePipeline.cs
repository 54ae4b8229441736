using System;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The event execution pipeline of one message: stage 10 before the transaction, 20 and 40 inside it around the operation,
/// asynchronous steps noted in it and run after the commit.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/event-framework
/// </summary>
internal sealed class MessagePipeline(Engine engine, PluginRunner runner)
{
    public const int MaximumDepth = 8;

    public void Run(RowOperation operation)
    {
        var caller = operation.Caller;
        if (caller.Depth > MaximumDepth)
        {
            throw Faults.DepthTooHigh();
        }

        var steps = engine.Steps.Of(operation.Message, operation.Table.LogicalName);
        var variables = new SharedVariables(operation);
        RunStage(operation, steps, 10, caller.Transaction, variables.Outer, caller.Parent, Images(operation, steps, ImageType.Pre, caller.Transaction, stage: 10), null);
        InTransaction(caller, operation.Message, operation.Table.LogicalName, transaction =>
        {
            operation.Authorize();
            var parent = Context(operation, null, 30, 0, variables.Outer, caller.Parent, inTransaction: true);
            var before = Images(operation, steps, ImageType.Pre, transaction, stage: 20);
            RunStage(operation, steps, 20, transaction, variables.Inner, parent, before, null);
            operation.Execute(transaction);
            var after = Images(operation, steps, ImageType.Post, transaction, stage: 40);
            RunStage(operation, steps, 40, transaction, variables.Inner, parent, before, after);
            Enqueue(operation, steps, transaction, variables.Inner, parent, before, after);
        });
    }

    /// <summary>Joins the caller's transaction, or makes one and commits it.</summary>
    public void InTransaction(Caller caller, string operation, string table, Action<OperationTransaction> work)
    {
        if (caller.Transaction is { } joined)
        {
            work(joined);
            return;
        }

        var own = new OperationTransaction(engine.Database, () => engine.Commits.Between(operation, table));
        try
        {
            work(own);
            caller.Limit.Check();
        }
        catch
        {
            own.Rollback();
            throw;
        }

        engine.Commits.Commit(own, operation, table);
        if (own.HasNewJobs)
        {
            engine.Jobs.Committed();
        }
    }

    private void RunStage(RowOperation operation, StepDefinition[] steps, int stage, OperationTransaction? transaction,
        ParameterCollection variables, IPluginExecutionContext? parent, StepImages? before, StepImages? after)
    {
        foreach (var step in steps)
        {
            if (step.Stage != stage || step.Asynchronous || !StepRegistry.Concerns(step, operation.Input))
            {
                continue;
            }

            var context = Context(operation, step, stage, 0, variables, parent, transaction is not null, before, after);
            runner.Run(engine.Plugins.Of(step), step.Name, step.PluginType, context, operation.Caller.Limit, transaction);
        }
    }

    private void Enqueue(RowOperation operation, StepDefinition[] steps, OperationTransaction transaction,
        ParameterCollection variables, IPluginExecutionContext parent, StepImages? before, StepImages? after)
    {
        foreach (var step in steps)
        {
            if (step.Asynchronous && StepRegistry.Concerns(step, operation.Input))
            {
                engine.Jobs.Enqueue(transaction, step, Context(operation, step, 40, 1, variables, parent, inTransaction: false, before, after));
                transaction.HasNewJobs = true;
            }
        }
    }

    private StepImages? Images(RowOperation operation, StepDefinition[] steps, ImageType type, OperationTransaction? transaction, int stage) =>
        StepImages.Read(engine, operation, steps, type, transaction, stage);

    private PluginContext Context(RowOperation operation, StepDefinition? step, int stage, int mode, ParameterCollection variables,
        IPluginExecutionContext? parent, bool inTransaction, StepImages? before = null, StepImages? after = null) => new()
        {
            Stage = stage,
            Mode = mode,
            Depth = operation.Caller.Depth,
            MessageName = operation.Message,
            PrimaryEntityName = operation.Table.LogicalName,
            PrimaryEntityId = operation.RowId,
            InputParameters = operation.Input,
            OutputParameters = operation.Output,
            SharedVariables = variables,
            UserId = operation.Caller.UserId,
            InitiatingUserId = operation.Caller.InitiatingUserId,
            CorrelationId = operation.Caller.CorrelationId,
            OperationCreatedOn = engine.Now,
            RequestId = operation.RequestId,
            IsInTransaction = inTransaction,
            ParentContext = parent,
            PreEntityImages = before?.Of(step, ImageType.Pre) ?? [],
            PostEntityImages = after?.Of(step, ImageType.Post) ?? [],
            OwningExtension = step is null ? null : new EntityReference("sdkmessageprocessingstep", step.Id) { Name = step.Name },
            BusinessUnitId = engine.BusinessUnitId,
            OrganizationId = engine.OrganizationId,
            EnvironmentId = engine.EnvironmentId,
        };
}
