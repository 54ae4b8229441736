using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;

namespace DataverseEmulator.Security;

/// <summary>Which roles and column security profiles a user has, and the rights that follow. Safe for threads.</summary>
internal sealed class UserDirectory(TenantMetadata metadata, TenantDatabase database, Guid systemUserId)
{
    public const string AdministratorRole = "System Administrator";
    public const string AdministratorProfile = "System Administrator";
    private static readonly Guid AdministratorRoleId = new("627090ff-40a3-4053-8790-584edc5be201");
    // The id of the profile in every environment: learn.microsoft.com/power-platform/admin/field-level-security
    private static readonly Guid AdministratorProfileId = new("572329c1-a042-4e22-be47-367c6374ea45");

    private readonly ConcurrentDictionary<Guid, UserRights> known = new();
    private readonly IReadOnlyList<RoleDefinition> roles = [.. PlatformRoles.Of(metadata), .. metadata.Roles];

    /// <exception cref="System.ServiceModel.FaultException">There is no such user.</exception>
    public UserRights RightsOf(Guid userId)
    {
        if (known.TryGetValue(userId, out var rights))
        {
            return rights;
        }

        rights = Read(userId);
        known[userId] = rights;
        return rights;
    }

    /// <exception cref="ArgumentException">There is no such role, neither the platform's nor the solution's.</exception>
    public void AddRole(DatabaseConnection connection, Guid userId, string role)
    {
        var id = role == AdministratorRole ? AdministratorRoleId
            : roles.FirstOrDefault(definition => definition.Name == role)?.Id
            ?? throw new ArgumentException($"There is no role \"{role}\". Roles: {string.Join(", ", roles.Select(known => known.Name).Prepend(AdministratorRole))}.", nameof(role));
        connection.Run("INSERT OR IGNORE INTO tenant_user_role (userid, roleid) VALUES ($0, $1)", ColumnStorage.StoredGuid(userId), ColumnStorage.StoredGuid(id));
        known.TryRemove(userId, out _);
    }

    /// <exception cref="ArgumentException">The solution brings no such profile.</exception>
    public void AddProfile(DatabaseConnection connection, Guid userId, string profile)
    {
        var id = profile == AdministratorProfile ? AdministratorProfileId
            : metadata.ColumnSecurityProfiles.FirstOrDefault(definition => definition.Name == profile)?.Id
            ?? throw new ArgumentException($"There is no column security profile \"{profile}\".", nameof(profile));
        connection.Run("INSERT OR IGNORE INTO tenant_user_profile (userid, profileid) VALUES ($0, $1)", ColumnStorage.StoredGuid(userId), ColumnStorage.StoredGuid(id));
        known.TryRemove(userId, out _);
    }

    /// <summary>Forgets what was read before: after a change that another session committed.</summary>
    public void Forget(Guid userId) => known.TryRemove(userId, out _);

    private UserRights Read(Guid userId)
    {
        var (exists, roleIds, profileIds) = database.Read(connection => (
            connection.Scalar("SELECT 1 FROM systemuser WHERE systemuserid = $0", ColumnStorage.StoredGuid(userId)) is not null,
            Ids(connection, "SELECT roleid FROM tenant_user_role WHERE userid = $0", userId),
            Ids(connection, "SELECT profileid FROM tenant_user_profile WHERE userid = $0", userId)));
        if (!exists)
        {
            throw Faults.RowNotFound("systemuser", userId);
        }

        var everything = userId == systemUserId || roleIds.Contains(AdministratorRoleId);
        var held = roles.Where(role => roleIds.Contains(role.Id)).ToList();
        if (roleIds.Contains(AdministratorRoleId))
        {
            held.Insert(0, new RoleDefinition(AdministratorRoleId, AdministratorRole, new Dictionary<string, PrivilegeDepth>()));
        }

        // System administrators are members of the administrators' profile without being added.
        return new UserRights(userId, everything, held, everything || profileIds.Contains(AdministratorProfileId),
            metadata.ColumnSecurityProfiles.Where(profile => profileIds.Contains(profile.Id)));
    }

    private static HashSet<Guid> Ids(DatabaseConnection connection, string sql, Guid userId) =>
        [.. connection.Query(sql, row => Guid.Parse(row.GetString(0)), ColumnStorage.StoredGuid(userId))];
}
