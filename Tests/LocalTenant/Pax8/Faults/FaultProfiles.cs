using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Ready-made ways in which Pax8 misbehaves, drawn from a seed. All but lies pass: after two faults in a row the same call
/// succeeds, so a client that tries again gets through. A lie is no failure, so nobody knows to try again; nor does anybody notice
/// a request that the network repeats.
/// </summary>
public static class FaultProfiles
{
    private static readonly Func<Random, Fault>[] Flaky =
    [
        _ => Fault.ServerError(500),
        _ => Fault.ServerError(502),
        _ => Fault.ServerError(503, TimeSpan.FromSeconds(1)),
        random => Fault.Reset(executed: random.Next(2) == 0),
        _ => Fault.Truncated(),
    ];

    private static readonly Func<Random, Fault>[] RateLimited =
    [
        _ => Fault.TooManyRequests(),
        random => Fault.TooManyRequests(TimeSpan.FromSeconds(1 + random.Next(2))),
        random => Fault.TooManyRequests(TimeSpan.FromSeconds(1 + random.Next(2)), asDate: true),
    ];

    private static readonly Func<Random, Fault>[] Hostile =
    [
        .. Flaky,
        .. RateLimited,
        _ => Fault.Truncated(chunked: true),
        _ => Fault.CutJson(),
        _ => Fault.HtmlPage(200),
        _ => Fault.HtmlPage(502),
        _ => Fault.MissingToken(),
        _ => Fault.TokenExpired(),
        _ => Fault.NullInsteadOfAbsent(),
        _ => Fault.OddDates(),
    ];

    /// <summary>The names that <see cref="Named"/> knows.</summary>
    public static string[] Names => ["none", "flaky", "ratelimited", "hostile", "lying", "writes", "duplicating"];

    /// <summary>
    /// The profile of that name: none (null), flaky (errors and broken connections), ratelimited (429), hostile (all of it and odd
    /// bodies), lying (answers that arrive and are not true: see <see cref="Lies"/>), writes (all that can go wrong with a change: see
    /// <see cref="WriteFaults"/>), duplicating (POSTs that are executed twice).
    /// </summary>
    /// <exception cref="ArgumentException">There is no such profile.</exception>
    public static IFaultPlan? Named(string name, int seed) => name switch
    {
        "none" => null,
        "flaky" => new Drawn(Flaky, 0.15, seed),
        "ratelimited" => new Drawn(RateLimited, 0.25, seed),
        "hostile" => new Drawn(Hostile, 0.3, seed),
        "lying" => Lying(seed),
        "writes" => WriteFaults.Drawn(seed),
        "duplicating" => WriteFaults.Duplicating(seed),
        _ => throw new ArgumentException($"There is no fault profile {name}. Name none, flaky, ratelimited, hostile, lying, writes or duplicating.", nameof(name)),
    };

    /// <summary>Lies at random places and repeatedly.</summary>
    /// <param name="seed">Decides which, where and how often.</param>
    /// <param name="records">About how many records a list has: totals, sizes and gaps are drawn to matter there.</param>
    public static IFaultPlan Lying(int seed, int records = 200) => new LyingPax8(seed, records, 0.25);

    /// <summary>One lie, drawn from a seed.</summary>
    public static Lie AnyLie(int seed, int records = 200) => LyingPax8.Any(new Random(seed), records);

    private sealed class Drawn(Func<Random, Fault>[] faults, double share, int seed) : IFaultPlan
    {
        private const int MostInARow = 2;

        private readonly Random _random = new(seed);
        private readonly Dictionary<string, int> _inARow = [];

        public Fault? Next(Pax8Call call, int number)
        {
            var key = call.Method + " " + call.Path + "?" + call.QueryText;
            var before = _inARow.GetValueOrDefault(key);
            if (before >= MostInARow || _random.NextDouble() >= share)
            {
                _inARow[key] = 0;
                return null;
            }
            _inARow[key] = before + 1;
            return faults[_random.Next(faults.Length)](_random);
        }
    }
}
