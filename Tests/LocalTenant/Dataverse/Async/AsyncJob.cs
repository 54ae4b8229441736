using System;

namespace DataverseEmulator.Async;

/// <summary>
/// A row of asyncoperation. States and status reasons are numbered as the platform numbers them.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
/// <param name="State">0 ready, 1 suspended, 2 locked, 3 completed.</param>
/// <param name="Status">0 waiting for resources, 10 waiting, 20 in progress, 30 succeeded, 31 failed, 32 cancelled.</param>
/// <param name="Message">Why it failed or asked for a retry; null otherwise.</param>
/// <param name="Attempts">How often its plug-in was started, runs that a stopped process cut short included.</param>
/// <param name="PostponeUntil">UTC; not run before it. Null for at once.</param>
public sealed record AsyncJob(
    Guid Id, string Step, string MessageName, string Table, Guid RowId, int State, int Status, string? Message, int Attempts,
    int Depth, Guid CorrelationId, DateTime CreatedOn, DateTime? PostponeUntil)
{
    public bool Succeeded => Status == AsyncOperationTable.Succeeded;

    public bool Failed => Status == AsyncOperationTable.Failed;
}
