using System;
using System.Collections.Generic;
using DataverseEmulator.Storage;

namespace DataverseEmulator.Pipeline;

/// <summary>On whose behalf, and inside of what, a message is executed.</summary>
internal sealed record Caller
{
    /// <summary>Privileges and column security are this user's.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Who started it all: the client's user, also where a plug-in calls as SYSTEM.</summary>
    public required Guid InitiatingUserId { get; init; }

    /// <summary>The client's user where he acts on behalf of <see cref="UserId"/>: he needs the same privileges; null where he acts himself.</summary>
    public Guid? ImpersonatorId { get; init; }

    public required Guid CorrelationId { get; init; }

    /// <summary>The depth that the message gets: 1 for a client's call.</summary>
    public required int Depth { get; init; }

    /// <summary>The plug-in that calls; null for a client.</summary>
    public PluginContext? Parent { get; init; }

    public required ExecutionLimit Limit { get; init; }

    /// <summary>The open transaction that the message joins; null when it makes its own.</summary>
    public OperationTransaction? Transaction { get; init; }

    /// <summary>A client's call by this user.</summary>
    public static Caller Client(Guid userId, Guid correlationId, ExecutionLimit limit) => new()
    {
        UserId = userId,
        InitiatingUserId = userId,
        CorrelationId = correlationId,
        Depth = 1,
        Limit = limit,
    };

    /// <summary>
    /// Who must have a privilege: the user, and who acts on his behalf. Of column security under impersonation the page says nothing;
    /// here the user's alone counts.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/impersonate-another-user#required-privileges
    /// </summary>
    public IEnumerable<Guid> Privileged => ImpersonatorId is { } impersonator ? [UserId, impersonator] : [UserId];
}
