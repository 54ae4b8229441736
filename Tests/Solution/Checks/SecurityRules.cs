using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Names of privileges: prv, a right, and the table's schema name with its capitals.</summary>
public static class Privileges
{
    /// <summary>True when some table known here gives rise to the privilege.</summary>
    public static bool Exist(UnpackedSolution solution, string privilege) => Parse(solution, privilege) is not null;

    /// <summary>Splits a name into right and schema name; null when no such privilege exists.</summary>
    public static (string Right, string Table)? Parse(UnpackedSolution solution, string privilege)
    {
        string[] tables = [.. solution.Tables.Select(table => table.SchemaName), .. Platform.Tables.Values];
        foreach (string right in Platform.Rights)
        {
            string? table = Array.Find(tables, table => privilege == $"prv{right}{table}");
            if (table is not null)
            {
                return (right, table);
            }
        }

        return null;
    }
}

/// <summary>Roles name privileges that exist, once each, sorted.</summary>
public sealed class RolesNamePrivilegesThatExist : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach ((string file, XElement role) in solution.Roles)
        {
            string[] names = [.. role.Descendants("RolePrivilege").Select(privilege => privilege.Attr("name"))];
            foreach (XElement privilege in role.Descendants("RolePrivilege").Where(privilege => !Privileges.Exist(solution, privilege.Attr("name"))))
            {
                yield return new Finding(file, privilege, $"names the privilege '{privilege.Attr("name")}', which does not exist; it is prv, a right and the table's schema name, capitals count.");
            }

            foreach (XElement privilege in role.Descendants("RolePrivilege").Where(privilege => privilege.Attr("level") is not ("Basic" or "Local" or "Deep" or "Global")))
            {
                yield return new Finding(file, privilege, $"gives {privilege.Attr("name")} at level '{privilege.Attr("level")}'; write Basic, Local, Deep or Global.");
            }

            if (names.Distinct().Count() != names.Length || !names.SequenceEqual(names.OrderBy(name => name, StringComparer.OrdinalIgnoreCase)))
            {
                yield return new Finding(file, role, "names a privilege twice or out of alphabetical order.");
            }
        }
    }
}

/// <summary>The column security profiles: Other/FieldSecurityProfiles.xml.</summary>
public static class ColumnSecurity
{
    /// <summary>Where they lie.</summary>
    public const string File = "Other/FieldSecurityProfiles.xml";

    /// <summary>All profiles.</summary>
    public static IEnumerable<XElement> Profiles(UnpackedSolution solution) => solution.Document(File)?.Root?.Elements("FieldSecurityProfile") ?? [];

    /// <summary>What profiles say of columns.</summary>
    public static IEnumerable<XElement> Permissions(UnpackedSolution solution) => Profiles(solution).Descendants("FieldPermission");
}

/// <summary>
/// A secured column has a profile that lets members write it, and appears in no place that would copy its value: key, image, view,
/// audit. Nobody reads a secret; personal data are read by those who enter them. Source: learn.microsoft.com/power-platform/admin/field-level-security
/// </summary>
public sealed class SecuredColumnsStaySecret : ISolutionRule
{
    // Not secret but personal.
    private static readonly string[] Readable = ["pax8_orderline.pax8_provisioningdetails"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (XElement permission in ColumnSecurity.Permissions(solution))
        {
            if (solution.Table(permission.Text("EntityName"))?.Column(permission.Text("AttributeName")) is not { Secured: true })
            {
                yield return new Finding(ColumnSecurity.File, permission, $"speaks of {permission.Text("EntityName")}.{permission.Text("AttributeName")}, which is no secured column; write IsSecured 1 in its table or correct the name.");
            }

            string read = Readable.Contains($"{permission.Text("EntityName")}.{permission.Text("AttributeName")}") ? "4" : "0";
            if (permission.Text("CanRead") != read || permission.Text("CanCreate") != "4" || permission.Text("CanUpdate") != "4")
            {
                yield return new Finding(ColumnSecurity.File, permission, $"gives {permission.Text("AttributeName")} read {permission.Text("CanRead")}, create {permission.Text("CanCreate")}, update {permission.Text("CanUpdate")}; a secret can be written (4) and never read (0), personal data can be both.");
            }
        }

        foreach (Table table in solution.Tables)
        {
            foreach (Finding finding in table.Columns.Where(column => column.Secured).SelectMany(column => Column(solution, table, column)))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Column(UnpackedSolution solution, Table table, Column column)
    {
        string name = column.LogicalName;
        if (!ColumnSecurity.Permissions(solution).Any(permission => permission.Text("EntityName") == table.LogicalName && permission.Text("AttributeName") == name))
        {
            yield return new Finding(table.File, column.Element, $"column {name} is secured, but no profile in {ColumnSecurity.File} speaks of it, so only system administrators could set it.");
        }

        if (column.Element.Text("IsAuditEnabled") != "0")
        {
            yield return new Finding(table.File, column.Element, $"column {name} is secured and audited; write IsAuditEnabled 0, or the audit log keeps the secret.");
        }

        if (column.PointsToRows)
        {
            yield return new Finding(table.File, column.Element, $"column {name} is a lookup, which cannot be secured.");
        }

        foreach (PluginStep step in solution.Steps.Where(step => step.Table == table.LogicalName && step.Images.Any(image => image.Text("Attributes").List().Contains(name))))
        {
            yield return new Finding(step.File, step.Element, $"has an image with the secured column {name}; take it out, images end up in traces and contexts.");
        }

        foreach (View view in solution.Views.Where(view => view.TableFolder == table.SchemaName && view.Element.Descendants().Attributes().Any(attribute => attribute.Value == name)))
        {
            yield return new Finding(view.File, view.Element.Descendants().Attributes().First(attribute => attribute.Value == name), $"'{view.Name}' shows or searches the secured column {name}; take it out.");
        }
    }
}
