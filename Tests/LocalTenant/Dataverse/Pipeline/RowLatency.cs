using System;
using System.Threading;
using DataverseEmulator.Storage;
using SimulatedTime;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The time that the database takes: for a written row, for a query and for each row it returns. It passes on the tenant's clock, but never
/// where others share the clock or the machine and the database is held: then it passes once that is free.
/// </summary>
internal sealed class RowLatency(TimeProvider time, TimeSpan ofWrite, TimeSpan ofQuery, TimeSpan ofRow)
{
    public void Written(OperationTransaction transaction) => Pass(ofWrite, transaction);

    public void Queried(OperationTransaction? transaction, int rows) => Pass(ofQuery + (ofRow * rows), transaction);

    /// <summary>What has been put off while the transaction held the database.</summary>
    public void Ended(OperationTransaction transaction)
    {
        var putOff = transaction.PutOff;
        transaction.PutOff = TimeSpan.Zero;
        Pass(putOff);
    }

    private void Pass(TimeSpan duration, OperationTransaction? transaction)
    {
        if (transaction is { HasWritten: true } && time is not ITimeAdvance { IsShared: false })
        {
            transaction.PutOff += duration;
        }
        else
        {
            Pass(duration);
        }
    }

    private void Pass(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
        {
            return;
        }

        if (time is ITimeAdvance clock)
        {
            clock.Advance(duration);
        }
        else
        {
            Thread.Sleep(duration);
        }
    }
}
