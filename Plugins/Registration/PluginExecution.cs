using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Registration;

/// <summary>One execution of a plug-in: what the platform handed in, and the services composed for it.</summary>
internal sealed class PluginExecution(IPluginExecutionContext context, Composition app)
{
    public const string BeforeAlias = "before";

    public Composition App { get; } = app;

    /// <summary>The row being written, as the caller sent it; changes made here are written before the operation.</summary>
    public Entity Target => (Entity)context.InputParameters["Target"];

    /// <summary>The row a custom API is bound to.</summary>
    public EntityReference Bound => (EntityReference)context.InputParameters["Target"];

    public Guid RowId => context.PrimaryEntityId;

    /// <summary>The row before the change, in the columns the step declares.</summary>
    public Entity Before => context.PreEntityImages[BeforeAlias];

    /// <summary>True for a write that this package made itself, see <see cref="TenantRows.Mark"/>.</summary>
    public bool IsOwnWrite => context.SharedVariables.TryGetValue("tag", out var tag) && TenantRows.Mark.Equals(tag);

    public void Return(string name, object value) => context.OutputParameters[name] = value;
}
