using System;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The two minutes of one execution: a client's call with all that runs synchronously inside it, or one run of an
/// asynchronous job. Source: learn.microsoft.com/power-apps/developer/data-platform/analyze-performance
/// </summary>
/// <remarks>
/// The platform kills the worker; here the plug-in meets the error at its next service call, or at its end.
/// </remarks>
/// <param name="time">The tenant's clock.</param>
/// <param name="operation">What is executed, see <see cref="QueryCost"/>.</param>
internal sealed class ExecutionLimit(TimeProvider time, string operation)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly DateTimeOffset startedOn = time.GetUtcNow();

    public string Operation => operation;

    public TimeSpan Elapsed => time.GetUtcNow() - startedOn;

    public bool Exceeded => Elapsed > Limit;

    public void Check()
    {
        if (Exceeded)
        {
            throw Faults.TimedOut();
        }
    }
}
