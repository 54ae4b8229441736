using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Query;

/// <summary>Turns the rows of a <see cref="BuiltQuery"/> into entities and a page of them.</summary>
internal static class QueryRows
{
    /// <summary>
    /// The page: its rows, whether there are more, and the cookie of the next one. Columns without value are absent from
    /// Attributes.
    /// </summary>
    public static EntityCollection Read(SqlStatement reader, BuiltQuery built)
    {
        var page = new EntityCollection { EntityName = built.Table.LogicalName, TotalRecordCount = -1 };
        object?[]? first = null, last = null;
        while (reader.Step())
        {
            if (page.Entities.Count == built.Rows)
            {
                page.MoreRecords = true;
                break;
            }
            page.Entities.Add(Row(reader, built));
            // The keys of the first row and of the last that a page holds: the cookie is made of them.
            if (page.Entities.Count == 1)
                first = Keys(reader, built);
            if (page.Entities.Count == built.Rows)
                last = Keys(reader, built);
        }
        if (page.MoreRecords && built.Orders.Count > 0)
            page.PagingCookie = PagingCookie.Write(built.Query.PageNumber, built.Orders, first!, last!);
        return page;
    }

    private static object?[] Keys(SqlStatement reader, BuiltQuery built) => built.Orders.Select(o => Value(reader, o.Ordinal)).ToArray();

    private static Entity Row(SqlStatement reader, BuiltQuery built)
    {
        var row = new Entity(built.Table.LogicalName);
        if (built.KeyOrdinal >= 0)
            row.Id = Guid.Parse(reader.GetString(built.KeyOrdinal));
        if (built.VersionOrdinal >= 0 && Value(reader, built.VersionOrdinal) is long version)
            row.RowVersion = version.ToString(CultureInfo.InvariantCulture);
        foreach (var output in built.Outputs)
            AddValue(row, reader, output);
        return row;
    }

    private static void AddValue(Entity row, SqlStatement reader, QueryOutput output)
    {
        var value = ColumnStorage.FromStored(output.Column, Value(reader, output.Value), Value(reader, output.Type) as string);
        if (value is null)
            return;
        if (value is EntityReference reference)
            reference.Name = Value(reader, output.Label) as string;
        row.Attributes[output.Name] = output.Aliased ? new AliasedValue(output.Table.LogicalName, output.Column.LogicalName, value) : value;
        if (FormattedValue.Of(output.Column, value, Value(reader, output.Symbol) as string) is { } formatted)
            row.FormattedValues[output.Name] = formatted;
    }

    private static object? Value(SqlStatement reader, int ordinal) =>
        ordinal < 0 ? null : reader.GetValue(ordinal);
}
