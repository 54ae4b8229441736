using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>How a simulator starts. Two simulators with equal options and equal calls give equal answers.</summary>
public sealed record Pax8SimulatorOptions
{
    /// <summary>Decides generated data, tokens and ids. Not the faults: those have a seed of their own.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Number of generated companies; null seeds the examples of the official documents (20 companies, 12 subscriptions).</summary>
    public int? Companies { get; init; }

    /// <summary>Number of generated subscriptions. Null: the official examples' when <see cref="Companies"/> is null as well, else none.</summary>
    public int? Subscriptions { get; init; }

    /// <summary>Number of generated orders, older than anything that is ordered later; null: the official examples' when <see cref="Companies"/> is null as well, else none.</summary>
    public int? Orders { get; init; }

    /// <summary>Adds companies with awkward but valid data: markup, quotes, emoji, right-to-left text, formulas, an unknown status, missing members. See <see cref="NastyCompanies"/>.</summary>
    public bool NastyNames { get; init; }

    /// <summary>The Client ID that gets a token.</summary>
    public string ApplicationId { get; init; } = "local-tenant";

    /// <summary>The Client Secret that goes with it.</summary>
    public string ApplicationSecret { get; init; } = "local-tenant-secret";

    /// <summary>The only source of time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What goes wrong; null for nothing.</summary>
    public IFaultPlan? Faults { get; init; }

    /// <summary>How long each answer takes, before faults add to it.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Calls within any 60 seconds before 429; 0 for no limit. Source: devx.pax8.com (1000 calls per minute).</summary>
    public int RequestsPerMinute { get; init; } = 1000;

    /// <summary>Whether the 429 of the limit carries Retry-After in seconds. The documents name no such header, so the default is no.</summary>
    public bool SendRetryAfter { get; init; }

    /// <summary>How long a new subscription stays pending.</summary>
    public TimeSpan ProvisioningTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What it does where nobody knows what Pax8 does.</summary>
    public Pax8Habits Habits { get; init; } = new();

    /// <summary>Whether the key may only read: every write answers 403. Seen with keys that someone had restricted; that isMock counts as a write is assumed.</summary>
    public bool ReadOnlyKey { get; init; }

    /// <summary>Endpoints that the integration has no right to, written <c>GET /companies</c>: they answer 403.</summary>
    public IReadOnlyCollection<string> Forbidden { get; init; } = [];
}
