using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The names of tables' privileges: prv, verb and the table's schema name. Case counts, as importing a role looks them up so.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/security-access-coding
/// </summary>
public static class PrivilegeNames
{
    private static readonly string[] Verbs = ["AppendTo", "Append", "Assign", "Create", "Delete", "Read", "Share", "Write"];
    // Rows that belong to the organization have no owner to assign and nobody to share them with.
    private static readonly string[] VerbsOfOwnedRows = ["Assign", "Share"];

    /// <summary>Whether a table has this privilege.</summary>
    public static bool Exists(string privilege, IEnumerable<TableDefinition> tables) => tables.Any(t => Of(t).Contains(privilege));

    /// <summary>All privileges of the table.</summary>
    public static IEnumerable<string> Of(TableDefinition table) =>
        Verbs.Where(v => table.UserOwned || !VerbsOfOwnedRows.Contains(v)).Select(v => "prv" + v + table.PrivilegeName);
}
