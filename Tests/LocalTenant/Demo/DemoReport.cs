using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>What <c>demo --json</c> prints. Counts of records, calls and writes; times in seconds.</summary>
internal sealed record DemoReport
{
    /// <summary>True only if every step did what it should and both sides agree at the end.</summary>
    public required bool Ok { get; init; }

    /// <summary>Sentences that say what was wrong; empty where <see cref="Ok"/>.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public required RecordCounts Accounts { get; init; }

    /// <summary>Subscriptions of enabled provider accounts.</summary>
    public required RecordCounts Subscriptions { get; init; }

    /// <summary>Calls of the first syncs by method and path, such as <c>GET /companies</c>.</summary>
    public required IReadOnlyDictionary<string, int> Pax8Requests { get; init; }

    /// <summary>Rows of provider accounts, products, subscriptions and licence change logs written by the first syncs; their own bookkeeping is not counted.</summary>
    public required int DataverseWrites { get; init; }

    /// <summary>Rows of sync jobs, batches and issues written by the first syncs.</summary>
    public required int BookkeepingWrites { get; init; }

    /// <summary>The second sync of accounts and the second of subscriptions together.</summary>
    public required SyncTraffic SecondSync { get; init; }

    /// <summary>The longest single execution of a plug-in; the platform ends one at 120.</summary>
    public required double LongestExecutionSeconds { get; init; }

    /// <summary>The whole demo; in simulated mode on the virtual clock.</summary>
    public required double Seconds { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };
}

/// <summary>Records on both sides, and what the syncs before the comparison did.</summary>
internal sealed record RecordCounts(int Remote, int Local, int Created, int Updated, int Unchanged, int Failed);

/// <summary>Calls and data writes of one sync.</summary>
internal sealed record SyncTraffic(IReadOnlyDictionary<string, int> Pax8Requests, int DataverseWrites);
