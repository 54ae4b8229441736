using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>Reads a row by its id, or by the values of an alternate key.</summary>
/// <typeparam name="T">What the read gives.</typeparam>
internal delegate T Reading<T>(Func<DatabaseConnection, T> work);

/// <summary>
/// Rows addressed by alternate keys.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record
/// </summary>
internal sealed class KeyResolver(Engine engine)
{
    public static Exception NotFound(string table) =>
        Faults.Of(ErrorCodes.RecordNotFoundByEntityKey, $"A record with the specified key values does not exist in {table} entity");

    /// <summary>The id given, or that of the row with the key values; null when there is no such row.</summary>
    /// <exception cref="System.ServiceModel.FaultException">Neither id nor key given, or the columns are no key.</exception>
    public Guid? Find(TableDefinition table, Guid id, KeyAttributeCollection key, Reading<Guid?> reading)
    {
        if (id != Guid.Empty)
        {
            return reading(connection => engine.Rows[table.LogicalName].Exists(connection, id) ? id : null);
        }

        return key.Count > 0
            ? Find(table, key, reading)
            : throw Faults.InvalidArgument($"Entity Id must be specified for {table.LogicalName}.");
    }

    public Guid? Find(TableDefinition table, KeyAttributeCollection key, Reading<Guid?> reading)
    {
        var columns = key.Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        if (!table.Keys.Any(known => columns.SetEquals(known.Columns)))
        {
            throw Faults.Of(ErrorCodes.EntityKeyNotDefined, $"The specified key attributes are not a defined key for the {table.LogicalName} entity");
        }

        var values = key.ToDictionary(pair => pair.Key, pair => ValueRules.Check(table, table.Columns[pair.Key], Typed(table.Columns[pair.Key], pair.Value)));
        return reading(connection =>
        {
            var found = engine.Rows[table.LogicalName].Find(connection, values);
            return found.Count == 0 ? null : found[0];
        });
    }

    /// <summary>Key values may come as the bare id of a lookup or the bare number of a choice.</summary>
    public static object? Typed(ColumnDefinition column, object? value) => (column.Type, value) switch
    {
        (ColumnType.Lookup, Guid id) => new EntityReference(column.LookupTargets[0], id),
        (ColumnType.Choice or ColumnType.State or ColumnType.Status, int option) => new OptionSetValue(option),
        _ => value,
    };
}
