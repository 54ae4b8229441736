using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Update, which is also how a row is assigned and how its state is set.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-update-delete
/// </summary>
internal sealed class UpdateOperation : RowOperation
{
    private readonly RowValues values;
    private readonly Cascades cascades;

    public UpdateOperation(Engine engine, Caller caller, TableDefinition table, OrganizationRequest request, KeyResolver keys, Cascades cascades, Guid rowId)
        : base(engine, caller, table, request)
    {
        values = new RowValues(engine, table, caller, keys);
        this.cascades = cascades;
        RowId = rowId;
        // Plug-ins find the id also where the caller addressed the row by a key.
        var target = TargetEntity();
        target.Id = rowId;
        target[table.PrimaryKey] = rowId;
    }

    public override string Message => "Update";

    protected override Access Needed => Access.Write;

    public override void Execute(OperationTransaction transaction)
    {
        transaction.BeginWriting();
        var target = TargetEntity();
        var current = Current(transaction);
        Engine.Access.Demand(Caller.UserId, Access.Write, Table, current);
        Concurrency.Check(Input, target.RowVersion, current);
        var row = values.Checked(target, create: false, transaction);
        StatusRules.OnUpdate(Table, row, current);
        JobRules.CheckUpdate(Table, row, current);
        var newOwner = NewOwner(row, current);
        values.CheckLookups(row, current, transaction);
        AddSystemColumns(row, newOwner);
        values.Write(row, () => Rows.Update(transaction.Writer, RowId, row));
        Engine.Commits.Written(transaction, Message, Table.LogicalName);
        if (newOwner is not null)
        {
            cascades.Assign(this, transaction, current.GetAttributeValue<EntityReference>("ownerid"), newOwner);
        }
    }

    private Entity Current(OperationTransaction transaction)
    {
        string[] wanted = [RowStore.RowVersionColumn, "ownerid", StatusRules.State, StatusRules.Status];
        return transaction.Read(connection => Rows.Read(connection, RowId, [.. wanted.Where(Table.Columns.ContainsKey)]))
            ?? throw Faults.RowNotFound(Table.LogicalName, RowId);
    }

    private EntityReference? NewOwner(Dictionary<string, object?> row, Entity current)
    {
        if (!row.TryGetValue("ownerid", out var value))
        {
            return null;
        }

        var owner = value as EntityReference ?? throw Faults.InvalidArgument($"The owner of a row of {Table.LogicalName} can't be cleared.");
        if (owner.Id == current.GetAttributeValue<EntityReference>("ownerid")?.Id)
        {
            return null;
        }

        Engine.Access.Demand(Caller.UserId, Access.Assign, Table, current);
        Engine.Access.Demand(owner.Id, Access.Read, Table);
        return owner;
    }

    private void AddSystemColumns(Dictionary<string, object?> row, EntityReference? newOwner)
    {
        Set(row, "modifiedon", Engine.Now);
        Set(row, "modifiedby", new EntityReference("systemuser", Caller.UserId));
        Set(row, RowStore.RowVersionColumn, Engine.Ids.NextRowVersion());
        if (newOwner is not null)
        {
            Set(row, "owninguser", newOwner);
        }
    }

    private void Set(Dictionary<string, object?> row, string column, object? value)
    {
        if (Table.Columns.ContainsKey(column))
        {
            row[column] = value;
        }
    }
}
