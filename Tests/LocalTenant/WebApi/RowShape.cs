using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;

namespace DataverseEmulator.WebApi;

/// <summary>What of a row the answer holds: columns, and the rows that its lookups point to.</summary>
/// <param name="Table">The row's table.</param>
/// <param name="Selected">The columns of $select; null for all.</param>
/// <param name="Expanded">The rows of $expand.</param>
internal sealed record RowShape(TableDefinition Table, IReadOnlyList<ColumnDefinition>? Selected, IReadOnlyList<ExpandedRow> Expanded)
{
    /// <summary>The columns with the id, which every row brings.</summary>
    public IEnumerable<ColumnDefinition> Columns => Selected is null
        ? Table.Columns.Values.Where(column => column.ValidForRead)
        : Selected.Append(Table.Columns[Table.PrimaryKey]).Distinct();

    /// <summary>What stands behind the set in @odata.context: <c>(name,primarycontactid(fullname))</c>, or nothing.</summary>
    public string Context
    {
        get
        {
            var parts = (Selected ?? []).Select(NavigationNames.Property).Concat(Expanded.Select(row => row.Name + (row.Shape.Context is { Length: > 0 } inner ? inner : "()"))).ToArray();
            return parts.Length == 0 ? "" : $"({string.Join(',', parts)})";
        }
    }
}

/// <summary>A row of $expand: the navigation property, the alias of its link in the query, and what of it the answer holds.</summary>
internal sealed record ExpandedRow(string Name, string Alias, RowShape Shape);
