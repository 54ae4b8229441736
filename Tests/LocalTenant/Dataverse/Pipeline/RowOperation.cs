using System;
using DataverseEmulator.Metadata;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>A message that changes one row: what stands in the middle of the pipeline, at stage 30.</summary>
internal abstract class RowOperation(Engine engine, Caller caller, TableDefinition table, OrganizationRequest request)
{
    protected Engine Engine { get; } = engine;

    public Caller Caller { get; } = caller;

    public TableDefinition Table { get; } = table;

    public abstract string Message { get; }

    /// <summary>The privilege on the table.</summary>
    protected abstract Access Needed { get; }

    /// <summary>What plug-ins see and may change before stage 30.</summary>
    public ParameterCollection Input { get; } = EntityCopy.Of(request.Parameters);

    public ParameterCollection Output { get; } = [];

    public Guid? RequestId { get; } = request.RequestId;

    /// <summary>The row; empty before stage 30 of a create whose caller gave no id.</summary>
    public Guid RowId { get; protected set; }

    protected RowStore Rows => Engine.Rows[Table.LogicalName];

    /// <summary>What can be told before any plug-in of stage 20 runs.</summary>
    public void Authorize()
    {
        foreach (var user in Caller.Privileged)
        {
            Engine.Access.Demand(user, Needed, Table);
        }
    }

    /// <summary>The operation itself.</summary>
    public abstract void Execute(OperationTransaction transaction);

    /// <summary>The target as plug-ins left it.</summary>
    protected Entity TargetEntity()
    {
        if (!Input.TryGetValue("Target", out object target) || target is null)
        {
            throw Faults.InvalidArgument($"{Message} needs a Target.");
        }

        // Early-bound classes are refused where the platform serialises them:
        // learn.microsoft.com/power-apps/developer/data-platform/org-service/early-bound-programming
        return target.GetType() == typeof(Entity)
            ? (Entity)target
            : throw Faults.InvalidArgument($"The Target of {Message} must be an Entity and not a {target.GetType()}.");
    }
}
