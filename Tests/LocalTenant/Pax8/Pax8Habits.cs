using System;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>What an order shows of what it bought before that is provisioned.</summary>
public enum SubscriptionIdInOrder
{
    /// <summary>The id, from the answer to the order on, as the official example shows it.</summary>
    AtOnce,

    /// <summary>null until it is provisioned; a generated client's types allow for it.</summary>
    NullUntilProvisioned,

    /// <summary>No such member until it is provisioned, as other values that there are not.</summary>
    LeftOutUntilProvisioned,
}

/// <summary>
/// What Pax8 does where no document says it, or where documents and what was seen differ: a client has to live with every value. The
/// defaults are the likeliest. May be changed between calls: <see cref="Pax8Simulator.Habits"/>.
/// </summary>
public sealed record Pax8Habits
{
    /// <summary>Status of the refusal of a company whose name is taken: 422, which the document has for this endpoint, or 400.</summary>
    public int TakenNameStatus { get; init; } = 422;

    /// <summary>Status of the refusal of a change that changes nothing: 422 or 400.</summary>
    public int NoChangeStatus { get; init; } = 422;

    /// <summary>Status for an order whose company or product does not exist: 404, 422 or 400.</summary>
    public int UnknownReferenceStatus { get; init; } = 404;

    /// <summary>Whether an address in PATCH /companies takes the place of the whole old one, with all that it leaves out.</summary>
    public bool AddressIsReplaced { get; init; }

    /// <summary>Whether a PUT of a contact that names no types takes those that it had.</summary>
    public bool TypesLeftOutAreCleared { get; init; }

    /// <summary>Whether the last primary contact of a role can go, which makes the company Inactive; else that is refused.</summary>
    public bool LastPrimaryMayGo { get; init; }

    /// <summary>Whether orders answer <c>Pax8 Partner</c> as it was sent; else <c>Pax8Partner</c>. Both were seen.</summary>
    public bool OrderedByWithSpace { get; init; }

    /// <summary>Whether the answer to isMock=true carries ids, which lead nowhere.</summary>
    public bool MockHasIds { get; init; }

    /// <summary>What an order shows of a subscription that is pending.</summary>
    public SubscriptionIdInOrder SubscriptionIdInOrder { get; init; }

    /// <summary>How long a new company is not listed. Its name is taken from the start.</summary>
    public TimeSpan CompanyListedAfter { get; init; }

    /// <summary>How long a new order is not listed.</summary>
    public TimeSpan OrderListedAfter { get; init; }

    /// <summary>How long the subscriptions of a new order are not listed.</summary>
    public TimeSpan SubscriptionListedAfter { get; init; }

    /// <summary>Whether what is not listed yet is not found by id either.</summary>
    public bool LateByIdToo { get; init; }

    /// <summary>What each GET /orders takes beside <see cref="Pax8SimulatorOptions.Latency"/>: more than 30 seconds were seen with an old partner.</summary>
    public TimeSpan OrdersLatency { get; init; }

    /// <summary>What GET /orders takes for each order that its filter leaves, whichever page is asked for.</summary>
    public TimeSpan LatencyPerOrder { get; init; }

    /// <summary>How many in a hundred ordered subscriptions stay pending for good, drawn from the simulator's seed.</summary>
    public int StuckPercent { get; init; }
}
