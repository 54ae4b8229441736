using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>One call in the simulator's log. Neither headers nor bodies are kept: they hold the secret and the token.</summary>
/// <param name="Number">1 for the first call.</param>
/// <param name="At">The simulator's time.</param>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">As called.</param>
/// <param name="Query">Raw query, empty when none.</param>
/// <param name="Template">Path as in the documents; empty for unknown ones.</param>
/// <param name="Status">Status of the answer; 0 when the caller never sees one (reset, never answers).</param>
/// <param name="Fault">Which fault struck; null for none.</param>
public sealed record Pax8LogEntry(
    int Number, DateTimeOffset At, string Method, string Path, string Query, string Template, int Status, FaultKind? Fault)
{
    /// <summary>How often the request came to Pax8: 0 where a fault kept it from there, 2 where the network delivered it twice.</summary>
    public int Deliveries { get; init; } = 1;

    /// <summary>Method and template: <c>GET /companies</c>.</summary>
    public string Endpoint => Method + " " + (Template.Length == 0 ? Path : Template);
}

/// <summary>Reading of a log.</summary>
public static class Pax8LogExtensions
{
    /// <summary>How many calls went to an endpoint, written <c>GET /companies</c>; faulted ones included.</summary>
    public static int Count(this IEnumerable<Pax8LogEntry> log, string endpoint) => log.Count(entry => entry.Endpoint == endpoint);
}
