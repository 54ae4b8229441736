using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator.Metadata;
using DataverseEmulator.Security;
using DataverseEmulator.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>What creates and updates share: the values of a target checked, lookups resolved, keys kept unique.</summary>
internal sealed class RowValues(Engine engine, TableDefinition table, Caller caller, KeyResolver keys)
{
    private const int UniqueViolated = 2067;
    private const int PrimaryKeyViolated = 1555;

    /// <summary>The target's values in stored form, without its id.</summary>
    public Dictionary<string, object?> Checked(Entity target, bool create, OperationTransaction transaction)
    {
        if (target.RelatedEntities.Count > 0)
        {
            throw Faults.NotSupported("related entities in a create or update (deep insert)");
        }

        // Room for what the platform adds.
        var values = new Dictionary<string, object?>(target.Attributes.Count + 16, StringComparer.Ordinal);
        foreach (var pair in target.Attributes)
        {
            if (!table.Columns.TryGetValue(pair.Key, out var column))
            {
                throw Faults.NoSuchColumn(table.LogicalName, pair.Key);
            }

            if (column.Type == ColumnType.PrimaryKey)
            {
                continue;
            }

            if (!(create ? column.ValidForCreate : column.ValidForUpdate))
            {
                throw Faults.NotSupported($"setting {table.LogicalName}.{pair.Key} in {(create ? "a create" : "an update")}: the platform keeps that column itself");
            }

            values[pair.Key] = ValueRules.Check(table, column, Resolved(pair.Value, transaction));
        }

        engine.Access.DemandColumns(caller.UserId, table, values.Keys, create);
        return values;
    }

    /// <summary>Every lookup points to a row, and the user may point from and to it.</summary>
    public void CheckLookups(IReadOnlyDictionary<string, object?> values, Entity row, OperationTransaction transaction)
    {
        foreach (var (name, value) in values)
        {
            if (value is not EntityReference reference)
            {
                continue;
            }

            var target = engine.Table(reference.LogicalName);
            var owner = table.Columns[name].Type == ColumnType.Owner;
            var found = transaction.Read(connection => engine.Rows[target.LogicalName].Read(connection, reference.Id, OwnerColumn(target)))
                ?? throw Faults.RowNotFound(target.LogicalName, reference.Id);
            if (!owner)
            {
                engine.Access.Demand(caller.UserId, Access.Append, table, row);
                engine.Access.Demand(caller.UserId, Access.AppendTo, target, found);
            }
        }
    }

    /// <summary>Writes, and says a violated key in Dataverse's words.</summary>
    public void Write(IReadOnlyDictionary<string, object?> values, Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode is UniqueViolated or PrimaryKeyViolated)
        {
            throw Duplicate(exception, values);
        }
    }

    /// <summary>The columns that say who owns a row; none for tables without owner.</summary>
    public static string[] OwnerColumn(TableDefinition table) => table.Columns.ContainsKey("ownerid") ? ["ownerid"] : [];

    private object? Resolved(object? value, OperationTransaction transaction) => value is EntityReference { KeyAttributes.Count: > 0 } reference && reference.Id == Guid.Empty
        ? new EntityReference(reference.LogicalName, keys.Find(engine.Table(reference.LogicalName), reference.KeyAttributes, transaction.Read)
            ?? throw KeyResolver.NotFound(reference.LogicalName))
        : value;

    private FaultException<OrganizationServiceFault> Duplicate(SqliteException exception, IReadOnlyDictionary<string, object?> values)
    {
        var broken = table.Keys.FirstOrDefault(key => key.Columns.All(column => exception.Message.Contains($"{table.LogicalName}.{column}", StringComparison.Ordinal))
            && key.Columns.Count == exception.Message.Split(',').Length);
        return broken is null
            ? Faults.Of(ErrorCodes.DuplicateRecord, "Cannot insert duplicate key.")
            : Faults.Of(ErrorCodes.DuplicateRecordEntityKey,
                $"Entity Key {broken.DisplayName} violated. A record with the same value for {string.Join(", ", broken.Columns.Select(column => table.Columns[column].DisplayName))} already exists. A duplicate record cannot be created. Select one or more unique values and try again.");
    }
}
