using System;
using System.Collections.Generic;
using System.Text;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>What happens to an answer on its way back.</summary>
public enum TransportFault
{
    /// <summary>It arrives.</summary>
    None,

    /// <summary>There was no connection at all: the request was never sent.</summary>
    Refused,

    /// <summary>The connection is reset before anything of it is read.</summary>
    Reset,

    /// <summary>Nothing comes until the caller gives up.</summary>
    NeverAnswers,

    /// <summary>Status and headers arrive with the announced length, then half of the body, then the connection ends.</summary>
    Truncated,

    /// <summary>The same with a chunked body, so no length was announced.</summary>
    TruncatedChunks,
}

/// <summary>The simulator's answer to one call.</summary>
public sealed record Pax8Answer
{
    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Empty when the answer has no body.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The whole body; empty for 204. With a truncated transport the caller sees the first half.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Headers beside Content-Type and Content-Length; names as they are sent.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What the network does with the answer. The call itself may have been executed all the same: see <see cref="Fault.Executed"/>.</summary>
    public TransportFault Transport { get; init; }

    /// <summary>How long the caller waits for it.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The fault that made or changed this answer; null for the simulator's own answers.</summary>
    public Fault? Fault { get; init; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
