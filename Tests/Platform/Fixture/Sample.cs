using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;
using static Pax8Dataverse.LocalTenant.Dataverse.Metadata.ColumnSketch;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>
/// A solution that shows every rule: orders with a column of each type, lines that go with their order, invoices that keep
/// it from going, remarks that lose their link. Table, column and role names are used by the tests.
/// </summary>
internal static class Sample
{
    public const string Order = "sample_order", Line = "sample_line", Invoice = "sample_invoice", Remark = "sample_remark";
    public const string Clerk = "Clerk", Reader = "Reader", Manager = "Manager", Invoicer = "Invoicer";
    public const string SecretReaders = "Secret readers", SecretWriters = "Secret writers";

    public static TenantMetadata Metadata { get; } = Make();

    private static TenantMetadata Make()
    {
        TableDefinition[] own =
        [
            Table("sample_Order", OrderColumns,
                new KeyDefinition("sample_order_number_key", "Number", ["sample_number"]),
                new KeyDefinition("sample_order_region_key", "Region and code", ["sample_region", "sample_code"])),
            Table("sample_Line", [Lookup("sample_OrderId", "Order", Order), Integer("sample_Position", "Position")]),
            Table("sample_Invoice", [Lookup("sample_OrderId", "Order", Order)]),
            Table("sample_Remark", [Lookup("sample_OrderId", "Order", Order)]),
        ];
        return new TenantMetadata
        {
            Tables = PlatformTables.All(own.Select(table => table.LogicalName)).Concat(own).ToDictionary(table => table.LogicalName),
            GlobalChoices = new Dictionary<string, ChoiceDefinition>(),
            Relationships =
            [
                new("sample_order_line", Order, Line, "sample_orderid", CascadeBehavior.Cascade, CascadeBehavior.Cascade),
                new("sample_order_invoice", Order, Invoice, "sample_orderid", CascadeBehavior.Restrict, CascadeBehavior.NoCascade),
                new("sample_order_remark", Order, Remark, "sample_orderid", CascadeBehavior.RemoveLink, CascadeBehavior.UserOwned),
            ],
            Steps = [],
            CustomApis = new Dictionary<string, CustomApiDefinition>(),
            Roles =
            [
                Role(1, Clerk, PrivilegeDepth.Basic, "Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"),
                Role(2, Reader, PrivilegeDepth.Global, "Read"),
                Role(3, Manager, PrivilegeDepth.Global, "Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"),
                new RoleDefinition(Id(4), Invoicer, new Dictionary<string, PrivilegeDepth> { ["prvReadsample_Invoice"] = PrivilegeDepth.Basic }),
            ],
            ColumnSecurityProfiles =
            [
                new(Id(5), SecretReaders, [new(Order, "sample_secret", CanRead: true, CanCreate: false, CanUpdate: false)]),
                new(Id(6), SecretWriters, [new(Order, "sample_secret", CanRead: false, CanCreate: true, CanUpdate: true)]),
            ],
            WebResources = [],
            Apps = [],
            Package = new PluginPackageDefinition("sample_Package", "1.0.0", "sample_Package.nupkg"),
            SolutionName = "Sample",
            SolutionVersion = "1.0.0.0",
        };
    }

    private static ColumnDefinition[] OrderColumns =>
    [
        Text("sample_Number", "Number", 20),
        Text("sample_Code", "Code", 20),
        Choice("sample_Region", "Region", null, new(1, "North"), new(2, "South"), new(3, "East")),
        Choice("sample_Size", "Size", 2, new(1, "Small"), new(2, "Large"), new(3, "Huge")),
        Text("sample_Secret", "Secret", 50) with { Secured = true },
        Memo("sample_Note", "Note", 200),
        Integer("sample_Count", "Count", -10, 10),
        Decimal("sample_Weight", "Weight", 0, 1000, 2),
        Flag("sample_Paid", "Paid"),
        Flag("sample_Open", "Open", defaultValue: true),
        Moment("sample_Due", "Due"),
        Moment("sample_Day", "Day", "date") with { DateBehavior = DateBehavior.DateOnly },
        Lookup("sample_AccountId", "Account", "account"),
        Lookup("sample_CustomerId", "Customer", "account", "contact"),
        ColumnSketch.Id("sample_Token", "Token"),
        SystemColumns.State(Order, [new(0, "Active", DefaultStatus: 1), new(1, "Inactive", DefaultStatus: 3)]),
        SystemColumns.Status(Order, [new(1, "Draft", State: 0), new(2, "Sent", State: 0), new(3, "Done", State: 1), new(4, "Lost", State: 1)]),
    ];

    private static TableDefinition Table(string schemaName, IEnumerable<ColumnDefinition> columns, params KeyDefinition[] keys)
    {
        var name = schemaName.ToLowerInvariant();
        return new TableDefinition
        {
            LogicalName = name,
            SchemaName = schemaName,
            EntitySetName = name + "s",
            DisplayName = schemaName,
            DisplayCollectionName = schemaName + "s",
            PrimaryKey = name + "id",
            PrimaryName = "sample_name",
            UserOwned = true,
            Columns = ByName(SystemColumns.OfEveryTable, SystemColumns.OfUserOwnedTables, SystemColumns.OfStates(name),
                [Key(schemaName + "Id", schemaName), Text("sample_Name", "Name", 100)], columns),
            Keys = keys,
            Forms = [],
            Views = [],
            Custom = true,
        };
    }

    private static RoleDefinition Role(int number, string name, PrivilegeDepth depth, params string[] verbs)
    {
        string[] tables = ["sample_Order", "sample_Line", "sample_Invoice", "sample_Remark", "Account"];
        var privileges = tables.SelectMany(table => verbs.Select(verb => $"prv{verb}{table}")).ToDictionary(privilege => privilege, _ => depth);
        return new RoleDefinition(Id(number), name, privileges);
    }

    private static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:D12}");
}
