using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Storage;

namespace DataverseEmulator.Async;

/// <summary>
/// Which jobs of a database in memory wait, kept beside its rows: counting and drawing among thousands of waiting ones would walk them all
/// at each claim. The rows stay the truth: what changed in them, by whoever it was, is read again before the next answer.
/// </summary>
/// <remarks>Used by whoever holds the database.</remarks>
internal sealed class WaitingJobs
{
    private const string Columns = "SELECT rowid, statecode, postponeuntil FROM asyncoperation";
    private readonly HashSet<long> changed = [];
    private readonly List<long> inTransaction = [];
    private readonly List<long> ready = [];
    private readonly SortedDictionary<long, string> postponed = [];
    private bool known;

    /// <summary>A row of asyncoperation was written or deleted.</summary>
    public void Changed(long row)
    {
        if (known)
        {
            changed.Add(row);
            inTransaction.Add(row);
        }
    }

    /// <summary>What the transaction changed is as before where it was taken back.</summary>
    public void Ended(bool committed)
    {
        if (!committed)
        {
            changed.UnionWith(inTransaction);
        }

        inTransaction.Clear();
    }

    /// <summary>The rows are not those that were here before.</summary>
    public void Forget() => known = false;

    /// <summary>How many are due at this moment, written as it is stored.</summary>
    public int CountDue(DatabaseConnection connection, string now)
    {
        Look(connection);
        return ready.Count + postponed.Values.Count(until => IsOver(until, now));
    }

    /// <summary>The row of the due job at this place in the order of creation; null when there is none.</summary>
    public long? Due(DatabaseConnection connection, string now, int place)
    {
        Look(connection);
        var before = 0;
        foreach (var (row, until) in postponed)
        {
            if (!IsOver(until, now))
            {
                continue;
            }

            var at = before + ~ready.BinarySearch(row);
            if (at == place)
            {
                return row;
            }

            if (at > place)
            {
                break;
            }

            before++;
        }

        return place - before < ready.Count ? ready[place - before] : null;
    }

    private void Look(DatabaseConnection connection)
    {
        if (!known)
        {
            ready.Clear();
            postponed.Clear();
            changed.Clear();
            connection.Query($"{Columns} WHERE statecode + 0 IN (0, 1)", Add);
            known = true;
            return;
        }

        foreach (var row in changed)
        {
            postponed.Remove(row);
            if (ready.BinarySearch(row) is >= 0 and var at)
            {
                ready.RemoveAt(at);
            }

            connection.Query($"{Columns} WHERE rowid = $0 AND statecode + 0 IN (0, 1)", Add, row);
        }

        changed.Clear();
    }

    private bool Add(SqlStatement job)
    {
        var row = job.GetInt64(0);
        if (!job.IsDBNull(2))
        {
            postponed.Add(row, job.GetString(2));
        }
        else if (job.GetInt64(1) == AsyncOperationTable.Ready)
        {
            ready.Insert(~ready.BinarySearch(row), row);
        }

        return true;
    }

    private static bool IsOver(string until, string now) => string.CompareOrdinal(until, now) <= 0;
}
