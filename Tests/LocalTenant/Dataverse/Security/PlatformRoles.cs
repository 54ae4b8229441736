using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;

namespace Pax8Dataverse.LocalTenant.Dataverse.Security;

/// <summary>
/// Roles that every environment has, as far as the tenant's tables go.
/// Source: learn.microsoft.com/power-platform/admin/database-security#predefined-security-roles
/// </summary>
internal static class PlatformRoles
{
    /// <summary>Works with own accounts and contacts and sees who and what the organization consists of.</summary>
    public const string BasicUser = "Basic User";

    /// <summary>Reads every table and changes nothing.</summary>
    public const string ServiceReader = "Service Reader";

    private static readonly string[] OwnRows = ["account", "contact"];
    private static readonly string[] Organization = ["systemuser", "team", "businessunit", "organization", "transactioncurrency", "role"];

    public static IEnumerable<RoleDefinition> Of(TenantMetadata metadata) =>
    [
        new(new Guid("0b6c7e8e-2f0a-4f53-9c55-6a1b3f0d9a01"), BasicUser, Privileges(metadata, OwnRows, PrivilegeDepth.Basic, _ => true)
            .Concat(Privileges(metadata, Organization, PrivilegeDepth.Global, IsRead)).ToDictionary()),
        new(new Guid("0b6c7e8e-2f0a-4f53-9c55-6a1b3f0d9a02"), ServiceReader, Privileges(metadata, metadata.Tables.Keys, PrivilegeDepth.Global, IsRead).ToDictionary()),
    ];

    private static IEnumerable<KeyValuePair<string, PrivilegeDepth>> Privileges(TenantMetadata metadata, IEnumerable<string> tables, PrivilegeDepth depth, Func<string, bool> chosen) =>
        tables.Where(metadata.Tables.ContainsKey).SelectMany(table => PrivilegeNames.Of(metadata.Tables[table])).Where(chosen)
            .Select(privilege => KeyValuePair.Create(privilege, depth));

    private static bool IsRead(string privilege) => privilege.StartsWith("prvRead", StringComparison.Ordinal);
}
