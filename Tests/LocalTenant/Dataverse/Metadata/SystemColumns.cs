using System.Collections.Generic;
using static DataverseEmulator.Metadata.ColumnSketch;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The columns that Dataverse adds to every table by itself. Source: the table reference,
/// learn.microsoft.com/power-apps/developer/data-platform/reference/entities/account
/// </summary>
public static class SystemColumns
{
    /// <summary>Of every table.</summary>
    public static IEnumerable<ColumnDefinition> OfEveryTable =>
    [
        Moment("CreatedOn", "Created On").ReadOnly(),
        Lookup("CreatedBy", "Created By", "systemuser").ReadOnly(),
        Lookup("CreatedOnBehalfBy", "Created By (Delegate)", "systemuser").ReadOnly(),
        Moment("ModifiedOn", "Modified On").ReadOnly(),
        Lookup("ModifiedBy", "Modified By", "systemuser").ReadOnly(),
        Lookup("ModifiedOnBehalfBy", "Modified By (Delegate)", "systemuser").ReadOnly(),
        Moment("OverriddenCreatedOn", "Record Created On", "date") with { ValidForUpdate = false },
        Integer("ImportSequenceNumber", "Import Sequence Number") with { ValidForUpdate = false },
        (ColumnSketch.Id("VersionNumber", "Version Number") with { Type = ColumnType.BigInt }).ReadOnly(),
    ];

    /// <summary>Of the tables that users or teams own.</summary>
    public static IEnumerable<ColumnDefinition> OfUserOwnedTables =>
    [
        Lookup("OwnerId", "Owner", "systemuser", "team").Required() with { Type = ColumnType.Owner },
        Lookup("OwningBusinessUnit", "Owning Business Unit", "businessunit").ReadOnly(),
        Lookup("OwningTeam", "Owning Team", "team").ReadOnly(),
        Lookup("OwningUser", "Owning User", "systemuser").ReadOnly(),
    ];

    /// <summary>Of custom tables and of most of the platform's own.</summary>
    public static IEnumerable<ColumnDefinition> OfTimeZones =>
    [
        Integer("TimeZoneRuleVersionNumber", "Time Zone Rule Version Number", minimum: -1),
        Integer("UTCConversionTimeZoneCode", "UTC Conversion Time Zone Code", minimum: -1),
    ];

    /// <summary>Status and status reason as they are unless a table has its own: Active and Inactive.</summary>
    public static IEnumerable<ColumnDefinition> OfStates(string table) =>
    [
        State(table, [new(0, "Active", DefaultStatus: 1), new(1, "Inactive", DefaultStatus: 2)]),
        Status(table, [new(1, "Active", State: 0), new(2, "Inactive", State: 1)]),
    ];

    public static ColumnDefinition State(string table, IReadOnlyList<OptionDefinition> options) => new()
    {
        LogicalName = "statecode",
        Type = ColumnType.State,
        DisplayName = "Status",
        RequiredLevel = "systemrequired",
        ValidForCreate = false,
        DefaultValue = options[0].Value,
        Choice = new ChoiceDefinition(table + "_statecode", options),
    };

    public static ColumnDefinition Status(string table, IReadOnlyList<OptionDefinition> options) => new()
    {
        LogicalName = "statuscode",
        Type = ColumnType.Status,
        DisplayName = "Status Reason",
        Choice = new ChoiceDefinition(table + "_statuscode", options),
    };

    /// <summary>
    /// Tables that a system lookup points to, which needs no relationship in the solution; null for other columns.
    /// </summary>
    public static IReadOnlyList<string>? TargetsOf(string logicalName) => logicalName switch
    {
        "createdby" or "createdonbehalfby" or "modifiedby" or "modifiedonbehalfby" or "owninguser" => ["systemuser"],
        "ownerid" => ["systemuser", "team"],
        "owningteam" => ["team"],
        "owningbusinessunit" => ["businessunit"],
        _ => null,
    };
}
