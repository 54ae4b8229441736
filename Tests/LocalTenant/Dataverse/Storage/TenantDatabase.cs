using System;
using System.Collections.Concurrent;
using System.Threading;
using DataverseEmulator.Async;
using Microsoft.Data.Sqlite;

namespace DataverseEmulator.Storage;

/// <summary>
/// The rows of a local tenant. It outlives the <see cref="LocalDataverse"/> that works on it: what is handed to a second
/// one is found there as after a restart. One writer at a time; nobody reads what another has not committed.
/// </summary>
/// <remarks>
/// A file is kept in write-ahead mode: readers go on while a transaction is open, as in Dataverse's own database (read
/// committed snapshot). A database in memory has one connection: a reader waits for the open transaction of another thread.
/// </remarks>
public sealed class TenantDatabase : IDisposable
{
    // After each commit that split a page, SQLite looks at all pages that it holds: bigger ones are fewer.
    private const int PageInMemory = 8192;
    private static readonly string[] MemorySettings = ["journal_mode=MEMORY", "synchronous=OFF", "temp_store=MEMORY", "cache_size=-65536"];
    private static readonly string[] FileSettings = ["journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000", "temp_store=MEMORY"];

    private readonly Lock writing = new();
    private readonly ConcurrentBag<DatabaseConnection> readers = [];
    private readonly string connectionString;
    private readonly bool inMemory;
    private readonly DatabaseConnection writer;
    private bool disposed;

    private TenantDatabase(string connectionString, bool inMemory, int page = 0)
    {
        this.connectionString = connectionString;
        this.inMemory = inMemory;
        writer = new DatabaseConnection(connectionString, inMemory ? [$"page_size={page}", .. MemorySettings] : FileSettings);
        if (inMemory)
        {
            writer.Keep(new WaitingJobs());
        }
    }

    /// <summary>A new, empty database in memory.</summary>
    public static TenantDatabase InMemory() => InMemory(PageInMemory);

    /// <summary>The database in this file, which is created when it does not exist.</summary>
    public static TenantDatabase File(string path) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString(), inMemory: false);

    /// <summary>A copy in memory of all that is committed in the other.</summary>
    public static TenantDatabase CopyOf(TenantDatabase source)
    {
        lock (source.writing)
        {
            // SQLite copies into memory only pages of the same size.
            var copy = InMemory((int)(long)source.writer.Scalar("SELECT page_size FROM pragma_page_size")!);
            source.writer.Sqlite.BackupDatabase(copy.writer.Sqlite);
            return copy;
        }
    }

    private static TenantDatabase InMemory(int page) => new("Data Source=:memory:;Pooling=False", inMemory: true, page);

    /// <summary>Puts all that is committed in the other in the place of what is here: a backup that is restored. Nobody may work on it.</summary>
    public void PutBack(TenantDatabase backup)
    {
        lock (writing)
        {
            lock (backup.writing)
            {
                backup.writer.Sqlite.BackupDatabase(writer.Sqlite);
                writer.Waiting?.Forget();
            }
        }
    }

    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        writer.Dispose();
    }

    /// <summary>
    /// Takes the writer and begins a transaction on it. The thread that took it gives it back with <see cref="EndWriting"/>.
    /// </summary>
    internal DatabaseConnection BeginWriting()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        writing.Enter();
        try
        {
            writer.Run("BEGIN IMMEDIATE");
            return writer;
        }
        catch
        {
            writing.Exit();
            throw;
        }
    }

    internal void EndWriting(bool commit)
    {
        var committed = false;
        try
        {
            writer.Run(commit ? "COMMIT" : "ROLLBACK");
            committed = commit;
        }
        finally
        {
            writer.Waiting?.Ended(committed);
            writing.Exit();
        }
    }

    /// <summary>Reads what is committed. Not to be called inside the caller's own open transaction.</summary>
    internal T Read<T>(Func<DatabaseConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (inMemory)
        {
            lock (writing)
            {
                return work(writer);
            }
        }

        if (!readers.TryTake(out var reader))
        {
            reader = new DatabaseConnection(connectionString, FileSettings);
        }

        try
        {
            return work(reader);
        }
        finally
        {
            readers.Add(reader);
        }
    }
}
