using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// Bearer tokens by who asks where. The instance <see cref="OfProcess"/> is the one static state in this assembly that
/// changes: plug-ins have no other memory between executions, a token is good for a day, and Pax8 asks not to fetch one per
/// request. It is safe to share because it is thread-safe, holds nothing that cannot be fetched again, and is keyed by
/// everything a token depends on, so no connector gets the token of another, nor that of a secret since replaced.
/// </summary>
internal sealed class TokenCache
{
    public static readonly TokenCache OfProcess = new();

    /// <summary>One worker process serves few connectors; more entries than this are old secrets.</summary>
    private const int MostEntries = 64;

    /// <summary>How much of a token's life is given away, so that it does not run out on the way to Pax8.</summary>
    private static readonly TimeSpan LargestMargin = TimeSpan.FromMinutes(5);

    private const int MarginShare = 10;

    private readonly object _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];

    private long _kept;

    private sealed class Entry(string token, DateTime goodUntil, long number)
    {
        /// <summary>Counts up; the eldest entry makes room. Not by time, which is each tenant's own where there are several.</summary>
        public long Number { get; } = number;

        public string Token { get; } = token;

        public DateTime GoodUntil { get; } = goodUntil;
    }

    /// <summary>A token that is good at <paramref name="now"/> (UTC); null where one has to be fetched.</summary>
    public string? Find(Pax8Connection connection, DateTime now)
    {
        var key = KeyOf(connection);
        lock (_gate) return _entries.TryGetValue(key, out var entry) && now < entry.GoodUntil ? entry.Token : null;
    }

    /// <summary>Keeps a token until a tenth of its life, at most five minutes, is left.</summary>
    public void Keep(Pax8Connection connection, string token, TimeSpan lifetime, DateTime now)
    {
        var tenth = new TimeSpan(lifetime.Ticks / MarginShare);
        var goodUntil = now + lifetime - (tenth < LargestMargin ? tenth : LargestMargin);
        var key = KeyOf(connection);
        lock (_gate)
        {
            _entries[key] = new Entry(token, goodUntil, ++_kept);
            if (_entries.Count > MostEntries) _entries.Remove(_entries.OrderBy(entry => entry.Value.Number).First().Key);
        }
    }

    /// <summary>Forgets a token that Pax8 did not accept; one that another execution has fetched since stays.</summary>
    public void Drop(Pax8Connection connection, string token)
    {
        var key = KeyOf(connection);
        lock (_gate)
            if (_entries.TryGetValue(key, out var entry) && entry.Token == token) _entries.Remove(key);
    }

    private static string KeyOf(Pax8Connection connection)
    {
        using var sha = SHA256.Create();
        var secret = Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(connection.ApplicationSecret)));
        return string.Join("\n", connection.Endpoint.AbsoluteUri, connection.ApplicationId, secret);
    }
}
