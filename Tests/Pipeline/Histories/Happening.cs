namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>One thing that happens; a number beside it picks the subscription, person, account or step it happens to.</summary>
public enum Happening
{
    /// <summary>A person sets a new quantity, as a form does without a version.</summary>
    QuantityHere,

    /// <summary>A person sets a new quantity, provided that nobody wrote the row; sometimes somebody did.</summary>
    QuantityHereVersioned,

    /// <summary>A person sets a new quantity that is due tomorrow.</summary>
    QuantityHereLater,

    /// <summary>A person sets the quantity that both sides agreed on last.</summary>
    QuantityHereBack,

    PriceHere, TermHere,

    /// <summary>Quantity and price in one go.</summary>
    SeveralHere,

    CancelHere, CancelOnHere,

    /// <summary>A person types a date into Cancel On, without the command.</summary>
    CancelOnByHand,

    /// <summary>The connector asks about every change of a quantity, or about none.</summary>
    AskAlways, AskNever,

    /// <summary>A person confirms a change that waits for it.</summary>
    Confirm,

    /// <summary>A person tries what the rules refuse.</summary>
    ForbiddenHere,

    QuantityThere, PriceThere, TermThere,

    /// <summary>Somebody sets in Pax8 what was set here.</summary>
    SameThere,

    CancelThere, CancelLaterThere, WithdrawCancelThere, VanishThere, ReturnThere,

    /// <summary>Something changes in Pax8 that belongs to Pax8 alone.</summary>
    DetailThere,

    NewThere,

    Sync,

    /// <summary>Of one provider account.</summary>
    SyncOne,

    /// <summary>Some system jobs run, in an order that the seed decides.</summary>
    Work,

    /// <summary>All system jobs run.</summary>
    Settle,

    /// <summary>The process stops some commits or calls later, and is started again.</summary>
    Crash,

    /// <summary>Pax8 answers, and is not right: lies at random places and repeatedly.</summary>
    Lies,

    /// <summary>Pax8 tells one and the same lie wherever it fits.</summary>
    OneLie,

    /// <summary>What is changed in Pax8 is shown some minutes later.</summary>
    ShownLate,

    Hostile, Outage, Calm, Wait, NextDay, Withdraw, Retry, KeepPax8, KeepWork365, Policy, DisableAccount, EnableAccount, ReadOnly, WriteBack, TurnOff, TurnOn,

    /// <summary>A person edits while the next call to Pax8 is under way.</summary>
    EditDuringCall,

    /// <summary>A person edits right after the next commit of a system job.</summary>
    EditAfterCommit,

    /// <summary>Another system job runs while the answer of the next call to Pax8 is on its way.</summary>
    WorkDuringCall,

    /// <summary>A person edits between two reads, or between a read and a write, of whoever is at work some moments later.</summary>
    EditBetween,

    /// <summary>Another system job runs there.</summary>
    WorkBetween,

    /// <summary>A person withdraws a change there.</summary>
    WithdrawBetween,

    /// <summary>Waiting system jobs of licence changes are cancelled.</summary>
    LoseJobs,
}
