using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Execution;

/// <summary>What is tried again, and how often; the same for what is read and for what is sent.</summary>
internal static class Retry
{
    /// <summary>
    /// Executions the platform allows one system job, the first included.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions.
    /// </summary>
    public const int MaxAttempts = 4;

    /// <summary>Whether the same request may go well later, as it stands.</summary>
    public static bool IsWorthAnotherTry(Pax8Exception failure) =>
        failure.Kind is Pax8Error.WaitUntil or Pax8Error.Unreachable or Pax8Error.Unreadable or Pax8Error.NotFoundUnproven or Pax8Error.Unclear;
}
