using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>Each role gives exactly these rights, all of them in the whole organization.</summary>
public sealed class RoleTests
{
    // Provider accounts are made by a sync and by Provision Account only, whoever has Create on them: that is the right to
    // provision. Nobody deletes them. Who may start a sync is decided by Create on sync jobs, which the custom APIs demand.
    private static readonly Dictionary<string, Dictionary<string, string>> Expected = new(StringComparer.Ordinal)
    {
        ["Pax8 Administrator"] = new(StringComparer.Ordinal)
        {
            ["pax8_Connector"] = "Append AppendTo Assign Create Delete Read Share Write",
            ["pax8_ProviderAccount"] = "Append AppendTo Assign Create Read Share Write",
            ["pax8_Order"] = "Append AppendTo Assign Create Delete Read Write",
            ["pax8_OrderLine"] = "Append AppendTo Assign Create Delete Read Write",
            ["pax8_OrderApproval"] = "Append Create Read",
            ["pax8_SyncJob"] = "Append AppendTo Create Read",
            ["pax8_SyncBatch"] = "Read",
            ["pax8_SyncIssue"] = "Read Write",
            ["pax8_Product"] = "AppendTo Read",
            ["pax8_ProductPrice"] = "Read",
            ["pax8_Subscription"] = "Append AppendTo Assign Read Write",
            ["pax8_LicenseChangeLog"] = "Read Write",
            ["pax8_SubscriptionDifference"] = "Read",
            ["Account"] = "AppendTo Read",
            ["Contact"] = "Read",
            ["TransactionCurrency"] = "AppendTo Read",
        },
        ["Pax8 Billing"] = new(StringComparer.Ordinal)
        {
            ["pax8_Connector"] = "Read",
            ["pax8_ProviderAccount"] = "Append Read Write",
            ["pax8_Order"] = "Read",
            ["pax8_OrderLine"] = "Read",
            ["pax8_OrderApproval"] = "Read",
            ["pax8_SyncJob"] = "Read",
            ["pax8_SyncBatch"] = "Read",
            ["pax8_SyncIssue"] = "Read Write",
            ["pax8_Product"] = "Read",
            ["pax8_ProductPrice"] = "Read",
            ["pax8_Subscription"] = "Read Write",
            ["pax8_LicenseChangeLog"] = "Read Write",
            ["pax8_SubscriptionDifference"] = "Read",
            ["Account"] = "AppendTo Read",
        },
        ["Pax8 Orders"] = new(StringComparer.Ordinal)
        {
            ["pax8_Order"] = "Append AppendTo Assign Create Delete Read Write",
            ["pax8_OrderLine"] = "Append AppendTo Assign Create Delete Read Write",
            ["pax8_OrderApproval"] = "Read",
            ["pax8_Connector"] = "AppendTo Read",
            ["pax8_ProviderAccount"] = "AppendTo Create Read",
            ["pax8_SyncJob"] = "Read",
            ["pax8_SyncBatch"] = "Read",
            ["pax8_SyncIssue"] = "Read",
            ["pax8_Product"] = "AppendTo Read",
            ["pax8_ProductPrice"] = "Read",
            ["pax8_Subscription"] = "AppendTo Read",
            ["pax8_LicenseChangeLog"] = "Read",
            ["pax8_SubscriptionDifference"] = "Read",
            ["Contact"] = "Read",
            ["Account"] = "AppendTo Read",
        },
        ["Pax8 Order Approver"] = new(StringComparer.Ordinal)
        {
            ["pax8_Order"] = "AppendTo Read",
            ["pax8_OrderLine"] = "Read",
            ["pax8_OrderApproval"] = "Append Create Read",
            ["pax8_Connector"] = "Read",
            ["pax8_ProviderAccount"] = "Read",
            ["pax8_SyncJob"] = "Read",
            ["pax8_SyncBatch"] = "Read",
            ["pax8_SyncIssue"] = "Read",
            ["pax8_Product"] = "Read",
            ["pax8_ProductPrice"] = "Read",
            ["pax8_Subscription"] = "Read",
            ["pax8_LicenseChangeLog"] = "Read",
            ["pax8_SubscriptionDifference"] = "Read",
            ["Account"] = "Read",
        },
    };

    [Fact]
    public void There_are_these_roles_and_no_other() =>
        Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), Repository.Solution.Roles.Select(role => role.Root.Attr("name")).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Pax8 Administrator")]
    [InlineData("Pax8 Billing")]
    [InlineData("Pax8 Orders")]
    [InlineData("Pax8 Order Approver")]
    public void A_role_gives_exactly_the_rights_it_needs(string name)
    {
        XElement role = Repository.Solution.Roles.Single(found => found.Root.Attr("name") == name).Root;
        var rights = role.Descendants("RolePrivilege").Select(privilege => Privileges.Parse(Repository.Solution, privilege.Attr("name"))!.Value)
            .GroupBy(right => right.Table)
            .ToDictionary(group => group.Key, group => string.Join(' ', group.Select(right => right.Right).Order(StringComparer.Ordinal)), StringComparer.Ordinal);

        Assert.Equal(Lines(Expected[name]), Lines(rights));
        Assert.All(role.Descendants("RolePrivilege"), privilege => Assert.Equal("Global", privilege.Attr("level")));
    }

    [Theory]
    [InlineData("Pax8 Application Secret", "pax8_connector.pax8_applicationsecret", "0")]
    [InlineData("Pax8 Provisioning Details", "pax8_orderline.pax8_provisioningdetails", "4")]
    public void A_profile_lets_members_write_one_column_and_only_the_details_be_read(string profile, string column, string read)
    {
        XElement permission = Assert.Single(ColumnSecurity.Profiles(Repository.Solution).Single(found => found.Attr("name") == profile).Descendants("FieldPermission"));

        Assert.Equal(column, $"{permission.Text("EntityName")}.{permission.Text("AttributeName")}");
        Assert.Equal((read, "4", "4"), (permission.Text("CanRead"), permission.Text("CanCreate"), permission.Text("CanUpdate")));
        Assert.Equal(2, ColumnSecurity.Profiles(Repository.Solution).Count());
    }

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, string> rights) =>
        rights.OrderBy(right => right.Key, StringComparer.Ordinal).Select(right => $"{right.Key}: {right.Value}");
}
