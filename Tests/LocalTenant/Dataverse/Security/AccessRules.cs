using System;
using System.Collections.Generic;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Security;

/// <summary>The accesses to rows, named as privileges are.</summary>
internal enum Access { Create, Read, Write, Delete, Append, AppendTo, Assign }

/// <summary>
/// Privileges by table and depth. There is one business unit, so Basic means own rows and every other depth all rows.
/// Source: learn.microsoft.com/power-platform/admin/security-roles-privileges
/// </summary>
internal sealed class AccessRules(UserDirectory users)
{
    public static string PrivilegeOf(Access access, TableDefinition table) =>
        "prv" + access + table.PrivilegeName;

    public UserRights RightsOf(Guid userId) => users.RightsOf(userId);

    /// <summary>Demands the privilege in any depth.</summary>
    /// <exception cref="System.ServiceModel.FaultException">PrivilegeDenied, with the privilege's name.</exception>
    public void Demand(Guid userId, Access access, TableDefinition table) =>
        Demand(userId, PrivilegeOf(access, table), table.LogicalName);

    /// <summary>Demands a privilege by name in any depth.</summary>
    public void Demand(Guid userId, string privilege, string table)
    {
        var rights = users.RightsOf(userId);
        if (rights.DepthOf(privilege) == PrivilegeDepth.None)
        {
            throw Faults.Of(ErrorCodes.PrivilegeDenied,
                $"Principal user (Id={userId}, type=8, roleCount={rights.RoleNames.Count}) is missing {privilege} privilege for entity '{table}'.");
        }
    }

    /// <summary>Demands the privilege and that its depth reaches a row of this owner.</summary>
    /// <param name="row">The row with its <c>ownerid</c>, if the table has one.</param>
    public void Demand(Guid userId, Access access, TableDefinition table, Entity row)
    {
        Demand(userId, access, table);
        if (OnlyOwn(userId, access, table) && row.GetAttributeValue<EntityReference>("ownerid")?.Id != userId)
        {
            throw Faults.Of(ErrorCodes.AccessDenied,
                $"SecLib::AccessCheckEx failed. Entity Name: {table.LogicalName}, ObjectID: {row.Id}, CallingUser: {userId}, AccessRights: {access}Access.");
        }
    }

    /// <summary>Whether the user's privilege reaches only rows that he owns.</summary>
    public bool OnlyOwn(Guid userId, Access access, TableDefinition table) =>
        table.UserOwned && users.RightsOf(userId).DepthOf(PrivilegeOf(access, table)) == PrivilegeDepth.Basic;

    /// <summary>A secured column may be written only by a member of a profile that says so.</summary>
    public void DemandColumns(Guid userId, TableDefinition table, IEnumerable<string> columns, bool create)
    {
        var rights = users.RightsOf(userId);
        foreach (var name in columns)
        {
            if (!table.Columns.TryGetValue(name, out var column) || !column.Secured)
            {
                continue;
            }

            if (create && !rights.CanCreate(table.LogicalName, column))
            {
                throw Faults.Of(ErrorCodes.SecuredColumnCreateDenied,
                    $"The user does not have create permissions to a secured field. The requested operation could not be completed. Attribute: {name}, entity: {table.LogicalName}.");
            }

            if (!create && !rights.CanUpdate(table.LogicalName, column))
            {
                throw Faults.Of(ErrorCodes.SecuredColumnUpdateDenied,
                    $"The user doesn't have AttributePrivilegeUpdate and not granted shared access for a secured attribute during update operation. Attribute: {name}, entity: {table.LogicalName}.");
            }
        }
    }

    /// <summary>The row without the secured columns that the user may not read: they are absent, there is no error.</summary>
    public void HideColumns(Guid userId, TableDefinition table, Entity row)
    {
        var rights = users.RightsOf(userId);
        if (rights.EveryColumn)
        {
            return;
        }

        foreach (var column in table.Columns.Values)
        {
            if (column.Secured && row.Contains(column.LogicalName) && !rights.CanRead(table.LogicalName, column))
            {
                row.Attributes.Remove(column.LogicalName);
                row.FormattedValues.Remove(column.LogicalName);
            }
        }
    }
}
