namespace Pax8Dataverse.LocalTenant.Dataverse.Async;

/// <summary>
/// States and status reasons of system jobs.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
internal static class AsyncOperationTable
{
    public const string Name = "asyncoperation";
    public const int Ready = 0, Suspended = 1, Locked = 2, Completed = 3;
    public const int WaitingForResources = 0, Waiting = 10, InProgress = 20, Succeeded = 30, Failed = 31, Cancelled = 32;
}
