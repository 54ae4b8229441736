using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;

namespace Pax8Dataverse.LocalTenant.Dataverse.Async;

/// <summary>
/// The table of system jobs with the columns that the tenant's asynchronous service keeps.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
internal static class AsyncOperationTable
{
    public const string Name = "asyncoperation";
    public const int Ready = 0, Suspended = 1, Locked = 2, Completed = 3;
    public const int WaitingForResources = 0, Waiting = 10, InProgress = 20, Pausing = 21, Cancelling = 22, Succeeded = 30, Failed = 31, Cancelled = 32;

    /// <summary>The metadata with the table, or with the columns that its own definition of the table lacks.</summary>
    public static TenantMetadata AddedTo(TenantMetadata metadata)
    {
        var defined = metadata.Tables.GetValueOrDefault(Name) ?? Empty;
        var columns = new Dictionary<string, ColumnDefinition>(defined.Columns);
        var before = columns.Count;
        foreach (var column in Columns.Append(Regarding(metadata)))
        {
            columns.TryAdd(column.LogicalName, column);
        }

        if (before == columns.Count)
        {
            return metadata;
        }

        var tables = metadata.Tables.ToDictionary();
        tables[Name] = defined with { Columns = columns };
        return metadata with { Tables = tables };
    }

    private static TableDefinition Empty => new()
    {
        LogicalName = Name,
        SchemaName = "AsyncOperation",
        EntitySetName = "asyncoperations",
        DisplayName = "System Job",
        DisplayCollectionName = "System Jobs",
        PrimaryKey = "asyncoperationid",
        PrimaryName = "name",
        UserOwned = true,
        Columns = new Dictionary<string, ColumnDefinition>(),
        Keys = [],
        Forms = [],
        Views = [],
        Custom = false,
    };

    private static IEnumerable<ColumnDefinition> Columns =>
    [
        Of("asyncoperationid", ColumnType.PrimaryKey, "System Job"),
        Of("name", ColumnType.Text, "System Job Name") with { MaxLength = 256 },
        Of("messagename", ColumnType.Text, "Message Name") with { MaxLength = 160 },
        Of("primaryentitytype", ColumnType.Text, "Primary Entity Type") with { MaxLength = 100 },
        Of("correlationid", ColumnType.UniqueIdentifier, "Correlation Id"),
        Of("depth", ColumnType.Integer, "Depth"),
        Of("retrycount", ColumnType.Integer, "Retry Count"),
        Of("errorcode", ColumnType.Integer, "Error Code"),
        Of("message", ColumnType.Memo, "Message") with { MaxLength = 1_073_741_823 },
        Of("friendlymessage", ColumnType.Memo, "Friendly message") with { MaxLength = 5000 },
        Of("postponeuntil", ColumnType.DateTime, "Postpone Until") with { ValidForUpdate = true },
        Of("startedon", ColumnType.DateTime, "Started On"),
        Of("completedon", ColumnType.DateTime, "Completed On"),
        Of("createdon", ColumnType.DateTime, "Created On"),
        Of("modifiedon", ColumnType.DateTime, "Modified On"),
        Of("createdby", ColumnType.Lookup, "Created By") with { LookupTargets = ["systemuser"] },
        Of("modifiedby", ColumnType.Lookup, "Modified By") with { LookupTargets = ["systemuser"] },
        Of("ownerid", ColumnType.Owner, "Owner") with { LookupTargets = ["systemuser", "team"] },
        Of("versionnumber", ColumnType.BigInt, "Version Number"),
        Of("statecode", ColumnType.State, "Status") with { Choice = States, ValidForUpdate = true },
        Of("statuscode", ColumnType.Status, "Status Reason") with { Choice = Reasons, ValidForUpdate = true },
    ];

    private static ColumnDefinition Regarding(TenantMetadata metadata) =>
        Of("regardingobjectid", ColumnType.Lookup, "Regarding") with { LookupTargets = [.. metadata.Tables.Keys.Order()] };

    private static ChoiceDefinition States => new("asyncoperation_statecode",
    [
        new(Ready, "Ready", DefaultStatus: WaitingForResources), new(Suspended, "Suspended", DefaultStatus: Waiting),
        new(Locked, "Locked", DefaultStatus: InProgress), new(Completed, "Completed", DefaultStatus: Succeeded),
    ]);

    private static ChoiceDefinition Reasons => new("asyncoperation_statuscode",
    [
        new(WaitingForResources, "Waiting For Resources", Ready), new(Waiting, "Waiting", Suspended), new(InProgress, "In Progress", Locked),
        new(Pausing, "Pausing", Locked), new(Cancelling, "Canceling", Locked), new(Succeeded, "Succeeded", Completed),
        new(Failed, "Failed", Completed), new(Cancelled, "Canceled", Completed),
    ]);

    private static ColumnDefinition Of(string name, ColumnType type, string displayName) =>
        new() { LogicalName = name, Type = type, DisplayName = displayName, ValidForCreate = false, ValidForUpdate = false };
}
