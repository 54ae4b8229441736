using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Create. Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-create
/// </summary>
internal sealed class CreateOperation : RowOperation
{
    private readonly RowValues values;

    public CreateOperation(Engine engine, Caller caller, TableDefinition table, OrganizationRequest request, KeyResolver keys)
        : base(engine, caller, table, request)
    {
        values = new RowValues(engine, table, caller, keys);
        RowId = IdIn(TargetEntity());
    }

    public override string Message => "Create";

    protected override Access Needed => Access.Create;

    public override void Execute(OperationTransaction transaction)
    {
        var target = TargetEntity();
        var row = values.Checked(target, create: true, transaction);
        AddKey(target, row);
        AddDefaults(row);
        StatusRules.OnCreate(Table, row);
        var id = IdIn(target);
        RowId = id == Guid.Empty ? Engine.Ids.NewId() : id;
        AddSystemColumns(row);
        CheckOwner(row);
        values.CheckLookups(Given(target, row), Owned(row), transaction);
        values.Write(row, () => Rows.Insert(transaction.Writer, row));
        Engine.Commits.Written(transaction, Message, Table.LogicalName);
        target.Id = RowId;
        target[Table.PrimaryKey] = RowId;
        Output["id"] = RowId;
    }

    private Guid IdIn(Entity target) =>
        target.Id != Guid.Empty ? target.Id : target.GetAttributeValue<Guid>(Table.PrimaryKey);

    /// <summary>An upsert that creates brings its key only as key.</summary>
    private void AddKey(Entity target, Dictionary<string, object?> row)
    {
        foreach (var pair in target.KeyAttributes)
        {
            var column = Table.Columns[pair.Key];
            row.TryAdd(pair.Key, ValueRules.Check(Table, column, KeyResolver.Typed(column, pair.Value)));
        }
    }

    private void AddDefaults(Dictionary<string, object?> row)
    {
        foreach (var column in Table.Columns.Values)
        {
            if (column.DefaultValue is { } value && column.Type is not (ColumnType.State or ColumnType.Status) && row.GetValueOrDefault(column.LogicalName) is null)
            {
                row[column.LogicalName] = column.Type == ColumnType.Choice && value is int option ? new OptionSetValue(option) : value;
            }
        }
    }

    private void AddSystemColumns(Dictionary<string, object?> row)
    {
        var user = new EntityReference("systemuser", Caller.UserId);
        row[Table.PrimaryKey] = RowId;
        Set(row, "createdon", Engine.Now);
        Set(row, "modifiedon", Engine.Now);
        Set(row, "createdby", user);
        Set(row, "modifiedby", user);
        Set(row, RowStore.RowVersionColumn, Engine.Ids.NextRowVersion());
        if (Table.UserOwned && row.GetValueOrDefault("ownerid") is null)
        {
            Set(row, "ownerid", user);
        }

        Set(row, "owninguser", row.GetValueOrDefault("ownerid"));
        if (Table.UserOwned)
        {
            Set(row, "owningbusinessunit", new EntityReference("businessunit", Engine.BusinessUnitId));
        }
    }

    private void CheckOwner(Dictionary<string, object?> row)
    {
        if (row.GetValueOrDefault("ownerid") is EntityReference owner && owner.Id != Caller.UserId)
        {
            Engine.Access.Demand(Caller.UserId, Access.Assign, Table);
            Engine.Access.Demand(owner.Id, Access.Read, Table);
        }
    }

    private void Set(Dictionary<string, object?> row, string column, object? value)
    {
        if (Table.Columns.ContainsKey(column))
        {
            row[column] = value;
        }
    }

    /// <summary>The lookups that the caller gave, unlike those that the platform fills.</summary>
    private static Dictionary<string, object?> Given(Entity target, Dictionary<string, object?> row)
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (column, value) in row)
        {
            if (value is EntityReference && (target.Contains(column) || target.KeyAttributes.ContainsKey(column)))
            {
                given.Add(column, value);
            }
        }

        return given;
    }

    private Entity Owned(Dictionary<string, object?> row)
    {
        var entity = new Entity(Table.LogicalName, RowId);
        entity["ownerid"] = row.GetValueOrDefault("ownerid");
        return entity;
    }
}
