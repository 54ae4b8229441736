using System;
using System.Collections.Generic;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Async;

/// <summary>
/// What may be done to a system job from outside: a job that nobody works on may be postponed, suspended, resumed or
/// cancelled; only a completed one may be deleted.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
internal static class JobRules
{
    public static void CheckUpdate(TableDefinition table, Dictionary<string, object?> row, Entity current)
    {
        if (table.LogicalName != AsyncOperationTable.Name)
        {
            return;
        }

        var now = StateOf(current);
        var next = (row.GetValueOrDefault(StatusRules.State) as OptionSetValue)?.Value ?? now;
        var status = (row.GetValueOrDefault(StatusRules.Status) as OptionSetValue)?.Value;
        var allowed = now is AsyncOperationTable.Ready or AsyncOperationTable.Suspended
            && (next is AsyncOperationTable.Ready or AsyncOperationTable.Suspended
                || (next == AsyncOperationTable.Completed && status == AsyncOperationTable.Cancelled));
        if (!allowed)
        {
            throw Faults.Of(ErrorCodes.JobStateChange, "The target state could not be set because the state transition is not valid.");
        }
    }

    public static void CheckDelete(TableDefinition table, Entity current)
    {
        if (table.LogicalName == AsyncOperationTable.Name && StateOf(current) != AsyncOperationTable.Completed)
        {
            throw Faults.Of(ErrorCodes.JobNotCompleted, "Cannot delete async operation unless it is in Completed state.");
        }
    }

    public static void AfterDelete(TableDefinition table, Guid id, DatabaseConnection connection)
    {
        if (table.LogicalName == AsyncOperationTable.Name)
        {
            connection.Run("DELETE FROM tenant_job WHERE jobid = $0", ColumnStorage.StoredGuid(id));
        }
    }

    private static int StateOf(Entity job) => job.GetAttributeValue<OptionSetValue>(StatusRules.State)?.Value ?? AsyncOperationTable.Ready;
}
