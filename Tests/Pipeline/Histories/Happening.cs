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

    /// <summary>Pax8 gives a subscription to another company: one that is enabled here, one that is disabled, or one that is not known here.</summary>
    MoveThere,

    /// <summary>Pax8 makes another product of a subscription.</summary>
    ProductThere,

    /// <summary>Pax8 hangs a subscription under another parent, under none, or under one that is not there at present.</summary>
    ParentThere,

    /// <summary>A subscription that was cancelled is active again in Pax8.</summary>
    ReviveThere,

    /// <summary>A person maps a provider account to another customer, or to none.</summary>
    MapHere,

    /// <summary>A customer is deactivated, or activated again.</summary>
    CustomerOff, CustomerOn,

    /// <summary>A customer is merged into another one.</summary>
    MergeCustomers,

    /// <summary>Sync Provider Accounts, to its end.</summary>
    SyncAccounts,

    /// <summary>A person sends a change before those that it waits behind.</summary>
    SendBefore,

    /// <summary>A person writes with the mark of the package's own writes.</summary>
    Forge,

    /// <summary>Somebody replaces the secret in Pax8; the administrator enters it and verifies.</summary>
    RotateSecret, EnterSecret,

    /// <summary>The right to write is taken away in Pax8; given back, with Verify Connectivity.</summary>
    Forbid, Allow,

    Verify,

    /// <summary>The provider integration is deactivated and another one made for the same Pax8.</summary>
    Replace,

    TakeOver,

    /// <summary>The environment is copied, as it is now, to another organization.</summary>
    Copy,

    /// <summary>Something is done in the copy.</summary>
    InCopy,

    Backup,

    /// <summary>The backup is put in place; by which of the two with the word that it was, at once.</summary>
    Restore,

    /// <summary>An administrator says that this environment was restored.</summary>
    DeclareRestored,

    /// <summary>Whatever Pax8 takes away is asked about, or nothing of it.</summary>
    AlwaysAsked, NeverAsked,

    /// <summary>Of all subscriptions in Pax8 but one each ends, shrinks or vanishes.</summary>
    MassErrorThere,

    /// <summary>Somebody takes licences off in Pax8.</summary>
    ShrinkThere,

    /// <summary>An administrator says yes, or no, to all that is held.</summary>
    ApplyHeld, DiscardHeld,

    /// <summary>The same of one subscription.</summary>
    ApplyHeldOne, DiscardHeldOne,
}
