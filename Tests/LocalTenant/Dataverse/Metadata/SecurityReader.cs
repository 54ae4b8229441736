using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>Security roles (Roles/&lt;name&gt;.xml) and column security profiles (Other/FieldSecurityProfiles.xml).</summary>
internal sealed class SecurityReader(SolutionFiles folder, IReadOnlyDictionary<string, TableDefinition> tables, RootComponents roots)
{
    private const string ProfilesFile = "Other/FieldSecurityProfiles.xml";
    private const int Allowed = 4;

    public IReadOnlyList<RoleDefinition> ReadRoles()
    {
        var roles = folder.Files("Roles", ".xml").Select(Role).ToArray();
        return roles.GroupBy(r => r.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new SolutionException("Roles", $"two roles are named {twice.Key}.")
            : roles;
    }

    public IReadOnlyList<ColumnSecurityProfile> ReadProfiles()
    {
        if (!folder.Has(ProfilesFile))
            return [];
        var list = folder.Load(ProfilesFile, "FieldSecurityProfiles");
        list.AllowOnly(["FieldSecurityProfile"]);
        return list.Children().Select(Profile).ToArray();
    }

    private RoleDefinition Role(string file)
    {
        var part = folder.Load(file, "Role");
        part.AllowOnly(["IsCustomizable", "RolePrivileges"]);
        var id = folder.Claim(part, part.ParseId(part.RequiredAttribute("id")));
        var name = part.RequiredAttribute("name");
        if (file != $"Roles/{name}.xml")
            throw part.Refuse($"the role is named {name}, its file is not.");
        roots.Present(RootComponents.Role, id);
        var privileges = new Dictionary<string, PrivilegeDepth>();
        foreach (var privilege in part.RequiredChild("RolePrivileges").Children("RolePrivilege"))
        {
            var privilegeName = privilege.RequiredAttribute("name");
            if (!PrivilegeNames.Exists(privilegeName, tables.Values))
                throw privilege.Refuse($"the privilege {privilegeName} is that of no table. Privileges name the table's schema name, with its capitals.");
            if (!privileges.TryAdd(privilegeName, Depth(privilege)))
                throw privilege.Refuse($"the privilege {privilegeName} is named twice.");
        }
        return new RoleDefinition(id, name, privileges);
    }

    private static PrivilegeDepth Depth(XmlPart privilege) =>
        Enum.TryParse<PrivilegeDepth>(privilege.RequiredAttribute("level"), ignoreCase: false, out var depth) && depth != PrivilegeDepth.None
            ? depth
            : throw privilege.Refuse($"the level {privilege.Attribute("level")} is none of Basic, Local, Deep, Global.");

    private ColumnSecurityProfile Profile(XmlPart part)
    {
        part.AllowOnly(["FieldPermissions"]);
        var id = folder.Claim(part, part.ParseId(part.RequiredAttribute("fieldsecurityprofileid")));
        roots.Present(RootComponents.ColumnSecurityProfile, id);
        return new ColumnSecurityProfile(id, part.RequiredAttribute("name"),
            part.RequiredChild("FieldPermissions").Children("FieldPermission").Select(Permission).ToArray());
    }

    private ColumnPermission Permission(XmlPart part)
    {
        part.AllowOnly(["EntityName", "AttributeName", "CanRead", "CanUpdate", "CanCreate", "CanReadUnmasked"]);
        var tableName = part.RequiredText("EntityName");
        var columnName = part.RequiredText("AttributeName");
        if (!tables.TryGetValue(tableName, out var table))
            throw part.Refuse($"the profile names the table {tableName}, which there is not.");
        if (!table.Columns.TryGetValue(columnName, out var column))
            throw part.Refuse($"the profile names the column {columnName}, which the table {tableName} does not have.");
        if (!column.Secured)
            throw part.Refuse($"the profile names the column {tableName}.{columnName}, which is not secured (IsSecured).");
        if ((part.OptionalNumber("CanReadUnmasked") ?? 0) != 0)
            throw part.Refuse("the local tenant does not support masking rules (CanReadUnmasked).");
        return new ColumnPermission(tableName, columnName, May(part, "CanRead"), May(part, "CanCreate"), May(part, "CanUpdate"));
    }

    private static bool May(XmlPart part, string element) => part.Number(element) switch
    {
        0 => false,
        Allowed => true,
        var other => throw part.Refuse($"{element} is 0 or 4, not {other}."),
    };
}
