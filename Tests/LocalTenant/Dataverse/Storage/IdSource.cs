using System;
using System.Threading;

namespace DataverseEmulator.Storage;

/// <summary>
/// Ids of new rows and row versions. Both follow from the seed and from how often the database was opened, so a history
/// replays exactly and a reopened database never sees an id again.
/// </summary>
internal sealed class IdSource(int seed, int opening, long lastRowVersion)
{
    private readonly Lock gate = new();
    private readonly Random random = new(HashCode(seed, opening));
    private long rowVersion = lastRowVersion;

    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (gate)
        {
            random.NextBytes(bytes);
        }

        // The marks of a random (version 4) id, so that nobody takes it for something else.
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    /// <summary>Greater than every one before it, across all tables, like SQL Server's rowversion.</summary>
    public long NextRowVersion() => Interlocked.Increment(ref rowVersion);

    private static int HashCode(int seed, int opening) => unchecked((seed * 397) ^ (opening * 7919));
}
