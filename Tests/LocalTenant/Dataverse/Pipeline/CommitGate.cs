using DataverseEmulator.Storage;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The one place where a transaction becomes lasting: asks the probe, counts, waits the write latency. After the process
/// was stopped nothing passes any more.
/// </summary>
internal sealed class CommitGate(ITenantProbe? probe, TenantStatistics statistics, RowLatency latency)
{
    private volatile bool stopped;

    /// <summary>True after a probe stopped the process.</summary>
    public bool Stopped => stopped;

    /// <exception cref="ProcessStoppedException">The process was stopped before.</exception>
    public void ThrowIfStopped()
    {
        if (stopped)
        {
            throw new ProcessStoppedException();
        }
    }

    /// <summary>Notes a written row.</summary>
    public void Written(OperationTransaction transaction, string message, string table)
    {
        transaction.Writes.Add((message, table));
        latency.Written(transaction);
    }

    /// <summary>Commits; an operation that wrote nothing just ends.</summary>
    public void Commit(OperationTransaction transaction, string operation, string table)
    {
        if (!transaction.HasWritten)
        {
            transaction.Rollback();
            return;
        }

        try
        {
            ThrowIfStopped();
            Ask(probe, before: true, operation, table);
        }
        catch
        {
            transaction.Rollback();
            throw;
        }

        transaction.Commit();
        statistics.AddWrites(transaction.Writes);
        Ask(probe, before: false, operation, table);
        latency.Ended(transaction);
    }

    /// <summary>Somebody else may get in here: nothing is locked.</summary>
    public void Between(string operation, string table)
    {
        try
        {
            probe?.Between(operation, table);
        }
        catch (ProcessStoppedException)
        {
            stopped = true;
            throw;
        }
    }

    private void Ask(ITenantProbe? asked, bool before, string operation, string table)
    {
        try
        {
            if (before)
            {
                asked?.Before(operation, table);
            }
            else
            {
                asked?.After(operation, table);
            }
        }
        catch (ProcessStoppedException)
        {
            stopped = true;
            throw;
        }
    }
}
