using System;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// Places from which changes are sent: so many executions at a time for a connector. The platform runs hundreds of system jobs at once, and
/// where many changes are made together all of them would call Pax8 until it takes no more, and once more to learn so. Eight send some
/// 700 calls a minute where each takes half a second; Pax8 takes 1,000 (developer portal, home page).
/// </summary>
internal sealed class SendingPlaces(SubscriptionRows subscriptions, IClock clock)
{
    private const int Most = 8;

    /// <summary>Shortest time between two looks; by chance up to twice as long.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(3);

    /// <summary>Whether others have them all, before a claim is written.</summary>
    public bool AreTaken(Guid connectorId) => subscriptions.CountBeingSent(connectorId, clock.UtcNow, Most) >= Most;

    /// <summary>
    /// Whether the claim that was just written is one too many: who claimed at the same moment sees the same, and all of them step back.
    /// </summary>
    public bool AreExceeded(Guid connectorId) => subscriptions.CountBeingSent(connectorId, clock.UtcNow, Most + 1) > Most;

    /// <summary>Until the next look of this execution.</summary>
    public TimeSpan NextLook(Guid subscriptionId) =>
        TimeSpan.FromTicks((long)(BetweenLooks.Ticks * (1 + Chance.Of($"{subscriptionId} {clock.UtcNow.Ticks}"))));
}
