using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace DataverseEmulator;

/// <summary>
/// What the tenant did since it was opened or since <see cref="Reset"/>. Writes count rows that were committed, by the
/// message that wrote them; rolled back ones and the asynchronous service's own bookkeeping are not counted. Safe for threads.
/// </summary>
public sealed class TenantStatistics
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Message, string Table), long> writes = [];
    private readonly Dictionary<string, long> reads = new(StringComparer.Ordinal);
    private TimeSpan longest;

    /// <summary>Committed rows by message (Create, Update, Delete) and table.</summary>
    public IReadOnlyDictionary<(string Message, string Table), long> Writes
    {
        get { lock (gate) { return new Dictionary<(string, string), long>(writes); } }
    }

    /// <summary>Retrieve and RetrieveMultiple calls by table.</summary>
    public IReadOnlyDictionary<string, long> Reads
    {
        get { lock (gate) { return new Dictionary<string, long>(reads, StringComparer.Ordinal); } }
    }

    public long TotalWrites { get { lock (gate) { return writes.Values.Sum(); } } }

    public long TotalReads { get { lock (gate) { return reads.Values.Sum(); } } }

    /// <summary>The longest execution of a client's call or of an asynchronous job, on the tenant's clock.</summary>
    public TimeSpan LongestExecution { get { lock (gate) { return longest; } } }

    /// <summary>Committed rows of one message and table; 0 when there were none.</summary>
    public long WritesOf(string message, string table)
    {
        lock (gate) { return writes.GetValueOrDefault((message, table)); }
    }

    public void Reset()
    {
        lock (gate)
        {
            writes.Clear();
            reads.Clear();
            longest = TimeSpan.Zero;
        }
    }

    internal void AddWrites(IEnumerable<(string Message, string Table)> committed)
    {
        lock (gate)
        {
            foreach (var write in committed)
            {
                writes[write] = writes.GetValueOrDefault(write) + 1;
            }
        }
    }

    internal void AddRead(string table)
    {
        lock (gate) { reads[table] = reads.GetValueOrDefault(table) + 1; }
    }

    internal void AddExecution(TimeSpan duration)
    {
        lock (gate)
        {
            if (duration > longest)
            {
                longest = duration;
            }
        }
    }
}
