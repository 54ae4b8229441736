namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>What may happen in a history of orders. A byte goes with each: it picks the order, the person, the number.</summary>
internal enum OrderHappening
{
    /// <summary>A draft of one to three lines for one of the companies.</summary>
    New,

    /// <summary>A draft with company and lines of an order that is there.</summary>
    NewEqual,

    Submit, CheckHere,

    /// <summary>Every draft is submitted.</summary>
    SubmitAll,

    Edit, AddLine, RemoveLine,

    /// <summary>The order is for another company.</summary>
    Retarget,

    Approve, Reject, CancelHere, Delete,

    /// <summary>A person who knows what became of it in Pax8 says so of an order in review.</summary>
    TellTruth,

    /// <summary>A person presses a command that does not fit the order's status.</summary>
    PressAnything,

    Sync, Verify,

    /// <summary>Some system jobs run, in an order that the seed decides.</summary>
    Work,

    Settle,

    /// <summary>The process stops some commits or calls later, and is started again.</summary>
    Crash,

    /// <summary>One call in ten goes wrong, at every endpoint.</summary>
    Faulty,

    /// <summary>Three of four writes go wrong.</summary>
    FaultyWrites,

    /// <summary>The answer to the next order is lost, on its way there or back.</summary>
    LoseNext,

    /// <summary>Pax8 refuses the next order, which it accepted when it checked it.</summary>
    RefuseNext,

    Outage, Calm, Wait,

    /// <summary>Some syncs, ten to twenty-five minutes from each other.</summary>
    Often,

    /// <summary>Hours pass, with a sync each hour.</summary>
    Hours,

    NextDay,

    /// <summary>Somebody orders in Pax8's own pages what an order here is for, or something else.</summary>
    OrderThere, OtherOrderThere,

    /// <summary>Somebody orders the same there just before an order is submitted here, whose answer is lost.</summary>
    SubmitLate,

    /// <summary>The same between the moment when orders are counted and the request.</summary>
    Overtaken,

    /// <summary>New orders, or their subscriptions, are listed up to an hour later.</summary>
    OrdersLate, SubscriptionsLate,

    /// <summary>Orders tell their subscriptions once these are provisioned.</summary>
    IdsLate,

    Punctual, PriceThere,

    /// <summary>A subscription that was ordered is cancelled in Pax8.</summary>
    EndThere,

    ApprovalOn, ApprovalOff, ReadOnly, WriteBack, TurnOff, TurnOn,

    /// <summary>Waiting system jobs of orders are cancelled.</summary>
    LoseJobs,

    /// <summary>While the next call to Pax8 is under way: another job runs, the order is cancelled, somebody orders the same there.</summary>
    WorkDuringCall, CancelDuringCall, OrderThereDuringCall,

    /// <summary>Between two reads, or a read and a write, of whoever is at work some moments later.</summary>
    WorkBetween, CancelBetween, EditBetween,
}
