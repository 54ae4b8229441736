using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Dataverse;

/// <summary>A table of records of Pax8, each of one connector; connector and Pax8 id are its alternate key.</summary>
/// <param name="Name">The table.</param>
/// <param name="IdColumn">The Pax8 id.</param>
/// <param name="ConnectorColumn">The connector.</param>
/// <param name="Connectors">The table of connectors.</param>
/// <param name="ConnectorId">Its primary key.</param>
internal sealed record HeldTable(string Name, string IdColumn, string ConnectorColumn, string Connectors, string ConnectorId);

/// <summary>Which connector has a record of Pax8: no record may be here twice, whatever connectors there are.</summary>
internal sealed class HeldRows(TenantRows rows, HeldTable table)
{
    private object[]? _others;

    /// <summary>Of these Pax8 ids, those that other connectors have and this one has not, with one such connector each.</summary>
    public Dictionary<string, Guid> Elsewhere(Guid connectorId, IReadOnlyCollection<string> ids)
    {
        var found = OfOthers(From(table.Name, table.IdColumn, table.ConnectorColumn), connectorId, ids)
            .GroupBy(row => row.Text(table.IdColumn)!, row => row.Lookup(table.ConnectorColumn)!.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        if (found.Count == 0) return found;
        var own = From(table.Name, table.IdColumn).Where(table.ConnectorColumn, connectorId).WhereIn(table.IdColumn, found.Keys.Cast<object>().ToArray());
        foreach (var row in rows.Query(own)) found.Remove(row.Text(table.IdColumn)!);
        return found;
    }

    /// <summary>
    /// Rows that other connectors have of these Pax8 ids. Asked for by connector, since that is how the alternate key begins; there are
    /// few connectors, and mostly no other, so they are read once an execution.
    /// </summary>
    public List<Entity> OfOthers(QueryExpression query, Guid connectorId, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0) return [];
        _others ??= rows.Query(From(table.Connectors, table.ConnectorId)).Select(row => (object)row.Id).ToArray();
        var others = _others.Where(id => !connectorId.Equals(id)).ToArray();
        return others.Length == 0 ? [] : rows.Query(query.WhereIn(table.ConnectorColumn, others).WhereIn(table.IdColumn, ids.Cast<object>().ToArray())).ToList();
    }
}
