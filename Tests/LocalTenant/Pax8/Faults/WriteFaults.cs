using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Everything that can go wrong with a call that changes something, by a name that says whether it took effect. One at a chosen call:
/// <c>new ScriptedFaults().At("POST /orders", 1, WriteFaults.Named("executed, connection reset"))</c>; drawn at random calls: <see cref="Drawn"/>.
/// </summary>
public static class WriteFaults
{
    private static readonly Dictionary<string, Func<Fault>> All = new(StringComparer.Ordinal)
    {
        ["not sent, connection refused"] = Fault.ConnectionRefused,
        ["not executed, connection reset"] = () => Fault.Reset(),
        ["not executed, no answer"] = () => Fault.NeverAnswers(),
        ["not executed, 401"] = Fault.TokenExpired,
        ["not executed, 429"] = () => Fault.TooManyRequests(),
        ["not executed, 429 with Retry-After"] = () => Fault.TooManyRequests(TimeSpan.FromSeconds(2)),
        ["not executed, 408"] = () => Fault.RequestTimeout(),
        ["not executed, 500"] = () => Fault.ServerError(500),
        ["not executed, 502"] = () => Fault.ServerError(502),
        ["not executed, 503 with Retry-After"] = () => Fault.ServerError(503, TimeSpan.FromSeconds(1)),
        ["not executed, 504"] = () => Fault.ServerError(504),
        ["not executed, page 403"] = () => Fault.HtmlPage(403),
        ["not executed, page 404"] = () => Fault.HtmlPage(404),
        ["not executed, page 502"] = () => Fault.HtmlPage(502),
        ["executed, connection reset"] = () => Fault.Reset(executed: true),
        ["executed, no answer"] = () => Fault.NeverAnswers(executed: true),
        ["executed, answer broken off"] = () => Fault.Truncated(),
        ["executed, half of the JSON"] = Fault.CutJson,
        ["executed, 408"] = () => Fault.RequestTimeout(executed: true),
        ["executed, 500"] = () => Fault.ServerError(500, executed: true),
        ["executed, 502"] = () => Fault.ServerError(502, executed: true),
        ["executed, 503 with Retry-After"] = () => Fault.ServerError(503, TimeSpan.FromSeconds(1), executed: true),
        ["executed, 504"] = () => Fault.ServerError(504, executed: true),
        ["executed, page 400"] = () => Fault.HtmlPage(400, executed: true),
        ["executed, page 403"] = () => Fault.HtmlPage(403, executed: true),
        ["executed, page 502"] = () => Fault.HtmlPage(502, executed: true),
    };

    /// <summary>All names. A call whose name begins with "executed" took effect, no other did.</summary>
    public static IReadOnlyList<string> Names { get; } = All.Keys.ToList();

    /// <summary>The fault of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Fault Named(string name) =>
        All.TryGetValue(name, out var make) ? make() : throw new ArgumentException($"There is no fault of a write named {name}. Name one of WriteFaults.Names.", nameof(name));

    /// <summary>Faults at random writes, each of them seldom a second time in a row and never a third. Reads are left alone, and draw nothing.</summary>
    /// <param name="seed">Decides which and where: the same writes in the same order meet the same faults.</param>
    /// <param name="share">How many of the writes are struck, from 0 to 1.</param>
    public static IFaultPlan Drawn(int seed, double share = 0.3) => new DrawnWrites(Names.Select(Named).ToList(), IsWrite, share, seed);

    /// <summary>
    /// The network delivers random POSTs twice, and Pax8 executes both. Nothing that a client does prevents it, so no other profile has it:
    /// it shows what a client notices afterwards.
    /// </summary>
    public static IFaultPlan Duplicating(int seed, double share = 0.3) => new DrawnWrites([Fault.DeliveredTwice()], call => IsWrite(call) && call.Method == "POST", share, seed);

    private static bool IsWrite(Pax8Call call) => call.Method != "GET" && call.Template != TokenEndpoint.Template;

    private sealed class DrawnWrites(IReadOnlyList<Fault> faults, Func<Pax8Call, bool> strikes, double share, int seed) : IFaultPlan
    {
        private const int MostInARow = 2;

        private readonly SeededRandom _random = new(seed, "write faults");
        private readonly Dictionary<string, int> _inARow = new(StringComparer.Ordinal);

        public Fault? Next(Pax8Call call, int number)
        {
            if (!strikes(call))
                return null;
            var before = _inARow.GetValueOrDefault(call.Endpoint);
            var isStruck = _random.Below(1_000_000) < share * 1_000_000;
            var fault = _random.Pick(faults);
            if (!isStruck || before >= MostInARow)
            {
                _inARow[call.Endpoint] = 0;
                return null;
            }
            _inARow[call.Endpoint] = before + 1;
            return fault;
        }
    }
}
