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

    /// <summary>
    /// True for a write that this package made itself: made by an execution and not by a client, said to be ours, and made as the SYSTEM
    /// user, which no client is. What says so is asked of the platform last, and only about writes that claim it.
    /// Sources: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.depth and
    /// learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservicefactory.createorganizationservice; that a step is told the
    /// SYSTEM user where code called as it, is assumed.
    /// </summary>
    public bool IsOwnWrite => context.Depth > 1 && IsMarked && context.UserId == App.WriterId;

    /// <summary>True where the caller named the version that the row must still have; then nobody wrote it since the caller read it.</summary>
    public bool IsVersioned =>
        context.InputParameters.TryGetValue("ConcurrencyBehavior", out var behavior) && behavior is ConcurrencyBehavior.IfRowVersionMatches;

    /// <summary>
    /// True inside of this custom API, called for this very row. The chain of parents is the platform's, so no client can claim it.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#parentcontext.
    /// </summary>
    public bool IsPartOf(string customApi)
    {
        for (var outer = context.ParentContext; outer is not null; outer = outer.ParentContext)
            if (outer.MessageName == customApi && outer.InputParameters.TryGetValue("Target", out var bound) && bound is EntityReference row && row.Id == RowId) return true;
        return false;
    }

    /// <summary>
    /// True inside of a merge of two rows, which leads links from the one to the other; assumed to run steps on the rows that it leads.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/merge-entity-table-records.
    /// </summary>
    public bool IsPartOfMerge
    {
        get
        {
            for (var outer = context.ParentContext; outer is not null; outer = outer.ParentContext)
                if (outer.MessageName == "Merge") return true;
            return false;
        }
    }

    /// <summary>Who asked for it, whoever the platform lets it run as.</summary>
    public Guid UserId => context.InitiatingUserId;

    /// <summary>As whom the platform lets it run: who asked for it, or the person in whose name he asked.</summary>
    public Guid CallerId => context.UserId;

    /// <summary>A request parameter that is confidential: read, and gone from the context that nested steps find as their parent.</summary>
    public T? TakeOut<T>(string name)
    {
        var value = Input<T>(name);
        context.InputParameters.Remove(name);
        return value;
    }

    /// <summary>A request parameter of a custom API, or its type's default where the caller left it out.</summary>
    public T? Input<T>(string name) => context.InputParameters.TryGetValue(name, out var value) ? (T)value : default;

    public void Return(string name, object value) => context.OutputParameters[name] = value;

    private bool IsMarked => context.SharedVariables.TryGetValue("tag", out var tag) && TenantRows.Mark.Equals(tag);
}
