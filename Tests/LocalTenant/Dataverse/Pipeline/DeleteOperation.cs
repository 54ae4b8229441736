using System;
using System.Linq;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Delete, with what the relationships make of it.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-update-delete
/// </summary>
internal sealed class DeleteOperation : RowOperation
{
    private readonly Cascades cascades;
    private readonly string? rowVersion;

    public DeleteOperation(Engine engine, Caller caller, TableDefinition table, OrganizationRequest request, Cascades cascades, EntityReference target, Guid rowId)
        : base(engine, caller, table, request)
    {
        this.cascades = cascades;
        rowVersion = target.RowVersion;
        RowId = rowId;
        Input["Target"] = new EntityReference(table.LogicalName, rowId) { RowVersion = rowVersion };
    }

    public override string Message => "Delete";

    protected override Access Needed => Access.Delete;

    public override void Execute(OperationTransaction transaction)
    {
        transaction.BeginWriting();
        string[] wanted = [RowStore.RowVersionColumn, "ownerid", StatusRules.State];
        var current = transaction.Read(connection => Rows.Read(connection, RowId, [.. wanted.Where(Table.Columns.ContainsKey)]))
            ?? throw Faults.RowNotFound(Table.LogicalName, RowId);
        Engine.Access.Demand(Caller.UserId, Access.Delete, Table, current);
        Concurrency.Check(Input, rowVersion, current);
        JobRules.CheckDelete(Table, current);
        cascades.Delete(this, transaction);
        Rows.Delete(transaction.Writer, RowId);
        JobRules.AfterDelete(Table, RowId, transaction.Writer);
        Engine.Commits.Written(transaction, Message, Table.LogicalName);
    }
}
