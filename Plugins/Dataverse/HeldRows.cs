using System;
using System.Collections.Generic;
using System.Linq;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Dataverse;

/// <summary>Which connector has a record of Pax8: no record may be here twice, whatever connectors there are.</summary>
internal static class HeldRows
{
    /// <summary>Of these Pax8 ids, those that other connectors have and this one has not, with one such connector each; one query.</summary>
    public static Dictionary<string, Guid> Elsewhere(
        TenantRows rows, string table, string idColumn, string connectorColumn, Guid connectorId, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0) return [];
        var found = rows.Query(From(table, idColumn, connectorColumn).WhereIn(idColumn, ids.Cast<object>().ToArray())).ToList();
        var own = new HashSet<string>(found.Where(row => row.Lookup(connectorColumn) == connectorId).Select(row => row.Text(idColumn)!), StringComparer.OrdinalIgnoreCase);
        return found.Where(row => row.Lookup(connectorColumn) is not null && !own.Contains(row.Text(idColumn)!))
            .GroupBy(row => row.Text(idColumn)!, row => row.Lookup(connectorColumn)!.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
    }
}
