using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;

namespace DataverseEmulator.Security;

/// <summary>
/// Roles that every environment has, as far as the tenant's tables go.
/// Source: learn.microsoft.com/power-platform/admin/database-security#predefined-security-roles
/// </summary>
public static class PlatformRoles
{
    /// <summary>Works with own accounts and contacts and sees who and what the organization consists of.</summary>
    public const string BasicUser = "Basic User";

    /// <summary>Reads every table and changes nothing.</summary>
    public const string ServiceReader = "Service Reader";

    /// <summary>
    /// Customizes the environment, and may do everything with rows of custom tables. How far beyond his own rows that reaches, the
    /// page leaves open; here it is all rows, which is the most that he could have.
    /// </summary>
    public const string SystemCustomizer = "System Customizer";

    /// <summary>Acts on behalf of other users, within his own privileges.</summary>
    public const string Delegate = "Delegate";

    /// <summary>The privilege to act on behalf of another user.</summary>
    public const string ActOnBehalf = "prvActOnBehalfOfAnotherUser";

    private static readonly string[] OwnRows = ["account", "contact"];
    private static readonly string[] Organization = ["systemuser", "team", "businessunit", "organization", "transactioncurrency", "role"];

    public static IEnumerable<RoleDefinition> Of(TenantMetadata metadata) =>
    [
        new(new Guid("0b6c7e8e-2f0a-4f53-9c55-6a1b3f0d9a01"), BasicUser, Privileges(metadata, OwnRows, PrivilegeDepth.Basic, _ => true)
            .Concat(Privileges(metadata, Organization, PrivilegeDepth.Global, IsRead)).ToDictionary()),
        new(new Guid("0b6c7e8e-2f0a-4f53-9c55-6a1b3f0d9a02"), ServiceReader, Privileges(metadata, metadata.Tables.Keys, PrivilegeDepth.Global, IsRead).ToDictionary()),
        new(new Guid("0b6c7e8e-2f0a-4f53-9c55-6a1b3f0d9a03"), SystemCustomizer, Privileges(metadata, metadata.Tables.Keys.Where(IsCustom), PrivilegeDepth.Global, _ => true)
            .Concat(Privileges(metadata, [.. OwnRows, .. Organization], PrivilegeDepth.Global, IsRead)).ToDictionary()),
        new(new Guid("0b6c7e8e-2f0a-4f53-9c55-6a1b3f0d9a04"), Delegate, new Dictionary<string, PrivilegeDepth> { [ActOnBehalf] = PrivilegeDepth.Global }),
    ];

    private static IEnumerable<KeyValuePair<string, PrivilegeDepth>> Privileges(TenantMetadata metadata, IEnumerable<string> tables, PrivilegeDepth depth, Func<string, bool> chosen) =>
        tables.Where(metadata.Tables.ContainsKey).SelectMany(table => PrivilegeNames.Of(metadata.Tables[table])).Where(chosen)
            .Select(privilege => KeyValuePair.Create(privilege, depth));

    // Names of custom tables begin with their publisher's prefix.
    private static bool IsCustom(string table) => table.Contains('_', StringComparison.Ordinal);

    private static bool IsRead(string privilege) => privilege.StartsWith("prvRead", StringComparison.Ordinal);
}
