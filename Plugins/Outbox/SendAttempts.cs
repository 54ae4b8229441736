using Pax8Dataverse.Execution;

namespace Pax8Dataverse.Outbox;

/// <summary>How often something is tried to be sent, counted in executions: those that tried and those that ended without having tried.</summary>
internal static class SendAttempts
{
    /// <summary>
    /// System jobs that may follow each other where none came to sending: with the one that was queued, and what caused it, they stay
    /// below the platform's depth of eight.
    /// </summary>
    private const int MaxHandOvers = 3;

    /// <summary>True where all executions of all jobs are used up, so that it waits for whoever comes next.</summary>
    public static bool AreUsedUp(int executions) => executions >= Retry.MaxAttempts * (MaxHandOvers + 1);

    /// <summary>True where the system job has an execution left; one that asks for a fifth fails, and with it what it was to send.</summary>
    public static bool LeaveOneToTheJob(int executions) => executions % Retry.MaxAttempts != 0;

    /// <summary>The same number in full jobs, for a job that begins anew.</summary>
    public static int InFullJobs(int executions) => (executions + Retry.MaxAttempts - 1) / Retry.MaxAttempts * Retry.MaxAttempts;
}
