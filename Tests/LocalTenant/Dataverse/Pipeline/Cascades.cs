using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// What a delete or an assignment does to the rows that point to the row.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/configure-entity-relationship-cascading-behavior
/// </summary>
internal sealed class Cascades(Engine engine, RequestDispatcher dispatcher)
{
    /// <summary>Before the row goes: refuses, deletes the pointing rows through their own pipeline, or empties their lookups.</summary>
    public void Delete(RowOperation operation, OperationTransaction transaction)
    {
        var pointing = engine.PointingTo(operation.Table.LogicalName)
            .Where(relationship => engine.Metadata.Tables.ContainsKey(relationship.ReferencingTable))
            .Select(relationship => (relationship, ids: Pointing(relationship, operation, transaction)))
            .Where(found => found.ids.Count > 0)
            .ToList();
        if (pointing.FirstOrDefault(found => found.relationship.Delete == CascadeBehavior.Restrict).relationship is { } refusing)
        {
            throw Faults.Of(ErrorCodes.CannotDeleteDueToAssociation,
                $"The object you tried to delete is associated with another object and cannot be deleted. (Relationship {refusing.Name}: rows of {refusing.ReferencingTable} point to it.)");
        }

        foreach (var (relationship, ids) in pointing)
        {
            switch (relationship.Delete)
            {
                case CascadeBehavior.Cascade:
                    DeleteAll(operation, transaction, relationship.ReferencingTable, ids);
                    break;
                case CascadeBehavior.RemoveLink:
                    RemoveLinks(transaction, relationship, ids);
                    break;
            }
        }
    }

    /// <summary>After a row got another owner: gives the pointing rows to him too, as the relationships say.</summary>
    public void Assign(RowOperation operation, OperationTransaction transaction, EntityReference? formerOwner, EntityReference newOwner)
    {
        foreach (var relationship in engine.PointingTo(operation.Table.LogicalName))
        {
            if (relationship.Assign is not (CascadeBehavior.Cascade or CascadeBehavior.Active or CascadeBehavior.UserOwned)
                || !engine.Metadata.Tables.TryGetValue(relationship.ReferencingTable, out var table) || !table.UserOwned)
            {
                continue;
            }

            foreach (var id in Pointing(relationship, operation, transaction).Where(id => Concerned(relationship, table, id, formerOwner, transaction)))
            {
                var target = new Entity(table.LogicalName, id);
                target["ownerid"] = newOwner;
                dispatcher.Execute(new UpdateRequest { Target = target }, Inside(operation, transaction));
            }
        }
    }

    private bool Concerned(RelationshipDefinition relationship, TableDefinition table, Guid id, EntityReference? formerOwner, OperationTransaction transaction)
    {
        string[] wanted = ["ownerid", StatusRules.State];
        var row = transaction.Read(connection => engine.Rows[table.LogicalName].Read(connection, id, [.. wanted.Where(table.Columns.ContainsKey)]));
        return relationship.Assign switch
        {
            CascadeBehavior.Active => row?.GetAttributeValue<OptionSetValue>(StatusRules.State) is null or { Value: 0 },
            CascadeBehavior.UserOwned => row?.GetAttributeValue<EntityReference>("ownerid")?.Id == formerOwner?.Id,
            _ => true,
        };
    }

    private List<Guid> Pointing(RelationshipDefinition relationship, RowOperation operation, OperationTransaction transaction)
    {
        var lookup = new Dictionary<string, object?> { [relationship.ReferencingColumn] = new EntityReference(operation.Table.LogicalName, operation.RowId) };
        return transaction.Read(connection => engine.Rows[relationship.ReferencingTable].Find(connection, lookup));
    }

    private void DeleteAll(RowOperation operation, OperationTransaction transaction, string table, List<Guid> ids)
    {
        foreach (var id in ids)
        {
            // A row that two relationships lead to is gone by the second.
            if (transaction.Read(connection => engine.Rows[table].Exists(connection, id)))
            {
                dispatcher.Execute(new DeleteRequest { Target = new EntityReference(table, id) }, Inside(operation, transaction));
            }
        }
    }

    private void RemoveLinks(OperationTransaction transaction, RelationshipDefinition relationship, List<Guid> ids)
    {
        foreach (var id in ids)
        {
            var values = new Dictionary<string, object?> { [relationship.ReferencingColumn] = null };
            if (engine.Metadata.Tables[relationship.ReferencingTable].Columns.ContainsKey(RowStore.RowVersionColumn))
            {
                values[RowStore.RowVersionColumn] = engine.Ids.NextRowVersion();
            }

            engine.Rows[relationship.ReferencingTable].Update(transaction.Writer, id, values);
            engine.Commits.Written(transaction, "Update", relationship.ReferencingTable);
        }
    }

    /// <summary>Cascaded operations belong to the message that caused them: same depth, same transaction.</summary>
    private static Caller Inside(RowOperation operation, OperationTransaction transaction) => operation.Caller with { Transaction = transaction };
}
