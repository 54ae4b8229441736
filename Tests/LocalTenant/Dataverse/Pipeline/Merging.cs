using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Merge of two accounts. Documented: the parameters; that the subordinate is deactivated, is marked as merged and has the target as its
/// master; that all of it runs as the SYSTEM user. Seen: both have to be active, and rows that point to the subordinate are led to the
/// target, which cannot be switched off. Assumed: which steps that runs, see <see cref="MergedLinks"/>, their depth, and that nothing but
/// UpdateContent is written on the target (the page says that useful data moves, and not which). The privilege to share the target, and
/// that to merge at all, are not known here and not asked for.
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/merge-table-rows,
/// learn.microsoft.com/dotnet/api/microsoft.crm.sdk.messages.mergerequest and the table reference of account.
/// </summary>
internal sealed class Merging(Engine engine, RequestDispatcher dispatcher, MessagePipeline pipeline)
{
    private const string Accounts = "account", Master = "masterid";

    public OrganizationResponse Merge(OrganizationRequest request, Caller caller)
    {
        var target = Required<EntityReference>(request, "Target");
        var subordinate = Required<Guid>(request, "SubordinateId");
        var checksParents = Required<bool>(request, "PerformParentingChecks");
        if (target.LogicalName != Accounts) throw Faults.NotSupported($"merging rows of {target.LogicalName}");
        if (target.Id == subordinate) throw Faults.InvalidArgument("Merge cannot be performed on master and sub-entities that are identical.");
        if (caller.Depth > MessagePipeline.MaximumDepth) throw Faults.DepthTooHigh();
        if (engine.Metadata.Steps.FirstOrDefault(step => step.Message == "Merge") is { } step) throw Faults.NotSupported($"steps on Merge, such as {step.Name}");
        pipeline.InTransaction(caller, "Merge", Accounts, transaction =>
        {
            transaction.BeginWriting();
            Check(target.Id, subordinate, checksParents, caller, transaction);
            var inside = Inside(request, target.Id, caller, transaction);
            if (Content(request, target.Id) is { } content) Update(content, inside);
            foreach (var relationship in Leading()) Lead(relationship, target, subordinate, inside, transaction);
            Update(new Entity(Accounts, subordinate)
            {
                ["statecode"] = new OptionSetValue(1),
                ["statuscode"] = new OptionSetValue(2),
                ["merged"] = true,
                [Master] = new EntityReference(Accounts, target.Id),
            }, inside);
        });
        return new OrganizationResponse { ResponseName = "Merge" };
    }

    private void Check(Guid target, Guid subordinate, bool checksParents, Caller caller, OperationTransaction transaction)
    {
        var table = engine.Table(Accounts);
        Entity Row(Guid id) => transaction.Read(connection => engine.Rows[Accounts].Read(connection, id, ["ownerid", "statecode", "parentaccountid"])) ?? throw Faults.RowNotFound(Accounts, id);
        var (kept, left) = (Row(target), Row(subordinate));
        foreach (var user in caller.Privileged)
        {
            foreach (var access in new[] { Access.Read, Access.Write, Access.AppendTo }) engine.Access.Demand(user, access, table, kept);
            engine.Access.Demand(user, Access.Write, table, left);
        }

        foreach (var (name, row) in new[] { ("master entity", kept), ("sub-entity", left) })
            if (row.GetAttributeValue<OptionSetValue>("statecode") is { Value: not 0 }) throw Faults.InvalidArgument($"{name}:{Accounts}-{row.Id} is deactive");
        if (checksParents && kept.GetAttributeValue<EntityReference>("parentaccountid")?.Id != left.GetAttributeValue<EntityReference>("parentaccountid")?.Id)
            throw Faults.InvalidArgument("The two accounts have different parents.");
    }

    private static Entity? Content(OrganizationRequest request, Guid target)
    {
        if (!request.Parameters.TryGetValue("UpdateContent", out object value) || value is null) return null;
        if (value is not Entity { LogicalName: Accounts } content || (content.Id != Guid.Empty && content.Id != target))
            throw Faults.InvalidArgument("UpdateContent of Merge holds columns of the target.");
        var copy = new Entity(Accounts, target);
        foreach (var (column, written) in content.Attributes) copy[column] = written;
        return copy;
    }

    /// <summary>Whose order is not documented.</summary>
    private IEnumerable<RelationshipDefinition> Leading()
    {
        var all = engine.PointingTo(Accounts).Where(one => engine.Metadata.Tables.ContainsKey(one.ReferencingTable) && one.ReferencingColumn != Master).OrderBy(one => one.ReferencingTable + one.ReferencingColumn, StringComparer.Ordinal);
        return engine.MergedLinks == MergedLinks.WithStepsBackwards ? all.Reverse() : all;
    }

    private void Lead(RelationshipDefinition relationship, EntityReference target, Guid subordinate, Caller inside, OperationTransaction transaction)
    {
        var pointing = new Dictionary<string, object?> { [relationship.ReferencingColumn] = new EntityReference(Accounts, subordinate) };
        var rows = engine.Rows[relationship.ReferencingTable];
        foreach (var id in transaction.Read(connection => rows.Find(connection, pointing)))
        {
            var survivor = new EntityReference(Accounts, target.Id);
            if (engine.MergedLinks != MergedLinks.WithoutSteps)
            {
                Update(new Entity(relationship.ReferencingTable, id) { [relationship.ReferencingColumn] = survivor }, inside);
                continue;
            }

            rows.Update(transaction.Writer, id, new Dictionary<string, object?> { [relationship.ReferencingColumn] = survivor, [RowStore.RowVersionColumn] = engine.Ids.NextRowVersion() });
            engine.Commits.Written(transaction, "Update", relationship.ReferencingTable);
        }
    }

    private void Update(Entity row, Caller inside) => dispatcher.Execute(new UpdateRequest { Target = row }, inside);

    private Caller Inside(OrganizationRequest request, Guid target, Caller caller, OperationTransaction transaction) => caller with
    {
        UserId = engine.SystemUserId,
        ImpersonatorId = null,
        Depth = caller.Depth + 1,
        Transaction = transaction,
        Parent = new PluginContext
        {
            Stage = 30,
            Mode = 0,
            Depth = caller.Depth,
            MessageName = "Merge",
            PrimaryEntityName = Accounts,
            PrimaryEntityId = target,
            InputParameters = EntityCopy.Of(request.Parameters),
            OutputParameters = [],
            SharedVariables = [],
            UserId = caller.UserId,
            InitiatingUserId = caller.InitiatingUserId,
            CorrelationId = caller.CorrelationId,
            OperationCreatedOn = engine.Now,
            RequestId = request.RequestId,
            IsInTransaction = true,
            ParentContext = caller.Parent,
            BusinessUnitId = engine.BusinessUnitId,
            OrganizationId = engine.OrganizationId,
            EnvironmentId = engine.EnvironmentId,
        },
    };

    private static T Required<T>(OrganizationRequest request, string name) =>
        request.Parameters.TryGetValue(name, out object value) && value is T typed ? typed : throw Faults.InvalidArgument($"Required field '{name}' is missing for Merge.");
}
