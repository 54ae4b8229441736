using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;

namespace DataverseEmulator.Security;

/// <summary>
/// What one user may do: the sum of his roles and column security profiles.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/security-model
/// </summary>
internal sealed class UserRights
{
    private readonly Dictionary<string, PrivilegeDepth> privileges = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Table, string Column), ColumnPermission> columns = [];

    public UserRights(Guid userId, bool everything, IReadOnlyList<RoleDefinition> roles, bool everyColumn, IEnumerable<ColumnSecurityProfile> profiles)
    {
        UserId = userId;
        Everything = everything;
        EveryColumn = everyColumn;
        RoleNames = [.. roles.Select(role => role.Name)];
        foreach (var (name, depth) in roles.SelectMany(role => role.Privileges))
        {
            privileges[name] = (PrivilegeDepth)Math.Max((int)depth, (int)DepthOf(name));
        }

        foreach (var permission in profiles.SelectMany(profile => profile.Permissions))
        {
            columns[(permission.Table, permission.Column)] = columns.TryGetValue((permission.Table, permission.Column), out var other)
                ? new ColumnPermission(permission.Table, permission.Column, permission.CanRead || other.CanRead, permission.CanCreate || other.CanCreate, permission.CanUpdate || other.CanUpdate)
                : permission;
        }
    }

    public Guid UserId { get; }

    /// <summary>SYSTEM and holders of the role System Administrator: every privilege in full depth.</summary>
    public bool Everything { get; }

    /// <summary>SYSTEM and members of the column security profile System Administrator.</summary>
    public bool EveryColumn { get; }

    public IReadOnlyList<string> RoleNames { get; }

    public PrivilegeDepth DepthOf(string privilege) =>
        Everything ? PrivilegeDepth.Global : privileges.GetValueOrDefault(privilege, PrivilegeDepth.None);

    public bool CanRead(string table, ColumnDefinition column) => !column.Secured || EveryColumn || Permission(table, column) is { CanRead: true };

    public bool CanCreate(string table, ColumnDefinition column) => !column.Secured || EveryColumn || Permission(table, column) is { CanCreate: true };

    public bool CanUpdate(string table, ColumnDefinition column) => !column.Secured || EveryColumn || Permission(table, column) is { CanUpdate: true };

    private ColumnPermission? Permission(string table, ColumnDefinition column) => columns.GetValueOrDefault((table, column.LogicalName));
}
