namespace DataverseEmulator.Async;

/// <summary>
/// The table of system jobs and the numbers of its states and status reasons.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
internal static class AsyncOperationTable
{
    public const string Name = "asyncoperation";
    public const int Ready = 0, Suspended = 1, Locked = 2, Completed = 3;
    public const int WaitingForResources = 0, Waiting = 10, InProgress = 20, Pausing = 21, Cancelling = 22, Succeeded = 30, Failed = 31, Cancelled = 32;
}
