using System;
using System.Collections.Generic;

namespace DataverseEmulator.Storage;

/// <summary>
/// The transaction of one top-level operation with everything that runs synchronously inside it. The database's writer is
/// taken at the first write: an operation that waits for the network before it writes holds nobody up.
/// </summary>
/// <remarks>Belongs to one thread from beginning to end.</remarks>
/// <param name="database">Where it reads and writes.</param>
/// <param name="beforeLock">Called once, right before the writer is taken.</param>
internal sealed class OperationTransaction(TenantDatabase database, Action? beforeLock = null)
{
    private DatabaseConnection? writer;
    private bool ended;

    /// <summary>Rows written so far, by message and table.</summary>
    public List<(string Message, string Table)> Writes { get; } = [];

    public bool HasWritten => writer is not null;

    public bool HasNewJobs { get; set; }

    /// <summary>Latency that is still to pass, once nothing is held any more.</summary>
    public TimeSpan PutOff { get; set; }

    /// <summary>
    /// True once an operation inside failed: everything is rolled back and nothing more is done in this transaction, even
    /// when a plug-in swallows the error.
    /// </summary>
    public bool Broken { get; private set; }

    public DatabaseConnection Writer
    {
        get
        {
            ObjectDisposedException.ThrowIf(ended, this);
            if (writer is null)
            {
                beforeLock?.Invoke();
                writer = database.BeginWriting();
            }

            return writer;
        }
    }

    /// <summary>
    /// Takes the writer before anything is read that a write then rests on: nobody else changes the row in between.
    /// </summary>
    public void BeginWriting() => _ = Writer;

    public T Read<T>(Func<DatabaseConnection, T> work) => writer is null || ended ? database.Read(work) : work(writer);

    public void Break()
    {
        Broken = true;
        End(commit: false);
    }

    public void Commit() => End(commit: true);

    public void Rollback() => End(commit: false);

    private void End(bool commit)
    {
        if (ended)
        {
            return;
        }

        ended = true;
        if (writer is not null)
        {
            database.EndWriting(commit);
        }
    }
}
